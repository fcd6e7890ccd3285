"""Talks to the process that reads a Parquet file. Its death is an error of this object.

A reader reserves memory in proportion to its file, and asks for more before it takes more: what the footer says, or
what a dictionary unfolds to, may be far more than the file.
"""

from __future__ import annotations

import os
import select
import signal
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any

from objectlambda import errors
from objectlambda.memory_budget import BUDGET
from objectlambda.parquet import frames
from objectlambda.parquet.readers import FORKER, pipes

MEMORY_BYTES = 512 * 1024 * 1024
"""What a file's reader may take beside its libraries."""
RESERVED_BYTES = 256 * 1024 * 1024
"""The most that a reader takes of the budget of all requests; no reader may take over twice as much."""
_LEAST_BYTES = 24 * 1024 * 1024
_PER_BYTE = 8
"""A reader reserves the least bytes, and so many for each byte of its file; few files need more."""
SECONDS = 600
"""Processor time of a file's reader."""
_SILENCE = 120
"""Seconds without a word after which the reader is given up."""


class ReaderProcess:
    """A process that reads the Parquet file ``file``, which is open and has a descriptor; a context manager.

    ``mode`` is ``inspect`` or ``redact``; ``opaque`` lets bytes in columns pass that are no text.

    Raises:
        OriginError: 503 SlowDown, other requests hold the memory that it needs.
    """

    def __init__(self, file: IO[bytes], mode: str, *, opaque: bool) -> None:
        reserved = min(RESERVED_BYTES, _LEAST_BYTES + _PER_BYTE * os.fstat(file.fileno()).st_size)
        with ExitStack() as undone:
            self._memory = undone.enter_context(BUDGET.reservation(reserved))
            to_reader, answers, from_reader, questions = pipes()
            undone.enter_context(to_reader)
            undone.enter_context(from_reader)
            limits = [str(number) for number in (reserved, RESERVED_BYTES, MEMORY_BYTES, SECONDS)]
            try:
                self._process = FORKER.start(
                    [file.fileno(), answers, questions], [mode, *limits, "opaque" if opaque else "text"]
                )
            finally:
                os.close(answers)
                os.close(questions)
            self._undone = undone.pop_all()
        self._input = _Timed(to_reader)
        self._output = _Timed(from_reader)

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._undone:
            self._process.end()

    def receive(self) -> tuple[bytes, Any]:
        """The next frame.

        Raises:
            CorruptObject: the file is damaged; also where it ended the process that read it.
            LimitExceeded: it needs more memory, time or nesting than it may.
            UnexpectedContent: it holds something that is not looked into.
            OriginError: 503 SlowDown, it needs more memory than other requests leave.
        """
        kind, body = self._receive()
        while kind == frames.MEMORY:
            self._memory.grow_to(min(RESERVED_BYTES, body) if isinstance(body, int) else RESERVED_BYTES)
            self.answer(True)
            kind, body = self._receive()
        if kind == frames.FAILURE:
            raise as_error(str(body[0]), str(body[1]))
        return kind, body

    def _receive(self) -> tuple[bytes, Any]:
        try:
            frame = frames.receive(self._output)  # type: ignore[arg-type]  # it reads, which is all that is asked
        except (EOFError, OSError, ValueError) as error:
            raise self._exit_error(error) from error
        BUDGET.note_progress()
        return frame

    def answer(self, body: Any) -> None:
        """Answers the frame that came last."""
        try:
            frames.send(self._input, frames.TEXTS, body)  # type: ignore[arg-type]  # it writes, which is all that is asked
        except OSError as error:
            raise self._exit_error(error) from error

    def _exit_error(self, error: Exception) -> errors.ObjectLambdaError:
        if isinstance(error, TimeoutError):
            return as_error("LimitExceeded", f"its reader said nothing for {_SILENCE} s")
        code = self._process.end(waits=True)
        if code is None:
            return errors.OriginError(503, "SlowDown", "The process that read the Parquet file was ended: try again.")
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return as_error("LimitExceeded", f"the Parquet file takes more than {SECONDS} s of processor time to read")
        if code == -signal.SIGABRT:  # libparquet ends so where it gets no memory, too
            return errors.CorruptObject(
                "the Parquet file ended the process that read it: it is damaged, or takes more than "
                f"{MEMORY_BYTES >> 20} MiB to read"
            )
        return errors.CorruptObject("the Parquet file is damaged: it ended the process that read it")


def as_error(code: str, message: str) -> errors.ObjectLambdaError:
    if code == "UnexpectedContent":
        return errors.UnexpectedContent(message)
    if code == "LimitExceeded":
        return errors.LimitExceeded(
            message or f"the Parquet file takes more than {MEMORY_BYTES >> 20} MiB to read: write smaller row groups"
        )
    return errors.CorruptObject(message)


class _Timed:
    """A pipe that raises TimeoutError where nothing moves for ``_SILENCE`` seconds."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._descriptor = stream.fileno()
        os.set_blocking(self._descriptor, False)

    def read(self, size: int) -> bytes:
        self._wait(select.POLLIN)
        return os.read(self._descriptor, size)

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        while rest:
            self._wait(select.POLLOUT)
            rest = rest[os.write(self._descriptor, rest[:65536]) :]
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def _wait(self, event: int) -> None:
        poll = select.poll()
        poll.register(self._descriptor, event)
        if not poll.poll(_SILENCE * 1000):
            raise TimeoutError

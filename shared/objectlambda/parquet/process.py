"""Starts the process that reads a Parquet file, and talks to it.

Subprocess and pipes only: Lambda has no /dev/shm. The process gets no environment but what Python needs, so that it
holds no credentials. Its death is an error of this object.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any, cast

from objectlambda import errors
from objectlambda.memory_budget import BUDGET
from objectlambda.parquet import frames

MEMORY_BYTES = 512 * 1024 * 1024
"""What a file's reader may take beside its libraries."""
RESERVED_BYTES = 256 * 1024 * 1024
"""What a reader takes of the budget of all requests: few files need more, and no reader may take over twice as much."""
SECONDS = 600
"""Processor time of a file's reader."""
_SILENCE = 120
"""Seconds without a word after which the reader is given up."""
_PROGRAM = """
import sys
sys.modules["numpy"] = None  # pyarrow does without it, and starts in two thirds of the time
from objectlambda.parquet.worker import main
main(*sys.argv[1:])
"""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")


class ReaderProcess:
    """A process that reads the Parquet file ``file``, which is open and has a descriptor; a context manager.

    ``mode`` is ``inspect`` or ``redact``; ``opaque`` lets bytes in columns pass that are no text.

    Raises:
        OriginError: 503 SlowDown, other requests hold the memory that it needs.
    """

    def __init__(self, file: IO[bytes], mode: str, *, opaque: bool) -> None:
        with ExitStack() as undone:
            undone.enter_context(BUDGET.reservation(RESERVED_BYTES))
            self._process = _start(file.fileno(), mode, opaque)
            self._memory = undone.pop_all()
        self._input = _Timed(cast(IO[bytes], self._process.stdin))
        self._output = _Timed(cast(IO[bytes], self._process.stdout))

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._memory.close()

    def receive(self) -> tuple[bytes, Any]:
        """The next frame.

        Raises:
            CorruptObject: the file is damaged; also where it ended the process that read it.
            LimitExceeded: it needs more memory, time or nesting than it may.
            UnexpectedContent: it holds something that is not looked into.
        """
        try:
            kind, body = frames.receive(self._output)  # type: ignore[arg-type]  # it reads, which is all that is asked
        except (EOFError, OSError, ValueError) as error:
            raise self._exit_error() from error
        if kind == frames.FAILURE:
            raise as_error(str(body[0]), str(body[1]))
        return kind, body

    def answer(self, body: Any) -> None:
        """Answers the frame that came last."""
        try:
            frames.send(self._input, frames.TEXTS, body)  # type: ignore[arg-type]  # it writes, which is all that is asked
        except OSError as error:
            raise self._exit_error() from error

    def _exit_error(self) -> errors.ObjectLambdaError:
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return as_error("LimitExceeded", f"its reader said nothing for {_SILENCE} s")
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return as_error("LimitExceeded", f"the Parquet file takes more than {SECONDS} s of processor time to read")
        return errors.CorruptObject("the Parquet file is damaged: it ended the process that read it")


def _start(descriptor: int, mode: str, opaque: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _PROGRAM, mode, str(descriptor)]
    return subprocess.Popen(
        [*command, str(MEMORY_BYTES), str(SECONDS), "opaque" if opaque else "text"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=[descriptor],
        bufsize=0,
        env={
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "ARROW_DEFAULT_MEMORY_POOL": "system",
            "OMP_NUM_THREADS": "1",
        },
    )


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

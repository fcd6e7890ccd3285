"""Readers of Parquet files, each a process of its own, forked from one that has pyarrow loaded.

Sockets and pipes only: Lambda has no /dev/shm. The processes get no environment but what Python needs, so that they
hold no credentials.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO

from objectlambda.errors import OriginError

_PROGRAM = """
import sys
sys.modules["numpy"] = None  # pyarrow does without it, and starts in two thirds of the time
from objectlambda.parquet.forking import serve
serve(sys.argv[1])
"""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
_ANSWER_SECONDS = 30.0
"""How long an answer may take: the first one waits until pyarrow is loaded."""


class Forker:
    """The process that forks readers, started when the first file is read, and again where it has ended.

    Safe to share between threads: a lock guards the socket, so that each gets the answer to its own command. In a
    process that was forked, another is started.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._commands: socket.socket | None = None
        self._owner = 0

    def start(self, descriptors: Sequence[int], arguments: Sequence[str]) -> Reader:
        """A reader with copies of the descriptors: the file, the pipe with answers, the pipe for questions.

        Raises:
            OriginError: 503 SlowDown, no process can be started.
        """
        with self._lock:
            for _ in range(2):  # one that was idle may end just now
                commands = self._running()
                try:
                    answer = _ask(commands, ["start", *arguments], descriptors)
                except OSError:
                    self._stop()
                else:
                    return Reader(self, commands, answer)
        raise OriginError(503, "SlowDown", "The process that reads Parquet files cannot be started: try again.")

    def end(self, commands: socket.socket, process: int, *, waits: bool) -> int | None:
        """End a reader and give its exit code; None where its forker is gone, and with it the reader's input."""
        with self._lock:
            if commands is not self._commands:
                return None
            try:
                return _ask(commands, ["end", process, waits])
            except OSError:
                self._stop()
                return None

    def _running(self) -> socket.socket:
        if self._commands is not None and self._owner == os.getpid():
            return self._commands
        self._owner = os.getpid()
        self._commands, others = socket.socketpair()
        self._commands.settimeout(_ANSWER_SECONDS)
        with others:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(others.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[others.fileno()],
                env={
                    **{name: os.environ[name] for name in _KEPT if name in os.environ},
                    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "ARROW_DEFAULT_MEMORY_POOL": "system",
                    "OMP_NUM_THREADS": "1",
                },
            )
        return self._commands

    def _stop(self) -> None:
        if self._commands is not None:
            self._commands.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._commands = None

    def close(self) -> None:
        """End the process, and with it what is idle in it."""
        with self._lock:
            if self._owner == os.getpid():
                self._stop()


class Reader:
    """One process that reads one file; `end` may be called more than once, by one thread."""

    def __init__(self, forker: Forker, commands: socket.socket, process: int) -> None:
        self._forker, self._commands, self._process = forker, commands, process
        self._code: int | None = None
        self._has_ended = False

    def end(self, *, waits: bool = False) -> int | None:
        """End it, and give its exit code; with ``waits`` it has a second to end by itself."""
        if not self._has_ended:
            self._has_ended = True
            self._code = self._forker.end(self._commands, self._process, waits=waits)
        return self._code


def _ask(commands: socket.socket, command: Sequence[object], descriptors: Sequence[int] = ()) -> int:
    socket.send_fds(commands, [json.dumps(command).encode()], list(descriptors))
    answer = commands.recv(64)
    if not answer:
        raise ConnectionResetError
    return int(answer)


def pipes() -> tuple[IO[bytes], int, IO[bytes], int]:
    """Two pipes: an end to write and the one to read it, an end to read and the one to write it."""
    answers, our_answers = os.pipe()
    try:
        our_questions, questions = os.pipe()
    except OSError:
        os.close(answers)
        os.close(our_answers)
        raise
    return os.fdopen(our_answers, "wb", buffering=0), answers, os.fdopen(our_questions, "rb", buffering=0), questions


FORKER = Forker()
"""One for all files of this process; guarded by its lock."""
atexit.register(FORKER.close)

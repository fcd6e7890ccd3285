"""The process that has pyarrow loaded and forks a reader for each Parquet file: ``serve(SOCKET)``.

It reads no file itself, so no file changes what the next reader does, and a fork takes milliseconds where a new process
takes a second. Commands come one at a time over a socket, with the reader's three descriptors; see
:mod:`objectlambda.parquet.readers`. It ends when nobody holds the other end, or when it is idle.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import time
from collections.abc import Sequence

from objectlambda.parquet.worker import main

MOST_COMMAND = 4096
IDLE_SECONDS = 300.0
"""After so long without a reader the process ends and gives its memory back."""
_LINGERS = 1.0
"""Seconds that a reader has to end by itself, once its pipe is closed."""


def serve(descriptor: str) -> None:
    """Answer commands until the other end of the socket is closed: ``start`` a reader, or ``end`` one."""
    gc.freeze()
    readers: set[int] = set()
    with socket.socket(fileno=int(descriptor)) as commands:
        while True:
            commands.settimeout(None if readers else IDLE_SECONDS)
            try:
                message, descriptors, _, _ = socket.recv_fds(commands, MOST_COMMAND, 3)
            except TimeoutError:
                break
            if not message:
                break
            command, *more = json.loads(message)
            if command == "start":
                answer = _fork(commands, descriptors, more)
                readers.add(answer)
            else:
                answer = _end(int(more[0]), waits=bool(more[1]))
                readers.discard(int(more[0]))
            commands.sendall(str(answer).encode())
    for reader in readers:
        _end(reader, waits=False)


def _fork(commands: socket.socket, descriptors: Sequence[int], arguments: Sequence[str]) -> int:
    """Start a reader; its descriptors are the file, the pipe with answers and the pipe for questions."""
    process = os.fork()
    if process:
        for descriptor in descriptors:
            os.close(descriptor)
        return process
    status = 1
    try:
        commands.close()
        file, answers, questions = descriptors
        os.dup2(answers, 0)
        os.dup2(questions, 1)
        os.close(answers)
        os.close(questions)
        mode, *limits = arguments
        main(mode, str(file), *limits)
        status = 0
    finally:
        os._exit(status)


def _end(process: int, *, waits: bool) -> int:
    """End a reader and give its exit code, negative for a signal; with ``waits`` it may first end by itself."""
    last = time.monotonic() + _LINGERS
    while waits and time.monotonic() < last:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

"""A gateway in a process of its own, started and stopped by the code that wants to read from it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

STOP_SECONDS = 10.0

_URL = re.compile(r"serving at (https?://\S+?);")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A gateway at work: its endpoint URL and process id."""

    url: str
    pid: int


@contextmanager
def serving(arguments: Sequence[str], environ: Mapping[str, str] | None = None) -> Iterator[Served]:
    """``objectlambda serve`` with ``arguments`` on a free port, for as long as the ``with`` lasts.

    Raises:
        RuntimeError: it did not start; with what it said.
    """
    command = [
        sys.executable,
        "-m",
        "objectlambda.cli.main",
        "serve",
        *arguments,
        "--port",
        "0",
        "--log-level",
        "ERROR",
    ]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env={**os.environ, **(environ or {})}
    )
    said: list[str] = []
    try:
        yield Served(url=_url(process, said), pid=process.pid)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _url(process: subprocess.Popen[str], said: list[str]) -> str:
    stream = process.stderr
    if stream is None:
        raise RuntimeError("the gateway's messages cannot be read")
    for line in stream:
        said.append(line)
        match = _URL.search(line)
        if match:
            # A pipe that nobody empties would stop the gateway once it is full.
            threading.Thread(target=_forward, args=(stream,), daemon=True).start()
            return match[1]
    raise RuntimeError(f"the gateway did not start: {''.join(said[-5:]).strip()}")


def _forward(stream: Iterator[str]) -> None:
    for line in stream:
        if not line.startswith("objectlambda serve:"):
            sys.stderr.write(line)

"""Ports of this machine: a free one, and one that somebody listens on."""

from __future__ import annotations

import socket

from tests.waiting import eventually, listens


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 30.0) -> None:
    if not eventually(lambda: listens(port), seconds):
        raise TimeoutError(f"nothing listens on port {port}")

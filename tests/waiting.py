"""Waiting for a condition, in place of sleeping for some time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(condition: Callable[[], T], seconds: float = 20.0, every: float = 0.02) -> T:
    """What ``condition`` gives as soon as it is true, or at last after ``seconds``; it is asked ``every`` so often."""
    until = time.monotonic() + seconds
    while not (value := condition()) and time.monotonic() < until:
        time.sleep(every)
    return value


def listens(port: int) -> bool:
    """Whether somebody accepts connections on ``port`` of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True

"""Waiting for a condition, in place of sleeping for some time."""

from __future__ import annotations

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

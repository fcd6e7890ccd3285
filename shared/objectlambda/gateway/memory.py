"""Bounds the freed memory that glibc's allocator keeps, and gives it back to the system from time to time.

Each thread that allocates may get an arena of its own, and an arena keeps the holes between what still lives: a process
with many threads grows for days although nothing leaks. Source: mallopt(3), malloc_trim(3).
"""

from __future__ import annotations

import ctypes
import time

MAX_ARENAS = 2
TRIM_SECONDS = 30.0

_M_ARENA_MAX = -8


class FreedMemory:
    """Gives freed memory back to the system. It does nothing with another C library than glibc."""

    def __init__(self) -> None:
        library = ctypes.CDLL(None)
        self._trim = getattr(library, "malloc_trim", None)
        self._last = time.monotonic()
        if hasattr(library, "mallopt"):
            library.mallopt(_M_ARENA_MAX, MAX_ARENAS)

    @property
    def is_due(self) -> bool:
        """Whether TRIM_SECONDS have passed since the last time."""
        return self._trim is not None and time.monotonic() - self._last > TRIM_SECONDS

    def give_back(self) -> None:
        """Give free pages back to the system; takes some milliseconds, without Python's lock."""
        self._last = time.monotonic()
        if self._trim is not None:
            self._trim(0)

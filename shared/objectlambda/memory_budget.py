"""One budget of memory for all requests of a process: what they hold for as long as somebody reads.

A request holds a few chunks, some 2 MiB; that is bounded by how many requests there may be. Some want much more: a
window of 128 MiB, a block that must be whole, a range of an object whose size is not known yet, a part of an Office
file. A slow reader keeps that for minutes. Such memory is reserved here before it is taken. Requests that find none
left wait in the order in which they came. They wait on while others get on, and are told to come again where nothing
moves.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Self

from objectlambda.errors import OriginError

MIB = 1024 * 1024
MOST_BYTES = 512 * MIB
"""The largest budget that nobody asked for: four of zstd's largest windows at a time."""

LEAST_BYTES = MIB
"""What is held without being reserved, as every request holds that much."""

WAIT_SECONDS = 2.0
"""How long a request waits for others to give memory back while none of them gets on."""

MOST_WAIT_SECONDS = 20.0
"""How long it waits at most while others get on."""

_CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


class MemoryBudget:
    """Bytes that may be reserved at a time. Safe to share between threads: a lock guards all of it.

    One that wants more than there is at all is admitted alone, while nothing else is reserved: what it may have at most
    is for the settings of its format to say.
    """

    def __init__(self, total: int, wait_seconds: float = WAIT_SECONDS) -> None:
        self._total, self._wait_seconds = total, wait_seconds
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._moved = 0.0
        self.reserved = 0

    def resize(self, total: int) -> None:
        """Go on with another size; what is reserved stays so."""
        with self._changed:
            self._total = total
            self._changed.notify_all()

    def reservation(self, count: int = 0) -> Reservation:
        """A reservation of ``count`` bytes, made when it is entered and given back when it is left."""
        return Reservation(self, count)

    def note_progress(self) -> None:
        """Say that a request that holds memory gets on; those that wait for it wait longer then."""
        with self._changed:
            self._moved = time.monotonic()

    def _add(self, count: int, *, holds_some: bool) -> None:
        """Reserve ``count`` bytes in turn; one that holds some already goes first, since others wait for these."""
        place, begun = object(), time.monotonic()
        with self._changed:
            self._waiting.insert(0 if holds_some else len(self._waiting), place)
            try:
                while self._waiting[0] is not place or not self._has_room(count):
                    last = min(begun + MOST_WAIT_SECONDS, max(begun, self._moved) + self._wait_seconds)
                    rest = last - time.monotonic()
                    if rest <= 0:
                        raise OriginError(
                            503, "SlowDown", "The memory for such objects is in use by other requests: try again."
                        )
                    self._changed.wait(rest)
                self.reserved += count
            finally:
                self._waiting.remove(place)
                self._changed.notify_all()

    def _add_at_once(self, count: int) -> bool:
        with self._changed:
            has_room = self._has_room(count)
            self.reserved += count if has_room else 0
        return has_room

    def _has_room(self, count: int) -> bool:
        return self.reserved == 0 or self.reserved + count <= self._total

    def _remove(self, count: int) -> None:
        with self._changed:
            self.reserved -= count
            self._moved = time.monotonic()
            self._changed.notify_all()


class Reservation:
    """Memory of one request; used by one thread at a time. `grow_to` may be called while it is entered."""

    __slots__ = ("_budget", "_count", "_held")

    def __init__(self, budget: MemoryBudget, count: int) -> None:
        self._budget, self._count, self._held = budget, count, 0

    def grow_to(self, count: int) -> None:
        """Reserve ``count`` bytes in all; does nothing where as much is reserved, or too little is wanted to count.

        Raises:
            OriginError: 503 SlowDown, they are in use by others.
        """
        if count >= LEAST_BYTES and count > self._held:
            self._budget._add(count - self._held, holds_some=self._held > 0)
            self._held = count

    def try_grow_to(self, count: int) -> bool:
        """Reserve ``count`` bytes in all, if they are there at once; whether they are reserved, or too few to count."""
        if count < LEAST_BYTES or count <= self._held:
            return True
        has_room = self._budget._add_at_once(count - self._held)
        self._held = count if has_room else self._held
        return has_room

    def close(self) -> None:
        """Give all of it back."""
        held, self._held = self._held, 0
        if held:
            self._budget._remove(held)

    def __enter__(self) -> Self:
        self.grow_to(self._count)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_budget() -> int:
    """A quarter of the memory that this process may have, at most `MOST_BYTES`; of Lambda's memory a half.

    That is the container's limit, or the machine's memory where that is less. A quarter, since decoders hold some
    more than their windows, and the detector, chunks and connections have to fit beside them. On Lambda, a process
    serves one request at a time: half of its ``MemorySize``, however large it is.
    """
    lambda_mib = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
    if lambda_mib.isascii() and lambda_mib.isdigit():
        return int(lambda_mib) * MIB // 2
    files = [*map(Path, _CGROUP_LIMITS), *_own_cgroup()]
    limits = [limit for path in files if (limit := _limit(path)) is not None]
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(min([physical, *limits]) // 4, MOST_BYTES)


def _own_cgroup() -> list[Path]:
    """The limits of the service that this process runs in; in a container, its group is the root."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    groups = [line.removeprefix("0::/") for line in lines if line.startswith("0::/")]
    return [Path("/sys/fs/cgroup", group, name) for group in groups for name in ("memory.max", "memory.high")]


def _limit(path: Path) -> int | None:
    try:
        text = path.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isascii() and text.isdigit() else None


BUDGET = MemoryBudget(default_budget())
"""The budget of this process: shared by all threads, guarded by its lock. The gateway sets its size."""

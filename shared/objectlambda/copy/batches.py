"""Groups items into batches. Handing one small object to a worker costs as much as copying it, so many go together."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from objectlambda.copy.job import MIB, Item, Outcome

UNKNOWN_BYTES = MIB
"""The assumed size of an object that was named by a list of keys."""
_AHEAD = 1000
"""As many as a page of a listing holds."""
_LISTING_SECONDS = 0.02
"""A batch is not held up longer to read ahead, where the listing is slow."""

_EACH_ITEM = 16 * 1024
"""An item costs about as much as so many of its bytes, however small it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Items that one thread of a worker copies one after the other, and the sum of their sizes."""

    items: tuple[Item, ...]
    size: int

    @property
    def work(self) -> int:
        """How much there is to do, in bytes."""
        return self.size + _EACH_ITEM * len(self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a batch may hold.

    Attributes:
        seconds: it should take about so long, as the items before it did.
        least_seconds: near the end batches become smaller, so that all workers end together; no smaller than this.
        items, bytes: it holds no more of either, but one item in any case.
    """

    seconds: float
    least_seconds: float
    items: int
    bytes: int = MIB // 2


class Batches:
    """The batches of ``items`` for ``slots`` threads.

    Up to 1,000 items are read ahead. Once they are the last ones, the largest go first: a large object that is begun
    last would have the other workers wait for its end.
    """

    def __init__(self, items: Iterator[Item], slots: int, limits: Limits) -> None:
        self._items: Iterator[Item] | None = items
        self._slots, self._limits = slots, limits
        self._ahead: deque[Item] = deque()
        self._work_ahead = 0
        self._took: float | None = None  # the mean of the last items, in seconds

    def learn(self, outcomes: Sequence[Outcome]) -> None:
        """Take in how long ``outcomes`` took: it decides how many items the next batches hold."""
        for outcome in outcomes:
            self._took = outcome.seconds if self._took is None else 0.95 * self._took + 0.05 * outcome.seconds

    def next(self) -> Batch | None:
        """The next batch; ``None`` at the end."""
        self._read_ahead()
        if not self._ahead:
            return None
        most = self._most_items()
        taken = [self._ahead.popleft()]
        size = _size(taken[0])
        while self._ahead and len(taken) < most and size + _size(self._ahead[0]) <= self._limits.bytes:
            taken.append(self._ahead.popleft())
            size += _size(taken[-1])
        batch = Batch(items=tuple(taken), size=size)
        self._work_ahead -= batch.work
        return batch

    def left(self) -> int | None:
        """How much there is still to do, in bytes as of :attr:`Batch.work`; ``None`` while the end is not known."""
        return self._work_ahead if self._items is None else None

    def _most_items(self) -> int:
        """How many items the next batch may hold: one while nothing is known of how long they take."""
        if self._took is None:
            return 1
        each = max(self._took, 1e-4)
        most = self._limits.seconds / each
        if self._items is None:
            most = min(most, max(len(self._ahead) / self._slots, self._limits.least_seconds / each))
        return max(1, min(int(most), self._limits.items))

    def _read_ahead(self) -> None:
        if self._items is None:
            return
        until = time.monotonic() + _LISTING_SECONDS
        while len(self._ahead) < _AHEAD:
            item = next(self._items, None)
            if item is None:
                self._items = None
                self._ahead = deque(sorted(self._ahead, key=_size, reverse=True))
                return
            self._ahead.append(item)
            self._work_ahead += _size(item) + _EACH_ITEM
            if time.monotonic() > until:
                return


def alone(item: Item) -> Batch:
    """A batch of one item."""
    return Batch(items=(item,), size=_size(item))


def _size(item: Item) -> int:
    return UNKNOWN_BYTES if item.size is None else item.size

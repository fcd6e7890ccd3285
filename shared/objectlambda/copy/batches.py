"""Groups items into batches. Handing one small object to a worker costs as much as copying it, so many go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from objectlambda.copy.job import MIB, Item

MOST_ITEMS = 32
MOST_BYTES = MIB // 2
UNKNOWN_BYTES = MIB
"""The assumed size of an object that was named by a list of keys."""
_ITEMS_FOR_EACH_MORE = 32
"""Batches grow by one item after this many items, so that few objects are spread over all workers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Items that one thread of a worker copies one after the other, and the sum of their sizes."""

    items: tuple[Item, ...]
    size: int


class Batches:
    """The batches of ``items``, in their order. One item is read ahead."""

    def __init__(self, items: Iterator[Item]) -> None:
        self._items = items
        self._ahead: Item | None = None
        self._given = 0

    def next(self) -> Batch | None:
        """The next batch; ``None`` at the end."""
        first = self._ahead or next(self._items, None)
        self._ahead = None
        if first is None:
            return None
        taken, size = [first], _size(first)
        most = min(MOST_ITEMS, 1 + self._given // _ITEMS_FOR_EACH_MORE)
        while len(taken) < most:
            item = next(self._items, None)
            if item is None:
                break
            if size + _size(item) > MOST_BYTES:
                self._ahead = item
                break
            taken.append(item)
            size += _size(item)
        self._given += len(taken)
        return Batch(items=tuple(taken), size=size)


def alone(item: Item) -> Batch:
    """A batch of one item."""
    return Batch(items=(item,), size=_size(item))


def _size(item: Item) -> int:
    return UNKNOWN_BYTES if item.size is None else item.size

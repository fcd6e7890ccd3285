"""Sizes and block indexes of transformed objects, remembered: some can only be had by reading the whole object once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from objectlambda.block_index import UNDIVIDED, BlockIndex

CAPACITY = 10_000
MAX_INDEX_BYTES = 32 * 1024 * 1024
"""All indexes together: two of the largest, or those of 1 TiB of bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What HeadObject tells of a transformed object beyond the origin's headers."""

    size: int
    changes: Mapping[str, str | None] = field(default_factory=dict)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class MeasureKey:
    """An object at its origin, and the function, version, settings and member, as the fingerprint says them.

    ``scope`` tells apart the stores whose objects may have the same key and ETag.
    """

    key: str
    etag: str
    version_id: str
    fingerprint: str
    scope: str = ""


class Indexes:
    """A table bounded by the bytes in it, the least recently used index leaves first. Safe to share between threads.

    Args:
        max_bytes: the most bytes of all indexes together.
        capacity: the most entries.
        keeps_states: whether indexes that hold states of decoders are kept here (`Blocks.keeps_states`).
    """

    def __init__(
        self, max_bytes: int = MAX_INDEX_BYTES, capacity: int = CAPACITY, *, keeps_states: bool = False
    ) -> None:
        self._max_bytes, self._capacity = max_bytes, capacity
        self.keeps_states = keeps_states
        self._asked: OrderedDict[MeasureKey, None] = OrderedDict()
        self._entries: OrderedDict[MeasureKey, BlockIndex] = OrderedDict()
        self._sought: set[MeasureKey] = set()
        self._changed = threading.Condition()
        self.held_bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: MeasureKey | None) -> BlockIndex | None:
        """The index remembered under ``key``, if any; ``UNDIVIDED`` where it is known that there is none."""
        with self._changed:
            return self._get(key)

    def put(self, key: MeasureKey | None, index: BlockIndex) -> None:
        """Remember ``index``, unless it alone is more than there is room for."""
        if key is None or index.held_bytes > self._max_bytes:
            return
        with self._changed:
            replaced = self._entries.pop(key, None)
            self._entries[key] = index
            self.held_bytes += index.held_bytes - (replaced.held_bytes if replaced is not None else 0)
            while self.held_bytes > self._max_bytes or len(self._entries) > self._capacity:
                self.held_bytes -= self._entries.popitem(last=False)[1].held_bytes

    def asked_before(self, key: MeasureKey | None) -> bool:
        """Whether this was called for ``key`` before, lately; the keys of `CAPACITY` objects are remembered."""
        if key is None:
            return False
        with self._changed:
            before = key in self._asked
            self._asked[key] = None
            self._asked.move_to_end(key)
            if len(self._asked) > self._capacity:
                self._asked.popitem(last=False)
            return before

    def found(
        self, key: MeasureKey | None, find: Callable[[], BlockIndex | None], check: Callable[[], None]
    ) -> BlockIndex:
        """The index remembered under ``key``, else what ``find`` gives, which is remembered.

        To find it may take a read of the whole object: of those who ask at the same time one does, the others wait.

        Args:
            key: of the object; without one nothing is remembered.
            find: gives the index, or ``None`` where there is none.
            check: raises where the one who asks is gone; called while it waits.
        """
        if key is None:
            index = find()
            return UNDIVIDED if index is None else index
        with self._changed:
            while key in self._sought:
                self._changed.wait(0.5)
                check()
            known = self._get(key)
            if known is not None:
                return known
            self._sought.add(key)
        try:
            index = find()
            index = UNDIVIDED if index is None else index
            self.put(key, index)
            return index
        finally:
            with self._changed:
                self._sought.discard(key)
                self._changed.notify_all()

    def _get(self, key: MeasureKey | None) -> BlockIndex | None:
        found = self._entries.get(key) if key is not None else None
        if key is not None and found is not None:
            self._entries.move_to_end(key)
        return found


class Measures:
    """A bounded table, the least recently used entry leaves first. Safe to share between threads.

    Args:
        capacity: the most entries.
        indexes: the block indexes of the same objects; of others, too, where ``scope`` tells them apart.
    """

    def __init__(self, capacity: int = CAPACITY, indexes: Indexes | None = None) -> None:
        self.indexes = indexes if indexes is not None else Indexes()
        self._capacity = capacity
        self._entries: OrderedDict[MeasureKey, Measure] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: MeasureKey | None) -> Measure | None:
        """The measure remembered under ``key``, if any; ``None`` is never remembered."""
        if key is None:
            return None
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
            return found

    def put(self, key: MeasureKey | None, measure: Measure) -> None:
        """Remember ``measure``, unless the origin gave no ETag to know the object by."""
        if key is None:
            return
        with self._lock:
            self._entries[key] = measure
            self._entries.move_to_end(key)
            while len(self._entries) > self._capacity:
                self._entries.popitem(last=False)

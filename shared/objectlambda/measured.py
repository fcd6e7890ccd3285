"""Sizes of transformed objects, remembered: HeadObject and ranges need them, and some must be counted once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

CAPACITY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What HeadObject tells of a transformed object beyond the origin's headers."""

    size: int
    changes: Mapping[str, str | None] = field(default_factory=dict)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class MeasureKey:
    """An object at its origin, and the function, version, settings and member, as the fingerprint says them."""

    key: str
    etag: str
    version_id: str
    fingerprint: str


class Measures:
    """A bounded table, the least recently used entry leaves first. Safe to share between threads."""

    def __init__(self, capacity: int = CAPACITY) -> None:
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

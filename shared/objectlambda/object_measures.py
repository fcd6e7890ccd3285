"""What is remembered of one transformed object: its size, and where the blocks of its body begin."""

from __future__ import annotations

from objectlambda.block_index import UNDIVIDED, BlockIndex
from objectlambda.function import Blocks, Transformed
from objectlambda.headers import Headers
from objectlambda.measures import Measure, MeasureKey
from objectlambda.plan import Plan
from objectlambda.ranges import Selection

NEAR_BYTES = 4 * 1024 * 1024
"""A part that ends before this byte is decoded from the start, which is faster than to walk over the object first."""


class ObjectMeasures:
    """The entry of one object in a plan's ``Measures``. Without an ETag nothing is remembered.

    Args:
        plan: the read.
        headers: the object's, as its origin has them now.
    """

    def __init__(self, plan: Plan, headers: Headers) -> None:
        self._reading = plan.reading
        self.key = _key(plan, headers)

    def get(self) -> Measure | None:
        """What is remembered."""
        return self._reading.measures.get(self.key)

    def put(self, measure: Measure) -> None:
        """Remember ``measure``."""
        self._reading.measures.put(self.key, measure)

    def index(self, blocks: Blocks, wanted: Selection) -> BlockIndex:
        """Where the body's blocks begin: as it is remembered, or as it is now found for the part that is wanted."""
        indexes, known = self._reading.measures.indexes, self.get()
        index = indexes.get(self.key)
        if index is not None:
            return index
        if known is not None and wanted.resolve(known.size).stop <= NEAR_BYTES:
            return UNDIVIDED
        if blocks.keeps_states and not self._keeps_states(known):
            return UNDIVIDED
        return indexes.found(self.key, blocks.find, self._reading.deadline.check)

    def _keeps_states(self, known: Measure | None) -> bool:
        """Whether states of decoders are worth their pass: the size is wanted anyway, or a further part is read."""
        indexes = self._reading.measures.indexes
        return indexes.keeps_states and (indexes.asked_before(self.key) or known is None)

    def indexed_size(self, transformed: Transformed) -> int | None:
        """The body's size by a pass that finds its blocks as well, where that takes no longer than to count it."""
        blocks, indexes = transformed.blocks, self._reading.measures.indexes
        if blocks is None or not blocks.with_size or not indexes.keeps_states:
            return None
        index = indexes.found(self.key, blocks.find, self._reading.deadline.check)
        return None if index is UNDIVIDED else index.size

    def told_size(self, transformed: Transformed) -> int | None:
        """The body's size, where it is told more cheaply than by producing it."""
        indexes = self._reading.measures.indexes
        index = indexes.get(self.key)
        if index is None or index is UNDIVIDED:
            index = transformed.measure() if transformed.measure is not None else None
            if index is not None:
                indexes.put(self.key, index)
        return index.size if index is not None else None


def _key(plan: Plan, headers: Headers) -> MeasureKey | None:
    etag = headers.get("etag")
    if not etag:
        return None
    version = headers.get("x-amz-version-id", "")
    fingerprint = plan.reading.before + plan.tagger.fingerprint
    return MeasureKey(plan.request.key, etag, version, fingerprint, plan.reading.scope)

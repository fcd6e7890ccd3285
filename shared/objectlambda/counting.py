"""Counting a transformed object of unknown size while keeping the part of it that was asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from objectlambda.ranges import ByteRange, Selection

MAX_RETAINED_BYTES = 16 * 1024 * 1024
"""A part is held in memory up to this while the size is counted; a larger one wants a second pass."""


def count(chunks: Iterator[bytes], wanted: Selection) -> tuple[int, list[bytes] | None]:
    """The number of bytes in ``chunks``, and the wanted ones where they fit into MAX_RETAINED_BYTES."""
    if isinstance(wanted, ByteRange) and wanted.suffix is not None:
        return _count_keeping_last(chunks, wanted.suffix)
    # Resolved against an endless object: where the part ends if the object does not end before it.
    span = wanted.resolve(1 << 64)
    total, kept = 0, 0
    retained: list[bytes] | None = []
    for chunk in chunks:
        piece = chunk[max(0, span.start - total) : max(0, span.stop - total)]
        total += len(chunk)
        if piece and retained is not None:
            kept += len(piece)
            retained.append(piece)
            if kept > MAX_RETAINED_BYTES:
                retained = None
    return total, retained


def _count_keeping_last(chunks: Iterator[bytes], suffix: int) -> tuple[int, list[bytes] | None]:
    total, kept = 0, 0
    if suffix > MAX_RETAINED_BYTES:
        return sum(map(len, chunks)), None
    last: deque[bytes] = deque()
    for chunk in chunks:
        total += len(chunk)
        kept += len(chunk)
        last.append(chunk)
        while last and kept - len(last[0]) >= suffix:
            kept -= len(last.popleft())
    if last and kept > suffix:
        last[0] = last[0][kept - suffix :]
    return total, list(last)

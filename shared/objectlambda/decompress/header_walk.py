"""Sizes and block indexes by reading headers only: the transfer of the object, but hardly any processor time.

Nothing here guesses: where a header does not tell, or the structure is broken, there is no index, and decoding says
what is wrong. What the headers say of a block is proved when it is decoded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from objectlambda.block_index import STEP_BYTES, BlockIndex, Marks
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.errors import CorruptObject, UnsupportedMethod


class NotTold(Exception):
    """The headers do not tell the size."""


def walk_to_end(
    walk: Callable[[ByteReader, Marks], int] | None, chunks: Iterable[bytes], *, step: int = STEP_BYTES
) -> BlockIndex | None:
    """The size, and where blocks begin, by reading all of ``chunks``; None where the headers do not tell.

    ``walk`` is the format's (`FormatRow.walk`); without one there is no index. ``step`` is how far marks are apart at
    least. The source is closed.
    """
    if walk is None:
        return None
    marks = Marks(step)
    with ByteReader(chunks) as reader:
        try:
            return marks.index(size=walk(reader, marks), stored_stop=reader.position) if reader.peek(1) else None
        except (CorruptObject, UnsupportedMethod, NotTold):
            return None


def take_exactly(reader: ByteReader, count: int) -> bytes:
    """The next ``count`` bytes. Raises NotTold where the object ends before."""
    data = reader.take(count)
    if len(data) < count:
        raise NotTold
    return data


def pass_over(reader: ByteReader, count: int) -> None:
    """Leave out the next ``count`` bytes. Raises NotTold where the object ends before."""
    if reader.skip(count) < count:
        raise NotTold

"""Sizes and block indexes by reading headers only: the transfer of the object, but hardly any processor time.

Nothing here guesses: where a header does not tell, or the structure is broken, there is no index, and decoding says
what is wrong. What the headers say of a block is proved when it is decoded.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from objectlambda.block_index import STEP_BYTES, BlockIndex, Marks
from objectlambda.decompress.byte_reader import Feed
from objectlambda.decompress.formats import Format
from objectlambda.decompress.snappy.blocks import MAX_LENGTH_BYTES, uncompressed_length
from objectlambda.decompress.snappy.unsnappy import STREAM_IDENTIFIER, XERIAL_HEADER_BYTES, XERIAL_MAGIC
from objectlambda.decompress.zstd.frames import MAX_HEADER_BYTES, frame_header, is_skippable
from objectlambda.errors import CorruptObject, UnsupportedMethod

_BGZIP_HEADER = struct.Struct("<4sLBBH")


def walked(found: Format, chunks: Iterable[bytes], *, step: int = STEP_BYTES) -> BlockIndex | None:
    """The size, and where blocks begin, by reading all of ``chunks``; None where the headers do not tell.

    Walks zstd frames with content sizes, bgzip blocks, and all of snappy but raw; of the containers of Hadoop and
    xerial it tells the size alone. ``step`` is how far marks are apart at least. The source is closed.
    """
    walk = WALKS.get(found)
    if walk is None:
        return None
    marks = Marks(step)
    with Feed(chunks) as feed:
        try:
            return marks.index(size=walk(feed, marks), stored_stop=feed.position) if feed.peek(1) else None
        except (CorruptObject, UnsupportedMethod, _NotTold):
            return None


class _NotTold(Exception):
    """The headers do not tell the size."""


def _exactly(feed: Feed, count: int) -> bytes:
    data = feed.take(count)
    if len(data) < count:
        raise _NotTold
    return data


def _skip(feed: Feed, count: int) -> None:
    if feed.skip(count) < count:
        raise _NotTold


def _zstd(feed: Feed, marks: Marks) -> int:
    total = 0
    while head := feed.peek(MAX_HEADER_BYTES):
        marks.add(feed.position, total)
        if is_skippable(head):
            _skip(feed, 8 + int.from_bytes(head[4:8], "little"))
            continue
        header = frame_header(head)
        if header is None or header.content_bytes is None:
            raise _NotTold
        total += header.content_bytes
        _skip(feed, header.header_bytes)
        last = False
        while not last:
            block = int.from_bytes(_exactly(feed, 3), "little")
            last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
            _skip(feed, 1 if kind == 1 else size)
        _skip(feed, 4 if header.has_checksum else 0)
    return total


def _bgzip(feed: Feed, marks: Marks) -> int:
    """SAM/BAM specification, section 4.1: every member tells its own length in the extra subfield BC."""
    total = 0
    while True:
        start = feed.position
        head = feed.take(12)
        if not head:
            return total
        if len(head) < 12:
            raise _NotTold
        marks.add(start, total)
        magic, _, _, _, extra_bytes = _BGZIP_HEADER.unpack(head)
        extra = _exactly(feed, extra_bytes)
        if magic != b"\x1f\x8b\x08\x04" or extra[:4] != b"BC\x02\x00" or extra_bytes != 6:
            raise _NotTold
        rest = int.from_bytes(extra[4:6], "little") + 1 - 12 - extra_bytes - 4
        if rest < 4:
            raise _NotTold
        _skip(feed, rest)
        total += int.from_bytes(_exactly(feed, 4), "little")


def _snappy(feed: Feed, marks: Marks) -> int:
    total = 0
    if feed.peek(len(STREAM_IDENTIFIER)) != STREAM_IDENTIFIER:
        raise _NotTold
    while True:
        start = feed.position
        head = feed.take(4)
        if not head:
            return total
        if len(head) < 4:
            raise _NotTold
        marks.add(start, total)
        size = int.from_bytes(head[1:], "little")
        if head[0] == 0:
            begin = _exactly(feed, min(size, 4 + MAX_LENGTH_BYTES))
            total += uncompressed_length(begin[4:])[0]
            size -= len(begin)
        elif head[0] == 1:
            total += max(0, size - 4)
        _skip(feed, size)


def _xerial(feed: Feed, _marks: Marks) -> int:
    total = 0
    while head := feed.peek(4):
        if head == XERIAL_MAGIC[:4]:
            _skip(feed, XERIAL_HEADER_BYTES)
            continue
        size = int.from_bytes(_exactly(feed, 4), "big")
        start = _exactly(feed, min(size, MAX_LENGTH_BYTES))
        total += uncompressed_length(start)[0]
        _skip(feed, size - len(start))
    return total


def _hadoop(feed: Feed, _marks: Marks) -> int:
    total = 0
    while feed.peek(1):
        left = int.from_bytes(_exactly(feed, 4), "big")
        total += left
        while left > 0:
            size = int.from_bytes(_exactly(feed, 4), "big")
            start = _exactly(feed, min(size, MAX_LENGTH_BYTES))
            length = uncompressed_length(start)[0]
            if not 0 < length <= left:
                raise _NotTold
            left -= length
            _skip(feed, size - len(start))
    return total


WALKS: dict[Format, Callable[[Feed, Marks], int]] = {
    Format.ZSTD: _zstd,
    Format.GZIP: _bgzip,
    Format.SNAPPY: _snappy,
    Format.SNAPPY_XERIAL: _xerial,
    Format.SNAPPY_HADOOP: _hadoop,
}
"""What walks each format's headers; for gzip, those of bgzip."""

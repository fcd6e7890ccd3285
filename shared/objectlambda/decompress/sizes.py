"""Exact decompressed sizes without decompressing, where the format tells them.

A size that is wrong as Content-Length corrupts downloads, so nothing here guesses: gzip's ISIZE, which counts the last
member only and modulo 2^32, is not used, and neither is the content size in a zstd frame's header alone, since
whether another frame follows is seen only at that frame's end. Sizes of ZIP members are in the directory:
`Member.size`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable

from objectlambda.decompress.feed import Feed
from objectlambda.decompress.formats import Format
from objectlambda.decompress.snappy_blocks import MAX_LENGTH_BYTES, uncompressed_length
from objectlambda.decompress.unsnappy import STREAM_IDENTIFIER, XERIAL_HEADER_BYTES, XERIAL_MAGIC
from objectlambda.decompress.zip_member import Archive
from objectlambda.decompress.zstd_frames import MAX_HEADER_BYTES, frame_header, is_skippable
from objectlambda.errors import CorruptObject, UnsupportedMethod

_SEEK_TABLE_MAGIC = 0x8F92EAB1
_SEEK_FOOTER = struct.Struct("<LBL")
_MAX_SEEK_TABLE_BYTES = 16 * 1024 * 1024
_BGZIP_HEADER = struct.Struct("<4sLBBH")


def tells_size(found: Format, first: bytes) -> bool:
    """Whether an object in the format ``found`` that begins with ``first`` may tell its size in its headers."""
    if found is Format.GZIP:
        return first[3:4] == b"\x04" and first[12:16] == b"BC\x02\x00"
    if found is Format.ZSTD:
        header = None if is_skippable(first) else frame_header(first)
        return is_skippable(first) or (header is not None and header.content_bytes is not None)
    return found is Format.SNAPPY_RAW or found in _WALKS


def known_size(found: Format, archive: Archive) -> int | None:
    """The decompressed size by two or three small reads of ``archive``; None where that cannot be known.

    Known for zstd in the seekable format (its seek table, whose compressed sizes must add up to the object), and for
    raw snappy (its first bytes).
    """
    if found is Format.ZSTD:
        return _seek_table_size(archive)
    if found is Format.SNAPPY_RAW:
        try:
            return uncompressed_length(archive.read_at(0, MAX_LENGTH_BYTES))[0]
        except CorruptObject:
            return None
    return None


def walked_size(found: Format, chunks: Iterable[bytes]) -> int | None:
    """The decompressed size by reading all of ``chunks`` but only the headers in them; None where they do not tell.

    Costs the transfer but hardly any CPU. Walks zstd frames with content sizes, bgzip blocks, and all of snappy but
    raw. None as well where the structure is broken: decoding tells what is wrong. The source is closed.
    """
    walk = _WALKS.get(found)
    if walk is None:
        return None
    with Feed(chunks) as feed:
        try:
            return walk(feed) if feed.peek(1) else None
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


def _zstd(feed: Feed) -> int:
    total = 0
    while head := feed.peek(MAX_HEADER_BYTES):
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


def _bgzip(feed: Feed) -> int:
    """SAM/BAM specification, section 4.1: every member tells its own length in the extra subfield BC."""
    total = 0
    while head := feed.take(12):
        if len(head) < 12:
            raise _NotTold
        magic, _, _, _, extra_bytes = _BGZIP_HEADER.unpack(head)
        extra = _exactly(feed, extra_bytes)
        if magic != b"\x1f\x8b\x08\x04" or extra[:4] != b"BC\x02\x00" or extra_bytes != 6:
            raise _NotTold
        rest = int.from_bytes(extra[4:6], "little") + 1 - 12 - extra_bytes - 4
        if rest < 4:
            raise _NotTold
        _skip(feed, rest)
        total += int.from_bytes(_exactly(feed, 4), "little")
    return total


def _snappy(feed: Feed) -> int:
    total = 0
    if feed.peek(len(STREAM_IDENTIFIER)) != STREAM_IDENTIFIER:
        raise _NotTold
    while head := feed.take(4):
        if len(head) < 4:
            raise _NotTold
        size = int.from_bytes(head[1:], "little")
        if head[0] == 0:
            start = _exactly(feed, min(size, 4 + MAX_LENGTH_BYTES))
            total += uncompressed_length(start[4:])[0]
            size -= len(start)
        elif head[0] == 1:
            total += max(0, size - 4)
        _skip(feed, size)
    return total


def _xerial(feed: Feed) -> int:
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


def _hadoop(feed: Feed) -> int:
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


def _seek_table_size(archive: Archive) -> int | None:
    """zstd's contrib/seekable_format: a skippable frame at the end, closed by a footer."""
    if archive.size < _SEEK_FOOTER.size + 8:
        return None
    frames, descriptor, magic = _SEEK_FOOTER.unpack(
        archive.read_at(archive.size - _SEEK_FOOTER.size, _SEEK_FOOTER.size)
    )
    entry = struct.Struct("<LLL" if descriptor & 0x80 else "<LL")
    table_bytes = frames * entry.size
    start = archive.size - _SEEK_FOOTER.size - table_bytes - 8
    if magic != _SEEK_TABLE_MAGIC or start < 0 or table_bytes > _MAX_SEEK_TABLE_BYTES:
        return None
    table = archive.read_at(start, 8 + table_bytes)
    head = struct.pack("<LL", 0x184D2A5E, table_bytes + _SEEK_FOOTER.size)
    if table[:8] != head or len(table) != 8 + table_bytes:
        return None
    entries = list(entry.iter_unpack(table[8:]))
    return sum(row[1] for row in entries) if sum(row[0] for row in entries) == start else None


_WALKS: dict[Format, Callable[[Feed], int]] = {
    Format.ZSTD: _zstd,
    Format.GZIP: _bgzip,
    Format.SNAPPY: _snappy,
    Format.SNAPPY_XERIAL: _xerial,
    Format.SNAPPY_HADOOP: _hadoop,
}

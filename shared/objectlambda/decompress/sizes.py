"""Exact decompressed sizes without decompressing, where the format tells them.

A size that is wrong as Content-Length corrupts downloads, so nothing here guesses: gzip's ISIZE, which counts the last
member only and modulo 2^32, is not used, and neither is the content size in a zstd frame's header alone, since
whether another frame follows is seen only at that frame's end. Sizes of ZIP members are in the directory:
`Member.size`.
"""

from __future__ import annotations

from collections.abc import Iterable

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import WALKS, walked
from objectlambda.decompress.snappy.blocks import MAX_LENGTH_BYTES, uncompressed_length
from objectlambda.decompress.zstd.frames import frame_header, is_skippable
from objectlambda.decompress.zstd.seek_table import seek_table
from objectlambda.errors import CorruptObject


def tells_size(found: Format, first: bytes) -> bool:
    """Whether an object in the format ``found`` that begins with ``first`` may tell its size in its headers."""
    if found is Format.GZIP:
        return first[3:4] == b"\x04" and first[12:16] == b"BC\x02\x00"
    if found is Format.ZSTD:
        header = None if is_skippable(first) else frame_header(first)
        return is_skippable(first) or (header is not None and header.content_bytes is not None)
    return found is Format.SNAPPY_RAW or found in WALKS


def told(found: Format, archive: Archive, chunks: Iterable[bytes]) -> BlockIndex | None:
    """The decompressed size, and where blocks begin, by small reads of ``archive`` or a walk over all its ``chunks``.

    None where neither tells.
    """
    if found is Format.SNAPPY_RAW:
        size = known_size(found, archive)
        return BlockIndex.of_size(size) if size is not None else None
    index = seek_table(archive) if found is Format.ZSTD else None
    return walked(found, chunks) if index is None else index


def known_size(found: Format, archive: Archive) -> int | None:
    """The decompressed size by two or three small reads of ``archive``; None where that cannot be known.

    Known for zstd in the seekable format (its seek table, whose compressed sizes must add up to the object), and for
    raw snappy (its first bytes).
    """
    if found is Format.ZSTD:
        index = seek_table(archive)
        return index.size if index is not None else None
    if found is Format.SNAPPY_RAW:
        try:
            return uncompressed_length(archive.read_at(0, MAX_LENGTH_BYTES))[0]
        except CorruptObject:
            return None
    return None


def walked_size(found: Format, chunks: Iterable[bytes]) -> int | None:
    """The decompressed size by reading all of ``chunks`` but only the headers in them; None where they do not tell."""
    index = walked(found, chunks)
    return index.size if index is not None else None

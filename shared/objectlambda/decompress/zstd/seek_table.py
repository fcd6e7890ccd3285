"""zstd's seek table: where the frames of an object in the seekable format begin.

It is a skippable frame at the object's end, closed by a footer that tells how many frames there are. It is believed
only where its compressed sizes add up to the object; what it says of a frame is proved when that is decoded. Its own
checksums (XXH64) are not looked at: the frames have theirs. Source: facebook/zstd, contrib/seekable_format.
"""

from __future__ import annotations

import struct

from objectlambda.block_index import STEP_BYTES, BlockIndex, Marks
from objectlambda.decompress.byte_reader import Archive

_MAGIC = 0x8F92EAB1
_SKIPPABLE = 0x184D2A5E
_PZSTD = 0x50
_FOOTER = struct.Struct("<LBL")
MAX_TABLE_BYTES = 16 * 1024 * 1024
_HAS_CHECKSUMS, _RESERVED = 0x80, 0x7C


def seek_table(archive: Archive, *, step: int = STEP_BYTES) -> BlockIndex | None:
    """The index of ``archive`` by two small reads; None where it has no seek table, or one that cannot be true.

    ``step`` is how far marks are apart at least.
    """
    if archive.size < _FOOTER.size + 8:
        return None
    frames, descriptor, magic = _FOOTER.unpack(archive.read_at(archive.size - _FOOTER.size, _FOOTER.size))
    entry = struct.Struct("<LLL" if descriptor & _HAS_CHECKSUMS else "<LL")
    table_bytes = frames * entry.size
    start = archive.size - _FOOTER.size - table_bytes - 8
    if magic != _MAGIC or descriptor & _RESERVED or frames == 0 or start < 0 or table_bytes > MAX_TABLE_BYTES:
        return None
    table = archive.read_at(start, 8 + table_bytes)
    if table[:8] != struct.pack("<LL", _SKIPPABLE, table_bytes + _FOOTER.size) or len(table) != 8 + table_bytes:
        return None
    marks = Marks(step)
    stored = size = 0
    for row in entry.iter_unpack(memoryview(table)[8:]):
        marks.add(stored, size)
        stored += row[0]
        size += row[1]
    return marks.index(stored_stop=stored, size=size) if stored == start else None


def holds_sizes(head: bytes, content: bytes, start: int) -> bool:
    """Whether the skippable frame that begins with ``head`` at byte ``start`` holds sizes and nothing that is read.

    That is pzstd's frame before each of its frames, whose four bytes are the length of the next one, and a seek table
    whose compressed sizes add up to ``start``.
    """
    if head[0] == _PZSTD and len(content) == 4:
        return not content.isascii() or b"\0" in content
    if head[0] != _SKIPPABLE & 0xFF or len(content) < _FOOTER.size:
        return False
    frames, descriptor, magic = _FOOTER.unpack(content[-_FOOTER.size :])
    entry = struct.Struct("<LLL" if descriptor & _HAS_CHECKSUMS else "<LL")
    if magic != _MAGIC or frames * entry.size != len(content) - _FOOTER.size:
        return False
    stored: int = sum(row[0] for row in entry.iter_unpack(content[: -_FOOTER.size]))
    return stored == start

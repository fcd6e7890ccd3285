"""bgzip: gzip members of at most 64 KiB that tell their own lengths (SAM/BAM specification, section 4.1)."""

from __future__ import annotations

import struct

from objectlambda.block_index import Marks
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.header_walk import NotTold, pass_over, take_exactly

_HEADER = struct.Struct("<4sLBBH")
_MAGIC, _SUBFIELD = b"\x1f\x8b\x08\x04", b"BC\x02\x00"


def starts_bgzip(first: bytes) -> bool:
    """True when the bytes ``first`` begin a member with the extra subfield BC."""
    return first[3:4] == b"\x04" and first[12:16] == _SUBFIELD


def walk_bgzip(reader: ByteReader, marks: Marks) -> int:
    """The decompressed size by the members' headers and trailers; each member is a mark.

    Raises:
        NotTold: a member tells no length, or the object is cut.
    """
    total = 0
    while True:
        start = reader.position
        head = reader.take(12)
        if not head:
            return total
        if len(head) < 12:
            raise NotTold
        marks.add(start, total)
        magic, _, _, _, extra_bytes = _HEADER.unpack(head)
        extra = take_exactly(reader, extra_bytes)
        if magic != _MAGIC or extra[:4] != _SUBFIELD or extra_bytes != 6:
            raise NotTold
        rest = int.from_bytes(extra[4:6], "little") + 1 - 12 - extra_bytes - 4
        if rest < 4:
            raise NotTold
        pass_over(reader, rest)
        total += int.from_bytes(take_exactly(reader, 4), "little")

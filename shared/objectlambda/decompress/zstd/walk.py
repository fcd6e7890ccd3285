"""Sizes and blocks of zstd by the headers of its frames (RFC 8878, section 3.1)."""

from __future__ import annotations

from objectlambda.block_index import Marks
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.header_walk import NotTold, pass_over, take_exactly
from objectlambda.decompress.zstd.frames import MAX_HEADER_BYTES, frame_header, is_skippable
from objectlambda.errors import CorruptObject


def tells_content_size(first: bytes) -> bool:
    """Whether the first frame tells the size of its content; a skippable one says nothing against it.

    Raises:
        CorruptObject, UnsupportedMethod: there is no frame, or one of a version before 0.8.
    """
    if is_skippable(first):
        return True
    header = frame_header(first)
    return header is not None and header.content_bytes is not None


def has_many_frames(first: bytes, size: int) -> bool:
    """Whether a walk over ``size`` bytes of frames is likely to find several: most objects are one frame.

    An object whose first frame alone becomes more than the whole object is probably a single frame.
    """
    if is_skippable(first):
        return True
    try:
        header = frame_header(first)
    except CorruptObject:
        return False
    return header is not None and header.content_bytes is not None and header.content_bytes < size


def walk_frames(reader: ByteReader, marks: Marks) -> int:
    """The decompressed size by the frames' headers; each frame is a mark.

    Raises:
        NotTold: a frame does not tell the size of its content, or the object is cut.
        CorruptObject, UnsupportedMethod: what follows a frame is none.
    """
    total = 0
    while head := reader.peek(MAX_HEADER_BYTES):
        marks.add(reader.position, total)
        if is_skippable(head):
            pass_over(reader, 8 + int.from_bytes(head[4:8], "little"))
            continue
        header = frame_header(head)
        if header is None or header.content_bytes is None:
            raise NotTold
        total += header.content_bytes
        pass_over(reader, header.header_bytes)
        last = False
        while not last:
            block = int.from_bytes(take_exactly(reader, 3), "little")
            last, kind, size = bool(block & 1), block >> 1 & 3, block >> 3
            pass_over(reader, 1 if kind == 1 else size)
        pass_over(reader, 4 if header.has_checksum else 0)
    return total

"""Sizes of snappy's containers by their headers, and for the framing format where its chunks begin."""

from __future__ import annotations

from objectlambda.block_index import BlockIndex, Marks
from objectlambda.decompress.byte_reader import Archive, ByteReader
from objectlambda.decompress.first_bytes import STREAM_IDENTIFIER, XERIAL_MAGIC
from objectlambda.decompress.header_walk import NotTold, pass_over, take_exactly
from objectlambda.decompress.snappy.blocks import MAX_LENGTH_BYTES, uncompressed_length
from objectlambda.decompress.snappy.unsnappy import XERIAL_HEADER_BYTES
from objectlambda.errors import CorruptObject


def walk_framed(reader: ByteReader, marks: Marks) -> int:
    """The decompressed size by the chunks' headers; each chunk is a mark. Raises NotTold where it is not told."""
    total = 0
    if reader.peek(len(STREAM_IDENTIFIER)) != STREAM_IDENTIFIER:
        raise NotTold
    while True:
        start = reader.position
        head = reader.take(4)
        if not head:
            return total
        if len(head) < 4:
            raise NotTold
        marks.add(start, total)
        size = int.from_bytes(head[1:], "little")
        if head[0] == 0:
            begin = take_exactly(reader, min(size, 4 + MAX_LENGTH_BYTES))
            total += uncompressed_length(begin[4:])[0]
            size -= len(begin)
        elif head[0] == 1:
            total += max(0, size - 4)
        pass_over(reader, size)


def walk_xerial(reader: ByteReader, _marks: Marks) -> int:
    """The decompressed size by the blocks' lengths, without marks. Raises NotTold where it is not told."""
    total = 0
    while head := reader.peek(4):
        if head == XERIAL_MAGIC[:4]:
            pass_over(reader, XERIAL_HEADER_BYTES)
            continue
        size = int.from_bytes(take_exactly(reader, 4), "big")
        start = take_exactly(reader, min(size, MAX_LENGTH_BYTES))
        total += uncompressed_length(start)[0]
        pass_over(reader, size - len(start))
    return total


def walk_hadoop(reader: ByteReader, _marks: Marks) -> int:
    """The decompressed size by the blocks' lengths, without marks. Raises NotTold where it is not told."""
    total = 0
    while reader.peek(1):
        left = int.from_bytes(take_exactly(reader, 4), "big")
        total += left
        while left > 0:
            size = int.from_bytes(take_exactly(reader, 4), "big")
            start = take_exactly(reader, min(size, MAX_LENGTH_BYTES))
            length = uncompressed_length(start)[0]
            if not 0 < length <= left:
                raise NotTold
            left -= length
            pass_over(reader, size - len(start))
    return total


def raw_index(archive: Archive) -> BlockIndex | None:
    """The size of a bare block by its first bytes; None where they tell none."""
    try:
        return BlockIndex.of_size(uncompressed_length(archive.read_at(0, MAX_LENGTH_BYTES))[0])
    except CorruptObject:
        return None

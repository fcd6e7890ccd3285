"""snappy-in-java's stream (org.iq80.snappy.SnappyOutputStream), which is not that of snappy-java.

Seven bytes, then blocks: a flag (1: compressed), the length and the masked CRC-32C of the content, both big-endian, and
the block. Blocks hold 32 KiB at most. A checksum of zero is none: writers may leave it out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from objectlambda.block_index import Marks
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import ended_early
from objectlambda.decompress.first_bytes import IN_JAVA_MAGIC
from objectlambda.decompress.header_walk import NotTold, pass_over, take_exactly
from objectlambda.decompress.snappy.blocks import MAX_LENGTH_BYTES, decoded_block, uncompressed_length
from objectlambda.decompress.snappy.framing import decoded_chunks
from objectlambda.errors import CorruptObject

_BLOCK = struct.Struct(">BHL")
_MAX_CONTENT = 64 * 1024
_STORED, _COMPRESSED = 0, 1


def unsnappy_in_java(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, block by block, lazily; streams one after the other are all decoded.

    The CRC-32C of every block that has one is verified. The format has no end marker: the caller must count the bytes
    fetched. Raises `TruncatedObject` inside a block or header. The source is closed at the end, on an error and when
    the generator is closed.
    """
    with ByteReader(chunks) as reader:
        _pass_magic(reader)
        while head := reader.take(_BLOCK.size):
            if head == IN_JAVA_MAGIC:
                continue
            if len(head) < _BLOCK.size:
                raise ended_early("snappy", reader.position, "the rest of its block's header")
            flag, size, crc = _BLOCK.unpack(head)
            if flag not in (_STORED, _COMPRESSED) or not size:
                raise CorruptObject(f"snappy block before byte {reader.position} of the object has a wrong header")
            block = reader.take(size)
            if len(block) < size:
                raise ended_early("snappy", reader.position, f"{size - len(block)} bytes of its block")
            yield from _decoded(block, flag == _COMPRESSED, crc, reader.position)


def walk_in_java(reader: ByteReader, _marks: Marks) -> int:
    """The decompressed size by the blocks' lengths, without marks. Raises NotTold where it is not told."""
    total = 0
    if take_exactly(reader, len(IN_JAVA_MAGIC)) != IN_JAVA_MAGIC:
        raise NotTold
    while reader.peek(1):
        head = take_exactly(reader, _BLOCK.size)
        if head == IN_JAVA_MAGIC:
            continue
        flag, size, _ = _BLOCK.unpack(head)
        start = take_exactly(reader, min(size, MAX_LENGTH_BYTES))
        total += uncompressed_length(start)[0] if flag == _COMPRESSED else size
        pass_over(reader, size - len(start))
    return total


def _pass_magic(reader: ByteReader) -> None:
    head = reader.take(len(IN_JAVA_MAGIC))
    if not IN_JAVA_MAGIC.startswith(head):
        raise CorruptObject("snappy object does not begin with snappy-in-java's header")
    if len(head) < len(IN_JAVA_MAGIC):
        raise ended_early("snappy", reader.position, "the rest of its header")


def _decoded(block: bytes, compressed: bool, crc: int, position: int) -> list[bytes]:
    if not crc:
        return [decoded_block(block, position=position, max_block_bytes=_MAX_CONTENT) if compressed else block]
    # The same block as a chunk of the framing format, whose checksum is the same one: its decoder verifies it.
    kind = b"\x00" if compressed else b"\x01"
    return decoded_chunks(kind + (len(block) + 4).to_bytes(3, "little") + struct.pack("<L", crc) + block, position)

"""Snappy in its four containers: framing format, snappy-java's (xerial), Hadoop's, and one bare block.

The variant must be known (`objectlambda.decompress.detect`): only the first two begin with a magic.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import ended_early
from objectlambda.decompress.first_bytes import XERIAL_MAGIC
from objectlambda.decompress.snappy.blocks import (
    MAX_BLOCK_BYTES,
    MAX_LENGTH_BYTES,
    decoded_block,
    max_compressed_length,
    over_block_limit,
    slices,
    uncompressed_length,
)
from objectlambda.decompress.snappy.framing import unsnappy_framed
from objectlambda.errors import CorruptObject
from objectlambda.memory_budget import BUDGET

__all__ = [
    "unsnappy_framed",
    "unsnappy_hadoop",
    "unsnappy_raw",
    "unsnappy_xerial",
]

XERIAL_HEADER_BYTES = 16


def unsnappy_xerial(chunks: Iterable[bytes], *, max_block_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of snappy-java's SnappyOutputStream, at most 256 KiB a chunk.

    A header of 16 bytes, then blocks led by their big-endian length; a header may follow again where streams
    were put together. Memory is one block, at most ``max_block_bytes`` (`LimitExceeded`). No checksum and no
    end marker: the caller must count the bytes fetched. Raises `TruncatedObject` inside a block or header.
    """
    with ByteReader(chunks) as reader:
        _check_xerial_header(reader)
        while head := reader.take(4):
            if len(head) < 4:
                raise ended_early("snappy", reader.position, "the rest of its block's length")
            if head == XERIAL_MAGIC[:4]:
                reader.unread(head)
                _check_xerial_header(reader)
                continue
            yield from slices(_block(reader, int.from_bytes(head, "big"), max_block_bytes))


def _check_xerial_header(reader: ByteReader) -> None:
    head = reader.take(XERIAL_HEADER_BYTES)
    if not XERIAL_MAGIC.startswith(head[: len(XERIAL_MAGIC)]):
        raise CorruptObject("snappy object does not begin with snappy-java's header")
    if len(head) < XERIAL_HEADER_BYTES:
        raise ended_early("snappy", reader.position, "the rest of its header")
    _, compatible = struct.unpack(">ii", head[8:])
    if compatible > 1:
        raise CorruptObject(f"snappy-java header asks for a reader of version {compatible}, only 1 is known")


def unsnappy_hadoop(chunks: Iterable[bytes], *, max_block_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of Hadoop's SnappyCodec, at most 256 KiB a chunk.

    Big-endian uncompressed length, then raw blocks led by their compressed length until that much came out, and
    again. Memory is one block, at most ``max_block_bytes`` (`LimitExceeded`). No checksum and no end marker: the
    caller must count the bytes fetched. Raises `TruncatedObject` inside a block.
    """
    with ByteReader(chunks) as reader:
        first = True
        while head := reader.take(4):
            first = False
            left = _length(head, reader)
            while left:
                content = _block(reader, _length(reader.take(4), reader), max_block_bytes)
                if len(content) > left or not content:
                    raise CorruptObject(
                        f"snappy block before byte {reader.position} of the object does not fit into the "
                        f"{left} bytes that its header still leaves"
                    )
                left -= len(content)
                yield from slices(content)
        if first:
            raise ended_early("snappy", 0, "")


def unsnappy_raw(chunks: Iterable[bytes], *, max_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of one bare snappy block, at most 256 KiB a chunk.

    A block refers to all of its own output: object and output are held in memory, so ``max_bytes`` bounds
    the output (`LimitExceeded` before anything is read beyond the first bytes) and with it the input. There is
    no checksum; a source that stops early is `CorruptObject`, since the declared length is not reached.
    """
    with ByteReader(chunks) as reader:
        head = reader.peek(MAX_LENGTH_BYTES)
        if not head:
            raise ended_early("snappy", 0, "")
        length, _ = uncompressed_length(head)
        if length > max_bytes:
            raise over_block_limit(length, max_bytes)
        limit = max_compressed_length(length)
        with BUDGET.reservation(2 * length):
            block = reader.take(limit + 1)
            if len(block) > limit:
                raise CorruptObject(f"snappy block of {length} bytes cannot take more than {limit}: data follows it")
            yield from slices(decoded_block(block, position=reader.position, max_block_bytes=max_bytes))


def _length(field: bytes, reader: ByteReader) -> int:
    if len(field) < 4:
        raise ended_early("snappy", reader.position, "the rest of a block's length")
    return int.from_bytes(field, "big")


def _block(reader: ByteReader, size: int, max_block_bytes: int) -> bytes:
    if size > max_compressed_length(max_block_bytes):
        raise over_block_limit(size, max_block_bytes)
    block = reader.take(size)
    if len(block) < size:
        raise ended_early("snappy", reader.position, f"{size - len(block)} bytes of its block")
    return decoded_block(block, position=reader.position, max_block_bytes=max_block_bytes)

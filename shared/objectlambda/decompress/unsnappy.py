"""Snappy in its four containers: framing format, snappy-java's (xerial), Hadoop's, and one bare block.

The variant must be known (`objectlambda.decompress.detect`): only the first two begin with a magic.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from objectlambda.decompress.decoding import OUTPUT_BYTES, ended_early
from objectlambda.decompress.feed import Feed
from objectlambda.decompress.snappy_blocks import (
    MAX_BLOCK_BYTES,
    MAX_LENGTH_BYTES,
    decoded_block,
    max_compressed_length,
    over_block_limit,
    sliced,
    snappy_failures,
    snappy_module,
    uncompressed_length,
)
from objectlambda.errors import CorruptObject, UnsupportedMethod

STREAM_IDENTIFIER = b"\xff\x06\x00\x00sNaPpY"
XERIAL_MAGIC = b"\x82SNAPPY\x00"
XERIAL_HEADER_BYTES = 16

_DRAFT_IDENTIFIER = b"\xff\x06\x00"  # its length had two bytes; see snzip's formats "framing" and "comment-43"
_COMPRESSED, _UNCOMPRESSED, _FIRST_SKIPPABLE, _IDENTIFIER = 0x00, 0x01, 0x80, 0xFF
_MAX_CHUNK_CONTENT = 65536
_CHECKSUM_BYTES = 4
_MAX_CHUNK_BYTES = _CHECKSUM_BYTES + max_compressed_length(_MAX_CHUNK_CONTENT)
_BATCH_CHUNKS = OUTPUT_BYTES // _MAX_CHUNK_CONTENT


def unsnappy_framed(chunks: Iterable[bytes], *, threads: int | None = None) -> Iterator[bytes]:
    """The decompressed bytes of the framing format (google/snappy, framing_format.txt), at most 256 KiB a chunk.

    The masked CRC-32C of every chunk is verified; streams one after the other are all decoded; padding and
    skippable chunks are passed over, reserved ones are `CorruptObject`. The format has no end marker: a source
    that stops between two chunks is complete as far as anyone can tell, so the caller must count its bytes.
    Stopping inside a chunk is `TruncatedObject`. The source is closed at the end, on an error and when the
    generator is closed.
    """
    with Feed(chunks) as feed:
        _check_identifier(feed)
        for batch in _batches(feed):
            yield from sliced(_decoded_batch(batch, feed.position))


def _check_identifier(feed: Feed) -> None:
    head = feed.take(len(STREAM_IDENTIFIER))
    if head[:3] == _DRAFT_IDENTIFIER and head[3:9].lower() == b"snappy":
        raise UnsupportedMethod("snappy object is in a draft of the framing format of 2011: compress it again")
    if not STREAM_IDENTIFIER.startswith(head):
        raise CorruptObject("snappy object does not begin with the framing format's stream identifier")
    if len(head) < len(STREAM_IDENTIFIER):
        raise ended_early("snappy", feed.position, "the rest of its stream identifier")


def _batches(feed: Feed) -> Iterator[bytes]:
    """Data chunks, a few at a time, led by a stream identifier as if they were a stream of their own."""
    batch, count = bytearray(STREAM_IDENTIFIER), 0
    while head := feed.take(4):
        size = int.from_bytes(head[1:], "little")
        kind = head[0]
        if len(head) < 4:
            raise ended_early("snappy", feed.position, "the rest of its chunk header")
        if kind in (_COMPRESSED, _UNCOMPRESSED):
            if size > _MAX_CHUNK_BYTES or size < _CHECKSUM_BYTES:
                raise CorruptObject(f"snappy chunk at byte {feed.position - 4} of the object cannot have {size} bytes")
            body = feed.take(size)
            if len(body) < size:
                raise ended_early("snappy", feed.position, f"{size - len(body)} bytes of its chunk")
            batch += head
            batch += body
            count += 1
            if count == _BATCH_CHUNKS:
                yield bytes(batch)
                batch, count = bytearray(STREAM_IDENTIFIER), 0
            continue
        _pass_over(feed, kind, size)
    if count:
        yield bytes(batch)


def _pass_over(feed: Feed, kind: int, size: int) -> None:
    if kind == _IDENTIFIER:
        identifier = feed.take(min(size, len(STREAM_IDENTIFIER)))
        if identifier == STREAM_IDENTIFIER[4:]:
            return
        if len(identifier) == size or not STREAM_IDENTIFIER[4:].startswith(identifier):
            raise CorruptObject(f"snappy stream identifier before byte {feed.position} of the object is wrong")
        raise ended_early("snappy", feed.position, "the rest of its stream identifier")
    if kind < _FIRST_SKIPPABLE:
        raise CorruptObject(f"snappy chunk before byte {feed.position} of the object has the reserved type {kind:#04x}")
    if feed.skip(size) < size:
        raise ended_early("snappy", feed.position, "the rest of its skippable chunk")


def _decoded_batch(batch: bytes, position: int) -> bytes:
    try:
        return bytes(snappy_module().decompress(batch))
    except snappy_failures() as error:
        raise CorruptObject(f"snappy chunk before byte {position} of the object is corrupt: {error}") from error


def unsnappy_xerial(chunks: Iterable[bytes], *, max_block_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of snappy-java's SnappyOutputStream, at most 256 KiB a chunk.

    A header of 16 bytes, then blocks led by their big-endian length; a header may follow again where streams
    were put together. Memory is one block, at most ``max_block_bytes`` (`LimitExceeded`). No checksum and no
    end marker: the caller must count the bytes fetched. Raises `TruncatedObject` inside a block or header.
    """
    with Feed(chunks) as feed:
        _check_xerial_header(feed)
        while head := feed.take(4):
            if len(head) < 4:
                raise ended_early("snappy", feed.position, "the rest of its block's length")
            if head == XERIAL_MAGIC[:4]:
                feed.unread(head)
                _check_xerial_header(feed)
                continue
            yield from sliced(_block(feed, int.from_bytes(head, "big"), max_block_bytes))


def _check_xerial_header(feed: Feed) -> None:
    head = feed.take(XERIAL_HEADER_BYTES)
    if not XERIAL_MAGIC.startswith(head[: len(XERIAL_MAGIC)]):
        raise CorruptObject("snappy object does not begin with snappy-java's header")
    if len(head) < XERIAL_HEADER_BYTES:
        raise ended_early("snappy", feed.position, "the rest of its header")
    _, compatible = struct.unpack(">ii", head[8:])
    if compatible > 1:
        raise CorruptObject(f"snappy-java header asks for a reader of version {compatible}, only 1 is known")


def unsnappy_hadoop(chunks: Iterable[bytes], *, max_block_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of Hadoop's SnappyCodec, at most 256 KiB a chunk.

    Big-endian uncompressed length, then raw blocks led by their compressed length until that much came out, and
    again. Memory is one block, at most ``max_block_bytes`` (`LimitExceeded`). No checksum and no end marker: the
    caller must count the bytes fetched. Raises `TruncatedObject` inside a block.
    """
    with Feed(chunks) as feed:
        first = True
        while head := feed.take(4):
            first = False
            left = _length(head, feed)
            while left:
                content = _block(feed, _length(feed.take(4), feed), max_block_bytes)
                if len(content) > left or not content:
                    raise CorruptObject(
                        f"snappy block before byte {feed.position} of the object does not fit into the "
                        f"{left} bytes that its header still leaves"
                    )
                left -= len(content)
                yield from sliced(content)
        if first:
            raise ended_early("snappy", 0, "")


def unsnappy_raw(chunks: Iterable[bytes], *, max_bytes: int = MAX_BLOCK_BYTES) -> Iterator[bytes]:
    """The decompressed bytes of one bare snappy block, at most 256 KiB a chunk.

    A block refers to all of its own output: object and output are held in memory, so ``max_bytes`` bounds
    the output (`LimitExceeded` before anything is read beyond the first bytes) and with it the input. There is
    no checksum; a source that stops early is `CorruptObject`, since the declared length is not reached.
    """
    with Feed(chunks) as feed:
        head = feed.peek(MAX_LENGTH_BYTES)
        if not head:
            raise ended_early("snappy", 0, "")
        length, _ = uncompressed_length(head)
        if length > max_bytes:
            raise over_block_limit(length, max_bytes)
        limit = max_compressed_length(length)
        block = feed.take(limit + 1)
        if len(block) > limit:
            raise CorruptObject(f"snappy block of {length} bytes cannot take more than {limit}: data follows it")
        yield from sliced(decoded_block(block, position=feed.position, max_block_bytes=max_bytes))


def _length(field: bytes, feed: Feed) -> int:
    if len(field) < 4:
        raise ended_early("snappy", feed.position, "the rest of a block's length")
    return int.from_bytes(field, "big")


def _block(feed: Feed, size: int, max_block_bytes: int) -> bytes:
    if size > max_compressed_length(max_block_bytes):
        raise over_block_limit(size, max_block_bytes)
    block = feed.take(size)
    if len(block) < size:
        raise ended_early("snappy", feed.position, f"{size - len(block)} bytes of its block")
    return decoded_block(block, position=feed.position, max_block_bytes=max_block_bytes)

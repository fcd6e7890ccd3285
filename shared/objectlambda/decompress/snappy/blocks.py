"""Raw snappy blocks: what every snappy container is made of (google/snappy, format_description.txt)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from objectlambda.decompress.decoding import OUTPUT_BYTES
from objectlambda.errors import CorruptObject, LimitExceeded, MissingCodec

MAX_LENGTH_BYTES = 5
MAX_BLOCK_BYTES = 64 * 1024 * 1024
"""The largest block decoded: a block refers to all of its own output, so it is in memory as a whole."""


def uncompressed_length(block: bytes) -> tuple[int, int]:
    """The length that ``block`` declares and the bytes that this varint takes; `CorruptObject` if there is none."""
    length = 0
    for index, byte in enumerate(block[:MAX_LENGTH_BYTES]):
        length |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            if length >= 1 << 32:
                break
            return length, index + 1
    raise CorruptObject("snappy block does not begin with the length of its content")


def max_compressed_length(length: int) -> int:
    """The most bytes that a block of ``length`` bytes can take (snappy::MaxCompressedLength)."""
    return 32 + length + length // 6


def decoded_block(block: bytes, *, position: int, max_block_bytes: int) -> bytes:
    """The content of one raw block that ends at byte ``position`` of the object.

    Raises `CorruptObject`, and `LimitExceeded` where the content is larger than ``max_block_bytes``.
    """
    length, _ = uncompressed_length(block)
    if length > max_block_bytes:
        raise over_block_limit(length, max_block_bytes)
    snappy = snappy_module()
    try:
        content = bytes(snappy.decompress_raw(block))
    except snappy_failures() as error:
        raise CorruptObject(f"snappy block before byte {position} of the object is corrupt: {error}") from error
    if len(content) != length:
        raise CorruptObject(f"snappy block before byte {position} of the object has another length than it says")
    return content


def over_block_limit(length: int, max_block_bytes: int) -> LimitExceeded:
    """The error for a block that does not fit into the memory allowed."""
    return LimitExceeded(
        f"snappy block of {length} bytes is over the limit of {max_block_bytes}: raise max_raw_snappy_bytes, or "
        "compress the object in the framing format, which is read in blocks of 64 KiB"
    )


def slices(content: bytes) -> Iterator[bytes]:
    """``content`` in chunks of at most 256 KiB."""
    if len(content) <= OUTPUT_BYTES:
        if content:
            yield content
        return
    view = memoryview(content)
    for start in range(0, len(content), OUTPUT_BYTES):
        yield bytes(view[start : start + OUTPUT_BYTES])


def snappy_module() -> Any:
    """cramjam's snappy functions, which python-snappy stands on: without its copies and its guesses."""
    try:
        from cramjam import snappy
    except ImportError as error:
        raise MissingCodec("snappy needs cramjam: pip install 'objectlambda[codecs]'") from error
    return snappy


def snappy_failures() -> tuple[type[Exception], ...]:
    """What cramjam raises on corrupt data."""
    import cramjam

    return (cramjam.DecompressionError,)


def starts_hadoop_snappy(first: bytes) -> bool:
    """True when the bytes ``first`` prove Hadoop's container, which has no magic: lengths agree, a block decodes."""
    if len(first) < 9:
        return False
    total, size = int.from_bytes(first[:4], "big"), int.from_bytes(first[4:8], "big")
    if not 0 < total <= MAX_BLOCK_BYTES or not 1 < size <= max_compressed_length(total):
        return False
    try:
        length, prefix = uncompressed_length(first[8:])
    except CorruptObject:
        return False
    if not 0 < length <= total or not prefix < size <= max_compressed_length(length):
        return False
    block = first[8 : 8 + size]
    if len(block) < size:
        # The first element of a block is a literal: nothing is there yet that a copy could refer to.
        return len(block) <= prefix or block[prefix] & 3 == 0
    try:
        decoded_block(block, position=8 + size, max_block_bytes=length)
    except CorruptObject:
        return False
    except MissingCodec:
        return True  # without cramjam the lengths are all there is to go by; decoding says what to install
    return True

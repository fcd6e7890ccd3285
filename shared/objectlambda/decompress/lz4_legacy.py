"""LZ4's legacy frames (LZ4 Frame Format 1.6.4, "Legacy frame"), which ``lz4 -l`` writes: blocks with their lengths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import OUTPUT_BYTES, ended_early
from objectlambda.errors import CorruptObject, MissingCodec
from objectlambda.memory_budget import BUDGET

CONTENT_BYTES = 8 * 1024 * 1024
"""What a block holds at most."""

_MOST_STORED_BYTES = CONTENT_BYTES + CONTENT_BYTES // 255 + 16  # LZ4_compressBound
_LENGTH_BYTES = 4


def legacy_frame(reader: ByteReader) -> Iterator[bytes]:
    """The content of the legacy frame whose magic number was just read, in chunks of at most 256 KiB.

    It ends where no length of a block follows: with the object, or with what may be another frame. So the caller must
    count the bytes fetched. There is no checksum. Memory is a block, stored and decoded. Raises `TruncatedObject`
    inside a block and where there is none, `CorruptObject` where one cannot be decoded.
    """
    module, has_blocks = _module(), False
    with BUDGET.reservation(CONTENT_BYTES + _MOST_STORED_BYTES):
        while head := reader.peek(_LENGTH_BYTES):
            if len(head) < _LENGTH_BYTES:
                raise ended_early("lz4", reader.position + len(head), "the rest of its block's length")
            size = int.from_bytes(head, "little")
            if size > _MOST_STORED_BYTES:
                break
            has_blocks = True
            reader.skip(_LENGTH_BYTES)
            block = reader.take(size)
            if len(block) < size:
                raise ended_early("lz4", reader.position, f"{size - len(block)} bytes of its block")
            try:
                content = module.decompress(block, uncompressed_size=CONTENT_BYTES)
            except (module.LZ4BlockError, ValueError) as error:
                raise CorruptObject(
                    f"lz4 block before byte {reader.position} of the object is corrupt: {error}"
                ) from error
            for start in range(0, len(content), OUTPUT_BYTES):
                yield content[start : start + OUTPUT_BYTES]
    if not has_blocks:
        raise ended_early("lz4", reader.position, "a block of its legacy frame")


def _module() -> Any:
    try:
        import lz4.block
    except ImportError as error:
        raise MissingCodec("lz4 needs lz4: pip install 'objectlambda[codecs]'") from error
    return lz4.block

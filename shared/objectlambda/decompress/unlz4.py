"""LZ4 frames (LZ4 Frame Format 1.6.4): every frame one after the other, as ``lz4 -dc`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import (
    Beside,
    Codec,
    Decoder,
    Trailing,
    WrappedDecoder,
    another_stream,
    decode_stream,
    ended_early,
)
from objectlambda.errors import CorruptObject, MissingCodec, UnsupportedMethod

MAGIC = b"\x04\x22\x4d\x18"
_LEGACY = b"\x02\x21\x4c\x18"
_DICTIONARY_FLAG = 0x01
_SKIPPABLE = b"\x2a\x4d\x18"

BLOCK_BYTES = 8 * 1024 * 1024
"""The largest block, stored and decoded."""


def unlz4(
    chunks: Iterable[bytes], *, trailing: Trailing = "error", position: int = 0, beside: Beside | None = None
) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All frames are decoded, skippable ones passed over, ``beside`` is told of their content. Header, block and content
    checksums are verified where a frame has them, and its end mark always. Memory is two blocks, of 4 MiB at most; of
    8 MiB in frames of the legacy format, which have neither checksum nor end mark. Frames that need a dictionary are
    `UnsupportedMethod`. Data behind the last frame that is no frame is `CorruptObject`, or left out with
    ``trailing="ignore"``. Raises `TruncatedObject` where a frame is not complete: also for an empty source. The source
    is closed at the end, on an error and when the generator is closed. ``chunks`` may be whole frames from the middle
    of an object, of which the first begins at ``position``.
    """
    codec = Codec(
        name="lz4", open=_frame_decoder, failures=(RuntimeError,), ending="its end mark", memory_bytes=BLOCK_BYTES
    )
    with ByteReader(chunks, position) as reader:
        is_first = True
        while is_first or another_stream(
            reader, name="lz4", starts=starts_lz4, magic_bytes=4, trailing=trailing, padding=False
        ):
            is_first = False
            yield from _frame(reader, codec, beside)


def starts_lz4(head: bytes) -> bool:
    """True when ``head``, up to four bytes, can begin a frame: a plain, skippable or legacy one."""
    skippable = head[:1] in _SKIPPABLE_FIRST and _SKIPPABLE.startswith(head[1:4])
    return MAGIC.startswith(head[:4]) or _LEGACY.startswith(head[:4]) or (bool(head) and skippable)


def proves_lz4(first: bytes) -> bool:
    """True when the bytes ``first`` begin a plain or a legacy frame. Skippable ones are zstd's as well."""
    return first[:4] in (MAGIC, _LEGACY)


_SKIPPABLE_FIRST = tuple(bytes((byte,)) for byte in range(0x50, 0x60))


def _frame(reader: ByteReader, codec: Codec, beside: Beside | None) -> Iterator[bytes]:
    head = reader.peek(8)
    if head[:4] == _LEGACY:
        from objectlambda.decompress.lz4_legacy import legacy_frame  # of few objects

        reader.skip(len(_LEGACY))
        yield from legacy_frame(reader)
        return
    if head[:1] in _SKIPPABLE_FIRST and head[1:4] == _SKIPPABLE:
        size = int.from_bytes(head[4:8], "little")
        if reader.skip(8) < 8 or reader.skip(size, beside) < size:
            raise ended_early("lz4", reader.position, "the rest of its skippable frame")
        return
    if head[:4] != MAGIC:
        if MAGIC.startswith(head):
            raise ended_early("lz4", reader.position + len(head), "the rest of its frame header")
        raise CorruptObject(f"no lz4 frame at byte {reader.position} of the object: it must begin with 04 22 4d 18")
    if len(head) > 4 and head[4] & _DICTIONARY_FLAG:
        raise UnsupportedMethod("lz4 frame needs a dictionary, and there is none for lz4")
    yield from decode_stream(reader, codec)


def _frame_decoder() -> Decoder:
    try:
        from lz4.frame import LZ4FrameDecompressor
    except ImportError as error:
        raise MissingCodec("lz4 needs lz4: pip install 'objectlambda[codecs]'") from error
    return WrappedDecoder(LZ4FrameDecompressor())

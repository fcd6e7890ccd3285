"""zlib streams (RFC 1950), as ``pigz -dz`` reads them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import Trailing, another_stream, decoded, ended_early
from objectlambda.decompress.deflate import deflate_codec
from objectlambda.decompress.small_streams import SmallCodec, SmallStreams, each_stream
from objectlambda.errors import CorruptObject, UnsupportedMethod

_PRESET_DICTIONARY = 0x20
_TRIED_BYTES = 64 * 1024
_PROOF_BYTES = 1024
_SMALL = SmallCodec(open=zlib.decompressobj, failures=(zlib.error,))


def inflate(chunks: Iterable[bytes], *, trailing: Trailing = "error") -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    Streams one after the other are all decoded; the Adler-32 of each is verified. Zero padding is passed
    over, other data behind a stream is `CorruptObject` or left out with ``trailing="ignore"``. A preset
    dictionary is `UnsupportedMethod`: the stream names it only by a checksum. Raises `TruncatedObject` where
    a stream is not complete. The source is closed at the end, on an error and when the generator is closed.
    """
    codec = deflate_codec("zlib")
    with ByteReader(chunks) as reader:

        def stream() -> Iterator[bytes]:
            _check_header(reader)
            yield from decoded(reader, codec)

        def another() -> bool:
            return another_stream(reader, name="zlib", starts=starts_zlib, magic_bytes=2, trailing=trailing)

        yield from each_stream(reader, stream, another, SmallStreams(reader, _SMALL))


def starts_zlib(head: bytes) -> bool:
    """True when ``head``, one byte or two, can begin a zlib stream (RFC 1950 section 2.2)."""
    if not head or head[0] & 0x0F != 8 or head[0] >> 4 > 7:
        return False
    return len(head) < 2 or int.from_bytes(head[:2], "big") % 31 == 0


def _check_header(reader: ByteReader) -> None:
    head = reader.peek(2)
    if len(head) < 2:
        raise ended_early("zlib", reader.position + len(head), "the rest of its header")
    # isal accepts windows over 32 KiB (CINFO > 7), which RFC 1950 forbids.
    if not starts_zlib(head):
        raise CorruptObject(f"no zlib stream at byte {reader.position} of the object: its header check fails")
    if head[1] & _PRESET_DICTIONARY:
        raise UnsupportedMethod("zlib stream needs a preset dictionary: compress the object again without one")


def inflates(first: bytes) -> bool:
    """True when the bytes ``first`` prove a zlib stream: its header fits, and its data inflates.

    Two bytes of header are too little: one text in 1,000 begins with them.
    """
    if len(first) < 2 or not starts_zlib(first[:2]) or first[1] & _PRESET_DICTIONARY:
        return False
    inflater = zlib.decompressobj()
    try:
        output = inflater.decompress(first[:_TRIED_BYTES], _TRIED_BYTES)
    except zlib.error:
        return False
    # Fixed Huffman codes turn short texts into a few bytes without an error.
    return inflater.eof or len(output) >= _PROOF_BYTES

"""zlib streams (RFC 1950), as ``pigz -dz`` reads them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import Trailing, another_stream, decode_stream, ended_early
from objectlambda.decompress.deflate import deflate_codec
from objectlambda.decompress.small_streams import SmallCodec, SmallStreams, each_stream
from objectlambda.errors import CorruptObject, UnsupportedMethod

_PRESET_DICTIONARY = 0x20
_TRIED_BYTES = 64 * 1024
_PROOF_BYTES = 1024
_TRIED_HEAD_BYTES = 64
_AHEAD_OUTPUT_BYTES = 8 * 1024 * 1024
DISK_IMAGE_TRAILER = (512, b"koly")
"""How an Apple disk image ends, which is made of zlib streams and other things."""

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
            yield from decode_stream(reader, codec)

        def another() -> bool:
            reader.skip_zeros()
            starts = starts_zlib if _goes_on(reader.peek(_TRIED_HEAD_BYTES)) else _is_empty
            return another_stream(reader, name="zlib", starts=starts, magic_bytes=2, trailing=trailing)

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


def _is_empty(head: bytes) -> bool:
    return not head


def _goes_on(rest: bytes) -> bool:
    """Whether ``rest``, the bytes behind a stream, can begin another: two bytes alone are too few to tell."""
    if len(rest) <= 2 or not starts_zlib(rest[:2]):
        return False
    try:
        zlib.decompressobj().decompress(rest)
    except zlib.error:
        return bool(rest[1] & _PRESET_DICTIONARY)
    return True


def ends_far_before(first: bytes, size: int) -> bool:
    """True when an object of ``size`` bytes begins with a zlib stream that ends in its first half, other data behind.

    That is a file of another format, in which zlib streams stand, not a stream with some bytes too many. ``first`` is
    what is known of its start; at most 8 MiB of output are decoded.
    """
    inflater = zlib.decompressobj()
    rest, made = first, 0
    try:
        while rest and not inflater.eof and made < _AHEAD_OUTPUT_BYTES:
            made += len(inflater.decompress(rest, _TRIED_BYTES))
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error:
        return False  # a damaged stream is told as such
    end = len(first) - len(rest)
    behind = rest.lstrip(b"\0")
    return inflater.eof and 2 * end < size and bool(behind) and not _goes_on(behind[:_TRIED_HEAD_BYTES])


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

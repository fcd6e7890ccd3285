"""gzip (RFC 1952): every member one after the other, as ``gzip -dc`` gives them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import Beside, Trailing, another_stream, decode_stream, ended_early
from objectlambda.decompress.deflate import deflate_codec
from objectlambda.decompress.small_streams import SmallCodec, SmallStreams, each_stream
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod


def gunzip(
    chunks: Iterable[bytes], *, trailing: Trailing = "error", position: int = 0, beside: Beside | None = None
) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All members are decoded (RFC 1952 section 2.2), those of pigz and bgzip too; header fields are passed over,
    CRC-32 and length of each member are verified. Zero padding behind a member is passed over. Other data
    there is `CorruptObject`, or left out with ``trailing="ignore"``, where gzip itself warns and exits with 2.
    Raises `TruncatedObject` where a member is not complete: also for an empty source. Exceptions of the source
    pass unchanged; the source is closed at the end, on an error and when the generator is closed. ``chunks`` may be
    whole members from the middle of an object, of which the first begins at its byte ``position``. ``beside`` is told
    of the members' names, comments and extra fields.
    """
    codec = deflate_codec("gzip")
    with ByteReader(chunks, position) as reader:

        def member() -> Iterator[bytes]:
            pass_header(reader, beside)
            yield from decode_stream(reader, codec)

        def another() -> bool:
            return another_stream(reader, name="gzip", starts=MAGIC.startswith, magic_bytes=2, trailing=trailing)

        yield from each_stream(reader, member, another, SmallStreams(reader, _WITH_HEADER if beside is None else _BARE))


_WITH_HEADER = SmallCodec(open=lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), failures=(zlib.error,))
"""Members whole with their headers. Unlike isal, zlib refuses reserved flags and checks the header's CRC-16."""

_BARE = _WITH_HEADER._replace(takes=lambda member: member[3:4] == b"\0")
"""Of those, the members that have no name, comment or other field in their headers."""

MAGIC = b"\x1f\x8b"


_DEFLATE = 8
_BGZIP_FIELD = b"BC\x02\x00"


_HAS_CHECKSUM, _HAS_EXTRA, _HAS_NAME, _HAS_COMMENT, _RESERVED = 0x02, 0x04, 0x08, 0x10, 0xE0


def pass_header(reader: ByteReader, beside: Beside | None = None) -> None:
    """Leave ``reader`` at the member's first deflate block; extra field, name and comment may have any length.

    ``beside`` is told of them, but for the extra field of bgzip, which holds the member's length.

    Raises `CorruptObject` where no member begins or the header's CRC-16 is wrong, `TruncatedObject` where the
    source ends, `UnsupportedMethod` for reserved flags and methods. isal's own parser is not used: it loses
    track of optional fields that arrive in pieces, and accepts reserved flags.
    """
    head = reader.take(10)
    if not MAGIC.startswith(head[:2]):
        raise CorruptObject(
            f"no gzip member at byte {reader.position - len(head)} of the object: it must begin with 1f 8b"
        )
    if len(head) < 10:
        raise _truncation(reader)
    method, flags = head[2], head[3]
    if method != _DEFLATE:
        raise UnsupportedMethod(f"gzip member uses compression method {method}: only 8 (deflate) is defined")
    if flags & _RESERVED:
        raise UnsupportedMethod(f"gzip member has the flags {flags:#04x}: encryption and reserved bits are unsupported")
    crc = zlib.crc32(head)
    if flags & _HAS_EXTRA:
        size = reader.take(2)
        crc = zlib.crc32(size, crc)
        extra = _exactly(reader, int.from_bytes(size, "little"))
        crc = zlib.crc32(extra, crc)
        if beside is not None and not (len(extra) == 6 and extra[:4] == _BGZIP_FIELD):
            beside(extra)
    if flags & _HAS_NAME:
        crc = _pass_text(reader, crc, beside)
    if flags & _HAS_COMMENT:
        crc = _pass_text(reader, crc, beside)
    if flags & _HAS_CHECKSUM and int.from_bytes(_exactly(reader, 2), "little") != crc & 0xFFFF:
        raise CorruptObject(f"gzip member header before byte {reader.position} of the object fails its CRC-16")


def _exactly(reader: ByteReader, count: int) -> bytes:
    field = reader.take(count)
    if len(field) < count:
        raise _truncation(reader)
    return field


def _pass_text(reader: ByteReader, crc: int, beside: Beside | None) -> int:
    while piece := bytes(reader.more()):
        text, end, rest = piece.partition(b"\0")
        crc = zlib.crc32(text + end, crc)
        if beside is not None:
            beside(text + end)
        if end:
            reader.unread(rest)
            return crc
    raise _truncation(reader)


def _truncation(reader: ByteReader) -> TruncatedObject:
    return ended_early("gzip", reader.position, "the rest of its header")

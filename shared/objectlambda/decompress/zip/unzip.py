"""One member of a ZIP archive, fetched by itself and decompressed as it comes (PKWARE APPNOTE.TXT)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from objectlambda.decompress.byte_reader import Archive, ByteReader
from objectlambda.decompress.decoding import MAX_WINDOW_BYTES, Beside, Codec, decode_stream
from objectlambda.decompress.deflate import deflate64_codec, deflate_codec, fast_crc32
from objectlambda.decompress.zip.directory import AES_METHOD, Directory, members, read_directory
from objectlambda.decompress.zip.extra import telling
from objectlambda.decompress.zip.member import DATA_DESCRIPTOR, ENCRYPTED, STRONG_ENCRYPTION, Member, choose_member
from objectlambda.errors import CorruptObject, PasswordRequired, TruncatedObject, UnsupportedMethod
from objectlambda.streams import CHUNK_BYTES

__all__ = [
    "STORED",
    "Archive",
    "Directory",
    "Member",
    "choose_member",
    "member_offset",
    "members",
    "read_directory",
    "unzip",
]

MAX_LZMA_BYTES = 192 * 1024 * 1024
"""Memory for LZMA and xz members: their dictionary, 64 MiB at the highest level of xz and 7-Zip."""

_LOCAL = struct.Struct("<4s5H3L2H")
STORED = 0
_UNSUPPORTED_METHODS = {
    1: "shrink",
    2: "reduce",
    3: "reduce",
    4: "reduce",
    5: "reduce",
    6: "implode",
    10: "PKWARE DCL implode",
    18: "IBM TERSE",
    19: "IBM LZ77",
    94: "MP3",
    96: "JPEG variant",
    97: "WavPack",
    98: "PPMd",
}


def unzip(
    archive: Archive,
    member: Member,
    *,
    password: bytes | None = None,
    beside: Beside | None = None,
    max_window_bytes: int = MAX_WINDOW_BYTES,
) -> Iterator[bytes]:
    """The content of ``member``, ``member.size`` bytes in chunks of at most 256 KiB, by one ranged read.

    Methods: stored, deflate, deflate64, bzip2, LZMA, zstd, xz; encryption: traditional and AES. Size and CRC-32 are
    verified at the end, AES's authentication too; bytes that a writer left between the end of the compressed stream
    and the next header are passed over, as by unzip. Raises at the call `UnsupportedMethod` for other methods and
    `PasswordRequired` for an encrypted member without a password; before the first chunk `CorruptObject` where the
    local header disagrees with the directory, and `PasswordRequired` for a wrong password; at any point
    `CorruptObject` and `TruncatedObject`. The read is closed at the end, on an error and when the generator is closed.
    A zstd member that needs a window over ``max_window_bytes`` is `UnsupportedMethod`.
    ``beside`` is told of all that stands between this member's header and the next one and is none of its content.
    """
    if member.flags & STRONG_ENCRYPTION:
        raise UnsupportedMethod("ZIP member uses PKWARE's strong encryption: encrypt it with AES instead")
    if member.method == AES_METHOD:
        raise CorruptObject("ZIP member says that it is encrypted with AES but not how")
    decode = _METHODS.get(member.method)
    if decode is None:
        name = _UNSUPPORTED_METHODS.get(member.method, "unknown")
        raise UnsupportedMethod(f"ZIP member uses method {member.method} ({name}): use deflate or zstd instead")
    if member.encrypted and password is None:
        raise PasswordRequired("the ZIP member is encrypted and no password is set")
    if decode is _zstandard:
        decode = partial(_zstandard, max_window_bytes=max_window_bytes)
    return _verify(_content(archive, member, decode, password, beside), member)


def member_offset(archive: Archive, member: Member) -> int:
    """Where the data of ``member`` begins in the archive: a part of a stored member can be read there.

    Raises `CorruptObject` where the local header disagrees with the directory.
    """
    with ByteReader(archive.stream(member.header_offset, member.limit)) as reader:
        _pass_local_header(reader, member)
        return member.header_offset + reader.position


def _content(
    archive: Archive,
    member: Member,
    decode: Callable[[ByteReader, Member], Iterator[bytes]],
    password: bytes | None,
    beside: Beside | None,
) -> Iterator[bytes]:
    with ByteReader(archive.stream(member.header_offset, member.limit)) as source:
        has_descriptor = _pass_local_header(source, member, beside)
        data: Iterator[bytes | memoryview] = _data(source, member)
        if member.encrypted and password is not None:
            from objectlambda.decompress.zip.crypto import decrypted

            data = decrypted(map(bytes, data), member, password)
        with ByteReader(data) as reader:
            yield from decode(reader, member)
            if member.encrypted:
                # Authentication is behind the data, and bytes may be left behind the compressed stream.
                reader.skip(member.compressed_size)
            elif beside is not None:
                reader.skip(member.compressed_size, beside)  # what is left behind the compressed stream
        if beside is not None:
            if has_descriptor:
                source.skip(_descriptor_bytes(source.peek(24), member))
            source.skip(member.limit, beside)


def _descriptor_bytes(head: bytes, member: Member) -> int:
    """How long the data descriptor at the start of ``head`` is (APPNOTE.TXT section 4.3.9); 0 where there is none."""
    for mark in (b"PK\x07\x08", b""):
        for form in ("<LLL", "<LQQ"):
            fields = struct.pack(form, member.crc32, member.compressed_size, member.size)
            if head.startswith(mark + fields):
                return len(mark + fields)
    return 0


def _verify(chunks: Iterator[bytes], member: Member) -> Iterator[bytes]:
    crc32 = fast_crc32()
    size, crc = 0, 0
    for chunk in chunks:
        size += len(chunk)
        if size > member.size:
            raise CorruptObject(f"ZIP member is larger than the {member.size} bytes that the directory says")
        crc = crc32(chunk, crc)
        yield chunk
    if size != member.size:
        raise CorruptObject(f"ZIP member has {size} bytes where the directory says {member.size}")
    # WinZip's AE-2 leaves the CRC out, since it would tell about the content; AES has its own authentication.
    if crc != member.crc32 and (member.aes is None or member.aes.version == 1):
        raise CorruptObject("ZIP member fails its CRC-32")


def _pass_local_header(reader: ByteReader, member: Member, beside: Beside | None = None) -> bool:
    """Leave ``reader`` at the member's data; whether a data descriptor follows that."""
    head = reader.take(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise CorruptObject("ZIP member has no local header where the directory says")
    _, _, flags, method, _, _, crc32, compressed, size, name_bytes, extra_bytes = _LOCAL.unpack(head)
    texts = reader.take(name_bytes + extra_bytes)
    if len(texts) < name_bytes + extra_bytes:
        raise CorruptObject("ZIP member's local header is cut")
    # IZArc separates folders with a slash here and with a backslash in the directory; some writers leave the name out.
    name = texts[:name_bytes]
    if name not in (b"", member.raw_name) and _slashed(name) != _slashed(member.raw_name):
        raise CorruptObject("ZIP member has another name in its local header than in the directory")
    expected_method = member.method if member.aes is None else AES_METHOD
    if method != expected_method or (flags ^ member.flags) & ENCRYPTED:
        raise CorruptObject("ZIP member has another method in its local header than in the directory")
    sizes_told = not flags & DATA_DESCRIPTOR and 0xFFFFFFFF not in (compressed, size)
    if sizes_told and (crc32, compressed, size) != (member.crc32, member.compressed_size, member.size):
        raise CorruptObject("ZIP member has other sizes or another CRC in its local header than in the directory")
    if member.header_offset + reader.position + member.compressed_size > member.limit:
        raise CorruptObject("ZIP member overlaps what follows it")
    if beside is not None:
        beside(telling(texts[name_bytes:]))
    return bool(flags & DATA_DESCRIPTOR)


def _slashed(name: bytes) -> bytes:
    return name.replace(b"\\", b"/")


def _data(source: ByteReader, member: Member) -> Iterator[memoryview]:
    left = member.compressed_size
    while left:
        piece = source.more(min(left, CHUNK_BYTES))
        if not piece:
            raise TruncatedObject(f"ZIP member's compressed data ends {left} bytes early")
        left -= len(piece)
        yield piece


def _copy_stored(reader: ByteReader, _: Member) -> Iterator[bytes]:
    while piece := bytes(reader.more()):
        yield piece


def _inflate(reader: ByteReader, _: Member) -> Iterator[bytes]:
    return decode_stream(reader, deflate_codec("raw"))


def _deflated64(reader: ByteReader, _: Member) -> Iterator[bytes]:
    return decode_stream(reader, deflate64_codec())


def _bunzip2(reader: ByteReader, _: Member) -> Iterator[bytes]:
    from objectlambda.decompress.bzip2.bunzip2 import bunzip2  # few members need it, as the codecs below

    return bunzip2(_pieces(reader), trailing="ignore")


def _zstandard(reader: ByteReader, _: Member, max_window_bytes: int = MAX_WINDOW_BYTES) -> Iterator[bytes]:
    from objectlambda.decompress.zstd.unzstd import unzstd

    return unzstd(_pieces(reader), trailing="ignore", max_window_bytes=max_window_bytes)


def _pieces(reader: ByteReader) -> Iterator[bytes]:
    while piece := bytes(reader.more()):
        yield piece


def _lzma(reader: ByteReader, member: Member) -> Iterator[bytes]:
    """APPNOTE.TXT section 5.8: four bytes, the properties, then a stream that liblzma knows as .lzma without size."""
    head = reader.take(4)
    properties = reader.take(int.from_bytes(head[2:], "little"))
    if len(head) < 4 or len(properties) != 5:
        raise CorruptObject("ZIP member's LZMA properties are not five bytes")
    has_end_marker = bool(member.flags & 0x0002)
    size = (1 << 64) - 1 if has_end_marker else member.size
    stream = ByteReader(chain((properties + size.to_bytes(8, "little"),), _pieces(reader)))
    dictionary = min(int.from_bytes(properties[1:], "little"), MAX_LZMA_BYTES)
    return _lzma_decoded(stream, "LZMA", dictionary)


def _xz(reader: ByteReader, _: Member) -> Iterator[bytes]:
    from objectlambda.decompress.unxz import DICTIONARY_BYTES

    return _lzma_decoded(reader, "xz", DICTIONARY_BYTES)


def _lzma_decoded(reader: ByteReader, name: str, memory_bytes: int) -> Iterator[bytes]:
    import lzma

    container = lzma.FORMAT_XZ if name == "xz" else lzma.FORMAT_ALONE
    codec = Codec(
        name=name,
        open=lambda: lzma.LZMADecompressor(container, memlimit=MAX_LZMA_BYTES),
        failures=(lzma.LZMAError,),
        memory_bytes=memory_bytes,
    )
    try:
        yield from decode_stream(reader, codec)
    except CorruptObject as error:
        if "emory usage limit" in str(error.__cause__):
            raise UnsupportedMethod(
                f"ZIP member needs a dictionary over {MAX_LZMA_BYTES} bytes: compress it with a smaller one"
            ) from error
        raise


_METHODS: dict[int, Callable[[ByteReader, Member], Iterator[bytes]]] = {
    STORED: _copy_stored,
    8: _inflate,
    9: _deflated64,
    12: _bunzip2,
    14: _lzma,
    20: _zstandard,
    93: _zstandard,
    95: _xz,
}
"""APPNOTE.TXT section 4.4.5; 20 is the number that zstd had at first."""

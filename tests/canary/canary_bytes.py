"""Places in bytes that are no text: strings of binary formats, notes in pictures, which ``PASS`` must not let through."""

# ruff: noqa: E501 - a place is one line

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

import pyarrow as pa
from canary_places import NEITHER, place
from canary_texts import parquet

NOISE = bytes(index * index % 251 for index in range(400))
Value = str | int


def cbor(fields: Mapping[str, Value]) -> bytes:
    def item(value: Value) -> bytes:
        if isinstance(value, int):
            return struct.pack(">BL", 0x1A, value)
        data = value.encode()
        return (bytes([0x60 | len(data)]) if len(data) < 24 else bytes([0x78, len(data)])) + data

    return bytes([0xA0 | len(fields)]) + b"".join(item(part) for pair in fields.items() for part in pair)


def msgpack(fields: Mapping[str, Value]) -> bytes:
    def item(value: Value) -> bytes:
        if isinstance(value, int):
            return struct.pack(">BL", 0xCE, value)
        data = value.encode()
        return (bytes([0xA0 | len(data)]) if len(data) < 32 else bytes([0xD9, len(data)])) + data

    return bytes([0x80 | len(fields)]) + b"".join(item(part) for pair in fields.items() for part in pair)


def bson(fields: Mapping[str, Value]) -> bytes:
    def element(name: str, value: Value) -> bytes:
        key = name.encode() + b"\0"
        if isinstance(value, int):
            return b"\x12" + key + struct.pack("<q", value)
        data = value.encode() + b"\0"
        return b"\x02" + key + struct.pack("<l", len(data)) + data

    body = b"".join(element(*pair) for pair in fields.items())
    return struct.pack("<l", len(body) + 5) + body + b"\0"


def protobuf(fields: Mapping[str, Value]) -> bytes:
    """The values as fields 8 and up: their tags are letters."""
    return b"".join(
        bytes([8 + index << 3 | 2, len(str(value))]) + str(value).encode()
        for index, value in enumerate(fields.values())
    )


FORMATS: Mapping[str, Callable[[Mapping[str, Value]], bytes]] = {
    "CBOR": cbor,
    "MessagePack": msgpack,
    "BSON": bson,
    "Protocol Buffers": protobuf,
}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def picture(kind: bytes, data: bytes) -> bytes:
    """A PNG with a chunk more."""
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", 16, 8, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(49 * 8)))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(kind, data) + pixels + NOISE + chunk(b"IEND", b"")


def photo(text: bytes) -> bytes:
    """A JPEG whose Exif data end with ``text``."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x00\0\0\0\0UNICODE\0" + text
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda" + NOISE + b"\xff\xd9"


def cut(text: bytes) -> tuple[bytes, bytes]:
    """``text`` in two parts, which a value goes over."""
    return text[:9], text[9:]


def notes(text: bytes) -> bytes:
    """A PNG with ``text`` in two notes, the second one compressed."""
    first, second = cut(text)
    return picture(b"tEXt", b"Comment\0" + first) + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(second))


def comments(text: bytes) -> bytes:
    """A JPEG with ``text`` in two comments."""
    parts = b"".join(b"\xff\xfe" + struct.pack(">H", len(part) + 2) + part for part in cut(text))
    return b"\xff\xd8" + parts + b"\xff\xda" + NOISE + b"\xff\xd9"


def song(text: bytes) -> bytes:
    """An MP3 whose title and artist make ``text``."""
    frames = b"".join(
        name + struct.pack(">L", len(part) + 1) + b"\0\0\0" + part
        for name, part in zip((b"TIT2", b"TPE1"), cut(text), strict=True)
    )
    return b"ID3\3\0\0" + struct.pack(">L", len(frames)) + frames + b"\xff\xfb\x90\x64" + NOISE


BYTES = (
    place("PNG, two notes", "l.png", lambda c: notes(c.line), NEITHER),
    place("JPEG, two comments", "m.jpg", lambda c: comments(c.line), NEITHER),
    place("MP3, two frames", "n.mp3", lambda c: song(c.line), NEITHER),
    *(
        place(name, "a.bin", lambda c, write=write: NOISE + write({"id": "7", "ssn": c.digits, "mail": c.email}) + NOISE, NEITHER)
        for name, write in FORMATS.items()
    ),
    place("CBOR in Parquet", "b.parquet", lambda c: parquet([cbor({"ssn": c.digits, "n": 1 << 31})], pa.binary(), "doc"), NEITHER),
    place("PNG, compressed note", "c.png", lambda c: picture(b"zTXt", b"Comment\0\0" + zlib.compress(c.line)), NEITHER),
    place("PNG, international note", "d.png", lambda c: picture(b"iTXt", b"Comment\0\1\0en\0\0" + zlib.compress(c.line)), NEITHER),
    place("PNG, profile", "e.png", lambda c: picture(b"iCCP", b"p\0\0" + zlib.compress(NOISE + c.line)), NEITHER),
    place("Exif", "f.jpg", lambda c: photo(c.text.encode("utf-16-be")), NEITHER),
    place("MATLAB", "h.mat", lambda c: b"MATLAB 5.0 MAT-file".ljust(124) + b"\0\1IM" + zlib.compress(NOISE * 12 + c.line), NEITHER),
    place("DICOM", "i.dcm", lambda c: bytes(128) + b"DICM" + NOISE + c.text.encode() + NOISE, NEITHER),
    place("zlib behind bytes", "j.bin", lambda c: NOISE + zlib.compress(NOISE * 12 + c.line + NOISE), NEITHER),
    place("GIF comment", "k.gif", lambda c: b"GIF89a" + NOISE + b"!\xfe\x08SSN %b\x40%b\0" % (c.ssn[:4].encode().ljust(4), c.ssn[4:].encode().ljust(64)) + NOISE, NEITHER),
    place("EBCDIC among bytes", "g.bin", lambda c: NOISE + f"SSN {c.ssn} {c.email}".encode("cp037") + NOISE, NEITHER),
)  # fmt: skip

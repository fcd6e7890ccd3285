"""How objects in the formats begin: their magic numbers, and what else is known by the first bytes.

It loads no decoder, so that an object's format can be told without those of all others.
"""

from __future__ import annotations

XZ_MAGIC = b"\xfd7zXZ\x00"
STREAM_IDENTIFIER = b"\xff\x06\x00\x00sNaPpY"
"""Begins snappy's framing format."""
XERIAL_MAGIC = b"\x82SNAPPY\x00"
IN_JAVA_MAGIC = b"snappy\x00"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
SKIPPABLE_TAIL = b"\x2a\x4d\x18"
"""Ends the magic number of skippable frames, of zstd and of lz4."""

_BZIP2_HEADER_BYTES = 4
_BZIP2_BLOCKS = (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90")
_ZSTD_LEGACY = {bytes([0x1E]): "0.1", **{bytes([0x20 + minor]): f"0.{minor}" for minor in range(2, 8)}}


def starts_bzip2(head: bytes) -> bool:
    """True when ``head``, up to four bytes, can begin a bzip2 stream: ``BZh`` and a level from 1 to 9."""
    return b"BZh".startswith(head[:3]) and (len(head) < _BZIP2_HEADER_BYTES or head[3:4] in b"123456789")


def starts_bzip2_block(first: bytes) -> bool:
    """True when the bytes ``first`` begin a stream with its first block, or an empty stream with its end."""
    return starts_bzip2(first[:4]) and first[4:10] in _BZIP2_BLOCKS


def starts_zstd(head: bytes) -> bool:
    """True when ``head``, up to four bytes, can begin a zstd frame, a skippable one too."""
    skippable = head[:1] and head[0] & 0xF0 == 0x50 and SKIPPABLE_TAIL.startswith(head[1:4])
    return ZSTD_MAGIC.startswith(head[:4]) or bool(skippable)


def legacy_version(head: bytes) -> str | None:
    """The zstd version before 0.8 that wrote a frame beginning with ``head``, or None."""
    return _ZSTD_LEGACY.get(head[:1]) if head[1:4] == ZSTD_MAGIC[1:] else None


def starts_zip(first: bytes) -> bool:
    """True when ``first`` begins with a local header, an empty archive's end record, or a spanned archive's mark.

    ``PK00`` is the mark of an archive that was to be spanned and fitted into one file.
    """
    return first[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08") or first[:8] == b"PK00PK\x03\x04"

"""Objects of blocks, made by hand: bgzip, zstd in the seekable format, zstd of several frames, snappy."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable

import cramjam
import zstandard

BGZIP_BLOCK_BYTES = 65_280
BGZIP_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")


def lines(size: int, seed: bytes = b"lines") -> bytes:
    """``size`` bytes that deflate to about half, no two places the same."""
    return hashlib.shake_256(seed).hexdigest(size // 2 + 1).encode()[:size]


def bgzip_block(content: bytes, level: int = 1) -> bytes:
    """One member, as the SAM/BAM specification has it (section 4.1)."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = deflater.compress(content) + deflater.flush()
    header = struct.pack("<4sLBBH2sHH", b"\x1f\x8b\x08\x04", 0, 0, 255, 6, b"BC", 2, len(body) + 25)
    return header + body + struct.pack("<LL", zlib.crc32(content), len(content))


def bgzip(content: bytes, block_bytes: int = BGZIP_BLOCK_BYTES) -> bytes:
    """A bgzip file, its empty last block too."""
    return b"".join(bgzip_block(piece) for piece in pieces(content, block_bytes)) + BGZIP_END


def zstd_frames(content: bytes, frame_bytes: int, *, checksums: bool = True) -> list[bytes]:
    """Frames that tell their content's size."""
    compressor = zstandard.ZstdCompressor(level=1, write_checksum=checksums)
    return [compressor.compress(piece) for piece in pieces(content, frame_bytes)]


def zstd_seekable(content: bytes, frame_bytes: int, *, checksums: bool = False) -> bytes:
    """An object in the seekable format."""
    frames = zstd_frames(content, frame_bytes)
    sizes = [len(piece) for piece in pieces(content, frame_bytes)]
    return with_table(frames, list(zip(map(len, frames), sizes, strict=True)), checksums=checksums)


def with_table(frames: Iterable[bytes], entries: list[tuple[int, int]], *, checksums: bool = False) -> bytes:
    """``frames``, and a seek table that says ``entries`` of them."""
    rows = b"".join(struct.pack("<LL", *entry) + (b"\0\0\0\0" if checksums else b"") for entry in entries)
    footer = struct.pack("<LBL", len(entries), 0x80 if checksums else 0, 0x8F92EAB1)
    return b"".join(frames) + struct.pack("<LL", 0x184D2A5E, len(rows) + len(footer)) + rows + footer


def pzstd(content: bytes, frame_bytes: int) -> bytes:
    """As pzstd writes it: before each frame a skippable one that tells its size."""
    return b"".join(
        struct.pack("<LLL", 0x184D2A50, 4, len(frame)) + frame for frame in zstd_frames(content, frame_bytes)
    )


def snappy(content: bytes) -> bytes:
    """The framing format, in chunks of 64 KiB."""
    return bytes(cramjam.snappy.compress(content))


def pieces(content: bytes, size: int) -> list[bytes]:
    """``content`` in pieces of ``size`` bytes."""
    return [content[start : start + size] for start in range(0, len(content), size)]

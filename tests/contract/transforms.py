"""Every transform under the laws of the contract, each with a way to make its input."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import brotli
import cramjam
import inflate64
import lz4.frame
import pytest
from archives import Entry, MemoryArchive, written

from objectlambda.decompress.bzip2.bunzip2 import bunzip2
from objectlambda.decompress.first_bytes import IN_JAVA_MAGIC, STREAM_IDENTIFIER
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.inflate import inflate
from objectlambda.decompress.snappy.in_java import unsnappy_in_java
from objectlambda.decompress.snappy.unsnappy import (
    unsnappy_framed,
    unsnappy_hadoop,
    unsnappy_raw,
    unsnappy_xerial,
)
from objectlambda.decompress.unbrotli import unbrotli
from objectlambda.decompress.unlz4 import unlz4
from objectlambda.decompress.unxz import unxz
from objectlambda.decompress.zip.unzip import choose_member, members, unzip
from objectlambda.decompress.zstd.codec import zstd_module
from objectlambda.decompress.zstd.unzstd import unzstd

Pieces = Iterable[bytes]


@dataclass(frozen=True, kw_only=True)
class Transform:
    """``run(data, split, wrap)`` transforms ``data`` cut into pieces of ``split`` bytes, which ``wrap`` may watch."""

    name: str
    make: Callable[[bytes], bytes]
    run: Callable[[bytes, int, Callable[[Iterator[bytes]], Iterator[bytes]]], Iterator[bytes]]
    concatenates: bool = True
    has_end_marker: bool = True
    has_checksum: bool = True
    holds_everything: bool = False
    is_archive: bool = False


def pieces(data: bytes, split: int) -> Iterator[bytes]:
    """``data`` in pieces of ``split`` bytes."""
    for at in range(0, len(data), split):
        yield data[at : at + split]


def _streaming(transform: Callable[[Iterator[bytes]], Iterator[bytes]]):
    return lambda data, split, wrap: transform(wrap(pieces(data, split)))


def _from_archive(password: bytes | None):
    def run(data: bytes, split: int, wrap: Callable[[Iterator[bytes]], Iterator[bytes]]) -> Iterator[bytes]:
        class Watched(MemoryArchive):
            def stream(self, start: int, stop: int) -> Iterator[bytes]:
                # The directory is read before there is a transform: only the member's own stream is watched.
                plain = super().stream(start, stop)
                return wrap(plain) if self.opened else plain

        archive = Watched(data=data, split=split)
        archive.opened = False
        member = choose_member(members(archive, max_members=10), None)
        archive.opened = True
        return unzip(archive, member, password=password)

    return run


def _zlib(content: bytes) -> bytes:
    return zlib.compress(content, 6)


def _zstd(content: bytes) -> bytes:
    zstd = zstd_module()
    options = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.window_log: 17}
    return zstd.compress(content, options=options)


def _zstd_frames(content: bytes) -> bytes:
    step = max(1, min(200_000, len(content) // 3))
    return b"".join(_zstd(piece) for piece in pieces(content, step)) or _zstd(b"")


def _lz4(content: bytes) -> bytes:
    return lz4.frame.compress(content, content_checksum=True, block_size=lz4.frame.BLOCKSIZE_MAX64KB)


def _framed(content: bytes) -> bytes:
    return bytes(cramjam.snappy.compress(content)) or STREAM_IDENTIFIER  # which cramjam leaves out then


def _raw_block(content: bytes) -> bytes:
    return bytes(cramjam.snappy.compress_raw(content))


def _xerial(content: bytes) -> bytes:
    blocks = [_raw_block(piece) for piece in pieces(content, 32 * 1024)]
    return b"\x82SNAPPY\0" + struct.pack(">ii", 1, 1) + b"".join(struct.pack(">i", len(b)) + b for b in blocks)


def _in_java(content: bytes) -> bytes:
    blocks = []
    for at, piece in enumerate(pieces(content, 32 * 1024)):
        framed = _framed(piece)[len(STREAM_IDENTIFIER) :]  # a chunk of the framing format has the same checksum
        crc, is_stored = framed[4:8][::-1], at % 2 == 1
        block = piece if is_stored else _raw_block(piece)
        blocks += [struct.pack(">BH", not is_stored, len(block)), crc, block]
    return b"".join((IN_JAVA_MAGIC, *blocks))


def _hadoop(content: bytes) -> bytes:
    # Two inner blocks to each outer one, as Hadoop writes when its buffer is larger than snappy's.
    out = b""
    for outer in pieces(content, 64 * 1024):
        out += struct.pack(">I", len(outer))
        for inner in pieces(outer, 40 * 1024):
            block = _raw_block(inner)
            out += struct.pack(">I", len(block)) + block
    return out or struct.pack(">I", 0)


def _zipped(method: int):
    def make(content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method, compresslevel=1) as archive:
            archive.writestr("folder/data.txt", content)
        return target.getvalue()

    return make


def _zipped_by_hand(method: int, compress: Callable[[bytes], bytes]):
    return lambda content: written([Entry(name=b"data.txt", content=content, data=compress(content), method=method)])


def _deflate64(content: bytes) -> bytes:
    deflater = inflate64.Deflater()
    return deflater.deflate(content) + deflater.flush()


def _zip(name: str, make: Callable[[bytes], bytes], password: bytes | None = None) -> Transform:
    return Transform(name=name, make=make, run=_from_archive(password), concatenates=False, is_archive=True)


TRANSFORMS = [
    Transform(name="gunzip", make=lambda content: gzip.compress(content, mtime=0), run=_streaming(gunzip)),
    Transform(name="inflate", make=_zlib, run=_streaming(inflate)),
    Transform(
        name="bunzip2", make=lambda content: bz2.compress(content, 1), run=_streaming(lambda c: bunzip2(c, threads=1))
    ),
    Transform(
        name="bunzip2 on two threads",
        make=lambda content: bz2.compress(content, 1),
        run=_streaming(lambda c: bunzip2(c, threads=2)),
    ),
    Transform(name="unzstd", make=_zstd, run=_streaming(lambda c: unzstd(c, threads=1))),
    Transform(
        name="unzstd of frames on two threads", make=_zstd_frames, run=_streaming(lambda c: unzstd(c, threads=2))
    ),
    Transform(name="unxz", make=lambda content: lzma.compress(content, preset=1), run=_streaming(unxz)),
    Transform(name="unlz4", make=_lz4, run=_streaming(unlz4)),
    Transform(
        name="unbrotli",
        make=lambda content: brotli.compress(content, quality=4, lgwin=16),
        run=_streaming(unbrotli),
        concatenates=False,
        has_checksum=False,
    ),
    Transform(
        name="unsnappy_framed",
        make=_framed,
        run=_streaming(lambda c: unsnappy_framed(c, threads=1)),
        has_end_marker=False,
    ),
    Transform(
        name="unsnappy_framed on two threads",
        make=_framed,
        run=_streaming(lambda c: unsnappy_framed(c, threads=2)),
        has_end_marker=False,
    ),
    Transform(
        name="unsnappy_xerial",
        make=_xerial,
        run=_streaming(unsnappy_xerial),
        has_end_marker=False,
        has_checksum=False,
    ),
    Transform(name="unsnappy_in_java", make=_in_java, run=_streaming(unsnappy_in_java), has_end_marker=False),
    Transform(
        name="unsnappy_hadoop",
        make=_hadoop,
        run=_streaming(unsnappy_hadoop),
        has_end_marker=False,
        has_checksum=False,
    ),
    Transform(
        name="unsnappy_raw",
        make=_raw_block,
        run=_streaming(unsnappy_raw),
        concatenates=False,
        has_checksum=False,
        holds_everything=True,
    ),
    _zip("unzip stored", _zipped(zipfile.ZIP_STORED)),
    _zip("unzip deflate", _zipped(zipfile.ZIP_DEFLATED)),
    _zip("unzip deflate64", _zipped_by_hand(9, _deflate64)),
    _zip("unzip bzip2", _zipped(zipfile.ZIP_BZIP2)),
    _zip("unzip lzma", _zipped(zipfile.ZIP_LZMA)),
    _zip("unzip zstd", _zipped_by_hand(93, _zstd)),
    _zip("unzip xz", _zipped_by_hand(95, lambda content: lzma.compress(content, preset=1))),
]


def each(transforms: list[Transform]) -> pytest.MarkDecorator:
    """One test for each of ``transforms``."""
    return pytest.mark.parametrize("transform", transforms, ids=lambda transform: transform.name)


each_transform = each(TRANSFORMS)
each_that_streams = each([transform for transform in TRANSFORMS if not transform.holds_everything])
each_that_concatenates = each([transform for transform in TRANSFORMS if transform.concatenates])


def unwatched(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return chunks

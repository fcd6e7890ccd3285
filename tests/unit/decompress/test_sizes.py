"""Sizes that are told without decoding."""

from __future__ import annotations

import bz2
import gzip
import struct
from collections.abc import Iterator

import cramjam
import pytest

from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import walk_to_end
from objectlambda.decompress.seeking import find_index
from objectlambda.decompress.zstd.codec import zstd_module

TEXT = b"some text, more text\n" * 20_000
ZSTD = zstd_module()
FRAME = ZSTD.compress(TEXT)
BLOCK = bytes(cramjam.snappy.compress_raw(TEXT))


class Counted:
    """An archive that counts what is read of it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = len(data)
        self.read = 0

    def read_at(self, start: int, length: int) -> bytes:
        self.read += length
        return self.data[start : start + length]

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        raise AssertionError("sizes are told by small reads")


def seekable(frames: list[tuple[bytes, int]], *, checksums: bool) -> bytes:
    rows = b"".join(
        struct.pack("<LL", len(frame), size) + (b"\0\0\0\0" if checksums else b"") for frame, size in frames
    )
    footer = struct.pack("<LBL", len(frames), 0x80 if checksums else 0, 0x8F92EAB1)
    table = struct.pack("<LL", 0x184D2A5E, len(rows) + len(footer)) + rows + footer
    return b"".join(frame for frame, _ in frames) + table


def known_size(found: Format, archive: Counted) -> int | None:
    """What small reads tell, with nothing to walk over."""
    index = find_index(found, archive, [])
    return None if index is None else index.size


def walked_size(found: Format, chunks) -> int | None:
    index = walk_to_end(found.row.walk, chunks)
    return None if index is None else index.size


@pytest.mark.parametrize("checksums", [False, True])
def test_reads_the_seek_table_of_zstd(checksums):
    archive = Counted(seekable([(FRAME, len(TEXT))] * 5, checksums=checksums))
    assert known_size(Format.ZSTD, archive) == 5 * len(TEXT)
    assert archive.read < 200


@pytest.mark.parametrize(
    "data",
    [
        FRAME,
        FRAME + FRAME,
        b"",
        b"x" * 30,
        b"another frame" + seekable([(FRAME, len(TEXT))], checksums=False),
        seekable([(FRAME, len(TEXT))], checksums=False)[:-1],
    ],
    ids=["one frame", "two frames", "empty", "short", "not all in the table", "cut"],
)
def test_does_not_guess_the_size_of_zstd(data):
    assert known_size(Format.ZSTD, Counted(data)) is None


def test_reads_the_length_of_a_raw_snappy_block():
    archive = Counted(BLOCK)
    assert known_size(Format.SNAPPY_RAW, archive) == len(TEXT)
    assert archive.read == 5
    assert known_size(Format.SNAPPY_RAW, Counted(b"\xff")) is None


@pytest.mark.parametrize("found", [Format.GZIP, Format.BZIP2, Format.ZLIB, Format.SNAPPY])
def test_does_not_know_what_needs_decoding(found):
    assert known_size(found, Counted(gzip.compress(TEXT))) is None


WALKED = {
    Format.ZSTD: FRAME + b"\x50\x2a\x4d\x18\x02\0\0\0xy" + ZSTD.compress(b"x" * 300_000) + ZSTD.compress(b""),
    Format.SNAPPY: bytes(cramjam.snappy.compress(TEXT)) + bytes(cramjam.snappy.compress(b"x")) + b"\xfe\1\0\0\0",
    Format.SNAPPY_XERIAL: b"\x82SNAPPY\0" + struct.pack(">ii", 1, 1) + struct.pack(">i", len(BLOCK)) + BLOCK,
    Format.SNAPPY_HADOOP: struct.pack(">II", len(TEXT), len(BLOCK)) + BLOCK,
}
SIZES = {Format.ZSTD: len(TEXT) + 300_000, Format.SNAPPY: len(TEXT) + 1}


@pytest.mark.parametrize(("found", "data"), WALKED.items(), ids=lambda value: repr(value)[:16])
@pytest.mark.parametrize("split", [1, 1000, 1_000_000])
def test_walks_headers(found, data, split):
    chunks = (data[at : at + split] for at in range(0, len(data), split))
    assert walked_size(found, chunks) == SIZES.get(found, len(TEXT))


@pytest.mark.parametrize(("found", "data"), WALKED.items(), ids=lambda value: repr(value)[:16])
def test_walking_a_cut_object_tells_nothing(found, data):
    assert walked_size(found, [data[: len(data) // 2]]) is None
    assert walked_size(found, []) is None


def test_walking_tells_nothing_of_formats_without_sizes():
    assert walked_size(Format.GZIP, [gzip.compress(TEXT)]) is None
    assert walked_size(Format.BZIP2, [bz2.compress(TEXT)]) is None
    unsized = ZSTD.compress(TEXT, options={ZSTD.CompressionParameter.content_size_flag: 0})
    assert walked_size(Format.ZSTD, [FRAME + unsized]) is None


def test_walks_the_blocks_of_bgzip(request):
    samples = request.config.rootpath / "tests" / "corpus" / "samples"
    data = (samples / "bgzip-1.16__blocks.csv.gz").read_bytes()
    assert walked_size(Format.GZIP, [data]) == len(gzip.decompress(data))
    assert walked_size(Format.GZIP, [data + gzip.compress(TEXT)]) is None

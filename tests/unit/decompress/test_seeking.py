"""What is sought is the slice of the whole, costs little, and is never wrong without an error."""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from blocks import bgzip, bgzip_block, lines, pzstd, snappy, with_table, zstd_frames, zstd_seekable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from objectlambda.block_index import BlockIndex
from objectlambda.deadline import Deadline
from objectlambda.decompress import DecompressSettings
from objectlambda.decompress.decoders import decoder
from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import walk_to_end
from objectlambda.decompress.seeking import read_range
from objectlambda.decompress.zstd.seek_table import seek_table
from objectlambda.errors import (
    CorruptObject,
    InvalidRange,
    LimitExceeded,
    OriginError,
    TruncatedObject,
    UnsupportedMethod,
)
from objectlambda.source import Source
from objectlambda.testing import MemoryOrigin

MIB = 1024 * 1024
TEXT = lines(700_001)
SETTINGS = DecompressSettings()

MADE = {
    "bgzip": (Format.GZIP, bgzip(TEXT)),
    "bgzip, small blocks": (Format.GZIP, bgzip(TEXT, 7001)),
    "zstd, seek table": (Format.ZSTD, zstd_seekable(TEXT, 50_000)),
    "zstd, seek table with checksums": (Format.ZSTD, zstd_seekable(TEXT, 33_333, checksums=True)),
    "zstd, frames": (Format.ZSTD, b"".join(zstd_frames(TEXT, 40_000))),
    "zstd, skippable frames between": (Format.ZSTD, pzstd(TEXT, 60_000)),
    "snappy": (Format.SNAPPY, snappy(TEXT)),
    "snappy, two streams and padding": (
        Format.SNAPPY,
        snappy(TEXT[:300_000]) + b"\xfe\x03\0\0xyz" + snappy(TEXT[300_000:]),
    ),
}


def source_of(data: bytes | MemoryOrigin) -> Source:
    origin = MemoryOrigin(data) if isinstance(data, bytes) else data
    return Source.open(origin, "key", {}, Deadline(), "bytes=0-65535")


def index_of(found: Format, data: bytes, step: int = 1) -> BlockIndex | None:
    table = seek_table(source_of(data), step=step) if found is Format.ZSTD else None
    return walk_to_end(found.row.walk, [data], step=step) if table is None else table


def part(found, data, index, start, stop, asked=SETTINGS):
    chunks = list(read_range(found, source_of(data), index, start, stop, asked))
    assert all(0 < len(chunk) <= 256 * 1024 for chunk in chunks)
    return b"".join(chunks)


def borders(index: BlockIndex) -> list[tuple[int, int]]:
    """Ranges around the borders of blocks, and some across many."""
    size = index.size
    marks = sorted({index.run(at, at + 1).start for at in range(0, size, max(1, size // 12))} | {0, size})
    ranges = {(max(0, mark - 3), min(size, mark + 4)) for mark in marks}
    ranges |= {(mark, min(size, mark + 1)) for mark in marks} | {(max(0, mark - 1), mark) for mark in marks}
    ranges |= {(0, size), (size // 3, 2 * size // 3), (size // 2, size), (size, size), (1, 1)}
    return sorted((start, stop) for start, stop in ranges if start <= stop)


@pytest.mark.parametrize(("found", "data"), MADE.values(), ids=MADE)
@pytest.mark.parametrize("step", [1, 100_000])
def test_what_is_sought_is_the_slice_of_the_whole(found, data, step):
    index = index_of(found, data, step)
    assert index is not None
    assert index.size == len(TEXT)
    assert len(index) > 4
    for start, stop in borders(index):
        assert part(found, data, index, start, stop) == TEXT[start:stop]


@given(name=st.sampled_from(sorted(MADE)), step=st.sampled_from([1, 65_536, 250_000]), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_range_by_marks_of_any_distance_is_the_slice(name, step, data):
    found, stored = MADE[name]
    start = data.draw(st.integers(0, len(TEXT)))
    stop = data.draw(st.integers(start, len(TEXT)))
    assert part(found, stored, index_of(found, stored, step), start, stop) == TEXT[start:stop]


CORPUS = Path(os.environ.get("OBJECTLAMBDA_SHARED", Path(__file__).resolve().parents[4] / "shared")) / "corpus"
FORMATS = {"gzip": Format.GZIP, "zstandard": Format.ZSTD, "snappy": Format.SNAPPY}


def test_files_that_others_made_are_sought_as_they_are_read(reference_files):
    rows = [json.loads(line) for line in (reference_files / "corpus" / "manifest.jsonl").read_text().splitlines()]
    seekable = divided = 0
    for row in rows:
        found = FORMATS.get(row["format"])
        if found is None or row["expected"] == "error" or row.get("dictionary") or not row["expected"]["size"]:
            continue
        data = (reference_files / "corpus" / row["file"]).read_bytes()
        index = index_of(found, data)
        if index is None:
            continue
        seekable += 1
        divided += index.is_divided
        whole = b"".join(decoder(found, [data], SETTINGS))
        assert len(whole) == index.size == row["expected"]["size"]
        for start, stop in borders(index):
            assert part(found, data, index, start, stop) == whole[start:stop], (row["file"], start, stop)
    assert seekable >= 20
    assert divided >= 5


def test_our_own_sample_of_bgzip_is_sought_as_it_is_read(request):
    data = (request.config.rootpath / "tests/corpus/samples/bgzip-1.16__blocks.csv.gz").read_bytes()
    whole = b"".join(decoder(Format.GZIP, [data], SETTINGS))
    index = index_of(Format.GZIP, data)
    assert index is not None
    for start, stop in borders(index):
        assert part(Format.GZIP, data, index, start, stop) == whole[start:stop]


# What cannot be trusted.

FRAMES = zstd_frames(TEXT, 100_000)
TRUE = [(len(frame), 100_000) for frame in FRAMES[:-1]] + [(len(FRAMES[-1]), 1)]


def footer(frames: int, descriptor: int) -> bytes:
    return struct.pack("<LBL", frames, descriptor, 0x8F92EAB1)


@pytest.mark.parametrize(
    "data",
    [
        with_table(FRAMES, TRUE[:-1]),
        with_table(FRAMES, [(TRUE[0][0] + 1, 100_000), *TRUE[1:]]),
        with_table(FRAMES, [(2**32 - 1, 100_000), *TRUE[1:]]),
        with_table(FRAMES, [])[: -len(footer(0, 0))] + footer(2**32 - 1, 0),
        with_table([], []),
        with_table(FRAMES, TRUE)[: -len(footer(0, 0))] + footer(len(TRUE), 0x04),
        with_table(FRAMES, TRUE)[: -len(footer(0, 0))] + footer(len(TRUE), 0x80),
        with_table(FRAMES, TRUE)[:-1],
        b"".join(FRAMES),
        b"",
    ],
    ids=[
        "not all frames",
        "too long",
        "overflows",
        "absurd count",
        "no frames",
        "reserved bits",
        "says it has checksums",
        "cut",
        "no table",
        "empty",
    ],
)
def test_a_seek_table_that_does_not_fit_the_object_is_none(data):
    assert seek_table(MemoryOriginArchive(data)) is None


@dataclass
class MemoryOriginArchive:
    """An archive in memory, empty too."""

    data: bytes

    @property
    def size(self):
        return len(self.data)

    def read_at(self, start, length):
        return self.data[start : start + length]

    def stream(self, start, stop):
        yield self.data[start:stop]


@pytest.mark.parametrize(
    "entries",
    [
        [(TRUE[0][0], 99_990), (TRUE[1][0], 100_010), *TRUE[2:]],
        [(TRUE[0][0], 100_010), (TRUE[1][0], 99_990), *TRUE[2:]],
        [(TRUE[0][0] - 5, 100_000), (TRUE[1][0] + 5, 100_000), *TRUE[2:]],
        [(TRUE[0][0] + TRUE[1][0], 100_000), (0, 100_000), *TRUE[2:]],
        [(TRUE[0][0], 2**32 - 1), *TRUE[1:]],
        [(TRUE[0][0], 0), *TRUE[1:]],
    ],
    ids=["smaller", "larger", "border in a frame", "two frames for one", "huge", "nothing"],
)
def test_what_a_seek_table_lies_about_is_corrupt_where_it_is_read(entries):
    data = with_table(FRAMES, entries)
    index = seek_table(source_of(data), step=1)
    assert index is not None
    for start, stop in ((0, 10), (50_000, 99_980), (100_050, 100_060)):
        delivered = bytearray()
        try:
            for chunk in read_range(Format.ZSTD, source_of(data), index, start, stop, replace(SETTINGS, max_ratio=0)):
                delivered += chunk
        except CorruptObject:
            continue
        assert index.run(start, stop).start >= 100_000  # the frame that is lied about was not touched
        assert len(delivered) == stop - start
    with pytest.raises(CorruptObject):
        part(Format.ZSTD, data, index, 0, 99_000, replace(SETTINGS, max_ratio=0))


@pytest.mark.parametrize(("found", "data"), MADE.values(), ids=MADE)
def test_a_damaged_block_fails_the_ranges_that_touch_it_and_no_others(found, data):
    index = index_of(found, data)
    place = index.run(350_000, 350_001)
    at = (place.stored_start + place.stored_stop) // 2
    damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
    assert part(found, damaged, index, 0, 1000) == TEXT[:1000]
    assert part(found, damaged, index, place.stop, len(TEXT)) == TEXT[place.stop :]
    with pytest.raises(CorruptObject):
        part(found, damaged, index, place.start, place.start + 1)


@pytest.mark.parametrize(("found", "data"), MADE.values(), ids=MADE)
def test_an_object_cut_after_its_index_was_made_is_truncated(found, data):
    index = index_of(found, data)
    with pytest.raises((CorruptObject, InvalidRange, OriginError)):
        part(found, data[: len(data) // 2], index, 600_000, 600_100)


def test_the_limits_are_those_of_the_whole_object():
    found, data = MADE["bgzip"]
    index = index_of(found, data)
    with pytest.raises(LimitExceeded, match="max_output_bytes"):
        part(found, data, index, 0, 10, replace(SETTINGS, max_output_bytes=700_000))
    assert part(found, data, index, 0, 10, replace(SETTINGS, max_output_bytes=700_001)) == TEXT[:10]
    zeros = bgzip_block(bytes(65_280), 9)
    bomb = zeros * 1100
    index = index_of(Format.GZIP, bomb)
    assert index.size > 64 * MIB
    with pytest.raises(LimitExceeded, match="max_ratio"):
        part(Format.GZIP, bomb, index, 0, 10, replace(SETTINGS, max_ratio=100.0))


def test_a_dense_part_of_an_object_within_the_ratio_is_read():
    noise, zeros = zstd_frames(os.urandom(MIB), MIB), zstd_frames(bytes(MIB), MIB)
    data = b"".join(noise * 2 + zeros * 100)
    index = index_of(Format.ZSTD, data, 512 * 1024)
    start = 2 * MIB
    assert part(Format.ZSTD, data, index, start, start + 99 * MIB, replace(SETTINGS, max_ratio=60.0)) == bytes(99 * MIB)


def test_frames_need_the_window_and_the_dictionary_in_a_seek_too(tmp_path):
    import zstandard

    samples = [lines(2000, b"%d" % number) for number in range(200)]
    trained = zstandard.train_dictionary(4096, samples)
    (tmp_path / "lines.dict").write_bytes(trained.as_bytes())
    compressor = zstandard.ZstdCompressor(dict_data=trained)
    contents = [b"".join(samples[:100]), b"".join(samples[100:])]
    frames = [compressor.compress(content) for content in contents]
    data = with_table(frames, [(len(frame), 200_000) for frame in frames])
    index = index_of(Format.ZSTD, data)
    with pytest.raises(UnsupportedMethod, match="dictionary"):
        part(Format.ZSTD, data, index, 250_000, 250_010)
    known = replace(SETTINGS, zstd_dictionaries=(str(tmp_path / "lines.dict"),))
    assert part(Format.ZSTD, data, index, 250_000, 250_010, known) == contents[1][50_000:50_010]
    narrow = replace(SETTINGS, max_window_bytes=1024)
    found, frames_data = MADE["zstd, frames"]
    with pytest.raises(UnsupportedMethod, match="max_window_bytes"):
        part(found, frames_data, index_of(found, frames_data), 100_000, 100_010, narrow)


def test_a_truncated_block_names_its_place_in_the_object():
    for name in ("bgzip", "zstd, seek table", "snappy"):
        found, data = MADE[name]
        index = index_of(found, data)
        run = index.run(400_000, 400_001)
        with pytest.raises(TruncatedObject, match=f"after {run.stored_stop - 9} bytes"):
            part(found, data[: run.stored_stop - 9], index, run.start, run.start + 1)

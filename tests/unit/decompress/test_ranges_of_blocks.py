"""Parts of objects of blocks through the orchestrator: what is asked of the origin, and what becomes of a failure."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
import zstandard
from blocks import BGZIP_END, bgzip, bgzip_block, lines, snappy, with_table, zstd_frames, zstd_seekable

from objectlambda import respond
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import CorruptObject, InvalidRange, OriginError
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measures
from objectlambda.testing import MemoryOrigin

MIB = 1024 * 1024
TEXT = lines(700_001)
BGZIP = bgzip(TEXT)


class Reader:
    """Reads parts of one object through ``respond.get``, as a host does that remembers."""

    def __init__(self, data, *, scope="", measures=None):
        self.origin = data if isinstance(data, MemoryOrigin) else MemoryOrigin(data)
        self.measures, self.scope = Measures() if measures is None else measures, scope

    def get(self, header="", payload=""):
        return respond.get(self._reading(header, payload))

    def read(self, header, payload=""):
        response = self.get(header, payload)
        assert response.head.status == 206
        body = b"".join(response.body)
        assert response.head.content_length == len(body)
        return body

    def head(self):
        return respond.head(self._reading(""))

    def _reading(self, header, payload=""):
        headers = Headers({"Range": header} if header else {})
        return respond.Reading(
            function=DECOMPRESS,
            request=ObjectRequest(key="object", headers=headers, payload=payload),
            origin=self.origin,
            environ={},
            measures=self.measures,
            scope=self.scope,
        )


POOL = [lines(65_280, b"%d" % number) for number in range(40)]


class Large:
    """An object of 1,600 blocks, about 52 MB that become 104 MB."""

    order = tuple(number * 7 % 40 for number in range(1600))
    size = 1600 * 65_280

    @classmethod
    def slice(cls, start, stop):
        first, last = start // 65_280, -(-stop // 65_280)
        content = b"".join(POOL[number] for number in cls.order[first:last])
        return content[start - first * 65_280 : stop - first * 65_280]

    @classmethod
    def bgzip(cls):
        made = [bgzip_block(content) for content in POOL]
        return b"".join(made[number] for number in cls.order) + BGZIP_END

    @classmethod
    def zstd(cls):
        made = [zstd_frames(content, 65_280)[0] for content in POOL]
        frames = [made[number] for number in cls.order]
        return with_table(frames, [(len(frame), 65_280) for frame in frames])


def test_a_small_range_of_a_large_object_fetches_little_once_its_blocks_are_known():
    reader = Reader(Large.bgzip())
    assert len(reader.origin.data) > 50_000_000
    assert reader.head().content_length == Large.size
    for start in (0, 1, 52_000_123, Large.size - 1000):
        asked, reader.origin.handed_out = len(reader.origin.requests), 0
        assert reader.read(f"bytes={start}-{start + 999}") == Large.slice(start, start + 1000)
        assert reader.origin.handed_out < MIB
        assert len(reader.origin.requests) <= asked + 2
    assert reader.read("bytes=-1000") == Large.slice(Large.size - 1000, Large.size)
    assert None not in reader.origin.requests[1:]
    assert reader.origin.closed == len(reader.origin.requests)


def test_the_first_range_walks_over_the_blocks_once_and_fetches_nothing_twice():
    reader = Reader(Large.bgzip())
    assert reader.read("bytes=90000000-90000999") == Large.slice(90_000_000, 90_001_000)
    assert len(reader.origin.data) <= reader.origin.handed_out < len(reader.origin.data) + MIB
    assert reader.origin.requests[:2] == ["bytes=0-65535", f"bytes=65536-{len(reader.origin.data) - 1}"]
    assert reader.origin.closed == len(reader.origin.requests) == 3


def test_the_seek_table_spares_even_the_walk():
    reader = Reader(Large.zstd())
    assert reader.read("bytes=90000000-90000999") == Large.slice(90_000_000, 90_001_000)
    assert reader.origin.handed_out < MIB
    assert reader.origin.closed == len(reader.origin.requests) == 4


@pytest.mark.parametrize("make", [Large.bgzip, Large.zstd], ids=["bgzip", "zstd"])
def test_reads_of_256_kib_one_after_the_other_fetch_little_more_than_they_need(make):
    reader = Reader(make())
    reader.head()
    reader.origin.handed_out = 0
    for start in range(30_000_000, 30_000_000 + 64 * 262_144, 262_144):
        before = reader.origin.handed_out
        assert reader.read(f"bytes={start}-{start + 262_143}") == Large.slice(start, start + 262_144)
        assert reader.origin.handed_out - before < 65_536 + (MIB + 2 * 65_280 + 262_144) * 0.52
    assert reader.origin.handed_out / 64 < 65_536 + 2 * 512 * 1024 * 0.6


def test_a_long_range_is_streamed_and_closing_it_closes_the_origin():
    reader = Reader(MemoryOrigin(Large.bgzip(), chunk_bytes=20_000))
    reader.head()
    reader.origin.handed_out, opened = 0, len(reader.origin.requests)
    response = reader.get("bytes=1000000-")
    assert next(response.body)
    response.body.close()
    assert reader.origin.handed_out < 8 * MIB
    assert reader.origin.closed == opened + 2


def test_a_part_near_the_start_of_an_object_of_known_size_is_decoded_without_a_walk():
    reader = Reader(Large.bgzip())
    assert sum(map(len, reader.get().body)) == Large.size
    reader.origin.handed_out = 0
    assert reader.read("bytes=200000-200099") == Large.slice(200_000, 200_100)
    assert reader.origin.handed_out < 3 * MIB
    assert reader.read("bytes=90000000-90000099") == Large.slice(90_000_000, 90_000_100)
    reader.origin.handed_out = 0
    assert reader.read("bytes=200000-200099") == Large.slice(200_000, 200_100)
    assert reader.origin.handed_out < MIB


def test_an_object_of_one_frame_is_decoded_while_it_is_counted():
    content = lines(3 * MIB)
    reader = Reader(zstandard.compress(content))
    assert reader.read("bytes=2000000-2000999") == content[2_000_000:2_001_000]
    assert reader.origin.handed_out < len(reader.origin.data) + 100
    reader.origin.handed_out = 0
    assert reader.read("bytes=5-9") == content[5:10]
    assert reader.origin.handed_out < len(reader.origin.data)


def test_a_gzip_object_that_only_begins_like_bgzip_is_read_from_its_start():
    content = lines(2 * MIB)
    reader = Reader(bgzip_block(content[:65_280]) + gzip.compress(content[65_280:]))
    for start in (0, 65_270, 1_500_000):
        assert reader.read(f"bytes={start}-{start + 99}") == content[start : start + 100]


def test_an_object_replaced_between_the_reads_of_one_range_is_refused():
    reader = Reader(BGZIP)
    reader.head()
    get = reader.origin.get

    def replaced(conditions, byte_range=None):
        answer = get(conditions, byte_range)
        reader.origin.etag = '"another"'
        return answer

    reader.origin.get = replaced
    with pytest.raises(OriginError) as raised:
        reader.read("bytes=650000-650099")
    assert raised.value.origin_status == 412


def test_an_object_replaced_between_two_ranges_is_read_as_it_is_now():
    reader = Reader(BGZIP)
    assert reader.read("bytes=650000-650099") == TEXT[650_000:650_100]
    other = lines(900_000, b"other")
    reader.origin = MemoryOrigin(bgzip(other))
    assert reader.read("bytes=650000-650099") == other[650_000:650_100]


def test_objects_of_two_stores_with_the_same_key_and_etag_are_told_apart():
    shared = Indexes()
    contents = {"one": TEXT, "another": lines(900_000, b"other")}
    readers = {}
    for name, content in contents.items():
        origin = MemoryOrigin(bgzip(content), {"ETag": '"the same"'})
        origin.etag = '"the same"'
        readers[name] = Reader(origin, scope=name, measures=Measures(indexes=shared))
    for start in (650_000, 5, 600_000):
        for name, content in contents.items():
            assert readers[name].read(f"bytes={start}-{start + 99}") == content[start : start + 100]
    assert len(shared) == 2


def test_an_origin_that_ignores_ranges_is_read_from_its_start():
    class Whole(MemoryOrigin):
        def get(self, conditions, byte_range=None):
            return super().get(conditions)

    reader = Reader(Whole(BGZIP))
    assert reader.read("bytes=650000-650099") == TEXT[650_000:650_100]
    assert reader.read("bytes=10-19") == TEXT[10:20]


def test_ranges_behind_the_end_are_refused_and_those_of_nothing_too():
    reader = Reader(BGZIP)
    for header in (f"bytes={len(TEXT)}-", "bytes=-0"):
        with pytest.raises(InvalidRange):
            reader.read(header)
    with pytest.raises(InvalidRange):
        Reader(BGZIP_END).read("bytes=0-")


def test_part_numbers_are_sought_as_ranges_are():
    reader = Reader(Large.bgzip())
    response = respond.get(replace(reader._reading(""), request=ObjectRequest(key="k", query={"partNumber": "20"})))
    assert b"".join(response.body) == Large.slice(19 * 5 * MIB, Large.size)
    assert response.head.values["PartsCount"] == "20"


def test_a_lie_breaks_the_response_before_it_is_complete():
    frames = zstd_frames(lines(4 * MIB), MIB)
    entries = [(len(frame), MIB) for frame in frames]
    entries[1:3] = [(entries[1][0], MIB + 100), (entries[2][0], MIB - 100)]
    reader = Reader(with_table(frames, entries))
    for header in (f"bytes={MIB + 5}-{MIB + 5_000}", f"bytes={2 * MIB - 400_000}-{2 * MIB + 99}"):
        received = bytearray()
        with pytest.raises(CorruptObject):
            for chunk in reader.get(header).body:
                received += chunk
        assert len(received) < 400_100


@pytest.mark.parametrize("end", [0.5, 0.9, -1])
@pytest.mark.parametrize("name", ["bgzip", "zstd, seek table", "zstd, frames", "snappy"])
def test_a_truncated_object_is_an_error_of_each_range(name, end):
    data = {
        "bgzip": BGZIP,
        "zstd, seek table": zstd_seekable(TEXT, 50_000),
        "zstd, frames": b"".join(zstd_frames(TEXT, 40_000)),
        "snappy": snappy(TEXT),
    }[name]
    cut = data[: end if end < 0 else int(len(data) * end)]
    if name == "bgzip" and end < 0:
        cut = data[: -len(BGZIP_END) - 1]
    for header in ("bytes=10-99", "bytes=-5", "bytes=650000-"):
        with pytest.raises(CorruptObject):
            Reader(cut).read(header)

"""Ranges of plain gzip from states of the decoder: the slice of the whole, from a small part of the object."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from blocks import lines

from objectlambda import respond
from objectlambda.deadline import Deadline
from objectlambda.decompress import DECOMPRESS, DecompressSettings, deflate
from objectlambda.decompress.formats import Format
from objectlambda.decompress.gzip_states import STATE_BYTES, StateIndex, index_states
from objectlambda.decompress.on_demand import GZIP
from objectlambda.decompress.seeking import read_range
from objectlambda.errors import CorruptObject, LimitExceeded
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measures
from objectlambda.source import Source
from objectlambda.testing import MemoryOrigin

TEXT = lines(900_001)
NOISE = random.Random(18).randbytes(300_000)
MIB = 1024 * 1024

MADE = {
    "one member": gzip.compress(TEXT),
    "stored": gzip.compress(NOISE + TEXT[:100_000], 0),
    "several members": b"".join(gzip.compress(TEXT[at : at + 70_000]) for at in range(0, len(TEXT), 70_000)),
    "many small members": b"".join(gzip.compress(TEXT[at : at + 3000]) for at in range(0, len(TEXT), 3000)),
    "an empty member, padding": gzip.compress(TEXT[:400_000]) + gzip.compress(b"") + bytes(700) + gzip.compress(NOISE),
    "padding at the end": gzip.compress(TEXT) + bytes(5000),
    "of zeros": gzip.compress(bytes(3 * MIB)),
}


def plain_of(data):
    return b"".join(zlib_members(data))


def zlib_members(data):
    while data := data.lstrip(b"\0"):
        inflater = zlib.decompressobj(31)
        yield inflater.decompress(data)
        data = inflater.unused_data


def index_of(data, step=40_000, trailing="error", **more):
    pieces = [data[at : at + 5000] for at in range(0, len(data), 5000)]
    *chunks, index = index_states(pieces, trailing, step=step, **more)
    assert isinstance(index, StateIndex)
    assert b"".join(chunks) == plain_of(data)
    return index


def part(data, index, start, stop, **settings):
    source = Source.open(MemoryOrigin(data), "key", {}, Deadline(), "bytes=0-65535")
    return b"".join(read_range(Format.GZIP, source, index, start, stop, DecompressSettings(**settings)))


@pytest.fixture
def without_zlib_ng(monkeypatch):
    monkeypatch.setitem(sys.modules, "zlib_ng", None)
    deflate.copied_codec.cache_clear()
    yield
    deflate.copied_codec.cache_clear()


@pytest.mark.parametrize("kind", list(MADE))
def test_a_part_is_the_slice_of_the_whole(kind):
    check_parts(kind)


def test_zlib_does_where_zlib_ng_is_missing(without_zlib_ng):
    assert deflate.copied_codec().failures == (zlib.error,)
    check_parts("an empty member, padding")


def check_parts(kind):
    data = MADE[kind]
    whole, index = plain_of(data), index_of(data)
    assert index.size == len(whole)
    assert index.is_divided
    size, rng = len(whole), random.Random(kind)
    marks = sorted({index.run(at, at + 1).start for at in range(0, size, size // 9)} | {size})
    ranges = [(max(0, mark - 3), min(size, mark + 4)) for mark in marks] + [(0, size), (size - 1, size), (5, 5)]
    ranges += [(at, min(size, at + rng.randrange(1, 90_000))) for at in (rng.randrange(size) for _ in range(12))]
    for start, stop in ranges:
        assert part(data, index, start, stop) == whole[start:stop], (start, stop)


def test_states_are_copied_so_that_readers_side_by_side_get_their_own():
    data, index = MADE["one member"], index_of(MADE["one member"])
    starts = [random.Random(7).randrange(len(TEXT) - 50_000) for _ in range(40)] * 2
    with ThreadPoolExecutor(4) as pool:
        parts = pool.map(lambda start: part(data, index, start, start + 50_000), starts)
        assert list(parts) == [TEXT[start : start + 50_000] for start in starts]


def test_memory_is_bounded_however_long_the_body_is():
    index = index_of(MADE["one member"], step=4000, most=8)
    assert 4 <= len(index) <= 9
    assert index.held_bytes <= 9 * (STATE_BYTES + 16)
    assert part(MADE["one member"], index, 777_777, 800_000) == TEXT[777_777:800_000]


def test_what_lies_behind_the_end_is_looked_at_as_for_the_whole():
    data = MADE["one member"]
    with pytest.raises(CorruptObject):
        list(index_states([data + b"garbage"], "error"))
    *_, index = index_states([data + b"garbage"], "ignore", step=40_000)
    assert part(data + b"garbage", index, len(TEXT) - 10, len(TEXT), trailing="ignore") == TEXT[-10:]
    wrong = data[:-8] + b"\0\0\0\0" + data[-4:]
    with pytest.raises(CorruptObject):
        part(wrong, index, len(TEXT) - 10, len(TEXT))


class Counting(MemoryOrigin):
    """Counts the bytes that are asked for."""

    fetched = 0

    def get(self, conditions, byte_range=None):
        response = super().get(conditions, byte_range)
        start, _, stop = (byte_range or f"bytes=0-{len(self.data) - 1}").removeprefix("bytes=").partition("-")
        self.fetched += int(stop) + 1 - int(start)
        return response


def reading(origin, measures, start=None, payload=""):
    headers = {} if start is None else {"range": f"bytes={start}-{start + 9999}"}
    return respond.Reading(
        function=DECOMPRESS,
        request=ObjectRequest(key="a.gz", headers=Headers(headers), payload=payload),
        origin=origin,
        environ={},
        measures=measures,
    )


@pytest.fixture
def large():
    """A gzip object that is worth states, and its body."""
    body = random.Random(3).randbytes(GZIP.worth_bytes + 1)
    return gzip.compress(body, 1), body


@pytest.mark.parametrize("measured", [False, True], ids=["first request", "after HEAD"])
def test_hosts_that_keep_states_read_the_object_once_and_then_parts_of_it(large, measured):
    data, body = large
    measures = Measures(indexes=Indexes(keeps_states=True))
    starts = [4_500_000 + 30_000 * number for number in range(40)]
    if measured:  # a single range is not worth the pass
        respond.head(reading(MemoryOrigin(data), measures))
        assert (
            b"".join(respond.get(reading(MemoryOrigin(data), measures, starts[0])).body) == body[starts[0] :][:10_000]
        )
        assert len(measures.indexes) == 0
    origin = Counting(data)
    for start in starts:
        assert b"".join(respond.get(reading(origin, measures, start)).body) == body[start:][:10_000]
    assert len(measures.indexes) == 1
    assert origin.fetched < len(data) * 1.1 + 40 * (2 * MIB)


def test_other_hosts_decode_from_the_start(large):
    data, body = large
    measures = Measures()
    for start in (5_000_000, 5_500_000):
        assert b"".join(respond.get(reading(MemoryOrigin(data), measures, start)).body) == body[start:][:10_000]
    assert len(measures.indexes) == 0


def test_damage_and_limits_are_told_as_for_the_whole(large):
    data, _ = large
    for broken in (data[:-20], data[: len(data) // 2] + b"\xff" * 200 + data[len(data) // 2 + 200 :]):
        with pytest.raises(CorruptObject):
            b"".join(
                respond.get(reading(MemoryOrigin(broken), Measures(indexes=Indexes(keeps_states=True)), 5 * MIB)).body
            )
    with pytest.raises(LimitExceeded, match="max_output_bytes"):
        respond.get(
            reading(
                MemoryOrigin(data),
                Measures(indexes=Indexes(keeps_states=True)),
                5 * MIB,
                '{"max_output_bytes": 1000000}',
            )
        )

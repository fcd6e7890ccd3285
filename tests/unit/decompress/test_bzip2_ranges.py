"""Ranges of bzip2 from its blocks: the slice of the whole, from a small part of the object."""

from __future__ import annotations

import bz2
import random

import pytest
from blocks import lines

from objectlambda import respond
from objectlambda.deadline import Deadline
from objectlambda.decompress import DECOMPRESS, DecompressSettings
from objectlambda.decompress.bzip2.index import BzipIndex, index_blocks
from objectlambda.decompress.formats import Format
from objectlambda.decompress.on_demand import BZIP2
from objectlambda.decompress.seeking import read_range
from objectlambda.errors import CorruptObject
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measures
from objectlambda.source import Source
from objectlambda.testing import MemoryOrigin

TEXT = lines(900_001)
NOISE = random.Random(18).randbytes(300_000)

MADE = {
    "one stream": bz2.compress(TEXT, 1),
    "one block": bz2.compress(TEXT[:50_000], 9),
    "several streams": b"".join(bz2.compress(TEXT[at : at + 250_000], 1) for at in range(0, len(TEXT), 250_000)),
    "small streams between": bz2.compress(NOISE, 1)
    + b"".join(bz2.compress(TEXT[at : at + 500]) for at in range(0, 9000, 500))
    + bz2.compress(TEXT, 2),
    "an empty stream, padding": bz2.compress(TEXT[:400_000], 1)
    + bz2.compress(b"")
    + bytes(700)
    + bz2.compress(NOISE, 1),
    "of zeros": bz2.compress(bytes(5_000_000), 1) + bz2.compress(NOISE, 1),
}


def index_of(data, step=40_000, trailing="error", **more):
    pieces = [data[at : at + 5000] for at in range(0, len(data), 5000)]
    *chunks, index = index_blocks(pieces, trailing, 2, step=step, **more)
    assert isinstance(index, BzipIndex)
    assert b"".join(chunks) == bz2.decompress(data.replace(bytes(700), b""))
    return index


def part(data, index, start, stop, **settings):
    source = Source.open(MemoryOrigin(data), "key", {}, Deadline(), "bytes=0-65535")
    return b"".join(read_range(Format.BZIP2, source, index, start, stop, DecompressSettings(**settings)))


@pytest.mark.parametrize("kind", list(MADE))
def test_a_part_is_the_slice_of_the_whole(kind):
    data = MADE[kind]
    whole, index = bz2.decompress(data.replace(bytes(700), b"")), index_of(data)
    size, rng = len(whole), random.Random(kind)
    assert index.size == size
    assert index.is_divided == (kind != "one block")
    marks = sorted({index.run(at, at + 1).start for at in range(0, size, size // 9)} | {size})
    ranges = [(max(0, mark - 3), min(size, mark + 4)) for mark in marks] + [(size - 1, size), (5, 5)]
    ranges += [(at, min(size, at + rng.randrange(1, 90_000))) for at in (rng.randrange(size) for _ in range(6))]
    for start, stop in ranges:
        assert part(data, index, start, stop) == whole[start:stop], (start, stop)


def test_memory_is_bounded_however_long_the_body_is():
    index = index_of(MADE["one stream"], step=1, most=4)
    assert 2 <= len(index) <= 5
    assert part(MADE["one stream"], index, 777_777, 800_000) == TEXT[777_777:800_000]


def test_what_lies_behind_the_end_and_damage_are_told_as_for_the_whole():
    data = MADE["one stream"]
    with pytest.raises(CorruptObject):
        list(index_blocks([data + b"garbage"], "error"))
    *_, index = index_blocks([data + b"garbage"], "ignore", step=40_000)
    assert part(data + b"garbage", index, len(TEXT) - 10, len(TEXT), trailing="ignore") == TEXT[-10:]
    at = index.run(500_000, 500_001).stored_start + 4000
    broken = data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :]
    with pytest.raises(CorruptObject):
        part(broken, index, 500_000, 500_010)


@pytest.mark.parametrize("measured", [False, True], ids=["first request", "after HEAD"])
def test_hosts_that_keep_places_read_the_object_once_and_then_parts_of_it(measured):
    body = random.Random(3).randbytes(BZIP2.worth_bytes + 300_000)
    data = bz2.compress(body, 1)
    origin, measures = MemoryOrigin(data), Measures(indexes=Indexes(keeps_states=True))

    def reading(headers):
        request = ObjectRequest(key="a.bz2", headers=Headers(headers))
        return respond.Reading(function=DECOMPRESS, request=request, origin=origin, environ={}, measures=measures)

    if measured:
        assert respond.head(reading({})).content_length == len(body)
    for start in (2_000_000, 1_000_000, 5, len(body) - 10):
        assert b"".join(respond.get(reading({"Range": f"bytes={start}-{start + 9}"})).body) == body[start : start + 10]
    assert origin.handed_out < len(data) * 1.1 + (4 + measured) * 600_000

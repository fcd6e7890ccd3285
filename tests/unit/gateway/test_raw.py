"""``raw`` hands out parts of the stored object as the origin does: one request for each."""

from __future__ import annotations

import hashlib

import pytest

from objectlambda import respond
from objectlambda.errors import InvalidPartNumber, InvalidRange
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.registry import function_named
from objectlambda.stores.files import FileObject
from objectlambda.testing import MemoryOrigin

MIB = 1024 * 1024
DATA = hashlib.shake_256(b"raw").digest(12 * MIB)


def reading(origin, headers=None, query=None):
    request = ObjectRequest(key="object", headers=Headers(headers or {}), query=query or {})
    return respond.Reading(
        function=function_named("raw"), request=request, origin=origin, environ={}, measures=Measures()
    )


@pytest.fixture(scope="module")
def origin():
    return MemoryOrigin(DATA)


@pytest.mark.parametrize(
    ("headers", "query", "asked", "start", "stop"),
    [
        ({"Range": "bytes=1000-1999"}, {}, "bytes=1000-1999", 1000, 2000),
        ({"Range": "bytes=0-"}, {}, "bytes=0-", 0, len(DATA)),
        ({"Range": "bytes=-5"}, {}, "bytes=-5", len(DATA) - 5, len(DATA)),
        ({"Range": "bytes=-99999999"}, {}, "bytes=-99999999", 0, len(DATA)),
        (
            {"Range": f"bytes=5-{10**19 - 1}"},
            {},
            "bytes=5-9223372036854775807",
            5,
            len(DATA),
        ),
        ({}, {"Range": "bytes=7-7"}, "bytes=7-7", 7, 8),
        ({}, {"partNumber": "2"}, "bytes=5242880-10485759", 5 * MIB, 10 * MIB),
        ({}, {"partNumber": "3"}, "bytes=10485760-15728639", 10 * MIB, len(DATA)),
    ],
)
def test_a_part_is_one_request_of_just_that_part(origin, headers, query, asked, start, stop):
    origin.requests.clear()
    origin.handed_out = origin.closed = 0
    response = respond.get(reading(origin, headers, query))
    assert response.head.values["ContentRange"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
    assert b"".join(response.body) == DATA[start:stop]
    assert origin.requests == [asked]
    assert origin.handed_out == stop - start
    assert origin.closed == 1


def test_a_part_of_a_file_is_that_part(tmp_path):
    (tmp_path / "object").write_bytes(DATA)
    response = respond.get(reading(FileObject(tmp_path, "object"), {"Range": "bytes=3000000-3000009"}))
    assert b"".join(response.body) == DATA[3_000_000:3_000_010]


def test_what_there_is_not_is_refused_in_our_words(tmp_path):
    (tmp_path / "object").write_bytes(DATA)
    for origin in (MemoryOrigin(DATA), FileObject(tmp_path, "object")):
        with pytest.raises(InvalidRange, match=f"the object has {len(DATA)} bytes"):
            respond.get(reading(origin, {"Range": f"bytes={len(DATA)}-"}))
        with pytest.raises(InvalidPartNumber, match="the object has 3"):
            respond.get(reading(origin, query={"partNumber": "4"}))


def test_part_one_of_an_empty_object_is_empty():
    response = respond.get(reading(MemoryOrigin(b""), query={"partNumber": "1"}))
    assert (response.head.status, b"".join(response.body)) == (200, b"")


def test_the_whole_object_is_served_where_if_range_names_another(origin):
    origin.requests.clear()
    response = respond.get(reading(origin, {"Range": "bytes=5-9", "If-Range": '"another"'}))
    assert response.head.status == 200
    assert b"".join(response.body) == DATA
    assert origin.requests == ["bytes=5-9", None]
    tag = response.head.values["ETag"]
    part = respond.get(reading(origin, {"Range": "bytes=5-9", "If-Range": tag}))
    assert b"".join(part.body) == DATA[5:10]


def test_a_part_is_cut_from_the_whole_answer_of_an_origin_that_ignores_ranges():
    class Whole(MemoryOrigin):
        def get(self, conditions, byte_range=None):
            return super().get(conditions)

    origin = Whole(DATA)
    response = respond.get(reading(origin, {"Range": "bytes=100000-100009"}))
    assert response.head.status == 206
    assert b"".join(response.body) == DATA[100_000:100_010]
    assert origin.requests == [None]
    assert origin.closed == 1


def test_head_needs_no_more_than_the_origins_head(origin):
    origin.requests.clear()
    head = respond.head(reading(origin, {"Range": "bytes=5-9"}))
    assert (head.status, head.content_length) == (206, 5)
    assert respond.head(reading(origin)).content_length == len(DATA)
    assert origin.requests == []


def test_a_part_closed_early_closes_its_request(origin):
    origin.closed = 0
    response = respond.get(reading(origin, {"Range": "bytes=1000-"}))
    next(response.body)
    response.body.close()
    assert origin.closed == 1

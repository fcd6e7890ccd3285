"""A source begins with the bytes that it is told to, and fetches none of them twice."""

from __future__ import annotations

import hashlib

import pytest

from objectlambda.deadline import Deadline
from objectlambda.errors import OriginError, SourceUnavailable
from objectlambda.headers import Headers
from objectlambda.source import MAX_HELD_BYTES, Source
from objectlambda.stores.files import FileObject
from objectlambda.testing import MemoryOrigin

DATA = hashlib.shake_256(b"source").digest(300_000)
FIRST, LAST = "bytes=0-65535", "bytes=-1000"


def opened(origin, first=None, **options):
    return Source.open(origin, "key", {}, Deadline(), first, **options)


class Changed(MemoryOrigin):
    """An origin whose answers are changed on their way."""

    def __init__(self, data, change):
        super().__init__(data)
        self.change = change

    def get(self, conditions, byte_range=None):
        return self.change(super().get(conditions, byte_range), byte_range)


def with_headers(answer, *, status=None, **headers):
    kept = {**answer.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
    made = Headers({name: value for name, value in kept.items() if value is not None})
    return answer._replace(headers=made, status=status or answer.status)


def test_what_was_asked_for_first_is_not_fetched_again():
    origin = MemoryOrigin(DATA)
    source = opened(origin, FIRST)
    assert source.known_size == len(DATA)
    assert b"".join(source.chunks()) == DATA
    assert b"".join(source.stream(10, 70_000)) == DATA[10:70_000]
    assert source.read_at(100, 50) == DATA[100:150]
    assert origin.requests == [FIRST, "bytes=65536-299999", "bytes=65536-69999"]
    assert source.fetched == len(DATA) + 70_000 - 65_536


def test_an_object_that_is_all_in_its_first_bytes_is_asked_for_once():
    origin = MemoryOrigin(DATA[:5000])
    for first in (FIRST, "bytes=-9000"):
        origin.requests.clear()
        source = opened(origin, first)
        assert b"".join(source.chunks()) == b"".join(source.chunks()) == DATA[:5000]
        assert source.tail == DATA[:5000]
        assert origin.requests == [first]


def test_the_last_bytes_are_held_and_the_whole_is_asked_for_when_it_is_read():
    origin = MemoryOrigin(DATA)
    source = opened(origin, LAST)
    assert source.tail == DATA[-1000:]
    assert source.read_at(len(DATA) - 500, 1000) == DATA[-500:]
    assert b"".join(source.chunks()) == DATA
    assert origin.requests == [LAST, None]


def test_a_part_that_is_the_range_asked_for_is_streamed_from_the_first_answer():
    origin = MemoryOrigin(DATA)
    source = opened(origin, "bytes=1000-200999", hold=False)
    assert origin.handed_out == 0
    assert b"".join(source.stream(1000, 201_000)) == DATA[1000:201_000]
    assert origin.requests == ["bytes=1000-200999"]


def test_a_part_that_is_not_what_is_read_then_gives_way():
    origin = MemoryOrigin(DATA)
    source = opened(origin, "bytes=1000-1999", hold=False)
    assert b"".join(source.stream(5, 10)) == DATA[5:10]
    assert b"".join(source.chunks()) == DATA
    source.close()
    assert origin.closed == len(origin.requests) == 3


@pytest.mark.parametrize("first", [FIRST, LAST])
def test_an_empty_object_has_no_first_byte_and_is_asked_for_as_a_whole(first, tmp_path):
    (tmp_path / "key").write_bytes(b"")
    for origin in (MemoryOrigin(b""), FileObject(tmp_path, "key")):
        source = opened(origin, first)
        assert b"".join(source.chunks()) == b""
        assert source.known_size == 0


def test_other_refusals_are_those_of_the_origin():
    with pytest.raises(OriginError) as raised:
        Source.open(MemoryOrigin(DATA), "key", {"If-Match": '"another"'}, Deadline(), FIRST)
    assert raised.value.origin_status == 412


def test_an_origin_that_ignores_ranges_is_read_from_its_whole_answer():
    origin = MemoryOrigin(DATA)
    whole = Changed(DATA, lambda _answer, _range: origin.get({}))
    source = opened(whole, FIRST)
    assert not source.takes_ranges
    assert b"".join(source.chunks()) == DATA
    assert origin.requests == [None]
    source = opened(whole, FIRST)
    with pytest.raises(OriginError, match="ignores Range"):
        list(source.stream(5, 10))


def test_a_part_is_known_by_content_range_whatever_the_status():
    origin = Changed(DATA, lambda answer, _range: with_headers(answer, status=200))
    source = opened(origin, FIRST)
    assert source.takes_ranges
    assert b"".join(source.chunks()) == DATA
    assert origin.requests == [FIRST, "bytes=65536-299999"]


def test_an_origin_that_gives_all_for_the_first_bytes_is_not_held_in_memory():
    def all_of_it(answer, byte_range):
        return with_headers(MemoryOrigin(DATA).get({}), content_range=f"bytes 0-{len(DATA) - 1}/{len(DATA)}")

    assert len(DATA) > MAX_HELD_BYTES
    source = opened(Changed(DATA, all_of_it), FIRST)
    assert source.fetched == 0
    assert b"".join(source.chunks()) == DATA


def test_a_part_of_an_object_of_unknown_size_gives_way_to_the_whole():
    origin = Changed(
        DATA,
        lambda answer, byte_range: with_headers(answer, content_range="bytes 0-65535/*") if byte_range else answer,
    )
    source = opened(origin, FIRST)
    assert not source.takes_ranges
    assert b"".join(source.chunks()) == DATA
    assert origin.closed >= 1


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"content_range": None}, "does not tell which"),
        ({"content_range": "bytes x-y/z"}, "does not tell which"),
        ({"content_range": "bytes 0-99/300000"}, "broke off|more than"),
        ({"content_range": "bytes 0-299998/300000"}, "more than the bytes"),
    ],
)
def test_refuses_a_first_part_that_is_not_what_its_headers_say(headers, message):
    origin = Changed(DATA, lambda answer, _range: with_headers(answer, **headers))
    with pytest.raises(SourceUnavailable, match=message):
        opened(origin, FIRST)
    assert origin.closed == len(origin.requests)


def test_refuses_a_part_that_is_another_than_the_one_asked_for():
    origin = MemoryOrigin(DATA)
    source = opened(Changed(DATA, lambda answer, asked: origin.get({}, "bytes=7-16") if asked else answer))
    with pytest.raises(SourceUnavailable, match="answered with others"):
        list(source.stream(5, 15))


def test_refuses_an_object_that_was_replaced_even_where_the_store_ignores_if_match():
    etags = iter(['"one"', '"another"'])

    class Heedless(MemoryOrigin):
        def get(self, conditions, byte_range=None):
            return with_headers(super().get({}, byte_range), etag=next(etags))

    source = opened(Heedless(DATA), FIRST)
    with pytest.raises(OriginError, match="replaced") as raised:
        list(source.stream(100_000, 100_010))
    assert raised.value.origin_status == 412


def test_a_weak_etag_is_compared_and_not_sent():
    sent = []

    class Strict(MemoryOrigin):
        def get(self, conditions, byte_range=None):
            sent.append(dict(conditions))
            return with_headers(super().get(conditions, byte_range), etag='W/"weak"')

    source = opened(Strict(DATA), FIRST)
    assert b"".join(source.chunks()) == DATA
    assert sent == [{}, {}]

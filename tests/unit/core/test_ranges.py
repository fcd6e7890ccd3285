"""Ranges and part numbers mean what S3 means by them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectlambda.errors import InvalidPartNumber, InvalidRange, InvalidRequest
from objectlambda.headers import Headers
from objectlambda.ranges import PART_SIZE_BYTES, PartNumber, Span, parse_range, parts_count, selection


@pytest.mark.parametrize(
    ("header", "total", "span"),
    [
        ("bytes=0-99", 1000, (0, 100)),
        ("bytes=0-0", 1000, (0, 1)),
        ("bytes=999-", 1000, (999, 1000)),
        ("bytes=500-99999", 1000, (500, 1000)),
        (f"bytes=500-{2**64 - 1}", 1000, (500, 1000)),
        ("bytes=-1", 1000, (999, 1000)),
        ("bytes=-5000", 1000, (0, 1000)),
        ("BYTES = 1 - 2", 1000, (1, 3)),
    ],
)
def test_resolves_a_range(header, total, span):
    resolved = parse_range(header).resolve(total)
    assert (resolved.start, resolved.stop) == span
    assert resolved.content_range == f"bytes {span[0]}-{span[1] - 1}/{total}"


@pytest.mark.parametrize("header", ["bytes=9-5", "bytes=-", "bytes=0-1,4-5", "items=0-5", "bytes=a-b", "bytes 0-5", ""])
def test_ignores_what_s3_ignores(header):
    assert parse_range(header) is None


@pytest.mark.parametrize(
    ("header", "total"),
    [("bytes=1000-", 1000), (f"bytes={10**20}-", 1000), ("bytes=-0", 1000), ("bytes=0-0", 0), ("bytes=-5", 0)],
)
def test_raises_invalid_range_behind_the_end_and_for_the_empty_object(header, total):
    with pytest.raises(InvalidRange) as raised:
        parse_range(header).resolve(total)
    assert raised.value.status == 416


@pytest.mark.parametrize(
    ("headers", "query"),
    [({"rAnGe": "bytes=1-2"}, {}), ({}, {"Range": "bytes=1-2"}), ({}, {"range": "bytes=1-2"})],
)
def test_takes_the_range_from_a_header_of_any_case_or_the_query(headers, query):
    assert selection(Headers(headers), query).resolve(10) == Span(start=1, stop=3, total=10)


def test_takes_the_part_number_from_the_query():
    assert selection(Headers(), {"partNumber": "2"}) == PartNumber(number=2)


def test_refuses_range_and_part_number_together():
    with pytest.raises(InvalidRequest, match="both Range header and partNumber"):
        selection(Headers({"Range": "bytes=0-1"}), {"partNumber": "1"})


@pytest.mark.parametrize("value", ["0", "-1", "10001", "one", "", "1.0", "٣"])
def test_refuses_a_part_number_that_is_none(value):
    with pytest.raises(InvalidRequest, match="whole number from 1 to 10000"):
        selection(Headers(), {"partNumber": value})


@given(st.integers(0, 10 * PART_SIZE_BYTES))
def test_parts_put_together_are_the_object(total):
    spans = [PartNumber(number=n).resolve(total) for n in range(1, parts_count(total) + 1)]
    assert spans[0].start == 0
    assert spans[-1].stop == total
    assert all(a.stop == b.start for a, b in pairwise(spans))
    with pytest.raises(InvalidPartNumber):
        PartNumber(number=parts_count(total) + 1).resolve(total)


@given(st.integers(0, 200), st.integers(0, 200) | st.none(), st.integers(1, 100))
def test_selects_what_python_slicing_selects(first, last, total):
    data = bytes(i % 256 for i in range(total))
    wanted = parse_range(f"bytes={first}-{'' if last is None else last}")
    if wanted is None or first >= total:
        return
    span = wanted.resolve(total)
    assert data[span.start : span.stop] == data[first : None if last is None else last + 1]

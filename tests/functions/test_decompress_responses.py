"""The decompress function's answers: bodies, heads, ranges, conditions and refusals, over an origin in memory."""

from __future__ import annotations

import bz2
import gzip
import io
import random
import zipfile
import zlib

import pytest
import zstandard

from objectlambda import respond
from objectlambda.deadline import Deadline
from objectlambda.decompress import DECOMPRESS
from objectlambda.errors import (
    CorruptObject,
    InvalidPartNumber,
    InvalidRange,
    InvalidSettings,
    LimitExceeded,
    MemberRequired,
    NoSuchMember,
    ObjectLambdaError,
    OriginError,
    PasswordRequired,
    RequestTimeout,
    TruncatedObject,
    UnsupportedFormat,
)
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.ranges import MAX_RETAINED_BYTES
from objectlambda.testing import MemoryOrigin

_random = random.Random(7)
TEXT = b"".join(b"%d,%d,some words that repeat\n" % (i, _random.randrange(10**9)) for i in range(40_000))


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


COMPRESSED = {
    "a.csv.gz": gzip.compress(TEXT),
    "a.csv.bz2": bz2.compress(TEXT),
    "a.csv.zz": zlib.compress(TEXT),
    "a.csv.zst": zstandard.compress(TEXT),
    "a.csv.zip": zipped(**{"a.csv": TEXT}),
}


def reading(
    origin, key="a.csv.gz", *, headers=None, query=None, payload="", environ=None, measures=None, deadline=None
):
    return respond.Reading(
        function=DECOMPRESS,
        request=ObjectRequest(key=key, headers=Headers(headers or {}), query=query or {}, payload=payload),
        origin=origin,
        environ=environ or {},
        measures=measures if measures is not None else Measures(),
        deadline=deadline or Deadline(),
    )


def body(response):
    try:
        return b"".join(response.body)
    finally:
        response.body.close() if hasattr(response.body, "close") else None


@pytest.mark.parametrize("key", COMPRESSED)
def test_decompresses_each_format_and_tells_the_type_of_what_is_inside(key):
    response = respond.get(reading(MemoryOrigin(COMPRESSED[key]), key))
    assert body(response) == TEXT
    head = dict(response.head.http())
    assert response.head.status == 200
    assert head["Content-Type"] == "text/csv"
    assert head["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("key", COMPRESSED)
def test_head_tells_what_get_delivers(key):
    origin = MemoryOrigin(COMPRESSED[key])
    head = respond.head(reading(origin, key))
    full = respond.get(reading(origin, key))
    assert head.content_length == len(body(full)) == len(TEXT)
    assert head.values["ETag"] == full.head.values["ETag"]
    assert head.values["ETag"].startswith(origin.etag[:-1] + "-ol")
    assert head.values["ContentType"] == full.head.values["ContentType"]


@pytest.mark.parametrize("key", COMPRESSED)
@pytest.mark.parametrize("measured", [False, True])
@pytest.mark.parametrize(
    ("header", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=1000-70000", 1000, 70001),
        ("bytes=-100", len(TEXT) - 100, len(TEXT)),
        (f"bytes={len(TEXT) - 5}-", len(TEXT) - 5, len(TEXT)),
        ("bytes=0-999999999", 0, len(TEXT)),
        ("bytes=-999999999", 0, len(TEXT)),
    ],
)
def test_applies_ranges_to_the_decompressed_bytes(key, measured, header, start, stop):
    origin, measures = MemoryOrigin(COMPRESSED[key]), Measures()
    if measured:
        respond.head(reading(origin, key, measures=measures))
    response = respond.get(reading(origin, key, headers={"Range": header}, measures=measures))
    assert response.head.status == 206
    assert response.head.values["ContentRange"] == f"bytes {start}-{stop - 1}/{len(TEXT)}"
    assert response.head.content_length == stop - start
    assert body(response) == TEXT[start:stop]


def test_makes_a_second_pass_for_a_part_too_large_to_hold():
    large = _random.randbytes(100_000) * (MAX_RETAINED_BYTES // 100_000 + 2)
    most = MAX_RETAINED_BYTES + 1
    for header, expected in (("bytes=5-", large[5:]), (f"bytes=-{most}", large[-most:])):
        origin = MemoryOrigin(gzip.compress(large, 1))
        response = respond.get(reading(origin, headers={"Range": header}))
        assert body(response) == expected
        assert origin.requests == ["bytes=0-65535", f"bytes=65536-{len(origin.data) - 1}", None]
        assert origin.closed == 3


def test_stops_reading_when_a_range_of_a_measured_object_is_delivered():
    noise = _random.randbytes(8_000_000)
    origin, measures = MemoryOrigin(gzip.compress(noise, 1)), Measures()
    respond.head(reading(origin, measures=measures))
    origin.handed_out = 0
    assert body(respond.get(reading(origin, headers={"Range": "bytes=0-99"}, measures=measures))) == noise[:100]
    assert origin.handed_out < 2_000_000


def test_reads_an_object_once_for_head_and_remembers():
    origin, measures = MemoryOrigin(COMPRESSED["a.csv.gz"]), Measures()
    for _ in range(3):
        assert respond.head(reading(origin, measures=measures)).content_length == len(TEXT)
    assert origin.requests == [None]


def test_remembers_the_size_after_a_full_get_and_promises_it_the_next_time():
    origin, measures = MemoryOrigin(COMPRESSED["a.csv.gz"]), Measures()
    first = respond.get(reading(origin, measures=measures))
    assert first.head.content_length is None
    body(first)
    assert respond.get(reading(origin, measures=measures)).head.content_length == len(TEXT)


def test_does_not_remember_across_settings_members_or_versions_of_the_object():
    measures = Measures()
    archive = MemoryOrigin(zipped(a=b"1", b=b"22"))
    sizes = [respond.head(reading(archive, "x.zip", query={"file_name": n}, measures=measures)) for n in "ab"]
    assert [head.content_length for head in sizes] == [1, 2]
    assert sizes[0].values["ETag"] != sizes[1].values["ETag"]


@pytest.mark.parametrize("number", [1, 2])
def test_serves_part_numbers_of_five_mebibytes(number):
    data = _random.randbytes(6 * 1024 * 1024)
    response = respond.get(reading(MemoryOrigin(gzip.compress(data, 1)), query={"partNumber": str(number)}))
    part = 5 * 1024 * 1024
    assert response.head.status == 206
    assert response.head.values["PartsCount"] == "2"
    assert body(response) == data[(number - 1) * part : number * part]


def test_refuses_a_part_that_there_is_not():
    with pytest.raises(InvalidPartNumber):
        respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"]), query={"partNumber": "9"}))


@pytest.mark.parametrize("header", [f"bytes={len(TEXT)}-", "bytes=-0"])
def test_refuses_a_range_behind_the_end_of_the_decompressed_object(header):
    for act in (respond.get, respond.head):
        with pytest.raises(InvalidRange):
            act(reading(MemoryOrigin(COMPRESSED["a.csv.gz"]), headers={"Range": header}))


def test_serves_an_empty_object_inside_and_refuses_any_range_of_it():
    origin = MemoryOrigin(gzip.compress(b""))
    assert body(respond.get(reading(origin))) == b""
    assert respond.head(reading(origin)).content_length == 0
    with pytest.raises(InvalidRange):
        respond.get(reading(origin, headers={"Range": "bytes=0-0"}))
    assert respond.get(reading(origin, query={"partNumber": "1"})).head.content_length == 0


def test_answers_conditions_by_the_derived_etag():
    origin = MemoryOrigin(COMPRESSED["a.csv.gz"])
    etag = respond.head(reading(origin)).values["ETag"]
    assert respond.get(reading(origin, headers={"If-None-Match": etag})).head.status == 304
    assert respond.head(reading(origin, headers={"If-None-Match": etag})).status == 304
    assert respond.get(reading(origin, headers={"If-None-Match": origin.etag})).head.status == 200
    assert body(respond.get(reading(origin, headers={"If-Match": etag, "Range": "bytes=0-9"}))) == TEXT[:10]
    other = respond.head(reading(origin, payload='{"trailing": "ignore"}')).values["ETag"]
    assert other != etag
    with pytest.raises(OriginError) as raised:
        respond.get(reading(origin, headers={"If-Match": other}))
    assert raised.value.origin_status == 412


def test_serves_the_whole_object_where_if_range_names_another():
    origin = MemoryOrigin(COMPRESSED["a.csv.gz"])
    response = respond.get(reading(origin, headers={"Range": "bytes=0-9", "If-Range": origin.etag}))
    assert response.head.status == 200
    assert body(response) == TEXT


def test_takes_content_encoding_away_that_it_decoded_and_keeps_the_type():
    stored = {"Content-Encoding": "br, aws-chunked, gzip", "Content-Type": "application/json", "x-amz-meta-a": "b"}
    response = respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"], stored), "data"))
    head = dict(response.head.http())
    assert head["Content-Encoding"] == "br"
    assert head["Content-Type"] == "application/json"
    assert head["x-amz-meta-a"] == "b"
    assert body(response) == TEXT


@pytest.mark.parametrize("unspecific", ["binary/octet-stream", "application/octet-stream"])
def test_tells_the_type_by_the_name_where_only_the_encoding_was_stored(unspecific):
    stored = {"Content-Encoding": "gzip", "Content-Type": unspecific}
    head = dict(respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"], stored))).head.http())
    assert "Content-Encoding" not in head
    assert head["Content-Type"] == "text/csv"


def test_finds_the_format_by_the_bytes_where_the_name_is_wrong():
    assert body(respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.zst"]), "a.csv.gz"))) == TEXT
    assert body(respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"]), "a.csv.zip"))) == TEXT
    assert body(respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.zip"]), "a.csv.gz"))) == TEXT


def test_reads_a_zip_member_by_ranges_and_never_the_whole_archive():
    big = _random.randbytes(4_000_000)
    origin = MemoryOrigin(zipped(big=big, small=b"small", folder__other=TEXT))
    response = respond.get(reading(origin, "x.zip", query={"file_name": "small"}))
    assert body(response) == b"small"
    assert None not in origin.requests
    assert origin.handed_out < 300_000


def test_reads_a_part_of_a_stored_member_without_what_is_before_it():
    big = _random.randbytes(4_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("first", b"1")
        archive.writestr("big", big)
    origin = MemoryOrigin(buffer.getvalue())
    query = {"file_name": "big"}
    response = respond.get(reading(origin, "x.zip", headers={"Range": "bytes=3000000-3000999"}, query=query))
    assert body(response) == big[3_000_000:3_001_000]
    assert origin.handed_out < 300_000


def test_offers_the_members_of_an_archive_when_the_choice_is_missing_or_wrong():
    origin = MemoryOrigin(zipped(one=b"1", folder__two=b"2"))
    with pytest.raises(MemberRequired, match=r"folder/two"):
        respond.get(reading(origin, "x.zip"))
    with pytest.raises(NoSuchMember, match=r"folder/two"):
        respond.get(reading(origin, "x.zip", query={"file_name": "three"}))
    assert body(respond.get(reading(origin, "x.zip", payload='{"member": "folder/two"}'))) == b"2"


@pytest.mark.parametrize("key", COMPRESSED)
def test_never_ends_a_truncated_object_as_if_it_were_whole(key):
    data = COMPRESSED[key]
    for end in (len(data) // 2, len(data) - 1):
        received = bytearray()
        with pytest.raises(ObjectLambdaError) as raised:
            for chunk in respond.get(reading(MemoryOrigin(data[:end]), key)).body:
                received += chunk
        assert raised.value.status < 500
        assert TEXT.startswith(bytes(received))


def test_names_the_place_where_a_gzip_object_was_truncated():
    with pytest.raises(TruncatedObject, match=r"gzip .* after \d+ bytes"):
        body(respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"][:-4]))))


@pytest.mark.parametrize(
    ("key", "data", "options", "error", "message"),
    [
        ("a.txt", b"plain text", {}, UnsupportedFormat, "none of the formats"),
        ("a.gz", b"plain text", {"payload": '{"format": "gzip"}'}, UnsupportedFormat, "pinned to gzip"),
        ("a.gz", COMPRESSED["a.csv.zst"], {"payload": '{"format": "gzip"}'}, UnsupportedFormat, "the object is zstd"),
        ("a.gz", b"\x1f\x8b\x08\x00" + b"\xff" * 64, {}, CorruptObject, "gzip"),
        ("a.gz", COMPRESSED["a.csv.gz"], {"payload": "{"}, InvalidSettings, "not JSON"),
        ("a.gz", COMPRESSED["a.csv.gz"], {"payload": '{"levle": 1}'}, InvalidSettings, "unknown setting 'levle'"),
        ("a.gz", COMPRESSED["a.csv.gz"], {"environ": {"MAX_RATIO": "much"}}, InvalidSettings, "MAX_RATIO must be"),
        ("a.gz", COMPRESSED["a.csv.gz"], {"payload": '{"max_output_bytes": 1000}'}, LimitExceeded, "max_output_bytes"),
        ("a.zip", zipped(a=b"1", b=b"2"), {"payload": '{"max_members": 1}'}, LimitExceeded, "max_members"),
        (
            "a.zip",
            zipped(a=b"1"),
            {"payload": '{"password_env": "NO_SUCH_VARIABLE"}'},
            PasswordRequired,
            "NO_SUCH_VARIABLE",
        ),
    ],
)
def test_refuses_with_a_sentence_before_the_first_byte(key, data, options, error, message):
    with pytest.raises(error, match=message):
        respond.get(reading(MemoryOrigin(data), key, **options))
    with pytest.raises(error, match=message):
        respond.head(reading(MemoryOrigin(data), key, **options))


def test_passes_an_uncompressed_object_by_setting_with_its_checksum():
    origin = MemoryOrigin(b"plain text", {"x-amz-checksum-crc32": "AAAAAA=="})
    options = {"payload": '{"on_uncompressed": "pass"}'}
    response = respond.get(reading(origin, "a.txt", **options))
    assert body(response) == b"plain text"
    assert response.head.content_length == 10
    assert response.head.values["ChecksumCRC32"] == "AAAAAA=="
    part = respond.get(reading(origin, "a.txt", headers={"Range": "bytes=0-4"}, **options))
    assert "ChecksumCRC32" not in part.head.values
    assert body(part) == b"plain"


def test_ends_with_request_timeout_where_nothing_was_sent_yet():
    with pytest.raises(RequestTimeout):
        respond.get(reading(MemoryOrigin(COMPRESSED["a.csv.gz"]), deadline=Deadline.after(-1)))


def test_gives_back_every_connection_when_it_is_closed_early_or_refuses():
    origin = MemoryOrigin(COMPRESSED["a.csv.gz"], chunk_bytes=1000)
    response = respond.get(reading(origin))
    response.body.close()
    assert origin.closed >= 1
    refused = MemoryOrigin(b"plain text")
    with pytest.raises(UnsupportedFormat):
        respond.get(reading(refused))
    assert refused.closed >= 1


def test_refuses_an_object_that_was_replaced_between_two_ranged_reads():
    origin = MemoryOrigin(zipped(a=_random.randbytes(300_000), b=b"2"))
    response_reading = reading(origin, "x.zip", query={"file_name": "a"})
    original_get = origin.get

    def replaced(conditions, byte_range=None):
        answer = original_get(conditions, byte_range)
        origin.etag = '"another"'
        return answer

    origin.get = replaced
    with pytest.raises(OriginError) as raised:
        body(respond.get(response_reading))
    assert raised.value.origin_status == 412


def test_tells_the_size_of_zstd_frames_for_head_without_decoding_them(monkeypatch):
    def refuse_to_decode(*_arguments, **_settings):
        raise AssertionError("decoded")
        yield

    for data in (zstandard.compress(TEXT), zstandard.compress(TEXT) * 2):
        expected = len(TEXT) * (len(data) // len(zstandard.compress(TEXT)))
        with monkeypatch.context() as patched:
            patched.setattr("objectlambda.decompress.zstd.unzstd.unzstd", refuse_to_decode)
            assert respond.head(reading(MemoryOrigin(data), "a.zst")).content_length == expected


def test_counts_a_zstd_object_whose_later_frame_does_not_tell_its_size():
    silent = zstandard.ZstdCompressor().compressobj()
    data = zstandard.compress(TEXT) + silent.compress(b"more") + silent.flush()
    origin = MemoryOrigin(data)
    assert respond.head(reading(origin, "a.zst")).content_length == len(TEXT) + 4
    assert origin.closed == len(origin.requests)


def test_a_part_of_an_object_that_is_passed_unchanged_is_read_as_a_part():
    origin = MemoryOrigin(b"not compressed, and long. " * 100_000)
    request = ObjectRequest(
        key="plain.txt", headers=Headers({"Range": "bytes=2000000-2000009"}), payload='{"on_uncompressed": "pass"}'
    )
    response = respond.get(
        respond.Reading(function=DECOMPRESS, request=request, origin=origin, environ={}, measures=Measures())
    )
    assert b"".join(response.body) == origin.data[2_000_000:2_000_010]
    assert "bytes=2000000-2000009" in origin.requests
    assert origin.handed_out < 300_000

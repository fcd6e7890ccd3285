"""Objects whose names, first bytes and ends say different things: what decompress makes of them."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
import zlib

import pytest
import zstandard

from objectlambda import respond
from objectlambda.decompress import DECOMPRESS
from objectlambda.decompress.inflate import ends_far_before, inflate
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedFormat, UnsupportedMethod
from objectlambda.function import ObjectRequest
from objectlambda.measures import Measures
from objectlambda.testing import MemoryOrigin

NOISE = random.Random(14).randbytes(300_000)
TEXT = b"a line of text, %d\n" * 3000


def reading(data, key, **settings):
    payload = json.dumps(settings)
    return respond.Reading(
        function=DECOMPRESS,
        request=ObjectRequest(key=key, payload=payload),
        origin=MemoryOrigin(data),
        environ={},
        measures=Measures(),
    )


def content(data, key, **settings):
    return b"".join(respond.get(reading(data, key, **settings)).body)


def zipped(data, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("first.bin", NOISE[:1000])
        archive.writestr("member.csv", data)
    return file.getvalue()


def gzip_around(inner, comment_bytes):
    """gzip that stores ``inner`` as it is, so that the object ends as a ZIP archive, too."""
    made = gzip.compress(inner, 0)
    if comment_bytes:  # the trailer is the archive's comment
        inner = inner[:-2] + struct.pack("<H", 8)
        made = gzip.compress(inner, 0)
    assert inner[-22:] in made
    return made, inner


@pytest.mark.parametrize("length", [100, 60_000, 250_000], ids=["held whole", "one block", "beyond the tail"])
@pytest.mark.parametrize("comment_bytes", [0, 8])
def test_gzip_that_ends_as_a_zip_is_gunzipped_whatever_its_key(length, comment_bytes):
    data, inner = gzip_around(zipped(NOISE[:length]), comment_bytes)
    for key in ("report.zip", "report.zip.gz", "report"):
        assert content(data, key) == inner
        assert respond.head(reading(data, key)).content_length == len(inner)


def test_an_archive_behind_a_program_is_still_one():
    data = b"MZ" + NOISE[:200_000] + zipped(TEXT)
    assert content(data, "setup.zip", member="member.csv") == TEXT


@pytest.mark.parametrize("log", [20, 27])
def test_the_window_limit_holds_for_zstd_inside_zip(log):
    params = zstandard.ZstdCompressionParameters.from_level(1, window_log=log)
    writer = zstandard.ZstdCompressor(compression_params=params).compressobj()
    member = writer.compress(TEXT) + writer.flush()
    data = _zip_of(member, TEXT, method=93)
    assert content(data, "a.zip") == TEXT
    with pytest.raises(UnsupportedMethod, match="max_window_bytes"):
        content(data, "a.zip", max_window_bytes=(1 << log) - 1)


def _zip_of(member, plain, method):
    crc, name = zlib.crc32(plain), b"a"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, method, 0, 33, crc, len(member), len(plain), 1, 0)
    sizes = (crc, len(member), len(plain), 1, 0, 0, 0, 0, 0, 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 3 << 8, 20, 0, method, 0, 33, *sizes) + name
    body = local + name + member
    return body + entry + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(body), 0)


def disk_image(*parts):
    """What Apple's hdiutil writes: parts, a list of them as XML, and a trailer of 512 bytes."""
    return b"".join(parts) + b"<?xml version='1.0'?><plist/>" * 50 + b"koly" + bytes(508)


PART = zlib.compress(TEXT * 20)
NO_ZLIB = {
    "image, other data soon": disk_image(PART, NOISE),
    "image of zlib streams alone": disk_image(*[PART] * 40),
    "image whose first part is long": disk_image(zlib.compress(NOISE * 10), b"?" * 10),
    "file of another format": PART + NOISE[: 2 * len(PART)],
}


@pytest.mark.parametrize("kind", list(NO_ZLIB))
def test_files_in_which_zlib_streams_stand_are_not_zlib(kind):
    data = NO_ZLIB[kind]
    for key in ("app.dmg", "app"):
        with pytest.raises(UnsupportedFormat):
            content(data, key)
        assert content(data, key, on_uncompressed="pass") == data
    with pytest.raises(CorruptObject):  # what is announced as zlib is told as what is wrong with it
        content(data, "app.zz")


def test_a_zlib_stream_with_padding_or_further_streams_is_still_one():
    for data in (PART + bytes(len(PART) * 3), PART * 5, PART + PART[:50]):
        assert not ends_far_before(data, len(data))
    assert content(PART + bytes(len(PART) * 3), "data") == TEXT * 20
    assert content(PART * 5, "data") == TEXT * 100


@pytest.mark.parametrize("excess", [b"\x78\x9c", b"\x78\x01", b"\x08\x1d", b"\x78", b"\x78\x9c\xff\xff\xff", b"ab"])
def test_a_few_bytes_too_many_are_trailing_garbage(excess):
    data = PART + excess
    with pytest.raises(CorruptObject, match="followed by other data"):
        content(data, "data.zz")
    assert content(data, "data.zz", trailing="ignore") == TEXT * 20
    assert b"".join(inflate(iter([data[:7], data[7:]]), trailing="ignore")) == TEXT * 20


def test_an_object_that_only_its_name_calls_a_zip_is_handed_out_where_others_are():
    assert content(TEXT, "a.json.zip", on_uncompressed="pass") == TEXT
    with pytest.raises(TruncatedObject):
        content(TEXT, "a.json.zip")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", TEXT)
    data = buffer.getvalue()
    assert content(b"#!/bin/sh\n" + data, "a.zip", on_uncompressed="pass") == TEXT
    with pytest.raises(TruncatedObject):  # it begins as one, and its end is missing
        content(data[:-200], "a.zip", on_uncompressed="pass")

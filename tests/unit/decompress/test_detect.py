"""Finding the format, the inner name and its type."""

from __future__ import annotations

import bz2
import gzip
import random
import zlib

import cramjam
import pytest

from objectlambda.decompress.decoders import decoder
from objectlambda.decompress.detect import Format, choose, content_type, from_headers, from_name, inner_name, sniff
from objectlambda.decompress.format_names import matches_encoding
from objectlambda.decompress.settings import FORMATS, DecompressSettings
from objectlambda.errors import UnsupportedFormat

TEXT = b"date,city,degrees\n2026-11-23,Ulm,4\n" * 300
GZIP = gzip.compress(TEXT, mtime=0)
ZLIB = zlib.compress(TEXT)
HADOOP_BLOCK = bytes(cramjam.snappy.compress_raw(TEXT))
HADOOP = len(TEXT).to_bytes(4, "big") + len(HADOOP_BLOCK).to_bytes(4, "big") + HADOOP_BLOCK

MAGICS = {
    b"\x1f\x8b\x08\x00": Format.GZIP,
    b"BZh91AY&SY": Format.BZIP2,
    b"BZh1\x17\x72\x45\x38\x50\x90": Format.BZIP2,
    b"\x28\xb5\x2f\xfd\x24": Format.ZSTD,
    b"\x5a\x2a\x4d\x18\x00\x00\x00\x00": Format.ZSTD,
    b"\x26\xb5\x2f\xfd": Format.ZSTD,
    b"\xff\x06\x00\x00sNaPpY": Format.SNAPPY,
    b"\x82SNAPPY\x00\x00\x00\x00\x01\x00\x00\x00\x01": Format.SNAPPY_XERIAL,
    b"PK\x03\x04\x14\x00": Format.ZIP,
    b"PK\x05\x06" + bytes(18): Format.ZIP,
    ZLIB: Format.ZLIB,
    zlib.compress(b""): Format.ZLIB,
    HADOOP: Format.SNAPPY_HADOOP,
    HADOOP[:600]: Format.SNAPPY_HADOOP,
}


@pytest.mark.parametrize(("first", "found"), MAGICS.items(), ids=lambda value: str(value)[:24])
def test_knows_the_format_by_its_first_bytes(first, found):
    assert sniff(first) is found


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"\x1f",
        b"\x1f\x8b\x07\x00",
        b"BZh9 is how bzip2 begins",
        b"BZ",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PAR1\x15\x04\x15",
        b"PK\x01\x02",
        b'{"x": 1}',
        b"x\x9cis a text of which the first two bytes look like zlib",
        b"x^Kab",
        b"x\x01\x03",
        bytes(64),
        TEXT,
        HADOOP[:8] + b"\x90\x4e" + b"\x01" * 200,
    ],
    ids=lambda value: repr(value)[:30],
)
def test_knows_no_format_in_other_bytes(first):
    assert sniff(first) is None


def test_random_bytes_are_hardly_ever_taken_for_a_format():
    chance = random.Random(5)
    assert [sniff(chance.randbytes(300)) for _ in range(5000)].count(None) == 5000


def test_texts_that_begin_like_zlib_are_not_taken_for_it():
    chance = random.Random(6)
    letters = bytes(range(32, 127))
    for second in (0x01, 0x5E, 0x9C, 0xDA):
        for _ in range(500):
            text = b"x" + bytes([second]) + bytes(chance.choices(letters, k=chance.randrange(400)))
            assert sniff(text) is None


@pytest.mark.parametrize(
    ("key", "found", "inner"),
    [
        ("a.csv.gz", Format.GZIP, "a.csv"),
        ("logs/2026/A.CSV.GZ", Format.GZIP, "logs/2026/A.CSV"),
        ("site.tgz", Format.GZIP, "site.tar"),
        ("site.tar.bz2", Format.BZIP2, "site.tar"),
        ("site.tbz2", Format.BZIP2, "site.tar"),
        ("x.json.zst", Format.ZSTD, "x.json"),
        ("x.avro.snappy", Format.SNAPPY, "x.avro"),
        ("x.sz", Format.SNAPPY, "x"),
        ("x.zlib", Format.ZLIB, "x"),
        ("x.zip", Format.ZIP, "x"),
        ("drawing.svgz", Format.GZIP, "drawing.svg"),
        ("x.csv", None, "x.csv"),
        (".gz", None, ".gz"),
        ("folder.gz/file", None, "folder.gz/file"),
    ],
)
def test_reads_the_suffix(key, found, inner):
    assert from_name(key) is found
    assert inner_name(key, found or Format.GZIP) == inner


def test_keeps_a_name_that_announces_another_format():
    assert inner_name("a.csv.gz", Format.ZSTD) == "a.csv.gz"


def test_takes_any_snappy_container_for_the_suffix_snappy():
    assert inner_name("x.json.snappy", Format.SNAPPY_HADOOP) == "x.json"


@pytest.mark.parametrize(
    ("encoding", "kind", "found"),
    [
        ("gzip", None, Format.GZIP),
        ("aws-chunked, GZIP", None, Format.GZIP),
        ("deflate", "text/csv", Format.ZLIB),
        ("zstd", None, Format.ZSTD),
        ("", "application/zip", Format.ZIP),
        (None, "Application/X-GZIP; x=y", Format.GZIP),
        ("br", "text/html", Format.BROTLI),
        (None, None, None),
    ],
)
def test_reads_the_headers(encoding, kind, found):
    assert from_headers(encoding, kind) is found


@pytest.mark.parametrize(
    ("found", "coding", "matches"),
    [
        (Format.GZIP, "gzip", True),
        (Format.GZIP, " X-GZIP ", True),
        (Format.ZLIB, "deflate", True),
        (Format.SNAPPY_HADOOP, "snappy", True),
        (Format.GZIP, "br", False),
        (Format.GZIP, "zstd", False),
    ],
)
def test_matches_content_codings(found, coding, matches):
    assert matches_encoding(found, coding) is matches


def test_the_bytes_win_over_the_name_and_the_reason_says_so():
    chosen = choose(GZIP, "table.csv.zst", None, None, None)
    assert chosen.format is Format.GZIP
    assert "zstd" in chosen.reason
    assert "gzip" in chosen.reason


def test_agreement_needs_no_reason():
    assert choose(GZIP, "table.csv.gz", "gzip", "application/gzip", None).reason == ""
    assert choose(GZIP, "table.csv", None, "text/csv", None).reason == ""
    assert choose(TEXT, "table.csv", None, "text/csv", None) == choose(b"", "x", None, None, None)


@pytest.mark.parametrize(
    ("first", "key", "found"),
    [
        (b"", "a.gz", Format.GZIP),
        (b"\x1f", "a.gz", Format.GZIP),
        (b"\x1f\x8b\x09", "a.gz", Format.GZIP),
        (b"MZ program and archive", "setup.zip", Format.ZIP),
        (b"x\xf9\x00\x00\x00\x01", "a.zlib", Format.ZLIB),
        (b"\xff\x06\x00", "a.sz", Format.SNAPPY),
        (TEXT, "a.gz", None),
        (TEXT, "a.bz2", None),
        (TEXT, "a.zst", None),
        (TEXT, "a.sz", None),
        (TEXT, "a.zlib", None),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_the_name_decides_only_where_the_bytes_cannot(first, key, found):
    assert choose(first, key, None, None, None).format is found


def test_the_suffix_goes_before_the_headers():
    assert choose(b"", "a.gz", "zstd", "application/zip", None).format is Format.GZIP
    assert choose(b"", "a", "zstd", "application/zip", None).format is Format.ZSTD


@pytest.mark.parametrize(
    ("pinned", "first", "found"),
    [
        (Format.GZIP, GZIP, Format.GZIP),
        (Format.SNAPPY, HADOOP, Format.SNAPPY_HADOOP),
        (Format.SNAPPY_RAW, TEXT, Format.SNAPPY_RAW),
        (Format.SNAPPY_RAW, GZIP, Format.SNAPPY_RAW),
        (Format.ZIP, b"MZ", Format.ZIP),
        (Format.BZIP2, b"BZ", Format.BZIP2),
        (Format.ZSTD, b"", Format.ZSTD),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_takes_the_pinned_format_where_it_fits(pinned, first, found):
    assert choose(first, "a.txt", None, None, pinned).format is found


@pytest.mark.parametrize(
    ("pinned", "first", "told"),
    [
        (Format.ZSTD, GZIP, "pinned to zstd, but the object is gzip"),
        (Format.GZIP, TEXT, "pinned to gzip, but the object's first bytes are not"),
        (Format.SNAPPY_HADOOP, bz2.compress(TEXT), "the object is bzip2"),
        (Format.ZLIB, TEXT, "pinned to zlib"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_refuses_what_the_pinned_format_cannot_be(pinned, first, told):
    with pytest.raises(UnsupportedFormat, match=told):
        choose(first, "a.gz", None, None, pinned)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "text/csv"),
        ("A.JSON", "application/json"),
        ("a.ndjson", "application/x-ndjson"),
        ("a.txt", "text/plain"),
        ("a.html", "text/html"),
        ("a.tar", "application/x-tar"),
        ("a.parquet", "application/vnd.apache.parquet"),
        ("a.unheard-of", "binary/octet-stream"),
        ("noext", "binary/octet-stream"),
    ],
)
def test_types_do_not_depend_on_the_machine(name, kind):
    assert content_type(name) == kind


def test_the_setting_lists_the_rows_and_each_is_decoded_or_an_archive():
    assert ("auto", *Format) == FORMATS
    assert [found for found in Format if found.row.decode is None] == [Format.ZIP]
    named = [name for found in Format for name in (*found.row.suffixes, *found.row.codings, *found.row.media_types)]
    assert len(set(named)) == len(named)


def test_a_format_without_a_decoder_is_an_error():
    with pytest.raises(UnsupportedFormat, match="ZIP is not decoded as a stream"):
        decoder(Format.ZIP, [b"PK"], DecompressSettings())

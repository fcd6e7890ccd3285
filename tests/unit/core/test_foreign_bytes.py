"""Texts in any bytes in another form than UTF-8, and DEFLATE without a header."""

from __future__ import annotations

import random
import sys
import zlib

import pytest

from objectlambda.deflated_bytes import DeflatedBytes
from objectlambda.errors import LimitExceeded
from objectlambda.raw_deflate import beginnings
from objectlambda.readable_bytes import foreign_texts_in
from objectlambda.writing import is_writing

NOISE = b"\xf3\x00" + random.Random(3).randbytes(3000) + b"\x00\xf3"
TEXT = "write to ann.roe@example.com, SSN 536-22-1234"


def raw(data, level=9, strategy=zlib.Z_DEFAULT_STRATEGY):
    made = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return made.compress(data) + made.flush()


def apart(between):
    return b"".join(bytes([octet]) + between for octet in TEXT.encode())


@pytest.mark.parametrize(
    "data",
    [
        *(TEXT.encode(codec) for codec in ("cp037", "cp273", "cp500", "cp1140", "utf-16-le", "utf-32-be")),
        bytes(octet | 0x80 for octet in TEXT.encode()),
        bytes(octet ^ 0xFF for octet in TEXT.encode()),
        *(apart(between) for between in (b"\x01", b"\xff", b".", b"\xaa\x55", b"\0\7", bytes(7))),
    ],
)
@pytest.mark.parametrize("skipped", [0, 1])
def test_texts_in_other_bytes_are_read(data, skipped):
    shown = " ".join(text for _, text in foreign_texts_in(NOISE[skipped:] + data + NOISE))
    assert "536-22-1234" in shown
    assert "ann.roe@example.com" in shown


@pytest.mark.parametrize("codec", ["cp932", "gb18030", "euc_jp", "euc_kr", "big5", "utf-8", "iso2022_jp"])
def test_full_width_digits_are_read_in_the_encodings_that_have_them(codec):
    hyphen = {"cp932": "－", "gb18030": "－", "utf-8": "－", "euc_jp": "−", "iso2022_jp": "−"}.get(codec, "-")
    value = "ＳＳＮ ５３６-２２-１２３４".replace("-", hyphen).encode(codec)
    shown = [text for _, text in foreign_texts_in(NOISE + b"\n" + value + b"\n" + NOISE)]
    assert any("SSN 536-22-1234" in text for text in shown)


@pytest.mark.parametrize(
    "data", [NOISE, bytes(range(256)) * 20, b"\x40\xff" * 4000, b"6\x07" * 3000, bytes(9000), b"a,b,a,b," * 900]
)
def test_rows_of_numbers_are_no_texts(data):
    assert foreign_texts_in(data) == []


@pytest.mark.parametrize("level", [1, 6, 9])
@pytest.mark.parametrize("strategy", [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY])
@pytest.mark.parametrize("times", [1, 300])
def test_deflate_without_a_header_is_read_wherever_it_begins(level, strategy, times):
    stream = raw(f"{TEXT}\n".encode() * times, level, strategy)
    data = NOISE[:1501] + stream + NOISE
    for step in (97, len(data)):
        reader = DeflatedBytes()
        found = [part for at in range(0, len(data), step) for part in reader.read(data[at : at + step])] + reader.end()
        assert TEXT.encode() in b"".join(found)


def test_deflate_at_the_end_of_an_object_is_read():
    reader = DeflatedBytes()
    assert b"536-22-1234" in b"".join([*reader.read(NOISE + raw(b"536-22-1234")), *reader.end()])


def test_numpy_and_the_loop_without_it_find_the_same_places(monkeypatch):
    data = NOISE + raw(TEXT.encode() * 3) + NOISE
    fast = sorted(beginnings(data))
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert sorted(beginnings(data)) == fast
    assert len(NOISE) in fast


def test_random_bytes_hold_no_deflate():
    data = random.Random(5).randbytes(400_000)
    reader = DeflatedBytes()
    found = [*reader.read(data), *reader.end()]
    assert len([part for part in found if is_writing(part)]) < 4
    assert len(list(beginnings(data))) < len(data) / 50


def test_bytes_that_are_tried_without_end_are_refused():
    with pytest.raises(LimitExceeded):
        DeflatedBytes().read(bytes(random.Random(1).choices(b"\x0a\x2b\x4a\x73\xb2\xcb\xf3", k=60_000)))


@pytest.mark.parametrize("pixel", [b"\x4b", b"\x0b\xca\x73", b"\x2a\x2b", b"\xf3\xf2\xf3\xff"])
def test_pixels_of_one_colour_hold_nothing(pixel):
    reader = DeflatedBytes()
    assert [*reader.read(pixel * 20_000), *reader.end()] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (b"Margaret Holloway", True),
        (b"536-22-1234", True),
        (b"SSN 536221234", True),
        (b"Jos\xc3\xa9 N\xc3\xba\xc3\xb1ez Garc\xc3\xada", True),
        (b"@dYYYYYYYYYYYYYYYYYYYYP", False),
        (b"@BDFHJLNPRTVXZ\\", False),
        (b"6666666666666", False),
        (b",+2443857324", False),
    ],
)
def test_writing_is_told_from_rows_of_characters(text, wanted):
    assert is_writing(text) is wanted

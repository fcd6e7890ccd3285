"""The texts in bytes that are no text."""

from __future__ import annotations

import struct
import zlib

import pytest

from objectlambda.deflated_bytes import DeflatedBytes
from objectlambda.errors import LimitExceeded, UnexpectedContent
from objectlambda.readable_bytes import texts_in

NOISE = bytes(index * index % 251 for index in range(300))
LINE = b"the train to Porto is late today\n"


def profile(*names):
    """A colour profile with its name in several languages, one behind the other as profiles have them."""
    texts = [name.encode("utf-16-be") for name in names]
    starts = [16 + 12 * len(texts) + sum(map(len, texts[:number])) for number in range(len(texts))]
    records = b"".join(struct.pack(">4sLL", b"enUS", len(text), at) for text, at in zip(texts, starts, strict=True))
    return bytes(36) + b"acsp" + bytes(88) + struct.pack(">4s4xLL", b"mluc", len(texts), 12) + records + b"".join(texts)


def test_the_names_of_a_colour_profile_are_read_one_by_one():
    assert texts_in(profile("LCD Warna", "Színes LCD", "Barevný LCD", "Renkli LCD", "Färg-LCD")) == []
    assert ("", "SSN 536-22-1234") in texts_in(profile("LCD Warna", "SSN 536-22-1234", "Barevný LCD"))


def test_the_frame_of_an_xmp_packet_is_no_text_unless_it_holds_a_value():
    frame = b'\0\0<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="%s"> <rdf:RDF/> </x:xmpmeta>\0'
    assert not any("xmp" in text for _, text in texts_in(frame % b"XMP Core 5.4.0"))
    assert any("536-22-1234" in text for _, text in texts_in(frame % b"536-22-1234"))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"\xa2cssni536221234an\x03", ("ssn", "536221234")),  # CBOR
        (b"\xa2cssn\x1a\x1f\xf5\xfc\x12an\x03", ("ssn", "536214546")),
        (b"\xbfcssn\x7fd536-d22-1c234\xffan\x03\xff", ("ssn", "536-22-1234")),
        (b"\x82\xa3ssn\xa9536221234\xa1n\x03", ("ssn", "536221234")),  # MessagePack
        (b"\x82\xa3ssn\xce\x1f\xf5\xfc\x12\xa1n\x03", ("ssn", "536214546")),
        (b"\x82\xa4note\xd9\x20" + b"x" * 21 + b"536-22-1234", ("", "x" * 21 + "536-22-1234")),
        (b"\x02name\0\x06\0\0\0Maria\0\x12n\0", ("name", "Maria")),  # BSON
        (b"\x10ssn\0\x12\xfc\xf5\x1f\x12n\0", ("ssn", "536214546")),
        (b"\x01ssn\0" + struct.pack("<d", 536221234) + b"\0", ("ssn", "536221234")),
        (b"\x0a\x0bMaria Lopez\x3a\x09536221234\x40\x96\x01", ("", "536221234")),  # Protocol Buffers
        (b"\0\x16Maria Lopez\x12536221234\0", ("", "536221234")),  # Avro
        (NOISE + "SSN 536-22-1234".encode("utf-16-be"), ("", "SSN 536-22-1234")),
        (NOISE + "SSN 536-22-1234".encode("utf-32-le"), ("", "SSN 536-22-1234")),
        (NOISE + "SSN 536-22-1234".encode("cp037"), ("", "SSN 536-22-1234")),
        (b"\0\x01lastname\0" + struct.pack("<d", float("nan")), ()),
        (NOISE, ()),
    ],
)
def test_strings_and_numbers_of_binary_formats_are_read_with_their_names(data, wanted):
    assert wanted in texts_in(data) if wanted else not texts_in(data)


@pytest.mark.parametrize("step", [1, 7, 5000])
def test_compressed_texts_are_read_whole_whatever_the_chunks(step):
    text = b"".join(b"%d %b" % (number, LINE) for number in range(400))
    data = NOISE + zlib.compress(text) + NOISE + zlib.compress(LINE) + b"x\x9c" + NOISE
    reader = DeflatedBytes()
    found = [part for at in range(0, len(data), step) for part in reader.read(data[at : at + step])] + reader.end()
    shown = b"".join(found)
    assert all(line in shown for line in text.splitlines())
    assert any(part == LINE for part in found)


def test_pixels_are_looked_at_only_at_their_beginning():
    pixels = zlib.compress(NOISE * 10_000)
    for data in (b"\x89PNG" + bytes(8) + b"IDAT" + pixels, b"II*\0" + pixels):
        assert sum(map(len, DeflatedBytes().read(data))) < 40_000


def test_a_text_behind_many_bytes_that_are_none_is_read_where_no_pixels_are_expected():
    reader = DeflatedBytes()
    shown = b"".join([*reader.read(NOISE + zlib.compress(NOISE * 200 + LINE + NOISE)), *reader.end()])
    assert LINE in shown


def test_comments_of_gif_are_read_over_their_blocks():
    comment = b"\x0bmy SSN 536-\x0722-1234"
    shown = [text for _, text in texts_in(b"GIF89a" + NOISE + b"!\xfe" + comment + b"\0" + NOISE)]
    assert any("536-22-1234" in text for text in shown)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (zlib.compress(b"PK\3\4" + NOISE), UnexpectedContent),
        (zlib.compress(zlib.compress(LINE)), UnexpectedContent),
        (b"\x78\x01\x00\xff\xff\0\0" * 20, UnexpectedContent),
        (zlib.compress(LINE * (34 << 15)), LimitExceeded),
        (b"\x78\x01\x00\xf0\xff\x0f\0" * 20_000, UnexpectedContent),
    ],
    ids=["file", "twice", "unended", "large", "one in another"],
)
def test_compressed_data_that_cannot_be_looked_at_are_refused(data, error):
    reader = DeflatedBytes()
    with pytest.raises(error):
        reader.read(data)

"""What both functions make of values that stand in a text or in a picture in another form than the text's own."""

from __future__ import annotations

import json
import random
import struct
import zlib

import pytest

from objectlambda import respond
from objectlambda.errors import s3_error
from objectlambda.function import ObjectRequest
from objectlambda.measures import Measures
from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
from objectlambda.testing import MemoryOrigin

BOTH = pytest.mark.parametrize("function", [PII_REDACTION, PII_ACCESS_CONTROL], ids=lambda function: function.name)
VALUE = b"Customer Margaret Holloway, SSN 536-22-1234, margaret.holloway@example.com\n"
CLEAN = b"the weather is fine today and the train to the coast is late\n" * 40
SPANISH = "mañana será otro día, señora\n".encode() * 20
PIXELS = random.Random(4).randbytes(2000)


def get(function, data, **settings):
    reading = respond.Reading(
        function=function,
        request=ObjectRequest(key="a.bin", payload=json.dumps({"unsupported_file_handling": "PASS", **settings})),
        origin=MemoryOrigin(data),
        environ={},
        measures=Measures(),
    )
    try:
        return b"".join(respond.get(reading).body)
    except Exception as error:
        return s3_error(error)


def deflated(data):
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def png(name, data):
    def chunk(kind, body):
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">2L5B", 16, 16, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(name, data) + chunk(b"IDAT", zlib.compress(PIXELS)) + chunk(b"IEND", b"")


FORMS = {
    "EBCDIC": VALUE.decode().encode("cp500"),
    "EBCDIC, a name": b"Dear Margaret Holloway, thank you for your letter".decode().encode("cp037"),
    "high bits": bytes(octet | 0x80 for octet in VALUE),
    "inverted": bytes(octet ^ 0xFF for octet in VALUE),
    "apart": b"".join(bytes((octet, 0xFF)) for octet in VALUE),
    "Shift JIS": "番号 ５３６－２２－１２３４\n".encode("cp932"),
    "GB 18030": "编号 ５３６－２２－１２３４\n".encode("gb18030"),
    "DEFLATE": deflated(VALUE * 3),
    "DEFLATE, short": deflated(VALUE),
    "zlib": zlib.compress(VALUE * 3),
}


@BOTH
@pytest.mark.parametrize("before", [CLEAN, SPANISH, CLEAN * 30], ids=["ASCII", "UTF-8", "long"])
@pytest.mark.parametrize("form", list(FORMS))
def test_a_value_late_in_a_text_in_another_form_is_refused(function, before, form):
    for settings in ({}, {"mask_bytes": True} if function is PII_REDACTION else {}):
        answer = get(function, before + FORMS[form] + b"\n" + CLEAN, **settings)
        assert answer[0] in (400, 403), answer


@BOTH
@pytest.mark.parametrize("form", list(FORMS))
def test_a_value_in_a_chunk_of_a_picture_is_refused_in_any_form(function, form):
    assert get(function, png(b"prVt", b"\1\0" + FORMS[form]))[0] in (400, 403)


@BOTH
@pytest.mark.parametrize("form", ["EBCDIC", "inverted", "DEFLATE"])
def test_the_setting_latin_1_lets_no_other_form_through(function, form):
    data = CLEAN + FORMS[form] + b"\n"
    assert get(function, data, encoding="latin-1", unsupported_file_handling="FAIL")[0] in (400, 403)


@BOTH
def test_texts_and_pictures_without_values_pass_as_before(function):
    cyrillic = "погода хорошая, поезд опаздывает\n".encode("koi8-r") * 30
    japanese = "天気は良いですが、電車が遅れています\n".encode("cp932") * 30
    spanish = SPANISH.decode().encode("cp1252")
    for data in (png(b"prVt", PIXELS), CLEAN + cyrillic, CLEAN + japanese, CLEAN + spanish, CLEAN + PIXELS):
        assert get(function, data) == data


@pytest.mark.parametrize("codec", ["cp1252", "mac-roman", "cp850"])
def test_names_in_an_encoding_of_one_byte_are_redacted(codec):
    line = "Estimada Lucía Fernández: adjunto la factura de Verónica Núñez\n".encode(codec)
    shown = get(PII_REDACTION, SPANISH + line, language_code="es")
    assert shown.startswith(SPANISH)
    assert not any(part in shown for part in (b"Fern", b"Ver", b"ez"))


@BOTH
@pytest.mark.parametrize("coding", ["br", "compress"])
def test_recorded_bodies_in_a_coding_without_a_mark_are_refused(function, coding):
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    assert get(function, head + PIXELS)[0] == 400


@BOTH
def test_text_in_hz_is_refused(function):
    data = CLEAN + "编号 ５３６－２２－１２３４\n".encode("hz")
    assert get(function, data, unsupported_file_handling="FAIL")[0] == 400
    code = CLEAN + b"let ~{x} = f(~{ a: 1 })\n"
    assert get(function, code, unsupported_file_handling="FAIL") == code

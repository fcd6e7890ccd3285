"""Values in base85, base32 and pieces of base64, in overlong UTF-8 and in UTF-7."""

from __future__ import annotations

import base64
import json
import random
import zlib

import pytest

from objectlambda.errors import UnexpectedContent
from objectlambda.pii import detect
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.structure.other_bases import other_bases

SSN = b"SSN 536-22-1234"
LONG = b"SSN 536-22-1234 of the one who called on Monday"
DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)
RAW = base64.b64encode(DEFLATE.compress(LONG * 3) + DEFLATE.flush()).decode()
SMALL = zlib.compressobj(9, zlib.DEFLATED, 9)
IN_SMALL_WINDOW = base64.b64encode(SMALL.compress(LONG * 3) + SMALL.flush()).decode()
B64 = base64.b64encode(LONG).decode()


def cut(text: str, *, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"v": base64.b85encode(SSN).decode()}),
        json.dumps({"v": base64.a85encode(SSN).decode()}),
        f"id,v\n1,{base64.b85encode(LONG).decode()}\n",
        f"token={base64.b85encode(LONG).decode()} ok\n",
        json.dumps({"ssn": base64.b32encode(b"536221234").decode()}),
        f"x{base64.b32encode(LONG).decode().rstrip('=')}y is\n",
        f"id: {base64.b32encode(LONG).decode().lower()}\n",
        f"see {' '.join(cut(B64, size=8))} there\n",
        f"see {' '.join(cut(B64, size=13))} there\n",
        json.dumps({"x": cut(B64, size=12)}),
        json.dumps({"x": "\n".join(cut(B64, size=12))}),
        json.dumps({f"part{index}": part for index, part in enumerate(cut(B64, size=22))}),
        "id,a,b,c,d\n1," + ",".join(cut(B64, size=16)) + "\n",
        "<p>" + "".join(f"<b>{part}</b>" for part in cut(B64, size=15)) + "</p>",
        json.dumps({"x": cut(LONG.hex(), size=14)}),
        json.dumps({"v": RAW}),
        f"GET /sso?SAMLRequest={RAW.replace('+', '%2B').replace('=', '%3D')}\n",
        json.dumps({"v": IN_SMALL_WINDOW}),
        "".join(f"{byte:08b}" for byte in SSN) + "\n",
        'a:1:{s:3:"ssn";i:536221234;}',
        "ssn = '\\N{DIGIT FIVE}36-22-1234'\n",
        "OBX|1|TX|||SSN \\X353336\\-22-1234\r",
        "the SSN is 536ー22ー1234\n",
        ":100000005468652053534E206F6620746865206FD6\n:100010006E65206973203533362D32322D313233FF\n:0A0020003420616E64206D6F72657C\n",
        "S11300005468652053534E206F6620746865206FD2\nS11300106E65206973203533362D32322D313233FB\nS10D00203420616E64206D6F726578\n",
        "BEGIN:VCARD\nVERSION:2.1\nNOTE;ENCODING=QUOTED-PRINTABLE:SSN=20536=2D22=2D1234\nEND:VCARD\n",
    ],
)
def test_encoded_texts_are_read_and_their_values_leave(text):
    assert "SSN" in {entity.type for entity in detect(text)}


def test_a_long_text_in_deflate_is_refused():
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    text = base64.b64encode(deflate.compress(LONG * 2000) + deflate.flush()).decode()
    with pytest.raises(UnexpectedContent):
        detect(f"v={text}\n")


def test_pieces_beside_the_value_stay():
    text = json.dumps(
        {"x": cut(base64.b64encode(b"The weather is fine. " + SSN + b" and it is late").decode(), size=12)}
    )
    made = json.loads(b"".join(redact([text.encode()], Redaction(), key="a.json")))["x"]
    before = json.loads(text)["x"]
    assert [len(part) for part in made] == [len(part) for part in before]
    assert made[0] == before[0]
    assert made[-1] == before[-1]
    assert "*" in made[2]


@pytest.mark.parametrize(
    ("data", "gone"),
    [
        (b"the SSN is 536\xc0\xad22\xc0\xad1234\n", b"1234"),
        (b"SSN " + bytes(byte for c in b"536-22-1234" for byte in (0xE0, 0x80 | c >> 6, 0x80 | c & 63)), b"\x80\xb5"),
        (b"mail kj.canary\xc1\x80acme.com\n", b"acme"),
        (b"GET /?m=kj.canary%C1%80acme.com&ssn=536%C0%AD22%C0%AD1234\n", b"acme"),
        (b"mail kj.canary+AEA-acme.com, SSN 536+AC0-22+AC0-1234\n", b"acme"),
    ],
)
def test_characters_in_odd_utf_are_read(data, gone):
    made = b"".join(redact([data], Redaction(lenient=True)))
    assert gone not in made
    assert b"1234" not in made


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (label, "SSN")
            for label in ("ssn2 = 536221234", "SSN1: 536221234", "user_ssn1 = '536221234'", "mySsn2=536221234")
        ),
        ("ssnValue 536221234", "SSN"),
        ('<ssn a="536" b="22" c="1234"/>', "SSN"),
        ('{"ssn":{"x":536,"y":22,"z":1234}}', "SSN"),
        ('<phone cc="1" ac="206" ex="555" no="0100"/>', "PHONE"),
        (r"write to john\@example.com.", "EMAIL"),
        (r"\documentclass{a} john\textat{}example.com", "EMAIL"),
        (r"\documentclass{a} john\symbol{64}example.com", "EMAIL"),
        *((login, "USERNAME") for login in (r'login="ACME\nancy" ok', r"user=ACME\mancy", r'{"user":"ACME\\mancy"}')),
        (r'msg="a\nb" user=ACME\tgreen', "USERNAME"),
        ('{"name": ["M", "a", "r", "i", "a"]}', "NAME"),
        ("id,name0,name1,name2,name3,name4,name5,name6,name7,name8,name9\n1,M,a,r,i,a,L,o,p,e,z\n", "NAME"),
        ('write to "kj canary"@acme.com\n', "EMAIL"),
        ("<p>Name</p><table><tr>" + "".join(f"<td>{x}</td>" for x in "MARIA LOPEZ") + "</tr></table>", "NAME"),
    ],
)
def test_values_behind_labels_with_digits_and_in_named_parts_are_found(text, kind):
    assert kind in {entity.type for entity in detect(text)}


def test_measures_below_such_a_name_are_left_alone():
    text = '{"phone":{"w":320,"h":480},"card":{"rows":4111,"cols":22}} <card rows="3" cols="22"/> ssn2 phone1 tel2 = 3'
    assert detect(text) == []


def test_codes_and_hashes_are_left_alone():
    drawn = random.Random(3)
    lines = []
    for _ in range(300):
        data = drawn.randbytes(24)
        codes = {"sha": data.hex(), "a": base64.b64encode(data).decode(), "b": base64.b85encode(data).decode()}
        lines += [
            json.dumps(codes),
            f"getValue setValue newItem {base64.b32encode(data).decode()} {drawn.getrandbits(70)},{data[0]}",
        ]
    assert not {entity.type for entity in detect("\n".join(lines))} & {"SSN", "NAME", "EMAIL", "PHONE"}


@pytest.mark.parametrize("run", ["0" * 300, "y" * 260, "c4hW" * 80, "s0" * 150])
def test_repeated_characters_are_no_compressed_data(run):
    text = f"{run} is what the field is filled with\n".encode()
    assert b"".join(redact([text], Redaction(), key="a.txt")) == text


def test_identifier_whose_digits_are_bytes_of_no_text_is_read_as_it_stands() -> None:
    text = '{"ID":"1711-0612-4B10-9BFB-55C3E91A83AF","TO":"ada@roe.example"}\n'
    assert [text[entity.start : entity.end] for entity in detect(text, entity_types=["EMAIL"])] == ["ada@roe.example"]


def test_bytes_of_half_a_pair_of_surrogates_are_no_text() -> None:
    digits = base64.b32hexencode(b"Call ada roe on \xed\xa0\x80, room 7").decode().rstrip("=")
    assert not list(other_bases(f"x = {digits} ;".encode()))

"""Text in base64, hex, quoted-printable, encoded words and pickles: redacted where it stands, and still decodable."""

from __future__ import annotations

import base64
import email
import json
import pickle
import quopri
import random
from email.header import decode_header, make_header
from email.mime.text import MIMEText

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.pii import detect
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.structure import Format, blobs
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.readable import readable

SSN, MAIL = "219-09-9999", "eva.tereshkova@acme.com"
TEXT = f"Hello, the SSN is {SSN} and the mail is {MAIL}. naïve café!\n"


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def mime(text: str, subtype: str = "plain") -> str:
    message = MIMEText(text, subtype, "utf-8")  # its body is base64, lines of 76
    message["Subject"] = "of interest"
    return message.as_string()


def redacted(text: str, file: str, mode: Mode = Mode.MASK) -> str:
    with pytest.raises(AccessDenied):
        list(guard([text.encode()], key=file))
    return b"".join(redact([text.encode()], Redaction(mode=mode, secret=b"0123456789abcdef"), key=file)).decode()


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.KEEP_LAST_4])
@pytest.mark.parametrize("count", [1, 900])
def test_a_mail_body_in_base64_is_redacted_and_decodes(mode: Mode, count: int) -> None:
    out = email.message_from_string(redacted(mime(TEXT * count), "a.eml", mode))
    body = out.get_payload(decode=True).decode()
    assert SSN not in body
    assert MAIL not in body
    assert body.count("Hello, the SSN is ") == body.count(". naïve café!\n") == count
    assert len(body.encode()) == len(TEXT.encode()) * count


PLACES = {
    "short, alone": b64(f"ssn {SSN}"),
    "in JSON": json.dumps({"payload": b64(TEXT)}),
    "JSON in base64": f"INFO token={b64(json.dumps({'last_name': 'Tereshkova', 'mail': MAIL}))} done",
    "base64 for URLs": "GET /r?t=" + base64.urlsafe_b64encode(("?>?>" + TEXT).encode()).decode() + "&x=1",
    "behind a path": "/var/spool/" + b64(TEXT),
    "twice": b64(b64(TEXT)),
    "PowerShell": "powershell -enc " + base64.b64encode(f"mail {MAIL} {SSN}".encode("utf-16-le")).decode(),
    "Latin letters": base64.encodebytes(TEXT.encode("latin-1")).decode(),
    "hex": "x=0x" + f"ssn {SSN}".encode().hex(),
    "HEX": "x=" + TEXT.encode().hex().upper(),
    "LDIF": f"dn: uid=x,dc=y\nsn:: {b64('Tereshkova')}\nmail:: {b64(MAIL)}\n",
    "basic": f"Authorization: Basic {b64(MAIL + ':xk9Lqq77')}",
    "data URI": f'<img src="data:text/plain;base64,{b64(MAIL)}">',
    "quoted-printable": "Encoding: quoted-printable\n\nmail eva=40acme=\n.com, 219=2D09=2D9999\n",
    "quoted-printable of a long line": quopri.encodestring(("é " * 40 + TEXT).encode()).decode(),
    "encoded word": f"Subject: =?utf-8?Q?Eva_T=C3=A9r=2C_{SSN}?=\nTo: =?utf-8?q?x?= =?utf-8?Q?eva=40acme.com?=\n",
    "encoded word in base64": f"Subject: =?UTF-8?B?{b64(MAIL)}?=\n",
    "pickle": pickle.dumps({"ssn": "219099999", "mail": MAIL, "x": [SSN]}, 0).decode(),
}  # fmt: skip


def decodings(text: str) -> str:
    """``text`` and what is encoded in it, by the standard library, several times."""
    for _ in range(3):
        runs = [
            run
            for run in text.replace('"', " ").replace("=", " ").replace("?", " ").replace(",", " ").split()
            if len(run) > 7
        ]
        shown = [text, quopri.decodestring(text.encode()).decode(errors="replace")]
        for run in runs:
            for part in {run, run.rpartition("/")[2], run.removeprefix("0x")}:
                whole = "".join(
                    character
                    for character in part
                    if (character.isascii() and character.isalnum()) or character in "+/-_"
                )
                whole = whole[: len(whole) - (len(whole) % 4 == 1)].translate(str.maketrans("-_", "+/"))
                data = base64.b64decode(whole + "=" * (-len(whole) % 4))
                shown.append(data.decode(errors="replace") + data.decode("utf-16-le", errors="replace"))
                if len(part) % 2 == 0 and set(part.lower()) <= set("0123456789abcdef"):
                    shown.append(bytes.fromhex(part).decode(errors="replace"))
        text = "\n".join(shown)[:200_000]
    return text


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_what_is_encoded_in_a_text_is_redacted(text: str) -> None:
    values = (SSN, "acme.com", "219099999", "Tereshkova", "=2D9999")
    assert any(value in decodings(text) for value in values)
    for mode in (Mode.MASK, Mode.REPLACE_WITH_PII_ENTITY_TYPE):
        out = redacted(text, "a.txt", mode)
        assert [value for value in values if value in decodings(out)] == [], mode
        assert list(guard([out.encode()], key="a.txt"))


def test_encoded_words_still_decode() -> None:
    out = redacted(PLACES["encoded word"], "a.eml", Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    subject = email.message_from_string(out)["Subject"]
    assert "SSN" in str(make_header(decode_header(subject)))


@pytest.mark.parametrize("number", ["4464275735818568", "4668044167273690", "4464151735034623"])
def test_a_card_number_is_found_though_it_would_decode_to_letters(number: str) -> None:
    assert [(found.type, found.start) for found in detect(f"card: {number} ok")] == [("CREDIT_DEBIT_NUMBER", 6)]


def test_runs_that_are_no_text_stay() -> None:
    rng = random.Random(3)
    for size in (12, 32, 700):
        for text in (base64.b64encode(rng.randbytes(size)).decode(), rng.randbytes(size).hex(), "4242424242424242"):
            assert readable(f"id {text} end", Format.TEXT) is None
    assert readable("DIM=3\nKEY=\nNEXT=4A\n", Format.LINES) is None


@pytest.mark.parametrize(
    "text", [b64(TEXT), b64(TEXT)[1:], base64.encodebytes(TEXT.encode() * 9).decode(), TEXT.encode().hex()]
)
def test_every_character_leads_back_to_its_place(text: str) -> None:
    view = readable(text, Format.TEXT)
    assert view is not None
    assert "the mail is " + MAIL in view.text
    for position in range(len(view.text) - 1):
        begin, end = view.source(position), view.source_end(position + 1)
        assert view.read(begin, end) == view.text[position]


@pytest.mark.parametrize("encode", [base64.b64encode, base64.b32encode, bytes.hex], ids=["base64", "base32", "hex"])
def test_the_work_on_nested_encodings_grows_with_the_input(monkeypatch, encode):
    """A value is encoded with its neighbours only, not with the whole run it stands in; each layer is decoded once."""
    encoded, decoded = [], []
    encode_part, decode_part = Blob._encode, blobs.blobs_in

    def counted_encode(self, data, *more):
        encoded.append(len(data))
        return encode_part(self, data, *more)

    def counted_decode(places, data, *more, **options):
        decoded.append(len(data))
        return decode_part(places, data, *more, **options)

    monkeypatch.setattr(Blob, "_encode", counted_encode)
    monkeypatch.setattr(blobs, "blobs_in", counted_decode)
    text = f"SSN {SSN} " * 150
    for _ in range(3):
        made = encode(text.encode())
        text = made if isinstance(made, str) else made.decode()
    out = b"".join(redact([text.encode()], Redaction())).decode()
    for _ in range(3):
        decode = {base64.b64encode: base64.b64decode, base64.b32encode: base64.b32decode}.get(encode, bytes.fromhex)
        out = decode(out).decode()
    assert (SSN in out, out.count("SSN")) == (False, 150)
    assert sum(encoded) < 3 * len(text)
    assert sum(decoded) < 6 * len(text)


@pytest.mark.parametrize("skipped", range(9))
def test_base32_is_read_wherever_a_window_begins_in_it(skipped):
    """Shifted by some bits, this text decodes to Latin letters, too."""
    run = base64.b32encode(f"SSN {SSN} ".encode() * 100).decode()[skipped:]
    assert readable(run, Format.TEXT).text.count(SSN) >= 98

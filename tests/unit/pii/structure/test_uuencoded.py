"""Uuencoded text, also in base64: access control refuses it, redaction masks it where it stands, and it decodes."""

from __future__ import annotations

import base64
import binascii
import json
import random

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.structure.uuencoded import uuencoded_blobs

SSN, MAIL = "219-09-9999", "eva.tereshkova@acme.com"
TEXT = f"Hello, the SSN is {SSN} and the mail is {MAIL}. The rest is of no interest!\n"


def uu(data: bytes, *, width: int = 45, backtick: bool = True, line_end: bytes = b"\n") -> str:
    lines = [binascii.b2a_uu(data[at : at + width], backtick=backtick)[:-1] for at in range(0, len(data), width)]
    return line_end.join([b"begin 644 note.txt", *lines, b"`", b"end", b""]).decode()


def decoded(text: str) -> bytes:
    lines = [line.removeprefix("> ").removeprefix("    ") for line in text.partition("begin 644 ")[2].splitlines()[1:]]
    return b"".join(binascii.a2b_uu(line) for line in lines[: lines.index("end")])


def redacted(text: str, file: str = "a.txt") -> str:
    with pytest.raises(AccessDenied):
        list(guard([text.encode()], key=file))
    out = b"".join(redact([text.encode()], Redaction(mode=Mode.MASK), key=file)).decode()
    assert list(guard([out.encode()], key=file))
    return out


PLACES = {
    "in mail": "From: a\nSubject: fine\n\nSee below.\n\n" + uu(TEXT.encode()) + "\nBye\n",
    "one line": uu(f"ssn {SSN}".encode()),
    "spaces": uu(TEXT.encode(), backtick=False),
    "CRLF": uu(TEXT.encode() * 3, line_end=b"\r\n"),
    "short lines": uu(TEXT.encode() * 3, width=6),
    "odd line lengths": uu(TEXT.encode(), width=44),
    "over many windows": uu(TEXT.encode() * 900),
    "short lines over windows": uu(TEXT.encode() * 500, width=6),
    "values over line ends": uu(("of interest is " + TEXT).encode() * 3, width=44),
    "quoted": "".join(f"> {line}\n" for line in uu(TEXT.encode() * 3).splitlines()),
    "indented": "".join(f"    {line}\n" for line in uu(TEXT.encode() * 3).splitlines()),
    "blanks cut off": "\n".join(line.rstrip() for line in uu(TEXT.encode() * 3 + b"@", backtick=False).split("\n")),
    "UTF-16 over windows": uu(TEXT.encode("utf-16-le") * 500),
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_uuencoded_text_is_redacted_and_decodes(text: str) -> None:
    before, after = decoded(text), decoded(redacted(text))
    assert len(before) == len(after)
    shown = after.replace(b"\0", b"").decode()
    assert SSN not in shown
    assert MAIL not in shown
    assert shown.count("the mail is") == before.replace(b"\0", b"").decode().count("the mail is")


def test_other_layers_are_decoded_around_and_below() -> None:
    out = redacted(json.dumps({"note": uu(TEXT.encode())}), "a.json")
    assert SSN.encode() not in decoded(json.loads(out)["note"])
    out = redacted(uu(base64.b64encode(TEXT.encode())))
    assert SSN.encode() not in base64.b64decode(decoded(out))


def test_begin_base64_is_redacted() -> None:
    body = base64.encodebytes(TEXT.encode() * 4).decode()
    out = redacted(f"begin-base64 644 note.txt\n{body}====\n")
    assert SSN.encode() not in base64.b64decode(out.partition("\n")[2].rpartition("====")[0])


def test_lines_that_are_no_text_stay() -> None:
    for text in (
        uu(random.Random(5).randbytes(700)),
        "MORE OF THE SAME\n" * 20,
        "begin 644 x\n\nend\n",
        "begin 1 of 2\nfine\n",
    ):
        assert uuencoded_blobs(text) == []

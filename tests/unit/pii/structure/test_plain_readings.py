"""What is decoded on suspicion is read as it stands, too; what is encoded in unusual ways is read or refused."""

from __future__ import annotations

import base64
import binascii
import itertools

import pytest

from objectlambda.errors import AccessDenied, UnexpectedContent
from objectlambda.pii.access_control import guard
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.structure.uuencoded import uuencoded_blobs

SSN = "536-22-1234"
TEXT = f"Hello, the SSN is {SSN}, and here is more of it to read, of no interest at all.\n"
MIME = "MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: {}\n\n"


def wrapped(text: str, width: int, prefix: str = "") -> str:
    return "".join(f"{prefix}{text[at : at + width]}\n" for at in range(0, len(text), width))


def a_line_of_two_readings() -> str:
    """A line of uuencode that decodes to text, with an SSN in it as it stands."""
    words = binascii.b2a_uu(b"the weather is fine today and it is so, yes!!")[1:61].decode()
    for before, after in itertools.product(range(4), range(4)):
        value = f"{'(' * before} SSN {SSN} {'(' * after}"
        if len(value) % 4 == 0:
            line = "M" + words[: 60 - len(value)] + value
            if uuencoded_blobs(f"begin 644 a\n{line}\n"):
                return line
    raise AssertionError("no line of two readings")


AS_IT_STANDS = {
    "uuencode": f"begin 644 a\n{a_line_of_two_readings()}\n`\nend\n",
    "URL escapes": f"SSN {SSN}%41%41\n",
    "URL escape for a dash": f"SSN {SSN}%2D1\n",
    "quoted-printable": f"a=3Db SSN {SSN}=41\n",
    "quoted-printable and a name": "a=3Db and ssn=536221234 fine\n",
    "string escapes": f'a \\"b\\" SSN {SSN}\\x41\n',
    "terminal codes": f"SSN {SSN}\x1b[0m5 fine\n",
    "unseen": f"SSN {SSN}\u200b5 fine\n",
    "pickle": "x\np1\nSSN 536221234\np2\n.",
    "JSON": f'{{"note": "SSN {SSN}\\u0041"}}\n',
    "XML": f"<?xml version='1.0'?>\n<p>SSN {SSN}&#65;</p>",
}
JOINED = {AS_IT_STANDS[name] for name in ("URL escape for a dash", "terminal codes", "unseen")}
"""Those of which the mask and the digit after it, decoded, look like a number of which the end is shown."""
ENCODED = {
    "base64, narrow lines": f"text\n{wrapped(base64.b64encode(TEXT.encode()).decode(), 12)}",
    "base64, quoted": f"text\n{wrapped(base64.b64encode(TEXT.encode()).decode(), 76, '> ')}",
    "base64 in MIME, narrow lines": MIME.format("base64") + wrapped(base64.b64encode(TEXT.encode()).decode(), 12),
    "base64, control characters": base64.b64encode(b"\1\2" + TEXT.encode()).decode(),
    "base64, no text before": base64.b64encode(bytes(range(128, 160)) + TEXT.encode()).decode(),
    "base64 of UTF-16": base64.b64encode(TEXT.encode("utf-16-be")).decode(),
    "base64, padding before a line": "x y\n"
    + base64.b64encode(f"{'q' * 36} ssn {SSN}".encode()).decode()
    + "\nABCDEFGHIJKLMNOPQRSTUVWXYZ\n",
    "base32": base64.b32encode(TEXT.encode()).decode(),
    "UTF-7": f"SSN +{base64.b64encode(SSN.encode('utf-16-be')).decode().rstrip('=')}- fine\n",
    "hex in pairs": " ".join(f"{byte:02x}" for byte in TEXT.encode()),
    "hex as in C": ", ".join(f"0x{byte:02x}" for byte in TEXT.encode()),
    "hex in lines": wrapped(TEXT.encode().hex(), 60),
    "octal": "".join(f"\\{byte:03o}" for byte in f"SSN {SSN}".encode()),
    "URL escapes with a byte that is none": "GET /u?ssn=%FF%35%33%36-22-1234 HTTP/1.1\n",
    "URL escapes of JavaScript": "".join(f"%u{ord(character):04x}" for character in SSN),
    "string escapes of JavaScript": "".join(f"\\u{{{ord(character):x}}}" for character in SSN),
    "references": "SSN &#53;&#51;&#54;-22-1234\n",
    "references without a semicolon": "<html><p>SSN &#53&#51&#54-22-1234</p></html>",
    "quoted-printable, small letters": MIME.format("quoted-printable") + "SSN 536=2d22=2d1234 fine\n",
    "quoted-printable, far behind": MIME.format("quoted-printable") + "fine words\n" * 9000 + "SSN 5=336-22-1234\n",
}
REFUSED = {
    "yEnc": "=ybegin line=128 size=11 name=a\n_]`W\\\\W[\\]^\n=yend size=11\n",
    "Ascii85": base64.a85encode(TEXT.encode(), adobe=True).decode(),
    "BinHex": "(This file must be converted with BinHex 4.0)\n\n:$f*TEQKPH#ja,\n",
    "xxencode": "begin 644 a\nhABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567\n+\nend\n",
}


def name_of(text: str) -> str:
    return "a.json" if text[0] == "{" else "a.eml" if text[0] == "M" else "a.xml" if text[:2] == "<?" else "a.txt"


@pytest.mark.parametrize("text", (AS_IT_STANDS | ENCODED).values(), ids=AS_IT_STANDS | ENCODED)
def test_both_readings_are_refused_and_redacted(text: str) -> None:
    with pytest.raises(AccessDenied):
        list(guard([text.encode()], key=name_of(text)))
    for mode in (Mode.MASK, Mode.REPLACE_WITH_PII_ENTITY_TYPE):
        out = b"".join(redact([text.encode()], Redaction(mode=mode), key=name_of(text)))
        assert SSN.encode() not in out
        assert b"536221234" not in out
        if text not in JOINED:
            assert list(guard([out], key=name_of(text)))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_codes_that_nothing_decodes_are_refused(text: str) -> None:
    for chunks in ([text.encode()], [text[:9].encode(), text[9:].encode()]):
        with pytest.raises(UnexpectedContent, match="base64"):
            list(guard(chunks))
        with pytest.raises(UnexpectedContent):
            list(redact(chunks))


def test_lines_and_words_that_only_look_so_stay() -> None:
    for text in ("begin 644 words\nhello\n", "a <~ b and c ~> d\n", "Lorena\nTapiaa\nwords\n", "rate %B4 of x=20\n"):
        assert b"".join(redact([text.encode()], Redaction(entity_types={"SSN"}))) == text.encode()

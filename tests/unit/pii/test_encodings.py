"""Bytes as text, and offsets back in bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import PatternAnalyzer

from objectlambda.errors import AccessDenied, InvalidSettings, UnexpectedContent
from objectlambda.pii import locate
from objectlambda.pii.access_control import Policy, guard
from objectlambda.pii.redaction import Redaction, redact
from objectlambda.pii.text_encoding import decode_text

ENCODED = [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


def chunked(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize(("codec", "mark"), ENCODED)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40), size=st.integers(1, 9))
def test_text_is_decoded_whatever_the_chunks(codec: str, mark: bytes, text: str, size: int) -> None:
    if not mark and text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
    assert "".join(decode_text(chunked(mark + text.encode(codec), size))) == text


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"abc\xff", 3),
        (b"\xef\xbb\xbfabc\xc3", 6),
        ("é".encode() * 5 + b"\xed\xa0\x80", 10),
        (b"\xff\xfea\x00\x00\xd8b\x00", 4),
        (b"\xff\xfea\x00b", 4),
        (b"\x80", 0),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_undecodable_input_raises_unexpected_content_with_the_byte_offset(data: bytes, offset: int, size: int) -> None:
    with pytest.raises(UnexpectedContent, match=rf"byte {offset} cannot"):
        list(decode_text(chunked(data, size)))


def test_latin_1_is_decoded_when_set() -> None:
    assert "".join(decode_text([b"caf\xe9"], "latin-1")) == "café"


def test_an_unknown_encoding_raises_invalid_settings() -> None:
    with pytest.raises(InvalidSettings, match="ebcdic"):
        list(decode_text([b"x"], "ebcdic"))


@pytest.mark.parametrize(("codec", "mark"), ENCODED)
@pytest.mark.parametrize("size", [1, 1000, 10**7])
def test_entities_are_located_in_bytes(codec: str, mark: bytes, size: int) -> None:
    data = mark + ("écrivez à bob@example.com, 𝄞 puis à al@b.org\n" * (20 if size == 1 else 2000)).encode(codec)
    found = list(locate(chunked(data, size), analyzer=PatternAnalyzer()))
    assert [data[f.byte_start : f.byte_end].decode(codec) for f in found[:2]] == ["bob@example.com", "al@b.org"]
    assert {data[f.byte_start : f.byte_end].decode(codec) for f in found} == {"bob@example.com", "al@b.org"}


LATE = b"nothing of note in this line\n" * 4000
VALUE = "card 4000 0012 3456 7899, SSN 219-09-9999\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32"])
@pytest.mark.parametrize("size", [1, 7, 65536])
@pytest.mark.parametrize("lenient", [False, True])
def test_text_that_goes_on_in_another_encoding_is_refused(codec: str, size: int, lenient: bool) -> None:
    data = LATE[-2900 if size < 10 else 0 :] + VALUE.encode(codec)
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    with pytest.raises(UnexpectedContent):
        list(redact(chunks, Redaction(lenient=lenient)))
    with pytest.raises(UnexpectedContent):
        list(guard(chunks, Policy(lenient=lenient)))


WIDE = "nothing of note in this line\n" * 2000
APPENDED = {
    "one byte a character": VALUE.encode(),
    "a number alone": b"\n219-09-9999\n",
    "an address alone": b"\nkj.canary@acme.com\n",
}


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("appended", [*APPENDED, "the other byte order"])
@pytest.mark.parametrize("size", [7, 65536])
def test_utf_16_that_goes_on_in_another_encoding_is_refused(codec: str, appended: str, size: int) -> None:
    other = VALUE.encode("utf-16-be" if codec == "utf-16-le" else "utf-16-le")
    more = APPENDED.get(appended, other)
    wide = WIDE[-999 if size < 10 else 0 :]
    data = ("\ufeff" + wide).encode(codec) + more
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    for lenient in (False, True):
        with pytest.raises(UnexpectedContent):
            list(redact(chunks, Redaction(lenient=lenient)))
        with pytest.raises(UnexpectedContent):
            list(guard(chunks, Policy(lenient=lenient)))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_other_scripts_is_text(codec: str) -> None:
    text = "\ufeff" + "中文日志没有什么可注意的一一一一一一一一\nこれはテストです。ｱｲｳ\n한국어 텍스트\n" * 3000
    assert b"".join(guard([text.encode(codec)])) == text.encode(codec)


@pytest.mark.parametrize("value", [b"SSN 219\0-09-99\x0099\n", b"SSN 219-\0\0\0\0\0\0\0\0\0\0\0\x0009-9999\n"])
def test_nuls_late_in_a_text_hide_nothing(value: bytes) -> None:
    out = b"".join(redact([LATE, value]))
    assert out.startswith(LATE)
    assert b"99" not in out
    with pytest.raises(AccessDenied):
        list(guard([LATE, value]))


def test_a_log_with_a_hole_of_nuls_is_text() -> None:
    hole = LATE + bytes(4096) + LATE
    assert b"".join(redact([hole])) == hole
    assert b"".join(guard([hole])) == hole

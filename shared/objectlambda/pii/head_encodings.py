"""How texts are encoded in the values of headers: UTF-8 in latin-1, RFC 2047 words, hex and base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from email.header import decode_header

_DIGEST_BYTES = frozenset({16, 20, 28, 32, 48, 64})
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){8,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_WORDS = re.compile(r"=\?[^?]{1,40}\?[BbQq]\?[^?]*\?=")
_WORD_BYTES = 45


class Unreadable(ValueError):
    """The value is encoded and cannot be decoded."""


def decode(value: str) -> tuple[str, Callable[[str], str]]:
    """``value`` as a reader sees it, and a function that encodes another text in its place.

    Raises:
        Unreadable: it is encoded and cannot be decoded, or it looks like a digest.
    """
    if not value.isascii():
        try:
            return value.encode("latin-1").decode("utf-8"), lambda text: text.encode().decode("latin-1")
        except UnicodeError:
            return value, words
    if "=?" in value and _WORDS.search(value):
        return _of_words(value), words
    if _HEX.fullmatch(value):
        return _of_bytes(bytes.fromhex(value), value, lambda text: text.encode().hex())
    if _BASE64.fullmatch(value):
        try:
            data = base64.b64decode(value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4), altchars=b"-_")
        except binascii.Error:
            return value, words
        return _of_bytes(data, value, lambda text: base64.b64encode(text.encode()).decode())
    return value, words


def _of_bytes(data: bytes, value: str, encode: Callable[[str], str]) -> tuple[str, Callable[[str], str]]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if all(char.isprintable() or char.isspace() for char in text):
        return text, encode
    if len(data) in _DIGEST_BYTES:
        raise Unreadable("a digest")
    return value, words


def _of_words(value: str) -> str:
    parts = []
    try:
        for data, charset in decode_header(value):
            parts.append(data if isinstance(data, str) else data.decode(charset or "latin-1"))
    except (ValueError, LookupError) as error:
        raise Unreadable("an encoded word") from error
    text = "".join(parts)
    if _WORDS.search(text):
        raise Unreadable("an encoded word in another")
    return text


def words(text: str) -> str:
    """``text`` as a header holds it: unchanged, or in RFC 2047 words, as S3 writes metadata."""
    if text.isascii():
        return text
    words: list[str] = []
    for char in text:
        if not words or len((words[-1] + char).encode()) > _WORD_BYTES:
            words.append("")
        words[-1] += char
    return " ".join(f"=?UTF-8?B?{base64.b64encode(word.encode()).decode()}?=" for word in words)

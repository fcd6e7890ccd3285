"""Tells bytes that are no text and hold none from files, compressed data and texts in other encodings."""

from __future__ import annotations

import json
import re
import zlib

from objectlambda.deflated_bytes import DeflatedBytes
from objectlambda.readable_bytes import Text, texts_in

_HOLDERS = (
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"PK\x03\x04",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"%PDF-",
    b"{\\rtf",
    b"PAR1",
    b"Obj\x01",
    b"ARROW1",
    b"SQLite format 3\x00",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
)
"""What begins files that hold text, and texts in UTF-16 and UTF-32 with a byte order mark."""
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_WIDE = (("utf-16-le", 14), ("utf-16-be", 14), ("utf-32-le", 28), ("utf-32-be", 28))
"""Encodings, and of how many bytes a text in one must have to be told from numbers."""
_SAMPLE = 4096
_READABLE = re.compile(r"[\t\r\n\x20-\x7e\xa0-\u024f]+")
_CODE = re.compile(r"[0-9A-Z \-.]{9,15}")
"""A value in EBCDIC; so few random bytes may look like one in small letters."""
_MEMBER = re.compile(
    rb"PK\x03\x04[\x00-\x3f]\x00|7z\xbc\xaf\x27\x1c|\xfd7zXZ\x00|BZh[1-9]1AY&SY|%PDF-[0-9]|SQLite format 3\x00|"
    rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]",
    re.DOTALL,
)
"""What begins a file inside of other bytes."""
_WORDS = re.compile(r"[0-9A-Za-z \-.,@:;/_'\"()+=\n]{16,}")


def may_hold_text(value: bytes) -> bool:
    """Whether ``value``, which is no UTF-8, begins as a file that holds text, or is text in another encoding."""
    if value.startswith(_HOLDERS) or (value.startswith(_ZLIB) and _is_zlib(value)) or value[257:262] == b"ustar":
        return True
    if _MEMBER.search(value):
        return True
    sample = value[:_SAMPLE]
    for codec, least in _WIDE:
        if len(value) >= least and _READABLE.fullmatch(sample[: len(sample) & ~3].decode(codec, "replace")):
            return True
    if len(value) < 9:
        return False
    text = sample.decode("cp037", "replace").replace("\x85", "\n")
    return bool(_CODE.fullmatch(text) or _WORDS.fullmatch(text))


def plain_text(value: bytes) -> str | None:
    """The text that the bytes are; None if they are none."""
    try:
        text = value.rstrip(b"\0").decode()
    except UnicodeDecodeError:
        return None
    return text if all(character.isprintable() or character.isspace() for character in text) else None


def texts_of_bytes(value: bytes) -> str | None:
    """What can be read in ``value``, which is no text, as a JSON list of texts and ``{name: text}``; None if nothing.

    Raises ObjectLambdaError for compressed data that cannot be looked at.
    """
    deflated = DeflatedBytes()
    found: dict[Text, None] = {}
    for part in (value, *deflated.read(value), *deflated.end()):
        found.update(dict.fromkeys(texts_in(part)))
    if not found:
        return None
    return json.dumps([{name: text} if name else text for name, text in found], ensure_ascii=False)


def _is_zlib(value: bytes) -> bool:
    try:
        return bool(zlib.decompressobj().decompress(value[:_SAMPLE], 64))
    except zlib.error:
        return False

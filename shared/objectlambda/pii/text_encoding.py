"""Decodes bytes to text: UTF-8 with or without BOM, UTF-16 with BOM, latin-1 if a setting says so.

Input that cannot be decoded is an error that names the byte; it is never replaced or dropped. Text that changes to
another encoding is an error, too, since the detector could not read it; every chunk is checked, not only the first.
"""

from __future__ import annotations

import base64
import codecs
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from objectlambda.errors import InvalidSettings, UnexpectedContent

ENCODINGS = ("auto", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1")
"""The values of the setting: ``auto`` follows the byte order mark and takes UTF-8 without one."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


_WIDE = re.compile(r"(?:[^\0]\0{1,3}){6}|(?:\0{1,3}[^\0]){6}")
"""Six characters alternating with NULs: UTF-16 or UTF-32 in a text of another encoding."""
_SWAPPED = re.compile("[" + "".join(map(re.escape, (chr(byte << 8) for byte in range(0x20, 0x7F)))) + "]{6,}")
"""ASCII in UTF-16 of the other byte order."""
_DISTINCT = 4
"""How many of six such characters differ at least: a line may be drawn with U+4E00."""
_NARROW = re.compile(
    rb"[\t\r\n\x20-\x7e]{32}|[0-9]{3}-?[0-9]{2}-?[0-9]{4}|[\w.+-]{2,40}@[\w-]{2,40}\.[a-z]{2}"
    rb"|[0-9]{4}(?:[ -]?[0-9]{4}){2}"
)
"""ASCII of one byte a character in UTF-16, as a program leaves it that appends to a log: a line, or a sure value."""
_NARROW_SEAM = 100
_SEAM = 400
"""How many characters of a chunk are checked again with the next one; no pattern matches more."""

_MARKS_OF_CODES = ("=ybegin ", "<~", "onverted with BinHex", "begin ", "<!ENTITY", "<!ATTLIST", "\x1b$", "\udcf3", "~{")
_CODED = re.compile(
    r"^=ybegin (?:part=|line=)|^\(This file must be converted with BinHex"
    r"|<~(?P<a85>[!-uz\s]{20})(?P<closed>[!-uz\s]*+~>)?"
    r"|^[> \t|]{0,16}begin [0-7]{3,4} [^\r\n]{0,255}\r?\n[> \t|]{0,16}(?P<xx>[+\-0-9A-Za-z]{9,62})[ ]{0,3}\r?$",
    re.MULTILINE,
)
_OTHER = re.compile(
    r"(?P<entities><!ENTITY\s{1,20}%|<!ENTITY\s{1,20}[^\s>]{1,99}\s{1,20}(?:\"[^\"]*?|'[^']*?)(?:%|&[^#\"'])"
    r"|<!ENTITY\s{1,20}[^\s>]{0,64}[0-9][0-9._\-]{6}"
    r"|<!ATTLIST\s[^>]{0,200}[\"'][^\"'>]*(?:[0-9]{3}|@))|\x1b\$|(?P<hz>~\{(?:[!-|][!-~]){0,30}?(?:#[0-9]){3})|(?P<ebcdic>(?:[\udcf0-\udcf9][`@]?){7})"
)
_REFERENCE = r"&(?!(?:amp|lt|gt|quot|apos|nbsp);)[A-Za-z_][\w.\-]{0,63};"
_GLUED = re.compile(rf"[\w.@;\-]{_REFERENCE}|{_REFERENCE}[\w.@&\-]")
"""A reference to an entity beside a character with which it may make a value."""
_DECLARES = (
    "the object declares entities or attributes' defaults, of which values are put together: expand them "
    "(xmllint --noent --dtdattr)"
)
_XX = "+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text encoding: a codec of the standard library, and the byte order mark before the text."""

    codec: str
    mark: bytes = b""


def encoding_of(head: bytes, setting: str = "auto") -> Encoding:
    """The encoding of the text that begins with ``head`` (3 bytes, or all bytes of a shorter text).

    Raises InvalidSettings for a ``setting`` that is not one of ``ENCODINGS``.
    """
    if setting not in ENCODINGS:
        raise InvalidSettings(f"encoding is {setting!r}; known are {', '.join(ENCODINGS)}")
    if setting == "latin-1":
        return Encoding("latin-1")
    for mark, codec in _MARKS:
        if head.startswith(mark) and (setting == "auto" or codec.startswith(setting)):
            return Encoding(codec, mark)
    if setting in ("auto", "utf-16"):
        return Encoding("utf-8" if setting == "auto" else "utf-16-le")
    return Encoding(setting)


def lenient_errors(encoding: Encoding) -> str:
    """The error handler that carries bytes which cannot be decoded through text and back unchanged."""
    return "surrogatepass" if encoding.codec.startswith("utf-16") else "surrogateescape"


def decode_text(chunks: Iterable[bytes], setting: str = "auto", *, lenient: bool = False) -> Iterator[str]:
    """Yields the text in ``chunks`` without byte order mark; raises UnexpectedContent with the offset of a bad byte.

    With ``lenient``, bytes that cannot be decoded become lone surrogates.
    """
    source = iter(chunks)
    head = b""
    for chunk in source:
        head += chunk
        if len(head) >= 3:
            break
    encoding = encoding_of(head, setting)
    errors = lenient_errors(encoding) if lenient else "strict"
    yield from decode_as(encoding, _without_mark(encoding, head, source), errors=errors)


def decode_as(encoding: Encoding, chunks: Iterable[bytes], *, errors: str = "strict") -> Iterator[str]:
    """Yields the text in ``chunks``, which begin after the byte order mark, decoded by ``encoding``.

    Raises UnexpectedContent for a byte that cannot be decoded, unless ``errors`` allows it, and where the text changes
    to UTF-16 or UTF-32. A single NUL is a character like any other.
    """
    if encoding.codec.startswith("utf-16"):
        chunks = _check_wide(chunks, encoding)
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors)
    offset = len(encoding.mark)
    seam = ""
    declares = False
    for chunk in chunks:
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _undecodable(error, encoding, offset + len(chunk) - len(error.object)) from error
        if "\0" in text or "\0" in seam:
            _check_one_encoding(seam + text, encoding, offset)
        declares = declares or "<!ENTITY" in seam + text
        if declares and _GLUED.search(seam + text):
            raise UnexpectedContent(_DECLARES)
        if any(mark in text or (seam and mark in seam) for mark in _MARKS_OF_CODES):
            _check_codes(seam + text, offset)
        seam = text[-_SEAM:] if len(text) >= _SEAM else (seam + text)[-_SEAM:]
        offset += len(chunk)
        if text:
            yield text
    try:
        rest = decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        raise _undecodable(error, encoding, offset - len(error.object)) from error
    if rest:
        yield rest


def check_text(text: str) -> None:
    """Raise UnexpectedContent where ``text`` holds what :func:`decode_as` refuses, such as Ascii85 or yEnc."""
    if "\0" in text:
        _check_one_encoding(text, encoding_of(b"", "utf-8"), 0)
    if "<!ENTITY" in text and _GLUED.search(text):
        raise UnexpectedContent(_DECLARES)
    if any(mark in text for mark in _MARKS_OF_CODES):
        _check_codes(text, 0)


def _without_mark(encoding: Encoding, head: bytes, source: Iterator[bytes]) -> Iterator[bytes]:
    yield head[len(encoding.mark) :]
    yield from source


def _check_one_encoding(text: str, encoding: Encoding, offset: int) -> None:
    if encoding.codec.startswith("utf-16") or not _WIDE.search(text):
        return
    raise UnexpectedContent(
        f"from about byte {offset} on the {encoding.codec.upper()} text goes on in another encoding (UTF-16 or UTF-32 "
        "without a byte order mark): convert the object to one encoding"
    )


def _check_wide(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Yields ``chunks`` of UTF-16; raises UnexpectedContent where the text goes on in another encoding."""
    seam, offset = b"", len(encoding.mark)
    for chunk in chunks:
        data = seam + chunk
        aligned = data[(offset - len(seam) - len(encoding.mark)) % 2 :]
        swapped = _SWAPPED.finditer(aligned.decode(encoding.codec, "ignore"))
        if _NARROW.search(data) or any(len(set(run[0])) >= _DISTINCT for run in swapped):
            raise UnexpectedContent(
                f"from about byte {offset} on the UTF-16 text goes on in another encoding (of one byte a character, or "
                "of the other byte order): convert the object to one encoding"
            )
        seam = data[-_NARROW_SEAM:]
        offset += len(chunk)
        yield chunk


def _check_codes(text: str, offset: int) -> None:
    """Refuse text in a code that nothing here decodes: yEnc, BinHex, Ascii85, xxencode, ISO-2022, EBCDIC, entities."""
    if other := _OTHER.search(text):
        if other["entities"]:
            raise UnexpectedContent(_DECLARES)
        found = "EBCDIC" if other["ebcdic"] else "HZ" if other["hz"] else "ISO-2022"
        raise UnexpectedContent(
            f"from about byte {offset} on the text goes on in another encoding ({found}): convert the object to UTF-8"
        )
    for code in _CODED.finditer(text):
        lines = code["xx"]
        if code["a85"] and not (code["closed"] or _is_ascii85(code["a85"])):
            continue  # a link of Sphinx, an arrow of a program
        if lines is None or len(lines) == 1 + (_XX.index(lines[0]) + 2) // 3 * 4:
            raise UnexpectedContent(
                f"from about byte {offset} on the object holds text in yEnc, BinHex, Ascii85 or xxencode, in which "
                "nothing can be looked for: decode it, or encode it in base64"
            )


def _is_ascii85(digits: str) -> bool:
    """Whether the beginning of a run of Ascii85 decodes to text."""
    try:
        return base64.a85decode("".join(digits.split())).decode("ascii").replace("\n", " ").isprintable()
    except (ValueError, struct.error):
        return False


def _undecodable(error: UnicodeDecodeError, encoding: Encoding, buffer_offset: int) -> UnexpectedContent:
    return UnexpectedContent(
        f"not {encoding.codec.upper()} text: byte {buffer_offset + error.start} cannot be decoded ({error.reason})"
    )

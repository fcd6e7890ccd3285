"""The texts in bytes that are no text: strings of CBOR, MessagePack, BSON or Protocol Buffers, notes in pictures.

No format is parsed as a whole. Any bytes are read in these ways: as runs of readable characters in ASCII, UTF-8,
UTF-16, UTF-32 and EBCDIC; as strings with their length before them; as a name with a text or number right behind it.
Random bytes have readable runs of some ten characters everywhere, so a short run counts only if it holds something like
a value, or stands behind a telling name. `objectlambda.deflated_bytes` reads what is compressed in them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

from objectlambda.foreign_bytes import LETTER, RUN, foreign_runs

Text = tuple[str, str]
"""The name that stands before a text, or nothing, and the text."""

_ASCII_RUN = re.compile(rb"[\x09\x20-\x7e]{8,}")  # ASCII alone, for runs beside stray bytes that look like UTF-8
_GIF_COMMENT = b"!\xfe"
_READABLE = re.compile(rb"[A-Za-z0-9 ]")
_READABLE_SHARE = 0.7
_LONG_RUN = 24
_VALUE = re.compile(
    rb"[A-Za-z0-9._+-]{3}@[A-Za-z0-9-]{2,}\.[A-Za-z]{2}|(?:[0-9][ ./()-]?){7}|AKIA|ASIA|"
    rb"[A-Z][a-z]{2,}[ ,]+(?:[A-Z]\.? )?[A-Z][a-z]{2,}"
)
"""A short run counts only if it holds one of these."""
_NAMESPACE = re.compile(
    rb"""<x:xmpmeta\s[^<>]{0,300}>|</x:xmpmeta>|xmlns(?::[A-Za-z]+)?=(?:"[^"]{0,200}"|'[^']{0,200}')"""
)
_RDF = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMED = re.compile(rb"[A-Za-z0-9_.\- ]{3,}")
_LONGEST_NAME = 41
_BEFORE_NAME = b"0123456789.- "
_GAP = re.compile(rb"[\x00-\x1f\x7f-\xff]{1,9}?(" + LETTER + rb"{3,256})")
_TELLING = re.compile(
    r"(?i)name|ssn|social|nombre|apellid|mail|correo|phone|tel|mobile|cell|fax|card|pan\b|cvv|cvc|account|acct|iban|swift"
    r"|routing|passport|licen|plate|vin\b|pin\b|passw|pwd|user|login|nino|nhs|aadhaar|birth|dob|\bage|addr|street|calle"
    r"|city|zip|postal|secret|token|key|tax|itin|\bsin\b|utr|patient|holder|owner|author|artist|creator|contact|person"
    r"|sender|recipient|customer"
)
"""What the name of a personal value has in it; whether the value is one is for the detector to say."""
_CBOR_STRING = re.compile(rb"(?:[\x63-\x77]|\x7f[\x61-\x77]|\x78[\x18-\xff]|\x79[\x00-\xff]{2})(?=" + LETTER + rb"{3})")
_IS_NAME = re.compile(r"[A-Za-z_][\w.\-]{2,40}")
_LEAST_STRING = 3
_SKIPPED = 4
"""At most so many bytes of lengths and tags are read over before a string."""
_NUMBERS = {0x1A: ">L", 0x1B: ">Q", 0xCE: ">L", 0xCF: ">Q", 0xD2: ">l", 0xD3: ">q", 0xCB: ">d", 0xFB: ">d"}
"""Heads of numbers in CBOR and MessagePack."""
_BSON_NUMBERS = {0x01: "<d", 0x10: "<l", 0x12: "<q"}
_PIECES = 0x7F
"""The head of a text of CBOR that comes in pieces."""
_OF_UNTOLD_LENGTH = (0x9F, 0xBF, 0xFF)
"""The heads of lists and maps of CBOR that do not tell their length, and what ends them."""
_SMALLEST, _LARGEST = 10**6, 10**19
"""Smaller numbers are counts and measures."""
_NAMES_OF_PROFILE = re.compile(rb"mluc\x00{4}\x00\x00(\x00[\x01-\xff]|[\x01-\x03][\x00-\xff])\x00\x00\x00\x0c")
"""The head of a colour profile's name in several languages, with their number (ICC.1, multiLocalizedUnicodeType)."""


def texts_in(data: bytes) -> list[Text]:
    """The texts in ``data``, each once, with the names that stand right before them."""
    if b"xmlns" in data:
        data = _NAMESPACE.sub(_without_namespace, data)
    if b"mluc" in data and b"acsp" in data:
        data = _with_names_apart(data)
    found: dict[Text, None] = {("", run.decode("utf-8", "replace")): None for run in _runs(data)}
    found.update(dict.fromkeys(_named(data)))
    found.update(dict.fromkeys(_of_cbor(data)))
    return list(found)


def foreign_texts_in(data: bytes) -> list[Text]:
    """The texts in ``data`` in other forms than UTF-8, each once, without names."""
    return [("", run.decode("utf-8", "replace")) for run in dict.fromkeys(filter(_counts, foreign_runs(data)))]


def _without_namespace(match: re.Match[bytes]) -> bytes:
    """Nothing in place of what names a vocabulary of XML, unless it can be a value."""
    return match[0] if _VALUE.search(match[0].replace(_RDF, b"")) else b""


def _with_names_apart(data: bytes) -> bytes:
    """``data`` with two zeros between the names of colour profiles, which stand there as one run of UTF-16."""
    cuts: set[int] = set()
    for match in _NAMES_OF_PROFILE.finditer(data):
        records = data[match.end() : match.end() + 12 * int.from_bytes(match[1], "big")]
        for _, length, offset in struct.iter_unpack(">4sLL", records[: len(records) // 12 * 12]):
            cuts |= {match.start() + offset, match.start() + offset + length}
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    return b"\0\0".join(data[start:end] for start, end in pairwise(edges))


def _runs(data: bytes) -> Iterator[bytes]:
    """The readable runs that count, in UTF-8."""
    for match in RUN.finditer(data):
        if _counts(match[0]):
            yield match[0]
        for shift in (0, 1):
            yield from filter(_counts, _counted_strings(data, *match.span(), shift))
    yield from filter(_counts, (match[0] for match in _ASCII_RUN.finditer(data)))
    yield from filter(_counts, _comments_of_gif(data))
    yield from filter(_counts, foreign_runs(data))


def _comments_of_gif(data: bytes) -> Iterator[bytes]:
    """The comments of a GIF, which stand in blocks of at most 255 bytes."""
    at = data.find(_GIF_COMMENT)
    while at >= 0:
        parts, block = [], at + len(_GIF_COMMENT)
        while block < len(data) and data[block]:
            parts.append(data[block + 1 : block + 1 + data[block]])
            block += 1 + data[block]
        if len(parts) > 1 and RUN.fullmatch(comment := b" ".join(b"".join(parts).split())):
            yield comment
        at = data.find(_GIF_COMMENT, max(block, at + 1))


def _counts(run: bytes) -> bool:
    if len(_READABLE.findall(run)) < _READABLE_SHARE * len(run):
        return False
    return len(run) >= _LONG_RUN or _VALUE.search(run) is not None


def _counted_strings(data: bytes, start: int, end: int, shift: int) -> list[bytes]:
    """The strings of a run whose lengths stand before them in a byte, doubled where ``shift`` is 1, as in Avro.

    They count only if the run ends with one of them: letters may be taken for lengths, too.
    """
    found = []
    at = start
    while at < end:
        for text in range(at, min(at + _SKIPPED, end)):
            length = data[text - 1] >> shift if text else 0
            if length >= _LEAST_STRING and text + length <= end:
                found.append(data[text : text + length])
                at = text + length
                break
        else:
            break
    return found if end - at < _SKIPPED and found != [data[start:end]] else []


def _named(data: bytes) -> Iterator[Text]:
    """Texts and numbers behind telling names, with at most a few bytes of types and lengths between them."""
    for match in _NAMED.finditer(data):
        end = match.end()
        if end == len(data) or 0x20 <= data[end] < 0x7F:
            continue
        name = match[0][-_LONGEST_NAME:].lstrip(_BEFORE_NAME).decode()
        if len(name) < _LEAST_STRING or not _TELLING.search(name):
            continue
        start = end - len(name)
        layout = _NUMBERS.get(data[end])
        if layout is None and data[end] == 0 and start:
            layout = _BSON_NUMBERS.get(data[start - 1])
        number = _number(data, end + 1, layout) if layout else ""
        if number:
            yield name, number
        elif value := _GAP.match(data, end):
            shown = value[1]
            if len(_READABLE.findall(shown)) >= _READABLE_SHARE * len(shown):
                yield name, shown.decode("utf-8", "replace")
                if shown[0] == len(shown) - 1:  # a length that is a letter, too
                    yield name, shown[1:].decode("utf-8", "replace")


def _number(data: bytes, at: int, layout: str) -> str:
    size = struct.calcsize(layout)
    if at + size > len(data):
        return ""
    (number,) = struct.unpack_from(layout, data, at)
    return str(int(number)) if _SMALLEST <= number < _LARGEST else ""


def _of_cbor(data: bytes) -> Iterator[Text]:
    """The strings of CBOR, whose heads are letters, and numbers behind telling names."""
    reached = 0
    for match in _CBOR_STRING.finditer(data):
        if match.start() < reached:
            continue
        at, name = match.start(), ""
        while (item := _cbor_item(data, at)) is not None:
            shown, at = item
            if not shown:
                continue
            if name or (not shown.isdecimal() and _counts(shown.encode())):
                yield name, shown
            name = shown if _IS_NAME.fullmatch(shown) and _TELLING.search(shown) else ""
        reached = at


def _pieces_of_cbor(data: bytes, at: int) -> tuple[str, int] | None:
    """The text whose pieces stand from ``at`` on, and where it ends; what is no text ends it."""
    shown = ""
    while (item := _cbor_item(data, at)) is not None and data[at] >> 5 == 3 and data[at] != _PIECES:
        shown += item[0]
        at = item[1]
    return shown, at


def _cbor_item(data: bytes, at: int) -> tuple[str, int] | None:
    """The text or large number at ``at``, if there is one, and where the next item begins; None for what is no CBOR.

    Negative numbers and strings of bytes are not followed: their heads are signs and capitals of ordinary text.
    """
    if at >= len(data):
        return None
    head = data[at]
    kind, told = head >> 5, head & 31
    if head in _OF_UNTOLD_LENGTH:
        return "", at + 1
    if head == _PIECES:
        return _pieces_of_cbor(data, at + 1)
    if kind in (1, 2) or told > 27:
        return None
    size = (0, 1, 2, 4, 8)[max(0, told - 23)]
    argument = int.from_bytes(data[at + 1 : at + 1 + size], "big") if size else told
    at += 1 + size
    if kind != 3:
        return str(argument) if kind == 0 and _SMALLEST <= argument < _LARGEST else "", at
    text = data[at : at + argument]
    try:
        return (text.decode(), at + argument) if len(text) == argument else None
    except UnicodeDecodeError:
        return None

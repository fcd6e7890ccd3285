"""Texts that stand in any bytes in another form than UTF-8, as readers with usual programs turn them back.

UTF-16 and UTF-32 at any byte, EBCDIC, bytes whose high bit is set or all of whose bits are inverted, characters between
which bytes of one value stand, and full-width characters in the encodings of East Asia.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from objectlambda.writing import is_writing

LETTER = rb"(?:[\x09\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2})"
RUN = re.compile(LETTER + rb"{8,}")
_ASCII_RUN = re.compile(rb"[\x09\x20-\x7e]{8,}")
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[\x09\x20-\x7e\xa0-\xff]\x00){8,}"),
    "utf-16-be": re.compile(rb"(?:\x00[\x09\x20-\x7e\xa0-\xff]){8,}"),
}
_IS_WIDE = re.compile(rb"\x00[^\x00]\x00[^\x00]\x00")
_WIDER = {
    "utf-32-le": re.compile(rb"(?:[\x09\x20-\x7e\xa0-\xff]\x00{3}){8,}"),
    "utf-32-be": re.compile(rb"(?:\x00{3}[\x09\x20-\x7e\xa0-\xff]){8,}"),
}
_IS_WIDER = re.compile(rb"\x00{3}[^\x00]\x00{3}")
_EBCDIC = re.compile(
    rb"[\x40\x45\x49\x4b-\x51\x55\x5a-\x61\x6a-\x6f\x79-\x7f\x81-\x89\x91-\x99\xa2-\xa9\xc1-\xc9\xce\xd1-\xd9\xdc\xde"
    rb"\xe2-\xe9\xf0-\xf9\x44\x80\xac\xae\xb5\xec]{11,}"
)
"""Letters, digits and signs that all code pages of EBCDIC have in one place, and where one has its commercial at."""
_AT = bytes.maketrans(b"\x44\x80\xac\xae\xb5\xec", b"\x7c" * 6)
_LETTERS = frozenset((0x09, *range(0x20, 0x7F)))
_LOWER = bytes(code - 128 if code - 128 in _LETTERS else 0 for code in range(256))
_INVERTED = bytes(255 - code for code in range(256))
_HIGH_RUN = re.compile(rb"[\x81-\xdf\xf6]{8,}")
"""Eight characters of ASCII with all bits inverted."""
_AROUND = 64
_PERIODS = (2, 3, 4, 8)
_IS_LETTER = bytes(code in _LETTERS for code in range(256))
_IS_ZERO = bytes((1, *bytes(255)))
_REPEATED = re.compile(rb"\x01{9,}")
_FULL_WIDTH = re.compile(
    rb"[\x82\xa2\xa3\xef\x1b](?:(?<=\x82)[\x4f-\x9a](?:\x82[\x4f-\x9a]){2}|(?<=\xa3)[\xb0-\xfa](?:\xa3[\xb0-\xfa]){2}"
    rb"|(?<=\xa2)[\xaf-\xfe](?:\xa2[\xaf-\xfe]){2}|(?<=\xef)[\xbc\xbd][\x80-\xbf](?:\xef[\xbc\xbd][\x80-\xbf]){2}"
    rb"|(?<=\x1b)\$[@AB(])"
)
_CODECS = {
    0x82: ("cp932",),
    0xA3: ("gb18030", "euc_jp", "euc_kr"),
    0xA2: ("big5",),
    0xEF: ("utf-8",),
    0x1B: ("iso2022_jp_2", "iso2022_kr"),
}
_BEFORE, _AFTER = 60, 400
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
_ASCII = re.compile(r"[\x20-\x7e]{8,}")


def foreign_runs(data: bytes) -> Iterator[bytes]:
    """What may be texts in ``data`` in another form than UTF-8, each in UTF-8."""
    if _IS_WIDE.search(data):
        yield from _decoded(data, _WIDE)
    if _IS_WIDER.search(data):
        yield from _decoded(data, _WIDER)
    for match in _EBCDIC.finditer(data):
        yield match[0].decode("cp037").encode()
        if (other := match[0].translate(_AT)) != match[0]:
            yield other.decode("cp037").encode()
    for runs in (_ASCII_RUN.findall(data.translate(_LOWER)), _inverted(data), _between_others(data)):
        yield from filter(is_writing, runs)
    yield from _full_width(data)


def _decoded(data: bytes, patterns: dict[str, re.Pattern[bytes]]) -> Iterator[bytes]:
    for codec, pattern in patterns.items():
        for match in pattern.finditer(data):
            yield match[0].decode(codec).encode()


def _inverted(data: bytes) -> Iterator[bytes]:
    begin = end = 0
    for match in _HIGH_RUN.finditer(data):
        if match.start() - _AROUND > end:
            yield from _inverted_runs(data[begin:end])
            begin = match.start() - _AROUND
        end = match.end() + _AROUND
    yield from _inverted_runs(data[begin:end])


def _inverted_runs(data: bytes) -> Iterator[bytes]:
    data = data.translate(_INVERTED)
    yield from RUN.findall(data)
    yield from _ASCII_RUN.findall(data)


def _between_others(data: bytes) -> Iterator[bytes]:
    """The characters that stand two, three, four or eight bytes apart, where the bytes between repeat."""
    size = len(data)
    whole = int.from_bytes(data, "little")
    letters = int.from_bytes(data.translate(_IS_LETTER), "little")
    for period in _PERIODS:
        if size <= 9 * period:
            break
        same = int.from_bytes((whole ^ whole >> 8 * period).to_bytes(size, "little").translate(_IS_ZERO), "little")
        found = letters
        for step in range(1, period):
            found &= same >> 8 * step
        marks = found.to_bytes(size, "little")[: size - 2 * period + 1]
        if b"\x01" not in marks:
            continue
        for phase in range(period):
            for match in _REPEATED.finditer(marks[phase::period]):
                run = data[phase + match.start() * period : phase + match.end() * period + 1 : period]
                yield run if run[-1] in _LETTERS else run[:-1]


def _full_width(data: bytes) -> Iterator[bytes]:
    """The stretches of ASCII in texts that have full-width characters, with these as ASCII."""
    reached = 0
    for match in _FULL_WIDTH.finditer(data):
        if match.start() < reached:
            continue
        before = data[max(reached, match.start() - _BEFORE) : match.start()]
        reached = data.find(b"\n", match.end(), match.end() + _AFTER)
        reached = reached if reached >= 0 else match.end() + _AFTER
        for codec in _CODECS[data[match.start()]]:
            text = before.decode(codec, "replace") + data[match.start() : reached].decode(codec, "replace")
            for run in _ASCII.findall(unicodedata.normalize("NFKC", text).translate(_HYPHENS)):
                yield run.encode()

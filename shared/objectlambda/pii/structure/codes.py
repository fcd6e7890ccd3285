"""Finds values that are written as the codes of their characters: ``[53, 51, 54]``, ``chr(53)+chr(51)``, ``0x35,0x33``.

Most rows of numbers are no text. What they decode to counts only if it holds something like a value.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_CALL = rb"(?:(?:chr|char|chrw|nchar|unichr|uchar|rune|byte)[^0-9A-Za-z]{1,4})?"
_CODE = rb"(?:0[01]{7}|0x[2-7][0-9A-F]|[0-9]?[3-9][0-9]|1[0-7][0-9]|[2-7][0-9A-F])(?:u8)?"
_CODES = IN_PIECES.pattern(rb"(?i)" + _CODE + rb"(?:[^0-9A-Za-z]{1,24}" + _CALL + _CODE + rb"){6,}")
_BEGINS = rb"(?:\\[uUxNo]?\+?\{?|U\+)"
_ESCAPES = IN_PIECES.pattern(rb"(?:" + _BEGINS + rb"[0-9A-Fa-f]{2,8}\}?,? ?){6,}")
_ESCAPE = re.compile(_BEGINS + rb"([0-9A-Fa-f]{2,8})\}?,? ?")
_HEX = IN_PIECES.pattern(rb"(?:[2-7][0-9A-Fa-f]){9,40}")
_PAIR = re.compile(rb"([0-9A-Fa-f]{2})")
_BASE64 = IN_PIECES.pattern(rb"(?:[LMNO][CDSTijyz][AEIMQUYcgk0][twxyz0-5]){2,}[A-Za-z0-9]{0,3}={0,2}")
"""Digits and hyphens in base64: each of its characters has few bits that differ."""
_BITS = IN_PIECES.pattern(rb"(?:0[01]{7}){7,}")
_OCTET = re.compile(rb"([01]{8})")
_NUMBER = re.compile(rb"(?<![0-9A-Za-z])(?:0[xX])?([0-9A-Fa-f]{2,8})(?:u8)?(?![0-9A-Za-z])")
_TEXT = frozenset({9, 10, 13, *range(32, 127)})
_MOST = 4096
_ANY_HEX = re.compile(rb"[0-9A-Za-z]")
_DIGITS = re.compile(rb"(?:[0-9]-?){7,19}")
VALUE = re.compile(
    r"(?:[0-9][ .\-]?){9,}|[^@\s]{1,64}@[\w\-]{1,63}\.[\w\-.]{2,63}|[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})+"
    r"|(?:[a-z]{2,12} ){3,}|(?=[A-Z]{0,33}[0-9])[A-Z0-9]{16,34}"
)


def coded_values(held: Held) -> Iterator[Pieces]:
    """The values in an ASCII shadow that are written as codes of characters."""
    shadow = held.subject
    for start, end in spans_of(held, _CODES):
        numbers = list(_NUMBER.finditer(shadow, start, end))[:_MOST]
        yield from _decoded(shadow, numbers, _bases(shadow[start:end], numbers))
    for start, end in spans_of(held, _ESCAPES):
        yield from _decoded(shadow, list(_ESCAPE.finditer(shadow, start, end))[:_MOST], (16, 8))
    for start, end in spans_of(held, _HEX):
        if not _ANY_HEX.match(shadow, end):
            first = start + (end - start) % 2
            yield from _decoded(shadow, list(_PAIR.finditer(shadow, first, end)), (16,))
    for start, end in spans_of(held, _BITS):
        yield from _decoded(shadow, list(_OCTET.finditer(shadow, start, end))[:_MOST], (2,))
    for start, end in spans_of(held, _BASE64):
        yield from _from_base64(shadow, start, end)


def _decoded(shadow: bytes, numbers: Sequence[re.Match[bytes]], bases: Sequence[int]) -> Iterator[Pieces]:
    """The values for which ``numbers`` stand."""
    for base in bases:
        characters = _characters(numbers, base)
        if characters is not None and VALUE.search(characters):
            parts = [Substitution(*m.span(), character) for m, character in zip(numbers, characters, strict=True)]
            yield Pieces(parts, label_before(shadow, numbers[0].start()))


def _from_base64(shadow: bytes, start: int, end: int) -> Iterator[Pieces]:
    """A number in base64 that is too short to be decoded for its length."""
    run = shadow[start:end].rstrip(b"=")
    if shadow[start - 1 : start].isalnum() or shadow[end : end + 1].isalnum() or len(run) % 4 == 1:
        return
    shown = binascii.a2b_base64(run + b"=" * (-len(run) % 4))
    if _DIGITS.fullmatch(shown):
        yield Pieces([Substitution(start, end, shown.decode())], label_before(shadow, start))


def _bases(run: bytes, numbers: Sequence[re.Match[bytes]]) -> Sequence[int]:
    if run[:2].lower() == b"0x":
        return (16,)
    return (2,) if len(numbers[0][1]) == 8 else (10, 8, 16)


def _characters(numbers: Sequence[re.Match[bytes]], base: int) -> str | None:
    """What the numbers stand for, if all of them are codes of readable characters."""
    found = []
    for number in numbers:
        try:
            code = int(number[1], base)
        except ValueError:
            return None
        if code not in _TEXT:
            return None
        found.append(chr(code))
    return "".join(found)

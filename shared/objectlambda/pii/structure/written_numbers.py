"""Finds numbers that are not written digit by digit: ``5.36221234e8``, ``0x1ff61c92``, ``536_221_234``.

Programs that take a number for a quantity write it so. The detector reads the whole number under the same label.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_NUMBER = IN_PIECES.pattern(
    rb"[0-9]+\.[0-9]+[eE]\+?[0-9]{1,2}|[0-9]{7,25}(?:\.0+)?[eE][+-]?[0-9]{1,2}|[0-9]{7,19}\.0{1,20}"
    rb"|[0-9]{5,19}[eE]\+?[0-9]{1,2}|0[xX][0-9a-fA-F]{6,16}|0[bB][01_]{20,64}|0[oO][0-7]{8,21}"
    rb"|[0-9]{1,4}(?:_[0-9]{2,4}){2,6}"
)
_BASES = {"0x": 16, "0b": 2, "0o": 8}
_LENGTHS = range(7, 20)
_LONGEST = 64
_LEAST_GROUPED = 9
"""Digits with underscores are mostly round numbers; fewer would be telephone numbers of no country."""


def written_numbers(held: Held) -> Iterator[Pieces]:
    """The whole numbers of 7 to 19 digits in an ASCII shadow that are written in another way."""
    shadow = held.subject
    for start, end in spans_of(held, _NUMBER):
        if _touches(shadow[start - 1 : start]) or _touches(shadow[end : end + 1]) or end - start > _LONGEST:
            continue
        digits = _whole(shadow[start:end].decode())
        if len(digits) not in _LENGTHS:
            continue
        if shadow[start : start + len(digits)].isdigit():  # the zeros behind a point are no part of the value
            point = start + len(digits)
            parts = [Substitution(start, point, digits), Substitution(point, end, "")]
        else:
            parts = [Substitution(start, end, digits)]
        yield Pieces(parts, label_before(shadow, start))


def _touches(character: bytes) -> bool:
    return character.isalnum() or (character in (b".", b"_") and bool(character))


def _whole(number: str) -> str:
    """``number`` digit by digit, or nothing if it has a fraction."""
    if base := _BASES.get(number[:2].lower()):
        return str(int(number[2:].replace("_", ""), base))
    if "_" in number:
        digits = number.replace("_", "")
        return digits if len(digits) >= _LEAST_GROUPED else ""
    value = Decimal(number)
    return str(int(value)) if value == value.to_integral_value() else ""

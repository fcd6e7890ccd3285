"""Finds numbers that are not written digit by digit: ``5.36221234e8``, ``0x1ff61c92``, ``$1FF61C92``, ``536_221_234``.

Programs that take a number for a quantity write it so. The detector reads the whole number under the same label. A
longer number may be the code of a text: what its bytes mean in ASCII is read then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_HEX = rb"[0-9a-fA-F](?:_?[0-9a-fA-F]){5,15}"
_NUMBER = IN_PIECES.pattern(
    rb"[0-9]+\.[0-9]+[eE]\+?[0-9]{1,2}|[0-9]{7,25}(?:\.0+)?[eE][+-]?[0-9]{1,2}|[0-9]{7,19}\.0{1,20}"
    rb"|[0-9]{5,19}[eE]\+?[0-9]{1,2}|0[bB][01_]{20,96}|0[oO][0-7]{8,96}|0[xX]" + _HEX + rb"|[0-9]{20,64}"
    rb"|[0-9]{1,4}(?:_[0-9]{2,4}){2,6}"
)
_NOTED = IN_PIECES.pattern(
    rb"(?:#[xX]|16[r#]|&[hH])"
    + _HEX
    + rb"|\$[0-9a-fA-F]{6,16}|\b[0-9][0-9a-fA-F]{5,15}[hH]\b|\b[xX]'[0-9a-fA-F]{6,16}'"
)
"""Numbers in hexadecimal as Lisp, Smalltalk, Ada, Basic, Pascal and assemblers write them."""
_MARK = re.compile(rb"#[xX]|16[r#]|&[hH]|\$|[xX]'")
_SUFFIX = re.compile(rb"(?:[uU]?[lL]{0,2}|[nN]|#)(?![0-9A-Za-z_]|\.[0-9])")
"""What may stand behind a number in the source of a program."""
_BASES = {"0x": 16, "0b": 2, "0o": 8}
_LENGTHS = range(7, 20)
_LONGEST = 100
_MOST = 10**19
_LEAST_GROUPED = 9
"""Digits with underscores are mostly round numbers; fewer would be telephone numbers of no country."""
_TEXT = re.compile(r"[0-9A-Za-z@.+_\- ]{8,}")


def written_numbers(held: Held) -> Iterator[Pieces]:
    """The whole numbers of 7 to 19 digits in an ASCII shadow that are written in another way."""
    shadow = held.subject
    for start, end in spans_of(held, _NUMBER):
        if _touches(shadow[start - 1 : start]) or _goes_on(shadow, end) or end - start > _LONGEST:
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
    for start, end in spans_of(held, _NOTED):
        mark = _MARK.match(shadow, start, end)
        number = (shadow[mark.end() : end] if mark else shadow[start : end - 1]).rstrip(b"'")
        if number.isdigit() and (mark is None or mark[0] == b"$"):
            continue  # an amount, or hours
        digits = str(int(number.replace(b"_", b""), 16))
        label = label_before(shadow, start)
        if len(digits) in _LENGTHS and not _touches(shadow[start - 1 : start]) and not _goes_on(shadow, end):
            yield Pieces([Substitution(start, end, digits)], label)


def _touches(character: bytes) -> bool:
    return character.isalnum() or (character in (b".", b"_") and bool(character))


def _goes_on(shadow: bytes, end: int) -> bool:
    """Whether the word or number that ends at ``end`` goes on there with more than a program's suffix."""
    return _touches(shadow[end : end + 1]) and _SUFFIX.match(shadow, end) is None


def _whole(number: str) -> str:
    """``number`` digit by digit, or nothing if it has a fraction; the text of which it is the code, if it is one."""
    if base := _BASES.get(number[:2].lower()):
        whole = int(number[2:].replace("_", ""), base)
        return str(whole) if whole < _MOST else _text(whole)
    if number.isdigit():
        return _text(int(number))
    if "_" in number:
        digits = number.replace("_", "")
        return digits if len(digits) >= _LEAST_GROUPED else ""
    value = Decimal(number)
    return str(int(value)) if value == value.to_integral_value() else ""


def _text(number: int) -> str:
    """The text in ASCII whose bytes ``number`` is, if it may be a value."""
    text = number.to_bytes(-(-number.bit_length() // 8), "big").decode("ascii", "replace")
    return text if _TEXT.fullmatch(text) else ""

"""Numbers in which character recognition read a digit as a letter: ``219-O8-4471``, ``1O/22/1956``, ``MN  558O4``."""

from __future__ import annotations

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.context import linear

_DIGIT = rb"[0-9OolI]"
_MIXED = linear(rb"[0-9][OolI][0-9\-/.)]|[\-/.( ][OolI][0-9]|[0-9\-/.][OolI](?:[^A-Za-z0-9]|$)")
"""A letter right beside a digit; few texts hold one."""
_NUMBERS = linear(
    rb"(?:^|[^\w\-/.])(\(?%(d)s{3}\)?[ .\-]{1,2}%(d)s{3} ?[.\-] ?%(d)s{4}|%(d)s{3} ?- ?%(d)s{2} ?- ?%(d)s{4}"
    rb"|%(d)s{1,2}[/.\-]%(d)s{1,2}[/.\-](?:%(d)s{4}|%(d)s{2})|%(d)s{4}(?:[ \-]%(d)s{4}){3}"
    rb"|[A-Z]{2},? {1,3}%(d)s{5}(?:-%(d)s{4})?)(?:[^\w\-/]|$)" % {b"d": _DIGIT}
)
"""Telephones, social security numbers, dates, cards, and states with their postal codes."""
_READ = str.maketrans("OolI", "0011")
_STATE = 3


def read_digits(text: str) -> tuple[str, bytes]:
    """``text`` of the same length, with digits in place of the letters of such numbers, and its shadow."""
    shadow = fold(text)
    if not _MIXED.search(shadow):
        return text, shadow
    parts: list[str] = []
    at = 0
    for match in _NUMBERS.finditer(shadow):
        start, end = match.span(1)
        if shadow[start : start + 2].isalpha() and shadow[start + 2 : start + 3] in (b",", b" "):
            start += _STATE
        value = shadow[start:end]
        digits = sum(48 <= char <= 57 for char in value)
        letters = sum(char in b"OolI" for char in value)
        if letters and digits > letters:
            parts += (text[at:start], text[start:end].translate(_READ))
            at = end
    if not parts:
        return text, shadow
    text = "".join((*parts, text[at:]))
    return text, fold(text)

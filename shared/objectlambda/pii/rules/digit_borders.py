"""What stands right before and after a number: labels, suffixes of programs, and letters that belong to a longer word.

A value that proves itself, such as a card's number with its check digit, is found inside words and names of files, too:
``invoice-ssn536-22-1234.pdf``. Such values are the shapes that begin with ``glued``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import NamedTuple

_ANNOUNCED = re.compile(
    rb"(?:(?:\A|[^A-Za-z0-9])(?:itin|tin|sin|cc|ccn|card|tarjeta|visa|pan|tel|telefono|tlf|phone|ph|fax|mob|mobile|movil"
    rb"|cell|celular|acct|account|cuenta|nhs|aadhaar|%b|(?:tin|itin|ein)[:= ]{1,2}us)|ssn|nss)[_.\-#]?\Z",
    re.IGNORECASE,
)
"""Labels right before a number, without a blank."""
ANNOUNCED_ENDS = frozenset(
    bytes(pair)
    for end in b"sn in cn cc rd ta sa an el no lf ne ph ax ob le il ll ar ct nt hs us ss %b".split()
    for pair in product(*((sign, ord(chr(sign).upper())) for sign in end))
)
"""The last two characters of these labels, in small and capital letters; a cheap test, which most other words fail."""
_LONGEST_ANNOUNCED = 12
_SUFFIX = re.compile(rb"(?:[uU]?[lL]{1,2}[uU]?|n|[mM]|[uU]|_?[ui](?:32|64|128))(?![A-Za-z0-9_])")
"""The suffix of a number in the source of a program: ``536221234L``, ``4111111111111111u64``."""
SELF_PROVING = re.compile(
    rb"(?<!\d)(?:(?P<social>\d{3}-\d{2}-\d{4})"
    rb"|(?P<card>\d{13,16}|\d{19}|\d{4}([ \-])\d{4}\3\d{4}\3\d{4}|\d{4}([ \-])\d{6}\4\d{4,5})"
    rb"|(?P<phone>\+\d[\d .\-]{8,18}\d|(?:\+?1[ .\-])?(?:\(\d{3}\)[ \-]?|\d{3}-)\d{3}-\d{4}))(?!\d)"
)
_REACH = 40
_LONGEST_WORD = 24
"""With more letters than these around it, a number is part of a blob of letters and digits."""
_MOST_DIGITS = 4
_ALPHANUMERIC = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEXADECIMAL = re.compile(rb"[0-9a-f]+|[0-9A-F]+")
_SHORT_HEXADECIMAL = (17, 18, 19)
"""Lengths that hashes and the identifiers of traces do not have."""
_EXPONENT = re.compile(rb"[eE][+\-]?\d")
_TAIL = re.compile(rb"-\d{1,3}(?![\d\-])")
"""The number of a dependant or of a copy, behind a value."""


class Number(NamedTuple):
    """The number ``text[start:end]``; ``attached`` says that a word or another number touches it."""

    start: int
    end: int
    digits: bytes
    attached: bool


new_number: Callable[[tuple[int, int, bytes, bool]], Number] = partial(tuple.__new__, Number)
"""What ``Number(…)`` makes of its parts, in two thirds of the time."""


def is_announced(shadow: bytes, start: int) -> bool:
    """Whether a label such as ``SSN_`` or ``tel.`` stands right before ``start``."""
    end = start - (shadow[start - 1] in b"_.-#")
    if end < 2 or shadow[end - 2 : end] not in ANNOUNCED_ENDS:
        return False
    return _ANNOUNCED.search(shadow, max(0, start - _LONGEST_ANNOUNCED), start) is not None


def has_suffix(shadow: bytes, end: int) -> bool:
    """Whether the letters at ``end`` are the suffix of a number in the source of a program."""
    return _SUFFIX.match(shadow, end) is not None


def glued_numbers(shadow: bytes, runs: Iterable[tuple[int, int]]) -> dict[str, list[Number]]:
    """The values that may prove themselves in ``runs``, of which each touches a letter or a sign, by their shapes."""
    found: defaultdict[str, list[Number]] = defaultdict(list)
    for first, last in runs:
        for match in SELF_PROVING.finditer(shadow, first, last):
            start, end = match.span()
            kind = "social" if match["social"] else "card" if match["card"] else "phone"
            if _is_glued(shadow, start, end) and not _is_part_of_blob(shadow, start, end):
                found[f"glued {kind}"].append(
                    Number(start, end, bytes(char for char in match[0] if 48 <= char <= 57), attached=True)
                )
    return found


def _is_glued(shadow: bytes, start: int, end: int) -> bool:
    """Whether a letter or a sign touches ``shadow[start:end]`` that does not make it part of another number."""
    before, after = shadow[start - 1 : start] if start else b"", shadow[end : end + 1]
    if before in (b".", b"-") and shadow[start - 2 : start - 1].isdigit():
        return False
    behind = shadow[end + 1 : end + 2]
    if after in (b".", b",") and behind.isdigit():
        return False
    joined = before in (b".", b"-", b"/", b"_") and shadow[max(0, start - 2) : start - 1].isalnum()
    lettered = before.isalpha() or (joined and shadow[start - 2 : start - 1].isalpha())
    if after == b"-" and behind.isdigit():
        return lettered and _TAIL.match(shadow, end) is not None
    if _EXPONENT.match(shadow, end):
        return False
    return (
        joined
        or before.isalpha()
        or before in (b"$", b"%")
        or after.isalpha()
        or after == b"%"
        or (after in (b"-", b"/", b"_") and behind.isalnum())
    )


def _is_part_of_blob(shadow: bytes, start: int, end: int) -> bool:
    """Whether the letters and digits around ``shadow[start:end]`` make it part of a hash or another long identifier."""
    before = shadow[max(0, start - _REACH) : start]
    before = before[len(before.rstrip(_ALPHANUMERIC)) :]
    after = shadow[end : end + _REACH]
    after = after[: len(after) - len(after.lstrip(_ALPHANUMERIC))]
    around = before + after
    if not around:
        return False
    if before.lower() == b"0x" or len(around) > _LONGEST_WORD:
        return True
    if len(around) - len(around.translate(None, b"0123456789")) > _MOST_DIGITS:
        return True
    if _HEXADECIMAL.fullmatch(around) is None:
        return False
    grouped = not shadow[start:end].isdigit()
    return len(around) >= _MOST_DIGITS if grouped else end - start + len(around) not in _SHORT_HEXADECIMAL

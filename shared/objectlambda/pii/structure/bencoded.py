"""The strings of bencode (BEP 3), which begin right behind others: ``d4:name8:Ann Roe…e``; a key names its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.views import Substitution

_START = IN_PIECES.pattern(rb"\b[dl]{1,3}[0-9]{1,4}:")
_LENGTH = re.compile(rb"([0-9]{1,6}):")
_NUMBER = re.compile(rb"i(-?[0-9]{1,20})e")
_LONGEST = 1024
"""In characters; longer strings are read as they stand."""
_FEWEST = 2
"""How many strings must follow each other."""


def bencoded_values(text: str, held: Held) -> Iterator[Pieces]:
    """The values of bencode in ``text``, whose shadow was searched, each named by its key."""
    at = 0
    for start, _ in spans_of(held, _START):
        if start >= at:
            at, count, values = _read(text, held.subject, start)
            if count >= _FEWEST:
                yield from values


def _read(text: str, shadow: bytes, at: int) -> tuple[int, int, list[Pieces]]:
    """Where the container at ``at`` ends, how many strings it has, and its values."""
    found: list[Pieces] = []
    keys: list[str | None] = []  # of each open container: a dictionary's last key, or None for a list's
    key, count = "", 0
    while at < len(shadow):
        sign = shadow[at : at + 1]
        if sign in (b"d", b"l"):
            keys.append("" if sign == b"d" else None)
            at += 1
        elif sign == b"e" and keys:
            keys.pop()
            at += 1
            key = ""
            if not keys:
                break
            continue
        elif number := _NUMBER.match(shadow, at):
            found.append(_value(text, *number.span(1), key))
            at, key = number.end(), ""
        elif length := _LENGTH.match(shadow, at):
            start, at = length.end(), length.end() + _characters(text, length.end(), int(length[1]))
            count += 1
            if keys and keys[-1] is not None and not key:
                key = text[start:at][:_LONGEST] or " "
                continue
            if start < at <= start + _LONGEST:
                found.append(_value(text, start, at, key))
            key = ""
        else:
            break
    return at, count, found


def _characters(text: str, start: int, size: int) -> int:
    """How many characters of ``text`` from ``start`` on take ``size`` bytes in UTF-8."""
    shown = text[start : start + size]
    return len(shown) if shown.isascii() else len(shown.encode("utf-8", "replace")[:size].decode("utf-8", "ignore"))


def _value(text: str, start: int, end: int, key: str) -> Pieces:
    return Pieces([Substitution(start, end, text[start:end])], name=key.strip())

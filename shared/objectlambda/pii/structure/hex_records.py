"""Reads the bytes in records for programmers of chips: Intel HEX (``:1001…``) and S-records (``S113…``)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.views import Substitution

_INTEL = re.compile(rb"^:[0-9A-Fa-f]{2}[0-9A-Fa-f]{4}00((?:[0-9A-Fa-f]{2})+)[0-9A-Fa-f]{2}\r?$", re.MULTILINE)
_MOTOROLA = re.compile(
    rb"^S(?:1[0-9A-Fa-f]{6}|2[0-9A-Fa-f]{8}|3[0-9A-Fa-f]{10})((?:[0-9A-Fa-f]{2})+)[0-9A-Fa-f]{2}\r?$", re.MULTILINE
)
_MARKS = {_INTEL: b":10", _MOTOROLA: b"S1"}
"""How most of the records begin."""
_PAIR = re.compile(rb"[0-9A-Fa-f]{2}")
_READABLE = re.compile(r"[\t\x20-\x7e]{6,}")
_LONGEST = 16 * 1024


def hex_records(shadow: bytes) -> Iterator[Pieces]:
    """The readable texts in such records of an ASCII shadow, over the ends of lines."""
    for pattern, mark in _MARKS.items():
        if not shadow.startswith(mark) and b"\n" + mark not in shadow:
            continue
        pairs = [pair for record in pattern.finditer(shadow) for pair in _PAIR.finditer(shadow, *record.span(1))]
        text = bytes(int(pair[0], 16) for pair in pairs).decode("latin-1")
        for run in _READABLE.finditer(text):
            for first in range(run.start(), run.end(), _LONGEST):
                chosen = pairs[first : min(run.end(), first + _LONGEST)]
                yield Pieces([Substitution(*pair.span(), chr(int(pair[0], 16))) for pair in chosen])

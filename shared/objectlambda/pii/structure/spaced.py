"""Reads text whose words stand two or three blanks apart, as character recognition writes it: "ILSE  V  KARLGAARD"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.sniffing import Format
from objectlambda.pii.structure.views import Substitution, View

_FEWEST = 8
_MOST = 400
"""How many gaps of the head are counted."""
_WIDE = re.compile(r"[^\W\d_][.,:;)]? {2,3}(?=[\w(#])")
_NARROW = re.compile(r"[^\W\d_][.,:;)]? (?=[\w(#])")
_GAP = re.compile(
    r"(?<=\S) ( {1,2})(?! )(?=\S)(?<!\d  )(?<!\d   )|(?<=\d) ( {1,2})(?=[^\W\d_]| ?[,;])|(?<= )( )(?=[,;:] )"
)
_HEAD = 6000


def spaced_reading(text: str, kind: Format, fields: Sequence[Field], below: View | None = None) -> list[View]:
    """``text`` with one blank in place of two or three, if most words of its head stand so far apart."""
    if kind is not Format.TEXT or text.count("  ", 0, _HEAD) < _FEWEST:
        return []
    wide = sum(1 for _ in _WIDE.finditer(text, 0, _HEAD))
    if wide < _FEWEST or wide < sum(1 for _ in _NARROW.finditer(text, 0, _HEAD)):
        return []
    gaps = []
    for gap in _GAP.finditer(text):
        group = gap.lastindex or 1
        gaps.append(Substitution(*gap.span(group), ""))
    view = View(text, gaps, below=below)
    view.fields = view.map_fields(list(fields))
    return [view]

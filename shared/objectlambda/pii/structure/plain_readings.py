"""The other reading of what is decoded on suspicion: as it stands.

Nothing says of most encoded places that they are encoded. ``536-22-1234%41`` may be meant as it stands, and so may a
line that uuencode would read as something else. Where decoding could hide a value, both readings are looked at: the
decoded one, and pieces of the text as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.blobs import Blob
from objectlambda.pii.structure.views import Substitution, View

_AROUND = 64
"""Characters around a doubtful place that are read with it."""
_SHORT = 32
"""Bytes under which words of a text may by chance decode to a text, too."""
_VALUE = re.compile(
    r"(?:[0-9][-+/_ ()]?){7,}|AKIA|ASIA|[A-Z0-9._+-]{2}@[A-Z0-9-]{2,64}\.[A-Z]{2}"
    r"|[A-Z]{3,32}[ ,/]{1,2}[A-Z]{3,32}(?![a-z])"
)
"""What a run must hold for its characters to be a value as they stand: of uuencode, capitals may be words."""

Place = tuple[int, int]


def plain_reading(
    text: str, known: Sequence[Field], places: Sequence[Place], *, below: View | None = None
) -> View | None:
    """The lines of ``text`` around ``places`` as they stand, with the ``known`` values there; None without places."""
    spans = list(_spans(text, places))
    if not spans:
        return None
    ends = [0, *(end for _, end in spans)]
    begins = [*(begin for begin, _ in spans), len(text)]
    gaps = [
        Substitution(end, begin, "\n" if end else "") for end, begin in zip(ends, begins, strict=True) if begin > end
    ]
    view = View(text, gaps, below=below)
    view.fields = view.mapped(list(_inside(known, spans)))
    return view


def doubtful_escapes(text: str, substitutions: Sequence[Substitution]) -> list[Place]:
    """Where what is decoded joins the end or the beginning of a number or of a code, which would no longer be one."""
    places: list[Place] = []
    last = len(substitutions) - 1
    for index, (start, end, shown) in enumerate(substitutions):
        before = "" if index and substitutions[index - 1].end == start else text[start - 1 : start]
        after = "" if index < last and substitutions[index + 1].start == end else text[end : end + 1]
        if _joins(before, shown[:1] or after) or _joins(after, shown[-1:] or before):
            places.append((start, end))
        elif not shown and after.isalnum() and before in ("", "\n") and text[end - 1] in "VSILF":
            places.append((start, end))  # a pickle's sign that may be a word's first letter
    return places


def doubtful_blobs(text: str, blobs: Sequence[Blob]) -> list[Place]:
    """Where in runs something stands that could be a value as it is, and runs that are too short to be sure of."""
    places: list[Place] = []
    for blob in blobs:
        first, end = max(0, blob.places[0] - blob.uu), blob.places[-1] + 1
        if len(blob.data) < _SHORT:
            places.append((first, end))
        else:
            places += [match.span() for match in _VALUE.finditer(text, first, end)]
    return places


def _joins(copied: str, decoded: str) -> bool:
    return (copied.isdigit() or copied.isupper()) and (decoded.isalnum() or decoded in ("-", "_"))


def _spans(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """The places with what stands around them in their lines, in order, those that touch as one."""
    begin = end = -1
    for start, stop in places:
        first = _from(text, max(0, start - _AROUND), start)
        last = _until(text, stop, min(len(text), stop + _AROUND))
        if first > end:
            if end >= 0:
                yield begin, end
            begin = first
        end = max(end, last)
    if end >= 0:
        yield begin, end


def _from(text: str, first: int, start: int) -> int:
    """The first whole word in ``text[first:start]`` of the line at ``start``."""
    line = text.rfind("\n", first, start)
    if line >= 0:
        return line + 1
    blank = text.find(" ", first, start) if first else -1
    return blank + 1 if blank >= 0 else first


def _until(text: str, stop: int, last: int) -> int:
    line = text.find("\n", stop, last)
    if line >= 0:
        return line
    blank = text.rfind(" ", stop, last) if last < len(text) else -1
    return blank if blank >= 0 else last


def _inside(known: Sequence[Field], spans: Sequence[Place]) -> Iterator[Field]:
    """The parts of ``known`` fields that lie in ``spans``; both are in order."""
    index = 0
    for field in known:
        while index < len(spans) and spans[index][1] <= field.start:
            index += 1
        for begin, end in spans[index:]:
            if begin >= field.end:
                break
            yield Field(max(begin, field.start), min(end, field.end), field.name, field.type)

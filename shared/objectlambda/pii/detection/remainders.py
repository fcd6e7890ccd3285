"""Values that another value interrupts: ``078-05-(mail ann@example.com)1120``.

Redaction that took the inner value alone would leave what is around it, and a reader would join it. So it is read
without what was found in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.detection.windows import Window
from objectlambda.pii.entities import Entity, Field
from objectlambda.pii.structure import TARGET, Format

_DIGITS = r"[0-9](?:[0-9]|[ ./\-][0-9]){0,18}"
_LEFT = re.compile(rf"(?<![0-9A-Za-z])({_DIGITS})[^0-9\n]{{0,14}}\Z")
_RIGHT = re.compile(rf"[^0-9\n]{{0,14}}({_DIGITS})(?![0-9A-Za-z])")
_REACH = 36
_LABEL = 60
"""How many characters before the value may say what it is."""
_LENGTHS = range(7, 20)
_APART = "\n\n"
"""What stands between two readings."""
_BY_COLUMNS = frozenset({Format.DELIMITED, Format.LOG, Format.RECORDS, Format.FIXED_WIDTH})
"""Formats in which numbers stand beside other values."""
_BETWEEN = ("-", "", " ")
"""What a reader may put between two parts."""

Span = tuple[int, int]


class Remainder(NamedTuple):
    """What is left around values, a text with its ``fields``, and where its ``parts`` stand.

    ``places`` are those of the parts in the window's text, and ``starts``, in order, where they begin in ``text``.
    """

    text: str
    fields: Sequence[Field]
    places: Sequence[Span]
    starts: Sequence[int]

    def entities(self, found: Sequence[Entity], base: int) -> Iterator[Entity]:
        """The parts of those entities ``found`` in the text that reach over more than one of them."""
        for entity in found:
            parts = list(self._parts(entity))
            if len(parts) > 1:
                for begin, end in parts:
                    yield Entity(entity.type, base + begin, base + end, entity.score, plain=True, part=True)

    def _parts(self, entity: Entity) -> Iterator[Span]:
        for index in range(max(0, bisect_right(self.starts, entity.start) - 1), len(self.starts)):
            (begin, end), start = self.places[index], self.starts[index]
            if start >= entity.end:
                return
            first, last = max(entity.start, start), min(entity.end, start + end - begin)
            if first < last:
                yield begin + first - start, begin + last - start


def remainders(window: Window, entities: Sequence[Entity], covered: int) -> list[Remainder]:
    """What is left around the ``entities`` of a window, which are in order, where it may be a value.

    ``covered`` is the place in the whole text up to which an earlier window has found something.
    """
    if window.structure.format in _BY_COLUMNS:
        return []
    base, text = window.start, window.text
    first = max(window.begin, covered - base)
    chains: list[list[Span]] = []
    for index, entity in enumerate(entities):
        begin, end = entity.start - base, entity.end - base
        ceiling = min(window.end, entities[index + 1].start - base if index + 1 < len(entities) else window.end)
        right = _RIGHT.match(text, end, min(ceiling, end + _REACH))
        if right is None:
            continue
        floor = max(first, entities[index - 1].end - base if index else 0)
        left = _LEFT.search(text, max(floor, begin - _REACH), begin)
        if left is None:
            continue
        if not (chains and chains[-1][-1][0] <= left.start(1) < chains[-1][-1][1]):
            chains.append([left.span(1)])
        chains[-1].append(right.span(1))
    return list(_together(window, chains)) if chains else []


def _together(window: Window, chains: Sequence[Sequence[Span]]) -> Iterator[Remainder]:
    """The texts that the parts of each chain make, under the label or in the field before them, as paragraphs."""
    text = window.text
    shown: list[str] = []
    fields: list[Field] = []
    places: list[Span] = []
    starts: list[int] = []
    length = 0
    for chain in chains:
        begin, end = chain[0][0], chain[-1][1]
        if sum(map(str.isdecimal, "".join(text[a:b] for a, b in chain))) not in _LENGTHS:
            continue
        field = next((one for one in window.fields if one.start <= begin and end <= one.end), None)
        if field is None and window.strict:
            continue
        label = text[max(field.start if field else text.rfind("\n", 0, begin) + 1, begin - _LABEL) : begin]
        for between in _BETWEEN:
            at = length + len(label)
            for a, b in chain:
                places.append((a, b))
                starts.append(at)
                at += b - a + len(between)
            line = label + between.join([text[a:b] for a, b in chain])
            if field:
                fields.append(Field(length, length + len(line), field.name))
            shown.append(line)
            length += len(line) + len(_APART)
        if length > TARGET:
            yield Remainder(_APART.join(shown), fields, places, starts)
            shown, fields, places, starts, length = [], [], [], [], 0
    if shown:
        yield Remainder(_APART.join(shown), fields, places, starts)

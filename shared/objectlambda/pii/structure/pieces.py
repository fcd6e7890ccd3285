"""Values that stand in pieces, read as one: digits with blanks between them, cells side by side, codes of characters.

A finder gives the pieces of a value in a text. `pieced_views` puts each such value on a line of its own, below the text
that may be its label. The detector reads these lines beside the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.national import ssn
from objectlambda.pii.structure.views import Substitution, View

_BETWEEN = re.compile(r"[ \t.,_:/\-\xa0\u2000-\u200a]{0,4}")
"""What may be masked together with the pieces on both sides of it."""
_MOST_VIEWS = 4
"""How many readings are made of pieces that overlap."""

_SOCIAL = (3, 2, 4)
"""How many digits the area, the group and the serial of an SSN have."""

Span = tuple[int, int]


class Pieces(NamedTuple):
    """A value in pieces.

    ``parts`` are stretches of the text, in order, each with what a reader takes it for. ``label`` is a stretch before
    them that may say what the value is; ``name`` is the name of its field, or empty.
    """

    parts: Sequence[Substitution]
    label: Span = (0, 0)
    name: str = ""

    @property
    def start(self) -> int:
        """Where the label begins, or the first piece."""
        return min(self.label[0], self.parts[0].start) if self.label[0] < self.label[1] else self.parts[0].start

    @property
    def value(self) -> str:
        """The value as a reader puts it together."""
        return "".join([part.text for part in self.parts])


class PiecedView(View):
    """Values of a text that stand there in pieces, each on a line of its own with its label.

    Only what touches a value counts; labels are read with the text itself.
    """

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str, values: Sequence[Pieces], below: View | None) -> None:
        super().__init__(text, list(_substitutions(text, values)), below=below)
        self.fields = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        at = 0
        for value in values:
            label = value.label[1] - value.label[0]
            at += 1 + (label + 1 if label > 0 else 0)
            length = len(value.value)
            self._starts.append(at)
            self._ends.append(at + length)
            if value.name:
                self.fields.append(Field(at, at + length, value.name))
            at += length

    def is_encoded(self, _start: int, _end: int) -> bool:
        for index in range(bisect_right(self._views, _start) - 1, len(self._views)):
            first = self._views[index]
            if first >= _end:
                break
            last = self._views[index + 1] if index + 1 < len(self._views) else len(self.text)
            if not self._copied[index] and last - first > 1 and self._lengths[index] > 1:
                return True
        return False

    def places(self, start: int, end: int) -> Iterator[Span]:
        """The places of the pieces in ``text[start:end]``; pieces with nothing but blanks between them are joined."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or start >= self._ends[index]:
            index += 1
            if index == len(self._starts) or self._starts[index] >= end:
                return
            start = self._starts[index]
        end = min(end, self._ends[index])
        found: list[Span] = []
        for first, last in self.stretches(start, end):
            if found and _BETWEEN.fullmatch(self._original, found[-1][1], first):
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        for first, last in found:
            if any(map(str.isalnum, self._original[first:last])):
                yield (
                    (first, last) if self._below is None else (self._below.source(first), self._below.source_end(last))
                )


def as_social(parts: Sequence[str]) -> list[str]:
    """The area, group and serial of an SSN with the zeros that they lost as numbers; nothing if ``parts`` are none."""
    if len(parts) != len(_SOCIAL) or not all(map(str.isdecimal, parts)):
        return []
    whole = [part.zfill(length) for part, length in zip(parts, _SOCIAL, strict=True)]
    return whole if tuple(map(len, whole)) == _SOCIAL and ssn("".join(whole).encode()) else []


def stand_in_a_row(shadow: bytes, parts: Sequence[Substitution]) -> bool:
    """Whether the same marks, which are no decimal point, percent sign or line end, part all of ``parts``."""
    gaps = {shadow[first.end : second.start] for first, second in pairwise(parts)}
    return len(gaps) == 1 and not any(b"\n" in gap or gap in (b".", b"%") for gap in gaps)


def pieced_views(text: str, values: Iterable[Pieces], below: View | None = None) -> list[View]:
    """Views of ``values``, more than one where they overlap."""
    chosen: list[list[Pieces]] = []
    for value in sorted(values, key=lambda value: (value.start, value.parts[0].start)):
        row = next((row for row in chosen if row[-1].parts[-1].end <= value.start), None)
        if row is not None:
            row.append(value)
        elif len(chosen) < _MOST_VIEWS:
            chosen.append([value])
        elif value.parts[0].start >= (row := min(chosen, key=lambda row: row[-1].parts[-1].end))[-1].parts[-1].end:
            row.append(value._replace(label=(0, 0)))
    return [PiecedView(text, row, below) for row in chosen]


def _substitutions(text: str, values: Sequence[Pieces]) -> Iterator[Substitution]:
    """What turns ``text`` into lines of ``values``."""
    at = 0
    for value in values:
        first, last = value.label
        before = "\n"
        if first < last:
            yield Substitution(at, first, before)
            at, before = last, " "
        yield Substitution(at, value.parts[0].start, before)
        at = value.parts[0].start
        for part in value.parts:
            if part.start > at:
                yield Substitution(at, part.start, "")
            if text[part.start : part.end] != part.text:
                yield part
            at = part.end
    yield Substitution(at, len(text), "")

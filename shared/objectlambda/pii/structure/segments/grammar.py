"""Segments of a tag, elements and components; a table of the format says which of them hold personal data.

``segment_values`` splits a segment at the separators of its file and gives each component the type from the table. A
component that is not in the table is a value without a type, which is read like any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from objectlambda.pii.entities import EntityType, Field

_STAMP = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d[0-5]\d|2[0-3][0-5]\d)?(?:[0-5]\d(?:\.\d+)?)?(?:[+-]\d{4})?"
)
"""A date as these formats write it, with or without a time."""


class Separators(NamedTuple):
    """The characters that structure a segment; empty if the format has none of a kind.

    ``subcomponent`` is treated like ``component``.
    """

    element: str
    component: str
    repetition: str = ""
    subcomponent: str = ""
    escape: str = ""


class Piece(NamedTuple):
    """A component and its place; elements and components are numbered from 1, as in specifications."""

    start: int
    end: int
    element: int
    component: int


Typed = Callable[[Sequence[Piece], str], Mapping[int, str] | None]
"""Returns the types of a segment's pieces by their index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The types of a segment's values by (element, component); component 0 stands for the whole element."""

    types: Mapping[tuple[int, int], str]
    judge: Typed | None = None
    """Decides the types that depend on a qualifier; it overrides the table."""


def table(lines: str) -> dict[tuple[int, int], str]:
    """Parses a text such as ``5.1 NAME, 7 DATE_TIME, 11.1-5 ADDRESS`` into the types of places."""
    found: dict[tuple[int, int], str] = {}
    for entry in re.split(r"[,\n]", lines):
        if not (entry := entry.strip()):
            continue
        place, kind = entry.split()
        element, _, components = place.partition(".")
        first, _, last = components.partition("-")
        for component in range(int(first or 0), int(last or first or 0) + 1):
            found[int(element), component] = kind
    return found


def pieces(text: str, start: int, end: int, separators: Separators) -> list[Piece]:
    """The components of the segment ``text[start:end]``, without empty ones; the tag is element 0."""
    marks = separators.element + separators.component + separators.repetition + separators.subcomponent
    found: list[Piece] = []
    element, component, begin = 0, 1, start
    for at in _marks(text, start, end, marks, separators.escape):
        if at > begin:
            found.append(Piece(begin, at, element, component))
        begin = at + 1
        if at == end:
            break
        if text[at] == separators.element:
            element, component = element + 1, 1
        elif text[at] == separators.repetition:
            component = 1
        else:
            component += 1
    return found


def _marks(text: str, start: int, end: int, marks: str, escape: str) -> Iterator[int]:
    for match in _pattern_of(marks, escape).finditer(text, start, end):
        if match[0][0] in marks:
            yield match.start()
    yield end


@lru_cache(maxsize=64)  # of immutable values, by their arguments alone: threads may share it
def _pattern_of(marks: str, escape: str) -> re.Pattern[str]:
    """What finds the separators, and what is escaped."""
    escaped = rf"{re.escape(escape)}.|" if escape else ""
    return re.compile(rf"{escaped}[{re.escape(marks)}]", re.DOTALL)


def segment_values(
    text: str, start: int, end: int, separators: Separators, tags: Mapping[str, Segment], *, all_values: bool
) -> list[Field]:
    """The values of a segment: those with a type, or all with ``all_values``."""
    parts = pieces(text, start, end, separators)
    if not parts or parts[0].element:
        return [Field(part.start, part.end, "") for part in parts] if all_values else []
    tag = text[parts[0].start : parts[0].end].strip()
    known = tags.get(tag)
    # A tag of EDIFACT may have a nesting number ("NAD:1"); an invalid tag is text.
    values = [part for part in parts if part.element]
    if known is None:
        return [Field(part.start, part.end, "", _stamp(text, part)) for part in values] if all_values else []
    judged = (known.judge(values, text) if known.judge else None) or {}
    fields = []
    for index, part in enumerate(values):
        kind = judged.get(index)
        if kind is None:
            kind = known.types.get((part.element, part.component)) or known.types.get((part.element, 0), "")
        kind = kind or _stamp(text, part)
        if kind or all_values:
            fields.append(Field(part.start, part.end, "", kind))
    return fields


def _stamp(text: str, part: Piece) -> str:
    """The type of a value that is not in the table: a date, or none."""
    return EntityType.DATE_TIME if _STAMP.fullmatch(text, part.start, part.end) else ""

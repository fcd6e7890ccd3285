"""The columns of a table in running text, and the names of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from objectlambda.pii.rules.concepts import NAME, OTHER
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.headers import FULL_NAME, says_nothing

MOST = 256
"""The most columns of a table; a line with more is not a row."""
_LONGEST_NAME = 64
_MARKED = re.compile(r"(\*\*|__|`)(.+)\1\Z")
_MARKS = ("*", "_", "`")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORDS = re.compile(r"[^\W\d_]{4}")
_FEWEST_DIGITS = 7
_ASIDE, _PARTED = re.compile(r"\([^()]*\)"), re.compile(r"[\s_.\-/]+")
_NUMBER = words("no nr num nbr number numero número nummer numéro n.º nº # id code")
_SHORTEST_PLURAL = 3
"""Words of so many letters are abbreviations: "nss"."""
OF_PERSONS = OTHER | NAME
"""What the name of a column of a person may stand for: "Person 1", "Customer B"."""

Span = tuple[int, int]
"""The place of a cell in its line, with the blanks around its value."""


class Cell(NamedTuple):
    """``line[start:end]`` is a value of the column ``name``."""

    start: int
    end: int
    name: str


class Columns(Protocol):
    """The columns of one table."""

    def row(self, line: str) -> list[Cell] | None:
        """The cells of a line, empty for a drawn line; None if the table has ended before this line."""
        ...


def cells_of(line: str, spans: Sequence[Span], names: Sequence[str], *, by_row: bool = False) -> list[Cell]:
    """The cells that are not empty, each with the name that says more: its column's, or the first cell of its row.

    ``by_row`` says that the header holds no names of columns, as in a table of persons side by side.
    """
    cells = []
    label = ""
    for index, (span, column) in enumerate(zip(spans, names, strict=False)):
        start, end = _value(line, span)
        if not index and end - start <= _LONGEST_NAME and _LETTERS.search(line, start, end):
            label = line[start:end].rstrip(" :")
        if start < end:
            told = index and label and (by_row or says_nothing(column) or is_of_row(label, column, line[start:end]))
            cells.append(Cell(start, end, label if told else column))
    return cells


def is_of_row(label: str, column: str, value: str) -> bool:
    """Whether a number or full name is of the kind that the first cell of its row says, and its column tells none.

    So it is in a table of persons side by side, whose rows are what other tables have as columns.
    """
    if FULL_NAME.fullmatch(value.strip()):
        return bool(field_concepts(label) & NAME) and not column
    if sum(map(str.isdigit, value)) < _FEWEST_DIGITS or _WORDS.search(value) or column.isdigit():
        return False
    return bool(_counted(label) & ~OTHER) and not field_concepts(column) & ~OF_PERSONS


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _counted(label: str) -> int:
    """The concepts of ``label`` if it calls one number by its name; "card payments" and "mobile phones" call none."""
    parts = [word for word in _PARTED.split(_ASIDE.sub("", label).rstrip(" .:0123456789_").lower()) if word]
    if not parts:
        return 0
    last = parts[-1]
    if last in _NUMBER and len(parts) > 1:
        return field_concepts(label)
    return field_concepts(label) & field_concepts(last) if last[-1] != "s" or len(last) <= _SHORTEST_PLURAL else 0


def _value(line: str, span: Span) -> Span:
    """``span`` without blanks and Markdown emphasis around the value."""
    text = line[span[0] : span[1]].rstrip()
    value = text.lstrip()
    start = span[0] + len(text) - len(value)
    if value[:1] in _MARKS and (marked := _MARKED.match(value)):
        return start + marked.start(2), start + marked.end(2)
    return start, start + len(value)


def split(line: str, delimiter: str) -> list[Span]:
    """The places of the pieces of ``line`` between delimiters."""
    spans, at = [], 0
    for piece in line.split(delimiter):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans


def name_of(text: str) -> str:
    """The name of the column with the title ``text``."""
    return text.strip(' \t*`"')[:_LONGEST_NAME]

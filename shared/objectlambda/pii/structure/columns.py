"""The columns of a table in running text, and the names of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from objectlambda.pii.structure.headers import says_nothing

MOST = 256
"""The most columns of a table; a line with more is not a row."""
_LONGEST_NAME = 64
_MARKED = re.compile(r"(\*\*|__|`)(.+)\1\Z")
_MARKS = ("*", "_", "`")
_LETTERS = re.compile(r"[^\W\d_]{2}")

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
            cells.append(Cell(start, end, label if index and label and (by_row or says_nothing(column)) else column))
    return cells


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

"""The columns of a table that stands in running text, and how their cells get their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from objectlambda.pii.structure.headers import says_nothing

MOST = 256
"""Columns that a table may have; a line with more is none."""
_LONGEST_NAME = 64
_MARKED = re.compile(r"(\*\*|__|`)(.+)\1\Z")
_MARKS = ("*", "_", "`")
_LETTERS = re.compile(r"[^\W\d_]{2}")

Span = tuple[int, int]
"""Where a cell stands in its line, blanks around its value included."""


class Cell(NamedTuple):
    """``line[start:end]`` is a value of the column ``name``."""

    start: int
    end: int
    name: str


class Columns(Protocol):
    """The columns of one table."""

    def row(self, line: str) -> list[Cell] | None:
        """The cells of a line, none if it is drawn; None when the table has ended before it."""
        ...


def cells_of(line: str, spans: Sequence[Span], names: Sequence[str], *, by_row: bool = False) -> list[Cell]:
    """The cells that are not empty, each with the name that says most: its column's, or the row's first cell.

    ``by_row`` says that the columns' names are none, as in a table of persons side by side.
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
    """``span`` without the blanks and Markdown's emphasis around the value."""
    text = line[span[0] : span[1]].rstrip()
    value = text.lstrip()
    start = span[0] + len(text) - len(value)
    if value[:1] in _MARKS and (marked := _MARKED.match(value)):
        return start + marked.start(2), start + marked.end(2)
    return start, start + len(value)


def split(line: str, delimiter: str) -> list[Span]:
    """Where the pieces of ``line`` between delimiters stand."""
    spans, at = [], 0
    for piece in line.split(delimiter):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans


def name_of(text: str) -> str:
    """The name of the column with the title ``text``."""
    return text.strip(' \t*`"')[:_LONGEST_NAME]

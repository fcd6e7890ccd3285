"""Tables without a rule, known only by their header: ``column -t``, ``kubectl get``, ``mysql -B``, ``cat x.csv``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from objectlambda.pii.structure.columns import MOST, Cell, Columns, Span, cells_of, name_of, split
from objectlambda.pii.structure.headers import is_header
from objectlambda.pii.structure.ruled import is_rule

_WORDS = re.compile(r"[^ \t]++(?: [^ \t]++)*+")
_WORD = re.compile(r"[^ \t]++")
_FEWEST_PADDED, _FEWEST_ROWS = 3, 2


def without_rule(header: str, rows: Sequence[str], *, delimiters: str = "\t|,;") -> Columns | None:
    """The columns that ``header`` names, if it reads like names and the first of ``rows`` like their values."""
    if not rows or is_rule(rows[0]):
        return None
    for delimiter in delimiters:
        if delimiter not in header:
            continue
        listed = _Listed(delimiter, header)
        if listed.fits(rows):
            return listed
    names = list(_WORDS.finditer(header))
    words = list(_WORD.finditer(header))
    if 1 < len(names) < len(words) <= MOST and len(rows) >= _FEWEST_ROWS and all(w[0][0].isalnum() for w in words):
        padded = _Padded(words)
        if padded.fits(rows):
            return padded
    if 2 <= len(names) <= MOST and is_header([match[0] for match in names], [row.split() for row in rows]):
        aligned = _Aligned([match.span() for match in names], [match[0] for match in names])
        if aligned.row(rows[0]):
            return aligned
    return None


class _Listed:
    """Cells between delimiters; a quoted cell may hold the delimiter, but no line end."""

    def __init__(self, delimiter: str, header: str) -> None:
        self._delimiter = delimiter
        self._quoted = re.compile(rf'"(?:[^"]++|"")*+"(?=[{re.escape(delimiter)}]|\Z)|[^{re.escape(delimiter)}]*+')
        self._names = [name_of(header[start:end]) for start, end in self._spans(header)]

    def fits(self, rows: Sequence[str]) -> bool:
        """Whether the header reads like names and the first row has as many cells."""
        cells = [[row[start:end] for start, end in self._spans(row)] for row in rows]
        return 2 <= len(self._names) == len(cells[0]) <= MOST and is_header(self._names, cells)

    def row(self, line: str) -> list[Cell] | None:
        spans = self._spans(line)
        if len(spans) != len(self._names):
            return None
        inner = [(a + 1, b - 1) if b - a > 1 and line[a] == line[b - 1] == '"' else (a, b) for a, b in spans]
        return cells_of(line, inner, self._names)

    def _spans(self, line: str) -> list[Span]:
        if '"' not in line:
            return split(line, self._delimiter)
        spans, at = [], 0
        while at <= len(line) and (match := self._quoted.match(line, at)):
            spans.append(match.span())
            at = match.end() + 1
        return spans


class _Aligned:
    """Cells separated by two or more blanks, under a header that is aligned with them."""

    def __init__(self, places: list[Span], names: list[str]) -> None:
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._names = [name_of(name) for name in names]

    def row(self, line: str) -> list[Cell] | None:
        spans = [match.span() for match in _WORDS.finditer(line)]
        if len(spans) == len(self._names):
            return cells_of(line, spans, self._names)
        cells = []
        for start, end in spans:  # a cell is empty, or the rows are numbered; the places decide
            column = bisect_right(self._ends, start)
            columns = bisect_left(self._starts, end) - column
            if columns == 1:
                cells.append(Cell(start, end, self._names[column]))
            elif columns or start >= self._starts[0]:
                return None
        return cells or None


class _Padded:
    """Cells padded to the width of their column, with one blank between the longest values and the next column."""

    def __init__(self, words: Sequence[re.Match[str]]) -> None:
        self._starts = [word.start() for word in words]
        self._names = [name_of(word[0]) for word in words]

    def fits(self, rows: Sequence[str]) -> bool:
        """Whether the words of the header name columns, and every row has a blank before a value in each of them."""
        if len(self._names) < _FEWEST_PADDED or "\t" in rows[0]:
            return False
        cells = [self.row(row) for row in rows]
        values = [
            [row[cell.start : cell.end] for cell in of_it] for row, of_it in zip(rows, cells, strict=True) if of_it
        ]
        whole = sum(len(row) == len(self._names) for row in values)
        return len(values) == len(rows) and whole >= _FEWEST_ROWS and is_header(self._names, values)

    def row(self, line: str) -> list[Cell] | None:
        if any(line[start - 1 : start].strip() for start in self._starts if start):
            return None
        spans = [
            (start, min(end, len(line)))
            for start, end in zip(self._starts, [*self._starts[1:], len(line)], strict=True)
        ]
        return cells_of(line, [span for span in spans if span[0] < span[1]], self._names) or None

"""Names for the cells of a table or a list of terms, from the header above or the label before them.

Tables of HTML, of DocBook, of SpreadsheetML and of OpenDocument: ``<tr><td>``, ``<row><entry>``, ``<Row><Cell>``.
"""

from __future__ import annotations

import re

from objectlambda.pii.structure.headers import has_known_word, is_header
from objectlambda.pii.structure.json_names import tells

_LONGEST_LABEL = 48
_MOST_COLUMNS = 256
_SPAN = re.compile(
    r"\b(colspan|rowspan|MergeAcross|MergeDown|Index|number-columns-repeated)\s*+=\s*+[\"']?+(\d{1,4})", re.IGNORECASE
)
_ROWS = frozenset({"tr", "row", "table-row", "header"})
CELLS = frozenset({"td", "th", "tc", "cell", "table-cell", "entry", "col"})
_TABLES = frozenset({"table", "tbl", "tgroup", "worksheet"})
TABLE_TAGS = _ROWS | CELLS | _TABLES
_DEEPEST = 3
"""How deep in its cell a text may stand: ``<td><p><b>…``."""
_FEWEST = 2
"""The fewest cells of a row that may be a header of cells without ``th``."""


class Table:
    """Tracks the rows and cells of one table at a time."""

    def __init__(self) -> None:
        self._headers: list[str] = []
        self._first: list[str] | None = []  # the cells of the row that may be the header; None behind it
        self._cell = -1
        self._next = 0
        self._span = 1
        self._label = ""
        self._below: dict[int, int] = {}  # how many rows a cell above still covers, by column
        self._taken: frozenset[int] = frozenset()

    def open_tag(self, tag: str, attributes: str = "") -> None:
        """Notes the start of one of `TABLE_TAGS`."""
        if tag in _TABLES:
            self._headers = []
            self._first = []
            self._below = {}
        elif tag in _ROWS:
            self._end_row()
            self._cell = -1
            self._next = 0
            self._label = ""
            self._taken = frozenset(self._below)
            self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        else:
            self._open_cell(attributes)

    def _open_cell(self, attributes: str) -> None:
        spans = {span[1].lower(): int(span[2]) for span in _SPAN.finditer(attributes)} if attributes else {}
        if (index := spans.get("index", 0)) > self._next:
            self._next = index - 1
        while self._next in self._taken:
            self._next += 1
        self._cell = self._next
        wide = spans.get("colspan") or spans.get("number-columns-repeated") or spans.get("mergeacross", 0) + 1
        self._span = max(1, min(wide, _MOST_COLUMNS))
        self._next += self._span
        if (rows := spans.get("rowspan") or spans.get("mergedown", 0) + 1) > 1 and self._cell < _MOST_COLUMNS:
            self._below.update(dict.fromkeys(range(self._cell, self._next), rows - 1))

    def widen(self, columns: str) -> None:
        """Notes that the open cell covers so many columns."""
        span = min(int(columns), _MOST_COLUMNS) if columns.isdecimal() else 1
        self._next += max(0, span - self._span)
        self._span = max(self._span, span)

    def _end_row(self) -> None:
        """Takes the row that ends for the header, if it has names and is the first one with more than a title."""
        if self._first is None or len(self._first) - self._first.count("") < _FEWEST:
            self._first = None if self._first is None else []
        else:
            is_first = not self._headers and _names_columns(self._first)
            self._headers, self._first = self._first if is_first else self._headers, None

    def name(self, tag: str, words: str, name: str, around: list[tuple[str, str]]) -> str:
        """The name of the text ``words`` in the element ``tag``, to which its attributes give ``name``."""
        label = words.rstrip(" :") if len(words) <= _LONGEST_LABEL else ""
        cell = tag if tag in CELLS else cell_around(around)
        if cell == "th":
            self._head(label)
            return name
        if self._first is not None and cell and self._cell < _MOST_COLUMNS:
            self._first += [""] * (self._cell + 1 - len(self._first))
            self._first[self._cell] = label
        if label and (tag in ("dt", "label") or words.endswith(":")):
            self._label = label
            return name
        name = name or self.label(is_cell=bool(cell))
        has_labels = cell and self._first is None and not self._headers and self._cell == 0 and tells(label)
        self._label = label if has_labels else ""
        return name

    def label(self, *, is_cell: bool) -> str:
        """The label before what comes next, or the header above it if it stands in a cell."""
        if self._label or not is_cell:
            return self._label
        return self._headers[self._cell] if 0 <= self._cell < len(self._headers) else ""

    def _head(self, label: str) -> None:
        self._first = None
        if self._cell == 0:
            self._headers = []
        if self._cell < _MOST_COLUMNS:
            self._headers += [""] * (self._cell - len(self._headers)) + [label] * self._span
        self._label = label if self._cell == 0 else ""


def _names_columns(cells: list[str]) -> bool:
    """Whether the ``cells`` of the first row name the columns; two must both be names, as they may be a pair."""
    if len(cells) <= _FEWEST and not all(tells(cell) or has_known_word(cell) for cell in cells):
        return False
    return any(map(tells, cells)) and is_header(cells, [], in_table=True)


def cell_around(around: list[tuple[str, str]]) -> str:
    """The innermost cell that is open; empty if it is too far outside, or there is none."""
    for written, _ in around[: -_DEEPEST - 2 : -1]:
        tag = written.rpartition(":")[2].lower()
        if tag in CELLS:
            return tag
        if tag in _ROWS:
            break
    return ""

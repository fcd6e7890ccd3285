"""Names for the cells of an HTML table or a list of terms, from the header above or the label before them."""

from __future__ import annotations

import re

_LONGEST_LABEL = 48
_MOST_COLUMNS = 256
_SPAN = re.compile(r"\b(col|row)span\s*+=\s*+[\"']?+(\d{1,4})", re.IGNORECASE)


class Table:
    """Tracks the rows and cells of one table at a time."""

    def __init__(self) -> None:
        self._headers: list[str] = []
        self._cell = -1
        self._next = 0
        self._span = 1
        self._label = ""
        self._below: dict[int, int] = {}  # how many rows a cell above still covers, by column
        self._taken: frozenset[int] = frozenset()

    def open_tag(self, tag: str, attributes: str = "") -> None:
        """Notes the start of a tag that says nothing about meaning."""
        if tag == "table":
            self._headers = []
            self._below = {}
        elif tag == "tr":
            self._cell = -1
            self._next = 0
            self._label = ""
            self._taken = frozenset(self._below)
            self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        elif tag in ("td", "th"):
            while self._next in self._taken:
                self._next += 1
            self._cell = self._next
            spans = {span[1].lower(): int(span[2]) for span in _SPAN.finditer(attributes)}
            self._span = max(1, min(spans.get("col", 1), _MOST_COLUMNS))
            self._next += self._span
            if (rows := spans.get("row", 1)) > 1 and self._cell < _MOST_COLUMNS:
                self._below.update(dict.fromkeys(range(self._cell, self._next), rows - 1))

    def name(self, tag: str, words: str, name: str) -> str:
        """The name of the text ``words`` in the element ``tag``, to which its attributes give ``name``."""
        label = words.rstrip(" :") if len(words) <= _LONGEST_LABEL else ""
        if tag == "th":
            self._head(label)
            return name
        if label and (tag in ("dt", "label") or words.endswith(":")):
            self._label = label
            return name
        if not name:
            name = self._label
            if not name and tag == "td" and self._cell < len(self._headers):
                name = self._headers[self._cell]
        self._label = ""
        return name

    def _head(self, label: str) -> None:
        if self._cell == 0:
            self._headers = []
        if self._cell < _MOST_COLUMNS:
            self._headers += [""] * (self._cell - len(self._headers)) + [label] * self._span
        self._label = label if self._cell == 0 else ""

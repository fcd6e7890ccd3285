"""Names for the cells of an HTML table, or of a list of terms: from the header above or the label before."""

from __future__ import annotations

_LONGEST_LABEL = 48
_MOST_COLUMNS = 256


class Table:
    """Follows the rows and cells of one table at a time."""

    def __init__(self) -> None:
        self._headers: list[str] = []
        self._cell = -1
        self._label = ""

    def opened(self, tag: str) -> None:
        """A tag that says nothing about meaning was opened."""
        if tag == "table":
            self._headers = []
        elif tag == "tr":
            self._cell = -1
            self._label = ""
        elif tag in ("td", "th"):
            self._cell += 1

    def name(self, tag: str, words: str, name: str) -> str:
        """The name of the text ``words`` in the element ``tag`` whose attributes call it ``name``."""
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
            self._headers.append(label)
        self._label = label if self._cell == 0 else ""

"""Tables in running text, such as the output of a database in the transcript of a shell.

Finds where tables begin (below a rule or a prompt) and names their cells until they end, over any number of windows.
Text without tables costs only a few searches for fixed strings.
"""

from __future__ import annotations

import re

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.columns import Columns
from objectlambda.pii.structure.lexing import HARD
from objectlambda.pii.structure.listed import without_rule
from objectlambda.pii.structure.ruled import Records, under_rule

_RULES = ("---", "--|", "-- |", "===", "───", "━━━", "═══", Records.MARK)
_PROMPTS = "$#%>"
_PROMPT = re.compile(
    r"(?:\([\w.\-]{1,40}\) ?)?(?:\[[^\]\n]{1,60}\] ?|[\w.@:~/\\\-]{0,60} ?)[=\-(*!^]?[$#%>]{1,3} (?=\S)"
)
_LONGEST_PROMPT = 80
_LONGEST_LINE = 4096
"""Longer lines do not begin a table."""
_ROWS = 4
"""How many rows below a line are read to tell whether the line is a header."""


class DrawnTables:
    """Follows one table at a time through the windows of a text."""

    def __init__(self) -> None:
        self._columns: Columns | None = None
        self._above = ""
        self._limit = 0

    def beside(self, fields: list[Field], text: str, left: int, start: int, end: int) -> list[Field]:
        """``fields`` and the cells of tables in order; of those that begin together, the innermost comes last."""
        cells = self.cells(text, left, start, end)
        return sorted([*fields, *cells], key=lambda field: (field.start, -field.end)) if cells else fields

    def cells(self, text: str, left: int, start: int, end: int) -> list[Field]:
        """The cells in the window ``text[start:end]``, with offsets from ``left``; to be called for every window."""
        fields: list[Field] = []
        position = start
        self._limit = min(len(text), start + HARD)
        if start and text[start - 1] != "\n":  # the rest of a line that was too long for a window
            position = text.find("\n", start, end) + 1 or end
            self._above = ""
        elif not start:
            self._columns = self._columns_of_list(text, 0, delimiters="")
            position = _next_line(text, 0, end) if self._columns else 0
        elif self._columns is None and _PROMPT.match(self._above):
            self._columns = self._columns_of_list(text, start)
            position = _next_line(text, start, end) if self._columns else start
        first, ahead = position, dict.fromkeys((*_RULES, *_PROMPTS), -1)
        while position < end:
            if self._columns is None:
                position = self._begin(text, first, position, end, ahead)
                continue
            line_end = _line_end(text, position, end)
            if line_end < 0:
                break
            cells = self._columns.row(text[position:line_end].removesuffix("\r"))
            if cells is None:
                self._columns = None
                continue
            fields.extend(Field(position - left + cell.start, position - left + cell.end, cell.name) for cell in cells)
            position = line_end + 1
        self._above = _last_line(text, first, end)
        return fields

    def _begin(self, text: str, first: int, position: int, end: int, ahead: dict[str, int]) -> int:
        """Looks for the next table; returns the place of its first row, or the place from which to search on."""
        for mark, seen in ahead.items():
            if seen < position:
                found = text.find(mark, position, end)
                while mark in _PROMPTS and found >= 0 and text[found + 1 : found + 2] != " ":
                    found = text.find(mark, found + 1, end)
                ahead[mark] = found if found >= 0 else end
        mark = min(ahead, key=ahead.__getitem__)
        at = ahead[mark]
        if at >= end:
            return end
        line = max(text.rfind("\n", first, at) + 1, first)
        line_end = _line_end(text, at, end)
        if line_end < 0:
            return end
        if mark in _PROMPTS:
            if at - line <= _LONGEST_PROMPT and _PROMPT.match(text, line, line_end):
                if text.find("\n", line_end + 1, end) < 0:  # a header would stand in the next window
                    return end
                self._columns = self._columns_of_list(text, line_end + 1)
                return _next_line(text, line_end + 1, end) if self._columns else line_end + 1
        elif line_end - line <= _LONGEST_LINE:
            self._columns = self._columns_under_rule(text, first, line, line_end)
        return line_end + 1

    def _columns_under_rule(self, text: str, first: int, line: int, line_end: int) -> Columns | None:
        header = _last_line(text, first, line) if line > first else self._above
        return under_rule(header, text[line:line_end].removesuffix("\r"))

    def _columns_of_list(self, text: str, position: int, *, delimiters: str = "\t|,;") -> Columns | None:
        """The columns of the table without a rule whose header begins at ``position``."""
        lines: list[str] = []
        while position < self._limit and len(lines) <= _ROWS:
            line_end = _line_end(text, position, self._limit)
            line = text[position:line_end].removesuffix("\r")
            if not 0 <= line_end - position <= _LONGEST_LINE or not line.strip():
                break
            if not lines and not ("  " in line or any(mark in line for mark in delimiters)):
                return None
            lines.append(line)
            position = line_end + 1
        return without_rule(lines[0], lines[1:], delimiters=delimiters) if len(lines) > 1 else None


def _line_end(text: str, position: int, end: int) -> int:
    """The end of the line at ``position``; -1 if it is after ``end``."""
    line_end = text.find("\n", position, end)
    return end if line_end < 0 and end == len(text) else line_end


def _next_line(text: str, position: int, end: int) -> int:
    line_end = text.find("\n", position, end)
    return end if line_end < 0 else line_end + 1


def _last_line(text: str, first: int, end: int) -> str:
    """The line that ends right before ``end``, if it begins at or after ``first`` and is not too long."""
    if end <= first or text[end - 1] != "\n":
        return ""
    begin = max(text.rfind("\n", first, end - 1) + 1, first)
    return text[begin : end - 1].removesuffix("\r") if end - begin <= _LONGEST_LINE else ""

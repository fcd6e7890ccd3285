"""CSV and similar formats: each cell is a value, and the header names the cells below it (RFC 4180, any delimiter).

A cell may be quoted, hold delimiters and line ends, and double its quotes. The header row is not a value. If the header
says only "value" or "answer", the row's label names the cell (the cell under "field" or "question", else the first
cell). Rows without a quote are split by ``str.split``; only rows with a quote are read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, compress, repeat
from operator import add

from objectlambda.pii.entities import Field, new_field
from objectlambda.pii.rules.concepts import NAME, PLACE
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.columns import OF_PERSONS, is_of_row
from objectlambda.pii.structure.headers import column_name, is_header, label_column, says_nothing
from objectlambda.pii.structure.lexing import (
    CONTEXT,
    HARD,
    TARGET,
    Lexed,
    LongValue,
    context_before,
    cut_value,
    span_end,
)

_LONGEST_LABEL = 64
_FEWEST_COLUMNS = 3
_LISTED = NAME | PLACE
"""What a last column holds whose values may have a delimiter without quotes."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_QUOTED = re.compile(r'(?:[^"]++|"")*+')


class DelimitedLexer:
    """Lexes rows of cells; ``names`` are the columns' names, ``header`` says that the first row holds them."""

    strict = True

    def __init__(self, delimiter: str, names: Sequence[str], *, header: bool, titles: int = 0) -> None:
        self._delimiter = delimiter
        self._in_header = header
        self._titles = titles if header else 0
        self._gap = False
        self._take(names)
        self._label = ""
        self._column = 0
        self._long: LongValue | None = None
        self._bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")

    def _take(self, names: Sequence[str]) -> None:
        """Names the columns of the rows from here on."""
        self._names = list(names)
        self._labels = label_column(names)
        self._open = [
            column for column, name in enumerate(names) if column > self._labels and name and says_nothing(name)
        ]
        self._side_by_side = len(names) > 1 and not any(field_concepts(name) & ~OF_PERSONS for name in names[1:])

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        stop = min(len(text), start + HARD)
        if self._long is None:
            return self._cells(text, start, start, start, [])
        pattern, name, length = self._long
        left = context_before(text, start, start - length)
        end = span_end(pattern, text, start, stop)
        if _open(text, end, stop):
            return self._cut_cell(text, start, left, start, pattern, [])
        self._long = None
        fields = [] if self._in_header or end == left else [Field(0, end - left, name)]
        after = end + (pattern is _QUOTED)
        return self._cells(text, start, self._next_cell(text, min(after, stop), stop), left, fields)

    def _cells(self, text: str, start: int, position: int, left: int, fields: list[Field]) -> Lexed:
        stop = min(len(text), start + HARD)
        aim, low = min(start + TARGET, stop), start + TARGET // 2
        while position < aim:
            line_end = self._plain_line_end(text, position, stop)
            if line_end >= 0:
                if line_end >= aim and position >= low:
                    break
                self._plain_row(text, position, line_end, left, fields)
                position = min(line_end + 1, stop)
                continue
            quoted = text[position] == '"'
            begin = position + quoted
            pattern = _QUOTED if quoted else self._bare
            end = span_end(pattern, text, begin, stop)
            after = end if _open(text, end, stop) or not quoted else span_end(self._bare, text, end + 1, stop)
            if (_open(text, after, stop) or after > aim) and position >= low:
                break
            if _open(text, after, stop):
                return self._cut_cell(text, start, left, begin, pattern, fields)
            if quoted and after > end + 1:  # text after the closing quote breaks the rules, but is a value
                begin, end = position, after
            if begin < end and (self._titles or not self._in_header):
                if (self._open and self._column == self._labels) or (self._side_by_side and not self._column):
                    self._remember(text[begin:end])
                alone = (
                    not (self._titles or self._column)
                    and len(self._names) >= _FEWEST_COLUMNS
                    and text[after : after + 1] in "\r\n"
                )
                fields.append(Field(begin - left, end - left, "" if alone else self._name(text[begin:end])))
            position = self._next_cell(text, after, stop)
        return Lexed(left, position, position, fields)

    def _cut_cell(
        self, text: str, start: int, left: int, begin: int, pattern: re.Pattern[str], fields: list[Field]
    ) -> Lexed:
        """Ends the window inside a cell that is longer than a window; the next window continues in it."""
        end, right = cut_value(text, start, begin, pattern)
        first = left if self._long else begin
        if right > first and not self._in_header:
            fields.append(Field(first - left, right - left, self._name()))
        self._long = LongValue(pattern, self._name(), min(CONTEXT, end - first))
        return Lexed(left, end, right, fields)

    def _plain_line_end(self, text: str, position: int, stop: int) -> int:
        """The end of the row at ``position``, if the row is complete and has no quotes; else -1."""
        if self._column:
            return -1
        line_end = text.find("\n", position, stop)
        if line_end < 0:
            if len(text) > stop:
                return -1
            line_end = stop
        if text.find('"', position, line_end) >= 0:
            return -1
        lone_return = text.find("\r", position, line_end)
        return line_end if lone_return < 0 or lone_return == line_end - 1 else -1

    def _plain_row(self, text: str, begin: int, line_end: int, left: int, fields: list[Field]) -> None:
        row = text[begin:line_end].removesuffix("\r")
        if not row:
            self._gap = True
            return
        if self._titles:
            self._titles -= 1
            self._title(row, begin - left, fields)
            return
        if self._in_header:
            self._in_header = False
            return
        cells = row.split(self._delimiter)
        if self._gap and self._begins_table(cells, text, line_end):
            return
        names = self._names
        if len(names) >= _FEWEST_COLUMNS and self._is_remark(row, len(cells)):
            fields.append(new_field((begin - left, begin - left + len(row), "", "")))
            return
        if len(cells) > len(names):
            # "Roe, Ann" without quotes in a last column of persons, "3 Mill Lane, Ely" before the last one of a place
            last = names[-1] if names and field_concepts(names[-1]) & _LISTED else ""
            names = [*names, *[last] * (len(cells) - len(names))]
        if self._open and self._labels < len(cells):
            self._remember(cells[self._labels])
            names = [self._label or name if column in self._open else name for column, name in enumerate(names)]
            self._label = ""
        elif self._side_by_side and (label := next(filter(None, (cell.strip(" :") for cell in cells)), "")):
            names = [label if is_of_row(label, name, cell) else name for name, cell in zip(names, cells, strict=False)]
        lengths = list(map(len, cells))
        starts = list(accumulate([length + 1 for length in lengths], initial=begin - left))
        places = zip(starts, map(add, starts, lengths), names, repeat(""), strict=False)
        fields += map(new_field, compress(places, lengths))

    def _is_remark(self, row: str, cells: int) -> bool:
        """Whether a row of another width than the header's is a line of prose above or below the others."""
        if cells == len(self._names):
            return False
        return cells == 1 or 2 * row.count(self._delimiter + " ") > cells - 1

    def _title(self, row: str, begin: int, fields: list[Field]) -> None:
        """Takes a row above the header, whole or, where it is a label and its value, as a named value."""
        label, *values = [cell for cell in row.split(self._delimiter) if cell.strip()] or [""]
        if len(values) == 1 and len(label) <= _LONGEST_LABEL and row.startswith(label):
            start = begin + row.index(values[0], len(label))
            fields.append(Field(start, start + len(values[0]), label.strip(" :")))
        else:
            fields.append(Field(begin, begin + len(row), ""))

    def _begins_table(self, cells: list[str], text: str, line_end: int) -> bool:
        """Whether a row after an empty line is the header of another table; if so, takes its names."""
        self._gap = False
        below = text[line_end + 1 : text.find("\n", line_end + 1, line_end + HARD // 2)].removesuffix("\r")
        if len(cells) < 2 or not below or not is_header(cells, [below.split(self._delimiter)]):
            return False
        self._take([column_name(cell) for cell in cells])
        return True

    def _remember(self, label: str) -> None:
        """Remembers the cell that labels the others of its row, if it reads like a name."""
        self._label = label.strip() if len(label) <= _LONGEST_LABEL and _LETTERS.search(label) else ""

    def _name(self, value: str = "") -> str:
        if self._label and self._column in self._open:
            return self._label
        name = self._names[self._column] if self._column < len(self._names) else ""
        return self._label if self._side_by_side and value and is_of_row(self._label, name, value) else name

    def _next_cell(self, text: str, position: int, stop: int) -> int:
        """The start of the next cell, given the end of the last one."""
        if text.startswith(self._delimiter, position, stop):
            self._column += 1
            return position + 1
        if self._titles:
            self._titles -= 1
        else:
            self._in_header = False
        self._column = 0
        self._label = ""
        if text.startswith("\r\n", position):
            return position + 2
        return min(position + 1, len(text))


def _open(text: str, end: int, stop: int) -> bool:
    """Whether a cell that was matched up to ``end`` may continue after ``stop``.

    A quote at the last position may be the first of a doubled quote.
    """
    return end >= stop - 1 and len(text) > stop

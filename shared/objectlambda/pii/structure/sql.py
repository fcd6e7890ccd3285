"""SQL dumps: the values of ``INSERT INTO … (columns) VALUES (…), (…)`` and ``COPY … (columns) FROM stdin``.

Each value is named by its column, also in ``column = 'value'`` and in tables that a shell prints; under ``value`` and
its like, by what stands under ``attribute``, ``meta_key`` or their like. An insert without a list of columns has those
of the ``CREATE TABLE`` before it, or names inferred from its values. Everything else is free text: SQL is not strict,
and an entity may stand anywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from objectlambda.pii.entities import Field, new_field
from objectlambda.pii.structure.drawn_tables import DrawnTables
from objectlambda.pii.structure.given_names import with_given_names
from objectlambda.pii.structure.headers import named_label, says_nothing
from objectlambda.pii.structure.lexing import (
    HARD,
    TARGET,
    Lexed,
    context_after,
    context_before,
    cut_text,
)
from objectlambda.pii.structure.sql_tables import DeclaredTables, rows_of

_STRING = r"'((?:[^'\\]++|''|\\.)*+)'"
_NAME = r"[\w.$`\"\[\]]{1,200}+"
_HEAD = re.compile(
    r"\b(?:INSERT|REPLACE|UPSERT)\s++[^(;']{0,200}+\(([^()';]{1,8000}+)\)\s*+VALUES?\b"
    r"|\bCOPY\s++[^(;']{0,200}+\(([^()';]{1,8000}+)\)\s*+FROM\s++stdin[^\n]*+\n"
    rf"|\bCREATE\s++(?:\w{{1,16}}+\s++){{0,3}}?TABLE\s++(?:IF\s++NOT\s++EXISTS\s++)?({_NAME})\s*+\("
    rf"|\b(?:INSERT|REPLACE|UPSERT)\s++(?:(?:\w{{1,16}}+\s++){{0,3}}?INTO\s++)?({_NAME})\s*+VALUES?\b"
    rf"|\bINTO\s++{_NAME}\s*+\(([^()';]{{1,8000}}+)\)\s*+VALUES\b",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"(?<![\w.])[\"`\[]?(\w{{1,64}}+)[\"`\]]?\s?=\s?([A-Za-z_]\w{{0,30}}+\(\s?)?[NE]?{_STRING}", re.DOTALL
)
_MORE = re.compile(rf"\s*+(?:\|\||\+)\s*+[NE]?{_STRING}", re.DOTALL)
_MORE_IN_CALL = re.compile(rf"\s*+(?:\|\||\+|,)\s*+[NE]?{_STRING}", re.DOTALL)
"""Another part of a value: ``password = 'xk9' || 'Lqq'``, ``password = CONCAT('xk9', 'Lqq')``."""
_AMONG = re.compile(r"(?<![\w.])[\"`\[]?(\w{1,64}+)[\"`\]]?\s++(?:NOT\s++)?IN\s*+\((?=\s*+N?')", re.IGNORECASE)
"""A column and the start of its values: ``login IN ('jdoe', …)``."""
_AMONG_VALUE = re.compile(rf"\s*+,?\s*+N?{_STRING}", re.DOTALL)
_TOKEN = re.compile(rf"\s*+(?:(\()|(\))|(,)|(;)|(?:[NE]|U&)?{_STRING}|([^\s,()';]++))", re.IGNORECASE | re.DOTALL)
_INNER = re.compile(r"([A-Za-z_]\w*) ?: ?\Z")
"""The key before a value in a map: ``{city: 'Hobart'}``."""
_KEYED = re.compile(r":[^\w]")
"""What a row with such a key holds."""
_VALUE = rf"\s*+(?>[NE]?{_STRING}|([^\s,()';]++))"
_MOST_IN_ROW = 64
_IDENTIFIER = re.compile(r"[a-z_][\w.\-]{0,63}\Z", re.IGNORECASE)
_OPEN, _CLOSE, _COMMA, _END, _TEXT, _WORD = 1, 2, 3, 4, 5, 6


@lru_cache(maxsize=_MOST_IN_ROW)  # of patterns, which never change: threads may share them
def _row_of(size: int) -> re.Pattern[str]:
    """A row of so many values, each a string or a word; it is read at once, and every other row token by token."""
    values = r"\s*+,".join([_VALUE] * size)
    return re.compile(rf"\s*+(?:,\s*+)?\({values}\s*+\)", re.IGNORECASE | re.DOTALL)


class SqlLexer:
    """Tracks statements over windows: the columns of the current statement, and the place in the row."""

    strict = False

    def __init__(self) -> None:
        self._columns: list[str] = []
        self._labels = -1
        self._label = ""
        self._copy = False
        self._depth = 0
        self._index = 0
        self._clean = self._closes = True
        self._tables = DrawnTables()
        self._declared = DeclaredTables()

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        left, end, right, fields = self._statements(text, start)
        return Lexed(left, end, right, self._tables.beside(fields, text, left, start, end))

    def _statements(self, text: str, start: int) -> Lexed:
        left = start if self._clean else context_before(text, start)
        stop = min(len(text), start + HARD)
        aim = min(start + TARGET, stop)
        self._clean = self._closes = True
        fields: list[Field] = []
        position = start
        while position < aim:
            if not self._columns:
                head = _HEAD.search(text, position, stop)
                if head is None or head.start() >= aim:
                    return self._free_text(text, start, left, position, fields)
                self._pairs(text, position, head.start(), left, fields)
                position = self._begin(head, text, stop)
                continue
            step = self._copy_row if self._copy else self._values
            reached = step(text, position, start, left, fields)
            if reached == position:
                if position >= start + TARGET // 2:
                    break
                self._columns = []  # the value is longer than a window; names would be guesses from here on
            position = reached
        return Lexed(left, position, position, fields)

    def _begin(self, head: re.Match[str], text: str, stop: int) -> int:
        """Reads the head of a statement; returns the place where to continue."""
        self._depth = self._index = 0
        self._copy = head[2] is not None
        if head[3] is not None:
            end = self._declared.declare(head[3], text, head.end(), stop) if self._closes else -1
            self._closes = end >= 0  # a statement that is open at the window's end hides other declarations in it
            return max(end, head.end())
        if head[4] is not None:
            self._columns = self._declared.columns(head[4]) or self._declared.infer(
                head[4], rows_of(head[4], text, head.end(), stop)
            )
        else:
            columns = [column.strip(' \t\r\n`"[]') for column in (head[1] or head[2] or head[5]).split(",")]
            self._columns = with_given_names(columns)
        self._labels = named_label(self._columns)
        return head.end()

    def _name(self, index: int, value: str) -> str:
        """The name of the ``value`` in the column ``index``."""
        column = self._columns[index]
        if self._labels < 0:
            return column
        if index == self._labels:
            self._label = value if _IDENTIFIER.match(value) else ""
        return self._label if self._label and says_nothing(column) else column

    def _values(self, text: str, position: int, start: int, left: int, fields: list[Field]) -> int:
        """Reads tokens of rows up to the window's target size; returns the place reached, ``position`` if none fits."""
        stop = min(len(text), start + HARD)
        aim = min(start + TARGET, stop)
        whole = self._labels < 0 and 0 < len(self._columns) <= _MOST_IN_ROW
        while position < aim and self._columns:
            if whole and not self._depth:
                row = _row_of(len(self._columns)).match(text, position, stop)
                whole = row is not None and row.end() < aim
                if row is not None and whole:
                    self._take_row(row, text, left, fields)
                    position = row.end()
                    continue
            token = _TOKEN.match(text, position, stop)
            if token is None:
                return stop if text[position:stop].isspace() else position
            if token.end() >= aim and position >= start + TARGET // 2 and len(text) > stop:
                return position
            kind = token.lastindex
            if kind == _OPEN:
                self._depth += 1
                self._index = 0 if self._depth == 1 else self._index
                self._label = ""
            elif kind == _CLOSE:
                self._depth -= 1
            elif kind == _COMMA:
                self._index += self._depth == 1
            elif kind == _END:
                self._columns = []
            elif self._depth < 1:  # T-SQL has no semicolon between two inserts: the word may begin the next one
                self._columns = []
                return token.start(kind or _WORD)
            else:
                begin, end = token.span(kind or _WORD)
                if begin < end and self._index < len(self._columns):
                    name = self._name(self._index, text[begin:end])
                    fields.append(Field(begin - left, end - left, _key_before(text, begin) or name))
            position = token.end()
        return position

    def _take_row(self, row: re.Match[str], text: str, left: int, fields: list[Field]) -> None:
        """Names the values of a ``row``, of which each is one of two groups."""
        places = row.regs[1:]
        keyed = _KEYED.search(text, *row.span()) is not None
        for name, string, word in zip(self._columns, places[::2], places[1::2], strict=True):
            begin, end = string if string[0] >= 0 else word
            if begin < end:
                called = (_key_before(text, begin) if keyed else "") or name
                fields.append(new_field((begin - left, end - left, called, "")))

    def _copy_row(self, text: str, position: int, start: int, left: int, fields: list[Field]) -> int:
        """Reads one row of COPY's text format; returns the place after it, ``position`` if it does not fit."""
        stop = min(len(text), start + HARD)
        line_end = text.find("\n", position, stop)
        if line_end < 0:
            if len(text) > stop:
                return position
            line_end = stop
        row = text[position:line_end].removesuffix("\r")
        if row == "\\.":
            self._columns = []
            return min(line_end + 1, stop)
        begin = position - left
        for (index, _), value in zip(enumerate(self._columns), row.split("\t"), strict=False):
            if value and value != "\\N":
                fields.append(Field(begin, begin + len(value), self._name(index, value)))
            begin += len(value) + 1
        return min(line_end + 1, stop)

    def _free_text(self, text: str, start: int, left: int, position: int, fields: list[Field]) -> Lexed:
        stop = min(len(text), start + HARD)
        end, self._clean = cut_text(text, start, stop) if len(text) - start > TARGET else (len(text), True)
        end = max(end, position)
        right = end if self._clean else context_after(text, end, len(text))
        self._pairs(text, position, right, left, fields)
        return Lexed(left, end, right, fields)

    def _pairs(self, text: str, begin: int, end: int, left: int, fields: list[Field]) -> None:
        for pair in _PAIR.finditer(text, begin, end):
            value: re.Match[str] | None = pair
            more, group = (_MORE_IN_CALL if pair[2] else _MORE), 3
            while value is not None:
                if value.start(group) < value.end(group):
                    fields.append(Field(value.start(group) - left, value.end(group) - left, pair[1]))
                value, group = more.match(text, value.end(), end), 1
        for column in _AMONG.finditer(text, begin, end):
            at = column.end()
            while (value := _AMONG_VALUE.match(text, at, end)) is not None:
                if value.start(1) < value.end(1):
                    fields.append(Field(value.start(1) - left, value.end(1) - left, column[1]))
                at = value.end()


def _key_before(text: str, begin: int) -> str:
    """The key of a map's value that begins at ``begin``; empty if there is none."""
    if text.find(":", begin - 3, begin) < 0:
        return ""
    inner = _INNER.search(text, max(0, begin - 40), begin - 1)
    return inner[1] if inner else ""

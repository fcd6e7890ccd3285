"""Columns for inserts that name none: those of ``CREATE TABLE``, or those inferred from the values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.inferred import ROWS, infer_names
from objectlambda.pii.structure.json_names import tells

_MOST_TABLES = 256
_MOST_COLUMNS = 256
_LONGEST_NAME = 64
_TOKEN = re.compile(
    r"(\()|(\))|(,)|`([^`\n]++)`|\"([^\"\n]++)\"|\[([^\]\n]++)\]|(\w++)|'(?:[^'\\]++|''|\\.)*+'|--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/",
    re.DOTALL,
)
_OPEN, _CLOSE, _COMMA, _WORD = 1, 2, 3, 7
_VALUE = re.compile(r"\s*+(?:(\()|(\))|(,)|[NEXnex]?'((?:[^'\\]++|''|\\.)*+)'|;|[^\s,()';]++)", re.DOTALL)
_QUOTED = 4
_INSERT = re.compile(
    r"\b(?:INSERT|REPLACE|UPSERT)\s++(?:(?:\w{1,16}+\s++){0,3}?INTO\s++)?([\w.$`\"\[\]]{1,200}+)\s*+VALUES?\b",
    re.IGNORECASE,
)
_MOST_TOKENS = 4096
"""How many values and marks are read to name the columns of one table."""
_BETWEEN = 400
"""The most characters between one insert and the next into the same table."""
_META_KEY = re.compile(r"_?[a-z][a-z0-9]*(?:[_.\-][a-z0-9]+)*")
_FEWEST_TELLING = 2
_OF_KEYS = ("meta", "settings", "attributes", "properties", "options")
"""The ends of names of tables that hold keys and values."""
_NO_COLUMN = words("primary key unique constraint foreign check index fulltext spatial exclude like partition period")


class DeclaredTables:
    """The columns of the tables that were declared so far; the last few hundred are kept."""

    def __init__(self) -> None:
        self._columns: dict[str, list[str]] = {}
        self._looked_at: set[str] = set()

    def declare(self, table: str, text: str, position: int, stop: int) -> int:
        """Remembers the columns in the parenthesis that opened before ``position``; returns the place where it closes.

        If it does not close before ``stop``, nothing is remembered and -1 is returned.
        """
        columns, end = _columns(text, position, stop)
        self._columns.pop(_key(table), None)
        if columns:
            self._remember(table, columns)
        return end

    def infer(self, table: str, rows: Iterable[list[str]]) -> list[str]:
        """Infers the columns of an undeclared table from its first ``rows``; remembers and returns them."""
        if _key(table) in self._looked_at or len(self._looked_at) >= _MOST_TABLES:
            return []
        self._looked_at.add(_key(table))
        sample = list(islice(rows, ROWS))
        found = _with_keys(infer_names(sample, _key(table)), sample, _key(table))
        if found:
            self._remember(table, found)
        return found

    def _remember(self, table: str, columns: list[str]) -> None:
        self._columns[_key(table)] = columns
        if len(self._columns) > _MOST_TABLES:
            del self._columns[next(iter(self._columns))]

    def columns(self, table: str) -> list[str]:
        """The columns of ``table``; empty if it was not declared."""
        return self._columns.get(_key(table), [])


def _with_keys(names: list[str], rows: list[list[str]], table: str) -> list[str]:
    """``names``, with two for a column of keys and that of their values: ``(7, 'nickname', 'ann')``."""
    for index in range(len(names) - 1):
        keys = [row[index] for row in rows if len(row) == len(names)]
        telling = sum(map(tells, set(keys)))
        if names[index] or not keys or not all(map(_META_KEY.fullmatch, keys)):
            continue
        if telling >= _FEWEST_TELLING or (telling and table.endswith(_OF_KEYS)):
            return [*names[:index], "meta_key", "meta_value", *names[index + 2 :]]
    return names


def rows_of(table: str, text: str, position: int, stop: int) -> Iterator[list[str]]:
    """The rows of values from ``position`` on that are inserted into ``table``, also by the next inserts."""
    depth = 0
    row: list[str] = []
    filled = False  # whether the row has the value of the current column
    for _ in range(_MOST_TOKENS):
        token = _VALUE.match(text, position, stop)
        if token is None or position >= stop:
            return
        position = token.end()
        kind = token.lastindex
        if kind == _OPEN:
            depth += 1
            row, filled = ([], False) if depth == 1 else (row, filled)
        elif kind == _CLOSE:
            depth -= 1
            if not depth:
                yield row
        elif kind == _COMMA:
            filled = filled and depth != 1
        elif depth:
            value = token[_QUOTED] if kind == _QUOTED else token[0].strip()
            if not filled:
                row.append(value.replace("''", "'"))
            elif kind == _QUOTED and row[-1].isidentifier():
                row[-1] = value  # of CAST('…' AS …), to_date('…', …)
            filled = True
        else:
            again = _INSERT.search(text, token.start(), min(stop, position + _BETWEEN))
            if again is None or _key(again[1]) != _key(table):
                return
            position = again.end()


def _key(table: str) -> str:
    return table.rpartition(".")[2].strip('`"[]').lower()[:_LONGEST_NAME]


def _columns(text: str, position: int, stop: int) -> tuple[list[str], int]:
    columns: list[str] = []
    depth, expected = 1, True
    for token in _TOKEN.finditer(text, position, stop):
        kind = token.lastindex
        if kind == _OPEN:
            depth += 1
        elif kind == _CLOSE:
            depth -= 1
            if not depth:
                return columns if len(columns) <= _MOST_COLUMNS else [], token.end()
        elif kind == _COMMA:
            expected = expected or depth == 1
        elif kind and expected:
            expected = False
            if kind != _WORD or token[kind].lower() not in _NO_COLUMN:
                columns.append(token[kind][:_LONGEST_NAME])
    return [], -1

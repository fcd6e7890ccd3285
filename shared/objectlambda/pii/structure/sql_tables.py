"""The columns that ``CREATE TABLE`` declares, for inserts that name none: mysqldump and sqlite3 write those."""

from __future__ import annotations

import re

from objectlambda.pii.rules.words import words

_MOST_TABLES = 256
_MOST_COLUMNS = 256
_LONGEST_NAME = 64
_TOKEN = re.compile(
    r"(\()|(\))|(,)|`([^`\n]++)`|\"([^\"\n]++)\"|\[([^\]\n]++)\]|(\w++)|'(?:[^'\\]++|''|\\.)*+'|--[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/",
    re.DOTALL,
)
_OPEN, _CLOSE, _COMMA, _WORD = 1, 2, 3, 7
_NO_COLUMN = words("primary key unique constraint foreign check index fulltext spatial exclude like partition period")


class DeclaredTables:
    """The columns of the tables that were declared so far, the last few hundred of them."""

    def __init__(self) -> None:
        self._columns: dict[str, list[str]] = {}

    def declare(self, table: str, text: str, position: int, stop: int) -> int:
        """Remembers the columns in the parenthesis that opened before ``position``; gives the place where it closes.

        That is -1, and nothing is remembered, when it does not close before ``stop``.
        """
        columns, end = _columns(text, position, stop)
        self._columns.pop(_key(table), None)
        if columns:
            self._columns[_key(table)] = columns
            if len(self._columns) > _MOST_TABLES:
                del self._columns[next(iter(self._columns))]
        return end

    def columns(self, table: str) -> list[str]:
        """The columns of ``table``, none if it was not declared."""
        return self._columns.get(_key(table), [])


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

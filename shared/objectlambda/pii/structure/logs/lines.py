"""Logs of lines: each line has the columns of its format; a line without them is free text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from objectlambda.pii.entities import NOTHING, Field, new_field
from objectlambda.pii.structure.key_values import PAIRS, KeyValueLexer
from objectlambda.pii.structure.lexing import Lexed
from objectlambda.pii.structure.logs.columns import Column, fields_of

_TOKEN = re.compile(r'"((?:[^"\\\n]++|\\.|"(?=[^\s]))*+)"|\[([^\]\n]*+)\]|([^\s]++)')

Columns = Sequence[tuple[str, Column]]
"""The columns of a line, each with its name and meaning."""
ReadLine = Callable[[str], "list[Field] | None"]
"""Returns the fields of a line, with offsets in the line; None if the line does not have the format."""


class LineLexer:
    """Cuts a log at line ends; ``read`` gives the fields of each line."""

    strict = False

    def __init__(self, read: ReadLine) -> None:
        self._read = read
        self._free = KeyValueLexer(PAIRS, clean_lines=True)

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`objectlambda.pii.structure.lexing.Lexer`."""
        left, end, right, pairs = self._free.lex(text, start)
        begins = [pair.start for pair in pairs]
        found: list[Field] = []
        at = start
        while at < end:
            line_end = text.find("\n", at, end)
            line_end = end if line_end < 0 else line_end
            line = text[at:line_end].removesuffix("\r")
            whole = line and (at == 0 or text[at - 1] == "\n")
            own = self._read(line) if whole else None
            shift = at - left
            for begin, stop, name, kind in _free_line(line) if own is None else own:
                found.append(new_field((begin + shift, stop + shift, name, kind)))
                if not kind:
                    found.extend(_inside(pairs, begins, begin + shift, stop + shift))
            at = line_end + 1
        return Lexed(left, end, right, found)


def _free_line(line: str) -> list[Field]:
    return [Field(0, len(line), "")] if line else []


def _inside(pairs: list[Field], begins: list[int], start: int, end: int) -> Iterator[Field]:
    """The named values between ``start`` and ``end`` that do not fill all of it."""
    for index in range(bisect_left(begins, start), len(pairs)):
        pair = pairs[index]
        if pair.start >= end:
            return
        if pair.end <= end and (pair.start, pair.end) != (start, end):
            yield pair


def tokens(line: str) -> list[tuple[int, int]]:
    """The places of the columns of a line: words, and the content of quotes or brackets."""
    return [match.span(match.lastindex or 0) for match in _TOKEN.finditer(line)]


def column_fields(line: str, spans: Sequence[tuple[int, int]], columns: Columns) -> list[Field]:
    """The fields of a line with columns at ``spans``; everything after the last known column is free text."""
    found: list[Field] = []
    at = 0
    for index, (start, end) in enumerate(spans):
        name, column = columns[index] if index < len(columns) else ("", Column.FREE)
        if column is Column.SKIP:
            continue
        if start > at:
            found.append(Field(at, start, "", NOTHING))
        if column is not Column.FREE:
            found.extend(fields_of(column, line, start, end, name))
        elif start < end:
            found.append(Field(start, end, name))
        at = end
    if at < len(line):
        found.append(Field(at, len(line), "", NOTHING))
    return found


def columns_of(described: str) -> list[tuple[str, Column]]:
    """The columns of a description such as ``time:time - host:client_ip free:request``.

    ``-`` is a column to skip; ``-*3`` are three of them.
    """
    columns: list[tuple[str, Column]] = []
    for word in described.split():
        kind, _, name = word.partition(":")
        kind, _, times = kind.partition("*")
        columns.extend([(name, Column.SKIP if kind == "-" else Column(kind))] * int(times or 1))
    return columns

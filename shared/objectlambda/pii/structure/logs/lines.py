"""Logs of lines: each line has the columns of its format; a line without them is free text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, repeat

from objectlambda.pii.entities import NOTHING, Field, new_field
from objectlambda.pii.structure.key_values import PAIRS, KeyValueLexer
from objectlambda.pii.structure.lexing import Lexed
from objectlambda.pii.structure.logs.columns import Column, fields_of

_TOKEN = re.compile(r'"((?:[^"\\\n]++|\\.|"(?=[^\s]))*+)"|\[([^\]\n]*+)\]|([^\s]++)')

_UNKNOWN = ("", Column.FREE)
"""What stands behind the columns that a format knows."""

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
            own = _free_line(line) if own is None else own
            moved = [new_field((begin + shift, stop + shift, name, kind)) for begin, stop, name, kind in own]
            first = bisect_left(begins, shift)
            if first < len(begins) and begins[first] < line_end - left:
                moved = [one for field in moved for one in (field, *_inside(pairs, begins, field))]
            found += moved
            at = line_end + 1
        return Lexed(left, end, right, found)


def _free_line(line: str) -> list[Field]:
    return [Field(0, len(line), "")] if line else []


def _inside(pairs: list[Field], begins: list[int], field: Field) -> Iterator[Field]:
    """The named values in a ``field`` without a type that do not fill all of it."""
    start, end, _, kind = field
    if kind:
        return
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
    for (start, end), (name, column) in zip(spans, chain(columns, repeat(_UNKNOWN)), strict=False):
        if column is Column.SKIP or (column is Column.LOGIN and end - start == 1 and line[start] == "-"):
            continue  # nobody is logged in, in most lines
        if start > at:
            found.append(new_field((at, start, "", NOTHING)))
        if column is not Column.FREE:
            found += fields_of(column, line, start, end, name)
        elif start < end:
            found.append(new_field((start, end, name, "")))
        at = end
    if at < len(line):
        found.append(new_field((at, len(line), "", NOTHING)))
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

"""Tables with a line below their header: bars (psql, MySQL, Markdown, box characters), blocks of dashes, records."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from objectlambda.pii.structure.columns import MOST, Cell, Columns, Span, cells_of, name_of, split
from objectlambda.pii.structure.headers import is_header

_BOX = str.maketrans(
    dict.fromkeys("│┃║", "|")
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("┼╪╇╋╬╫╂┿├┤┝┥┠┨┣┫╞╡╟╢╠╣┡┩┢┪┌┐└┘┏┓┗┛╔╗╚╝╒╕╘╛╓╖╙╜╭╮╰╯┬┴╤╧┳┻╦╩╥╨", "+")
)
_RULE = re.compile(r"[ \t]*+[|+]?+[ \t]*+:?+[-=]++:?+[ \t]*+(?:[|+][ \t]*+:?+[-=]++:?+[ \t]*+)*+[|+]?+[ \t]*+\Z")
_BLOCKS = re.compile(r" *+[-=]++(?: ++[-=]++)++ *+\Z")
_DASHES = re.compile(r"[-=]+")
_BAR = re.compile(r"[|+]")


def _plain(line: str) -> str:
    """``line`` with box characters as ``|``, ``-`` and ``+``; of the same length."""
    return line if line.isascii() else line.translate(_BOX)


def is_rule(line: str) -> bool:
    """Whether ``line`` is a rule, as below a header."""
    line = _plain(line)
    return _RULE.match(line) is not None or _BLOCKS.match(line) is not None


def under_rule(header: str, rule: str) -> Columns | None:
    """The columns of the table whose ``header`` stands above the line ``rule``; None if it is not a table."""
    if rule.startswith(Records.MARK):
        return Records()
    header, rule = _plain(header), _plain(rule)
    if not header.strip():
        return None
    if _RULE.match(rule):
        return _Barred.of(header, rule)
    return _Blocks.of(header, rule) if _BLOCKS.match(rule) else None


class _Barred:
    """Cells between bars; ``boxed`` tables have one on the left of each line as well."""

    def __init__(self, names: list[str], places: list[Span], *, boxed: bool) -> None:
        self._names = names
        self._places = places
        self._boxed = boxed
        self._by_row = names[0] == "" and not is_header(names[1:], ())

    @classmethod
    def of(cls, header: str, rule: str) -> _Barred | None:
        boxed = rule.lstrip(" \t")[0] in "|+"
        bars = [match.start() for match in _BAR.finditer(rule)]
        edges = [-1, *bars, len(rule)]
        places = [(a + 1, b) for a, b in pairwise(edges) if _DASHES.search(rule, a + 1, b)]
        names = [name_of(header[start:end]) for start, end in _between_bars(header, boxed=boxed)]
        if len(names) != len(places) or len(names) > MOST or not any(names):
            return None
        titled = not header.startswith(" ") or len(rule) < len(header.rstrip()) or not is_header(names, ())
        if len(names) == 1 and not boxed and titled:  # not a column of psql, but a title with a line below it
            return None
        return cls(names, places, boxed=boxed)

    def row(self, line: str) -> list[Cell] | None:
        line = _plain(line)
        body = line.strip()
        if self._boxed:
            if body[:1] not in ("|", "+"):
                return None
            if _RULE.match(line):
                return []
            if body[0] == "+":
                return None
        elif _RULE.match(line) or not ("|" in body if len(self._names) > 1 else body and line[0] == " "):
            return None
        spans = _between_bars(line, boxed=self._boxed) if self._boxed or len(self._names) > 1 else [(0, len(line))]
        if len(spans) > len(self._names):  # a value holds a bar; the rule shows where the columns are
            if any(line[start - 1 : start] != "|" for start, _ in self._places[1:]):
                return []
            spans = [*self._places[:-1], (self._places[-1][0], spans[-1][1])]
        if not self._boxed:
            spans = [_without_wrap(line, span) for span in spans]
        return cells_of(line, spans, self._names, by_row=self._by_row)


def _between_bars(line: str, *, boxed: bool) -> list[Span]:
    spans = split(line.replace("\\|", "\\ "), "|")
    if boxed:
        spans = spans[1:]
        if len(spans) > 1 and not line[spans[-1][0] :].strip():
            spans.pop()
    return spans


def _without_wrap(line: str, span: Span) -> Span:
    """``span`` without the plus by which psql marks a value that continues in the next line."""
    start, end = span
    return (start, end - 1) if end - start > 2 and line[end - 2 : end] == " +" else span


class _Blocks:
    """Cells below blocks of dashes, which show where each column begins."""

    def __init__(self, starts: list[int], names: list[str]) -> None:
        self._starts = starts
        self._names = names

    @classmethod
    def of(cls, header: str, rule: str) -> _Blocks | None:
        blocks = cls([match.start() for match in _DASHES.finditer(rule)], [])
        spans = blocks._spans(header)
        if spans is None or not 2 <= len(spans) == len(blocks._starts) <= MOST:
            return None
        blocks._names = [name_of(header[start:end]) for start, end in spans]
        return blocks if is_header(blocks._names, ()) else None

    def row(self, line: str) -> list[Cell] | None:
        spans = self._spans(line) if line.strip() and not _BLOCKS.match(line) else None
        return None if spans is None else cells_of(line, spans, self._names)

    def _spans(self, line: str) -> list[Span] | None:
        ways = (None,) if line.isascii() else (None, _by_bytes, _by_width)
        for way in ways:
            starts = self._starts if way is None else way(line, self._starts)
            begins = starts[: bisect_left(starts, len(line))]
            if len(begins) < 2:
                return [(0, len(line))]
            if all(line[begin - 1].isspace() for begin in begins[1:]):
                return list(pairwise([0, *begins[1:], len(line)]))
        return None


def _by_bytes(line: str, starts: Sequence[int]) -> list[int]:
    """Where columns begin that were aligned by the bytes of UTF-8: each letter beyond ASCII moves them to the left."""
    encoded = line.encode()
    return [len(encoded[:start].decode(errors="ignore")) for start in starts]


def _by_width(line: str, starts: Sequence[int]) -> list[int]:
    """Where columns begin that were aligned on a screen, on which Chinese and Japanese letters are two columns wide."""
    ends = list(accumulate(1 + (unicodedata.east_asian_width(char) in "WF") for char in line))
    return [bisect_left(ends, start) + 1 if start else 0 for start in starts]


class Records:
    """psql's expanded display: the column's name, a bar, the value."""

    MARK = "-[ RECORD "

    def __init__(self) -> None:
        self._name = ""

    def row(self, line: str) -> list[Cell] | None:
        """See :class:`Columns`."""
        if line.startswith(self.MARK):
            return []
        key, bar, value = line.partition("|")
        if not bar:
            return None
        self._name = name_of(key) or self._name
        start = len(line) - len(value)
        return cells_of(line, [_without_wrap(line, (start, len(line)))], [self._name])

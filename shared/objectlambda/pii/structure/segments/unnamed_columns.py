"""Files of fixed width without a header, as mainframes write them: columns are told by blanks, digits and values.

Only files that hold persons beside an address, a telephone number or a date are read so. Digits that stand without a
blank between them (postal code, telephone, date of birth) are parted where every line agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from objectlambda.pii.entities import EntityType, Field
from objectlambda.pii.structure.inferred import infer_names
from objectlambda.pii.structure.segments.records import Escape, line_end

_LEAST, _MOST = 40, 1000
"""The least and the most characters of a line."""
_LINES = 40
_SHARE = 0.6
_GAP = "   "
_DELIMITED = re.compile(r"[\t|;~<>{}]")
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_PHONE = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_PERSONS = frozenset(("first name", "last name", "full name"))
_GLUED = {10: (10,), 15: (5, 10), 19: (9, 10), 5: (5,), 9: (9,), 0: ()}
"""How the digits before a date part: postal code and telephone, by their number."""


class _Column(NamedTuple):
    start: int
    end: int
    name: str
    type: str = ""


class UnnamedColumnsReader:
    """Reads lines by the columns that the first lines show."""

    separators = "\r\n"
    escape: Escape | None = None

    def __init__(self, head: str) -> None:
        self._columns = _columns(head)

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = text[start:end].rstrip("\r\n")
        if not self._columns or len(line) != self._columns[-1].end:
            return [Field(start, start + len(line), "")] if line.strip() else []
        fields = []
        for first, last, name, kind in self._columns:
            value = line[first:last]
            begin = first + len(value) - len(value.lstrip())
            stop = first + len(value.rstrip())
            if begin < stop:
                fields.append(Field(start + begin, start + stop, name, kind if value.strip().isdigit() else ""))
        return fields


@lru_cache(maxsize=64)  # of immutable values, by their arguments alone: threads may share it
def _columns(head: str) -> tuple[_Column, ...]:
    """The columns of the lines of ``head``; empty if they are not of fixed width or hold no persons."""
    lines = [line.removesuffix("\r") for line in head.split("\n")[:-1]][:_LINES]
    if len(lines) < 2 or not _LEAST <= len(lines[0]) <= _MOST or any(len(line) != len(lines[0]) for line in lines):
        return ()
    if any(_GAP not in line or len(_DELIMITED.findall(line)) > 1 for line in lines):
        return ()
    borders = [0, *(at for at in range(1, len(lines[0])) if _is_border(lines, at)), len(lines[0])]
    spans = list(pairwise(borders))
    rows = [[line[a:b].strip() for a, b in spans] for line in lines]
    for table in ("", "customers"):  # whom an address and a birth or a telephone belong to is a person
        names = infer_names(rows, table)
        columns: list[_Column] = []
        for place, ((a, b), name) in enumerate(zip(spans, names, strict=False)):
            columns.extend(_parted([row[place] for row in rows], a, b, name, addressed="address" in names))
        typed = sum(column.type != "" for column in columns) + ("phone" in names)
        if not _PERSONS.isdisjoint(names) and (typed or "address" in names):
            return tuple(columns)
        if not typed or "address" not in names:
            break
    return ()


def _is_border(lines: Sequence[str], at: int) -> bool:
    """Whether a column begins at ``at``: behind blanks, or where letters meet digits, in every line."""
    if all(line[at - 1] == " " for line in lines):
        padded = any(line[at - 2 : at] == "  " for line in lines)
        return padded and sum(line[at] != " " for line in lines) >= _SHARE * len(lines)
    return all(
        (line[at - 1].isdigit() and line[at].isalpha()) or (line[at - 1].isalpha() and line[at].isdigit())
        for line in lines
    )


def _parted(values: Sequence[str], start: int, end: int, name: str, *, addressed: bool) -> list[_Column]:
    """A column, or the columns that its digits make up: postal code, telephone, date."""
    count = len(values[0])
    if count != end - start or not all(value.isdigit() and len(value) == count for value in values):
        return [_Column(start, end, name)]
    dated = count >= 8 and all(_DATE.fullmatch(value[-8:]) for value in values)
    lengths = _GLUED.get(count - 8 if dated else count)
    if lengths is None or (not dated and len(lengths) < 2 and count != 10):
        return [_Column(start, end, name)]
    if 10 in lengths and not all(_PHONE.fullmatch(value[sum(lengths) - 10 : sum(lengths)]) for value in values):
        return [_Column(start, end, name)]
    columns, at = [], start
    for length in lengths:
        kind = EntityType.PHONE if length == 10 else EntityType.ADDRESS if addressed else ""
        columns.append(_Column(at, at + length, "phone" if length == 10 else "postal code", kind))
        at += length
    return [*columns, _Column(at, end, "date", EntityType.DATE_TIME)] if dated else columns


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` has such columns."""
    first = head.find("\n")
    if not _LEAST <= first <= _MOST or head[first * 2 + 1 : first * 2 + 2] != "\n":
        return False
    return bool(_columns(head[:PROLOGUE]))


PROLOGUE = 4096
"""How many characters of the beginning tell the columns."""

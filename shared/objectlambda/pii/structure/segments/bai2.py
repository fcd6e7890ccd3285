"""BAI2 cash reports of banks: records of a code and fields between commas, ended by a slash (ANSI X9.121 / BAI 2).

01 and 02 head a file and a group, 03 an account, 16 a transaction, 88 continues a record, 49, 98 and 99 are totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.structure.segments.records import Escape, line_end

_TYPES: dict[str, dict[int, str]] = {
    "01": {3: EntityType.DATE_TIME, 4: EntityType.DATE_TIME},
    "02": {4: EntityType.DATE_TIME, 5: EntityType.DATE_TIME},
    "03": {1: EntityType.BANK_ACCOUNT_NUMBER},
}
_DETAIL = 16
_FREE_FROM = {"": 6, "0": 6, "1": 6, "2": 6, "Z": 6, "V": 8, "S": 9}
"""The number of the text of a transaction, by the kind of its funds; D tells how many fields stand before it."""
MARKS: tuple[str, ...] = ()


class Bai2Reader:
    """Reads lines."""

    separators = ",/\r\n"
    escape: Escape | None = None

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = text[start:end].rstrip().removesuffix("/")
        code = line[:2]
        if line[2:3] != "," or not code.isdigit():
            return [Field(start, start + len(line), "")] if line.strip() else []
        if code == "88":
            return [Field(start + 3, start + len(line), "")] if len(line) > 3 else []
        if code == "16":
            return list(_transaction(line, start))
        types = _TYPES.get(code, {})
        return [
            Field(first, last, "", types.get(number, NOTHING if value.isdigit() or len(value) < 4 else ""))
            for number, value, first, last in _cells(line, start)
        ]


def _cells(line: str, start: int) -> Iterator[tuple[int, str, int, int]]:
    at = start
    for number, value in enumerate(line.split(",")):
        if value and number:
            yield number, value, at, at + len(value)
        at += len(value) + 1


def _transaction(line: str, start: int) -> Iterator[Field]:
    cells = line.split(",")
    funds = cells[3] if len(cells) > 3 else ""
    free = _FREE_FROM.get(funds, 6)
    if funds == "D" and len(cells) > 4 and cells[4].isdigit():
        free = 7 + 2 * int(cells[4][:3])
    for number, value, first, last in _cells(line, start):
        if number >= free:  # the text may hold commas
            yield Field(first, start + len(line), "")
            return
        is_date = funds == "V" and number in (4, 5) and value.isdigit()
        yield Field(first, last, "", EntityType.DATE_TIME if is_date else NOTHING if number < free - 2 else "")


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is a report."""
    return re.match(r"\s*01,[^,\n]{1,20},[^,\n]{1,20},\d{6},\d{0,4},[^\n]*(?:/\s*)?\n02,", head) is not None

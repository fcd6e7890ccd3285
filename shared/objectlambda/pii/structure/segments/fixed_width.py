"""Bank files of fixed width: NACHA's ACH (94 columns a record) and the Spanish Cuaderno 43 (80 columns).

Each column has a meaning, and its width never changes: a replacement is cut or padded to the width of the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.structure.segments.records import Escape, line_end


class _Column(NamedTuple):
    """``line[start:end]``, counted from 0, has that type; the field is called ``name``."""

    start: int
    end: int
    type: str = NOTHING
    name: str = ""


_NACHA: dict[str, Sequence[_Column]] = {
    "1": (
        _Column(0, 3),
        _Column(3, 13, EntityType.BANK_ROUTING),
        _Column(13, 23),
        _Column(23, 33, EntityType.DATE_TIME),
        _Column(33, 63),
        _Column(63, 94, "", "company"),
    ),
    "5": (
        _Column(0, 4),
        _Column(4, 20, "", "company"),
        _Column(20, 40, ""),
        _Column(40, 69),
        _Column(69, 75, EntityType.DATE_TIME),
        _Column(75, 94),
    ),
    "6": (
        _Column(0, 3),
        _Column(3, 12, EntityType.BANK_ROUTING),
        _Column(12, 29, EntityType.BANK_ACCOUNT_NUMBER),
        _Column(29, 39),
        _Column(39, 54, "", "id"),
        _Column(54, 76, "", "full name"),
        _Column(76, 94),
    ),
    "7": (_Column(0, 3), _Column(3, 83, ""), _Column(83, 94)),
    "8": (_Column(0, 94),),
    "9": (_Column(0, 94),),
}
"""NACHA Operating Rules, appendix three: file and batch header, entry, addenda, controls."""
_NORMA_43: dict[str, Sequence[_Column]] = {
    "11": (
        _Column(0, 2),
        _Column(2, 20, EntityType.BANK_ACCOUNT_NUMBER),
        _Column(20, 51),
        _Column(51, 77, "", "titular"),
        _Column(77, 80),
    ),
    "22": (_Column(0, 52), _Column(52, 80, "")),
    "23": (_Column(0, 4), _Column(4, 42, "", "concepto"), _Column(42, 80, "", "concepto")),
    "24": (_Column(0, 80),),
    "33": (_Column(0, 80),),
    "88": (_Column(0, 80),),
}
"""Cuaderno 43 of the AEB: account, movement, concepts, equivalent, totals, end."""
MARKS: tuple[str, ...] = ()


class FixedWidthReader:
    """Reads lines whose first characters say which columns they have."""

    separators = "\r\n"
    escape: Escape | None = None

    def __init__(self, kinds: dict[str, Sequence[_Column]], key: int) -> None:
        self._kinds = kinds
        self._key = key

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        length = len(text[start:end].rstrip("\r\n"))
        columns = self._kinds.get(text[start : start + self._key], (_Column(0, length, ""),))
        return list(_columns(text, start, length, columns))


def _columns(text: str, start: int, length: int, columns: Sequence[_Column]) -> Iterator[Field]:
    for first, end, kind, name in columns:
        last = length if end == columns[-1].end else min(end, length)
        if first < last and text[start + first : start + last].strip():
            yield Field(start + first, start + last, name, kind)


def nacha() -> FixedWidthReader:
    """A reader of ACH files."""
    return FixedWidthReader(_NACHA, 1)


def norma_43() -> FixedWidthReader:
    """A reader of the Spanish bank statements."""
    return FixedWidthReader(_NORMA_43, 2)


def begins_nacha(head: str) -> bool:
    """Whether a text that begins with ``head`` is an ACH file."""
    return re.match(r"(?:101[ \d]{10}|[56]\d{2})[^\r\n]{70,91}\r?(?:\n|\Z)", head) is not None and (
        re.match(r"101|5(?:200|220|225|280)|6[2-5]\d", head) is not None
    )


def begins_norma_43(head: str) -> bool:
    """Whether a text that begins with ``head`` is a statement of Cuaderno 43."""
    return re.match(r"11\d{18}\d{12}[12]\d{14}[^\n]{0,40}\r?\n2[234]", head) is not None

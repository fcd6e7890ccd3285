"""QIF, the exchange format of Quicken: a letter and a value on each line, ``^`` between transactions."""

from __future__ import annotations

import re

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.structure.segments.records import Escape, line_end

_TYPES: dict[str, tuple[str, str]] = {
    "T": ("", NOTHING), "U": ("", NOTHING), "$": ("", NOTHING), "C": ("", NOTHING), "%": ("", NOTHING),
    "Q": ("", NOTHING), "I": ("", NOTHING), "O": ("", NOTHING), "X": ("", NOTHING), "!": ("", NOTHING),
    "L": ("", ""), "S": ("", ""), "E": ("memo", ""), "M": ("memo", ""), "P": ("", ""), "N": ("number", ""),
}  # fmt: skip
_DATE = re.compile(r"\d{1,4}[/.\-] ?\d{1,2}[/.\-' ]{1,2}\d{1,4}")
_STREET = re.compile(r".*\d|(?i:p\.? ?o\.? box|apartado)")
MARKS: tuple[str, ...] = ()


class QifReader:
    """Reads lines; remembers the payee, whose name the first line of an address repeats, and where an address began."""

    separators = "^!\r\n"
    escape: Escape | None = None

    def __init__(self) -> None:
        self._payee = ""
        self._in_address = False

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = text[start:end].rstrip()
        if len(line) < 2:
            if line == "^":
                self._payee, self._in_address = "", False
            return []
        value = line[1:]
        name, kind = self._kind(line[0], value)
        return [Field(start + 1, start + len(line), name, kind)]

    def _kind(self, letter: str, value: str) -> tuple[str, str]:
        if letter == "D":
            return "date", EntityType.DATE_TIME if _DATE.fullmatch(value.strip()) else ""
        if letter == "P":
            self._payee = value
        if letter == "A":
            if value == self._payee and not self._in_address:
                return "", ""
            if self._in_address or _STREET.match(value):
                self._in_address = True
                return "address", EntityType.ADDRESS if any(map(str.isalnum, value)) else ""
            return "", ""
        return _TYPES.get(letter, ("", ""))


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is a file of QIF."""
    return re.match(r"\s*!(?:Type:|Account\s|Option:|Clear:)", head, re.IGNORECASE) is not None

"""GEDCOM: lines ``level [@pointer@] TAG value`` (FamilySearch GEDCOM 5.5.1 and 7.0)."""

from __future__ import annotations

import re

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape, line_end

_TYPES: dict[str, str] = {
    "GIVN": EntityType.NAME, "SURN": EntityType.NAME, "NICK": EntityType.NAME, "_MARNM": EntityType.NAME,
    "_AKA": EntityType.NAME, "_MDN": EntityType.NAME, "_MAIDEN": EntityType.NAME, "_RUFNAME": EntityType.NAME,
    "SPFX": NOTHING, "NPFX": NOTHING, "NSFX": NOTHING,
    "PHON": EntityType.PHONE, "FAX": EntityType.PHONE, "EMAIL": EntityType.EMAIL, "_EMAIL": EntityType.EMAIL,
    "WWW": EntityType.URL, "SSN": EntityType.SSN, "ADR1": EntityType.ADDRESS, "ADR2": EntityType.ADDRESS,
    "ADR3": EntityType.ADDRESS, "CITY": EntityType.ADDRESS, "STAE": EntityType.ADDRESS, "POST": EntityType.ADDRESS,
    "CTRY": NOTHING, "TIME": EntityType.DATE_TIME,
}  # fmt: skip
_NO_VALUES = words(
    """
    SEX FAMS FAMC HUSB WIFE CHIL VERS FORM CHAR GEDC LANG RIN REFN QUAY TYPE PEDI CORP DEST AFN _UID UID RESN SUBM MEDI
    STAT ADOP
    """
)
_PERSONS = words("INDI SUBM REPO")
_KNOWN = frozenset(_TYPES) | _NO_VALUES | _PERSONS | words("NAME DATE PLAC ADDR CONT CONC HEAD FAM BIRT DEAT MARR SOUR")
_LINE = re.compile(r"\s*+(\d{1,2})[ \t]++(?:(@[^@\n]++@)[ \t]++)?(\w{1,31}+)(?:[ \t]++([^\r\n]*+))?")
_DATE = re.compile(
    r"(?:\d{1,2} )?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* \d{3,4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}",
    re.I,
)
_POINTER = re.compile(r"@[^@]+@\s*")
EMBEDDED = re.compile(
    r"(?:(?<![\w.])|(?<=\\[nr]))(\d)[ ](?:(@[^@\s]{1,24}@)[ ])?(INDI|FAM|SUBM|HEAD|SOUR|[A-Z_][A-Z0-9_]{2,6})(?!\w)"
    r"(?:[ ]((?:[^\r\n\"'`\\]|\\[^rn\"'`]|(?<=\w)'(?=\w))++))?"
)
"""A line inside a program, on a line of its own or in a string."""
MARKS = ("@ INDI", "1 NAME ", "2 GIVN ", "2 SURN ")
"""What a text must hold to have a family tree in it."""


class GedcomReader:
    """Reads lines, and remembers the tags above the current one."""

    separators = "@\r\n"
    escape: Escape | None = None

    def __init__(self) -> None:
        self._above: list[str] = []

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = _LINE.match(text, start, end)
        if line is None:
            rest = text[start:end].rstrip("\r\n")
            return [Field(start, start + len(rest), "")] if rest.strip() else []
        return self.read(text, line)

    def read(self, text: str, line: re.Match[str]) -> list[Field]:
        """The value of a ``line`` of level, pointer, tag and value."""
        level, tag = int(line[1]), line[3].upper()
        self._above[level:] = [tag]
        if not line[4]:
            return []
        begin, stop = line.span(4)
        stop -= len(line[4]) - len(line[4].rstrip())
        if begin == stop:
            return []
        if tag == "DATE":
            return _dates(text, begin, stop)
        return [Field(begin, stop, tag.lower(), self._type(tag, text[begin:stop]))]

    def _type(self, tag: str, value: str) -> str:
        parent = self._above[-2] if len(self._above) > 1 else ""
        if tag in _NO_VALUES or _POINTER.fullmatch(value):
            return NOTHING
        if tag == "NAME":
            if "/" in value or parent == "INDI":
                return EntityType.NAME
            return NOTHING if parent not in _PERSONS else ""
        if tag == "PLAC" and "," in value:
            return EntityType.ADDRESS
        if tag == "ADDR" or (tag in ("CONT", "CONC") and parent == "ADDR"):
            return EntityType.ADDRESS if any(map(str.isdigit, value)) else ""
        return _TYPES.get(tag, "")


def _dates(text: str, begin: int, end: int) -> list[Field]:
    """The dates in ``BET 1 JAN 1900 AND 3 MAR 1901``; a year alone is not a date."""
    fields = [
        Field(match.start(), match.end(), "date", EntityType.DATE_TIME) for match in _DATE.finditer(text, begin, end)
    ]
    return fields or [Field(begin, end, "date")]


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The typed values of a family tree inside other text."""
    reader, fields = GedcomReader(), []
    for line in EMBEDDED.finditer(text, start, end):
        if line[3] in _KNOWN or line[3].startswith("_"):
            values = [field for field in reader.read(text, line) if field.type]
            fields += [Field(*line.span(3), "", NOTHING), *values] if values else values
    return fields


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is a family tree."""
    return re.match(r"\s*0 (?:HEAD\b|@[^@\n]{1,40}@ (?:INDI|FAM|SUBM)\b)", head) is not None

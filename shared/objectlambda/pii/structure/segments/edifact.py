"""UN/EDIFACT: segments of elements and components (ISO 9735); UNA defines separators other than the usual ones.

NAD holds a party and its address, CTA a contact, COM its telephone or mail, DTM dates. In PAXLST and PNRGOV messages,
TIF and SSR DOCS hold a traveller and the passport.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.structure.segments.grammar import Piece, Segment, Separators, segment_values, table
from objectlambda.pii.structure.segments.records import Escape

_REACHED_BY = {"TE": EntityType.PHONE, "FX": EntityType.PHONE, "AL": EntityType.PHONE, "CP": EntityType.PHONE,
               "WP": EntityType.PHONE, "EM": EntityType.EMAIL, "WW": EntityType.URL}  # fmt: skip
"""Communication means codes (data element 3155)."""
_TRAVELLERS = frozenset({"FL", "FM", "PAT", "PA", "BEN", "EMP", "DDU"})
"""Parties that are persons: passengers, crew, patients (data element 3035)."""


def _party(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    traveller = bool(values) and text[values[0].start : values[0].end] in _TRAVELLERS
    sender = bool(values) and text[values[0].start : values[0].end] == "MS"  # of a list of passengers: a person
    traveller |= sender and sum(part.element == 4 for part in values) > 1
    found: dict[int, str] = {}
    for index, part in enumerate(values):
        if part.element in (5, 6, 7, 8):
            found[index] = EntityType.ADDRESS
        elif part.element in (3, 4) and traveller and part.end - part.start > 1:
            found[index] = EntityType.ADDRESS if part.element == 3 and part.component > 2 else EntityType.NAME
        elif part.element in (1, 2, 9):
            found[index] = NOTHING
    return found


def _ways_to_reach(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for index, part in enumerate(values):
        if part.component == 1 and index + 1 < len(values) and values[index + 1].element == part.element:
            found[index] = _REACHED_BY.get(text[values[index + 1].start : values[index + 1].end], "")
    return found


def _document(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    passport = bool(values) and text[values[0].start : values[0].end] == "P"
    return {index: EntityType.PASSPORT_NUMBER for index, part in enumerate(values) if part.element == 2 and passport}


def _traveller(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    """The parts of ``DOCS``: document, issuer, number, nationality, birth, sex, expiry, surname, given names."""
    if not values or text[values[0].start : values[0].end] != "DOCS":
        return {}
    kinds = {12: EntityType.PASSPORT_NUMBER, 14: EntityType.DATE_TIME, 16: EntityType.DATE_TIME,
             17: EntityType.NAME, 18: EntityType.NAME, 19: EntityType.NAME}  # fmt: skip
    return {index: kinds.get(part.component, NOTHING) for index, part in enumerate(values)}


def _names(values: Sequence[Piece], _: str) -> Mapping[int, str]:
    return {
        index: EntityType.NAME if part.component == 1 and part.element in (1, 2) else NOTHING
        for index, part in enumerate(values)
        if part.end - part.start > 1
    }


def _plain(lines: str) -> Segment:
    return Segment(types=table(lines))


_NO_VALUES = _plain(", ".join(f"{element} {NOTHING}" for element in range(1, 20)))
_SEGMENTS: dict[str, Segment] = {
    "UNB": _plain("1 -, 4 DATE_TIME, 5 -"), "UNH": _NO_VALUES, "UNT": _NO_VALUES, "UNZ": _NO_VALUES, "UNS": _NO_VALUES,
    "UNG": _NO_VALUES, "UNE": _NO_VALUES, "LIN": _NO_VALUES, "QTY": _NO_VALUES, "MOA": _NO_VALUES, "PRI": _NO_VALUES,
    "TAX": _NO_VALUES, "CUX": _NO_VALUES, "MEA": _NO_VALUES, "EQN": _NO_VALUES, "IMD": _NO_VALUES,
    "DTM": _plain("1.1 -, 1.2 DATE_TIME, 1.3 -"),
    "NAD": Segment(types={}, judge=_party), "CTA": _plain("1 -, 2.2 NAME"), "PNA": _plain("1 -"),
    "COM": Segment(types={}, judge=_ways_to_reach), "DOC": Segment(types={}, judge=_document),
    "ADR": _plain("1 -, 2.1 -, 2.2 ADDRESS, 2.3 ADDRESS, 2.4 ADDRESS, 2.5 ADDRESS, 2.6 ADDRESS,"
                  " 3 ADDRESS, 4 ADDRESS, 5 -, 6 ADDRESS"),
    "FII": _plain("1 -, 3.1 SWIFT_CODE"),
    "TIF": Segment(types={}, judge=_names), "SSR": Segment(types={}, judge=_traveller),
    "FTX": _plain("1 -, 2 -, 5 -"), "RFF": _plain("1.1 -"), "ATT": _NO_VALUES,
}  # fmt: skip
_SLASHED = frozenset({"SSR", "IFT"})
_REMARKS = frozenset({"SSR", "IFT", "LTS", "FTX", "REM"})
"""Segments of free text, in which travellers are often named again."""
_MOST_TRAVELLERS = 500
_TITLE = re.compile(r" (?:MRS?|MS|MISS|MSTR|DR)$")
_DAY = re.compile(r"(?<![A-Z0-9])\d{2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d{2}(?![A-Z0-9])")
_DEFAULT = Separators("+", ":", "", "", "?")
EMBEDDED = re.compile(rf"(?<![A-Za-z0-9_+])(?:{'|'.join(_SEGMENTS)})\+(?:[^'?\r\n\"`]|\?.)*+")
"""A segment inside a program or a log."""
MARKS = ("UNB+", "NAD+", "UNA:", "CTA+")
"""What a text must hold to have segments in it."""


class EdifactReader:
    """Reads interchanges; UNA, if present, defines the ends of segments, the separators and the release character."""

    def __init__(self, head: str = "") -> None:
        self._separators, self._end = _DEFAULT, "'"
        self._travellers: dict[str, None] = {}
        self._again: re.Pattern[str] | None = None
        una = head.find("UNA")
        if 0 <= una < 64 and len(head) >= una + 9:
            component, element, _, escape, _, end = tuple(head[una + 3 : una + 9])
            self._separators = Separators(element, component, "", "", escape.strip())
            self._end = end
        ends = re.escape(self._end + self._separators.escape)
        self._ends = re.compile(rf"(?:[^{ends}]++|{_release_character(self._separators)})*+", re.DOTALL)

    @property
    def separators(self) -> str:
        """See :class:`Reader`."""
        return f"{self._separators.element}{self._separators.component}{self._separators.escape}{self._end}+:?'*"

    @property
    def escape(self) -> Escape | None:
        """The release character, which makes the next character an ordinary one."""
        mark = self._separators.escape
        return Escape(mark, re.compile(rf"{re.escape(mark)}(.)", re.DOTALL), lambda match: match[1]) if mark else None

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        if text.startswith("UNA", start) and stop - start >= 9:
            return start + 9
        match = self._ends.match(text, start, stop)
        end = match.end() if match else start
        return end + 1 if end < stop and text[end] == self._end else -1

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        if text.startswith("UNA", start) and end - start == 9:
            return []
        while start < end and text[start].isspace():
            start += 1
        if end > start and text[end - 1] == self._end:
            end -= 1
        separators = _for_tag(self._separators, text, start)
        fields = segment_values(text, start, end, separators, _SEGMENTS, all_values=True)
        tag = text[start : start + 3]
        if tag == "TIF":
            self._remember(text, fields)
        elif tag in _REMARKS:
            return [piece for field in fields for piece in self._remark(text, field)]
        return fields

    def _remember(self, text: str, fields: list[Field]) -> None:
        """Remembers a traveller's names, which may be repeated in remarks below."""
        for field in fields:
            name = _TITLE.sub("", text[field.start : field.end])
            if field.type == EntityType.NAME and len(name) > 2 and len(self._travellers) < _MOST_TRAVELLERS:
                self._travellers[name] = None
        if self._travellers:
            names = "|".join(map(re.escape, sorted(self._travellers, key=len, reverse=True)))
            self._again = re.compile(rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])")

    def _remark(self, text: str, field: Field) -> Iterator[Field]:
        """A value of free text, divided into the travellers' names, dates and the text between them."""
        at = field.start
        found = [(match.span(), EntityType.DATE_TIME) for match in _DAY.finditer(text, at, field.end)]
        if self._again is not None:
            found += [(match.span(), EntityType.NAME) for match in self._again.finditer(text, at, field.end)]
        if field.type or not found:
            yield field
            return
        for (begin, end), kind in sorted(found):
            if any(map(str.isalnum, text[at:begin])):
                yield Field(at, begin, "")
            yield Field(begin, end, "", kind)
            at = end
        if any(map(str.isalnum, text[at : field.end])):
            yield Field(at, field.end, "")


def _release_character(separators: Separators) -> str:
    return rf"{re.escape(separators.escape)}." if separators.escape else r"(?!)"


def _for_tag(separators: Separators, text: str, start: int) -> Separators:
    """In free text of airlines, a slash takes the place of the component separator."""
    return (
        separators._replace(repetition="")
        if text[start : start + 3] not in _SLASHED
        else separators._replace(subcomponent="/")
    )


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The typed values of segments inside other text."""
    return [
        field
        for match in EMBEDDED.finditer(text, start, end)
        for field in segment_values(
            text, match.start(), match.end(), _for_tag(_DEFAULT, text, match.start()), _SEGMENTS, all_values=False
        )
    ]


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is an interchange or part of one."""
    return re.match(r"\s*(?:UNA.{6}|UNB\+|(?:UNH|NAD|CTA|COM|DTM|BGM)\+[^'\n]{1,200}')", head) is not None

"""ANSI X12: segments of elements, whose meanings qualifiers give (ASC X12 004010 and 005010).

ISA has elements of fixed width, defines the separators and is never changed. NM1 and N1 hold parties, N3 and N4 their
addresses, PER telephone numbers and mail addresses, DMG birth and sex, DTP and DTM dates, REF numbers of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.grammar import Piece, Segment, Separators, segment_values, table
from objectlambda.pii.structure.segments.records import Escape

_ISA_LENGTH = 106
_REACHED_BY = {"TE": EntityType.PHONE, "HP": EntityType.PHONE, "WP": EntityType.PHONE, "CP": EntityType.PHONE,
               "FX": EntityType.PHONE, "NP": EntityType.PHONE, "AP": EntityType.PHONE, "BN": EntityType.PHONE,
               "EM": EntityType.EMAIL, "UR": EntityType.URL}  # fmt: skip
"""Communication number qualifiers (data element 365)."""
_NUMBERED = {"SY": EntityType.SSN, "34": EntityType.SSN}
_NINE_DIGITS = re.compile(r"\d{9}|\d{3}-\d\d-\d{4}")
"""Qualifiers of a social security number in REF (128) and NM1 (66)."""
_DATES = frozenset({"D8", "RD8", "DT", "D6", "TM", "RTM"})


def _element(values: Sequence[Piece], text: str, element: int) -> str:
    return next((text[part.start : part.end] for part in values if part.element == element), "")


def _party(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    person = _element(values, text, 2) == "1"
    numbered = _NUMBERED.get(_element(values, text, 8), "")
    found = {}
    for index, part in enumerate(values):
        if part.element in (3, 4, 5):
            found[index] = EntityType.NAME if person and part.end - part.start > 1 else NOTHING
        elif part.element == 9:
            found[index] = numbered
        elif part.element in (1, 2, 7, 8):
            found[index] = NOTHING
    return found


def _contact(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for index, part in enumerate(values):
        value = text[part.start : part.end]
        if part.element == 2:
            found[index] = EntityType.NAME if " " in value.strip() else ""
        elif part.element >= 4 and not part.element % 2:
            found[index] = _REACHED_BY.get(_element(values, text, part.element - 1), "")
        else:
            found[index] = NOTHING
    return found


def _reference(values: Sequence[Piece], text: str) -> Mapping[int, str]:
    qualifier = _element(values, text, 1)
    kind = _NUMBERED.get(qualifier, "")
    if qualifier == "0F" and _NINE_DIGITS.fullmatch(_element(values, text, 2)):
        kind = EntityType.SSN  # the number of a subscriber, as enrolments (834) give it
    return {index: kind if part.element == 2 else "" for index, part in enumerate(values)}


def _qualified_date(qualifier: int) -> Segment:
    def judge(values: Sequence[Piece], text: str) -> Mapping[int, str]:
        dated = _element(values, text, qualifier) in _DATES
        return {
            index: EntityType.DATE_TIME if part.element == qualifier + 1 and dated else NOTHING
            for index, part in enumerate(values)
        }

    return Segment(types={}, judge=judge)


_TABLES = """
    GS 1 -, 2 -, 3 -, 4 DATE_TIME, 5 DATE_TIME, 6 -, 7 -, 8 -
    BHT 1 -, 2 -, 3 -, 4 DATE_TIME, 5 DATE_TIME, 6 -
    BGN 1 -, 2 -, 3 DATE_TIME, 4 DATE_TIME, 5 -, 8 -
    BIG 1 DATE_TIME, 2 -, 3 DATE_TIME, 4 -
    BEG 1 -, 2 -, 3 -, 5 DATE_TIME
    BSN 2 -, 3 DATE_TIME, 4 -
    BPR 1 -, 2 -, 7 BANK_ROUTING, 9 BANK_ACCOUNT_NUMBER, 13 BANK_ROUTING, 15 BANK_ACCOUNT_NUMBER
    BAK 3 -, 4 DATE_TIME
    BCH 3 -, 6 DATE_TIME
    B4 4 DATE_TIME, 5 -
    DTM 1 -, 2 DATE_TIME, 3 -, 4 -
    G62 1 -, 2 DATE_TIME, 3 -, 4 -, 5 -
    AT7 5 DATE_TIME, 6 -
    N9 4 DATE_TIME
    PAT 6 DATE_TIME
    N1 1 -, 3 -, 4 -
    N3 1 ADDRESS, 2 ADDRESS
    N4 1 ADDRESS, 2 ADDRESS, 3 ADDRESS, 4 ADDRESS, 5 -, 6 -
    L11 1 -, 2 -, 3 -
"""
_COUNTS = words("CLP CAS AMT SVC PLB LX CTT TDS PO1 IT1 SV1 SV2 MIA MOA MEA SLN")
"""Segments of amounts, counts and codes."""
_ISA = ", ".join(f"{element} {'DATE_TIME' if element in (9, 10) else NOTHING}" for element in range(1, 17))
_NO_VALUES = Segment(types=table(", ".join(f"{element} {NOTHING}" for element in range(1, 20))))
_SEGMENTS: dict[str, Segment] = {
    **{
        tag: Segment(types=table(types))
        for tag, types in (line.split(maxsplit=1) for line in _TABLES.strip().splitlines())
    },
    "ISA": Segment(types=table(_ISA)),
    **dict.fromkeys(
        ["IEA", "GE", "ST", "SE", "HL", "QTY", "CUR", "AT8", "SBR", "EQ", "TRN", *sorted(_COUNTS)], _NO_VALUES
    ),
    "DTP": _qualified_date(2),
    "DMG": _qualified_date(1),
    "NM1": Segment(types={}, judge=_party),
    "PER": Segment(types={}, judge=_contact),
    "REF": Segment(types={}, judge=_reference),
}
_DEFAULT = Separators("*", ":", "^")
EMBEDDED = re.compile(rf"(?<![A-Za-z0-9_*])(?:{'|'.join(_SEGMENTS)})\*(?:[^~\r\n\"'`]|(?<=\w)'(?=\w))*+")
"""A segment inside a program or a log."""
MARKS = ("ISA*", "NM1*", "DMG*", "REF*SY", "N4*")
"""What a text must hold to have segments in it."""


class X12Reader:
    """Reads interchanges; ISA defines how segments end and what separates elements."""

    def __init__(self, head: str = "") -> None:
        self._separators, self._end = _DEFAULT, "~"
        isa = head.find("ISA")
        if isa >= 0 and len(head) > isa + _ISA_LENGTH and not head[isa + 3].isalnum():
            element = head[isa + 3]
            ends = [match.start() for match in re.finditer(re.escape(element), head[isa : isa + 2 * _ISA_LENGTH])]
            if len(ends) >= 16:  # ISA16 is one character; the segment's end follows it
                last = isa + ends[15]
                component = head[last + 1 : last + 2]
                self._separators = Separators(element, component if not component.isalnum() else ":")
                self._end = head[last + 2 : last + 3] or "~"
        if self._end == "\r" or (isa < 0 and "~" not in head):
            self._end = "\n"

    @property
    def separators(self) -> str:
        """See :class:`Reader`."""
        return f"{self._separators.element}{self._separators.component}{self._end}~^*>:|"

    @property
    def escape(self) -> Escape | None:
        """X12 has no escapes."""
        return None

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return text.find(self._end, start, stop) + 1 or -1

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        while start < end and text[start].isspace():
            start += 1
        while end > start and (text[end - 1] == self._end or text[end - 1].isspace()):
            end -= 1
        return segment_values(text, start, end, self._separators, _SEGMENTS, all_values=True)


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The typed values of segments inside other text."""
    return [
        field
        for match in EMBEDDED.finditer(text, start, end)
        for field in segment_values(text, match.start(), match.end(), _DEFAULT, _SEGMENTS, all_values=False)
    ]


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is an interchange or part of one."""
    return (
        re.match(r"\s*(?:ISA[^\w\s]|GS\*|ST\*\d{3}\*|(?:NM1|DMG|N1|N3|REF|PER|BHT)\*[^\n]{1,200}(?:~|\n))", head)
        is not None
    )

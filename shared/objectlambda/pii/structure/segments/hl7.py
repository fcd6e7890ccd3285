"""HL7 version 2: segments of fields, components and repetitions (HL7 v2.9, chapters 2 and 3 and appendix A).

The data type of a field gives the meaning of its components: XPN is a person's name, XCN a person with an id, XAD an
address, XTN a telephone number, CX an identifier, TS a time. MSH-1 and MSH-2 define the separators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.grammar import Piece, Segment, Separators, segment_values
from objectlambda.pii.structure.segments.records import Escape, line_end

_DATA_TYPES: dict[str, dict[int, str]] = {
    "XPN": {1: EntityType.NAME, 2: EntityType.NAME, 3: EntityType.NAME, 4: NOTHING, 5: NOTHING, 6: NOTHING},
    "XCN": {2: EntityType.NAME, 3: EntityType.NAME, 4: EntityType.NAME, 5: NOTHING, 6: NOTHING, 7: NOTHING},
    "XAD": dict.fromkeys(range(1, 6), str(EntityType.ADDRESS)) | {6: NOTHING, 7: NOTHING, 8: EntityType.ADDRESS},
    "XTN": {1: EntityType.PHONE, 2: NOTHING, 3: NOTHING, 4: EntityType.EMAIL, 5: NOTHING, 6: EntityType.PHONE,
            7: EntityType.PHONE, 8: NOTHING, 12: EntityType.PHONE},
    "TS": {1: EntityType.DATE_TIME},
    "CX": {},
    "EI": {2: NOTHING, 3: NOTHING, 4: NOTHING},
    "DLN": {1: EntityType.DRIVER_ID, 3: EntityType.DATE_TIME},
    "SSN": {1: EntityType.SSN},
    "EMAIL": {1: EntityType.EMAIL},
    "CODE": dict.fromkeys(range(1, 10), NOTHING),
}  # fmt: skip

_FIELDS = """
    MSH 3 CODE 4 CODE 5 CODE 6 CODE 7 TS 9 CODE 10 CODE 11 CODE 12 CODE
    EVN 1 CODE 2 TS 3 TS 5 XCN 6 TS
    PID 2 CX 3 CX 4 CX 5 XPN 6 XPN 7 TS 8 CODE 9 XPN 10 CODE 11 XAD 12 CODE 13 XTN 14 XTN 15 CODE 16 CODE
        17 CODE 19 SSN 20 DLN 22 CODE 29 TS 33 TS
    PD1 4 XCN
    NK1 2 XPN 3 CODE 4 XAD 5 XTN 6 XTN 7 CODE 8 TS 9 TS 14 CODE 15 CODE 16 TS 30 XPN 31 XTN 32 XAD 37 SSN
    MRG 1 CX 7 XPN
    PV1 2 CODE 4 CODE 7 XCN 8 XCN 9 XCN 10 CODE 17 XCN 18 CODE 44 TS 45 TS 52 XCN
    PV2 8 TS 9 TS 13 XCN 47 TS
    GT1 3 XPN 4 XPN 5 XAD 6 XTN 7 XTN 8 TS 9 CODE 12 SSN 13 TS 14 TS 16 XPN 17 XAD 18 XTN
    IN1 5 XAD 6 XPN 7 XTN 12 TS 13 TS 14 CODE 16 XPN 17 CODE 18 TS 19 XAD 43 CODE 44 XAD
    IN2 2 SSN 7 XPN 9 XPN 40 XPN 49 XPN 63 XTN 64 XTN
    IN3 3 XCN 6 TS 8 XCN 14 XCN 16 XTN 25 XCN
    ACC 1 TS
    AL1 2 CODE 3 CODE 4 CODE 6 TS
    DG1 2 CODE 3 CODE 5 TS 6 CODE 16 XCN 19 TS
    PR1 2 CODE 3 CODE 5 TS 8 XCN 11 XCN 12 XCN
    PRB 1 CODE 2 TS 7 TS 8 TS 16 TS
    ORC 1 CODE 2 EI 3 EI 4 EI 5 CODE 9 TS 10 XCN 11 XCN 12 XCN 14 XTN 15 TS 19 XCN 22 XAD 23 XTN 24 XAD 27 TS
    OBR 2 EI 3 EI 4 CODE 6 TS 7 TS 8 TS 10 XCN 14 TS 15 CODE 16 XCN
        17 XTN 22 TS 24 CODE 25 CODE 28 XCN 32 XCN 33 XCN 34 XCN 35 XCN 36 TS
    OBX 2 CODE 3 CODE 6 CODE 8 CODE 11 CODE 14 TS 16 XCN 19 TS 24 XAD 25 XCN
    NTE 2 CODE
    TXA 2 CODE 4 TS 5 XCN 6 TS 7 TS 8 TS 9 XCN 10 XCN 11 XCN
    SCH 12 XCN 13 XTN 14 XAD 16 XCN 17 XTN 18 XAD 20 XCN
    AIS 3 CODE 4 TS
    AIP 3 XCN 4 CODE 6 TS
    AIL 4 CODE 6 TS
    ROL 2 CODE 3 CODE 4 XCN 5 TS 6 TS 11 XAD 12 XTN
    PRT 5 XCN 11 TS 12 TS 14 XAD 15 XTN
    CTD 1 CODE 2 XPN 3 XAD 5 XTN
    PRD 1 CODE 2 XPN 3 XAD 5 XTN 8 TS 9 TS
    STF 2 CX 3 XPN 5 CODE 6 TS 10 XTN 11 XAD 12 TS 13 TS 15 EMAIL
    RXA 3 TS 4 TS 5 CODE 10 XCN 16 TS
    RXE 3 CODE 18 TS 32 TS
    RXD 2 CODE 3 TS 10 XCN
    FT1 4 TS 5 TS 7 CODE 20 XCN 21 XCN
    QRD 1 TS 8 XCN
    QRF 2 TS 3 TS
    QPD 1 CODE
    QAK 1 CODE 2 CODE
    MSA 1 CODE 2 CODE
    SPM 4 CODE 17 TS 18 TS
    PDA 2 XAD 4 TS 5 XCN 9 TS
    TQ1 7 TS 8 TS
    IAM 2 CODE 3 CODE 4 CODE 11 TS 13 TS 14 XPN 16 XPN 18 XCN
"""
_ID_TYPES = {
    "SS": EntityType.SSN,
    "DL": EntityType.DRIVER_ID,
    "PPN": EntityType.PASSPORT_NUMBER,
    "NH": EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER,
    "NHSNBR": EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER,
    "NHS": EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER,
}
"""Identifier type codes of table 0203, and names that hospitals use for the NHS as authority."""
_HOLDS_DIGITS = {EntityType.DATE_TIME: 4, EntityType.PHONE: 3, EntityType.SSN: 4, EntityType.DRIVER_ID: 2}
_LONGEST_NAMELESS = 1
_LOGIN = re.compile(r"[a-z]{3,16}\d{0,4}")
_QUERY = re.compile(r"@\w{3}\.(?:3\.)?(\d+)")
_QUERIED = {"5": EntityType.NAME, "6": EntityType.NAME, "7": EntityType.DATE_TIME, "9": EntityType.NAME,
            "11": EntityType.ADDRESS, "13": EntityType.PHONE, "14": EntityType.PHONE, "19": EntityType.SSN}  # fmt: skip
_DATED = {"TS": "TS", "DT": "TS", "DTM": "TS", "XPN": "XPN", "PN": "XPN", "XCN": "XCN", "CN": "XCN", "XAD": "XAD",
          "AD": "XAD", "XTN": "XTN", "TN": "XTN"}  # fmt: skip


def _kinds(line: str) -> tuple[str, dict[int, str]]:
    tag, *places = line.split()
    shift = tag == "MSH"  # MSH-1 is the separator itself
    return tag, {int(place) - shift: kind for place, kind in zip(places[::2], places[1::2], strict=True)}


_TAGS = dict(_kinds(line) for line in re.sub(r"\n\s+(?=\d)", " ", _FIELDS).strip().splitlines())


def _judge(tag: str) -> Segment:
    """The types of a segment's pieces, which depend on the data types of its fields."""
    kinds = _TAGS[tag]

    def judge(values: Sequence[Piece], text: str) -> Mapping[int, str]:
        own = kinds
        if tag == "OBX" and (known := _DATED.get(_value(values, text, 2))):
            own = kinds | {5: known}
        found: dict[int, str] = {}
        for index, part in enumerate(values):
            value = text[part.start : part.end]
            if tag == "MSH" and part.element == 1:
                found[index] = NOTHING
            elif tag == "QPD" and part.element > 2:
                found[index] = _query_type(values, index, text)
            elif kind := own.get(part.element):
                found[index] = _type_of(kind, values, index, text, value)
        return found

    return Segment(types={}, judge=judge)


def _type_of(kind: str, values: Sequence[Piece], index: int, text: str, value: str) -> str:
    part = values[index]
    if kind == "CX":
        return _id_type(values, index, text)
    if kind == "XCN" and part.component == 1 and not any(map(str.isdigit, value)) and _alone(values, index):
        return EntityType.NAME  # a name without an id, as in versions before 2.3
    if kind == "XCN" and part.component == 1 and (shifted := _shifted(values, index, value)):
        return shifted
    entity_type = _DATA_TYPES[kind].get(part.component, "")
    if entity_type == EntityType.NAME and (not any(map(str.isalpha, value)) or len(value) <= _LONGEST_NAMELESS):
        return ""
    needed = _HOLDS_DIGITS.get(entity_type, 0)  # type: ignore[call-overload]
    return entity_type if sum(map(str.isdigit, value)) >= needed else ""


def _shifted(values: Sequence[Piece], index: int, value: str) -> str:
    """The type of an id that is a surname, since no id stands before it, or that is a login."""
    others = [part.component for part in values[index + 1 : index + 4] if part.element == values[index].element]
    if others[:1] != [2]:
        return ""
    if 3 not in others and value.isalpha() and len(value) > 2 and not value.islower():
        return EntityType.NAME
    return EntityType.USERNAME if _LOGIN.fullmatch(value) else ""


def _alone(values: Sequence[Piece], index: int) -> bool:
    part = values[index]
    following = values[index + 1] if index + 1 < len(values) else None
    return following is None or following.element != part.element or following.component <= part.component


def _id_type(values: Sequence[Piece], index: int, text: str) -> str:
    """The type of a CX's first component, told by its fifth component or by the authority before that."""
    part = values[index]
    if part.component == 4:
        return NOTHING
    if part.component != 1:
        return ""
    for other in values[index + 1 : index + 6]:
        if other.element != part.element or other.component <= 1:
            break
        if known := _ID_TYPES.get(text[other.start : other.end].upper()):
            return known
    return ""


def _query_type(values: Sequence[Piece], index: int, text: str) -> str:
    """The type in a query by example: ``@PID.5.1^SMITH`` asks for a patient's name."""
    part = values[index]
    if part.component == 1:
        return NOTHING if text.startswith("@", part.start) else ""
    asked = _QUERY.match(text, values[index - 1].start, values[index - 1].end)
    return _QUERIED.get(asked[1], "") if asked else ""


def _value(values: Sequence[Piece], text: str, element: int) -> str:
    return next((text[part.start : part.end] for part in values if part.element == element), "")


_SEGMENTS = {tag: _judge(tag) for tag in _TAGS}
_DEFAULT = Separators("|", "^", "~")
_ESCAPED = {"F": "|", "S": "^", "T": "&", "R": "~", "E": "\\", ".br": "\n"}
_ESCAPE = Escape("\\", re.compile(r"\\([FSTRE]|\.br)\\"), lambda match: _ESCAPED[match[1]])
_HEADERS = words("MSH FHS BHS")
EMBEDDED = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(_TAGS)})\|(?:[^\r\n\"'`\\]|\\[^rn\"'`]|(?<=\w)'(?=\w))*+")
"""A segment inside a program or a log, in quotes or after a time."""
MARKS = ("MSH|", "PID|", "OBX|", "NK1|")
"""What a text must hold to have messages in it."""


class Hl7Reader:
    """Reads messages in files and batches; a segment ends with CR, LF or both."""

    escape: Escape | None = _ESCAPE

    def __init__(self, head: str = "") -> None:
        self._separators = _DEFAULT
        if header := re.search(r"(?:MSH|FHS|BHS)([^\w\s])([^\w\s])([^\w\s])", head):
            self._separators = Separators(header[1], header[2], header[3])

    @property
    def separators(self) -> str:
        """See :class:`Reader`."""
        return f"{self._separators.element}{self._separators.component}{self._separators.repetition}|^~\\&\x0b\x1c"

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        while start < end and text[start] in "\x0b\x1c \t":  # MLLP's block characters
            start += 1
        while end > start and text[end - 1] in "\r\n\x1c":
            end -= 1
        if text[start : start + 3] in _HEADERS and end - start > 6:
            self._separators = Separators(text[start + 3], text[start + 4], text[start + 5])
        return segment_values(text, start, end, self._separators, _SEGMENTS, all_values=True)


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The typed values of segments inside other text."""
    return [
        field
        for match in EMBEDDED.finditer(text, start, end)
        for field in segment_values(text, match.start(), match.end(), _DEFAULT, _SEGMENTS, all_values=False)
    ]


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` consists of messages."""
    return re.match(r"[\x0b\s]*(?:(?:MSH|FHS|BHS)([^\w\s])[^\w\s]{2,5}\1|PID\|)", head) is not None

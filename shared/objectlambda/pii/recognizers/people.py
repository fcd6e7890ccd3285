"""Names and addresses that a field's name gives away: no network is needed for a column called ``last_name``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.concepts import ADDRESS, BIRTH, EMAIL, NAME, PHONE, PLACE, SSN
from objectlambda.pii.context import field_concepts
from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan
from objectlambda.pii.words import words

_TITLE = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|sr|sra|srta|dra|don|doña|dña|d|rev|hon|capt|sgt|lt|col)\.?\s+)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.\-]*")
_NOT_NAME = re.compile(
    r"[\d@/\\<>{}\[\]=:;#*_|]|\b(?:inc|llc|ltd|corp|gmbh|company|bank|university|hospital|null|none|unknown|test|true|false|"
    r"default|admin|system|server|n/a|na|the|and|service|department|team|group|s\.a|anonymous|redacted|widget|pro|set|"
    r"standard|premium|basic|plan|string|format|type|not)\b",
    re.IGNORECASE,
)
_SURE = words(
    """
    firstname lastname fullname surname middlename givenname familyname maidenname fname lname cardholder
    cardholdername accountholder patientname customername
    """
)
_STATES = words(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
    OK OR PA RI SC SD TN TX ON QC BC AB MB SK NS NB NL PE NT YT NU UT VT VA WA WV WI WY DC
    """
)


class FieldNameRecognizer(WindowRecognizer):
    """The values of fields that hold a person's name or parts of an address."""

    TYPES = (EntityType.NAME, EntityType.ADDRESS)
    HOW = "fields named first_name, surname, street, city …"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if not scan.fields:
            return
        kinds = [(field, field_concepts(field.name)) for field in scan.fields]
        person = any(concepts & (EMAIL | PHONE | SSN | BIRTH | ADDRESS) for _, concepts in kinds)
        person = person or any(_squeezed(field.name) in _SURE for field, _ in kinds)
        for field, concepts in kinds:
            if concepts & NAME:
                yield from _name(scan, field, person=person)
            elif concepts & ADDRESS:
                yield from _address(scan, field)
            elif concepts & PLACE and person:
                yield from _place(scan, field)


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _bounds(scan: Scan, field: Field) -> tuple[int, int]:
    value = scan.text[field.start : field.end]
    start = field.start + len(value) - len(value.lstrip(" \t\r\n\"'"))
    return start, field.start + len(value.rstrip(" \t\r\n\"',;"))


def _name(scan: Scan, field: Field, *, person: bool) -> Iterator[Entity]:
    start, end = _bounds(scan, field)
    title = _TITLE.match(scan.text, start, end)
    if title is not None and title.end() < end:
        start = title.end()
    value = scan.text[start:end]
    if not 1 < len(value) < 70 or _NOT_NAME.search(value):
        return
    words = _WORD.findall(value)
    if not 1 <= len(words) <= 6:
        return
    sure = _squeezed(field.name) not in ("name", "nombre", "agent", "holder", "patient", "person", "doctor", "owner")
    capitals = all(
        word[:1].isupper() or word in ("de", "la", "del", "van", "von", "der", "y", "den", "da", "dos")
        for word in words
    )
    if sure or (person and (capitals or len(words) > 1)):
        yield Entity(EntityType.NAME, start, end, 0.95 if capitals else 0.85)


def _address(scan: Scan, field: Field) -> Iterator[Entity]:
    start, end = _bounds(scan, field)
    value = scan.text[start:end]
    if not 3 < len(value) < 200 or "@" in value or "://" in value:
        return
    if re.fullmatch(r"(?:0x)?[0-9a-fA-F]{6,}|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?", value) or not re.search(
        r"[^\W\d_]{2}", value
    ):
        return
    yield Entity(EntityType.ADDRESS, start, end, 0.93 if re.search(r"\d", value) or " " in value else 0.7)


def _place(scan: Scan, field: Field) -> Iterator[Entity]:
    start, end = _bounds(scan, field)
    value = scan.text[start:end]
    key = _squeezed(field.name)
    if not 1 < len(value) < 60 or "@" in value:
        return
    if key.endswith(("state", "statecode", "province", "region")) and not (
        value in _STATES or re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", value)
    ):
        return
    if key.endswith(("zip", "zipcode", "postalcode", "postcode", "cp", "codigopostal")):
        if re.fullmatch(r"\d{5}(?:-\d{4})?|[A-Z0-9]{2,4} ?[A-Z0-9]{3}|\d{4,6}", value):
            yield Entity(EntityType.ADDRESS, start, end, 0.85)
        return
    if re.search(r"\d", value) is None:
        yield Entity(EntityType.ADDRESS, start, end, 0.8)

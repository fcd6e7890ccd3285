"""Numbers of personal documents: passports and driving licences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import DRIVER, LICENSE, PASSPORT
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import NUMBERS
from objectlambda.pii.rules.labelled import LabelledRecognizer, strip_span
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

DATE = re.compile(rb"(?:19|20)\d\d-\d\d-\d\d|\d\d?/\d\d?/\d{2,4}")
"""Words that follow "passport" or "licence" as often as numbers."""
_STATES = (
    rb"a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[ait]"
    rb"|w[aivy]"
    rb"|alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho"
    rb"|illinois"
    rb"|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri"
    rb"|montana|nebraska|nevada|new (?:hampshire|jersey|mexico|york)|(?:north|south) (?:carolina|dakota)|ohio"
    rb"|oklahoma"
    rb"|oregon|pennsylvania|rhode island|tennessee|texas|utah|vermont|virginia|washington|west virginia"
    rb"|wisconsin|wyoming"
)
ASIDE = re.compile(
    rb"[ \t]*(?:(?:no|num|number|nro|numero)\b)?[.:#=]{0,2}[ \t]*"
    rb"(?:/ ?(?:state|st|estado|exp|issued|class)\b[ \t.:_]*|\(|\(?(?:"
    rb"(?:(?:from|in|issued by|issued in|state of) )?(?:%s)|(?:class|clase|type|tipo|categoria) [a-z0-9]{1,3}"
    rb"|espanola|holandesa|francesa|alemana|portuguesa|italiana|inglesa|britanica|belga|suiza|polaca|rumana|extranjera"
    rb"|marroqui|argentina|chilena|peruana|colombiana|mexicana"
    rb")\)?[ \t]*[:#,-]{0,2}[ \t]+(?:(?:no|number|numero)\b[.:]?[ \t]*)?)" % _STATES
)
"""A parenthesis, the issuing state, or the class of the document: "plate CA 7ABC123", "licencia tipo B B12345678"."""


def digits_in(value: bytes) -> int:
    """How many digits ``value`` has."""
    return sum(48 <= char <= 57 for char in value)


_ZONE = linear(
    rb"\b[A-Z0-9][A-Z0-9<]{8}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[0-9<]\d"
    rb"|\b[A-Z0-9][A-Z0-9<]{8}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{7}\d"
    rb"|\b[IAC][A-Z<][A-Z]{3}[A-Z0-9<]{9}[\d<][A-Z0-9<]{15}|\b\d{7}[MFX<]\d{7}[A-Z]{3}[A-Z0-9<]{11}\d"
)
"""The lines with numbers of a machine-readable zone: passports, and cards of three lines or two (ICAO 9303)."""
_ZONE_NAMES = linear(rb"\b(?:[PIACV][A-Z<][A-Z]{3})?[A-Z]{2,}(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*<{2,}")
_ZONE_PREFIX = re.compile(rb"[PIACV][A-Z<][A-Z]{3}(?=[A-Z])")
_LEAST_ZONE = 28


class PassportRecognizer(LabelledRecognizer):
    """A passport number after a word for passport, and the machine-readable zone."""

    TYPES = (EntityType.PASSPORT_NUMBER, EntityType.NAME)
    HOW = "six to nine letters and digits labelled passport; the machine-readable zone"
    CONCEPTS = PASSPORT
    FIRST = True
    ASIDE = re.compile(
        rb"[ \t]*\((?:[a-z']+ ){1,3}|,? (?:which|that|it|its number|the number|his|her)(?: number)? (?:is|was) "
    )
    VALUE = re.compile(rb"[A-Za-z]{0,3}[ \-]?\d{5,9}[A-Za-z]?(?![A-Za-z0-9])|[A-Za-z0-9]{6,10}(?![A-Za-z0-9])")

    def find(self, scan: Scan) -> Iterator[Entity]:
        for entity in super().find(scan):
            yield entity
            yield from _listed(scan, entity)
        yield from _beside_nationalities(scan)
        if b"<" not in scan.shadow:
            return
        for start, end in scan.matches(_ZONE):
            yield Entity(EntityType.PASSPORT_NUMBER, start, end, 0.97)
        for start, end in scan.matches(_ZONE_NAMES):
            if end - start >= _LEAST_ZONE:
                prefix = _ZONE_PREFIX.match(scan.shadow, start, end)
                first = start if prefix is None or end - start not in (44, 36) else prefix.end()
                yield Entity(EntityType.NAME, first, start + len(scan.shadow[start:end].rstrip(b"<")), 0.9)

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if digits_in(value) < 4 or DATE.fullmatch(value) or not 6 <= len(value) <= 11:
            return 0.0
        return 0.94 if separated or value.upper() == value else 0.7


_FURTHER = re.compile(rb"(?:,|;| /|,? (?:and|or|y|e|o|et|und)| &)[ \t]{1,2}([A-Z]{0,3}\d{5,9})(?![A-Za-z0-9])")
_MOST_LISTED = 12


def _listed(scan: Scan, first: Entity) -> Iterator[Entity]:
    """The further numbers of a list whose ``first`` is labelled, which have as many characters."""
    end = first.end
    for _ in range(_MOST_LISTED):
        further = _FURTHER.match(scan.shadow, end)
        if further is None or len(further[1]) != first.end - first.start:
            return
        end = further.end()
        yield Entity(first.type, *further.span(1), first.score)


_DOCUMENTS = words("documento document doc dokument ausweis ndoc documentno identification identificacion")
_NATIONALITIES = words("nacionalidad nationality nacion citizenship nationalite staatsangehorigkeit nazionalita")
_FOREIGN = re.compile(
    rb"(?=[A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*\d)(?=[A-Z0-9]{7,10}\Z)(?:[A-Z]{1,3}[A-Z0-9]+|\d\d[A-Z]{2}\d{5})"
)
_CARD = re.compile(rb"[XYZ]?\d{7,8}[A-Z]")
"""A passport's number, and a Spanish identity card's."""


def _beside_nationalities(scan: Scan) -> Iterator[Entity]:
    """The passports in a column called ``documento`` beside one of nationalities, as in a hotel's list of guests."""
    kinds = {name: field_words(name) for name in scan.names}
    documents = {name for name, of_it in kinds.items() if of_it & _DOCUMENTS}
    if not documents or all(_NATIONALITIES.isdisjoint(of_it) for of_it in kinds.values()):
        return
    for field in scan.fields:
        if field.name in documents:
            start, end = strip_span(scan.shadow, field.start, field.end)
            value = scan.shadow[start:end]
            if _FOREIGN.fullmatch(value) and not _CARD.fullmatch(value):
                yield Entity(EntityType.PASSPORT_NUMBER, start, end, 0.85)


class DriverIdRecognizer(LabelledRecognizer):
    """The number on a driver's licence, after words that name one."""

    TYPES = (EntityType.DRIVER_ID,)
    HOW = "letters and digits labelled driver's license, DL …"
    CONCEPTS = DRIVER
    FIRST = True
    ASIDE = ASIDE
    VALUE = re.compile(
        rb"[A-Z]{2}[ \-]?\d{2}[ \-](?:19|20)\d{9}(?![A-Za-z0-9])"
        rb"|[A-Za-z0-9]{1,20}(?:[\-*][A-Za-z0-9]{1,10}){1,6}(?![A-Za-z0-9])"
        rb"|[A-Za-z]{0,3}\d{1,5}(?: \d{2,6}){1,4}(?: [A-Z0-9]{1,3}\b)?(?![A-Za-z0-9])"
        rb"|[A-Za-z0-9]{4,20}(?![A-Za-z0-9])"
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        for entity in super().find(scan):
            yield entity
            yield from _listed(scan, entity)

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if digits_in(value) < 3 or not 4 <= len(value) <= 24 or DATE.fullmatch(value):
            return 0.0
        if value.isdigit() and len(value) < 5:  # a flight of Delta, or a download rate
            return 0.0
        return 0.94 if separated or value.upper() == value else 0.7


class LicenseRecognizer(LabelledRecognizer):
    """The number on a licence that is not labelled as a driver's, in a form that states use for driver's licences.

    It must have letters and digits, since nine digits after "license" may be anything. The forms are those that US
    states and Ontario publish, and the Spanish one.
    """

    TYPES = (EntityType.DRIVER_ID,)
    HOW = "forms of US states, Ontario and Spain labelled license, licencia …"
    CONCEPTS = LICENSE
    FIRST = True
    ASIDE = ASIDE
    VALUE = re.compile(
        rb"(?:[A-Z]\d{6,14}|[A-Z]\d{3}-\d{4}-\d{4}(?:-\d{2})?|[A-Z]\d{3}-\d{3}-\d{2}-\d{3}-\d"
        rb"|[A-Z]-\d{3}-\d{3}-\d{3}-\d{3}"
        rb"|[A-Z]\d{4}-\d{5}-\d{5}|[A-Z]{2}\d{6}[A-Z]?|[A-Z]{3}\d{6}|\d{2}[A-Z]{2,3}\d{5}|\d{3}[A-Z]{2}\d{4}"
        rb"|\d{8}-?[A-Z]|[XYZ]-?\d{7}-?[A-Z])"
        rb"(?![A-Za-z0-9\-])"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if DATE.fullmatch(value):
            return 0.0
        return 0.75 if separated else 0.7


_SHORT = NUMBERS.pattern(
    rb"\b(?:DLN?|OLN|[Ll]ic|LIC|CDL)(?:\.|ense|ence)?(?: ?(?:[Nn]o|NO|#"
    rb"|[Nn]umber)\.?)? ?[:#]{1,2} ?[A-Z]{1,5}[\- ]?\d[A-Z0-9\-]{4,16}\b"
)
"""A licence behind its short label on a form: "CLMT LIC: B7123-4567"."""
_LETTERED = re.compile(rb"[A-Z]{1,5}[\- ]?\d[A-Z0-9\-]+\Z")
_FEWEST_DIGITS = 5
_UK_DRIVER = NUMBERS.pattern(rb"\b[A-Z]{1,5}9{0,4}\d[0156]\d[0-3]\d\d(?:[A-Z]{2}|[A-Z]9)[A-Z0-9]{3}\b")
_UK_DRIVER_FORM = re.compile(rb"[A-Z9]{5}\d[0156]\d[0-3]\d\d[A-Z][A-Z9][A-Z0-9]{3}")


class UkDriverIdRecognizer(WindowRecognizer):
    """A UK driver number (five letters of the surname, the date of birth, initials), and one behind "Lic:"."""

    TYPES = (EntityType.DRIVER_ID,)
    HOW = "the 16 characters of a UK driver number; letters and digits behind Lic:, DL#"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_SHORT, numbered=True):
            value = _LETTERED.search(scan.shadow, start, end)
            if value is not None and digits_in(value[0]) >= _FEWEST_DIGITS:
                yield Entity(EntityType.DRIVER_ID, value.start(), end, 0.8)
        for start, end in scan.matches(_UK_DRIVER, numbered=True):
            if end - start == 16 and _UK_DRIVER_FORM.fullmatch(scan.shadow, start, end):
                yield Entity(EntityType.DRIVER_ID, start, end, 0.75)

"""Vehicles: licence plates and vehicle identification numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.checkdigits import vin
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.concepts import LICENSE, OTHER, PLATE, REGISTRATION, VIN
from objectlambda.pii.rules.documents import ASIDE, DATE, digits_in
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import CODES, LOWER, NUMBERS
from objectlambda.pii.rules.labelled import LabelledRecognizer
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words


class PlateRecognizer(LabelledRecognizer):
    """A licence plate after words for one."""

    TYPES = (EntityType.LICENSE_PLATE,)
    HOW = "four to nine letters and digits labelled plate, registration, matrícula …"
    CONCEPTS = PLATE
    FIRST = True
    ASIDE = ASIDE
    VALUE = re.compile(
        rb"(?:[A-Za-z]{2}[ \-]){0,1}(?:[A-Z0-9]{1,5}[ \-]){1,3}[A-Z0-9]{1,5}(?![A-Za-z0-9])"
        rb"|[A-Za-z0-9]{4,9}(?![A-Za-z0-9])"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        plain = value.translate(None, b" -")
        if _YEAR_BEHIND.fullmatch(value):
            return 0.0  # "Solicitud de matrícula — CURSO 2024"
        if not 4 <= len(plain) <= 10 or not digits_in(plain) or DATE.fullmatch(value):
            return 0.0
        if plain.isdigit() and (not separated or len(plain) < 5):
            return 0.0
        return 0.93 if separated or value.upper() == value else 0.65


_YEAR_BEHIND = re.compile(rb"[A-Za-z]{4,}[ \-](?:19|20)\d\d")
_NATIONAL = (
    rb"(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]"  # United Kingdom
    rb"|[A-Z]{2}[ \-]?\d{1,2}[ \-]?[A-Z]{1,3}[ \-]?\d{4}"  # India
    rb"|\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}"  # Spain
    rb"|[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}"  # France, Italy, Argentina
    rb"|[A-Z]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?"  # Germany
    rb"|[A-Z]{3}\d[A-Z]\d{2}|[A-Z]{3}-\d{2}-\d{2}|[A-Z]{3}-\d{3}-[A-Z]"  # Brazil, Mexico
    rb"|[A-Z]{3}\d{2}[A-Z]|[A-Z]{2}\d{2}[A-Z]{2}|\d[A-Z]{3}\d{3})(?![A-Za-z0-9])"  # Australia, California
)
_USUAL = (
    rb"(?:[A-Z]{3}[ \-]?\d{3,4}|\d{3,4}[ \-]?[A-Z]{3}|[A-Z]{2}[ \-]?\d{4,5}|[A-Z]\d{2}[ \-]?[A-Z]{2,3}\d?)"
    rb"(?![A-Za-z0-9])"
)
"""Forms of US states and others that other codes often have."""
_IS_NATIONAL = re.compile(_NATIONAL)
_STANDARD = re.compile(rb"(?:ISO|RFC|DIN|IEC|CVE|SOC|ERR)[ \-]?\d")
_VEHICLES = re.compile(
    rb"\b(?:vehicles?|cars?|trucks?|vans?|suv|sedan|motorcycle|motorbike|trailer|lorry|automobile|minivan|pickup"
    rb"|hatchback"
    rb"|coupe|vin|odometer|mileage|parked|parking|towed|dmv|mot|toyota|honda|ford|chevrolet|chevy|nissan|hyundai"
    rb"|kia|bmw"
    rb"|audi|mercedes|volkswagen|subaru|mazda|tesla|dodge|jeep|lexus|volvo|renault|peugeot|citroen|fiat|opel|vauxhall"
    rb"|skoda|seat|dacia|vehiculos?|coches?|carro|moto|motocicleta|ciclomotor|camion|camioneta|furgoneta|furgon"
    rb"|automovil"
    rb"|turismo|taxi|remolque|grua|bastidor|conducid[oa]|conductora?|aparcad[oa]|estacionad[oa]|matriculas?|placas?)\b"
)
_SPEAKS_OF_VEHICLES = LOWER.pattern(_VEHICLES.pattern)
_VEHICLE_FIELDS = words("make vehicle car vin odometer mileage marca vehiculo coche carro bastidor plate")
_AROUND = 160


_BRITISH = NUMBERS.pattern(rb"\b[A-HJ-PR-Y][A-HJ-PR-Y](?:[0125-7]\d) [A-HJ-PR-Z]{3}\b")
"""A British plate since 2001, written with its blank: letters, half-year, letters."""
_IRISH = NUMBERS.pattern(
    rb"\b(?:\d\d|1\d[12])-(?:CE|CN|CW|DL|KE|KK|KY|LD|LH|LM|LS|LK|MH|MN|MO|OY|RN|SO|TN|TS|WH|WD|WX|WW"
    rb"|[CDGLTW])-\d{1,6}\b"
)
"""An Irish plate: year, county, number."""
_FRENCH = NUMBERS.pattern(rb"\b[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}\b")
"""A French plate since 2009; it counts beside a vehicle."""
_SPANISH = NUMBERS.pattern(
    rb"\b(?:\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}|[A-Z]{2} ?\d{3} ?[A-Z]{2}|[A-Z]{3}-\d{2}-\d{2}|[A-Z]{3}-\d{3}-[A-Z]"
    rb"|[A-Z]{1,2}-\d{4}-[A-Z]{1,2}|[BCDFGHJKLPRSTVWXYZ]{2}[ \-]?[BCDFGHJKLPRSTVWXYZ]{2}[ .\-]\d{2})\b"
)
"""A plate of Spain, Argentina, Mexico or Chile; it counts beside a vehicle."""
_TAGGED = NUMBERS.pattern(
    rb"(?i)\b(?:tag|tags|reg|rego|regn|registration|plates?|lic|license plate|licence plate|number plate|index"
    rb"|vrm|lp)"
    rb"(?: (?:no|num|number|is|was|mark))?[.:#]{0,2} {1,2}([a-z0-9]{1,4}(?:[ \-][a-z0-9]{1,4}){1,2})\b"
)


_OF_IDS = words("id ids route part parts sku code ref item lot bin trip line")


class NotedPlateRecognizer(WindowRecognizer):
    """A British plate by its form, and a plate in groups, in any case, behind a short label beside a vehicle."""

    TYPES = (EntityType.LICENSE_PLATE,)
    HOW = "YK18 ZRO; TAG QXT M41, reg wr67 hjd beside a vehicle"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or not scan.numbered_lines:
            return
        for start, end in scan.matches(_IRISH, numbered=True):
            field = scan.field(start, end)
            if field is None or _OF_IDS.isdisjoint(field_words(field.name)):
                yield Entity(EntityType.LICENSE_PLATE, start, end, 0.75)
        for start, end in scan.matches(_BRITISH, numbered=True):
            yield Entity(EntityType.LICENSE_PLATE, start, end, 0.75)
        for start, end in (*scan.matches(_FRENCH, numbered=True), *scan.matches(_SPANISH, numbered=True)):
            if _VEHICLES.search(scan.lower, max(0, start - _AROUND), min(len(scan.lower), end + _AROUND // 2)):
                yield Entity(EntityType.LICENSE_PLATE, start, end, 0.8)
        for start, end in groups(scan, _TAGGED) if scan.holds(_SPEAKS_OF_VEHICLES) else ():
            if not _is_plate(scan.shadow[start:end]):
                continue
            near = max(0, start - _AROUND), min(len(scan.lower), end + _AROUND // 2)
            if _VEHICLES.search(scan.lower, *near):
                yield Entity(EntityType.LICENSE_PLATE, start, end, 0.75)


def _is_plate(value: bytes) -> bool:
    plain = value.translate(None, b" -")
    digits = digits_in(plain)
    letters = [part for part in re.split(rb"[ \-]", value) if part.isalpha()]
    if any(is_common(part.decode()) or part.lower() in (b"no", b"is", b"and", b"the", b"was") for part in letters):
        return False
    return (
        5 <= len(plain) <= 8
        and 0 < digits < len(plain)
        and not any(part.islower() and len(part) > 3 for part in letters)
    )


class RegistrationRecognizer(LabelledRecognizer):
    """A plate after words that have other meanings as well: a registration, a tag, a license.

    It must have the form of a country; a form that other codes often have counts only in text about a vehicle.
    """

    TYPES = (EntityType.LICENSE_PLATE,)
    HOW = "national forms labelled registration, reg no, tag … beside a vehicle"
    CONCEPTS = REGISTRATION | LICENSE
    FIRST = True
    VALUE = re.compile(_NATIONAL + rb"|" + _USUAL)

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if _STANDARD.match(value) or not self.whole(value):
            return 0.0
        return 0.8 if separated else 0.75

    def find(self, scan: Scan) -> Iterator[Entity]:
        of_vehicles: bool | None = None
        for found in super().find(scan):
            if not _IS_NATIONAL.fullmatch(scan.shadow, found.start, found.end):
                if of_vehicles is None:
                    of_vehicles = any(not _VEHICLE_FIELDS.isdisjoint(field_words(field.name)) for field in scan.fields)
                near = max(0, found.start - _AROUND), min(len(scan.lower), found.end + _AROUND // 2)
                if not of_vehicles and not _VEHICLES.search(scan.lower, *near):
                    continue
            yield found


_VIN = CODES.pattern(rb"\b[A-HJ-NPR-Za-hj-npr-z0-9]{17}\b")


class VinRecognizer(WindowRecognizer):
    """A vehicle identification number; its check digit or the words around it distinguish it from other codes."""

    TYPES = (EntityType.VEHICLE_IDENTIFICATION_NUMBER,)
    HOW = "17 letters and digits without I, O, Q"
    CHECK = "49 CFR 565 (North America)"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_VIN, numbered=True):
            value = scan.shadow[start:end].upper()
            digits = digits_in(value)
            if digits < 3:
                continue
            labelled, near = scan.context(start, end)
            if labelled & VIN:
                yield Entity(EntityType.VEHICLE_IDENTIFICATION_NUMBER, start, end, 0.97)
                continue
            if digits == 17 or labelled & OTHER or scan.shadow[start:end] != value or not value[-4:].isdigit():
                continue
            if vin(value):
                yield Entity(EntityType.VEHICLE_IDENTIFICATION_NUMBER, start, end, 0.95 if near & VIN else 0.8)
            elif near & VIN:
                yield Entity(EntityType.VEHICLE_IDENTIFICATION_NUMBER, start, end, 0.85)

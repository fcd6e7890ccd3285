"""Documents and vehicles: passports, driving licences, licence plates and vehicle identification numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.checkdigits import vin
from objectlambda.pii.concepts import DRIVER, OTHER, PASSPORT, PLATE, VIN
from objectlambda.pii.context import linear
from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.recognizers.labelled import LabelledRecognizer
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan

_SHADED = re.compile(rb"(?i)(?:19|20)\d\d-\d\d-\d\d|\d\d?/\d\d?/\d{2,4}")


def _digits(value: bytes) -> int:
    return sum(48 <= char <= 57 for char in value)


class PassportRecognizer(LabelledRecognizer):
    """A passport number after the word passport."""

    TYPES = (EntityType.PASSPORT_NUMBER,)
    HOW = "six to nine letters and digits labelled passport"
    CONCEPTS = PASSPORT
    FIRST = True
    VALUE = re.compile(rb"[A-Za-z]{0,3}[ \-]?\d{5,9}[A-Za-z]?(?![A-Za-z0-9])|[A-Za-z0-9]{6,10}(?![A-Za-z0-9])")

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if _digits(value) < 4 or _SHADED.fullmatch(value) or not 6 <= len(value) <= 11:
            return 0.0
        return 0.94 if separated or value.upper() == value else 0.7


class DriverIdRecognizer(LabelledRecognizer):
    """The number on a driver's licence, after words that name one."""

    TYPES = (EntityType.DRIVER_ID,)
    HOW = "letters and digits labelled driver's license, DL …"
    CONCEPTS = DRIVER
    FIRST = True
    VALUE = re.compile(
        rb"[A-Za-z0-9]{1,20}(?:[\-*][A-Za-z0-9]{1,10}){1,6}(?![A-Za-z0-9])"
        rb"|[A-Za-z]{0,3}\d{1,5}(?: \d{2,6}){1,4}(?: [A-Z0-9]{1,3}\b)?(?![A-Za-z0-9])"
        rb"|[A-Za-z0-9]{4,20}(?![A-Za-z0-9])"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if _digits(value) < 3 or not 4 <= len(value) <= 24 or _SHADED.fullmatch(value):
            return 0.0
        return 0.94 if separated or value.upper() == value else 0.7


_UK_DRIVER = linear(rb"\b[A-Z]{1,5}9{0,4}\d[0156]\d[0-3]\d\d(?:[A-Z]{2}|[A-Z]9)[A-Z0-9]{3}\b")
_UK_DRIVER_FORM = re.compile(rb"[A-Z9]{5}\d[0156]\d[0-3]\d\d[A-Z][A-Z9][A-Z0-9]{3}")


class UkDriverIdRecognizer(WindowRecognizer):
    """A UK driver number: five letters of the surname, the date of birth, initials."""

    TYPES = (EntityType.DRIVER_ID,)
    HOW = "the 16 characters of a UK driver number"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_UK_DRIVER):
            if end - start == 16 and _UK_DRIVER_FORM.fullmatch(scan.shadow, start, end):
                yield Entity(EntityType.DRIVER_ID, start, end, 0.75)


class PlateRecognizer(LabelledRecognizer):
    """A licence plate after words that name one."""

    TYPES = (EntityType.LICENSE_PLATE,)
    HOW = "four to nine letters and digits labelled plate, registration, matrícula …"
    CONCEPTS = PLATE
    FIRST = True
    VALUE = re.compile(
        rb"(?:[A-Za-z]{2}[ \-]){0,1}(?:[A-Z0-9]{1,5}[ \-]){1,3}[A-Z0-9]{1,5}(?![A-Za-z0-9])"
        rb"|[A-Za-z0-9]{4,9}(?![A-Za-z0-9])"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        plain = value.translate(None, b" -")
        if not 4 <= len(plain) <= 10 or not _digits(plain) or _SHADED.fullmatch(value):
            return 0.0
        if plain.isdigit() and (not separated or len(plain) < 5):
            return 0.0
        return 0.93 if separated or value.upper() == value else 0.65


_VIN = linear(rb"\b[A-HJ-NPR-Za-hj-npr-z0-9]{17}\b")


class VinRecognizer(WindowRecognizer):
    """A vehicle identification number: its check digit, or the words around it, tell it from other codes."""

    TYPES = (EntityType.VEHICLE_IDENTIFICATION_NUMBER,)
    HOW = "17 letters and digits without I, O, Q"
    CHECK = "49 CFR 565 (North America)"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_VIN):
            value = scan.shadow[start:end].upper()
            digits = _digits(value)
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

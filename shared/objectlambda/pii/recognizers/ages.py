"""Ages: a number of years, months or weeks that a person has lived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.concepts import AGE
from objectlambda.pii.context import linear
from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan

_NUMBER_WORDS = (
    rb"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ \-](?:one|two|three|four|five|six|seven|eight|nine))?"
    rb"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_OLD = linear(
    rb"\b%s[ \-]?(?:years?|yrs?|months?|mos?|weeks?|wks?|days?)[ \-]old\b|\b\d{1,3} ?(?:y/o|yo|y\.o\.?|yrs? old)\b"
    rb"|\b%s (?:years|yrs|months) of age\b" % (_NUMBER_WORDS, _NUMBER_WORDS)
)
_ANOS = linear(
    rb"(?:\b(?:de|tiene|tengo|tenia|tenemos|cumplio|cumplir|cumple|edad:?|con|los|mujer|varon|hombre|nino|nina|paciente|,|\() ?)"
    rb"\d{1,3} (?:anos|meses|semanas)(?: de edad)?\b"
)
_ANOS_OF_AGE = linear(rb"\b\d{1,3} (?:anos|meses|semanas|dias) de edad\b")
_TURNED = linear(
    rb"\b(?:age of|aged?|turn(?:ed|s|ing)?|just turned|edad de|cumpli(?:o|r)|cumple) (?:is |about |of |los )?\d{1,3}\b"
    rb"|\b(?:i'm|i am|im|he's|she's|he is|she is|is a|was a|year-old|is an) \d{2}\b"
)
_UNIT = re.compile(rb"(?:old|of age|de edad)$")
_NUMBER = re.compile(rb"%s" % _NUMBER_WORDS)
_DIGITS = re.compile(rb"\d+")
_NOT_AGE = re.compile(
    rb"\s?(?:%|percent|miles|minutes|min|hours|km|kg|lbs?|pounds|feet|ft|inches|cm|th|st|nd|rd|days|weeks|months|am|pm|:|\d|/|\.\d|,\d|\$|dollars|euros|times|points|of the|people|members)"
)
_DURATION = re.compile(
    rb"(?:hace|durante|desde hace|por|ultimos|cada|tras|despues|mas|menos|evolucion|seguimiento|en)\s(?:unos |los |ultimos )*$"
)
_EVENT = re.compile(
    rb"\s(?:de (?:evolucion|seguimiento|duracion|tratamiento|antiguedad|experiencia|garantia|historia|vida|carcel|prision)|despues|antes|atras|mas tarde)"
)


class AgeRecognizer(WindowRecognizer):
    """An age; the span is the quantity and its unit, as in "40 years" of "I am 40 years old"."""

    TYPES = (EntityType.AGE,)
    HOW = '"40 years old", "aged 40", "53 años", fields named age'

    def find(self, scan: Scan) -> Iterator[Entity]:
        lower = scan.lower
        for start, end in scan.matches(_OLD, lower=True):
            value = _UNIT.sub(b"", lower[start:end]).rstrip(b" -")
            yield Entity(EntityType.AGE, start, start + len(value), 0.93)
        if b"anos" in lower or b"meses" in lower or b"semanas" in lower or b"dias" in lower:
            yield from self._spanish(scan)
        for start, end in scan.matches(_TURNED, lower=True):
            number = _DIGITS.search(lower, start, end)
            if number is None or not 0 < int(number.group()) < 121 or _NOT_AGE.match(lower, end):
                continue
            if lower[end : end + 1] in (b"-", b"%") and lower[end + 1 : end + 2].isdigit():
                continue
            head = lower[start : number.start()]
            yield Entity(
                EntityType.AGE, number.start(), end, 0.65 if head.startswith((b"i", b"he", b"she", b"was")) else 0.85
            )
        for shape in ("1", "2", "3"):
            for number in scan.numbers(shape):
                if number.attached or not scan.context(number.start, number.end).labelled & AGE:
                    continue
                if 0 < int(number.digits) < 121 and not _NOT_AGE.match(lower, number.end):
                    yield Entity(EntityType.AGE, number.start, number.end, 0.9)

    def _spanish(self, scan: Scan) -> Iterator[Entity]:
        lower = scan.lower
        for start, end in scan.matches(_ANOS_OF_AGE, lower=True):
            yield Entity(EntityType.AGE, start, start + len(_UNIT.sub(b"", lower[start:end]).rstrip()), 0.95)
        for start, end in scan.matches(_ANOS, lower=True):
            number = _DIGITS.search(lower, start, end)
            if (
                number is None
                or _EVENT.match(lower, end)
                or _DURATION.search(lower[max(0, start - 24) : number.start()])
            ):
                continue
            value = _UNIT.sub(b"", lower[number.start() : end]).rstrip()
            yield Entity(EntityType.AGE, number.start(), number.start() + len(value), 0.85)

"""Dates and times that a word, a field or a comment tells: "cleared 2315", "time in 11.20", "marzo del 67"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer, no_year
from objectlambda.pii.rules.concepts import BIRTH
from objectlambda.pii.rules.date_words import LONG_MONTHS, SPANISH_MONTHS
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_CLOCK = rb"(?:[01]\d|2[0-3])[0-5]\d"
_DOTTED = rb"(?:[01]?\d|2[0-3])\.[0-5]\d"
_DAY = rb"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = rb"(?:0?[1-9]|1[0-2])"
_MILITARY = LOWER.pattern(
    rb"\b(?:(?:on time|times?|due|doses?|obs|bloods|cleared|arrived|on scene|en ?route|dispatched|departed|returned"
    rb"|back in service|relieved|hora|salida|llegada|salimos|llegamos|despejado|finalizado|aviso)"
    rb"(?: (?:at|by|was|were|is|a las|sobre las))?[:,]?|call (?:at|in)|toc|tod)"
    rb" {1,3}%(clock)s(?:(?:, | and | & |/|, and | y )%(clock)s){0,6}"
    rb"(?:[,.;)\s]|$)" % {b"clock": _CLOCK}
)
"""A time of four digits, or several, behind a word of reports and charts."""
_IN_AND_OUT = LOWER.pattern(
    rb"\b(?:time|hora|hrs)[ :]{0,3}(?:in|out|on|off|start|de entrada|de salida|entrada|salida|inicio|entra|sale)?"
    rb"[ :]{1,3}%(dot)s\b"
    rb"(?:[ ,;]{1,6}(?:in|out|off|to|finish|until|a|salida|sale|fin|hasta|-)[ :]{1,3}%(dot)s\b)?" % {b"dot": _DOTTED}
)
"""The times of a visit or a shift: "Time in 11.20  out 11.55"."""
_SHOWS = LOWER.pattern(
    rb"(?:^|[,;(] ?|\bel |\bthe )%s/%s (?:matinee|evening|performance|show|showing|concert|kick-?off|sesion"
    rb"|funcion|pase|gala|matine)\b" % (_DAY, _MONTH)
)
_SPOKEN = LOWER.pattern(
    # marzo del 67, march of '67; a las 10 horas y 20 minutos; la cita de las 10
    rb"\b(?:(?:%(spanish)s del '?|%(months)s (?:of |de )?')\d\d\b"
    rb"|(?:nacid[oa]|nac.|naci)(?: el)?:? %(day)s del? (?:0?[1-9]|1[0-2]) del? (?:(?:19|20)\d\d|\d\d)\b"
    rb"|las \d{1,2} horas?,? (?:y |con )?\d{1,2} minutos\b"
    rb"|(?:cita|turno|reunion|misa|clase|sesion|tren|vuelo|autobus|bus|consulta|visita|funcion|pase|partido"
    rb"|ferry) de las? \d{1,2}(?:[:.][0-5]\d)?(?:[\s,.;)\"'!?]|$)"
    # 18 de febreiro de 2024, 3 de maig del 2019, 12 d'abril de 2020
    rb"|%(day)s (?:de |d'|d\x1a)(?:gener|febrer|marc|maig|juny|juliol|agost|setembre|octubre|novembre|desembre|abril"
    rb"|xaneiro|febreiro|marzo|maio|xuno|xullo|agosto|setembro|outubro|novembro|decembro|janeiro|fevereiro|marco|junho"
    rb"|julho|dezembro) (?:de |del )(?:19|20)\d\d)" % {b"months": LONG_MONTHS, b"spanish": SPANISH_MONTHS, b"day": _DAY}
)
_COMMENTED = LOWER.pattern(
    rb"(?m)^[ \t]*(?:#|//|--|\*|/\*|;)[^\n]*?\b(?:antes del|hasta el|desde el|para el|despues del|el dia|before|until"
    rb"|since|by|after|due|deadline)(?: on| the)?:? %s/%s(?:[\s,.;:)]|$)" % (_DAY, _MONTH)
)
"""A day in a comment of a program, which the rules for prose do not read."""
_TIME, _POINTED = re.compile(_CLOCK), re.compile(_DOTTED)
_SHORT = re.compile(rb"(?<![\d/])\d{1,2}/\d{1,2}(?=[\s,.;:)]|\Z)")
_VALUE = re.compile(
    rb"(?:las? )(\d[^\s,;)\"'!?]*(?: horas?,? (?:y |con )?\d{1,2} minutos)?)"
    rb"|(\d{1,2} del? \d{1,2} del? \d{2,4}|[a-z]{3,10} (?:del|de|of)? ?'?\d\d)\Z"
)
_UNITS = re.compile(
    rb" ?(?:%|ms|s\b|sec|min|m\b|km|kg|mm|cm|units?|times|euros?|usd|\x1a|rows?|files?|items?|people|personas)"
)
_OF_MONTHS = words("mes month period periodo mensualidad months meses monthly")
_MONTH_VALUE = re.compile(rb"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d")
_BIRTH_YEAR = re.compile(rb"(?:19\d\d|20[0-2]\d)")


class LabelledDateRecognizer(WindowRecognizer):
    """A time of four digits or with a full stop behind a word, and months and years of birth in fields that say so."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = '"cleared 2315", "time in 11.20 out 11.55", "marzo del 67", months in columns such as "mes"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in _places(scan):
            yield Entity(EntityType.DATE_TIME, start, end, 0.75)
        monthly = {name for name in scan.names if not _OF_MONTHS.isdisjoint(field_words(name))}
        born = {name for name, concepts in scan.names.items() if concepts & BIRTH}
        for field in scan.fields if monthly or born else ():
            forms = _MONTH_VALUE if field.name in monthly else _BIRTH_YEAR if field.name in born else None
            if forms is not None and forms.fullmatch(scan.shadow, field.start, field.end):
                yield Entity(EntityType.DATE_TIME, field.start, field.end, 0.85)


def _places(scan: Scan) -> Iterator[tuple[int, int]]:
    lower = scan.lower
    for start, end in scan.matches(_COMMENTED):
        yield from _days(lower, start, end)
    if scan.code or not scan.numbered_lines:
        return
    for start, end in scan.matches(_MILITARY):
        times = [match.span() for match in _TIME.finditer(lower, start, end)]
        if any(no_year(lower[a:b]) for a, b in times) and not _UNITS.match(lower, times[-1][1]):
            yield from times
    for start, end in scan.matches(_IN_AND_OUT):
        for match in _POINTED.finditer(lower, start, end):
            if not _UNITS.match(lower, match.end()):
                yield match.span()
    for start, end in scan.matches(_SHOWS):
        yield from _days(lower, start, end)
    for start, end in scan.matches(_SPOKEN):
        value = _VALUE.search(lower, start, end)
        if value is None:
            yield start, end
        elif value.lastindex is not None and not _UNITS.match(lower, end):
            yield value.span(value.lastindex)


def _days(lower: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The days of ``lower[start:end]`` that are no fractions: one part is more than twelve or has a leading zero."""
    for match in _SHORT.finditer(lower, start, end):
        first, second = match[0].split(b"/")
        if max(int(first), int(second)) > _MONTHS or b"0" in (first[:1], second[:1]):
            yield match.span()


_MONTHS = 12

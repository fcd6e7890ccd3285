"""Ages: a number of years, months or weeks that a person has lived."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import AGE, BIRTH, EMAIL, NAME, PHONE, SSN, USERNAME
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER, NUMBERS
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_UNITS = rb"(?:one|two|three|four|five|six|seven|eight|nine)"
_WORDS = (
    rb"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ \-]%s)?|ten|eleven|twelve|thirteen|fourteen"
    rb"|fifteen|sixteen|seventeen|eighteen|nineteen|%s)" % (_UNITS, _UNITS)
)
_OLD = LOWER.pattern(
    rb"\b(?:(?:\d{1,2}[ \-])?\d{1,3}(?:/\d|\.\d)?|%(words)s)[ \-]?(?:years?|yrs?|months?|mos?"
    rb"|weeks?|wks?|days?)[ \-]old\b|\b\d{1,3} ?(?:y/o|yo\b|y\.o\b)|\b\d{1,3}-y/?o\b"
    rb"|\b(?:\d{1,3}|%(words)s) (?:years|yrs|months) of age\b" % {b"words": _WORDS}
)
_ANOS = LOWER.pattern(
    rb"\b(?:de|tiene|tengo|tenia|tenemos|cumplio|cumplir|cumple|con|los|mujer|varon|hombre|nino|nina|paciente)[,:]? "
    rb"\d{1,3} anos\b|[,(|*;] ?\d{1,3} anos\b|\b(?:tiene|edad de|bebe de|lactante de|nino de|nina de"
    rb"|gemel[oa]s de|melliz[oa]s de|hij[oa] de|niet[oa] de"
    rb"|neonato de) \d{1,3} "
    rb"(?:meses|semanas|dias)\b|\b\d{1,3} (?:anos|meses|semanas|dias) de (?:edad|vida)\b"
    rb"|\bedad:? ?\d{1,3} ?(?:anos|meses|semanas|dias|a)\b"
    rb"|\b(?:varon(?:es)?|hombres?|mujer(?:es)?|jovenes|joven|personas?|chic[oa]s?|sujetos?|individuos?|ocupantes)"
    rb" (?:varones )?(?:de|con) (?:unos|aproximadamente|alrededor de|como) \d{1,3} anos\b"
)
_TENS = rb"(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y %s)?"
_UNO = rb"(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_EN_LETRAS = rb"(?:%s|diez|once|doce|trece|catorce|quince|dieci[a-z]{4,6}|veint(?:e|i[a-z]{2,7})|cien(?:to %s)?|%s)" % (
    _TENS % _UNO,
    _UNO,
    _UNO,
)
_SPELT = LOWER.pattern(
    rb"\b(?:(?:de|a los|con|tiene|tenia|tengo) )?%(n)s (?:anos|meses) de (?:edad|vida)\b"
    rb"|\b(?:tiene|tengo|tenia|cumpl(?:e|io|ia|ira)(?: los)?|edad de|mujer de|hombre de|varon de|nin[oa] de|hij[oa] de"
    rb"|viud[oa] de|ancian[oa] de|joven de|paciente de|abuel[oa] de) %(n)s (?:anos|meses)\b" % {b"n": _EN_LETRAS}
)
"""An age in words: "a los ochenta y siete años de edad"."""
_WORDS_OF_AGE = re.compile(rb"%s (?:anos|meses)(?= de (?:edad|vida)\Z|\Z)" % _EN_LETRAS)
_OF_CHILDREN = LOWER.pattern(
    rb"\b(?:hij[oa]s?|nin[oa]s?|niet[oa]s?|gemel[oa]s|melliz[oa]s|menores|hermanos?|hermanas?|crios?|sobrin[oa]s?"
    rb"|alumn[oa]s?)(?: (?:varones|menores|pequen[oa]s|suyos))?,? (?:de|con) \d{1,2}(?:, \d{1,2}){0,5},? (?:y|e)"
    rb" \d{1,2} (?:anos|meses)\b"
)
"""The ages of several children: "dos hijos de 3 y 6 años"."""
_TURNED = LOWER.pattern(
    rb"\b(?:age of|aged|(?:retired|died|married|widowed|graduated|orphaned|emigrated) at"
    rb"|turn(?:ed|s|ing)|(?:to|will|would|ll|can|did|must) turn|edad de|cumpli(?:o|r)|cumple)"
    rb" (?:about |of |los )?(?:\d{1,3}|%s)\b"
    rb"|\b(?:you|he|she|i|they) (?:were|was) %s\b"
    rb"|\b(?:i'm|i am|im|he's|she's|he is|she is|is an?|was an?) \d{2}\b" % (_WORDS, _WORDS)
)
_APPOSITION = NUMBERS.pattern(
    rb"\b[A-Z][a-z]+(?:,? \(\d{1,3}\)|, \d{1,3})(?:,? (?:of|from|was|died|passed|who|is survived|a|an|has|y|de)\b|,"
    rb"|\))"
)
_OF_LIFE = re.compile(rb" de (?:edad|vida)$")
_WITH_UNIT = re.compile(rb"\s{1,3}(?:years|yrs|months|weeks|days|anos|meses|semanas|dias)\b")
_UNIT = re.compile(rb"(?<=s) old$| (?:of age|de edad)$")
"""What Comprehend leaves out of "40 years old"; "40-year-old" is one word."""
_NUMBER = re.compile(rb"\d+|\b%s\b" % _WORDS)
_WHOLE_AGE = re.compile(rb"[ \"']{0,2}(\d{1,3}(?:\.\d{1,2})?)[ \"']{0,2}")
_DIGITS = re.compile(rb"\d+")
_NOT_AGE = re.compile(
    rb"[:\d]|/\d|-\d| ?(?:%|percent|miles|minutes|min|hours|km|kg"
    rb"|lbs?|pounds|feet|ft|inches|cm|th|st|nd|rd|days|weeks|months"
    rb"|am|pm|-(?!year|yr|month|week|day)[a-z]|\.\d|,\d|\$|dollars|euros|times|points|of the|people"
    rb"|members|degrees|items|pages|percent|into|out|off|down|up)"
)
_THINGS = words(
    "min max minimum maximum release cache cookie key token file log session account snapshot image backup object data"
    " build page content lock queue message"
)
_OF_THINGS = re.compile(rb"(?:\$|\b(?:s|%b)[ \-]?)age\b[^\n]{0,12}\Z" % "|".join(sorted(_THINGS)).encode())
"""The age of a thing, or a variable: "min-release-age=7", "$age > 60"."""
_REACH = 40
_GROUP = re.compile(rb" ?(?:to|-|a|y|and|or|o) ?(?:\d{1,2}\b|over|above|older|under|younger|up|mas\b|menos\b)")
"""What follows the age of a group: "aged 10 to 15", "aged 65 and over"."""
_DURATION = re.compile(
    rb"(?:hace|durante|por|ultimos|cada|tras|despues|mas|menos|evolucion|seguimiento|en"
    rb"|(?:mayor(?:es)?|menor(?:es)?|garantia|validez|plazo|duracion|contrato|condena|pena|periodo)"
    rb"(?: maxim[oa]| minim[oa])? de)\s(?:unos |los |de )*$"
)
_EVENT = re.compile(
    rb"\s(?:de (?:evolucion|seguimiento|duracion|tratamiento"
    rb"|antiguedad|experiencia|garantia|historia|vida|carcel|prision)"
    rb"|despues|antes|atras|mas tarde)"
)
_LIVED = re.compile(rb" ?,? (?:of|from|was|died|passed|who|is survived)\b")


class AgeRecognizer(WindowRecognizer):
    """An age; the span is the number with its unit, as in "40 years" of "I am 40 years old"."""

    TYPES = (EntityType.AGE,)
    HOW = '"40 years old", "aged 40", "Jane Doe, 40, of …", "53 años", fields named age'

    def find(self, scan: Scan) -> Iterator[Entity]:
        lower = scan.lower
        of_classes = has(lower, b"yo+")
        for start, end in scan.matches(_OLD):
            if lower[max(0, start - 5) : start] == b"than " and b"year" not in lower[start:end]:
                continue  # "versions more than 60 days old"
            if of_classes and lower[end - 2 : end] == b"yo":
                continue  # "4yo+": horses of four years and more
            yield Entity(EntityType.AGE, start, start + len(_UNIT.sub(b"", lower[start:end])), 0.93)
        if has(lower, b"anos") or has(lower, b"meses") or has(lower, b"semanas") or has(lower, b"dias"):
            yield from _spanish(scan)
        for start, end in scan.matches(_TURNED):
            number = _NUMBER.search(lower, start, end)
            if number is None or number.end() != end or not _plausible(number.group()) or _NOT_AGE.match(lower, end):
                continue
            if _GROUP.match(lower, end) or lower.startswith((b" or more", b" or several", b" or many"), end):
                continue
            said = lower[start : number.start()].startswith((b"i", b"he", b"she", b"was"))
            yield Entity(EntityType.AGE, number.start(), end, 0.65 if said else 0.85)
        for start, end in scan.matches(_APPOSITION, numbered=True):
            number = _NUMBER.search(lower, start, end)
            if number is not None and _plausible(number.group()) and _LIVED.match(lower, number.end()):
                yield Entity(EntityType.AGE, number.start(), number.end(), 0.7)
        yield from _labelled_ages(scan)


def _plausible(number: bytes) -> bool:
    return not number.isdigit() or 0 < int(number) < 121


def _labelled_ages(scan: Scan) -> Iterator[Entity]:
    if not scan.speaks_of(AGE):
        return
    of_groups = _tells_groups(scan)
    for field in () if of_groups else scan.named(AGE):
        if not _THINGS.isdisjoint(field_words(field.name)):
            continue
        value = scan.lower[field.start : field.end]
        whole = _WHOLE_AGE.fullmatch(value)
        if whole is not None and 0 < float(whole[1]) < 121:
            yield Entity(EntityType.AGE, field.start + whole.start(1), field.start + whole.end(1), 0.95)
    for shape in ("1", "2", "3"):
        for number in scan.numbers(shape):
            if not scan.context(number.start, number.end).labelled & AGE or not _plausible(number.digits):
                continue
            if of_groups and scan.field(number.start, number.end) is not None:
                continue
            if _OF_THINGS.search(scan.lower, max(0, number.start - _REACH), number.start):
                continue
            # "51/F" gives age and sex.
            sexed = scan.lower[number.end : number.end + 2] in (b"/f", b"/m", b"/h", b"/x")
            unit = _WITH_UNIT.match(scan.lower, number.end)
            if unit is not None:
                yield Entity(EntityType.AGE, number.start, unit.end(), 0.95)
            elif (not number.attached or sexed) and not (
                _NOT_AGE.match(scan.lower, number.end) or _GROUP.match(scan.lower, number.end)
            ):
                yield Entity(EntityType.AGE, number.start, number.end, 0.9)


def _tells_groups(scan: Scan) -> bool:
    """Whether the window is a table that counts people by age, as a census does."""
    counted = any(not _COUNTED.isdisjoint(field_words(name)) for name in scan.names)
    return counted and not any(concepts & _OF_ONE for concepts in scan.names.values())


_COUNTED = words("people population persons inhabitants deaths births headcount freq frequency")
_OF_ONE = NAME | EMAIL | PHONE | BIRTH | USERNAME | SSN


def _spanish(scan: Scan) -> Iterator[Entity]:
    lower = scan.lower
    for start, end in scan.matches(_SPELT):
        if (said := _WORDS_OF_AGE.search(lower, start, end)) is not None and not _EVENT.match(lower, end):
            yield Entity(EntityType.AGE, *said.span(), 0.9)
    for start, end in scan.matches(_OF_CHILDREN):
        years = list(_DIGITS.finditer(lower, start, end))
        for each in years:
            yield Entity(EntityType.AGE, each.start(), end if each is years[-1] else each.end(), 0.87)
    for start, end in scan.matches(_ANOS):
        number = _DIGITS.search(lower, start, end)
        if number is None or not _plausible(number.group()):
            continue
        lived = _OF_LIFE.search(lower, start, end)
        if lived is not None:
            yield Entity(EntityType.AGE, number.start(), lived.start(), 0.95)
        elif not _EVENT.match(lower, end) and not _DURATION.search(lower, max(0, start - 24), number.start()):
            yield Entity(EntityType.AGE, number.start(), end, 0.87)

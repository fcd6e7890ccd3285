"""Dates told by their place: months and times in fields, compact digits, years on a line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.concepts import BIRTH, DATE, EXPIRY
from objectlambda.pii.rules.constructed_dates import constructed_dates
from objectlambda.pii.rules.date_words import MONTHS
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER, NUMBERS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

YEAR = rb"(?:1[789]|20)\d{2}"
"""A year, over the shadow."""
_COMPACT = re.compile(
    rb"(?:19[2-9]\d|20[0-4]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])[0-5]\d[0-5]\d)?"
)
_NOW = rb"(?:present|presente|current|now|today|(?:la )?actualidad|actual|hoy|heute|oggi|hoje)"
_OLD_YEAR = rb"(?:1[5-9]|20)\d{2}"
_YEAR_LINE = LOWER.pattern(
    rb"(?m)^(?:[ \t>\-+*#]{0,8}[`'*_]{1,3}|#{1,6} )(?:%s )?%s(?: ?- ?(?:%s|%s))?[`'*_]{0,3}"
    rb"(?: ?- ?%s)?[ \t]*\r?$" % (MONTHS, _OLD_YEAR, _OLD_YEAR, _NOW, _NOW)
)
"""A line of a curriculum that is a year, or a month and a year, perhaps in quotes, bold or as a heading."""
_MONTH_OF_YEAR = LOWER.pattern(
    rb"\b(?:in|since|on|from|until|till|en|desde|hasta|dated|circa|hacia) (?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b"
)
"""5/2009 after a word that makes it a time."""
_TIME_NAMES = words("time hora uhrzeit heure ora hour start_time end_time starttime endtime logtime")
_CLOCKS = words("hora horario hour start end inicio fin uhrzeit heure ora")
_CLOCK = re.compile(rb"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)? ?(?:hrs?|hs?)?\.?")
"""A time of day, which a field's name tells from a duration."""
_COMPACT_TIME = re.compile(rb"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")
_STAYS = words("entrada salida llegada arrival departure checkin checkout check_in check_out fecha date")
_DAY_VALUE = re.compile(rb"(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])")
"""A day and a month without a year, in a column that says so: "Entrada", "fecha"."""
_TWO_DAYS = NUMBERS.pattern(rb"(?m)^ {0,4}%(day)s[ \t]{2,}%(day)s(?:[ \t]{2,}|\t)" % {b"day": rb"[0-3]\d[/.\-][01]\d"})
_LONGER = 16
_DATE_VALUE = re.compile(rb"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/](?:19|20)\d\d")
"""A year and a month, as fields of dates have them."""


def dates_of_fields(scan: Scan) -> Iterator[Entity]:
    """Months in fields of dates, and times of six digits beside a date: ``"start_date": "2018-09"``."""
    dated = False
    times = []
    clocks = {name for name, concepts in scan.names.items() if concepts & DATE and _CLOCKS & field_words(name)}
    stays = {name for name in scan.names if not _STAYS.isdisjoint(field_words(name))}
    for field in scan.fields if stays else ():
        if field.end - field.start < _LONGER and field.name in stays:
            value = scan.shadow[field.start : field.end]
            start = field.start + len(value) - len(value.lstrip())
            if _DAY_VALUE.fullmatch(value.strip()):
                yield Entity(EntityType.DATE_TIME, start, start + len(value.strip()), 0.85)
    for field in scan.named(DATE):
        value = scan.shadow[field.start : field.end]
        if field.name in clocks and _CLOCK.fullmatch(value):
            yield Entity(EntityType.DATE_TIME, field.start, field.end, 0.85)
            continue
        if field.name.lower() in _TIME_NAMES:
            if _COMPACT_TIME.fullmatch(value):
                times.append(field)
            continue
        dated = dated or _COMPACT.fullmatch(value) is not None
        if _DATE_VALUE.fullmatch(value) and not scan.names[field.name] & EXPIRY:
            yield Entity(EntityType.DATE_TIME, field.start, field.end, 0.9)
    if dated:
        yield from (Entity(EntityType.DATE_TIME, field.start, field.end, 0.8) for field in times)


def _days_of_statements(scan: Scan) -> Iterator[Entity]:
    """The days of a movement and of its value, at the start of a line of a bank statement: "02-04   03-04   RENT"."""
    for start, end in scan.matches(_TWO_DAYS, numbered=True):
        for day in _DAY_VALUE.finditer(scan.shadow, start, end):
            yield Entity(EntityType.DATE_TIME, day.start(), day.end(), 0.75)


def years_of_lines(scan: Scan) -> Iterator[Entity]:
    """Years on a line of their own in a curriculum, "in 5/2009", and dates that programs make of numbers."""
    yield from _days_of_statements(scan)
    yield from constructed_dates(scan)
    yield from days_of_months(scan)
    for start, end in scan.matches(_YEAR_LINE, numbered=True):
        digit = next(place for place in range(start, end) if scan.lower[place : place + 1].isalnum())
        yield Entity(EntityType.DATE_TIME, digit, start + len(scan.lower[start:end].rstrip(b" \t\r`'*_")), 0.6)
    for start, end in scan.matches(_MONTH_OF_YEAR, numbered=True):
        if scan.shadow[end : end + 1] != b"/":
            yield Entity(EntityType.DATE_TIME, scan.lower.rfind(b" ", start, end) + 1, end, 0.65)


def is_elapsed(lower: bytes, start: int) -> bool:
    """Whether the time at ``start`` is how long something took: "17:01 - 18:22  (01:21)" of last, "delay=00:00:01"."""
    before = lower[start - 1 : start]
    if before == b"(":
        return _SESSION_ENDED.search(lower, max(0, start - 16), start) is not None
    return before == b"=" and _TOOK.search(lower, max(0, start - 16), start) is not None


_TOOK = re.compile(rb"(?:delay|elapsed|duration|runtime|uptime|took|cputime)=\Z")
_SESSION_ENDED = re.compile(rb"- (?:\d\d:\d\d|down|crash) {1,4}\($")


def compact_dates(scan: Scan) -> Iterator[Entity]:
    """Eight or fourteen digits that a label, a field or the delimiters of a message show to be a date."""
    for shape in ("8", "14"):
        for number in scan.numbers(shape):
            if number.attached or not _COMPACT.fullmatch(number.digits):
                continue
            if shape == "8" and (time := _TIME_BEHIND.match(scan.shadow, number.end)) is not None:
                yield Entity(EntityType.DATE_TIME, number.start, time.end(1), 0.8)
                continue
            labelled, near = scan.context(number.start, number.end)
            if labelled & (BIRTH | DATE):
                yield Entity(EntityType.DATE_TIME, number.start, number.end, 0.9)
            elif not labelled:
                piped = scan.shadow[number.start - 1 : number.start] == b"|"
                score = 0.6 if shape == "14" or piped or near & BIRTH else 0.0
                if score:
                    yield Entity(EntityType.DATE_TIME, number.start, number.end, score)


_TIME_BEHIND = re.compile(rb" ((?:[01]\d|2[0-3])[0-5]\d[0-5]\d)(?![\w.\-])")
"""The time of six digits behind a date of eight: ``20240911 221504``."""


def days_of_months(scan: Scan) -> Iterator[Entity]:
    """Days in columns of bookings and rosters: ``12Nov``, ``03MAR17``."""
    for start, end in scan.matches(_DAY_OF_MONTH, numbered=True):
        if scan.shadow[start - 1 : start] not in _GOES_ON and scan.shadow[end : end + 1] not in _GOES_ON_BEHIND:
            yield Entity(EntityType.DATE_TIME, start, end, 0.65)


_DAY_OF_MONTH = LOWER.pattern(
    rb"\b(?:0?[1-9]|[12]\d|3[01])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|dic)(?:\d{4}|\d\d)?\b"
)
_GOES_ON = tuple(bytes((char,)) for char in b"-_.#@=&%$+\\")
_GOES_ON_BEHIND = tuple(bytes((char,)) for char in b"-_#@=&%$+(\\")


def is_touched(lower: bytes, start: int, end: int) -> bool:
    """Whether the match is part of a longer number or code."""
    before = lower[start - 1 : start]
    if start > 1 and before in (b"-", b".", b"/", b"$", b"#") and not lower[start - 2 : start - 1].isspace():
        return True
    if start > 1 and before == b":" and lower[start - 2 : start - 1].isdigit():
        return True
    after, then = lower[end : end + 1], lower[end + 1 : end + 2]
    if after not in (b"-", b"/", b":", b".") or not then.isalnum():
        return False
    if after == b":":
        return end - start <= 9
    return not (after == b"-" and end - start > 7 and then.isalpha())


def in_range(a: bytes, b: bytes, c: bytes) -> bool:
    """Whether ``a``, ``b`` and ``c`` are year, month, day, or day and month in either order and a year."""
    if len(a) == 4:
        return 1 <= int(b) <= 12 and 1 <= int(c) <= 31
    if len(a) > 2 or len(c) not in (2, 4):
        return False
    month, day = sorted((int(a), int(b)))
    return 1 <= month <= 12 and day <= 31

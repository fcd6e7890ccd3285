"""Dates and times as Comprehend understands them: full and partial dates, ranges, decades, weekdays, times of day.

Three scans find them: dates with a fixed form, years and months after a word that makes them a time, and digits such as
``20040619`` in a context that makes them a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import BIRTH, DATE, OTHER
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.date_fields import (
    YEAR,
    compact_dates,
    dates_of_fields,
    in_range,
    is_elapsed,
    is_touched,
    years_of_lines,
)
from objectlambda.pii.rules.date_words import (
    CLOCK,
    DAYS,
    ENGLISH_YEAR,
    FRACTION,
    LONG_MONTHS,
    MONTHS,
    ORDINAL,
    OTHER_DAYS,
    OTHER_MONTHS,
    SHORT_DAYS,
    SPANISH_MONTHS,
    SPELT_DAY,
    SPELT_YEAR,
    TIME,
)
from objectlambda.pii.rules.gates import LOWER, NUMBERS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_DAY = rb"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|o|er)?"
_AND_YEAR = rb"(?:,? (?:of |de |del )?(?:ano )?%s\b| del \d\d\b|,? '\d{2}\b|[\-/]%s\b)" % (YEAR, YEAR)

_FORMS = (
    # 2021-03-04T05:06:07.089Z, 2021/03/04 05:06, 20210304T050607Z
    rb"(?:%(days)s,? )?%(year)s(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{2}\.\d{2})%(time)s",
    rb"%(year)s(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])t\d{6}z?",
    # 20230405120000.000, 202304181126+0215, 20120208160000.000[-5:EST]
    rb"%(year)s(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
    rb"(?:\.\d{1,6}(?:z|[+\-]\d{4}|\[[+\-]?\d{1,2}(?:\.\d{1,2})?(?::[a-z]{1,5})?\])?"
    rb"|z|[+\-]\d{4}|\[[+\-]?\d{1,2}(?:\.\d{1,2})?(?::[a-z]{1,5})?\])",
    rb"%(year)s/\d{2}/\d{2}\(\d{2}:\d{2}:\d{2}\)",
    # 01.05.14-31.05.14
    rb"\d{2}\.\d{2}\.(?:20)?\d{2} ?- ?\d{2}\.\d{2}\.(?:20)?\d{2}\b",
    # 03/04/2021, 3-4-21, 04.03.2021
    rb"(?:%(days)s,? )?\d{1,2}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)(?:%(year)s|\d{2})%(time)s",
    # 10/Oct/2000:13:55:36 -0700, 12-Jan-2020
    rb"\d{1,2}/%(month)s/%(year)s:\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?: [+\-]\d{4})?",
    rb"\d{1,2}[\-/]%(month)s[\-/](?:%(year)s|\d{2})\b%(time)s",
    # Monday, March 3rd - 5th, 2021 at 5:00 pm; 3 de marzo de 2021; Mar  3 10:00:00 2021
    rb"(?:(?:%(days)s|%(sdays)s)\.?,? (?:the |el )?)?%(month)s\.? {1,2}%(day)s(?: ?(?:-|to|and|through) ?%(day)s)?\b"
    rb"%(andyear)s?(?:%(time)s| %(clock)s %(year)s\b(?: [+\-]\d{2}:?\d{2}\b)?)",
    rb"(?:(?:%(days)s|%(sdays)s)\.?,? {1,2}(?:the |el )?)?%(day)s(?: ?(?:-|to|and|y|al?) ?%(day)s)? (?:of |de )?"
    rb"%(month)s\b\.?%(andyear)s?(?:%(time)s| %(clock)s %(year)s\b(?: [+\-]\d{2}:?\d{2}\b)?)",
    rb"(?:%(days)s|%(sdays)s),? %(month)s\b",
    rb"%(month)s(?:\.?,? (?:of |de |del )?(?:ano )?|[\-/,])%(year)s\b",
    rb"%(year)s,? %(lmonth)s\b",
    # enero y febrero; marzo a junio de 2023
    rb"%(smonth)s (?:y|a|hasta) %(smonth)s(?:,? (?:de |del )?%(year)s)?\b",
    rb"\d{1,2}-%(month)s(?:-|\s{1,12})%(year)s\b",
    # 11:30 horas del dia 3 de julio de 2024
    rb"\d{1,2}[:.]\d{2} ?(?:hs?|hrs?|horas)\.? (?:del? )?(?:dia )?%(day)s (?:de )?%(lmonth)s"
    rb"(?:,? (?:de|del)(?: ano)? %(year)s\b)?",
    # dieciseis de mayo de dos mil veinte; a los quince (15) dias del mes de marzo de 2021; the sixteenth of May, 2020
    rb"(?:(?:\d{1,2} )?%(spelt)s|\d{1,2})(?: \(\d{1,2}\))?(?: dias?)? (?:del mes de|de) %(lmonth)s"
    rb"(?:,? (?:de|del)(?: ano)? (?:%(year)s\b(?: \(?%(spelty)s\)?)?|%(spelty)s))?",
    rb"(?:the )?(?:%(ordinal)s|\d{1,2}(?:st|nd|rd|th)) day of %(lmonth)s(?:,? (?:of )?(?:%(year)s\b|%(englishy)s))?",
    rb"(?:the )?%(ordinal)s of %(lmonth)s(?:,? (?:of )?(?:%(year)s\b|%(englishy)s))?",
    rb"%(lmonth)s (?:the )?%(ordinal)s(?:,? (?:%(year)s\b|%(englishy)s))?",
    rb"%(days)ss?\b%(time)s",
    rb"%(days)s,? (?:el |the )?(?:dia )?%(day)s,? (?:at |a las )?%(clock)s",
    # 03-IX-2023
    rb"\d{1,2}(?:-%(roman)s-|/%(roman)s/|\.%(roman)s\.| %(roman)s )%(year)s\b|\d{1,2}/%(roman)s/\d{2}\b",
    rb"(?:%(sdays)s|tonight|today|tomorrow|hoy|esta noche),? (?:at |a las )?%(clock)s",
    # giovedi 8 dicembre 2016; le 3 mai 2021 a 10:30; 4. Oktober 2019
    rb"(?:%(odays)s,? (?:den |the |le )?)?\d{1,2}(?:\.|er)?(?: de)? %(omonth)s,?(?: de)? %(year)s\b(?:%(time)s)",
    # Oct 2016 -- Present, marzo de 2018 a junio de 2019, 2022 November-2023 January
    rb"%(month)s\.?,? (?:de )?%(year)s ?(?:-{1,3}|to|until|through|a|hasta) ?"
    rb"(?:%(month)s\.?,? (?:de )?%(year)s|present|presente|current|now|today|(?:la )?actualidad|ahora)\b",
    rb"%(year)s %(lmonth)s ?- ?%(year)s %(lmonth)s\b",
    # 11 am, 10:30 p.m., 22:15:01, 1124 hours
    rb"\d{1,2}(?::\d{2}){0,2} ?[ap](?:\. ?m\.|m\b)|\d{1,2}\.[0-5]\d ?[ap](?:\. ?m\.|m\b)",
    rb"\d{1,2}(?::\d{2})? (?:de|por) la (?:tarde|manana|noche|madrugada)\b",
    rb"\d{1,2}:\d{2}(?::\d{2}%(fraction)sz?\b| ?(?:h|hrs|hours|horas)\b|\b)",
    rb"(?:[01]?\d|2[0-3]) ?hs\b|\d{1,2} / \d{1,2} / %(year)s",
    rb"(?:last|next|this|past) (?:spring|summer|autumn|fall|winter)\b",
    rb"(?:the )?(?:first|second|third|last|beginning|end|middle) of %(lmonth)s\b(?:%(andyear)s)?",
    rb"(?:[01]\d|2[0-3])[0-5]\d (?:hours|hrs)\b",
    # the 1990s; 2016 - 2020, 2020 - present
    rb"(?:1[789]|20)\d0'?s\b",
    rb"%(year)s ?(?:-|to|a) ?(?:%(year)s|present|presente|current|now|today|actualidad|actual|la actualidad)\b",
)
_PARTS = {
    b"year": YEAR,
    b"month": MONTHS,
    b"lmonth": LONG_MONTHS,
    b"smonth": SPANISH_MONTHS,
    b"days": DAYS,
    b"roman": rb"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})",
    b"odays": OTHER_DAYS,
    b"omonth": OTHER_MONTHS,
    b"sdays": SHORT_DAYS,
    b"day": _DAY,
    b"clock": CLOCK,
    b"time": TIME,
    b"andyear": _AND_YEAR,
    b"fraction": FRACTION,
    b"spelt": SPELT_DAY,
    b"spelty": SPELT_YEAR,
    b"ordinal": ORDINAL,
    b"englishy": ENGLISH_YEAR,
}
_DATES = linear(rb"\b(?:%s)" % rb"|".join(form % _PARTS for form in _FORMS), longest=True)

_SURE = (
    "built founded established graduated in since during until circa year en desde hasta ano spring summer autumn"
    " winter early late born durante"
)
_LIKELY = "from by of before after till between season years anos de del fall class-of mid"
_YEARS = LOWER.pattern(
    rb"\b(?:%s|class of) (?:the |el |end of |fiscal )?(?:year |ano |early |late |mid-?)?"
    rb"(?:%s|%s(?: ?- ?(?:%s|\d{2}))?)\b"
    rb"|\b(?:year|ano|anio): ?%s\b|\b(?:para|hacia|entre|mes:) %s\b"
    % (b"|".join(f"{_SURE} {_LIKELY}".encode().split()), LONG_MONTHS, YEAR, YEAR, YEAR, SPANISH_MONTHS),
    longest=True,
)
_SURE_WORDS = byte_words(_SURE)
_SEASONS = byte_words("spring summer autumn winter fall early late mid")
_YEAR_END = re.compile(rb"(?:%s(?: ?- ?(?:%s|\d{2}))?)$" % (YEAR, YEAR))
_MONTH_END = re.compile(rb"%s$" % LONG_MONTHS)
_SPANISH_MONTH = re.compile(SPANISH_MONTHS)
_ALSO_NAMES = byte_words("may march april june august abril julio julia")
_NUMERIC = re.compile(rb"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")
_RANGE = re.compile(rb"(%s) ?(?:-|to|a) ?(%s|[a-z ]+)" % (YEAR, YEAR))
_FIRST_OF_LINE = NUMBERS.pattern(rb"(?m)^(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])(?:[ \t]{2,}|\t)\S")
_TIMED = re.compile(rb"(?:\b(?:at|las|by|from|until|to|till|las|around|about|before|after|hora:|time:)|@) ?$")

_CURRENCIES = ("€", "£", "$")
_MARKUP = b" \t*_`'\"#>-+("
"""The marks of a heading, a list entry, a quotation or bold text in Markdown."""
_BORN = re.compile(rb"\d{6}|\d{8}|\d{1,2}[a-z]{3}\d{2,4}|\d{4}[./\-]\d{1,2}[./\-]\d{1,2}|(?:19|20)\d\d")
"""Dates that count only in fields of births."""


class DateTimeRecognizer(WindowRecognizer):
    """Dates, times and partial dates in English and Spanish."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = "ISO, numeric and written dates, times, weekdays, decades; years and months after a preposition"
    CHECK = "month and day in range"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for field in scan.named(BIRTH):
            if _BORN.fullmatch(scan.lower, field.start, field.end):
                yield Entity(EntityType.DATE_TIME, field.start, field.end, 0.9)
        yield from dates_of_fields(scan)
        for start, stop in scan.matches(_DATES, lower=True):
            value = scan.lower[start:stop].rstrip(b" .,")
            end = start + len(value)
            if value[-4:-3] == b"," and scan.lower[end : end + 1] == b".":  # "08:11:40,203.0.113.2"
                value, end = value[:-4], end - 4
            if not is_touched(scan.lower, start, end) and (score := _score(scan, value, start, end)):
                yield Entity(EntityType.DATE_TIME, start, end, score)
        for start, end in scan.matches(_YEARS):
            yield from _year_or_month(scan, start, end)
        yield from compact_dates(scan)
        yield from years_of_lines(scan)
        for start, _ in scan.matches(_FIRST_OF_LINE, numbered=True):
            yield Entity(EntityType.DATE_TIME, start, start + 5, 0.55)


def _stands_alone(scan: Scan, start: int, end: int) -> bool:
    """Whether a range of years begins a line or stands in brackets, outside of a list of numbers."""
    lead = scan.shadow[scan.shadow.rfind(b"\n", 0, start) + 1 : start].strip(_MARKUP)
    behind = scan.shadow[end : end + 1]
    if scan.shadow[end : end + 2].strip(b" \t").isdigit():
        return False
    return (not lead or lead[-1:] in b"(,|") and (behind in b" \n\r)'`\"*_:|," or not behind)


def _score(scan: Scan, value: bytes, start: int, end: int) -> float:
    if not value[:1].isdigit():
        return _score_of_words(scan, value, start)
    if scan.text[start - 1 : start] in _CURRENCIES and value.endswith((b" may", b" mar")):
        return 0.0  # "€25 may be paid"
    numeric = _NUMERIC.match(value)
    if numeric is not None:
        if value.count(b".") == 4:
            return 0.8 if in_range(numeric[1], numeric[3], numeric[4]) else 0.0
        return _numeric(scan, numeric, start, end)
    years = _RANGE.fullmatch(value)
    if years is not None:
        first, second = years.groups()
        if second.isdigit() and not 0 < int(second) - int(first) < 115:
            return 0.0
        return 0.7 if b" " in value or _stands_alone(scan, start, end) else 0.0
    if b":" in value and not any(97 <= char <= 122 for char in value):
        return _clock(scan, value, start, end)
    return 0.85


def _numeric(scan: Scan, numeric: re.Match[bytes], start: int, end: int) -> float:
    a, joiner, b, c = numeric.groups()
    if len(a) == len(c) == 2 and int(a) > 31:  # 98/11/30
        born = 1 <= int(b) <= 12 and 1 <= int(c) <= 31 and scan.context(start, end).labelled & BIRTH
        return 0.97 if born else 0.0
    if not in_range(a, b, c):
        return 0.0
    if scan.speaks_of(BIRTH | DATE) and scan.context(start, end).labelled & (BIRTH | DATE):
        return 0.97
    if joiner == b"." and len(a) < 4 and (len(c) == 2 or len(a) == 1 or len(b) == 1):
        return 0.0 if len(c) == 2 or scan.context(start, end).labelled & OTHER else 0.6
    return 0.6 if len(a) < 4 and len(c) == 2 and joiner == b"-" else 0.92


def _clock(scan: Scan, value: bytes, start: int, end: int) -> float:
    parts = [int(part) for part in re.split(rb"[:.,]", value.rstrip(b" "))[:3]]
    if parts[0] > 23 or parts[1] > 59 or is_elapsed(scan.lower, start):
        return 0.0
    if value.count(b":") == 2:
        return 0.8 if parts[2] < 61 else 0.0
    lower = scan.lower
    if _TIMED.search(lower, max(0, start - 10), start):
        return 0.7
    before, after = lower[start - 1 : start], lower[end : end + 1]
    if before in (b"'", b'"', b"[", b"=", b",", b"\t", b"|") and after in (
        b"'",
        b'"',
        b"]",
        b",",
        b"\n",
        b"\t",
        b"|",
        b";",
    ):
        return 0.7
    return 0.55 if value[:2].isdigit() and before in (b" ", b"\n", b"(", b"[", b"") else 0.0


def _score_of_words(scan: Scan, value: bytes, start: int) -> float:
    """The score of a date that begins with a word."""
    word = value.split(b" ")[0].rstrip(b",.")
    has_digits = any(48 <= char <= 57 for char in value)
    if not has_digits and word in _AMBIGUOUS:
        return 0.0
    if word in (b"may", b"march", b"ago", b"mar") and scan.shadow[start : start + 1].islower():
        return 0.7 if re.search(rb"%s$" % YEAR, value) else 0.0
    return 0.9 if has_digits else 0.75


_AMBIGUOUS = byte_words("may mar march sun sat dom dec ago dic sab jun mon wed fri lun mie jue vie")


def _year_or_month(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    lower = scan.lower
    value = lower[start:end]
    word = value.split(b" ")[0].rstrip(b":")
    year = _YEAR_END.search(value)
    if year is not None:
        after, then = lower[end : end + 1], lower[end + 1 : end + 2]
        if after in (b"-", b"/", b"%", b",", b".", b":") and then.isdigit():
            return
        if word in _SURE_WORDS or word == b"class" or _says_when(scan, start, end, word):
            begin = start if word in _SEASONS else start + year.start()
            yield Entity(EntityType.DATE_TIME, begin, end, 0.6)
        return
    month = _MONTH_END.search(value)
    if month is None:
        return
    if scan.shadow[start + month.start()] not in b"JFMASONDE":
        if _SPANISH_MONTH.fullmatch(month.group()):  # Spanish writes months in lower case, and persons never
            yield Entity(EntityType.DATE_TIME, start + month.start(), end, 0.6)
        return
    if word not in _SURE_WORDS and month.group() in _ALSO_NAMES and b"end of" not in lower[max(0, start - 5) : end]:
        return
    yield Entity(EntityType.DATE_TIME, start + month.start(), end, 0.6)


def _says_when(scan: Scan, start: int, end: int, word: bytes) -> bool:
    """Whether "of 2003" or "from 1999" is a time; "of" is only after a capitalised word or at the end of a clause."""
    if word not in (b"of", b"de", b"del"):
        return True
    if scan.shadow[end : end + 1] in (b".", b",", b";", b")"):
        return True
    head = scan.shadow[max(0, start - 24) : start].split()
    return bool(head) and (head[-1][:1].isupper() or head[-1] in _SEASONS)

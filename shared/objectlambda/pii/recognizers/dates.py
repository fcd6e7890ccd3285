"""Dates and times as Comprehend understands them: full and partial dates, ranges, decades, weekdays, times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.concepts import BIRTH, DATE, OTHER
from objectlambda.pii.context import linear
from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan

_MONTHS = (
    rb"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    rb"|nov(?:ember)?|dec(?:ember)?|enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|septiembre|setiembre"
    rb"|octubre|noviembre|diciembre|dic)"
)
_LONG_MONTHS = (
    rb"(?:january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo"
    rb"|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)"
)
_DAYS = rb"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
_SHORT_DAYS = rb"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|lun|mie|jue|vie|sab|dom)"
_CLOCK = (
    rb"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\b\.?)?(?: ?(?:utc|gmt|z|est|edt|cst|cdt|mst|mdt|pst|pdt|cet|cest|bst)\b"
    rb"| ?[+\-]\d{2}:?\d{2}\b)?"
)
_TIME = rb"(?:,? (?:at |a las |@ ?)?%s|t%s)" % (_CLOCK, _CLOCK)
_YEAR = rb"(?:1[789]|20)\d{2}"
_DAY = rb"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|o|er)?"
_AND_YEAR = rb"(?:,? (?:of |de |del )?%s\b|,? '\d{2}\b|-%s\b|/%s\b)" % (_YEAR, _YEAR, _YEAR)

_DATES = linear(
    rb"\b(?:"
    # 2021-03-04T05:06:07.089Z, 2021/03/04 05:06
    rb"%(year)s-\d{1,2}-\d{1,2}(?:%(time)s)?|%(year)s/\d{1,2}/\d{1,2}(?:%(time)s)?|%(year)s\.\d{2}\.\d{2}(?:%(time)s)?"
    rb"|%(year)s(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])t\d{6}z?"
    # 03/04/2021, 3-4-21, 04.03.2021
    rb"|\d{1,2}/\d{1,2}/(?:%(year)s|\d{2})(?:%(time)s)?|\d{1,2}-\d{1,2}-(?:%(year)s|\d{2})(?:%(time)s)?"
    rb"|\d{1,2}\.\d{1,2}\.(?:%(year)s|\d{2})(?:%(time)s)?"
    # 10/Oct/2000:13:55:36 -0700, 12-Jan-2020
    rb"|\d{1,2}/%(month)s/%(year)s:\d{2}:\d{2}:\d{2}(?: [+\-]\d{4})?|\d{1,2}[\-/]%(month)s[\-/](?:%(year)s|\d{2})\b(?:%(time)s)?"
    # Monday, March 3rd, 2021 at 5 pm
    rb"|(?:(?:%(days)s|%(sdays)s)\.?,? (?:the |el )?)?(?:"
    rb"%(month)s\.? %(day)s(?: ?(?:-|to|and|through|y|a|al) ?%(day)s)?\b(?:%(andyear)s)?|%(day)s(?: ?(?:-|to|and|y|a|al) ?%(day)s)? (?:of |de )?%(month)s\b\.?(?:%(andyear)s)?"
    rb")(?:%(time)s| %(clock)s %(year)s\b)?"
    rb"|%(month)s\.?,? (?:of |de |del )?%(year)s\b|%(month)s[\-/]%(year)s\b"
    rb"|(?:%(days)s)(?:s)?\b(?:%(time)s)?|(?:%(sdays)s),? %(clock)s"
    # 11 am, 10:30 p.m., 22:15:01
    rb"|\d{1,2}(?::\d{2}){0,2} ?[ap]\.m\.|\d{1,2}(?::\d{2}){0,2} ?[ap]m\b|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?z?\b|\d{1,2}:\d{2}(?: ?(?:h|hrs|horas)\b)?"
    rb"|(?:1[789]|20)\d0'?s\b"
    rb")"
    % {
        b"year": _YEAR, b"month": _MONTHS, b"days": _DAYS, b"sdays": _SHORT_DAYS, b"day": _DAY, b"clock": _CLOCK,
        b"time": _TIME, b"andyear": _AND_YEAR,
    },
    longest=True,
)  # fmt: skip

_YEARS = linear(
    rb"\b(?:in|since|during|until|till|circa|from|by|of|year|years|before|after|early|late|mid|spring|summer|autumn|fall|winter"
    rb"|en|desde|hasta|durante|ano|anos|born|season|class of|between|de|del|%s) (?:the )?(?:year |ano |early |late |mid-?)?(?:%s|%s(?: ?- ?(?:%s|\d{2}))?)\b"
    % (_LONG_MONTHS, _LONG_MONTHS, _YEAR, _YEAR),
    longest=True,
)
_YEAR_END = re.compile(rb"(?:%s(?: ?- ?(?:%s|\d{2}))?)$" % (_YEAR, _YEAR))
_MONTH_END = re.compile(rb"%s$" % _LONG_MONTHS)
_NUMERIC = re.compile(rb"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")
_SURE_PREPOSITIONS = (b"in ", b"since ", b"during ", b"until ", b"circa ", b"year ", b"en ", b"desde ", b"hasta ", b"ano ", b"spring ",
                      b"summer ", b"autumn ", b"winter ", b"early ", b"late ", b"born ", b"durante ", b"class of ")  # fmt: skip


class DateRecognizer(WindowRecognizer):
    """Dates, times and partial dates in English and Spanish."""

    TYPES = (EntityType.DATE_TIME,)
    HOW = "ISO, numeric and written dates, times, weekdays, decades; years and months after a preposition"
    CHECK = "month and day in range"

    def find(self, scan: Scan) -> Iterator[Entity]:
        lower = scan.lower
        for start, end in scan.matches(_DATES, lower=True):
            value = lower[start:end].rstrip(b" .,")
            end = start + len(value)
            before = lower[start - 1 : start] if start else b" "
            after = lower[end : end + 2]
            if (
                before in (b"-", b".", b"/", b"$", b"#", b":")
                and (before != b":" or lower[start - 2 : start - 1].isdigit())
                and start > 1
                and not lower[start - 2 : start - 1].isspace()
            ):
                continue
            if (
                after[:1] in (b"-", b"/", b":", b".")
                and after[1:].isalnum()
                and not (after[:1] in (b":",) and len(value) > 9)
            ):
                if not (after[:1] == b"-" and len(value) > 7 and after[1:].isalpha()):
                    continue
            score = _score(value, before, lower, start, end, scan)
            if score:
                yield Entity(EntityType.DATE_TIME, start, end, score)
        for start, end in scan.matches(_YEARS, lower=True):
            value = lower[start:end]
            year = _YEAR_END.search(value)
            if year is not None:
                if lower[end : end + 1] in (b"-", b"/", b"%", b",") and lower[end + 1 : end + 2].isdigit():
                    continue
                if lower[end : end + 1] == b"." and lower[end + 1 : end + 2].isdigit():
                    continue
                if not value.startswith(_SURE_PREPOSITIONS) and not _of_a_time(scan, start, value):
                    continue
                yield Entity(EntityType.DATE_TIME, start + year.start(), end, 0.6)
                continue
            month = _MONTH_END.search(value)
            if month is not None and scan.shadow[start + month.start() : start + month.start() + 1].isupper():
                if value.startswith(
                    (b"of ", b"de ", b"by ", b"del ", b"from ", b"after ", b"before ", b"between ")
                ) and month.group() in (b"may", b"march", b"april", b"june", b"august"):
                    continue
                yield Entity(EntityType.DATE_TIME, start + month.start(), end, 0.6)


def _of_a_time(scan: Scan, start: int, value: bytes) -> bool:
    """Whether "of 2003" or "from 1999" follows a capitalised word or a word of time, as in "Act of 2003"."""
    if value.startswith(
        (
            b"from ",
            b"before ",
            b"after ",
            b"by ",
            b"between ",
            b"mid",
            b"till ",
            b"fall ",
            b"season ",
            b"years ",
            b"anos ",
        )
    ):
        return True
    head = scan.shadow[max(0, start - 24) : start].split()
    return bool(head) and head[-1][:1].isupper()


def _valid(a: bytes, b: bytes, c: bytes) -> bool:
    if len(a) == 4:
        return 1 <= int(b) <= 12 and 1 <= int(c) <= 31
    if len(a) > 2 or len(c) not in (2, 4):
        return False
    day, month = sorted((int(a), int(b)), reverse=True)
    return 1 <= month <= 12 and 1 <= day <= 31 and min(int(a), int(b)) >= 1


def _score(value: bytes, before: bytes, lower: bytes, start: int, end: int, scan: Scan) -> float:
    numeric = _NUMERIC.match(value)
    if numeric is not None:
        a, joiner, b, c = numeric.groups()
        if not _valid(a, b, c):
            return 0.0
        labelled, _ = scan.context(start, end)
        if (
            joiner == b"."
            and (len(c) == 2 or len(a) == 1 or len(b) == 1)
            and len(a) < 4
            and not labelled & (BIRTH | DATE)
        ):
            return 0.0 if labelled & OTHER or len(c) == 2 else 0.6
        if len(c) == 2 and joiner == b"-" and not labelled & (BIRTH | DATE):
            return 0.6
        return 0.97 if labelled & BIRTH else 0.92
    if value[:1].isdigit():
        if b":" in value and value.count(b":") == 1 and value.replace(b":", b"").isdigit():
            hours, minutes = value.split(b":")
            if int(hours) > 23 or int(minutes) > 59:
                return 0.0
            timed = lower[max(0, start - 8) : start].endswith(
                (b"at ", b"las ", b"by ", b"from ", b"until ", b"hora: ", b"time: ", b"@ ", b"to ", b"till ")
            )
            if before in (b"'", b'"', b"[", b"=", b",", b"\t", b"|") and lower[end : end + 1] in (
                b"'",
                b'"',
                b"]",
                b",",
                b"\n",
                b"\t",
                b"|",
                b";",
            ):
                timed = True
            return 0.7 if timed else (0.55 if len(hours) == 2 and before in (b" ", b"\n", b"(", b"[") else 0.0)
        if value[:1] and b":" in value and value.count(b":") == 2 and not any(97 <= char <= 122 for char in value):
            hours, minutes, seconds = (part for part in re.split(rb"[:.,]", value)[:3])
            return 0.8 if int(hours) < 24 and int(minutes) < 60 and int(seconds[:2]) < 61 else 0.0
        return 0.85
    word = re.match(rb"[a-z]+", value)
    if word is not None and word.group() == value:
        # A weekday alone; "sun", "sat" and "may" are not in this branch.
        return 0.75
    if (
        word is not None
        and word.group() in (b"may", b"mar", b"march", b"sun", b"sat", b"dom", b"dec", b"ago", b"dic", b"sab", b"jun")
        and not any(48 <= char <= 57 for char in value)
    ):
        return 0.0
    if word is not None and word.group() in (b"may", b"march", b"ago") and scan.shadow[start : start + 1].islower():
        return 0.0 if not re.search(rb"%s$" % _YEAR, value) else 0.7
    return 0.9

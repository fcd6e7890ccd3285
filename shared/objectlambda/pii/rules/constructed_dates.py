"""Dates that programs make of numbers: ``LocalDate.of(1994, 7, 3)``, ``new Date(1994, Calendar.JULY, 3)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.gates import NUMBERS
from objectlambda.pii.rules.scan import Scan

_MONTH = rb"(?:(?:Month|Calendar|time|DateTime)(?:::|\.))?[A-Z][A-Za-z]{2,8}"
_CALL = NUMBERS.pattern(
    rb"\b(?:(?i:date_?time(?:offset)?|date(?:only)?|local_?date(?:_?time)?|offset_?date_?time|gregorian_?calendar"
    rb"|year_month_day|naive_?date|calendar|time|timestamp|make_?date|make_?timestamp|datefromparts|sqldate|dt)"
    rb"(?:(?:\.|::)(?i:date|date_?time|new|of|set|utc|civil|from_ymd|from_ymd_opt|create|local|mktime|gm|build"
    rb"|datefromparts))?)"
    rb"!?\( ?(?:1[89]|20)\d\d, ?(?:\d{1,2}|%s), ?\d{1,2}(?:, ?\d{1,2}){0,3} ?[,)]" % _MONTH
)
_NUMBERS = re.compile(rb"\d{4}, ?(?:(\d{1,2})|[\w.:]+), ?(\d{1,2})(?:, ?\d{1,2}){0,3}")
_MONTHS, _DAYS = 12, 31


def constructed_dates(scan: Scan) -> Iterator[Entity]:
    """The numbers of dates in calls; months may be counted from 0."""
    for start, end in scan.matches(_CALL):
        numbers = _NUMBERS.search(scan.shadow, scan.shadow.find(b"(", start, end), end)
        if numbers is None:
            continue
        month, day = numbers.groups()
        if int(month or 1) <= _MONTHS and 0 < int(day) <= _DAYS:
            yield Entity(EntityType.DATE_TIME, *numbers.span(), 0.9)

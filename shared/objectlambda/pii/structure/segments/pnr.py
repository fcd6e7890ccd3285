"""Bookings of airlines (PNR) as Amadeus, Sabre and Galileo display them: numbered lines of names, flights and remarks.

Names are ``SURNAME/GIVEN MRS``. DOCS holds the document, its country, number, nationality, birth, sex, expiry and the
names of a traveller (IATA's AIRIMP and the guides of the systems).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.structure.segments.records import Escape, line_end

_MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
_DAY = rf"\d{{1,2}}{_MONTH}(?:\d{{4}}|\d{{2}})?(?:/\d{{4}}Z?)?"
_TITLE = r"(?: ?(?:MRS?|MS|MISS|MSTR|DR|PROF))?"
_DOCS_TYPES = (NOTHING, EntityType.PASSPORT_NUMBER, NOTHING, EntityType.DATE_TIME, NOTHING, EntityType.DATE_TIME,
               EntityType.NAME, EntityType.NAME, EntityType.NAME)  # fmt: skip
_HOLDER = re.compile(r"P\d{1,2}")


@cache  # of patterns that never change: threads may share them; compiled at the first booking, for a quick start
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """What holds personal data in a line, each with the types of its groups."""
    docs = (
        rf"/?P[A-Z]?/([A-Z]{{2,3}})/([A-Z0-9]{{5,12}})/([A-Z]{{2,3}})/({_DAY})/([MFXU]I?)/({_DAY})?/([A-Z' \-]+)"
        r"(?:/(?!P\d)([A-Z' \-]+))?(?:/(?!P\d)([A-Z' \-]+))?"
    )
    names = (
        rf"(?<![A-Z0-9/])\d{{1,2}}\.(?:\d{{1,2}})?([A-Z][A-Z' \-]*/[A-Z][A-Z' \-]*?)"
        rf"(?={_TITLE} ?(?:[^A-Z' \-]| {{2,}}|\s*\Z))"
    )
    others = (
        rf"\((?:INF|CHD|ADT|YTH)/?([A-Z][A-Z' \-]*/[A-Z][A-Z' \-]*?){_TITLE}/({_DAY})\)|\((?:INF|CHD|YTH)/({_DAY})\)"
    )
    call = (
        r"(?:(?<=\d\.)(?=[A-Z]{3}\+?\d)|\bAP[BHMF]? |\bCTC[MHBT]\b(?: [A-Z0-9]{2} [A-Z]{2}\d{1,2})?[ /]*"
        r"|\b(?:CTC|PHONE|AP)[A-Z]? ?[-*/.] ?)"
        r"(?:[A-Z]{3} ?[-/*]? ?)?(\+?\d[\d \-().]{5,18}\d)"
    )
    card = r"\bCC ?[A-Z]{2}(\d{13,19})(?:/(?:EXP ?)?(\d{2}/?\d{2}))?"
    mail = r"(?<![A-Z0-9._%+\-])([A-Z0-9._%+\-]{1,64}+(?:@|//)[A-Z0-9.\-]{1,100}\.[A-Z]{2,12})(?![A-Z0-9])"
    forms: tuple[tuple[str, tuple[str, ...]], ...] = (
        (docs, _DOCS_TYPES),
        (names, (EntityType.NAME,)),
        (others, (EntityType.NAME, EntityType.DATE_TIME, EntityType.DATE_TIME)),
        (call, (EntityType.PHONE,)),
        (card, (EntityType.CREDIT_DEBIT_NUMBER, EntityType.CREDIT_DEBIT_EXPIRY)),
        (rf"(?<![A-Z0-9])(?:OK|TL|XL)?({_DAY})(?![A-Z0-9])", (EntityType.DATE_TIME,)),
        (mail, (EntityType.EMAIL,)),
    )
    return tuple((re.compile(form), kinds) for form, kinds in forms)


_NO_TEXT = re.compile(r"\s*\d{1,2}[ .] ?(?:[A-Z0-9]{2} ?\d{1,4} ?[A-Z]\b|/?ARNK)")
"""Flights, which hold codes besides their day."""
_SECTIONS = frozenset(("PHONES", "ADDRESS", "REMARKS", "AA FACTS", "GENERAL FACTS", "TKT/TIME LIMIT", "RECEIVED FROM"))
"""The headings of Sabre's display."""
_LOCATOR = re.compile(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6}")
_BEGINS = re.compile(
    r"\s*(?:(?:---[^\n]*---|RP/[A-Z0-9]{4,12}[^\n]*|[A-Z0-9]{6}(?:[ /][^\n]{0,60})?)\s+){0,2}"
    r"1\.\d?[A-Z][A-Z' \-]*/[A-Z]"
)
MARKS: tuple[str, ...] = ()


class PnrReader:
    """Reads lines."""

    separators = "/.()\r\n"
    escape: Escape | None = None

    def __init__(self) -> None:
        self._section = ""

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        stop = start + len(text[start:end].rstrip())
        line = text[start:stop].strip()
        if not line:
            return []
        if line in _SECTIONS or _LOCATOR.fullmatch(line):
            self._section = line
            return []
        if self._section == "ADDRESS" and any(map(str.isdigit, line)):
            return [Field(stop - len(line), stop, "address", EntityType.ADDRESS)]
        found = sorted(set(_typed(text, start, stop)))
        free = NOTHING if _NO_TEXT.match(text, start, stop) else ""
        fields: list[Field] = []
        at = start
        for first, last, kind in found:
            if first < at or first >= last:
                continue
            fields.extend(_rest(text, at, first, free))
            fields.append(Field(first, last, "", kind))
            at = last
        return [*fields, *_rest(text, at, stop, free)]


def _typed(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    for pattern, kinds in _patterns():
        for match in pattern.finditer(text, start, stop):
            for group, kind in enumerate(kinds, 1):
                first, last = match.span(group)
                if first >= 0 and kind and not _HOLDER.fullmatch(match[group] or ""):
                    yield first, last, kind


def _rest(text: str, begin: int, end: int, kind: str) -> list[Field]:
    value = text[begin:end]
    if not any(map(str.isalnum, value)):
        return []
    first = begin + len(value) - len(value.lstrip())
    return [Field(first, begin + len(value.rstrip()), "", kind)]


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is the display of a booking."""
    return _BEGINS.match(head) is not None

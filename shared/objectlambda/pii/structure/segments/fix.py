"""FIX messages of brokers: ``tag=value`` between SOH, ``|`` or ``^A``, one message a line (FIX 4.2 to 5.0, part 6).

Identifiers, prices and counts are never personal. Sub-identifiers hold the logins of traders, tag 58 free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape, line_end

_TIMES = words("42 52 60 62 64 75 122 126 168 193 248 272 273 341 432 541 586 589 641 769 779 916 917 1079 1300")
_LOGINS = words("50 57 115 116 128 129 142 143 144 145 553 467 109 448 523")
"""Sub-identifiers, locations, parties and user names, which may be logins of traders or codes of companies."""
_SECRETS = words("554 925 1400 1402 1404")
_FREE = words("1 58 96 109 147 148 354 355 364 448 523 581 660 670 671 672")
_FIELD = re.compile(r"(\d{1,5})=([^\x01|^]*(?:\^(?!A)[^\x01|^]*)*)")
_LOGIN = re.compile(r"[a-z][a-z0-9]{2,15}(?:[._][a-z0-9]{1,15})?")
_PERSON = re.compile(r"[A-Z][a-z]+(?: [A-Z]\.?)?[ .][A-Z][a-z]+")
_BEGINS = re.compile(r"(?:[^\n]{0,200}?[^\w\n])?8=FIXT?\.\d")
MARKS: tuple[str, ...] = ()


class FixReader:
    """Reads messages, each on a line, perhaps behind the time and level of a log."""

    separators = "\x01|^=\r\n"
    escape: Escape | None = None

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        begin = text.find("8=FIX", start, end)
        if begin < 0:
            return _rest(text, start, end)
        return [*_rest(text, start, begin), *_fields(text, begin, end)]


def _fields(text: str, begin: int, end: int) -> Iterator[Field]:
    at = begin
    for field in _FIELD.finditer(text, begin, end):
        yield from _rest(text, at, field.start())
        first, last = field.span(2)
        at = last
        last = first + len(field[2].rstrip())
        if first < last:
            name, kind = _kind(field[1], field[2].rstrip())
            yield Field(first, last, name, kind)
    yield from _rest(text, at, end)


def _kind(tag: str, value: str) -> tuple[str, str]:
    if tag in _TIMES:
        return "time", EntityType.DATE_TIME if sum(map(str.isdigit, value)) >= 8 else NOTHING
    if tag in _SECRETS:
        return "password", EntityType.PASSWORD
    if tag in _LOGINS:
        if tag == "553" or _LOGIN.fullmatch(value):
            return "username", EntityType.USERNAME
        if _PERSON.fullmatch(value):
            return "name", EntityType.NAME
    if tag in _FREE:
        return "account number" if tag == "1" else "", ""
    return "", "" if " " in value or "@" in value else NOTHING


def _rest(text: str, begin: int, end: int) -> list[Field]:
    """What stands before, between or behind fields, which is read like any text."""
    value = text[begin:end]
    if not any(map(str.isalnum, value)):
        return []
    first = begin + len(value) - len(value.lstrip())
    return [Field(first, begin + len(value.rstrip()), "")]


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` is a log of messages."""
    return _BEGINS.match(head) is not None

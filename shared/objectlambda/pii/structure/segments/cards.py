"""vCard and iCalendar: content lines ``NAME;PARAMETER=value:value``, long ones folded (RFC 6350, RFC 5545).

The name of a property gives the type of its value. Values of several parts (``N``, ``ADR``) keep their semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import NOTHING, EntityType, Field
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.segments.records import Escape, folded_line_end

_NO_VALUES = words(
    """
    BEGIN END VERSION PRODID CALSCALE METHOD CLASS STATUS TRANSP SEQUENCE PRIORITY UID TZID TZNAME TZOFFSETFROM
    TZOFFSETTO ACTION TRIGGER DURATION REPEAT PERCENT-COMPLETE REQUEST-STATUS RELATED-TO GENDER KIND CLIENTPIDMAP TZ GEO
    LANG SOUND PROFILE MAILER SOURCE SORT-STRING TZUNTIL REFRESH-INTERVAL X-WR-TIMEZONE X-LIC-LOCATION CATEGORIES
    """
)
_DATED = words(
    """
    BDAY ANNIVERSARY DEATHDATE REV DTSTART DTEND DTSTAMP DUE CREATED LAST-MODIFIED COMPLETED EXDATE RDATE RECURRENCE-ID
    RRULE EXRULE FREEBUSY ACKNOWLEDGED X-MOZ-LASTACK X-WR-RELCALID TRIGGER X-ANNIVERSARY X-EVOLUTION-ANNIVERSARY
    """
)
_NAMED = words(
    "FN NICKNAME X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-MAIDENNAME X-SPOUSE X-ASSISTANT X-MANAGER X-FATHER"
)
_TYPES = {"TEL": EntityType.PHONE, "EMAIL": EntityType.EMAIL, "URL": EntityType.URL, "X-PHONE": EntityType.PHONE}
_ADDRESSED = words("ATTENDEE ORGANIZER CAL-ADDRESS")
_ACCOUNTS = words("IMPP X-SOCIALPROFILE X-JABBER X-SKYPE X-AIM X-ICQ X-MSN X-YAHOO X-QQ X-TWITTER X-GTALK")
_PLAIN_PARAMETERS = words(
    """
    TYPE PREF PID VALUE ENCODING CHARSET TZID ROLE PARTSTAT RSVP CUTYPE FBTYPE RELATED ALTID LANGUAGE FMTTYPE RANGE
    RELTYPE MEDIATYPE CALSCALE GEO INDEX LEVEL SORT-AS X-ABLABEL
    """
)
_LINE = re.compile(
    r"(?:[\w\-]{1,40}+\.)?([A-Za-z][\w\-]{0,60}+)((?:;[\w\-]{1,60}+(?:=(?:\"[^\"]*+\"|[^\";:,]*+)(?:,(?:\"[^\"]*+\"|[^\";:,]*+))*+)?+)*+)\s?:",
)
_PARAMETER = re.compile(r";([\w\-]++)=(?:\"([^\"]*+)\"|([^\";:]*+))")
_PART = re.compile(r"(?:[^;\\]|\\.)+", re.DOTALL)
_STAMP = re.compile(r"(?:\d{8}|--\d{2}-?\d{2}|\d{4}-\d\d-\d\d)(?:T\d{2,6}(?::?\d\d){0,2}(?:Z|[+-]\d{2}:?\d{2})?)?")
_SCHEME = re.compile(
    r"(?:tel|mailto|skype|aim|xmpp|sip|sips|icq|msnim|ymsgr|twitter|facebook|linkedin):", re.IGNORECASE
)
_FOLD = re.compile(r"\r?\n[ \t]")
_NAME_PARTS, _ADDRESS_PARTS = 3, 6
_ESCAPE = Escape(
    "",
    re.compile(r"\r?\n[ \t]|\\([,;:nN\\])"),
    lambda match: "" if match[1] is None else {"n": "\n", "N": "\n"}.get(match[1], match[1]),
)
EMBEDDED = re.compile(r"(?<![\w\-])BEGIN:V(?:CARD|CALENDAR|EVENT|TODO|FREEBUSY)\b")
_IN_LITERAL = re.compile(r"(?:\\[rn]){0,2}(?=([\"'`\\])|(?<=[rn])[A-Z])")
_PIECE = r"(?:[^%s\\\r\n]|\\(?![rn]).)++"
_ANY_PIECE = re.compile(_PIECE % "\"'`", re.DOTALL)
_PIECE_BY_QUOTE = {quote: re.compile(_PIECE % quote, re.DOTALL) for quote in "\"'`"}
_LONGEST_IN_LITERALS = 6_000
MARKS = ("BEGIN:V",)
"""What a text must hold to have cards or calendars in it."""


class CardReader:
    """Reads the lines of cards and calendars; a line that begins with a blank continues the line before."""

    separators = ";:,\\\r\n"
    escape: Escape | None = _ESCAPE

    def record_end(self, text: str, start: int, stop: int) -> int:
        """See :class:`Reader`."""
        return folded_line_end(text, start, stop)

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """See :class:`Reader`."""
        line = text[start:end].rstrip("\r\n")
        if not (folds := list(_FOLD.finditer(line))):
            return [Field(start + begin, start + stop, name, kind) for begin, stop, name, kind in _values(line)]
        whole = _FOLD.sub("", line)
        return [
            Field(start + _place(folds, begin), start + _place(folds, stop, end=True), name, kind)
            for begin, stop, name, kind in _values(whole)
        ]


def _place(folds: list[re.Match[str]], position: int, *, end: bool = False) -> int:
    """The place in the folded line of the character at ``position`` of the unfolded line."""
    for fold in folds:
        if position < fold.start() or (end and position == fold.start()):
            break
        position += fold.end() - fold.start()
    return position


def _values(line: str) -> Iterator[Field]:
    head = _LINE.match(line)
    if head is None:
        if line.strip():
            yield Field(0, len(line), "")
        return
    name = head[1].upper()
    for parameter in _PARAMETER.finditer(line, head.start(2), head.end(2)):
        yield from _parameter(line, parameter)
    yield from _value(line, name, head.end())


def _parameter(line: str, parameter: re.Match[str]) -> Iterator[Field]:
    group = 2 if parameter[2] is not None else 3
    begin, end = parameter.span(group)
    name = parameter[1].upper()
    if begin == end:
        return
    if name in ("EMAIL", "SENT-BY", "DELEGATED-TO", "DELEGATED-FROM", "MEMBER"):
        kind = EntityType.EMAIL if "@" in parameter[group] else ""
        yield Field(_behind_scheme(line, begin, end), end, name, kind)
    elif name == "LABEL" and any(map(str.isdigit, parameter[group])):
        yield Field(begin, end, "address", EntityType.ADDRESS)
    elif name == "CN" or name.endswith("-FN"):
        yield Field(begin, end, "" if "@" in parameter[group] else "full name")
    else:
        yield Field(begin, end, name, NOTHING if name in _PLAIN_PARAMETERS else "")


def _value(line: str, name: str, begin: int) -> Iterator[Field]:
    end = len(line)
    while begin < end and line[begin] in " \t":
        begin += 1
    if begin >= end:
        return
    if name in _DATED:
        yield from _stamps(line, name, begin, end)
    elif name in _NO_VALUES:
        yield Field(begin, end, name, NOTHING)
    elif name in ("N", "ADR", "X-ADR"):
        kind, most = (EntityType.NAME, _NAME_PARTS) if name == "N" else (EntityType.ADDRESS, _ADDRESS_PARTS)
        yield from _parts(line, begin, kind, most)
    elif name in _NAMED:
        yield Field(begin, end, "full name")
    elif name in _TYPES or name in _ADDRESSED:
        yield _contact(line, name, begin, end)
    elif name in _ACCOUNTS:
        first = _behind_scheme(line, begin, end)
        yield Field(first, end, "", EntityType.URL if "//" in line[first:end] else EntityType.USERNAME)
    else:
        yield Field(begin, end, name.removeprefix("X-").lower())


def _contact(line: str, name: str, begin: int, end: int) -> Field:
    first = _behind_scheme(line, begin, end)
    kind = _TYPES.get(name, "")
    if name in _ADDRESSED or kind == EntityType.EMAIL:
        kind = EntityType.EMAIL if "@" in line[first:end] else ""
    elif kind == EntityType.PHONE and sum(map(str.isdigit, line[first:end])) < 3:
        kind = ""
    return Field(first, end, name, kind)


def _behind_scheme(line: str, begin: int, end: int) -> int:
    scheme = _SCHEME.match(line, begin, end)
    return scheme.end() if scheme else begin


def _parts(line: str, begin: int, kind: str, most: int) -> Iterator[Field]:
    place = 0
    at = begin
    for part in _PART.finditer(line, begin):
        place += line.count(";", at, part.start())
        at = part.end()
        letters = any(map(str.isalnum, part[0]))
        yield Field(part.start(), part.end(), "", kind if place < most and letters else NOTHING)


def _stamps(line: str, name: str, begin: int, end: int) -> Iterator[Field]:
    at = begin
    for stamp in _STAMP.finditer(line, begin, end):
        if any(map(str.isalnum, line[at : stamp.start()])):
            yield Field(at, stamp.start(), name, NOTHING)
        yield Field(stamp.start(), stamp.end(), name, EntityType.DATE_TIME)
        at = stamp.end()
    if any(map(str.isalnum, line[at:end])):
        yield Field(at, end, name, NOTHING if at > begin or name.endswith("RULE") or name == "TRIGGER" else "")


def embedded_values(text: str, start: int, end: int) -> list[Field]:
    """The values with a type or a person's name, of cards inside other text."""
    reader = CardReader()
    fields: list[Field] = []
    position = start
    while first := EMBEDDED.search(text, position, end):
        position = first.start()
        if literal := _IN_LITERAL.match(text, first.end(), end):
            stop = min(end, position + _LONGEST_IN_LITERALS)
            last = text.find("END:" + first[0][6:], first.end(), stop)
            position = stop if last < 0 else last
            quote = text[first.start() - 1 : first.start()]
            fields += _in_literals(text, first.start(), position, quote if quote in _PIECE_BY_QUOTE else literal[1])
            continue
        while position < end:
            record = reader.record_end(text, position, end)
            record = end if record < 0 else record
            line = text[position:record]
            indent = len(line) - len(line.lstrip(" \t"))
            if line.lstrip().startswith(("END:VCARD", "END:VCALENDAR")) or not _LINE.match(line, indent):
                break
            fields += [f for f in reader.values(text, position + indent, record) if f.type or f.name == "full name"]
            position = record
        position = max(position, first.end())
    return fields


def _in_literals(text: str, start: int, end: int, quote: str | None) -> Iterator[Field]:
    """The values of a card that a program holds as one string with escapes, or as a string for each line."""
    reader = CardReader()
    for piece in _PIECE_BY_QUOTE.get(quote or "", _ANY_PIECE).finditer(text, start, end):
        line = _LINE.match(text, piece.start(), piece.end())
        if line and line[1].isupper():
            found = reader.values(text, *piece.span())
            yield from (one for one in found if one.type or one.name == "full name")


def begins(head: str) -> bool:
    """Whether a text that begins with ``head`` consists of cards or calendars."""
    return re.match(r"\s*BEGIN:V(?:CARD|CALENDAR|EVENT|TODO)", head) is not None

"""Who wrote a comment, a post or a message: the login, or the given name, before its time on the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import NOTES
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan

_HEAD = NOTES.pattern(
    rb"(?m)^([a-z][a-z0-9_.\-]{3,24})[ \t]{1,2}(?:\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?:? |\d{1,2}:\d\d ?[AP]M[ \t]*\r?$)"
)

POSTED = NOTES.pattern(
    rb"(?m)^([\w.\-]{2,32}) - (?:Yesterday|Today|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:,| at)? \d{1,2}:\d\d"
)
"""The head of a message of Discord: "lunar.moth - Today at 8:15 AM"."""
_MONTH = rb"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec)[a-z]{0,6}\.?"
_DATE = rb"(?:\d{1,2}(?:st|nd|rd|th)? %s,? \d{2,4}|%s \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)" % (_MONTH, _MONTH)
DATED = NOTES.pattern(
    rb"(?m)^[ \t>#*]{0,6}([A-Za-z][\w.\-]{2,31}(?: [A-Za-z][a-z'\-]{1,20})?)(?: \([^()\n]{1,24}\))?\*{0,2}"
    rb"(?: [\-*|] |, |  )(?:[Pp]osted |[Cc]ommented )?(?:on )?%s(?:,| at| [\-*])? \d{1,2}[:.]\d\d"
    rb"|^([A-Za-z][\w.\-]{2,31}) (?:wrote|said|posted|replied|commented)(?: on)? %s(?:,"
    rb"| at)?(?: \d{1,2}[:.]\d\d[^\n:]{0,4})?:"
    rb"|^([A-Za-z][\w.\-]{2,31}(?: [A-Z][A-Za-z'\-]{1,20})?) (?:says|said|writes|wrote):[ \t]*\r?\n(?:on )?%s"
    % (_DATE, _DATE, _DATE),
)
"""The head of a post, with the month's name: "GreyMum - 5 Mar 2025, 22:14", "ann roe, Feb 12, 3:44 PM"."""
_SPEAKS = re.compile(rb"^([A-Za-z]\w*[\d_]\w*): (?=[^\n]*[a-z] [a-z])", re.MULTILINE)
"""A line of somebody with such a name, where posts have heads."""
_REVISION = NOTES.pattern(rb"(?m)^r\d{1,7} \| ([A-Za-z][\w.\-]{1,30}) \| ")
"""Who committed a revision of Subversion."""
_AT_WORK = NOTES.pattern(
    rb"(?m)^[\[(]?(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4},? )?\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[AaPp][Mm])?[\])]?(?: -"
    rb"| \x1a)? "
    rb"([A-Za-z][a-z'\-]{2,15}(?: [A-Z][A-Za-z.'\-]{0,20})?)(?: \([^()\n]{1,20}\)| @ [A-Z][\w ]{1,20})?: [^\s]"
)
"""Who notes what was done, in a journal of times: "08:40 tunde (L1): rang customer"."""
_CAPITAL_INSIDE = re.compile(rb"[a-z][A-Z]")
_SURNAMES = (b"Mc", b"Mac", b"De", b"Di", b"La", b"Le", b"Van", b"Fitz")


class CommentHeadRecognizer(WindowRecognizer):
    """A login or a given name at the start of a line, before the time of its comment or message."""

    TYPES = (EntityType.USERNAME, EntityType.NAME)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.USERNAME: "jdoe 2031-11-03 10:12: …, jdoe  9:42 AM, GreyMum - 5 Mar 2031, 22:14",
        EntityType.NAME: "ann roe, Feb 12, 2031, 3:44 PM; 08:40 ann (L1): …",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        for start, end in groups(scan, POSTED):
            yield Entity(EntityType.USERNAME, start, end, 0.93)
        for start, end in groups(scan, _REVISION) if has(scan.shadow, b" | ") else ():
            yield Entity(EntityType.USERNAME, start, end, 0.98)
        for start, end in groups(scan, _HEAD):
            login = scan.text[start:end]
            known = login in FIRST_NAMES or scan.shadow[start:end] in NO_VALUES
            if not known and not is_common(login):
                yield Entity(EntityType.USERNAME, start, end, 0.93)
        heads = list(groups(scan, DATED))
        for start, end in heads:
            yield from _author(scan, start, end)
        for line in _SPEAKS.finditer(scan.shadow) if heads else ():
            yield Entity(EntityType.USERNAME, *line.span(1), 0.93)
        for start, end in groups(scan, _AT_WORK):
            given = scan.shadow.find(b" ", start, end)
            known = is_given(scan, start, given if given > 0 else end) and not is_common(scan.text[start:end])
            if known or b"'m " + scan.shadow[start:end] in scan.shadow:
                yield Entity(EntityType.NAME, start, end, 0.93)


def _author(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    """The author of a post: a person by the given name, or somebody with a login, which is no word."""
    value, shadow = scan.text[start:end], scan.shadow[start:end]
    first = shadow.find(b" ")
    if is_company(value) or scan.lower[start:end] in NO_VALUES:
        return
    if is_given(scan, start, start + first if first > 0 else end):
        yield Entity(EntityType.NAME, start, end, 0.93)
    elif first < 0 and not is_common(value):
        marked = any(48 <= char <= 57 or char in b"._" for char in shadow.rstrip(b"."))
        camel = _CAPITAL_INSIDE.search(shadow) is not None and not shadow.startswith(_SURNAMES)
        if marked or camel or value.islower():
            yield Entity(EntityType.USERNAME, start, end, 0.93)

"""Who wrote a comment or a message: the login that stands before its time on the line."""

from __future__ import annotations

from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import NOTES
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_HEAD = NOTES.pattern(
    rb"(?m)^([a-z][a-z0-9_.\-]{3,24})[ \t]{1,2}(?:\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?:? |\d{1,2}:\d\d ?[AP]M[ \t]*\r?$)"
)

_POSTED = NOTES.pattern(
    rb"(?m)^([\w.\-]{2,32}) - (?:Yesterday|Today|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:,| at)? \d{1,2}:\d\d"
)
"""The head of a message of Discord: "lunar.moth - Today at 8:15 AM"."""
_REVISION = NOTES.pattern(rb"(?m)^r\d{1,7} \| ([A-Za-z][\w.\-]{1,30}) \| ")
"""Who committed a revision of Subversion."""


class CommentHeadRecognizer(WindowRecognizer):
    """A login at the start of a line, before the time of its comment or message."""

    TYPES = (EntityType.USERNAME,)
    HOW = "jdoe 2031-11-03 10:12: …, jdoe  9:42 AM"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        for start, end in groups(scan, _POSTED):
            yield Entity(EntityType.USERNAME, start, end, 0.93)
        for start, end in groups(scan, _REVISION) if has(scan.shadow, b" | ") else ():
            yield Entity(EntityType.USERNAME, start, end, 0.98)
        for start, end in groups(scan, _HEAD):
            login = scan.text[start:end]
            known = login in FIRST_NAMES or scan.shadow[start:end] in NO_VALUES
            if not known and not is_common(login):
                yield Entity(EntityType.USERNAME, start, end, 0.93)

"""Telephone numbers told by what stands beside them: between bars beside a mail address, in a column of contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_BAR = rb"[|\x1a\xb7]"
_BESIDE = linear(rb"(?m)(?:^|%s)[ \t]*\(?\+?\d[\d ().\-]{6,18}\d[ \t]*\r?(?:%s|$)" % (_BAR, _BAR))
_NUMBER = re.compile(rb"\(?\+?\d[\d ().\-]+\d")
_DATE = re.compile(rb"(?:19|20)\d\d(?:[ \-./]|\Z).*|\d{1,2}[\-./]\d{1,2}[\-./]\d{2,4}|\d{1,3}(?:\.\d{1,3}){3}|\d+\.\d+")
_WHOLE = re.compile(rb"[\"' ]*(\(?\+?\d[\d ().\-]{5,18}\d)[\"' ]*")
_CONTACTS = words("contact contacto contacts contactos")
_FEWEST, _MOST = 7, 15


class ContactLineRecognizer(WindowRecognizer):
    """A telephone number between bars in a line with a mail address, or alone in a field of contacts."""

    TYPES = (EntityType.PHONE,)
    HOW = "… | 0412 345 678 | name@host; a number alone in fields named contact"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if b"@" in shadow and (b"|" in shadow or b"\x1a" in shadow):
            for start, end in scan.matches(_BESIDE):
                number = _NUMBER.search(shadow, start, end)
                line = shadow.rfind(b"\n", 0, start + 1) + 1
                stop = shadow.find(b"\n", end)
                if number is not None and b"@" in shadow[line : stop if stop >= 0 else len(shadow)]:
                    yield from _phone(number.group(), number.start())
        contacts = {name for name in scan.names if not _CONTACTS.isdisjoint(field_words(name))}
        for field in scan.named(NAME) if contacts else ():
            if field.name in contacts:
                whole = _WHOLE.fullmatch(shadow, field.start, field.end)
                if whole is not None:
                    yield from _phone(whole[1], whole.start(1))


def _phone(value: bytes, start: int) -> Iterator[Entity]:
    digits = sum(48 <= char <= 57 for char in value)
    if _FEWEST <= digits <= _MOST and _DATE.fullmatch(value) is None:
        yield Entity(EntityType.PHONE, start, start + len(value), 0.85)

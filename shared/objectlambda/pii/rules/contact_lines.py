"""Telephone numbers told by what stands beside them: between bars beside a mail address, in a column of contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import LOWER, NUMBERS
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.persons_in_notes import is_given
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_BAR = rb"[|*\x1a]"
_BESIDE = linear(rb"(?m)(?:^|%s)[ \t]*\(?\+?\d[\d ().\-]{6,18}\d[ \t]*\r?(?:%s|$)" % (_BAR, _BAR))
_INTERNATIONAL = re.compile(rb"\+\d{1,3}[ ()\-]{0,2}\d[\d ()\-]{6,14}\d")
_NUMBER = re.compile(rb"\(?\+?\d[\d ().\-]+\d")
_DATE = re.compile(rb"(?:19|20)\d\d(?:[ \-./]|\Z).*|\d{1,2}[\-./]\d{1,2}[\-./]\d{2,4}|\d{1,3}(?:\.\d{1,3}){3}|\d+\.\d+")
_WHOLE = re.compile(rb"[\"' ]*(\(?\+?\d[\d ().\-]{5,18}\d)[\"' ]*")
_SENDER = re.compile(rb"\+?\d{7,15}")
"""The "address" of a text message in a backup of a phone."""
_CONTACTS = words("contact contacto contacts contactos")
_FEWEST, _MOST = 7, 15
_PAGER = NUMBERS.pattern(
    rb"(?i)(?:^|[\s(,;:/])(?:pager|beeper)(?: (?:no|number|num|is"
    rb"|was))?[.:#]{0,2} ?-?#?\d(?:-\d{4}|\d{2,5})\b"
)
"""A pager's short number: "pager 4-2291"."""
_INITIALLED = NUMBERS.pattern(
    rb"(?m)(?:^|[ \t(|,;*/])(?:[tmcphwfTMCPHWFDO]|Ph|ph|PH|Tel|tel|TEL|Fax|fax|Mob|mob|Cell|cell|CBR|DDI|Fon"
    rb"|Telefon|Mobil|Handy|WhatsApp"
    rb"|wa|Wk|Hm)[.:)]{0,2} {1,2}(?:\+\d[\d ().\-/]{7,18}\d|\(?0\d[\d ()\-/]{6,16}\d"
    rb"|\(?[2-9]\d\d\)?[ ./\-]{1,3}[2-9]\d\d[ .\-]\d{4})\b"
)
"""A number behind a letter that says which: "m 087 244 1903", "c: 216/555-0171"."""
_LISTED = NUMBERS.pattern(
    rb"(?m)^[ \t*>#|\-\d.)]{0,8}[A-Z][a-z'\x1a\-]+(?: (?:(?:de|del|la|van|von|y) ){0,2}[A-Z][A-Za-z.'\x1a\-]*){1,4}"
    rb"(?:[,;:|/\-]|[ \t]-|\t| {2,}| \()[^\n\d@]{0,60}?[+(]{0,2}\d[\d ().\-]{6,16}\d[ \t.)]*\r?$"
)
"""A line of references or contacts: "Ann Roe, plumber, 310 2217788"."""
_BEHIND_NAME = NUMBERS.pattern(rb"\b[A-Z][A-Za-z'\x1a\-]+ \((?:tel\.? ?|cel\.? ?|m.vil:? ?)?\+?\d[\d \-.]{6,16}\d\)")
"""A given name and who answers where: "Marcela (15-6043-1182)"."""
_BEHIND_NAMES = NUMBERS.pattern(
    rb"\b[A-Z\x1a][A-Za-z'\x1a\-]+(?: (?:(?:de|del|la|los|van|von|da|do|dos) ){0,2}[A-Z\x1a][A-Za-z'\x1a.\-]*){1,4}"
    rb" ?[(\[](?:(?:[Tt]el|[Tt]lf|[Cc]el|[Mm].vil|[Mm]ob|[Pp]h)[.:]{0,2} ?)?[+(]{0,2}\d[\d ).\-]{6,16}\d[)\]]"
)
"""A whole name and who answers where: "Rosa Quispe Mamani (602 991 430)"."""
_BEHIND_MAIL = NUMBERS.pattern(
    rb"@[\w.\-]{3,60},? (?:y/o|o bien|or|and|and/or|o|u|y|e|ou|oder|und|et|/)"
    rb"(?: (?:por|en|on|at|to|by|al|a|el|la|the|de|del|unter|au|call|calling|ring|phone|text|llamar|llamando|llamen"
    rb"|llama|tel.fono|telephone|m.vil|mobile|n.mero|number)\.?){0,4} \(?\+?\d[\d ().\-]{6,16}\d\b"
)
"""A number behind a mail address: "a averias@example.es o al 91 402 66 13"."""
_APART = LOWER.pattern(rb"\b(?:al|es|numero|tel\.?|movil|telefono|celular)[ :]{1,2}[679](?: \d){8}\b")
"""A number whose digits stand apart."""
_FIRST = re.compile(rb"[A-Z][A-Za-z'\-]+")
_DIGITS = re.compile(rb"[+(]?\d[\d ().\-/]*\Z")


class ContactLineRecognizer(WindowRecognizer):
    """A telephone number between bars in a line with a mail address, or alone in a field of contacts."""

    TYPES = (EntityType.PHONE,)
    HOW = "… | 0412 345 678 | name@host; a number alone in fields named contact"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if (b"@" in shadow or b"+" in shadow) and (b"|" in shadow or b"*" in shadow or b"\x1a" in shadow):
            for start, end in scan.matches(_BESIDE):
                number = _NUMBER.search(shadow, start, end)
                line = shadow.rfind(b"\n", 0, start + 1) + 1
                stop = shadow.find(b"\n", end)
                beside = shadow[line : stop if stop >= 0 else len(shadow)]
                if number is not None and (b"@" in beside or _INTERNATIONAL.search(beside)):
                    yield from _phone(number.group(), number.start())
        for pattern in (_PAGER, _INITIALLED):
            for start, end in scan.matches(pattern, numbered=True):
                number = _DIGITS.search(shadow, start, end)
                if number is not None and not scan.code:
                    yield from _short(pattern, number)
        for start, end in scan.matches(_LISTED, numbered=True) if not scan.code else ():
            listed = shadow[start:end].rstrip(b" \t.)\r")
            name, number = _FIRST.search(listed), _DIGITS.search(listed)
            if name and number and is_given(scan, start + name.start(), start + name.end()):
                yield from _phone(number[0], start + number.start())
        for start, end in scan.matches(_BEHIND_NAME, numbered=True):
            number = _DIGITS.search(shadow, start, end - 1)
            if number and is_given(scan, start, shadow.find(b" ", start)):
                yield from _phone(number[0].lstrip(b"("), number.start() + number[0].startswith(b"("))
        for start, end in scan.matches(_BEHIND_NAMES, numbered=True):
            number = _DIGITS.search(shadow, start, end - 1)
            if number and scan.lower[start : shadow.find(b" ", start)].decode(errors="replace") in FIRST_NAMES:
                yield from _phone(number[0].lstrip(b"("), number.start() + number[0].startswith(b"("))
        for start, end in scan.matches(_BEHIND_MAIL, numbered=True) if b"@" in shadow else ():
            number = _DIGITS.search(shadow, start, end)
            if number:
                yield from _phone(number[0], number.start())
        for _, end in scan.matches(_APART):
            yield Entity(EntityType.PHONE, end - len("6 0 0 0 0 0 0 0 0"), end, 0.85)
        contacts = {name for name in scan.names if not _CONTACTS.isdisjoint(field_words(name))}
        for field in scan.named(NAME) if contacts else ():
            if field.name in contacts:
                whole = _WHOLE.fullmatch(shadow, field.start, field.end)
                if whole is not None:
                    yield from _phone(whole[1], whole.start(1))
        if "address" in scan.names and (has(shadow, b"<sms ") or has(shadow, b"<mms ")):
            for field in scan.fields:
                if field.name == "address" and _SENDER.fullmatch(shadow, field.start, field.end):
                    yield Entity(EntityType.PHONE, field.start, field.end, 0.9)


def _short(pattern: object, number: re.Match[bytes]) -> Iterator[Entity]:
    """A pager's number, or a number behind a letter, if it has as many digits as such a number."""
    digits = sum(48 <= char <= 57 for char in number[0])
    if pattern is _PAGER or (_LEAST <= digits <= _MOST and _DATE.fullmatch(number[0]) is None):
        score = 0.7 if pattern is _PAGER else 0.93
        yield Entity(EntityType.PHONE, number.start(), number.end(), score)


_LEAST = 9


def _phone(value: bytes, start: int) -> Iterator[Entity]:
    digits = sum(48 <= char <= 57 for char in value)
    if _FEWEST <= digits <= _MOST and _DATE.fullmatch(value) is None:
        yield Entity(EntityType.PHONE, start, start + len(value), 0.85)

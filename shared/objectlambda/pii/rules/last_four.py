"""The last four digits of a number, and numbers that are masked except for their last digits.

Comprehend reports a card, an account, a routing number or an SSN "when only the last four digits are present". The
words around tell which of these it is; for cards and SSNs, the form of the mask does, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import ACCOUNT, CARD, LAST_FOUR, OTHER, PHONE, ROUTING, SSN
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan

_ORDER = (
    (SSN, EntityType.SSN),
    (ROUTING, EntityType.BANK_ROUTING),
    (CARD, EntityType.CREDIT_DEBIT_NUMBER),
    (ACCOUNT, EntityType.BANK_ACCOUNT_NUMBER),
)
_NAMED = SSN | ROUTING | CARD | ACCOUNT
_MASKED_SSN = re.compile(rb"[Xx*#]{3}[ \-][Xx*#]{2}[ \-]\d{4}")
_MASKED_CARD = re.compile(
    rb"(?:[Xx*#]{4}[ \-]?){3}\d{4}|[Xx*#]{4}[ \-]?[Xx*#]{6}[ \-]?\d{4,5}|\d{4}[ \-]?[Xx*]{4}[ \-]?[Xx*]{4}[ \-]?\d{4}"
)


_STARRED = re.compile(rb"[*]{4} \d{4}")
_STARS = linear(
    rb"(?i)\b(?:visa|mc|mastercard|master ?card|amex|discover|maestro|debit|credit|card|cc)(?: card| debit"
    rb"| credit| no\.?| number)?"
    rb"[ :#]{1,2}(?:[*x#.]{2,12}[ \-]?){1,4}\d{4}\b"
)
"""The last digits behind a card's brand and stars: "MC **8813"."""
_MASKED_ACCOUNT = re.compile(rb"[Xx*]{5,9}\d{4}")


class LastFourRecognizer(WindowRecognizer):
    """Four digits after words like "ending in", and masked numbers such as ``XXXXXX1111``."""

    TYPES = tuple(entity_type for _, entity_type in _ORDER)
    HOW = '"ending in 1234", "last four 1234", masked forms such as XXXXXX1111'

    def find(self, scan: Scan) -> Iterator[Entity]:
        for number in scan.numbers("4") if scan.speaks_of(LAST_FOUR | CARD) else ():
            if number.attached:
                continue
            labelled, near = scan.context(number.start, number.end)
            if not labelled & LAST_FOUR and not (labelled & _NAMED and near & LAST_FOUR):
                glued = scan.shadow[number.start - 1 : number.start] == b"-"  # "cc-4410"
                if labelled == CARD and not glued and not number.digits.startswith((b"19", b"20")):
                    yield Entity(EntityType.CREDIT_DEBIT_NUMBER, number.start, number.end, 0.6)
                continue
            before = scan.hits.around(number.start, number.end, _floor(scan, number.start), number.end).near
            kind = _kind(labelled) or _kind(before) or _kind(near)
            if kind is None:
                # {"card": …, "last4": "1881"}: the record shows what the field's name does not say.
                line = scan.shadow.rfind(b"\n", 0, number.start) + 1
                kind = _kind(scan.hits.around(number.start, number.end, line, len(scan.shadow)).near)
            if kind is not None:
                yield Entity(kind, number.start, number.end, 0.9)
        if b"*" in scan.shadow or b"#" in scan.shadow or has(scan.lower, b"xx"):
            for _, end in scan.matches(_STARS):
                if scan.shadow[end - 4 : end].isdigit():
                    yield Entity(EntityType.CREDIT_DEBIT_NUMBER, end - 4, end, 0.85)
        for number in scan.numbers("masked"):
            labelled, near = scan.context(number.start, number.end)
            value = scan.shadow[number.start : number.end]
            if _MASKED_SSN.fullmatch(value):
                yield Entity(EntityType.SSN, number.start, number.end, 0.95)
                continue
            kind = _kind(labelled) or (None if labelled & (OTHER | PHONE) else _kind(near))
            if kind is not None:
                yield Entity(kind, number.start, number.end, 0.92)
            elif _MASKED_ACCOUNT.fullmatch(value) and not labelled:
                yield Entity(EntityType.BANK_ACCOUNT_NUMBER, number.start, number.end, 0.55)
            elif _STARRED.fullmatch(value) and not labelled:
                yield Entity(EntityType.CREDIT_DEBIT_NUMBER, number.start, number.end, 0.6)
            elif _MASKED_CARD.fullmatch(value) and not labelled & OTHER:
                yield Entity(EntityType.CREDIT_DEBIT_NUMBER, number.start, number.end, 0.85)


def _floor(scan: Scan, start: int) -> int:
    field = scan.field(start, start)
    return 0 if field is None else field.start


def _kind(concepts: int) -> EntityType | None:
    return next((entity_type for concept, entity_type in _ORDER if concepts & concept), None)

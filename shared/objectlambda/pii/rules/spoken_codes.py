"""Codes that somebody says digit by digit: "the last four of your social?", and below it "four four one seven".

The words before them say what they are. Telephone numbers and longer numbers are read as digits, in
:mod:`objectlambda.pii.structure.spelled`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.gates import AGES
from objectlambda.pii.rules.scan import Scan

_UNIT = rb"(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER = (
    rb"(?:zero|oh|(?:double |triple )?%s|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ \-]%s)?|ten"
    rb"|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)" % (_UNIT, _UNIT)
)
_CODE = AGES.pattern(rb"(?i)\b%s(?:[ ,.\-]{1,3}%s){2,18}\b" % (_NUMBER, _NUMBER))
_LABELS = (
    (rb"social|ssn|social security", EntityType.SSN),
    (rb"sort ?code|routing|bsb", EntityType.BANK_ROUTING),
    (rb"pin", EntityType.PIN),
    (rb"cvv|cvc|security code|digits on the back", EntityType.CREDIT_DEBIT_CVV),
    (rb"zip|zip code|postal code|post ?code|pin ?code", EntityType.ADDRESS),
    (rb"passport", EntityType.PASSPORT_NUMBER),
    (rb"licen[cs]e", EntityType.DRIVER_ID),
    (rb"card|visa|mastercard|amex|debit|credit", EntityType.CREDIT_DEBIT_NUMBER),
    (rb"phone|mobile|cell|call ?back|number to reach|telephone|extension", EntityType.PHONE),
    (rb"account|member(?:ship)?(?!:)|customer(?!:)|a/c", EntityType.BANK_ACCOUNT_NUMBER),
    (rb"order|claim|reference|ref|policy|ticket|case|confirmation|serial|model|room|flight|birth", None),
)
"""The words that say what a number is; the last of them are of numbers that are nobody's."""
_REACH = 130


@cache  # of a pattern that never changes: threads may share it; compiled when such a text comes, for a quick start
def _label() -> re.Pattern[bytes]:
    return re.compile(rb"\b(?:%s)\b" % b"|".join(b"(%s)" % words for words, _ in _LABELS))


class SpokenCodeRecognizer(WindowRecognizer):
    """A number whose digits are words, behind a label or in the answer to a question."""

    TYPES = tuple(kind for _, kind in _LABELS if kind is not None)
    HOW = 'digits in words behind a label, as in "the last four? Sure, four four one seven"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if not scan.holds(_CODE) or scan.code:
            return
        lower = scan.lower
        for start, end in scan.matches(_CODE):
            kind = _labelled(lower[max(0, start - _REACH) : start])
            if kind is not None:
                yield Entity(kind, start, start + len(lower[start:end].rstrip(b" ,.-")), 0.85)


def _labelled(before: bytes) -> EntityType | None:
    """The type that the last label in ``before`` gives, in the same line or in the question above."""
    lines = [line for line in before.split(b"\n") if line.strip()][-2:]
    said = b"\n".join(lines if len(lines) < 2 or b"?" in lines[0] else lines[-1:])
    found = [match.lastindex or 0 for match in _label().finditer(said)]
    return _LABELS[found[-1] - 1][1] if found else None

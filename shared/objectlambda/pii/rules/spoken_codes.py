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
from objectlambda.pii.rules.words import byte_words

_UNIT = rb"(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER = (
    rb"(?:(?:(?:double|triple|treble) )?(?:zero|oh|nought)|(?:(?:double|triple|treble) )?%s(?: hundred)?"
    rb"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ \-]%s)?|ten"
    rb"|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)" % (_UNIT, _UNIT)
)
_CODE = AGES.pattern(rb"(?i)\b%s(?:[ ,.\-]{1,3}%s){2,18}\b" % (_NUMBER, _NUMBER))
_UNIDAD = rb"(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_NUMERO = (
    rb"(?:(?:doble |triple )?(?:cero|%s)|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y %s)?|diez"
    rb"|once|doce|trece|catorce|quince|dieci[a-z]{4,6}|veint(?:e|i[a-z]{2,7}))" % (_UNIDAD, _UNIDAD)
)
_DICTATED = AGES.pattern(rb"(?i)\b(?:seis|siete|ocho|nueve|%s)(?:[ ,.\-]{1,3}%s){3,9}\b" % (_NUMERO, _NUMERO))
"""A telephone number of Spain as somebody dictates it, in digits and pairs."""
_TIMES = {b"double": 2, b"triple": 3, b"treble": 3, b"doble": 2}
_TENS = byte_words(
    "twenty thirty forty fifty sixty seventy eighty ninety treinta cuarenta cincuenta sesenta setenta ochenta noventa"
)
_PAIRS = _TENS | byte_words("diez once doce trece catorce quince ten eleven twelve hundred")
_ORDER = (
    b"zero one two three four five six seven eight nine ten".split(),
    b"uno dos tres cuatro cinco seis siete".split(),
)
_BRITISH, _SPANISH = (10, 11), (9,)
"""How many digits a telephone number of Britain has, which begins with a zero, and one of Spain."""
_CARD = (7, 8)
"""How many digits an identity card has in Spanish."""
_CARD_BEFORE = re.compile(rb"\b(?:dni|d n i|nie|nif|cedula|carnet|documento)\b[^\n.;]{0,32}\Z")
_CARD_LETTER = re.compile(
    rb",? (?:(?:con )?(?:la )?letra )?(?:[a-z]|be|ce|de|efe|ge|hache|jota|ele|eme|ene|pe|cu|erre|ere|ese|te"
    rb"|uve|equis|zeta|ka|i griega)\b"
)
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
        lower = scan.lower
        for start, end in () if scan.code else scan.matches(_DICTATED):
            if _digits(lower[start:end]) in _SPANISH:
                yield Entity(EntityType.PHONE, start, start + len(lower[start:end].rstrip(b" ,.-")), 0.8)
            elif _digits(lower[start:end]) in _CARD and _CARD_BEFORE.search(lower, max(0, start - 40), start):
                letter = _CARD_LETTER.match(lower, start + len(lower[start:end].rstrip(b" ,.-")))
                stop = letter.end() if letter else start + len(lower[start:end].rstrip(b" ,.-"))
                yield Entity(EntityType.SSN, start, stop, 0.85)
        if not scan.holds(_CODE) or scan.code:
            return
        for start, end in scan.matches(_CODE):
            kind = _labelled(lower[max(0, start - _REACH) : start])
            if kind is None and lower.startswith((b"oh ", b"zero ", b"double oh", b"nought "), start):
                kind = EntityType.PHONE if _digits(lower[start:end]) in _BRITISH else None
            if kind is not None:
                yield Entity(kind, start, start + len(lower[start:end].rstrip(b" ,.-")), 0.85)


def _digits(said: bytes) -> int:
    """How many digits the words of ``said`` have; 0 if somebody counts."""
    spoken = re.findall(rb"[a-z]+", said)
    if any(spoken[: len(order)] == order[: len(spoken)] for order in _ORDER):
        return 0
    count, times, after_pair = 0, 1, False
    for word in spoken:
        if word == b"y":
            continue
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word in _PAIRS or word.endswith(b"teen") or word.startswith((b"dieci", b"veint")):
            count += 2
        elif not (after_pair and word not in (b"oh", b"zero", b"cero", b"nought")):
            count += times
        after_pair, times = word in _TENS, 1
    return count


def _labelled(before: bytes) -> EntityType | None:
    """The type that the last label in ``before`` gives, in the same line or in the question above."""
    lines = [line for line in before.split(b"\n") if line.strip()][-2:]
    said = b"\n".join(lines if len(lines) < 2 or b"?" in lines[0] else lines[-1:])
    found = [match.lastindex or 0 for match in _label().finditer(said)]
    return _LABELS[found[-1] - 1][1] if found else None

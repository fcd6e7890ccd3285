"""Payment cards: the number, its verification value and its expiry date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import NumberRecognizer, NumberRule, WindowRecognizer, no_year
from objectlambda.pii.rules.checkdigits import luhn
from objectlambda.pii.rules.concepts import CARD, CARD_CODE, CVV, EXPIRY, OTHER
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import NUMBERS
from objectlambda.pii.rules.hex_rows import is_among_hex
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_ISSUERS = re.compile(
    rb"(?:4\d{12}(?:\d{3}(?:\d{3})?)?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    rb"|3(?:0[0-5]|[689]\d)\d{11}(?:\d{2})?|6(?:011|4[4-9]\d|5\d\d)\d{12}(?:\d{3})?|35(?:2[89]|[3-8]\d)\d{12}"
    rb"(?:\d{3})?"
    rb"|62\d{14}(?:\d{3})?|(?:2131|1800)\d{11}|(?:5018|5020|5038|5[6-9]\d\d|6304|6[0-9]\d\d)\d{8,15})"
)


_USUAL = re.compile(rb"4|5[1-5]|2[2-7]|3[47]|6011|65")
_BARRED = linear(rb"\b\d{4}\|\d{4}\|\d{4}\|\d{4}\b")


def is_issued(digits: bytes) -> bool:
    """Whether a known scheme issues numbers with these first digits and this length, and Luhn's check passes."""
    return _ISSUERS.fullmatch(digits) is not None and luhn(digits)


def usual(digits: bytes) -> bool:
    """Whether one of the large schemes issues such a number; numbers of orders often have the other prefixes."""
    return _USUAL.match(digits) is not None and is_issued(digits)


class CardNumberRecognizer(NumberRecognizer):
    """12 to 19 digits that pass Luhn's check; fewer digits, or ones that fail it, if they are labelled as a card."""

    TYPES = (EntityType.CREDIT_DEBIT_NUMBER,)
    HOW = "issuer prefix, length and grouping"
    CHECK = "Luhn"
    CONCEPTS = CARD
    RULES = (
        NumberRule(
            shapes=("4-4-4-4", "4-6-5", "4-6-4", "4-4-4-4-3"),
            alone=0.9, near=0.98, labelled=0.99, check=is_issued, failing=0.85, proven=0.75,
        ),
        NumberRule(
            shapes=("6-10", "8-8", "8-6", "8-7", "4-4-4-2"),
            alone=0.7, near=0.95, labelled=0.98, check=is_issued, proven=0.65,
        ),
        NumberRule(shapes=("15", "16"), proven=0.65, check=usual),
        NumberRule(
            shapes=("13", "14", "15", "16", "19", "4-4-4-1"),
            alone=0.8, near=0.97, labelled=0.99, check=is_issued, failing=0.7,
        ),
        NumberRule(shapes=("12", "17", "18"), near=0.75, labelled=0.95, check=luhn, failing=0.6),
        NumberRule(shapes=("13", "14", "15", "16", "19"), near=0.7, check=luhn),
    )  # fmt: skip

    def find(self, scan: Scan) -> Iterator[Entity]:
        for found in super().find(scan):
            if not _in_row(scan, found) and not is_among_hex(scan.shadow, found.start, found.end):
                yield found
        for number in scan.numbers("glued card"):
            if scan.shadow.endswith(b"_id", 0, number.start):
                continue  # the number of a paragraph: "par_id341556823034391"
            if usual(number.digits) and (len(number.digits) < _LONGEST or scan.speaks_of(CARD)):
                yield Entity(EntityType.CREDIT_DEBIT_NUMBER, number.start, number.end, 0.75)
        if b"|" in scan.shadow:
            for start, end in scan.matches(_BARRED):
                if is_issued(scan.shadow[start:end].replace(b"|", b"")):
                    yield Entity(EntityType.CREDIT_DEBIT_NUMBER, start, end, 0.8)


_LONGEST = 19
"""Digits of the longest cards, which few have; nineteen digits behind a word are mostly an identifier."""
_ROW = re.compile(rb"[\d.+\-eE \t]*")
_NEGATIVE = re.compile(rb"[A-Za-z]_-\Z")


def _in_row(scan: Scan, found: Entity) -> bool:
    """Whether numbers that no card is grouped like stand in a row of numbers, or behind ``blk_-``."""
    shadow, start, end = scan.shadow, found.start, found.end
    if found.score < _ALONE and _NEGATIVE.search(shadow, max(0, start - 3), start):
        return True
    if found.score > _UNUSUAL or (shadow[start - 1 : start] not in b" \t" and shadow[end : end + 1] not in b" \t"):
        return False
    line = shadow.rfind(b"\n", 0, start) + 1
    after = shadow.find(b"\n", end)
    rest = shadow[line:start] + shadow[end : len(shadow) if after < 0 else after]
    return len(rest.split()) >= _FEWEST_IN_ROW and _ROW.fullmatch(rest.rstrip()) is not None


_ALONE = 0.85
_UNUSUAL = 0.7
"""The score of groups such as 8-8 that nothing else shows to be a card."""
_FEWEST_IN_ROW = 3
_RECORD = NUMBERS.pattern(
    rb"(?i)\b(?:\d{13,16}|\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}|\d{4}[ \-]\d{6}[ \-]\d{5})[ \t]{0,3}["
    rb"|,;:/ \t][ \t]{0,3}"
    rb"(?:(?:exp|expiry|expires|exp date|valid thru|valid until|cad|caducidad|vence)[.:]{0,2} ?)?"
    rb"(?:0?[1-9]|1[0-2])[ \t]{0,2}[/|,;:\-]?[ \t]{0,2}(?:20)?[2-4]\d[ \t]{0,3}[|,;:/ \t][ \t]{0,3}"
    rb"(?:(?:and |y )?(?:the |el )?(?:code|codigo|cod|sec|security)[.:]{0,2} ?(?:is |es )?)?\d{3,4}\b"
)
_CARD_FIRST = re.compile(rb"\d{13,16}|\d{4}(?:[ \-]\d{4}){3}|\d{4}[ \-]\d{6}[ \-]\d{5}")


class CardVerificationRecognizer(NumberRecognizer):
    """Three or four digits labelled as a card's verification value, or right after its number and expiry."""

    TYPES = (EntityType.CREDIT_DEBIT_CVV,)
    HOW = "three or four digits labelled CVV, CVC, security code … or behind a card's number and expiry"
    CONCEPTS = CVV
    RULES = (
        NumberRule(shapes=("3",), near=0.6, labelled=0.95),
        NumberRule(shapes=("4",), near=0.6, labelled=0.95, check=no_year, failing=0.95),
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from super().find(scan)
        for shape in ("3", "4") if scan.speaks_of(CARD_CODE) else ():
            for number in scan.numbers(shape):
                labelled, near = scan.context(number.start, number.end)
                if labelled & CARD_CODE and near & (CARD | EXPIRY):
                    yield Entity(EntityType.CREDIT_DEBIT_CVV, number.start, number.end, 0.7)
        for start, end in scan.matches(_RECORD, numbered=True):
            card = _CARD_FIRST.match(scan.shadow, start, end)
            if card is not None and is_issued(card[0].translate(None, b" -")):
                first = end
                while scan.shadow[first - 1 : first].isdigit():
                    first -= 1
                yield Entity(EntityType.CREDIT_DEBIT_CVV, first, end, 0.8)


_EXPIRY = NUMBERS.pattern(
    rb"(?i)\b(?:(?:0?[1-9]|1[0-2]) ?[/\-.] ?(?:20[1-9]\d"
    rb"|[1-9]\d)\b(?: ?[/\-.] ?(?:20)?\d\d\b)?|20[1-9]\d[/\-.](?:0[1-9]|1[0-2])\b(?:[/\-.][0-3]\d\b)?"
    rb"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene"
    rb"|abr|ago|dic)[a-z]{0,7}\.?[ \-/,]{1,2}(?:de )?(?:20)?[1-9]\d\b"
    rb"|(?:0[1-9]|1[0-2])[1-9]\d\b)"
)
_CARDS = words("cc card creditcard tarjeta")
_WITH_DAY = re.compile(rb"\d+ ?[/\-.] ?\d+ ?[/\-.] ?\d+")
_YEAR_FOLLOWS = re.compile(rb",? ?(?:de(?:l)? )?(?:19|20)\d\d\b")
_MONTH_YEAR = re.compile(rb"(?:0[1-9]|1[0-2])/[2-3]\d")


def _in_card_field(scan: Scan, start: int, end: int) -> bool:
    """Whether the name of the value's field mentions a card: ``cc_expiredate``."""
    field = scan.field(start, end)
    return field is not None and not _CARDS.isdisjoint(field_words(field.name))


_BATCH = re.compile(rb"\b(?:batch|lot|lote|charge|best before|shelf life)\b[^\n]{0,40}\Z")
_BATCH_REACH = 60


class CardExpiryRecognizer(WindowRecognizer):
    """A month and a year labelled as an expiry, or ``MM/YY`` right beside a card's number or CVV."""

    TYPES = (EntityType.CREDIT_DEBIT_EXPIRY,)
    HOW = "month and year (01/21, 01/2021, Jan 2021) labelled expiry, valid thru … or beside a card"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if not scan.speaks_of(EXPIRY | CARD | CVV):
            return
        dated = scan.speaks_of(CARD)
        for start, end in scan.matches(_EXPIRY, numbered=True):
            value = scan.shadow[start:end]
            if not dated and _WITH_DAY.fullmatch(value):
                continue
            if scan.shadow[end : end + 1] in (b"/", b"-", b".") and scan.shadow[end + 1 : end + 2].isdigit():
                continue
            if scan.shadow[start - 1 : start] in (b"/", b"-", b".", b"$") and start:
                continue
            labelled, near = scan.context(start, end)
            slashed = _MONTH_YEAR.fullmatch(value) is not None
            if value.isdigit() and not labelled & EXPIRY:
                continue
            if _WITH_DAY.fullmatch(value) and not labelled & CARD and not _in_card_field(scan, start, end):
                continue  # what expires on a day is a passport or an invoice
            if value[:1].isalpha() and _YEAR_FOLLOWS.match(scan.lower, end):
                continue
            beside_card = slashed and near & (CARD | CVV) and scan.shadow[start - 1 : start] != b"\n"
            if not labelled & EXPIRY and (labelled & OTHER or not (near & EXPIRY or beside_card)):
                continue
            if _BATCH.search(scan.lower, max(0, start - _BATCH_REACH), start):
                continue  # "Batch: K2209B EXP 03/2027"
            if labelled & EXPIRY:
                with_day = _WITH_DAY.fullmatch(value) is not None
                yield Entity(EntityType.CREDIT_DEBIT_EXPIRY, start, end, 0.98 if with_day else 0.93)
            else:
                yield Entity(EntityType.CREDIT_DEBIT_EXPIRY, start, end, 0.75 if near & EXPIRY else 0.7)


_EXPIRY_BEHIND = re.compile(
    rb"[ \t,;|]{1,4}(?:(?i:exp(?:iry|ires|\.)?|valid (?:thru|until))[: ]{1,2})?((?:0[1-9]|1[0-2]) ?[/\-] ?"
    rb"(?:20)?\d\d)(?![\d/\-])"
)


def expiries_behind(scan: Scan, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yields the months and years behind the card numbers among ``found``: "3782 822463 10005  11/27"."""
    for card in found:
        if card.type == EntityType.CREDIT_DEBIT_NUMBER:
            expiry = _EXPIRY_BEHIND.match(scan.shadow, card.end)
            if expiry is not None:
                yield Entity(EntityType.CREDIT_DEBIT_EXPIRY, *expiry.span(1), 0.9)

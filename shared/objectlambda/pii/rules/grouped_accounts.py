"""Accounts whose digits stand in the groups of a bank or a country: "0-012-3345120-7", both blocks of a CBU."""

from __future__ import annotations

from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.concepts import ACCOUNT
from objectlambda.pii.rules.gates import LOWER, NUMBERS, WORDS
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan

_CBU = NUMBERS.pattern(rb"(?i)\b(?:cbu|cvu)(?: n\S{0,3})?[ :.]{1,3}\d{7}-?\d[ \-]\d{13}-?\d\b")
"""An Argentine account in its two blocks."""


_HYPHENED = NUMBERS.pattern(rb"\b\d{1,6}(?:-\d{1,13}){2,4}\b")
"""An account whose bank groups its digits in a way of its own; its label decides."""
_AT_BANK = WORDS.pattern(
    rb"\b(?i:cuenta|cta\.?)(?i: de ahorros?| de cheques"
    rb"| corriente| cte\.?| de n.mina| sueldo| vista)?(?: (?:del?|en|el))?"
    rb"(?: [A-Z][A-Za-z\x1a.&]{1,20}){1,4},?(?i: n[o.\x1ab]{0,4}| n.m(?:ero|\.)| #)? ?:? ?(\d[\d \-]{5,26}\d)\b",
    needle=rb"\b(?i:cuenta|cta)",
)
"""An account between which and its label the bank's name stands: "cuenta de ahorros Banco Azul No. 102-445871-33"."""
_LEAST, _MOST = 9, 22


def grouped_accounts(scan: Scan) -> Iterator[Entity]:
    """Accounts in groups behind a label for one, and CBUs."""
    if scan.speaks_of(ACCOUNT):
        for start, end in scan.matches(_HYPHENED, numbered=True):
            digits = sum(48 <= char <= 57 for char in scan.shadow[start:end])
            if _LEAST <= digits <= _MOST and scan.context(start, end).labelled & ACCOUNT:
                yield Entity(EntityType.BANK_ACCOUNT_NUMBER, start, end, 0.8)
    for start, end in groups(scan, _AT_BANK):
        yield Entity(EntityType.BANK_ACCOUNT_NUMBER, start, end, 0.8)
    for start, end in scan.matches(_CBU, numbered=True):
        first = next(place for place in range(start, end) if 48 <= scan.shadow[place] <= 57)
        yield Entity(EntityType.BANK_ACCOUNT_NUMBER, first, end, 0.9)


_MONEY = LOWER.pattern(
    rb"\b(?:bank|sort ?code|s/c|monzo|starling|barclays|hsbc|lloyds|natwest|santander|nationwide|halifax|revolut"
    rb"|payable|pay(?:ment)?|bacs|transfer|a/c|acc(?:oun)?t|invoice|bung it|send it)\b"
)
_BEHIND_SORT = NUMBERS.pattern(
    rb"\b\d\d-\d\d-\d\d[ ,/|;]{1,5}(?:(?i:a/?c(?:c(?:ount)?)?|account)(?: (?i:no|number|num))?[.:#]{0,2} ?)?\d{8}\b"
)
_BEFORE_SORT = NUMBERS.pattern(rb"\b\d{8} ?[/|,;] ?\d\d-\d\d-\d\d\b")
"""The account behind a British sort code, and before it."""


def accounts_beside_codes(scan: Scan) -> Iterator[Entity]:
    """The accounts behind British sort codes, and those before one in a text about money."""
    for _, end in scan.matches(_BEHIND_SORT, numbered=True):
        yield Entity(EntityType.BANK_ACCOUNT_NUMBER, end - _ACCOUNT, end, 0.85)
    for start, _ in scan.matches(_BEFORE_SORT, numbered=True) if scan.holds(_MONEY) else ():
        yield Entity(EntityType.BANK_ACCOUNT_NUMBER, start, start + _ACCOUNT, 0.85)


def sort_codes(scan: Scan) -> Iterator[Entity]:
    """The British sort codes beside accounts in a text about money."""
    for _, end in scan.matches(_SAID_SORT, numbered=True):
        yield Entity(EntityType.BANK_ROUTING, end - _CODE, end, 0.85)
    if scan.holds(_MONEY):
        for start, _ in scan.matches(_BEHIND_SORT, numbered=True):
            yield Entity(EntityType.BANK_ROUTING, start, start + _CODE, 0.85)
        for _, end in scan.matches(_BEFORE_SORT, numbered=True):
            yield Entity(EntityType.BANK_ROUTING, end - _CODE, end, 0.85)


_SAID_SORT = NUMBERS.pattern(
    rb"\b(?:[Ss]ort|SORT|[Ss]/[Cc])(?: ?(?:[Cc]ode|CODE|[Nn]o\.?))?[.:]? {1,3}\d\d-\d\d-\d\d\b"
)
_ACCOUNT, _CODE = 8, len("00-00-00")

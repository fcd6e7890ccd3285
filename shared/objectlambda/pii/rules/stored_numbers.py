"""Numbers that a program stored as a quantity, which lost its leading zeros: ``{"ssn": 78051120}``.

The table says, for all containers, what a label means for a bare number with fewer digits than the numbers of its kind
have. Such a number counts only behind a label of its own, and where it is right with its zeros back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.checkdigits import aba, utr
from objectlambda.pii.rules.concepts import (
    ACCOUNT,
    AGE,
    BIRTH,
    CARD,
    CVV,
    DATE,
    EXPIRY,
    ITIN,
    LAST_FOUR,
    NAME,
    NHS,
    OTHER,
    PIN,
    ROUTING,
    SIN,
    SSN,
    UTR,
    VERSION,
)
from objectlambda.pii.rules.context import ContextHits
from objectlambda.pii.rules.digit_borders import Number
from objectlambda.pii.rules.field_concepts import field_phrase
from objectlambda.pii.rules.national import nhs_number, sin, ssn
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

Check = Callable[[bytes], bool]


class Stored(NamedTuple):
    """Numbers of ``width`` digits, of which at least ``least`` are left without the zeros before them.

    ``check`` has to pass for the number with its zeros; a number that fills its field scores ``failing`` otherwise.
    With ``named``, only a number counts that fills a field whose name ends with the label; ``beside`` are concepts of
    which another field has to be then.
    """

    type: EntityType
    concept: int
    width: int
    least: int
    check: Check | None = None
    score: float = 0.85
    failing: float = 0.0
    named: bool = False
    beside: int = 0


STORED = (
    Stored(EntityType.SSN, SSN, 9, 7, ssn),
    Stored(EntityType.US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER, ITIN, 9, 7, ssn, 0.65),
    Stored(EntityType.BANK_ROUTING, ROUTING, 9, 7, aba, failing=0.6),
    Stored(EntityType.CA_SOCIAL_INSURANCE_NUMBER, SIN, 9, 7, sin, 0.8),
    Stored(EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER, NHS, 10, 9, nhs_number, failing=0.6),
    Stored(EntityType.UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER, UTR, 10, 9, utr, failing=0.6),
    Stored(EntityType.CREDIT_DEBIT_CVV, CVV, 3, 1, named=True),
    Stored(EntityType.PIN, PIN, 4, 3, score=0.7, named=True, beside=CARD | ACCOUNT | SSN),
)
_FOREIGN = OTHER | DATE | BIRTH | AGE | EXPIRY | LAST_FOUR | VERSION
"""Concepts of names such as ``ssn_count`` and ``ssn_date``, which say something else than the number."""
_OWNERS = byte_words(
    """
    holder owner spouse beneficiary dependent insured applicant taxpayer borrower father mother partner child self
    titular asegurado asegurada conyuge solicitante beneficiario beneficiaria dependiente interesado interesada
    """
)
"""Words at the end of a name that say whose the number is, beside those that alone name persons."""
_DAY = re.compile(rb"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_VAGUE = (b"social", b"afiliacion")
"""Labels that in a sentence need somebody whose number it is: "my social is 78051120", but "obra social 1234567"."""
_AFTER_WORD = re.compile(rb"[a-z]+ \Z")
_WHOSE = frozenset((b"my ", b"your ", b"his ", b"her ", b"their ", b"our ", b"the ", b"and ", b"mi ", b"su ", b"tu "))
_NEAR = 6
"""How many signs may stand between a vague label and its number."""


class StoredNumberRecognizer(WindowRecognizer):
    """A number that lost its leading zeros, under a label or in a field of its own."""

    TYPES = tuple(dict.fromkeys(row.type for row in STORED))
    HOW = "fewer digits where a program dropped the zeros before them, under a label"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for row in STORED:
            if not scan.speaks_of(row.concept) or (row.named and not scan.names):
                continue
            for length in range(row.least, row.width):
                for number in scan.numbers(str(length)):
                    if score := _score(row, scan, number):
                        yield Entity(row.type, number.start, number.end, score)


def _score(row: Stored, scan: Scan, number: Number) -> float:
    labelled = scan.context(number.start, number.end).labelled
    if not labelled & row.concept or labelled & _FOREIGN or (row.concept & SSN and _is_vague(scan, number.start)):
        return 0.0
    field = scan.field(number.start, number.end)
    fills = field is not None and field.end - field.start <= len(number.digits) + 2
    first = field is not None and field.start == number.start
    tail = _tail(field.name, row.concept) if field is not None and (fills or first) else b""
    if row.named and (tail or not fills or not _stands_beside(scan, row.beside)):
        return 0.0
    is_owner = bool(labelled & NAME) or tail.rpartition(b" ")[2] in _OWNERS
    if tail and not is_owner and (not row.concept & SSN or tail[-1:] == b"s"):
        return 0.0  # "routing_key", "ssn_requests"
    if tail and _DAY.fullmatch(number.digits):
        return 0.0  # "ssn_verified_at"
    if row.check is None or row.check(number.digits.zfill(row.width)):
        return row.score
    return row.failing if fills and not tail else 0.0


def _stands_beside(scan: Scan, concepts: int) -> bool:
    return not concepts or any(found & concepts for found in scan.names.values())


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _tail(name: str, concept: int) -> bytes:
    """What stands in a field's name behind the phrase for ``concept``: of ``cvv_result`` the last word."""
    phrase = field_phrase(name)
    hits = ContextHits.of(phrase)
    ends = [end for end, concepts in zip(hits.ends, hits.concepts, strict=True) if concepts & concept]
    return phrase[ends[-1] :] if ends else b"?"


def _is_vague(scan: Scan, start: int) -> bool:
    """Whether the label right before ``start`` is a word of many things, and says of nobody that it is theirs."""
    hits = scan.hits
    index = bisect_right(hits.ends, start) - 1
    if index < 0 or start - hits.ends[index] > _NEAR or b"\n" in scan.lower[hits.ends[index] : start]:
        return False
    first, last = hits.starts[index], hits.ends[index]
    if not scan.lower.endswith(_VAGUE, first, last):
        return False
    if hits.concepts[index] & OTHER:
        return True  # "capital social"
    before = _AFTER_WORD.search(scan.lower, max(0, first - 16), first)
    return scan.lower[first:last] in _VAGUE and before is not None and before[0] not in _WHOSE

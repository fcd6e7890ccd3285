"""National numbers: social security, tax, insurance, health and voters' numbers of the US, Canada, the UK and India."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import NumberRecognizer, NumberRule, WindowRecognizer
from objectlambda.pii.rules.checkdigits import luhn, nhs, utr, verhoeff
from objectlambda.pii.rules.concepts import (
    AADHAAR,
    CA_HEALTH,
    ITIN,
    NHS,
    NINO,
    NREGA,
    OTHER,
    PAN,
    SIN,
    SSN,
    UTR,
    VOTER,
)
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import NUMBERS
from objectlambda.pii.rules.hex_rows import is_among_hex
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words


def ssn(digits: bytes) -> bool:
    """No area 000, 666 or 900-999, no group 00, no serial 0000 (SSA, randomization of 2011); not one digit only."""
    return (
        digits[:3] not in (b"000", b"666")
        and digits[:1] != b"9"
        and digits[3:5] != b"00"
        and digits[5:] != b"0000"
        and len(set(digits)) > 1
    )


def naf(digits: bytes) -> bool:
    """Spain's number of affiliation: the province, eight digits, and what is left when 97 divides these ten."""
    return digits[:2] <= b"66" and int(digits[:-2]) % 97 == int(digits[-2:])


def itin(digits: bytes) -> bool:
    """Starts with 9, the fourth digit is 5 to 9 (IRS: groups 50-65, 70-88, 90-92, 94-99)."""
    group = int(digits[3:5])
    return digits[:1] == b"9" and (50 <= group <= 65 or 70 <= group <= 88 or 90 <= group <= 92 or 94 <= group <= 99)


def sin(digits: bytes) -> bool:
    """Luhn's check; no number starts with 8 or is all zeros."""
    return luhn(digits) and digits[:1] not in (b"8",) and len(set(digits)) > 1


def aadhaar(digits: bytes) -> bool:
    """Verhoeff's check; the first digit is 2 to 9."""
    return digits[:1] not in (b"0", b"1") and verhoeff(digits)


def nhs_number(digits: bytes) -> bool:
    """The modulus 11 check of the first ten digits, which are not all the same."""
    return nhs(digits) and len(set(digits[:10])) > 1


_WRAPPED = linear(rb"\b\d{3}-(?:\d{2}-[ \t]?\r?\n[>| \t]{0,8}\d{4}|[ \t]?\r?\n[>| \t]{0,8}\d{2}-\d{4})\b")
"""A number that is divided by a line end, as in a quoted mail."""
_DIGITS = re.compile(rb"\d+")


def _glued(scan: Scan, kind: EntityType, valid: Callable[[bytes], bool]) -> Iterator[Entity]:
    """Valid numbers whose two hyphens prove them, inside words and names of files: ``id_536-22-1234_x``."""
    for number in scan.numbers("glued social"):
        if valid(number.digits) and not _is_part(scan, number.start, number.end):
            yield Entity(kind, number.start, number.end, 0.8)


_PART = re.compile(
    rb"\b(?:parts?|p/n|pn|sku|mpn|model|article|catalog(?:ue)?|item)(?: ?(?:no|num|number|nr|code|id))?"
    rb"[.:#=\"']{1,3} ?\"?[a-z]{1,6}\Z"
)
_SOCIAL = re.compile(rb"(?:ssn|nss|tin|ss|id|soc)\Z")
_PARTS = words("part parts sku mpn model article catalog catalogue")


def _is_part(scan: Scan, start: int, end: int) -> bool:
    """Whether the letters before the digits belong to the number of a part: "Part no: BRKT536-22-1234"."""
    if not scan.shadow[start - 1 : start].isalpha() or _SOCIAL.search(scan.lower, max(0, start - 6), start):
        return False
    field = scan.field(start, end)
    if field is not None and not _PARTS.isdisjoint(field_words(field.name)):
        return True
    return _PART.search(scan.lower, max(0, start - 32), start) is not None


class SsnRecognizer(NumberRecognizer):
    """A US social security number with an area, group and serial that could have been issued."""

    TYPES = (EntityType.SSN,)
    HOW = "3-2-4 digits; nine digits with context"
    CHECK = "area, group, serial"
    CONCEPTS = SSN
    RULES = (
        NumberRule(shapes=("3-2-4",), alone=0.85, near=0.95, labelled=0.98, check=ssn, failing=0.8, proven=0.7),
        NumberRule(shapes=("9",), near=0.65, labelled=0.96, check=ssn, failing=0.75),
        NumberRule(shapes=("3-3-3",), labelled=0.7),
        NumberRule(shapes=("2-8-2",), near=0.65, labelled=0.7),  # of the Spanish Seguridad Social
        NumberRule(shapes=("2-8-2", "2-10", "12"), labelled=0.9, check=naf, failing=0.7),
        NumberRule(shapes=("2-8",), labelled=0.7),
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from super().find(scan)
        yield from _glued(scan, EntityType.SSN, ssn)
        if has(scan.shadow, b"-\n") or has(scan.shadow, b"-\r\n"):
            for start, end in scan.matches(_WRAPPED):
                if ssn(b"".join(_DIGITS.findall(scan.shadow[start:end]))):
                    yield Entity(EntityType.SSN, start, end, 0.7)


class ItinRecognizer(NumberRecognizer):
    """A US individual taxpayer identification number."""

    TYPES = (EntityType.US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER,)
    HOW = "9xx-(5-9)x-xxxx; nine digits with context"
    CHECK = "leading 9, group"
    CONCEPTS = ITIN
    RULES = (
        NumberRule(shapes=("3-2-4",), alone=0.85, near=0.95, labelled=0.98, check=itin, failing=0.65),
        NumberRule(shapes=("9",), near=0.7, labelled=0.96, check=itin, failing=0.65),
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from super().find(scan)
        yield from _glued(scan, EntityType.US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER, itin)


class SinRecognizer(NumberRecognizer):
    """A Canadian social insurance number."""

    TYPES = (EntityType.CA_SOCIAL_INSURANCE_NUMBER,)
    HOW = "3-3-3 digits; nine digits with context"
    CHECK = "Luhn"
    CONCEPTS = SIN
    RULES = (
        NumberRule(shapes=("3-3-3",), alone=0.55, near=0.9, labelled=0.97, check=sin, failing=0.75),
        NumberRule(shapes=("9",), near=0.65, labelled=0.95, check=sin, failing=0.7),
    )


class CaHealthRecognizer(NumberRecognizer):
    """A Canadian health service number."""

    TYPES = (EntityType.CA_HEALTH_NUMBER,)
    HOW = "ten digits (4-3-3) with context"
    CHECK = "Luhn where it passes"
    CONCEPTS = CA_HEALTH
    RULES = (
        NumberRule(shapes=("10", "4-3-3", "3-3-4"), near=0.85, labelled=0.96, check=luhn, failing=0.85),
        NumberRule(shapes=("4-3-3",), alone=0.5, near=0.6, labelled=0.85, check=luhn),
        NumberRule(shapes=("9", "12", "3-3-3", "5-4", "4-5"), labelled=0.7),
    )


class NhsNumberRecognizer(NumberRecognizer):
    """A number of the UK's National Health Service, of 10 or 17 digits."""

    TYPES = (EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER,)
    HOW = "ten digits (3-3-4), or 17 digits (10-3-4)"
    CHECK = "modulus 11"
    CONCEPTS = NHS
    RULES = (
        NumberRule(shapes=("3-3-4",), alone=0.6, near=0.95, labelled=0.98, check=nhs_number, failing=0.75),
        NumberRule(shapes=("10",), near=0.8, labelled=0.97, check=nhs_number, failing=0.7),
        NumberRule(shapes=("10-3-4",), alone=0.6, near=0.9, labelled=0.96, check=nhs_number, failing=0.8),
        NumberRule(shapes=("17", "11", "12", "13", "14", "15", "16"), labelled=0.8),
    )


class UtrRecognizer(NumberRecognizer):
    """A UK unique taxpayer reference."""

    TYPES = (EntityType.UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER,)
    HOW = "ten digits with context"
    CHECK = "modulus 11"
    CONCEPTS = UTR
    RULES = (
        NumberRule(shapes=("10", "5-5", "3-3-4"), near=0.85, labelled=0.97, check=utr, failing=0.85),
        NumberRule(shapes=("5-5", "4-3-3"), labelled=0.8),
    )


class AadhaarRecognizer(NumberRecognizer):
    """An Indian Aadhaar number."""

    TYPES = (EntityType.IN_AADHAAR,)
    HOW = "4-4-4 digits; twelve digits with context"
    CHECK = "Verhoeff"
    CONCEPTS = AADHAAR
    RULES = (
        NumberRule(shapes=("4-4-4",), alone=0.7, near=0.95, labelled=0.98, check=aadhaar, failing=0.8),
        NumberRule(shapes=("12",), near=0.85, labelled=0.97, check=aadhaar, failing=0.75),
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        for found in super().find(scan):
            if not is_among_hex(scan.shadow, found.start, found.end):
                yield found


_NINO = NUMBERS.pattern(rb"\b[A-Za-z]{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?[A-Da-d]\b")
_NINO_PREFIX = re.compile(rb"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")
_PAN = NUMBERS.pattern(rb"\b[A-Za-z]{3}[ABCFGHJLPTabcfghjlpt][A-Za-z]\d{4}[A-Za-z]\b")
_HEALTH_CARD = NUMBERS.pattern(rb"\b[A-Z]{4} ?\d{6} ?\d{4,6}\b|\b[A-Z]{2,4} ?\d{7,12}\b")
"""A number of a Spanish health card (CIP): four letters of the surnames, the day of birth, digits."""
_HEXADECIMAL = re.compile(rb"[0-9A-F]+")
_VOTER = NUMBERS.pattern(rb"\b[A-Za-z]{3}[ \-]?\d{7}\b")
_NREGA = NUMBERS.pattern(
    rb"\b[A-Za-z]{2}(?:[ \-]?\d{14}|-\d{2}-\d{3}-\d{3}-\d{3}/\d{1,6}(?:-[A-Z])?|-\d{2}-\d{3}-\d{3}-\d{3}-\d{3})\b"
)


class LetteredRecognizer(WindowRecognizer):
    """National numbers with letters in them: UK national insurance, Indian PAN, voter's and NREGA, health cards."""

    TYPES = (
        EntityType.UK_NATIONAL_INSURANCE_NUMBER,
        EntityType.IN_PERMANENT_ACCOUNT_NUMBER,
        EntityType.IN_VOTER_NUMBER,
        EntityType.IN_NREGA,
        EntityType.CA_HEALTH_NUMBER,
    )
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.UK_NATIONAL_INSURANCE_NUMBER: "two letters of an allocated prefix, six digits, a letter A to D",
        EntityType.IN_PERMANENT_ACCOUNT_NUMBER: "five letters, the fourth of a holder's kind, four digits, a letter",
        EntityType.IN_VOTER_NUMBER: "three letters and seven digits with context",
        EntityType.IN_NREGA: "two letters and 14 digits",
        EntityType.CA_HEALTH_NUMBER: "letters and digits labelled tarjeta sanitaria, health card …",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        for form in _FORMS:
            for start, end in scan.matches(form.pattern, numbered=True):
                before, after = scan.shadow[max(0, start - 1) : start], scan.shadow[end : end + 1]
                if before in (b"-", b"_", b"/") or after in (b"-", b"_"):
                    continue
                if score := form.score(scan, start, end):
                    yield Entity(form.type, start, end, score)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A national number with letters, and its scores alone, with its concept near, and labelled with it."""

    type: EntityType
    pattern: Any
    concept: int
    alone: float
    near: float
    labelled: float
    valid: Callable[[bytes], bool] | None = None

    def score(self, scan: Scan, start: int, end: int) -> float:
        """The score of ``scan.shadow[start:end]``, 0 if it is not such a number."""
        value = scan.shadow[start:end]
        upper = value.upper()
        labelled, near = scan.context(start, end)
        valid = self.valid is None or self.valid(upper)
        if labelled & self.concept:
            return self.labelled if valid else 0.8
        if not valid or labelled & OTHER:
            return 0.0
        if near & self.concept:
            return self.near
        return 0.0 if value != upper or _HEXADECIMAL.fullmatch(value) else self.alone


def _valid_nino(value: bytes) -> bool:
    return _NINO_PREFIX.match(value) is not None


_FORMS = (
    _Form(
        type=EntityType.UK_NATIONAL_INSURANCE_NUMBER,
        pattern=_NINO, concept=NINO, alone=0.75, near=0.9, labelled=0.97, valid=_valid_nino,
    ),
    _Form(type=EntityType.IN_PERMANENT_ACCOUNT_NUMBER, pattern=_PAN, concept=PAN, alone=0.65, near=0.9, labelled=0.97),
    _Form(type=EntityType.IN_VOTER_NUMBER, pattern=_VOTER, concept=VOTER, alone=0.0, near=0.85, labelled=0.96),
    _Form(type=EntityType.CA_HEALTH_NUMBER, pattern=_HEALTH_CARD, concept=CA_HEALTH, alone=0.0, near=0.7, labelled=0.9),
    _Form(type=EntityType.IN_NREGA, pattern=_NREGA, concept=NREGA, alone=0.6, near=0.9, labelled=0.97),
)  # fmt: skip

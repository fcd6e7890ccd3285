"""Telephone, fax and pager numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import OTHER, PHONE
from objectlambda.pii.rules.digit_groups import Number
from objectlambda.pii.rules.scan import Scan

_NANP = re.compile(
    rb"(?:\+? ?1[ .\-]?|001[ .\-])?(?:\([2-9]\d\d\)[ \-]{0,2}"
    rb"|[2-9]\d\d[ .\-])[2-9]\d\d[ .\-]\d{4}(?: ?(?:x|X|ext\.?|Ext\.?|extension) ?\d+)?"
)
_DATE_LIKE = re.compile(rb"(?:(?:19|20)\d\d[.\-/]\d\d?[.\-/]\d\d?|\d\d?[.\-/]\d\d?[.\-/](?:19|20)?\d\d)(?: .*)?")
_REGIONS = {"en": ("GB", "US", "AU", "IN", "IE"), "es": ("ES", "MX", "AR", "CO")}


@lru_cache(maxsize=8192)  # of immutable values; threads load a region's numbering plan under the import lock
def _valid(value: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, region))
    except phonenumbers.NumberParseException:
        return False


class PhoneNumberRecognizer(WindowRecognizer):
    """A telephone number: North American and international formats alone, every other with context."""

    TYPES = (EntityType.PHONE,)
    HOW = "North American and +international formats (phonenumbers); other groupings with context"
    CHECK = "numbering plan"

    def find(self, scan: Scan) -> Iterator[Entity]:
        taken = -1
        for number in scan.numbers("phone"):
            if number.start < taken:
                continue
            score = self._score(scan, number)
            if score:
                taken = number.end
                yield Entity(EntityType.PHONE, number.start, number.end, score)

    def _score(self, scan: Scan, number: Number) -> float:
        value = scan.shadow[number.start : number.end]
        labelled, near = scan.context(number.start, number.end)
        plus = value[:1] == b"+"
        if number.attached and not plus:
            return 0.0
        if labelled & PHONE:
            if not _DATE_LIKE.fullmatch(value) and 7 <= len(number.digits) <= 20 and b"/" not in value[:4]:
                return 0.97 if plus or _NANP.fullmatch(value) else 0.9
            return 0.0
        if labelled:
            return 0.0 if not plus or labelled & OTHER else 0.6
        if _NANP.fullmatch(value):
            return 0.95 if near & PHONE else 0.8
        if plus:
            return 0.95 if _valid(value.decode(), None) else (0.6 if near & PHONE else 0.0)
        if _DATE_LIKE.fullmatch(value):
            return 0.0
        if near & PHONE and 7 <= len(number.digits) <= 15:
            return 0.75 if not value.isdigit() or len(value) >= 9 else 0.6
        if value.isdigit() or (b"/" in value) or number.digits[:1] not in (b"0", b"6", b"7", b"9"):
            return 0.0
        if value.count(b".") and not re.fullmatch(rb"0?\d\d?(?:\.\d\d){4}", value):
            return 0.0
        for region in _REGIONS.get(self.supported_language, ()):
            if _valid(value.decode(), region):
                return 0.6
        return 0.0

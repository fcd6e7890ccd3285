"""Telephone, fax and pager numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.concepts import ADDRESS, NAME, OTHER, PHONE, PLACE
from objectlambda.pii.rules.digit_borders import Number
from objectlambda.pii.rules.hex_rows import is_among_hex
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.typed_fields import is_typed
from objectlambda.pii.rules.words import words

_NANP = re.compile(
    rb"(?:\+? ?1[ .\-]?|001[ .\-])?(?:\([2-9]\d\d\)[ \-]{0,2}"
    rb"|[2-9]\d\d[ .\-/])[2-9]\d\d[ .\-]\d{4}(?: ?(?:x|X|ext\.?|Ext\.?|extension) ?\d+)?"
)
_DATE_LIKE = re.compile(rb"(?:(?:19|20)\d\d[.\-/]\d\d?[.\-/]\d\d?|\d\d?[.\-/]\d\d?[.\-/](?:19|20)?\d\d)(?: .*)?")
_ELSEWHERE = re.compile(rb"0[1-9](?:[ .]\d\d){4}|\(\d\d\) ?9?\d{4}[ \-]\d{4}")
_AMERICAN = re.compile(
    rb"(?:[2-9]\d 2 \d{3} \d{3,4}|(?:33|55|56|81) \d{4} \d{4}|[2-9]\d\d \d{3} \d{4}|15-\d{4}-\d{4}|11 \d{4}-\d{4})"
)
"""Numbers as Chile and Mexico group them."""
_IBERIAN, _BEHIND_NAME = re.compile(rb"[679]\d{8}"), re.compile(rb"[a-z]\)? [-*] \Z")
"""A Spanish number in one piece, and what stands between it and whose it is: "Ana Roa - 655120988"."""
_SPANISH = re.compile(
    rb"[6-9]\d\d([ .\-])\d\d\1\d\d\1\d\d|[89]\d\d ?/ ?(?:\d{3}[ .\-]?\d{3}|\d\d[ .\-]?\d\d[ .\-]?\d\d)"
)
"""A number of Spain as it is grouped there alone, in a text of any language: "976 48 20 13", "924/31 75 50"."""
_MESSAGE = re.compile(
    rb"(?:\A|\n)\x1a?\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d[^\n:]{0,12}(?::\d\d)?[^\n:]{2,44}: \Z"
)
"""What stands before a message of a chat."""
"""Numbers as France and Brazil group them."""
_AREA_CODE = re.compile(rb"0\d{2,4}/ ?\d{3,8}(?:[ \-]\d{1,4}){0,3}")
"""Area code and number as German-speaking countries write them."""
_BRITISH = re.compile(
    rb"\(?0(?:2\d\)? \d{4} \d{4}|1\d{3}\)? \d{6}|1\d{2,3}\)? \d{3} \d{3,4}|7\d{3} (?:\d{6}|\d{3} \d{3})"
    rb"|800 \d{3} \d{3,4})"
)
"""Area code and number as Britons group them, whether the number is given to somebody or not."""
_DECIMALS = re.compile(rb"\d{1,6}\.\d{1,8}(?: {1,2}\d{1,6}\.\d{1,8}){1,4}|0\.\d{4,20}")
"""Numbers with fractions beside each other, and a fraction: "2.31  142.8", "0.4392692"."""
_BRITISH_MOBILE = re.compile(rb"07[1-9]\d{8}")
"""A British mobile number in one piece, which prose holds and records of digits do as well."""
_ITSELF = re.compile(b"|".join(form.pattern for form in (_NANP, _AREA_CODE, _BRITISH_MOBILE, _ELSEWHERE, _AMERICAN)))
_MOST_FIELDS = 60
_BARE, _MORE = re.compile(rb"\+?\d{9,15}"), re.compile(rb" \d")
"""A number in one piece, and more digits behind it that would be taken for its next group: "tel=02079460131 443"."""
_DOTTED = re.compile(rb"0?\d\d?(?:\.\d\d){4}")
_OF_TEXT = NAME | ADDRESS | PLACE
"""The end of a labelled value that is followed by a number: "Witness: Samuel Lowis, (518) 421-9248"."""
_REGIONS = {"en": ("GB", "US", "AU", "IN", "IE"), "es": ("ES", "MX", "AR", "CO")}


@lru_cache(maxsize=8192)  # of immutable values; threads load a region's numbering plan under the import lock
def _valid(value: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, region))
    except phonenumbers.NumberParseException:
        return False


_VAGUE_NAMES = words(
    "text call calls called calling cell cells desk contact office ring dial sms pager ph marca marque llamar"
)
_JSON_KEY = re.compile(rb"\"\s*:\s*$")
_NUMBER_BEFORE = re.compile(rb"[\d.][ \t,;|]{1,12}-?$|-$")
_COUNTED = re.compile(rb"[A-Za-z] \d{1,2}, \Z")
_SENTENCE = re.compile(rb"[A-Za-z]\.[ \t]{1,4}\Z")
_NUMBER_BEHIND = re.compile(rb"[ \t,;|]{1,12}-?\.?\d|\.\d|-")
_SINGLES = re.compile(rb"(?:^|[ \-/.])\d(?=[ \-/.]|$)")


def _in_table(shadow: bytes, start: int, end: int) -> bool:
    """Whether the digits belong to a row of numbers: more numbers are beside them, or most groups are one digit."""
    if len(_SINGLES.findall(shadow, start, end)) > 1:
        return True
    spaced = b" " in shadow[start:end]
    before = _NUMBER_BEFORE.search(shadow, max(0, start - 14), start) is not None
    if before and _SENTENCE.search(shadow, max(0, start - 6), start):
        before = False  # the end of a sentence
    if before and _COUNTED.search(shadow, max(0, start - 8), start):
        before = False  # "team 4, 0161 496 0192"
    behind = _NUMBER_BEHIND.match(shadow, end) is not None
    return (before or behind) and (spaced or shadow[start:end].isdigit())


def _is_value(scan: Scan, number: Number) -> bool:
    """Whether the number is the whole value of a label or a field, and not a word after "invoice"."""
    field = scan.field(number.start, number.end)
    if field is not None and field.end - field.start <= number.end - number.start + 2:
        return True
    return scan.lower[max(0, number.start - 4) : number.start].rstrip(b" \t\"'").endswith((b":", b"="))


def _is_international(shadow: bytes, number: Number) -> bool:
    """Whether the digits after a plus are as many as an international number has, and not part of a patch or a sum."""
    if not 10 <= len(number.digits) <= 15 or number.digits[:1] == b"0":
        return False
    before = shadow[number.start - 1 : number.start]
    return (
        before != b"" and before in b" \"'(<[:,;|>\t" and shadow[number.start - 2 : number.start] not in (b"\n ", b" ")
    )


def _is_national(number: Number, value: bytes) -> bool:
    """Whether the number begins and is grouped like the numbers of many countries."""
    if value.isdigit() or b"/" in value or number.digits[:1] not in (b"0", b"6", b"7", b"9"):
        return False
    return b"." not in value or _DOTTED.fullmatch(value) is not None


def _is_dumped(shadow: bytes, number: Number) -> bool:
    """Whether the groups stand among bytes in hex: ``3e 03 27 37 10 65 f0``."""
    before = _BYTE_BEFORE.search(shadow, max(0, number.start - 16), number.start)
    if before is not None or _BYTE_AFTER.match(shadow, number.end) is not None:
        return True
    return is_among_hex(shadow, number.start, number.end)


_BYTE_BEFORE = re.compile(rb"\b(?:[0-9][a-fA-F]|[a-fA-F][0-9])(?: {1,2}[0-9a-fA-F]{2}){0,3} {1,2}\Z")
_BYTE_AFTER = re.compile(rb" {1,2}(?:[0-9a-fA-F]{2} {1,2}){0,3}(?:[0-9][a-fA-F]|[a-fA-F][0-9])\b")


def _is_coded(shadow: bytes, number: Number) -> bool:
    """Whether a word of letters and digits follows, as in weather reports: ``0412/0518 22008KT``."""
    if _PEAK_WIND.search(shadow, max(0, number.start - 8), number.start):
        return True
    return _CODE_BEHIND.match(shadow, number.end) is not None


_CODE_BEHIND = re.compile(rb" (?:\d{2,}|VRB\d\d|P6)[A-Z]{1,3}\d*[A-Z]*\b| (?:CAVOK|BKN\d|OVC\d|SCT\d|FEW\d)")
_PEAK_WIND = re.compile(rb"\bPK WND \Z")


def _of_whatsapp(scan: Scan) -> Iterator[Entity]:
    """Who writes to whom in the messages of WhatsApp's interface: ``"from": "5215512204478"``."""
    for field in scan.fields:
        if field.name in _CORRESPONDENTS and _BARE.fullmatch(scan.shadow, field.start, field.end):
            yield Entity(EntityType.PHONE, field.start, field.end, 0.9)


_CORRESPONDENTS = words("from to wa_id recipient_id sender recipient phone_number")


def _is_message(scan: Scan, number: Number) -> bool:
    """Whether the number is all that somebody wrote in a message of a chat."""
    shadow, start = scan.shadow, number.start
    if shadow[start - 2 : start] != b": " or shadow[number.end : number.end + 1] not in (b"", b"\n", b"\r"):
        return False
    long_enough = _LEAST_IN_MESSAGE <= len(number.digits) <= _MOST_IN_MESSAGE
    return long_enough and _MESSAGE.search(shadow, max(0, start - 90), start) is not None


_LEAST_IN_MESSAGE, _MOST_IN_MESSAGE = 8, 13


def _is_spanish(shadow: bytes, number: Number) -> bool:
    """Whether a number in Spain's groups is valid there and stands beside words, and not among others or bytes."""
    start, end = shadow.rfind(b"\n", 0, number.start) + 1, shadow.find(b"\n", number.end)
    line = shadow[max(start, number.start - 80) : number.end + 80 if end < 0 else min(end, number.end + 80)]
    return _WORD.search(line) is not None and not _is_dumped(shadow, number) and _valid(number.digits.decode(), "ES")


_WORD = re.compile(rb"[A-Za-z]")


def _is_in_prose(scan: Scan, number: Number) -> bool:
    """Whether the number stands in a sentence: outside of fields, or in one that says more."""
    field = scan.field(number.start, number.end)
    return not scan.fields or (field is not None and field.end - field.start > number.end - number.start + 2)


def _says_itself(number: Number, value: bytes) -> bool:
    """Whether the number may count without a word for a phone."""
    return (_ITSELF.fullmatch(value) or _SPANISH.fullmatch(value)) is not None or _is_national(number, value)


class PhoneNumberRecognizer(WindowRecognizer):
    """A telephone number: in North American and international formats by itself, in all others with context."""

    TYPES = (EntityType.PHONE,)
    HOW = "North American and +international formats (phonenumbers); other groupings with context"
    CHECK = "numbering plan"

    def find(self, scan: Scan) -> Iterator[Entity]:
        taken = -1
        for number in scan.numbers("phone"):
            if number.start < taken or is_typed(scan, number.start, number.end):
                continue
            score = self._score(scan, number)
            if score:
                taken = number.end
                yield Entity(EntityType.PHONE, number.start, number.end, score)
        for number in scan.numbers("glued phone"):
            value = scan.shadow[number.start : number.end]
            if _valid(value.decode(), None if value[:1] == b"+" else "US"):
                yield Entity(EntityType.PHONE, number.start, number.end, 0.7)

        if has(scan.shadow, b"wa_id") or has(scan.lower, b"whatsapp"):
            yield from _of_whatsapp(scan)
        for field in scan.named(PHONE) if len(scan.fields) < _MOST_FIELDS else ():
            if _MORE.match(scan.shadow, field.end) and _BARE.fullmatch(scan.shadow, field.start, field.end):
                yield Entity(EntityType.PHONE, field.start, field.end, 0.9)

    @staticmethod
    def _says_little(scan: Scan, number: Number) -> bool:
        """Whether the number is a JSON integer under a key that seldom means a phone: "text", "call", "desk"."""
        field = scan.field(number.start, number.end)
        if field is None or field.name.lower() not in _VAGUE_NAMES:
            return False
        return _JSON_KEY.search(scan.shadow, max(0, field.start - 8), field.start) is not None

    def _score(self, scan: Scan, number: Number) -> float:
        value = scan.shadow[number.start : number.end]
        plus = value[:1] == b"+"
        if b"." in value and _DECIMALS.fullmatch(value):
            return 0.0
        if not plus and (
            _DATE_LIKE.fullmatch(value)
            or not (scan.speaks_of(PHONE) or _says_itself(number, value) or _is_message(scan, number))
        ):
            return 0.0  # whatever its context
        labelled, near = scan.context(number.start, number.end)
        labelled &= ~_OF_TEXT
        if number.attached and not plus and not labelled & PHONE:
            return 0.0
        american = _NANP.fullmatch(value) is not None
        if labelled & PHONE:
            if value.isdigit() and self._says_little(scan, number):
                return 0.0
            if 7 <= len(number.digits) <= 20 and (american or b"/" not in value[:4]):
                return 0.97 if plus or american else 0.9
            return 0.0
        if labelled:
            if american and not value.isdigit() and _is_value(scan, number):
                return 0.6
            return 0.0 if not plus or labelled & OTHER else 0.6
        if american:
            return 0.95 if near & PHONE else 0.8
        if plus:
            if _valid(value.decode(), None):
                return 0.95
            return 0.6 if near & PHONE or _is_international(scan.shadow, number) else 0.0
        if _is_message(scan, number):
            return 0.7
        if _in_table(scan.shadow, number.start, number.end):
            return 0.0
        if (
            _AREA_CODE.fullmatch(value)
            and not _is_coded(scan.shadow, number)
            and any(_valid(value.decode(), region) for region in ("DE", "AT", "CH"))
        ):
            return 0.6
        if _ELSEWHERE.fullmatch(value):
            return 0.0 if _is_dumped(scan.shadow, number) else 0.6
        if near & PHONE and 7 <= len(number.digits) <= 15:
            return 0.75 if not value.isdigit() or len(value) >= 9 else 0.6
        if _SPANISH.fullmatch(value) and _is_spanish(scan.shadow, number):
            return 0.6
        if self.supported_language == "es" and _IBERIAN.fullmatch(value):
            return 0.6 if _BEHIND_NAME.search(scan.shadow, max(0, number.start - 5), number.start) else 0.0
        if self.supported_language == "es" and _AMERICAN.fullmatch(value) and not _is_value(scan, number):
            known = value.startswith((b"15-", b"11 ")) or any(_valid(value.decode(), region) for region in ("CL", "MX"))
            return 0.6 if known else 0.0
        if _BRITISH_MOBILE.fullmatch(value):
            return 0.6 if self.supported_language == "en" and _is_in_prose(scan, number) else 0.0
        if not _is_national(number, value) or _is_dumped(scan.shadow, number):
            return 0.0
        if self.supported_language == "en" and _BRITISH.fullmatch(value):
            return 0.6
        for region in _REGIONS.get(self.supported_language, ()):
            if _valid(value.decode(), region):
                return 0.6
        return 0.0

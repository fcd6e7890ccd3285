"""Bank accounts: account and routing numbers, IBANs, SWIFT codes and PINs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import NumberRecognizer, NumberRule, WindowRecognizer, no_year
from objectlambda.pii.rules.checkdigits import aba, mod97
from objectlambda.pii.rules.concepts import ACCOUNT, IBAN, PIN, ROUTING, SWIFT
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import CODES, LOWER, NUMBERS
from objectlambda.pii.rules.grouped_accounts import accounts_beside_codes, grouped_accounts, sort_codes
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_AWS_ACCOUNT = re.compile(rb"\d{12}")
_REGION = LOWER.pattern(rb"\b(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:gov-)?(?:north|south|east|west|central)[a-z]*-\d\b")
_BRANCH = re.compile(rb"sort|bsb|state.?branch|branch code|bankleitzahl|blz")
_AWS_LABEL = re.compile(rb"(?:aws|account) ?(?:account)? ?id[\"\x27]?\s?[:=]\s?[\"\x27]?$")


class BankAccountRecognizer(NumberRecognizer):
    """A bank account number: digits that are labelled as an account."""

    TYPES = (EntityType.BANK_ACCOUNT_NUMBER,)
    HOW = "6 to 20 digits labelled account"
    CONCEPTS = ACCOUNT
    RULES = (
        NumberRule(shapes=("8", "9", "10", "11", "12", "13", "14"), near=0.6, labelled=0.9),
        NumberRule(shapes=("6", "7", "15", "16", "17", "18", "19", "20", "21", "22"), labelled=0.8),
        NumberRule(shapes=("4-4",), labelled=0.8, check=no_year),
        NumberRule(
            shapes=words(
                """
                4-4-4 3-7 4-6 3-6 4-4-2 4-5 2-5-4 3-4-4 4-4-3 3-4-3 2-4-4 3-2-6 3-3-4 2-3-4 3-3-3 5-5 5-4 6-4 4-8 3-9
                4-4-5 5-5-2 3-4-5 2-8 1-9 2-6-2 3-4-2 4-4-2-10 8-14 3-6-2 3-8-1-2 3-3-12-2 3-3-11-1
                """
            ),
            labelled=0.8,
        ),
    )  # fmt: skip

    def find(self, scan: Scan) -> Iterator[Entity]:
        aws = has(scan.lower, b"aws") or has(scan.lower, b"useridentity") or scan.holds(_REGION)
        for entity in super().find(scan):
            if not (aws and _is_aws_account(scan, entity)):
                yield entity
        yield from grouped_accounts(scan)
        yield from accounts_beside_codes(scan)


def _is_aws_account(scan: Scan, entity: Entity) -> bool:
    """Whether a number of twelve digits is that of an AWS account, in a window about AWS."""
    if not _AWS_ACCOUNT.fullmatch(scan.shadow, entity.start, entity.end):
        return False
    if b":" + scan.shadow[entity.start : entity.end] + b":" in scan.shadow:
        return True  # it stands in an ARN
    field = scan.field(entity.start, entity.end)
    if field is not None and field.name == "account" and has(scan.lower, b'"detail-type"'):
        return True  # an event of EventBridge
    return (field is not None and {"account", "id"} <= field_words(field.name)) or _AWS_LABEL.search(
        scan.lower, max(0, entity.start - 24), entity.start
    ) is not None


class RoutingRecognizer(NumberRecognizer):
    """A bank's routing number: of the US, or labelled as the British, Australian or German code of a bank."""

    TYPES = (EntityType.BANK_ROUTING,)
    HOW = "nine digits with context; labelled sort codes, BSB, BLZ"
    CHECK = "ABA 3-7-1"
    CONCEPTS = ROUTING
    RULES = (
        NumberRule(shapes=("9", "3-3-3"), near=0.85, labelled=0.97, check=aba, failing=0.8),
        NumberRule(shapes=("2-2-2", "3-3", "6", "5", "8", "3-3-2"), labelled=0.8),  # five digits lost a zero
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        for entity in super().find(scan):
            if entity.end - entity.start >= 9 or _is_of_a_branch(scan, entity):
                yield entity
        yield from sort_codes(scan)


def _is_of_a_branch(scan: Scan, entity: Entity) -> bool:
    """Whether a number shorter than that of a US bank stands under the name of another country's code."""
    field = scan.field(entity.start, entity.end)
    said = scan.lower[max(field.start if field else 0, entity.start - 24) : entity.start]
    name = field.name.lower().encode() if field else b""
    if name.rpartition(b".")[2] == b"sort" and scan.shadow[entity.start : entity.end].isdigit():
        return False  # the order of entries
    return _BRANCH.search(said) is not None or _BRANCH.search(name) is not None


_LOCK = linear(
    rb"(?i)\bcode on the door(?: is|:)? (?:\d{4,6}|\d{2}[A-Z]\d{4}|[A-Z]\d{4}[A-Z]?)\b|\b(?:padlocks?|locks?"
    rb"|lock ?box|gate|door|building|alarm|shed|key ?safe|safe|garage|entry|bike|locker|barrier"
    rb"|cupboard)\b[^\n.]{0,30}?\bcode(?: on the door| for (?:it|that|the door))?"
    rb"(?: is| was|:| changed:| changed to| now| =)? ?(?:now |still )?\*?(?:\d{4,6}|\d{2}[A-Z]\d{4}"
    rb"|[A-Z]\d{4}[A-Z]?)\b"
)
"""The code of a lock, in a sentence: "new padlocks, code is 8841"."""
_CODE = re.compile(rb"(?:\d{4,6}|\d{2}[A-Z]\d{4}|[A-Z]\d{4}[A-Z]?)\Z")


_OF_ISSUE = (b"[#", b"(#")
"""What stands before the number of an issue in a change log: "Pin to trusty ([#3347]"."""


class PinRecognizer(NumberRecognizer):
    """Four digits labelled PIN."""

    TYPES = (EntityType.PIN,)
    HOW = "four digits labelled PIN, NIP …"
    CONCEPTS = PIN
    RULES = (
        NumberRule(shapes=("4",), near=0.65, labelled=0.94, check=no_year, failing=0.94),
        NumberRule(shapes=("5", "6"), labelled=0.6),
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        yield from (
            found for found in super().find(scan) if scan.shadow[found.start - 2 : found.start] not in _OF_ISSUE
        )
        if has(scan.lower, b"code"):
            for _, end in scan.matches(_LOCK, numbered=True):
                code = _CODE.search(scan.shadow, end - 7, end)
                if code is not None:
                    yield Entity(EntityType.PIN, code.start(), end, 0.85)


_IBAN_LENGTHS = {
    code: int(length)
    for code, length in (
        item.split(":")
        for item in words(
            """
    AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BI:27 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22
    DJ:27 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FK:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HN:28
    HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25
    MC:27 MD:24 ME:22 MK:19 MN:20 MR:27 MT:31 MU:30 NI:28 NL:18 NO:15 OM:23 PK:24 PL:28 PS:29 PT:25 QA:29
    RO:24 RS:22 RU:33 SA:24 SC:31 SD:18 SE:24 SI:19 SK:24 SM:27 SO:23 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29
    VA:22 VG:24 XK:20 YE:30
    """
        )
    )
}
"""Lengths by country, from the IBAN registry (SWIFT, release 99)."""

_IBAN = CODES.pattern(
    rb"\b[A-Za-z]{2}\d{2}(?:[A-Za-z0-9]{11,30}\b|(?:[ \-][A-Za-z0-9]{4}){2,7}(?:[ \-][A-Za-z0-9]{1,4})?\b)"
)
_PIECES = CODES.pattern(
    rb"(?:\b|[_a-z]|\b(?i:iban)|\?3[01])[A-Z]{2}[ \-]?\d{2}(?:(?:[ \-./]{1,2}|\r?\n)?[A-Z0-9]){11,30}"
)
"""An IBAN in groups of any length, also over a line end, or joined to its label or to the number of a subfield."""
_GLUED = CODES.pattern(
    rb"(?:(?:ES|CZ|SK|SE)\d{22}|DE\d{20}|PT\d{23}|BE\d{14}|AT\d{18}|(?:PL|HU)\d{26}|(?:DK|FI)\d{16})"
)
"""An IBAN of digits between columns of fixed width; its check digits prove it."""
_OF_DIGITS = re.compile(rb"(?:(?:ES|CZ|SK|SE)\d{22}|DE\d{20}|PT\d{23}|(?:PL|HU)\d{26})")
"""What is an IBAN by its country and its length alone, even if somebody mistyped or invented it."""
_COUNTRY = re.compile(rb"[A-Z]{2}[ \-]?\d\d")
_LEAST_DIGITS = 8
_LONGEST = 80
"""How many characters an IBAN and what separates its groups take."""
_MANY_DIGITS = 14
"""So many digits in the form of an IBAN need no more than the label of an account, even if the check digits fail."""


class IbanNumberRecognizer(WindowRecognizer):
    """An international bank account number, in one piece or in groups of four."""

    TYPES = (EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER,)
    HOW = "country, length and check digits"
    CHECK = "MOD 97-10"

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_IBAN):
            length = _IBAN_LENGTHS.get(scan.shadow[start : start + 2].upper().decode())
            if length is None:
                continue
            taken = _characters(scan.shadow, start, end, length)
            if taken is None:
                labelled, _ = scan.context(start, end)
                if labelled & IBAN:
                    yield Entity(EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER, start, end, 0.6)
                continue
            value = scan.shadow[start:taken].upper().translate(None, b" -")
            if mod97(value):
                yield Entity(EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER, start, taken, 0.99)
                continue
            labelled, near = scan.context(start, taken)
            if (
                (labelled | near) & IBAN
                or _OF_DIGITS.fullmatch(value)
                or (labelled & ACCOUNT and sum(48 <= char <= 57 for char in value) >= _MANY_DIGITS)
            ):
                yield Entity(EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER, start, taken, 0.75)
        for start, end in scan.matches(_GLUED, numbered=True):
            if mod97(scan.shadow[start:end]):
                yield Entity(EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER, start, end, 0.99)
        for begin, end in scan.matches(_PIECES):
            at = begin + (scan.lower[begin : begin + 4] == b"iban") * 4
            while (country := _COUNTRY.search(scan.shadow, at, end)) is not None:  # another one may follow the first
                at = country.end()
                length = _IBAN_LENGTHS.get(country[0][:2].decode())
                reach = min(len(scan.shadow), country.start() + _LONGEST)
                taken = _characters(scan.shadow, country.start(), reach, length, glued=True) if length else None
                if taken is None:
                    continue
                value = scan.shadow[country.start() : taken].translate(None, b" -./\r\n")
                if not value.isalnum():
                    continue  # other signs stand between its letters and digits
                if sum(48 <= char <= 57 for char in value) >= _LEAST_DIGITS and mod97(value):
                    yield Entity(EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER, country.start(), taken, 0.95)
                    at = taken


def _characters(shadow: bytes, start: int, end: int, count: int, *, glued: bool = False) -> int | None:
    """The end of the first ``count`` letters and digits of ``shadow[start:end]``, if a group ends there.

    If ``glued``, small letters may follow.
    """
    at = start
    while count and at < end:
        count -= shadow[at : at + 1].isalnum()
        at += 1
    after = shadow[at : at + 1]
    if count or (after.isalnum() and not (glued and after.islower())):
        return None
    return at


_SWIFT = linear(rb"\b[A-Za-z]{4}[A-Za-z]{2}[A-Za-z0-9]{2}(?:[A-Za-z0-9]{3})?\b")
_COUNTRIES = byte_words(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER
    ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE
    IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
    LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
    NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ
    SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ
    VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """
)


_TAG = NUMBERS.pattern(rb"(?m)^:5[1-8][AD]:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b")
"""The fields of a SWIFT MT message that name an institution by its code."""


_OF_INSTITUTION = linear(
    rb"FinancialInst[A-Za-z]{0,20}>\s{0,40}<[A-Za-z0-9:]{1,24}(?: [^<>\n]{1,60})?>"
    rb"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b"
)
"""The first element of a financial institution in UBL and in ISO 20022."""


_WHOLE = re.compile(rb"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


class SwiftRecognizer(WindowRecognizer):
    """A SWIFT code (BIC): it has a real country code, and its context or a digit in it shows that it is not a word."""

    TYPES = (EntityType.SWIFT_CODE,)
    HOW = "eight or eleven characters with a country code, with context"
    CHECK = "ISO 3166 country"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if has(scan.shadow, b":5"):
            for _, end in scan.matches(_TAG):
                yield Entity(EntityType.SWIFT_CODE, scan.shadow.rfind(b":", 0, end) + 1, end, 0.9)
        if has(scan.shadow, b"inancialInst"):
            for _, end in scan.matches(_OF_INSTITUTION):
                if scan.shadow[(start := scan.shadow.rfind(b">", 0, end) + 1) + 4 : start + 6] in _COUNTRIES:
                    yield Entity(EntityType.SWIFT_CODE, start, end, 0.9)
        for field in scan.named(ROUTING):
            if _WHOLE.fullmatch(code := scan.shadow[field.start : field.end]) and code[4:6] in _COUNTRIES:
                yield Entity(EntityType.SWIFT_CODE, field.start, field.end, 0.9)
        if not scan.speaks_of(SWIFT):
            return
        for start, end in scan.matches(_SWIFT):
            value = scan.shadow[start:end]
            upper = value.upper()
            if upper[4:6] not in _COUNTRIES:
                continue
            labelled, near = scan.context(start, end)
            if labelled & SWIFT and (value == upper or any(48 <= char <= 57 for char in value)):
                yield Entity(EntityType.SWIFT_CODE, start, end, 0.97)
            elif near & SWIFT and value == upper and not labelled:
                yield Entity(EntityType.SWIFT_CODE, start, end, 0.75)

"""Invents values in the form of real ones; the same value under the same key gives the same fake.

Digits stay digits, letters stay letters of the same case, and punctuation and length stay. Where a type has check
digits or a range, the fake has right ones. Without the key (HMAC-SHA-256), the fake says nothing about the value.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, partial
from itertools import count

from objectlambda.pii.entities import EntityType
from objectlambda.pii.identifiers import identifiers
from objectlambda.pii.identifiers.identifier import Below, invent_right
from objectlambda.pii.rules.checkdigits import aba, luhn, nhs, utr, verhoeff, vin

_FIRST = (
    "Alex Avery Blair Cameron Casey Charlie Dakota Devon Drew Eden Elliot Emery Finley Frankie Harper Hayden Jamie "
    "Jordan Kai Kendall Lane Logan Marley Micah Morgan Noel Parker Quinn Reese Riley River Robin Rowan Sage Sasha "
    "Skyler Taylor Tatum Toby Wren"
)
_LAST = (
    "Abbott Archer Baxter Bishop Calloway Carver Dalton Draper Ellery Fletcher Garner Hale Harlow Holt Ingram "
    "Jarvis Keller Lowell Mercer Milton Norwood Oakes Palmer Prescott Quimby Radley Sawyer Sutton Thatcher Underhill "
    "Vance Wainwright Weaver Whitlock Winslow Yardley"
)
_PLACES = (
    "Alder Aspen Birch Brook Cedar Chestnut Clover Dale Elm Fern Field Forest Garden Grove Hazel Hill Ivy Juniper "
    "Lake Laurel Linden Maple Meadow Mill Oak Orchard Park Pine Poplar Ridge River Rose Spring Valley Willow Wood"
)
_MONTHS = "January February March April May June July August September October November December"
_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"

FIRST, LAST, PLACES = _FIRST.split(), _LAST.split(), _PLACES.split()
MONTHS, MESES, DAYS = _MONTHS.split(), _MESES.split(), _DAYS.split()

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NOT_IN_VINS = re.compile(rb"[IOQ]|[^0-9A-Z]")
_YEAR_DIGITS = 4
_ATTEMPTS = 8


class Draws:
    """Draws numbers that depend only on the key and on their purpose."""

    def __init__(self, secret: bytes, purpose: str) -> None:
        self._bytes = self._stream(secret, purpose.encode("utf-8", "surrogatepass"))

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit`` - 1."""
        draw = self._bytes
        return (next(draw) << 16 | next(draw) << 8 | next(draw)) % limit

    def choice(self, items: list[str]) -> str:
        """One of ``items``."""
        return items[self.below(len(items))]

    @staticmethod
    def _stream(secret: bytes, purpose: bytes) -> Iterator[int]:
        for block in count():
            yield from hmac.digest(secret, block.to_bytes(4, "big") + purpose, "sha256")


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def fake(secret: bytes, entity_type: str, value: str) -> str:
    """An invented value of the type, in the form of ``value`` and different from it."""
    make = _maker(entity_type)
    made = value
    for attempt in range(_ATTEMPTS):
        made = make(Draws(secret, f"{entity_type}\0{attempt}\0{value}"), value)
        if made != value:
            return made
    return "*" * len(value)


def _scramble(draws: Draws, value: str) -> str:
    """Draws digits for digits and letters for letters; the first digit is not 0, so that a JSON number stays valid."""
    first = str(1 + draws.below(9)) if value[:1].isdigit() and value[0] != "0" else ""
    return first + "".join(_character(draws, character) for character in value[len(first) :])


def _character(draws: Draws, character: str) -> str:
    if character.isdigit():
        return str(draws.below(10))
    if not character.isalpha():
        return character
    return _in_case_of(chr(ord("a") + draws.below(26)), character)


def _in_case_of(word: str, like: str) -> str:
    """``word`` in the case of ``like``."""
    if like.isupper():
        return word.upper()
    return word.lower() if like.islower() else word.capitalize()


def _name(draws: Draws, value: str) -> str:
    words = len(_WORD.findall(value))
    place = iter(range(words))

    def another(match: re.Match[str]) -> str:
        last = next(place) == words - 1 and words > 1
        if len(match[0]) == 1:
            return _character(draws, match[0])
        return _in_case_of(draws.choice(LAST if last else FIRST), match[0])

    return _WORD.sub(another, value)


def _address(draws: Draws, value: str) -> str:
    def another(match: re.Match[str]) -> str:
        short = len(match[0]) <= 2
        return _scramble(draws, match[0]) if short else _in_case_of(draws.choice(PLACES), match[0])

    return _DIGITS.sub(lambda m: _number(draws, m[0]), _WORD.sub(another, value))


def _date(draws: Draws, value: str) -> str:
    def another_word(match: re.Match[str]) -> str:
        folded = match[0].lower()
        for names in (MONTHS, MESES, DAYS):
            for name in names:
                if len(folded) >= 3 and name.lower().startswith(folded):
                    other = draws.choice(names)
                    return _in_case_of(other if len(folded) == len(name) else other[: len(folded)], match[0])
        return match[0]

    def another_number(match: re.Match[str]) -> str:
        digits = match[0]
        if len(digits) == _YEAR_DIGITS:
            return str(1930 + draws.below(90))
        if len(digits) > 2:
            return _number(draws, digits)
        # 1 to 12 is valid as a day, a month, an hour, a minute and a second.
        return str(1 + draws.below(9 if len(digits) == 1 else 12)).zfill(len(digits))

    return _DIGITS.sub(another_number, _WORD.sub(another_word, value))


def _number(draws: Draws, digits: str) -> str:
    """Draws as many digits; the first is not 0, unless that of ``digits`` is."""
    first = "0" if digits[0] == "0" else str(1 + draws.below(9))
    return first + "".join(str(draws.below(10)) for _ in digits[1:])


def _age(draws: Draws, value: str) -> str:
    return _DIGITS.sub(lambda m: str(18 + draws.below(62)) if len(m[0]) == 2 else _number(draws, m[0]), value)


def _email(draws: Draws, value: str) -> str:
    local, _, domain = value.rpartition("@")
    return f"{_scramble(draws, local)}@{_domain(domain)}"


def _domain(domain: str) -> str:
    return f"example.{('com', 'org', 'net')[len(domain) % 3]}"  # reserved by RFC 2606


def _url(draws: Draws, value: str) -> str:
    scheme, separator, rest = value.rpartition("://")
    host, slash, path = rest.partition("/")
    return (
        f"{scheme}{separator}{'www.' if host.startswith('www.') else ''}{_domain(host)}{slash}{_scramble(draws, path)}"
    )


def _ip(draws: Draws, value: str) -> str:
    if ":" in value:
        groups = (f"{draws.below(0x10000):x}" for _ in range(2))
        return "2001:db8::" + ":".join(groups)  # reserved for documentation (RFC 3849)
    return f"198.{18 + draws.below(2)}.{draws.below(256)}.{draws.below(256)}"  # for benchmarks (RFC 2544)


def _mac(draws: Draws, value: str) -> str:
    hexadecimal = iter(f"02{draws.below(1 << 24):06x}{draws.below(1 << 16):04x}")  # locally administered
    return "".join(_in_case_of(next(hexadecimal, "0"), c) if c.isalnum() else c for c in value)


def _iban(draws: Draws, value: str) -> str:
    compact = "".join(c for c in value if c.isalnum())
    body = _scramble(draws, compact[4:])
    check = 98 - int("".join(str(int(c, 36)) for c in f"{body}{compact[:2]}00")) % 97
    characters = iter(f"{compact[:2]}{check:02d}{body}")
    return "".join(next(characters) if c.isalnum() else c for c in value)


def _ssn(draws: Draws, value: str) -> str:
    digits = _only_digits(value)
    made = _number(draws, digits) if digits else ""
    return _put_digits(value, "9" + made[1:] if len(digits) == 9 else made)  # 9xx is never issued


def _maker(entity_type: str) -> Callable[[Draws, str], str]:
    row = identifiers().get(entity_type)
    if row is not None:
        return partial(_in_form, row.invented)
    if entity_type in _CHECKS:
        return partial(_in_form, partial(_invent_checked, *_CHECKS[entity_type]))
    return _MAKERS.get(entity_type, _scramble)


def _invent_checked(check: Callable[[bytes], bool], lengths: Collection[int], below: Below, value: str) -> str | None:
    is_right = len(value) in lengths and value.isascii() and value[-2:].isdigit() and check(value.encode())
    return invent_right(below, value, check) if is_right else None


def _in_form(invent: Callable[[Below, str], str | None], draws: Draws, value: str) -> str:
    """What ``invent`` returns for the letters and digits of ``value``, in its form; if None, any letters and digits."""
    made = invent(draws.below, "".join(filter(str.isalnum, value)).upper())
    if made is None:
        return _scramble(draws, value)
    characters = iter(made)
    return "".join(_in_case_of(next(characters), c) if c.isalnum() else c for c in value)


def _only_digits(value: str) -> str:
    return "".join(c for c in value if c.isdigit())


def _put_digits(value: str, digits: str) -> str:
    """``value`` with its digits replaced by ``digits`` in order."""
    source = iter(digits)
    return "".join(next(source, "0") if c.isdigit() else c for c in value)


def _is_vin(value: bytes) -> bool:
    return not _NOT_IN_VINS.search(value) and vin(value)


_CHECKS: dict[str, tuple[Callable[[bytes], bool], Collection[int]]] = {
    EntityType.BANK_ROUTING: (aba, (9,)),
    EntityType.CA_HEALTH_NUMBER: (luhn, (9, 10, 12)),
    EntityType.CA_SOCIAL_INSURANCE_NUMBER: (lambda value: luhn(value) and value[:1] != b"8", (9,)),
    EntityType.CREDIT_DEBIT_NUMBER: (luhn, range(12, 20)),
    EntityType.IN_AADHAAR: (lambda value: verhoeff(value) and value[:1] not in b"01", (12,)),
    EntityType.UK_NATIONAL_HEALTH_SERVICE_NUMBER: (nhs, (10,)),
    EntityType.UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER: (utr, (10,)),
    EntityType.VEHICLE_IDENTIFICATION_NUMBER: (_is_vin, (17,)),
}
"""The check of a type's values, and their numbers of letters and digits; the fake of a wrong value may be wrong."""

_MAKERS: dict[str, Callable[[Draws, str], str]] = {
    EntityType.NAME: _name,
    EntityType.ADDRESS: _address,
    EntityType.DATE_TIME: _date,
    EntityType.CREDIT_DEBIT_EXPIRY: _date,
    EntityType.AGE: _age,
    EntityType.EMAIL: _email,
    EntityType.URL: _url,
    EntityType.IP_ADDRESS: _ip,
    EntityType.MAC_ADDRESS: _mac,
    EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER: _iban,
    EntityType.SSN: _ssn,
}

"""Numbers that pass their check, and look-alikes that do not.

Every function takes a random.Random and gives plain text. The checks are written out here, apart from the detector's,
so that the two cannot share a mistake.
"""

# ruff: noqa: E501 (alternatives stand side by side)

from __future__ import annotations

import random
import string

_UPPER_DIGITS = string.ascii_uppercase + string.digits


def digits(r: random.Random, n: int) -> str:
    """n digits, the first not 0."""
    return str(r.randint(1, 9)) + "".join(r.choice(string.digits) for _ in range(n - 1))


def luhn_ok(number: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    total = 0
    for i, d in enumerate(reversed(number)):
        n = int(d) * (2 if i % 2 else 1)
        total += n - 9 if n > 9 else n
    return total % 10 == 0


def _with_luhn(body: str) -> str:
    return next(body + d for d in string.digits if luhn_ok(body + d))


def card(r: random.Random) -> tuple[str, str]:
    """A card number that passes Luhn, and its brand."""
    brand, prefix, length = r.choice(
        [
            ("Visa", "4", 16),
            ("Visa", "4", 16),
            ("Mastercard", str(r.randint(51, 55)), 16),
            ("Mastercard", str(r.randint(2221, 2720)), 16),
            ("Amex", r.choice(["34", "37"]), 15),
            ("Discover", "6011", 16),
            ("Visa", "4", 13),
        ]
    )
    body = prefix + "".join(r.choice(string.digits) for _ in range(length - 1 - len(prefix)))
    return _with_luhn(body), brand


def grouped_card(number: str, sep: str) -> str:
    """4-4-4-4, or 4-6-5 for fifteen digits."""
    if len(number) == 15:
        return sep.join([number[:4], number[4:10], number[10:]])
    return sep.join(number[i : i + 4] for i in range(0, len(number), 4))


def not_a_card(r: random.Random) -> str:
    """Sixteen digits that fail Luhn, not starting like a card."""
    while True:
        number = r.choice("179") + "".join(r.choice(string.digits) for _ in range(15))
        if not luhn_ok(number):
            return number


_BBAN = {
    "GB": "aaaannnnnnnnnnnnnn",
    "DE": "nnnnnnnnnnnnnnnnnn",
    "FR": "nnnnnnnnnnnnnnnnnnnnnnn",
    "NL": "aaaannnnnnnnnn",
    "IE": "aaaannnnnnnnnnnnnn",
    "BE": "nnnnnnnnnnnn",
    "PT": "nnnnnnnnnnnnnnnnnnnnn",
    "AT": "nnnnnnnnnnnnnnnn",
    "CH": "nnnnnnnnnnnnnnnnn",
    "PL": "nnnnnnnnnnnnnnnnnnnnnnnn",
    "ES": "nnnnnnnnnnnnnnnnnnnn",
    "IT": "annnnnnnnnnnnnnnnnnnnnn",
}


def _mod97(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text)) % 97


def iban(r: random.Random, country: str | None = None) -> str:
    """ISO 13616: check digits by mod 97; no spaces."""
    country = country or r.choice(sorted(_BBAN))
    body = "".join(r.choice(string.ascii_uppercase if c == "a" else string.digits) for c in _BBAN[country])
    return f"{country}{98 - _mod97(body + country + '00'):02d}{body}"


def iban_ok(text: str) -> bool:
    """Length by country and mod 97."""
    text = text.replace(" ", "").upper()
    return len(text) == 4 + len(_BBAN[text[:2]]) and _mod97(text[4:] + text[:4]) == 1


def in_fours(text: str) -> str:
    """Groups of four, as IBANs are printed."""
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def swift(r: random.Random) -> str:
    """ISO 9362: eight or eleven characters."""
    bank = "".join(r.choice(string.ascii_uppercase) for _ in range(4))
    country = r.choice(["GB", "DE", "FR", "NL", "IE", "US", "ES", "IT", "CH", "AU", "NZ", "CA", "SG"])
    location = r.choice(["2L", "FF", "PP", "2A", "33", "6S", "MM", "2X", "22"])
    return bank + country + location + r.choice(["", "", "XXX", f"{r.randint(100, 999)}"])


_ABA_WEIGHTS = (3, 7, 1, 3, 7, 1, 3, 7, 1)


def routing_ok(number: str) -> bool:
    """ABA: weights 3 7 1, mod 10."""
    return sum(int(d) * w for d, w in zip(number, _ABA_WEIGHTS, strict=True)) % 10 == 0


def routing(r: random.Random) -> str:
    """An ABA routing number of a Federal Reserve district."""
    body = f"{r.randint(1, 12):02d}" + "".join(r.choice(string.digits) for _ in range(6))
    return next(body + d for d in string.digits if routing_ok(body + d))


def account(r: random.Random) -> str:
    """A US bank account: ten to twelve digits."""
    return digits(r, r.randint(10, 12))


def ssn(r: random.Random, sep: str = "-") -> str:
    """Area not 000, 666 or 9xx; group and serial not zero."""
    area = r.choice([n for n in range(1, 900) if n != 666])
    return f"{area:03d}{sep}{r.randint(1, 99):02d}{sep}{r.randint(1, 9999):04d}"


def itin(r: random.Random) -> str:
    """9xx-7x-xxxx or 9xx-8x-xxxx."""
    sep = r.choice(["-", "-", " "])
    return f"9{r.randint(0, 99):02d}{sep}{r.randint(70, 88)}{sep}{r.randint(1, 9999):04d}"


def nhs_ok(number: str) -> bool:
    """Mod 11 over ten digits."""
    n = number.replace(" ", "").replace("-", "")
    check = 11 - sum(int(d) * w for d, w in zip(n[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and check % 11 == int(n[9])


def nhs(r: random.Random) -> str:
    """Ten digits, usually printed 3-3-4."""
    while True:
        n = digits(r, 10)
        if nhs_ok(n):
            return f"{n[:3]} {n[3:6]} {n[6:]}" if r.random() < 0.8 else n


def utr_ok(number: str) -> bool:
    """HMRC: the first digit checks the nine after it (weights 6 7 8 9 10 5 4 3 2, mod 11)."""
    n = number.replace(" ", "")
    rest = sum(int(d) * w for d, w in zip(n[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2), strict=True)) % 11
    return "21987654321"[rest] == n[0]


def utr(r: random.Random) -> str:
    """Ten digits, sometimes printed 5-5."""
    while True:
        n = digits(r, 10)
        if utr_ok(n):
            return f"{n[:5]} {n[5:]}" if r.random() < 0.4 else n


def nino(r: random.Random) -> str:
    """Two letters, six digits, a letter A to D."""
    first, second = r.choice("ABCEGHJKLMNPRSTWXYZ"), r.choice("ABCEGHJKLMNPRSTWXYZ")
    if first + second in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
        return nino(r)
    pairs = [f"{r.randint(0, 99):02d}" for _ in range(3)]
    sep = r.choice(["", " ", " "])
    return sep.join([first + second, *pairs, r.choice("ABCD")])


def sin(r: random.Random) -> str:
    """Canadian: nine digits with Luhn."""
    n = _with_luhn(r.choice("124567") + "".join(r.choice(string.digits) for _ in range(7)))
    sep = r.choice([" ", "-", " ", ""])
    return sep.join([n[:3], n[3:6], n[6:]])


def ca_health(r: random.Random) -> str:
    """Ontario: ten digits with Luhn, printed 4-3-3 or plain."""
    n = _with_luhn(digits(r, 9))
    sep = r.choice(["-", " ", ""])
    return sep.join([n[:4], n[4:7], n[7:]])


_D = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
]
_P = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
for _ in range(6):
    _P.append([_P[1][i] for i in _P[-1]])


def verhoeff_ok(number: str) -> bool:
    """Verhoeff's dihedral check."""
    c = 0
    for i, d in enumerate(reversed(number)):
        c = _D[c][_P[i % 8][int(d)]]
    return c == 0


def aadhaar(r: random.Random) -> str:
    """Twelve digits, first 2 to 9, printed 4-4-4."""
    body = str(r.randint(2, 9)) + "".join(r.choice(string.digits) for _ in range(10))
    n = next(body + d for d in string.digits if verhoeff_ok(body + d))
    sep = r.choice([" ", " ", "-"])
    return sep.join([n[:4], n[4:8], n[8:]])


def pan(r: random.Random) -> str:
    """Indian income tax: the fourth letter is the kind of holder, P a person."""
    letters = "".join(r.choice(string.ascii_uppercase) for _ in range(3))
    return f"{letters}P{r.choice(string.ascii_uppercase)}{r.randint(0, 9999):04d}{r.choice(string.ascii_uppercase)}"


def voter(r: random.Random) -> str:
    """Indian EPIC: three letters and seven digits."""
    return "".join(r.choice(string.ascii_uppercase) for _ in range(3)) + digits(r, 7)


def nrega(r: random.Random) -> str:
    """Comprehend's form: two letters and fourteen digits."""
    return r.choice(["RJ", "MH", "UP", "BH", "KL", "TN", "OR"]) + digits(r, 14)


_VIN_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ0123456789",
        [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, *range(10)],
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin_ok(number: str) -> bool:
    """49 CFR 565: the ninth character checks the others, mod 11."""
    rest = sum(_VIN_VALUES[c] * w for c, w in zip(number, _VIN_WEIGHTS, strict=True)) % 11
    return number[8] == "0123456789X"[rest]


def vin(r: random.Random) -> str:
    """A North American VIN."""
    alphabet = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    head = r.choice(["1FT", "1HG", "2T1", "3VW", "5YJ", "1G1", "4T1", "JTD", "WBA"])
    body = head + "".join(r.choice(alphabet) for _ in range(5))
    tail = r.choice("JKLMNPRST") + r.choice(alphabet) + "".join(r.choice(string.digits) for _ in range(6))
    return next(n for c in "0123456789X" if vin_ok(n := body + c + tail))


def mac(r: random.Random) -> str:
    """Six octets by colons or hyphens."""
    octets = [f"{r.randint(0, 255):02x}" for _ in range(6)]
    text = r.choice([":", ":", "-"]).join(octets)
    return text.upper() if r.random() < 0.4 else text


def ipv4(r: random.Random) -> str:
    """A dotted quad, public or private."""
    first = r.choice([10, 192, 172, 203, 198, 81, 52, 34, 91, 176, 24, 73])
    return f"{first}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}"


def aws_access_key(r: random.Random) -> str:
    """AKIA or ASIA and sixteen base-32 characters."""
    return r.choice(["AKIA", "AKIA", "ASIA"]) + "".join(r.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16))


def aws_secret_key(r: random.Random) -> str:
    """Forty base-64 characters."""
    return "".join(r.choice(string.ascii_letters + string.digits + "/+") for _ in range(40))


def driver_id(r: random.Random) -> str:
    """US states' and the UK's forms."""
    kind = r.randrange(6)
    if kind == 0:  # California
        return r.choice(string.ascii_uppercase) + digits(r, 7)
    if kind == 1:  # Florida, Illinois
        return r.choice(string.ascii_uppercase) + digits(r, 12)
    if kind == 2:  # Florida as printed
        d = digits(r, 12)
        return f"{r.choice(string.ascii_uppercase)}{d[:3]}-{d[3:6]}-{d[6:8]}-{d[8:11]}-{d[11]}"
    if kind == 3:  # Texas
        return digits(r, 8)
    if kind == 4:  # New York
        return f"{digits(r, 3)} {digits(r, 3)} {digits(r, 3)}"
    letters = "".join(r.choice(string.ascii_uppercase) for _ in range(5))
    return f"{letters}{digits(r, 6)}{r.choice(string.ascii_uppercase)}{r.choice('ABJKM')}9{r.choice('ABCDE')}{r.choice('FGHK')}"


def plate(r: random.Random) -> str:
    """US, British and Australian number plates."""
    u = string.ascii_uppercase.replace("I", "").replace("O", "").replace("Q", "")
    a, b = "".join(r.choice(u) for _ in range(3)), "".join(r.choice(u) for _ in range(3))
    return r.choice(
        [
            f"{r.randint(1, 9)}{a}{r.randint(100, 999)}",
            f"{a}-{r.randint(1000, 9999)}",
            f"{a} {r.randint(1000, 9999)}",
            f"{a[:2]}{r.randint(10, 74)} {b}",
            f"{a}{r.randint(100, 999)}",
        ]
    )


def passport(r: random.Random) -> str:
    """US: nine digits, or a letter and eight."""
    return digits(r, 9) if r.random() < 0.5 else r.choice("ACEFGXYZ") + digits(r, 8)


_PASS_WORDS = [
    "tulip",
    "rocket",
    "marble",
    "copper",
    "anvil",
    "lantern",
    "pickle",
    "gravel",
    "otter",
    "walnut",
    "cobalt",
    "harbor",
    "quartz",
    "saddle",
]


def password(r: random.Random) -> str:
    """What people and generators choose."""
    word = r.choice(_PASS_WORDS)
    return r.choice(
        [
            f"{word.title()}{r.randint(10, 9999)}{r.choice('!?#$*')}",
            f"{word}-{r.choice(_PASS_WORDS)}-{r.randint(2, 99)}",
            "".join(r.choice(string.ascii_letters + string.digits + "!#$%*-_+") for _ in range(r.randint(10, 18))),
            f"{word.replace('a', '@').replace('o', '0')}{r.choice('!*#')}{r.randint(1, 99)}",
        ]
    )


def hexa(r: random.Random, n: int) -> str:
    """n lower-case hexadecimal digits."""
    return "".join(r.choice("0123456789abcdef") for _ in range(n))


def uuid(r: random.Random) -> str:
    """A version 4 UUID."""
    h = hexa(r, 30)
    return f"{h[:8]}-{h[8:12]}-4{h[12:15]}-{r.choice('89ab')}{h[15:18]}-{h[18:30]}"


def code(r: random.Random, n: int) -> str:
    """n upper-case letters and digits with at least one of each."""
    return (
        r.choice(string.ascii_uppercase)
        + "".join(r.choice(_UPPER_DIGITS) for _ in range(n - 2))
        + r.choice(string.digits)
    )


def order_id(r: random.Random) -> str:
    """A shop's order number: not personal."""
    return r.choice(
        [
            f"SO-{r.randint(100000, 999999)}",
            f"ORD{digits(r, 8)}",
            f"{r.randint(100, 999)}-{digits(r, 7)}-{digits(r, 7)}",
            f"#{digits(r, 5)}",
            f"W{digits(r, 9)}",
        ]
    )


def sku(r: random.Random) -> str:
    """A stock-keeping unit: not personal."""
    return f"{r.choice(['KB', 'TX', 'HM', 'LED', 'CAB'])}-{r.randint(100, 9999)}-{r.choice(['BLK', 'RED', 'S', 'XL', '2M'])}"


def version(r: random.Random) -> str:
    """A version that is no IP address."""
    return r.choice(
        [
            f"{r.randint(0, 12)}.{r.randint(0, 30)}.{r.randint(0, 99)}",
            f"v{r.randint(1, 9)}.{r.randint(0, 20)}.{r.randint(0, 9)}-rc{r.randint(1, 4)}",
            f"10.0.{r.randint(17763, 26100)}.{r.randint(300, 4000)}",
        ]
    )

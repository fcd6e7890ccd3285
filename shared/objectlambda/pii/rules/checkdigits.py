"""Check digits; each function returns whether ``value`` passes.

``value`` has no separators: it is digits, or upper-case letters and digits if the format has letters.
"""

from __future__ import annotations

_LUHN_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))


def luhn(value: bytes) -> bool:
    """ISO/IEC 7812-1 annex B: payment cards, Canadian social insurance and health numbers."""
    odd = value[-1::-2]
    return (sum(odd) - 48 * len(odd) + sum(value[-2::-2].translate(_LUHN_DOUBLED))) % 10 == 0


def aba(value: bytes) -> bool:
    """ABA routing numbers: weights 3, 7, 1; the first two digits name a Federal Reserve district."""
    if len(value) != 9:
        return False
    district = int(value[:2])
    if not (0 <= district <= 12 or 21 <= district <= 32 or 61 <= district <= 72 or district == 80):
        return False
    total = sum(weight * (digit - 48) for weight, digit in zip((3, 7, 1) * 3, value, strict=True))
    return total % 10 == 0 and total > 0


_VERHOEFF_D = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5), (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7), (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3), (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
_VERHOEFF_P = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7), (9, 4, 5, 3, 1, 2, 6, 8, 7, 0), (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5), (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)  # fmt: skip


def verhoeff(value: bytes) -> bool:
    """Verhoeff's dihedral check, the one of the Indian Aadhaar number."""
    check = 0
    for position, digit in enumerate(reversed(value)):
        check = _VERHOEFF_D[check][_VERHOEFF_P[position % 8][digit - 48]]
    return check == 0


def nhs(value: bytes) -> bool:
    """The modulus 11 check of a ten-digit NHS number (NHS Data Dictionary)."""
    total = sum(weight * (digit - 48) for weight, digit in zip(range(10, 1, -1), value[:9], strict=True))
    return (11 - total % 11) % 11 == value[9] - 48


def utr(value: bytes) -> bool:
    """The modulus 11 check of a UK Unique Taxpayer Reference: the first digit checks the other nine."""
    weights = (6, 7, 8, 9, 10, 5, 4, 3, 2)
    total = sum(weight * (digit - 48) for weight, digit in zip(weights, value[1:10], strict=True))
    return value[0] == b"21987654321"[total % 11]


def mod97(value: bytes) -> bool:
    """ISO 7064 MOD 97-10 over an IBAN in upper case without spaces."""
    moved = value[4:] + value[:4]
    return int("".join(str(int(chr(char), 36)) for char in moved)) % 97 == 1


_VIN_VALUES = dict(
    zip(
        b"0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        (*range(10), *range(1, 9), *range(1, 6), 7, 9, *range(2, 10)),
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin(value: bytes) -> bool:
    """The check digit at the ninth place of a North American vehicle identification number (49 CFR 565.15)."""
    total = sum(weight * _VIN_VALUES[char] for weight, char in zip(_VIN_WEIGHTS, value, strict=True))
    return value[8] == int(b"0123456789X"[total % 11])


_NIF_LETTERS = b"TRWAGMYFPDXBNJZSQVHLCKE"


def nif(value: bytes) -> bool:
    """The check letter of a Spanish DNI, or of an NIE, whose X, Y or Z counts as 0, 1 or 2; in capitals."""
    digits = value[:-1].translate(bytes.maketrans(b"XYZ", b"012"))
    return digits.isdigit() and value[-1] == _NIF_LETTERS[int(digits) % len(_NIF_LETTERS)]


_MOST_OF_PERSONS = 50_000_000
"""Chile gives companies numbers from here on."""


def rut(value: bytes) -> bool:
    """The check character of a Chilean RUT of a person, modulus 11, K for 10; in capitals."""
    total = sum((digit - 48) * (2 + place % 6) for place, digit in enumerate(reversed(value[:-1])))
    return int(value[:-1]) < _MOST_OF_PERSONS and value[-1] == b"0123456789K"[(11 - total % 11) % 11]


def cuit(value: bytes) -> bool:
    """The check digit of an Argentine CUIT or CUIL, modulus 11."""
    weights = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    total = sum(weight * (digit - 48) for weight, digit in zip(weights, value[:10], strict=True))
    return (11 - total % 11) % 11 == value[10] - 48

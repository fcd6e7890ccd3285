"""National identity numbers: DNI and NIE, RUT, CUIT, CURP, RFC, cédulas, and what is labelled an identity card.

Comprehend has no type for them, so they count as SSN, the type of the numbers by which a state knows a person; a
company's (CIF, an RFC of three letters, a CUIT with 30) is left.

Sources: Real Decreto 1553/2005 (DNI), Orden INT/2058/2008 (NIE), Chile's Registro Civil (RUT), Argentina's AFIP (CUIT),
Mexico's RENAPO (CURP) and SAT (RFC).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.checkdigits import cuit, nif, rut
from objectlambda.pii.rules.concepts import DRIVER, IDENTITY, LICENSE, OTHER
from objectlambda.pii.rules.documents import DATE, digits_in
from objectlambda.pii.rules.gates import NUMBERS
from objectlambda.pii.rules.labelled import LabelledRecognizer
from objectlambda.pii.rules.scan import Scan

_SEPARATORS = b" .-/"
_REACH_BEFORE, _REACH_AFTER = 240, 24
"""How far from a number with letters a word for an identity card may stand, as in a question of a chat."""
_DAY = rb"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"


class _Form(NamedTuple):
    """How a number is written, its check, and its scores: alone, near a word for it, and labelled with one.

    A number ``alone`` has to pass the check, if there is one, and to be written in capitals.
    """

    pattern: Any
    check: Callable[[bytes], bool] | None
    alone: float
    near: float
    labelled: float = 0.93


_FORMS = (
    # Spain: eight digits and a letter; X, Y or Z, seven digits and a letter
    _Form(NUMBERS.pattern(rb"\b\d{1,2}[. ]?\d{3}[. ]?\d{3} ?[\-/.]? ?[A-Za-z]\b"), nif, 0.8, 0.75),
    _Form(NUMBERS.pattern(rb"\b[XYZxyz] ?[\-.]? ?\d{1,2}[. ]?\d{3}[. ]?\d{3} ?[\-/.]? ?[A-Za-z]\b"), nif, 0.8, 0.75),
    _Form(NUMBERS.pattern(rb"\b\d{1,2}\.?\d{3}\.?\d{3}-[0-9kK]\b"), rut, 0.0, 0.75),  # Chile
    _Form(NUMBERS.pattern(rb"\b\d{1,2}\.\d{3}\.\d{3}-[0-9kK]\b"), rut, 0.65, 0.75),
    _Form(NUMBERS.pattern(rb"\b2[03-7][ \-]?\d{8}[ \-]?\d\b"), cuit, 0.0, 0.75),  # Argentina
    _Form(NUMBERS.pattern(rb"\b2[03-7]-\d{8}-\d\b"), cuit, 0.7, 0.75),
    _Form(
        NUMBERS.pattern(rb"\b[A-Z][AEIOUX][A-Z]{2}%s[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9]\d\b" % _DAY),
        None, 0.95, 0.95,
    ),  # Mexico: CURP; below, the RFC of a person
    _Form(NUMBERS.pattern(rb"\b[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]\b"), None, 0.9, 0.9),  # Italy
    _Form(NUMBERS.pattern(rb"\b[A-Z\x1a&][AEIOUX][A-Z\x1a&]{2}[ \-]?%s[ \-]?[A-Z0-9]{3}\b" % _DAY), None, 0.6, 0.8),
)  # fmt: skip
_OF_COMPANY = re.compile(
    rb"(?:ES)?-?[ABCDEFGHJNPQRSUW][ \-]?\d{2}\.?\d{3}\.?\d{2}[0-9A-J]|3[0134]-?\d{8}-?\d"
    rb"|[5-9]\d\.?\d{3}\.?\d{3}-[0-9kK]"
)
"""A CIF, and a CUIT and a RUT of a company."""
_ZEROS = re.compile(rb"[A-Za-z]?[0 .\-]*[A-Za-z]?")
"""A specimen, of which no digit tells a person: 00000000T."""
_DATE = re.compile(DATE.pattern + rb"|(?:19|20)" + _DAY)
_BOUND_BEFORE = re.compile(rb"[0-9A-Za-z][_./\-]\Z|[_$#%+]\Z")
_BOUND_AFTER = re.compile(rb"[_.\-/][0-9A-Za-z]|_|%|\x1a")
_UNITS = frozenset(b"AVWKMGTLBFHN")
"""Letters that are a unit behind a blank: "12 345 678 W"."""


def _is_bound(shadow: bytes, start: int, end: int) -> bool:
    """Whether ``shadow[start:end]`` is a part of something longer, such as a code, a path or an amount."""
    return bool(_BOUND_BEFORE.search(shadow, max(0, start - 2), start) or _BOUND_AFTER.match(shadow, end))


class IdentityCardRecognizer(LabelledRecognizer):
    """A national identity number by its form and check character, or behind a word for an identity card."""

    TYPES = (EntityType.SSN,)
    HOW = "DNI, NIE, RUT, CUIT, CURP and RFC of persons; numbers labelled DNI, cédula, identity card …"
    CHECK = "letter of DNI and NIE, modulus 11 of RUT and CUIT"
    CONCEPTS = IDENTITY
    FIRST = True
    COMMAS = False
    ASIDE = re.compile(
        rb"[ \t]*(?:n\.?\x1a|\([^()\n]{1,24}\)|/ ?n\.?i\.?[ef]\.?|[ye] n\.?i\.?[ef]\.?)[ \t]*[:#]?"
        rb"[ \t]*(?:n\.?[^a-z0-9\s]? ?)?"
    )
    VALUE = re.compile(
        rb"[VEJGPvejgp]-?\d{1,2}\.?\d{3}\.?\d{3}(?![A-Za-z0-9])"
        rb"|\d{1,3}(?:[. ]\d{3}){2,3}(?:-[0-9kK])?(?![A-Za-z0-9])"
        rb"|\d{6,13}(?:-[0-9kK])?(?![A-Za-z0-9\-])|\d{3}-\d{7}-\d(?![A-Za-z0-9])|\d-\d{4}-\d{4}(?![A-Za-z0-9\-])"
        rb"|(?:[A-Z]{1,3}[ \-]?)?\d{5,12}(?:-?[A-Z]{1,2})?(?![A-Za-z0-9\-])|[A-Z]{6}\d{8}[HM]\d{3}(?![A-Za-z0-9])"
    )

    def accepts(self, value: bytes, *, separated: bool) -> float:
        if not 6 <= digits_in(value) <= 13 or _ZEROS.fullmatch(value):
            return 0.0
        if _DATE.fullmatch(value) or _OF_COMPANY.fullmatch(value):
            return 0.0
        return 0.9 if separated or len(value) > 7 else 0.7

    def find(self, scan: Scan) -> Iterator[Entity]:
        if not scan.numbered_lines:
            return
        if scan.speaks_of(IDENTITY):
            yield from super().find(scan)
        taken: set[tuple[int, int]] = set()
        for form in _FORMS:
            for start, end in scan.matches(form.pattern, numbered=True):
                if (start, end) not in taken and (score := _score(scan, form, start, end)):
                    taken.add((start, end))
                    yield Entity(EntityType.SSN, start, end, score)


def _score(scan: Scan, form: _Form, start: int, end: int) -> float:
    shadow = scan.shadow
    if _is_bound(shadow, start, end):
        return 0.0
    value = shadow[start:end]
    if _ZEROS.fullmatch(value):
        return 0.0
    labelled = scan.context(start, end).labelled
    if labelled & IDENTITY:
        return 0.0 if _OF_COMPANY.fullmatch(value) else form.labelled
    if labelled & (DRIVER | LICENSE):
        return 0.0  # the number of a Spanish driving licence is that of the DNI
    passes = form.check is None or form.check(value.translate(None, _SEPARATORS).upper())
    if labelled & OTHER:
        return 0.0
    if _is_near(scan, start, end):
        return form.near
    if not form.alone or not passes or value != value.upper() or (value[-2:-1] == b" " and value[-1] in _UNITS):
        return 0.0
    return form.alone


def _is_near(scan: Scan, start: int, end: int) -> bool:
    """Whether a word for an identity card stands near, in the text around the value or in the message before it."""
    if not scan.speaks_of(IDENTITY):
        return False
    hits = scan.hits
    index = bisect_left(hits.starts, start - _REACH_BEFORE)
    while index < len(hits.starts) and hits.starts[index] <= end + _REACH_AFTER:
        if hits.concepts[index] & IDENTITY:
            return True
        index += 1
    return False

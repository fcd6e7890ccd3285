"""The words and concepts of a field's name, however it is spelt: ``userSSN``, ``user_ssn``, ``User SSN``."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_

from objectlambda.pii.rules.ascii_shadow import fold, lower_shadow
from objectlambda.pii.rules.concepts import (
    AADHAAR,
    ACCOUNT,
    ADDRESS,
    CA_HEALTH,
    CARD,
    DRIVER,
    IBAN,
    IDENTITY,
    ITIN,
    NAME,
    NHS,
    NINO,
    NONE,
    NREGA,
    OPEN,
    OTHER,
    PAN,
    PASSPORT,
    PASSWORD,
    PHONE,
    PLACE,
    ROUTING,
    SIN,
    SSN,
    USERNAME,
    UTR,
    VOTER,
)
from objectlambda.pii.rules.context import ContextHits, concept_table
from objectlambda.pii.rules.field_translations import in_english
from objectlambda.pii.rules.phrases import FIELD_PHRASES, NOT_PEOPLE

_FIELD_CONCEPTS = concept_table(FIELD_PHRASES)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_INITIALS = re.compile(r"(?<![\w.])[^\W\d_](?:\. ?[^\W\d_]){1,5}\.?(?!\w)")
"""An abbreviation of single letters: "C.P.", "D. N. I."."""
_NOT_WORD = re.compile(rb"[^a-z0-9#]+")
_PEOPLE_ONLY = frozenset(
    b"firstname lastname fullname surname middlename givenname familyname maidenname fname lname "
    b"nombreyapellidos apellido apellidos apellidopaterno apellidomaterno primerapellido segundoapellido "
    b"nombrecompleto".split()
)


_PARTIES = frozenset(
    b"recep receptor receptora dest destinatario destino emisor emisora remitente cliente comprador vendedor proveedor "
    b"buyer seller to from old new txt str 1 2".split()
)
"""Words at the end of a field's name that say whose value it is: ``CiudadRecep``, ``city_to``."""
_OF_RULES = frozenset(
    b"change changed changes reset resets updated modified expires expired expiry expiration history attempts age"
    b" encryption"
    b" format policy method length encoder algorithm strength scheme rules hint url regex pattern column".split()
)
"""Words at the end of a field's name that say how passwords are made, and not what one is."""
_SHOWN = frozenset((b"displayname", b"realname"))
_USERS = frozenset(("user", "users"))
_KINDS = frozenset(b"type types kind status state role roles class flow flows pool scope tier plan".split())
"""Words at the end of a field's name that say of what kind users are, and not what one is called."""
_OF_NUMBERS = (
    SSN | ITIN | CARD | ACCOUNT | ROUTING | IBAN | PASSPORT | DRIVER | PHONE | IDENTITY | NHS | NINO | UTR | SIN
    | CA_HEALTH | AADHAAR | PAN | VOTER | NREGA
)  # fmt: skip
"""Concepts of numbers; a field's name may say behind them whose number it is."""
_NAME_LENGTH = 200
"""How many characters of a field's name are read; longer ones are not names and would fill the caches."""


def field_words(name: str) -> frozenset[str]:
    """The words of a field's name in lower case: of ``productCode``, product and code."""
    return _field_words(name[:_NAME_LENGTH])


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _field_words(name: str) -> frozenset[str]:
    return frozenset(_phrase(name).decode().split())


def field_phrase(name: str) -> bytes:
    """A field's name as a phrase in lower case: ``productCode`` gives ``product code``."""
    return _phrase(name[:_NAME_LENGTH])


def _phrase(name: str) -> bytes:
    if "." in name:
        name = _INITIALS.sub(lambda match: match[0].replace(".", "").replace(" ", ""), name)
    lower = lower_shadow(fold(_CAMEL.sub(" ", in_english(name))))
    return b" ".join(_NOT_WORD.sub(b" ", lower).split())


def field_concepts(name: str) -> int:
    """The concepts of a field's name in any spelling: ``userSSN``, ``user_ssn``, ``User SSN``."""
    return _field_concepts(name[:_NAME_LENGTH])


def numbers_staff(name: str) -> bool:
    """Whether a field called ``name`` holds the number of an employee."""
    return field_phrase(name) in _STAFF


_STAFF = frozenset(
    b"empno|empid|emp no|emp id|emp num|emp number|employee no|employee id|employee number|employeeid|employeeno"
    b"|staff no|staff id|payroll no|payroll number|personnel number|pernr|legajo|num empleado|numero empleado"
    b"|numero de empleado|no empleado|id empleado|codigo empleado".split(b"|")
)


def _numbers_before(hits: ContextHits, before: bytes) -> int:
    """The concepts of numbers that the phrases in ``before`` stand for, which begins the name of a field."""
    ends = zip(hits.ends, hits.concepts, strict=True)
    return reduce(or_, (concepts for end, concepts in ends if end <= len(before)), NONE) & _OF_NUMBERS


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _field_concepts(name: str) -> int:
    if name.startswith("text/"):
        return NONE  # a MIME type
    spaced = _phrase(name)
    words = spaced.split()
    if not words:
        return NONE
    hits = ContextHits.of(spaced)
    found = reduce(or_, hits.concepts, NONE)
    if found & PASSWORD and words[-1] in _OF_RULES:
        return OTHER  # "password_format", "auth.password.encoder"
    if found & USERNAME and words[-1] in _KINDS:
        return OTHER  # "userIdentityType"
    if found & ACCOUNT and words[-1] in (b"code", b"codes"):
        return OTHER  # of a chart of accounts
    covered = hits.ends[-1] if hits.ends else 0
    for count in range(len(words)):
        concept = _FIELD_CONCEPTS.get(b"".join(words[count:]), NONE)
        if not concept:
            continue
        if concept & OPEN:
            return found or concept
        before = {word.decode() for word in words[:count]}
        before |= {word.removesuffix("s") for word in before}
        if b"".join(words[count:]) in _SHOWN:
            before -= _USERS  # "userDisplayName"
        if concept & NAME and before & NOT_PEOPLE and b"".join(words[count:]) not in _PEOPLE_ONLY:
            return found or OTHER
        if concept & (NAME | ADDRESS) and found & ~OTHER and covered == len(spaced):
            return found
        if concept & NAME and (whose := _numbers_before(hits, b" ".join(words[:count]))):
            return whose | concept  # "ssn holder", "teléfono del titular"
        return (found & ~OTHER) | concept if concept & PLACE else concept
    if not found and len(words) > 1 and words[-1] in _PARTIES:
        return field_concepts(b" ".join(words[:-1]).decode())
    return found

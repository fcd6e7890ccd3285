"""Names that stand alone in a field: of who sent a message, and of synthetic persons with numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.first_names import rarer_first_names
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_SENDERS = words("from sender author actor speaker sender_name sendername by autor remitente de")
_TEXTS = words("text message content body msg texto mensaje contenido")
"""Fields beside a sender that hold what was sent."""
_NO_SENDERS = words("bot system admin server support user assistant human agent customer client unknown anonymous")
_GIVEN = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,15}")
_SEARCHES = words("q query search searchterm search_term keyword keywords s term buscar busqueda consulta suche")
"""Parameters of requests that hold what somebody searched for."""
_MOST_SEARCHED = 3
_LOGIN = re.compile(r"[A-Za-z][A-Za-z0-9._\-]{2,40}")
_OBJECT = 200
NUMBERED = re.compile(r"(?=.*\d)[A-ZÀ-Þ][a-zß-ÿ]{2,20}\d{0,4}(?: (?:[A-ZÀ-Þ][a-zß-ÿ]{0,20}\d{0,4}|[A-Z]\.)){0,3}")
"""A synthetic person, as generators of records number them: "Carmelia328 Hettinger594"."""


def names_sender(name: str, beside: Collection[str]) -> bool:
    """Whether a field called ``name`` tells who sent what a field ``beside`` it holds."""
    return name.lower() in _SENDERS and not _TEXTS.isdisjoint(map(str.lower, beside))


def sender(scan: Scan, field: Field) -> Entity | None:
    """A single given name beside a message: ``{"from": "Leif", "text": "on my way"}``."""
    value = scan.text[field.start : field.end]
    if _GIVEN.fullmatch(value) and not is_common(value) and not is_company(value) and value.lower() not in _NO_SENDERS:
        return Entity(EntityType.NAME, field.start, field.end, 0.8)
    return None


def reader_by_place(name: str) -> Callable[[Scan, Field], Entity | None] | None:
    """What reads the values of fields called ``name`` that hold a person by their form alone; None for others."""
    lower = name.lower()
    if lower == "alternateid":
        return _alternate
    return _searched if lower in _SEARCHES else None


def _searched(scan: Scan, field: Field) -> Entity | None:
    """A person whom somebody searched for: ``?q=ann+carver``."""
    value = scan.text[field.start : field.end]
    parts = value.split()
    if not 1 < len(parts) <= _MOST_SEARCHED or not all(map(str.isalpha, parts)):
        return None
    rare = parts[0].lower() in rarer_first_names() and not any(map(is_common, parts))
    return Entity(EntityType.NAME, field.start, field.end, 0.8) if rare or person_in_name(value) else None


def _alternate(scan: Scan, field: Field) -> Entity | None:
    """The login of a user in the log of Okta: ``{"type": "User", "alternateId": "jdoe"}``."""
    value = scan.text[field.start : field.end]
    before = scan.lower[max(0, field.start - _OBJECT) : field.start]
    own = before[before.rfind(b"{") + 1 :]
    if b'"user"' not in own or not _LOGIN.fullmatch(value) or value.lower() in _NO_SENDERS:
        return None
    return Entity(EntityType.USERNAME, field.start, field.end, 0.9)

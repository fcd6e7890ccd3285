"""Names that stand alone in a field: of who sent a message, and of synthetic persons with numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_SENDERS = words("from sender author actor speaker sender_name sendername by autor remitente de")
_TEXTS = words("text message content body msg texto mensaje contenido")
"""Fields beside a sender that hold what was sent."""
_NO_SENDERS = words("bot system admin server support user assistant human agent customer client unknown anonymous")
_GIVEN = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,15}")
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

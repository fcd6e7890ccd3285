"""Goods that are called after persons: dishes, and plants, whose names stand in single quotes behind their kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.phrases import FREE_TEXT
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.subjects import about_goods
from objectlambda.pii.rules.thing_fields import OF_WHOM

_LONGEST = 80
_OPENED = re.compile(r"[^\W\d_]{3,}\.? ['‘][^'‘’\n]{0,40}\Z")
"""The kind of plant and the mark before its name: ``Rosier 'Madame …``."""
_CLOSED = re.compile(r"[^'‘’\n]{0,40}['’](?!\w)")


def outside_goods(scan: Scan, found: Iterable[Entity]) -> Iterable[Entity]:
    """Those of ``found`` that are no parts of the names of goods in a list of goods without persons."""
    if not scan.fields or not about_goods(scan):
        return found
    return (entity for entity in found if entity[0] != EntityType.NAME or not _is_of_goods(scan, entity))


def _is_of_goods(scan: Scan, entity: Entity) -> bool:
    field = scan.field(entity.start, entity.end)
    if field is None or field.end - field.start > _LONGEST:
        return False
    kinds = field_words(field.name)
    if OF_WHOM.isdisjoint(kinds) and FREE_TEXT.isdisjoint(kinds - {"title"}) and not scan.names[field.name] & NAME:
        first = fold(scan.text[entity.start : entity.end].partition(" ")[0].lower()).decode()
        if not is_first_name(first):
            return True  # a dish: "Broodje van Kootje"
    before = scan.text[field.start : entity.start]
    return _OPENED.search(before) is not None and _CLOSED.match(scan.text, entity.end, field.end) is not None

"""Goods that are called after persons: cultivated plants, whose names stand in single quotes behind their kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.scan import Scan

_LONGEST = 80
_OPENED = re.compile(r"[^\W\d_]{3,}\.? ['‘][^'‘’\n]{0,40}\Z")
"""The kind of plant and the mark before its name: ``Rosier 'Madame …``."""
_CLOSED = re.compile(r"[^'‘’\n]{0,40}['’](?!\w)")


def outside_goods(scan: Scan, found: Iterable[Entity]) -> Iterator[Entity]:
    """Those of ``found`` that are no names in quotes in a list of goods without persons."""
    for entity in found:
        if entity.type != EntityType.NAME or not _is_cultivar(scan, entity):
            yield entity


def _is_cultivar(scan: Scan, entity: Entity) -> bool:
    field = scan.field(entity.start, entity.end)
    if field is None or field.end - field.start > _LONGEST or not scan.about_things:
        return False
    before = scan.text[field.start : entity.start]
    return _OPENED.search(before) is not None and _CLOSED.match(scan.text, entity.end, field.end) is not None

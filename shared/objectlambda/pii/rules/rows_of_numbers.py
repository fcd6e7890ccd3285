"""Rows of measured numbers, of which some beside each other look like one number in groups: ``29.6 753 157 312 24``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.scan import Scan

_GROUPS = re.compile(rb"\d+(?:[ \t]\d+)+")
_BEFORE, _BEHIND = re.compile(rb"[\d.][ \t]{1,4}\Z"), re.compile(rb"[ \t]{1,4}-?\d")
_BLANKS = (b" ", b"\t")
_NUMBER = re.compile(rb"(?<![^ \t])-?\d+(?:\.\d+)?(?![^ \t\r\n])")
_DECIMAL = re.compile(rb"\d\.\d")
_NUMBERS = frozenset(EntityType) - {
    EntityType.NAME,
    EntityType.ADDRESS,
    EntityType.EMAIL,
    EntityType.DATE_TIME,
    EntityType.URL,
    EntityType.USERNAME,
    EntityType.PASSWORD,
}
_FEWEST, _REACH = 8, 400


def outside_rows(scan: Scan, found: Iterable[Entity]) -> Iterable[Entity]:
    """Those of ``found`` that are no numbers beside each other in a row of many, some of them decimal."""
    shadow = scan.shadow
    return (
        entity
        for entity in found
        if entity[0] not in _NUMBERS
        or shadow[entity[2] : entity[2] + 1] not in _BLANKS
        or not _is_in_row(shadow, entity)
    )


def _is_in_row(shadow: bytes, entity: Entity) -> bool:
    if not _GROUPS.fullmatch(shadow, entity.start, entity.end):
        return False
    if not _BEFORE.search(shadow, max(0, entity.start - 8), entity.start) or not _BEHIND.match(shadow, entity.end):
        return False
    first = max(shadow.rfind(b"\n", 0, entity.start) + 1, entity.start - _REACH)
    last = shadow.find(b"\n", entity.end, entity.end + _REACH)
    last = entity.end + _REACH if last < 0 else last
    if _DECIMAL.search(shadow, first, last) is None:
        return False
    return len(_NUMBER.findall(shadow, first, entity.start)) + len(_NUMBER.findall(shadow, entity.end, last)) >= _FEWEST

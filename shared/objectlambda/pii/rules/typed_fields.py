"""Values whose type the specification of their format gives; neither rules nor network judge them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from objectlambda.pii.entities import NETWORK_TYPES, NOTHING, Entity
from objectlambda.pii.rules.scan import Scan

_BLANKS = " \t\r\n"
_MASKED = re.compile(r"\s*[Xx*]{3,}(?:[\s\-][Xx*]+)*\s*")
"""What stands in place of a value that was removed."""
_LONGEST_MASK = 64


def typed_values(scan: Scan) -> Iterator[Entity]:
    """The values of the window's fields with a type, without padding blanks."""
    for field in scan.typed:
        if field.type == NOTHING:
            continue
        value = scan.text[field.start : field.end]
        start = field.start + len(value) - len(value.lstrip(_BLANKS))
        end = field.start + len(value.rstrip(_BLANKS))
        if any(map(str.isalnum, value)) and not _MASKED.fullmatch(value[:_LONGEST_MASK]):
            yield Entity(field.type, start, end, 1.0)


def outside_typed(scan: Scan, entities: Iterable[Entity]) -> Iterator[Entity]:
    """The parts of ``entities`` outside of fields with a type, which a guess does not override.

    A cut name or address is kept; a cut number or mail address is dropped.
    """
    starts = [field.start for field in scan.typed]
    for entity in entities:
        start = entity.start
        for field in scan.typed[max(0, bisect_right(starts, start) - 1) :]:
            if field.start >= entity.end:
                break
            if field.end <= start:
                continue
            yield from _piece(scan.text, entity, start, field.start)
            start = max(start, field.end)
        yield from _piece(scan.text, entity, start, entity.end)


def _piece(text: str, entity: Entity, start: int, end: int) -> Iterator[Entity]:
    if start == entity.start and end == entity.end:
        yield entity
    elif entity.type in NETWORK_TYPES and start < end and any(map(str.isalnum, text[start:end])):
        yield Entity(entity.type, start, end, entity.score)

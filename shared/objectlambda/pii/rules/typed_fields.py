"""Values whose type the specification of their format gives; neither rules nor network judge them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter

from objectlambda.pii.entities import NETWORK_TYPES, NOTHING, Entity
from objectlambda.pii.rules.scan import Scan

_BLANKS = " \t\r\n"
_START = itemgetter(0)
_MASKS = "Xx*"
_MASKED = re.compile(r"\s*[Xx*]{3,}(?:[\s\-][Xx*]+)*\s*")
"""What stands in place of a value that was removed."""
_LONGEST_MASK = 64


def typed_values(scan: Scan) -> Iterator[Entity]:
    """The values of the window's fields with a type, without padding blanks."""
    text = scan.text
    for begin, stop, _, kind in scan.typed:
        if kind == NOTHING:
            continue
        value = text[begin:stop]
        start = begin + len(value) - len(value.lstrip(_BLANKS))
        end = begin + len(value.rstrip(_BLANKS))
        masked = value.lstrip()[:1] in _MASKS and _MASKED.fullmatch(value[:_LONGEST_MASK]) is not None
        if not masked and any(map(str.isalnum, value)):
            yield Entity(kind, start, end, 1.0)


def is_typed(scan: Scan, start: int, end: int) -> bool:
    """Whether a field with a type holds ``text[start:end]``: what a rule finds there does not count."""
    return bool(scan.typed) and (field := scan.field(start, end)) is not None and bool(field[3])


def untyped(scan: Scan, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of ``places`` that no field with a type holds."""
    return [place for place in places if not is_typed(scan, *place)] if scan.typed else places


def outside_typed(scan: Scan, entities: Iterable[Entity]) -> Iterator[Entity]:
    """The parts of ``entities`` outside of fields with a type, which a guess does not override.

    A cut name or address is kept; a cut number or mail address is dropped.
    """
    typed = scan.typed
    starts: list[int] = list(map(_START, typed))
    for entity in entities:
        kind, start, end, score, _, _ = entity
        index = bisect_right(starts, start)
        if index == len(starts) or starts[index] >= end:  # no field begins in it
            if not index or (stop := typed[index - 1][1]) <= start:
                yield entity
                continue
            if stop >= end:
                continue
        for field in islice(typed, max(0, index - 1), None):
            if field.start >= end:
                break
            if field.end <= start:
                continue
            yield from _piece(scan.text, kind, start, field.start, score)
            start = max(start, field.end)
        yield from _piece(scan.text, kind, start, end, score)


def _piece(text: str, kind: str, start: int, end: int, score: float) -> Iterator[Entity]:
    if kind in NETWORK_TYPES and start < end and any(map(str.isalnum, text[start:end])):
        yield Entity(kind, start, end, score)

"""The unit or the house number that stands before what was found of an address: "Flat 2B, 8 Mill Lane, Leeds"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.first_names import is_only_first_name
from objectlambda.pii.rules.scan import Scan

_REACH = 32
_GAPS = b" .\n/"
"""What stands between a unit or a number and the rest of its address."""
_UNIT_BEFORE_SLASH = re.compile(rb"(?<![\w.,:/#$\-])(?:[A-Z]?\d{1,4}|\d{1,4}[A-Za-z])/\Z")
_NUMBERED = re.compile(rb"\d{1,5}[A-Za-z]?(?:-\d{1,5})? [A-Z]")
"""A unit in Australia and New Zealand, and the number and the street behind it: "2/41 Rathdowne St"."""
_UNIT = re.compile(
    rb"(?<![\w\-])(?:flat|apt|apartment|unit|studio|suite|ste|room|rm|villa|house|floor|block|bldg|building|lot|shop|office"
    rb"|plot|door|piso|depto|departamento|casa|local|interior|int|portal|escalera|edificio|edif|torre|manzana|mz|lote)"
    rb"\.?[ ]?(?:no\.? ?)?#?[0-9A-Z][0-9A-Z.\-/]{0,5}(?:,?[ \n]{1,2})?\Z"
    rb"|\b(?:basement|garden|upper|lower|rear|top|ground[ -]floor|first[ -]floor|second[ -]floor"
    rb"|top[ -]floor) (?:flat|apartment"
    rb"|maisonette),?[ \n]{1,2}\Z",
    re.IGNORECASE,
)
_UNIT_OF_NUMBER = re.compile(
    rb"(?<![\w\-])(?:flat|apt|apartment|unit|suite|room|villa|house|floor|block|building|lot|shop|office|plot|door)"
    rb"\.? (?:no\.? ?)?\Z",
    re.IGNORECASE,
)
"""The word for a unit whose number begins what was found."""
_HOUSE_NUMBER = re.compile(rb"(?<![\w.,:/#$\-])(?:[1-9]\d{0,4}[A-Za-z]?,?|[1-9]\d{0,3}[ ]1/2) \Z")
_YEAR = re.compile(rb"(?:19|20)\d\d")
_STREET_FIRST = re.compile(rb"(?:[NSEW]{1,2}\.? )?[A-Z][\w.'\-]+[^\n]{0,40}[,#\d]")
"""What follows a house number: a street and a comma, a unit or a postal code."""


_POSTCODE = re.compile(rb"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\Z")
_STREET_BEFORE = re.compile(rb"(?<![\w.,:/#$\-])\d{1,4}[A-Za-z]? [A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+){0,2}, \Z")
"""A number and a street without its kind before a British town and postcode: "14 Mount Pleasant, "."""


_PLACE_BEFORE = re.compile(rb"(?:^|[,:(\n] ?|\bat |\bin )([A-Z][a-z'\-]{2,}(?: [A-Z][a-z'\-]+){0,3}), \Z")
"""A street or a house of one name before a British town and postcode: "Fishergate, "."""


_SLASH = ord("/")


def _is_given(place: bytes) -> bool:
    first = place.split(b" ")[0].lower().decode()
    return is_only_first_name(first)


def longer_addresses(scan: Scan, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yields the addresses ``found`` again, from the unit or the house number on that stands before them."""
    shadow = scan.shadow
    for entity in found:
        start = entity[1]
        if shadow[start - 1] not in _GAPS or start < 2:
            continue
        if shadow[start - 1] == _SLASH:
            slash = _UNIT_BEFORE_SLASH.search(shadow, max(0, start - 8), start)
            if slash is None or _NUMBERED.match(shadow, start) is None:
                continue
            start = slash.start()
        number = _HOUSE_NUMBER.search(shadow, max(0, start - 8), start)
        if number is not None and not _YEAR.match(number[0]) and _STREET_FIRST.match(shadow, start, entity.end):
            start = number.start()
        if shadow.endswith(b", ", 0, start) and _POSTCODE.search(shadow, max(start, entity.end - 8), entity.end):
            street = _STREET_BEFORE.search(shadow, max(0, start - _REACH), start)
            if street is None and (place := _PLACE_BEFORE.search(shadow, max(0, start - _REACH), start)):
                street = None if _is_given(place[1]) else place
            start = street.start(street.lastindex or 0) if street else start
        unit = _UNIT.search(shadow, max(0, start - _REACH), start)
        if unit is None and shadow[start : start + 1].isdigit():
            unit = _UNIT_OF_NUMBER.search(shadow, max(0, start - _REACH), start)
        if unit is not None:
            start = unit.start()
        if start < entity.start:
            yield Entity(EntityType.ADDRESS, start, entity.end, entity.score)

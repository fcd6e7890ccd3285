"""Addresses whose parts stand in separate fields, in any order: street, number, suite, town, region, postal code.

A field called ``code`` or ``number`` says little; beside a street it is the postal code or the house number. Places
alone are not an address: a list of towns has the same fields in every row, and no street.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from objectlambda.pii.entities import Entity, EntityType, Field, new_entity
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.catalogues import is_message
from objectlambda.pii.rules.concepts import ADDRESS
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.messages import tells_messages
from objectlambda.pii.rules.place_fields import STATUSES, labels_address
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_STREET, _TOWN, _REGION, _CODE, _UNIT = "street", "town", "region", "code", "unit"
_ROLES = {
    _TOWN: words(
        """
        twn mpio mcpio munic
        city town locality municipality ciudad localidad municipio poblacion comuna ville stadt ort plaats comune suburb
        """
    ),
    _REGION: words(
        """
        state province region county district provincia estado departamento subentity barrio colonia neighbourhood
        neighborhood subdivision prefecture bundesland alcaldia delegacion parroquia canton corregimiento urbanizacion
        fraccionamiento distrito urb vereda partido pedania
        """
    ),
    _CODE: words("pcode pst eircode zip zipcode postal postalcode postcode postalzone plz cp codigopostal pincode"),
    _UNIT: words(
        """
        suite building apt apartment door house bldg complement piso puerta portal edificio escalera planta bloque
        """
    ),
}
_OPEN = {
    "num": _UNIT, "nro": _UNIT,
    "number": _UNIT, "numero": _UNIT, "extra": _UNIT, "unit": _UNIT, "floor": _UNIT, "block": _UNIT,
    "room": _UNIT,
    "via": _STREET, "line1": _STREET, "line2": _STREET, "ln1": _STREET, "ln2": _STREET, "pc": _CODE,
    "code": _CODE, "codigo": _CODE, "zone": _CODE,
}  # fmt: skip
"""Names that mean a part of an address only beside other parts."""
_ABOVE = re.compile(rb"addr|direccion|domicilio|anschrift|adresse|indirizzo|endereco|morada")
_REACH = 240
"""The most characters between two parts of one address."""
_ABOVE_REACH = 200
_NEXT = 40
"""The most characters between an open part and the next part of the address, in the next line."""
_APART = 2
"""The most fields from an open part to the next part of the address."""
_OF_STATES = words("civil pago pedido envio ticket orden cuenta tramite expediente factura solicitud proceso actual")
"""Words beside "estado" that make it a condition, and no part of a country: "Estado civil"."""
_NUMBERED = words("street house calle rua rue via exterior interior ext int haus strasse hausnummer portal puerta")
_REPEATED = 3
"""A field that occurs more often than this belongs to a list of places, and not to a form."""
_PLACE = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[ ,.'’/(\-]{1,2}[^\W\d_]+){0,6}[.)]?")
_POSTAL = re.compile(r"[A-Z]{0,3}[ \-]?\d[A-Z\d]{0,8}(?:(?:[ \-]?[A-Z\d]{1,4}){0,2}|\.0{1,2})", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d{1,6}[A-Za-z]?(?:[ /\-]\d{1,4}[A-Za-z]?)?|[A-Za-z]{0,12}\.? ?#?\d{1,5}[A-Za-z]?|(?i:s/n|b(?:aj)?o|bj)\.?"
    r"|\d{1,3} ?(?:[ºª°]|[ºª°.]? ?(?:[A-Z]{1,2}|(?i:d(?:er|cha)|izq?(?:da)?|ctro|centro|piso|pta))\.?)"
)
_LONGEST = 80


class _Part(NamedTuple):
    field: Field
    role: str
    open: bool
    place: int
    """Its number among the fields of the window."""


_new_part: Callable[[tuple[Field, str, bool, int]], _Part] = partial(tuple.__new__, _Part)


class AddressFieldRecognizer(WindowRecognizer):
    """The fields around a street that are parts of its address."""

    TYPES = (EntityType.ADDRESS,)
    HOW = "fields named suite, number, town, region, code … beside a street"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if len(scan.fields) < 2:
            return
        roles = {name: role for name in scan.names if (role := _role(name))[0]}
        if not roles:
            return
        parts = [
            _new_part((field, told[0], told[1], place))
            for place, field in enumerate(scan.fields)
            if (told := roles.get(field[2])) is not None and not field[3]
        ]
        towns: Counter[str] = Counter()
        messages: bool | None = None
        for group in _groups(parts, scan.shadow):
            if _is_address(scan, group, parts, towns):
                for part in group:
                    # A street has a rule of its own.
                    if (part.role != _STREET or part.open) and (found := _entity(scan, part)) is not None:
                        if messages is None:
                            messages = tells_messages(scan)
                        if not (messages and is_message(scan.text[found.start : found.end])):
                            yield found


@lru_cache(maxsize=4096)  # threads share it: the result depends on the name alone, and the table locks itself
def _role(name: str) -> tuple[str, bool]:
    """The part of an address that a field of that name holds, and whether only its neighbours can tell."""
    kinds = field_words(name)
    if not kinds or not kinds.isdisjoint(_OF_STATES):
        return "", False
    if not _NUMBERED.isdisjoint(kinds) and kinds & {"number", "no", "num", "numero", "nummer"}:
        return _UNIT, False
    for role, known in _ROLES.items():
        if not known.isdisjoint(kinds) and not kinds & {"country", "country_code"}:
            return role, False
    if field_concepts(name) & ADDRESS:
        return (_UNIT if kinds & {"number", "no", "num"} else _STREET), False
    if len(kinds) == 1 and (last := next(iter(kinds))) in _OPEN:
        return _OPEN[last], True
    return "", False


def _groups(parts: Sequence[_Part], shadow: bytes) -> Iterator[list[_Part]]:
    """Groups of parts near one another, with each field name once; none begins with an open part that stands apart.

    An open part on the line below an address of one line belongs to the next row, and one in a list to its elements.
    """
    group: list[_Part] = []
    names: set[str] = set()
    reached = -_REACH - 1
    for part in parts:
        (start, end, name, _), _, is_open, place = part
        near = group and start - reached <= _REACH
        if (
            near
            and (start - reached > _NEXT or place - group[-1].place > _APART)
            and group[0].open
            and all(other.open for other in group)
        ):
            group, names = [], set()
        if is_open and group and group[0].open and group[0].field.name == name and part.role != _STREET:
            del group[0]  # the code of something else before the street
            names.discard(name)
        below = is_open and len(group) > 1 and _on_next_line(shadow, group[0].field.start, reached, start)
        if is_open and near and shadow.find(b"[", reached, start) >= 0:
            below = True
        if not near or below or name in names:
            if len(group) > 1:
                yield group
            group, names = [], set()
        group.append(part)
        names.add(name)
        reached = end
    if len(group) > 1:
        yield group


def _on_next_line(shadow: bytes, first: int, reached: int, start: int) -> bool:
    return shadow.find(b"\n", reached, start) >= 0 and shadow.find(b"\n", first, reached) < 0


def _is_address(scan: Scan, group: Sequence[_Part], parts: Sequence[_Part], towns: Counter[str]) -> bool:
    """Whether ``group`` is an address; ``towns`` counts the towns of all ``parts``, once it is needed."""
    roles = {part.role for part in group if not part.open}
    if _STREET in roles and len(roles) > 1:
        return True
    if roles & {_TOWN, _UNIT} and {_STREET, _CODE} <= {part.role for part in group}:
        return True
    units = [part.open for part in group if part.role == _UNIT]
    if len(units) > 1 and not all(units) and _STREET in {part.role for part in group}:
        return True  # a street with number, floor and door
    if _TOWN in roles and {_STREET, _UNIT} <= {part.role for part in group}:
        return True
    if _TOWN not in roles or not roles & {_CODE, _REGION}:
        return False
    if not towns:
        towns.update(part.field.name for part in parts if part.role == _TOWN)
    if any(towns[part.field.name] > _REPEATED for part in group if part.role == _TOWN):
        return False
    start = group[0].field.start
    return _ABOVE.search(scan.lower, max(0, start - _ABOVE_REACH), start) is not None or not any(
        part.open for part in group
    )


def _entity(scan: Scan, part: _Part) -> Entity | None:
    (start, end, name, _), role, is_open, _ = part
    value = scan.text[start:end]
    if not value[:1].isalnum() or not value[-1:].isalnum():
        start, end = start + len(value) - len(value.lstrip(" \t\r\n\"'")), start + len(value.rstrip(" \t\r\n\"',;"))
        value = scan.text[start:end]
    if 0 < len(value) < _LONGEST and _fits(name[:200], role, is_open, value):
        return new_entity((EntityType.ADDRESS, start, end, 0.8, False, False))
    return None


@lru_cache(maxsize=4096)  # threads share it: the result depends on the arguments alone, and the table locks itself
def _fits(name: str, role: str, is_open: bool, value: str) -> bool:
    """Whether ``value`` has the form that its field demands; streets are found by another rule."""
    if (
        labels_address(value)
        or value.lower() in field_words(name)
        or value.lower() in ("null", "none", "true", "false", "n/a")
    ):
        return False
    if role == _REGION and value.lower() in STATUSES:
        return False
    if role in (_TOWN, _REGION):
        return len(value) > 1 and _PLACE.fullmatch(value) is not None
    if role == _CODE:
        return len(value) > 2 and _POSTAL.fullmatch(value) is not None
    if role == _STREET:
        return len(value) > 3 and any(map(str.isalpha, value))
    if role != _UNIT:
        return False
    return _NUMBER.fullmatch(value) is not None or (not is_open and _PLACE.fullmatch(value) is not None)

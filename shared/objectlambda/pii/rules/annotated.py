"""Values that markup names: entities in examples for chat bots, ``[Ann](name)``, a CV in LaTeX, ``\\name{…}{…}``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.gates import CALLED
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words

_PERSONS = (
    rb"name|person|per|first_?name|last_?name|full_?name|surname|nombre|persona|apellidos?|contact_?name"
    rb"|customer_?name"
    rb"|user_?name|patient|doctor|employee|recipient|sender|contact|nom|prenom|vorname|nachname|nome"
)
_PLACES = rb"address|street|street_?address|direccion|calle|domicilio|adresse|home_?address|location_?address"
_TIMES = rb"date|time|datetime|date_?time|fecha|hora|duckling_time|birth_?date|dob"
_ENTITY = CALLED.pattern(
    rb"\[([^\[\]\n]{2,60})\](?:\(|\{\"entity\": ?\")(?i:(%s)|(%s)|(%s))[)\"]" % (_PERSONS, _PLACES, _TIMES),
    needle=rb"\](?:\(|\{\"entity\": ?\")(?i:%s|%s|%s)[)\"]" % (_PERSONS, _PLACES, _TIMES),
)
"""An entity in an example of Rasa: ``my name is [Oriane](name)``."""
_TEX_NAME = CALLED.pattern(
    rb"(?:\name|\\(?:name|firstname|familyname|lastname|givenname|surname|fullname|myname|author))\*?(?:\[[^\]\n]{0,40}\])?"
    rb"\{([^{}\\\n,]{2,60})(?:\}(?:\{([^{}\\\n]{2,60})\})?|\\|,)",
    needle=rb"(?:\name|\\(?:name|firstname|familyname|lastname|givenname|surname|fullname|myname|author))\*?[\[{]",
)
"""A person in LaTeX, also where ``\\n`` was read as the end of a line."""
_TEX_PLACE = CALLED.pattern(
    rb"\\(?:address|mailaddress|homeaddress|postaladdress)\{([^{}\n]{4,120})\}(?:\{([^{}\n]{0,80})\})?"
    rb"(?:\{([^{}\n]{0,60})\})?",
    needle=rb"\\(?:address|mailaddress|homeaddress|postaladdress)\{",
)
_TEX_PHONE = CALLED.pattern(
    rb"\\(?:phone|mobile|mobilephone|tel|telephone|fax|homephone|fixedphone)(?:\[[a-z]{1,12}\])?"
    rb"\{([+(]?\d[\d~ ().\-/]{5,24}\d)\}",
    needle=rb"\\(?:phone|mobile|mobilephone|tel|telephone|fax|homephone|fixedphone)[\[{]",
)
_SMALL = byte_words("the a an my our this that el la los las un una mi")
_LETTER = re.compile(rb"[A-Za-z\x1a]{2}")
_OF_ADDRESS = re.compile(rb"\d|[A-Z]")


class AnnotatedRecognizer(WindowRecognizer):
    """A value in brackets that its entity names, in examples for chat bots, and the head of a CV in LaTeX."""

    TYPES = (EntityType.NAME, EntityType.ADDRESS, EntityType.DATE_TIME, EntityType.PHONE)
    HOW: ClassVar[Mapping[str, str]] = {
        EntityType.NAME: "[Oriane] before (name), \\name{Ann}{Roe}",
        EntityType.ADDRESS: "[…] before (address), \\address{…}{…}",
        EntityType.DATE_TIME: "[friday night] before (time)",
        EntityType.PHONE: "\\phone[mobile]{…}",
    }

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for match in _ENTITY.compiled.finditer(shadow) if scan.holds(_ENTITY) else ():
            start, end = match.span(1)
            if match.start(2) >= 0:
                yield from _person(scan, start, end)
            else:
                kind = EntityType.ADDRESS if match.start(3) >= 0 else EntityType.DATE_TIME
                yield Entity(kind, start, end, 0.8)
        for match in _TEX_NAME.compiled.finditer(shadow) if scan.holds(_TEX_NAME) else ():
            for group in (1, 2):
                if match.start(group) >= 0:
                    yield from _person(scan, *match.span(group))
        for match in _TEX_PLACE.compiled.finditer(shadow) if scan.holds(_TEX_PLACE) else ():
            for group in (1, 2, 3):
                if match.start(group) >= 0 and _OF_ADDRESS.search(match[group]) and b"\\" not in match[group][:1]:
                    yield Entity(EntityType.ADDRESS, match.start(group), match.end(group), 0.85)
        for match in _TEX_PHONE.compiled.finditer(shadow) if scan.holds(_TEX_PHONE) else ():
            yield Entity(EntityType.PHONE, match.start(1), match.end(1), 0.9)


def _person(scan: Scan, start: int, end: int) -> Iterator[Entity]:
    value = scan.text[start:end]
    if scan.lower[start:end].split(b" ", 1)[0] in _SMALL:
        return
    if _LETTER.search(scan.shadow, start, end) and not is_common(value) and not is_company(value):
        yield Entity(EntityType.NAME, start, end, 0.93)

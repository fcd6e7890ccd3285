"""Short numbers of telephones inside a house: extensions, pagers and bleeps, told by the word before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer, no_year
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_LABELLED = LOWER.pattern(
    rb"\b(?:ext|extn|exten|extension|anexo|bleep|bleeper|dect)(?: (?:no|num|number|numero|n\x1a|n\.\x1a|nro))?"
    rb"(?: (?:is|es|es la|es el|son|on|at|al))?[ \t]?[.:#=]{0,2}[ \t]{0,2}[(#]?(\d{3,6})\b"
    rb"|\b(?:(?:el|al|mi|su|del) busca(?:personas)?|(?:bleep(?:ed)?|page[ds]?) (?:him|her|me|us|them)"
    rb"(?: (?:on|at))?|(?:pager|beeper|bip)(?: (?:no|num|number|is|on))*|(?:el|al|su|mi) interno"
    rb"(?: es)?(?: el| la)?|centralita|int\.)"
    rb"[ \t]?[.:#=]{0,2}[ \t]{0,2}(\d{3,5})\b"
    rb"|\b(?:on|call|ring|dial) x(\d{4,5})\b"
    rb"|\b(?:busca|pager|beeper|interno|extensiones|extensions):[ \t]{0,2}(\d{3,5})\b"
)
"""An extension, a pager or a bleep, as in "queries ext 229", "bleep 4410", "mi extensión es la 3127"."""
_UNITS = re.compile(
    rb"[ \t]?(?:%|\x1a|[.,]\d|[-/]\d|(?:mm?|cm|km|m2|kg|g|kb|mb|gb|px|ms|h|hours?|horas?|days?|dias?|weeks?|semanas?"
    rb"|months?|meses|years?|anos?|euros?|pages?|paginas?|metros?|meters?|feet|miles?|usd|eur|points?|files?|rows?|items?)\b)"
)
"""What makes a number behind such a word a measure: "extension: 250 m"."""
_OF_TELEPHONES = words("ext extn extension anexo busca bleep bleeper pager beeper interno dect buscapersonas")
_SHORT = re.compile(rb"[\"' ]{0,2}(\d{3,6})[\"' ]{0,2}")
_SURE = 0.8
_YEAR = 4
"""The digits of a year; an extension of three may begin with 19 or 20."""


class ExtensionRecognizer(WindowRecognizer):
    """An extension, a pager or a bleep behind the word for it, or in a field beside those of persons."""

    TYPES = (EntityType.PHONE,)
    HOW = "three to six digits behind ext, bleep, pager, extensión, busca, anexo …"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or not scan.numbered_lines:
            return
        for start, end in groups(scan, _LABELLED):
            year = end - start == _YEAR and not no_year(scan.shadow[start:end])
            if not year and not _UNITS.match(scan.lower, end):
                yield Entity(EntityType.PHONE, start, end, _SURE)
        named = {name for name in scan.names if not _OF_TELEPHONES.isdisjoint(field_words(name))}
        for field in scan.fields if named and scan.about_people else ():
            short = _SHORT.fullmatch(scan.shadow, field.start, field.end) if field.name in named else None
            if short is not None:
                yield Entity(EntityType.PHONE, *short.span(1), _SURE)

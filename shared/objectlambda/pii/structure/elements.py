"""Elements of XML inside other text, such as the tests of a program: ``"<surname>Roe</surname>"``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.rules.words import words

_ELEMENT = re.compile(r"<(?:\w{1,20}:)?([A-Za-z_][\w.\-]{1,40}+)(?:\s[^<>\n]{0,200}+)?>([^<>\n\"`{}$%]{2,200}+)(?=</)")
_OF_PAGES = words(
    "title code label time data summary mark address name option button span strong text th td li dt dd pre"
)
"""Elements of HTML, and the one that holds the name of anything."""


def elements(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """What elements in ``text[left:right]``, or ``shown``, hold whose names say what it is."""
    if not text_has(shown, "</"):
        return
    for element in _ELEMENT.finditer(text, left, right):
        if element[1].lower() not in _OF_PAGES and field_concepts(element[1]):
            yield Field(*element.span(2), element[1])

"""Fields whose names, or the table around them, say that what they hold is no person: "product", "home" and "away"."""

from __future__ import annotations

import re

from objectlambda.pii.entities import Field
from objectlambda.pii.ner.evidence import speaks_of_person
from objectlambda.pii.ner.verified_addresses import fills
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import ADDRESS, NAME, OTHER, PLACE
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import FIRST_NAMES, is_first_name
from objectlambda.pii.rules.phrases import FREE_TEXT, THINGS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.subjects import about_articles, about_goods, about_places, names_team
from objectlambda.pii.rules.thing_fields import OF_WHOM
from objectlambda.pii.rules.words import words

_SHORT, _LONGEST_TITLE = 48, 100
"""The longest value, in characters, that the name of its field describes, and the longest title of an article."""
_DESCRIBES = words("description title descripcion beschreibung bezeichnung omschrijving descrizione libelle")
_LANGUAGE = re.compile(r"(?:de|en|es|fr|it|pt|nl|pl|ca|eu|gl|sv|da|fi|cs|hu|el|ro|hr|sk|tr)(?:[\-_][A-Za-z]{2})?")
"""The code of a language (ISO 639), as the key of a translation."""
_FULL = re.compile(r"[^\W\d_a-z][\w'’.\-]*(?: [^\W\d_a-z][\w'’.\-]*)+")


def holds_thing(scan: Scan, field: Field, start: int, end: int) -> bool:
    """Whether the span fills a field whose name says that it holds no person."""
    concepts = field_concepts(field.name)
    if concepts & NAME:
        return OF_WHOM.isdisjoint(field_words(field.name)) and (scan.about_things or about_places(scan))
    if "social" in field.name.lower() and _begins_with_given(scan.text[start:end]):
        return False  # a person who trades under the own name: "Razón social"
    if _LANGUAGE.fullmatch(field.name) and not scan.about_people:
        first, _, rest = scan.text[start:end].partition(" ")
        if not is_first_name(fold(first.lower()).decode()) or (not rest and fills(field, start, end)):
            return True  # a translation of the name of a thing
    kinds = field_words(field.name)
    if names_team(scan, field.name):
        return True
    if not _DESCRIBES.isdisjoint(kinds) and field.end - field.start <= _LONGEST_TITLE and about_articles(scan):
        return not speaks_of_person(scan.text, start, end)
    if not fills(field, start, end) and (field.end - field.start > _SHORT or not FREE_TEXT.isdisjoint(kinds)):
        return False
    return bool(concepts & (OTHER | PLACE | ADDRESS)) or not THINGS.isdisjoint(kinds)


def in_table_of_things(scan: Scan, field: Field, value: str) -> bool:
    """Whether ``field`` belongs to goods or to a table without persons, and ``value`` is no full name."""
    if about_goods(scan) and _is_lone_word(value) and fills(field, field.start, field.start + len(value)):
        return OF_WHOM.isdisjoint(field_words(field.name))
    if field.name not in scan.columns_of_things or (_FULL.fullmatch(value) and not scan.about_things):
        return False
    whole = field.end - field.start <= len(value) + 2
    return not (whole and fold(value.lower()).decode() in FIRST_NAMES)


def _is_lone_word(value: str) -> bool:
    """Whether ``value`` is one word and no given name."""
    return value.isalpha() and fold(value.lower()).decode() not in FIRST_NAMES


def _begins_with_given(value: str) -> bool:
    """Whether a value of several words begins with a given name."""
    first, _, rest = value.partition(" ")
    return rest != "" and fold(first.lower()).decode() in FIRST_NAMES

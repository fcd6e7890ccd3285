"""Labels and messages of a program's pages, which stand as values behind keys such as ``password`` and ``owner``.

A value is a label where it names its own field (``username: Benutzername``), where its key says that it is shown
(``login.title``), or where the window is a catalogue of messages: by its keys, or since it holds hardly anything but
phrases and labels. What has a digit, and a login in small letters that is no word, counts everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.catalogues import holds_messages, is_message
from objectlambda.pii.rules.concepts import ADDRESS, EMAIL, NAME, PASSWORD, PHONE, PLACE, USERNAME
from objectlambda.pii.rules.field_concepts import field_concepts, field_phrase, field_words
from objectlambda.pii.rules.first_names import ONLY_NAMES
from objectlambda.pii.rules.person_fields import is_label, names_person
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.thing_fields import OF_WHOM
from objectlambda.pii.rules.words import words

_LOGINS = frozenset((EntityType.USERNAME, EntityType.PASSWORD))
_DROPPED = _LOGINS | {EntityType.NAME, EntityType.ADDRESS}
_PLACED = ADDRESS | PLACE
_LABELLED = NAME | USERNAME | PASSWORD | EMAIL | PHONE | _PLACED
_SHOWN = words(
    "placeholder label hint title tooltip heading caption subtitle btn button legend subject greeting helptext"
    " etiqueta titulo boton ayuda"
)
"""Last words of keys whose values are shown on a page."""
_SPOKEN = words("forgot forgotten reset forgotpassword olvidada olvido recover recovery")
"""Words of keys of messages about passwords."""
_OF_PAGES = _SHOWN | words("form error errors link msg message messages menu dialog toast modal validation")
"""Words inside of dotted keys whose values are shown on a page: ``auth.form.error.password``."""
_CREDITED = words("authors translators contributors maintainers credits")
"""Words of keys under which a catalogue lists who wrote it."""
_LONGEST_LABEL, _LONGEST_NAME = 60, 120
_MOST_OF_ONE_NAME = 40
"""A field that occurs more often is a column of values. Catalogues hold one label for each of their languages."""
_FEWEST_LABELS = 3
_ROWS = 6
"""With more fields than this many of each name, a window is a table."""
_FEWEST_VALUES, _MOST_VALUES = 12, 4000
_IDENTIFIER = re.compile(r"[a-z_@\d][\w.\-/:@]*")
"""A key as programs write it; forms that persons fill in have labels with capitals and blanks."""
_PHRASE = re.compile(r"[^\w\s]?([^\W\d_][\w'’\-]*)[,:]? [^\W\d_{%<(]")
"""The beginning of a phrase of several words."""
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w'’.\-]+(?: [^\W\d_a-z][\w'’.\-]*){1,3}")
_LABEL = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_A-ZÀ-ÖØ-Þ]{2,29}")
"""One word with a capital."""
_WORDLESS = re.compile(r"[\W\d_]*|true|false|null|none|yes|no|[\w.+\-]+@[\w\-]+\.\w+|\S+://\S+|[a-z][\w\-]*")
"""A value that is no text: a number, a date, a path, an address, a name of a program."""


def outside_messages(scan: Scan, found: Iterable[Entity]) -> Iterable[Entity]:
    """Those of ``found`` that are no labels and no parts of messages; in tables, only logins and passwords may be."""
    if not scan.fields:
        return found
    dropped = _LOGINS if len(scan.fields) > _ROWS * len(scan.names) else _DROPPED
    return (entity for entity in found if entity[0] not in dropped or not _is_shown(scan, entity))


def tells_messages(scan: Scan) -> bool:
    """Whether the window is a catalogue of messages, by the marks of its format, its keys, its labels or its values."""
    return scan.once(_tells_messages, scan)


def _tells_messages(scan: Scan) -> bool:
    if scan.catalogue or holds_messages(scan.shadow, scan.names):
        return True
    labels = {field.name for field in scan.named(_LABELLED) if _names_field(scan, field)}
    return len(labels) >= _FEWEST_LABELS or _consists_of_phrases(scan)


def _is_shown(scan: Scan, entity: Entity) -> bool:
    field = scan.field(entity.start, entity.end)
    if field is None:
        return False
    value = scan.text[field.start : field.end].strip(" \t\r\n\"',;")
    inside = scan.text[entity.start : entity.end]
    if entity.type not in _LOGINS:
        if _names_field(scan, field):
            return True
        listed = not _CREDITED.isdisjoint(field_words(field.name))
        return entity.type == EntityType.NAME and not listed and is_message(inside) and tells_messages(scan)
    if any(map(str.isdigit, inside)):
        return False
    if _names_field(scan, field):
        return True
    if " " not in value and not inside.istitle():
        return False
    return _is_of_page(field.name) or tells_messages(scan)


def _is_of_page(name: str) -> bool:
    """Whether the key called ``name`` holds what a page shows: ``login.title``, ``forgot_password``."""
    parts = field_phrase(name).decode().split()
    if not parts or ("." in name and not _OF_PAGES.isdisjoint(parts[:-1])):
        return bool(parts)
    return parts[-1] in _SHOWN or (len(parts) > 1 and not _SPOKEN.isdisjoint(parts))


def _names_field(scan: Scan, field: Field) -> bool:
    """Whether the value is the word for what its own field holds, in any language: ``username: Benutzername``."""
    if field.end - field.start > _LONGEST_LABEL or field.name in scan.once(_columns, scan):
        return False
    value = scan.text[field.start : field.end].strip(" \t\r\n\"',;:*?¿")
    if not value or value.islower() or value.isupper() or any(map(str.isdigit, value)) or "@" in value:
        return False
    return bool(scan.names.get(field.name, 0) & _concepts(value)) or _repeats_key(field.name, value)


def _columns(scan: Scan) -> frozenset[str]:
    """The names of the fields that occur too often to be labelled each time."""
    if len(scan.fields) <= _MOST_OF_ONE_NAME:
        return frozenset()
    counts = Counter(field.name for field in scan.fields)
    return frozenset(name for name, count in counts.items() if count > _MOST_OF_ONE_NAME)


def _concepts(value: str) -> int:
    """The concepts of which ``value`` is the label: "Vorname", "Contraseña actual". "Main Street" is none."""
    if is_label(value):
        return NAME
    concepts = field_concepts(value)
    if concepts & NAME and not names_person(value):
        concepts &= ~NAME  # "Driver" is a surname as well
    if concepts & _PLACED and not (value.istitle() and value.isalpha()):
        concepts &= ~_PLACED
    return concepts & _LABELLED


def _repeats_key(name: str, value: str) -> bool:
    """Whether a capitalised word is the last one of its key: ``topicAlias: "Alias"``."""
    parts = field_phrase(name).split()
    return len(parts) > 1 and value.istitle() and fold(value.lower()) == parts[-1]


def _consists_of_phrases(scan: Scan) -> bool:
    """Whether most values are phrases behind different keys of a program, and none says who somebody is."""
    if not _FEWEST_VALUES <= len(scan.fields) <= _MOST_VALUES or len(scan.names) < _FEWEST_VALUES:
        return False
    if sum(_IDENTIFIER.fullmatch(name[:_LONGEST_NAME]) is not None for name in scan.names) * 10 < len(scan.names) * 9:
        return False
    counts = Counter(field.name for field in scan.fields)
    single = [field for field in scan.fields if counts[field.name] == 1]
    phrases = labels = wordless = 0
    for field in single:
        value = scan.text[field.start : min(field.end, field.start + _LONGEST_NAME)].strip(" \t\r\"',;")
        phrases += _is_phrase(value)
        labels += _LABEL.fullmatch(value) is not None and fold(value.lower()).decode() not in ONLY_NAMES
        wordless += _WORDLESS.fullmatch(value) is not None
        if _tells_person(scan, field, value):
            return False
    if len(single) < _FEWEST_VALUES or len(single) * 2 < len(scan.fields):
        return False
    if (phrases + labels) * 5 >= len(single) * 4 and phrases * 5 >= len(single):
        return True
    most = 3 if phrases * 5 >= len(single) * 2 else 5
    return phrases * 3 >= len(single) and wordless * most <= len(single)


def _is_phrase(value: str) -> bool:
    begun = _PHRASE.match(value)
    return begun is not None and fold(begun[1].lower()).decode() not in ONLY_NAMES


def _tells_person(scan: Scan, field: Field, value: str) -> bool:
    """Whether the value says who somebody is or how to reach them."""
    concepts = scan.names[field.name]
    if concepts & EMAIL and "@" in value:
        return True
    parts = field_phrase(field.name).decode().split()
    if concepts & NAME and names_person(field.name) and not OF_WHOM.issuperset(parts[-1:]):
        return not (_names_field(scan, field) or _is_phrase(value))
    if not parts or parts[-1] not in OF_WHOM or not _FULL_NAME.fullmatch(value):
        return False
    return field_words(field.name).isdisjoint(fold(value.lower()).decode().replace("-", " ").split())

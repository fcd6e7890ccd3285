"""Names for the values of JSON whose own key says little.

* A key that names a type (``{"ssn": {"S": "…"}}`` of DynamoDB, ``$numberLong``, Avro's unions) gets the name of the key
above it.
* "value" and its like take the name that a key beside them gives: ``{"name": "password", "value": "…"}``; "number" is
  added to it: ``{"type": "passport", "number": "…"}``.
* Rows of an array get the names of the columns, which stand above the array or in its first row.

:mod:`objectlambda.pii.structure.json_labels` follows the containers and finds out which label and columns hold.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from objectlambda.pii.rules.concepts import (
    ADDRESS,
    DATE,
    EMAIL,
    NAME,
    NONE,
    OPEN,
    OTHER,
    PASSWORD,
    PHONE,
    PLACE,
    USERNAME,
    VERSION,
    WEB,
)
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.phrases import NOT_PEOPLE
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.headers import says_nothing

_WRAPPERS = words(
    """
    S N B SS NS BS L M BOOL $numberLong $numberInt $numberDouble $numberDecimal $date $oid $uuid string int long double
    float bytes boolean array map stringValue intValue longValue doubleValue VarCharValue bigint varchar
    $eq $ne $in $nin $gt $gte $lt $lte $all $each @value #text
    """
)
_LABELS = words(
    """
    name key field attribute label property parameter question documenttype document_type idtype id_type
    identifiertype fieldname field_name campo clave etiqueta tipo nombre k
    meta_key option_name attr attribute_name title heading prompt pregunta column columnname column_name
    questiontext question_text headername displayname display_name tablabel label_text labeldetection fieldlabel
    field_label
    """
)
_ANSWERS = words(
    """
    answers answer_text answertext textanswers text_answers text_value textvalue initial_value initialvalue
    default_value defaultvalue selected_value user_input userinput new_value newvalue old_value oldvalue old new
    fromstring tostring plain_text plaintext string_value stringvalue number_value numbervalue field_value fieldvalue
    current_value previous_value original_value originalvalue valuedetection element buckets versions history rich_text
    respuestas
    """
)
"""Keys beside "value" and "answer" that say as little about what they hold."""
_TEXTS = words("text content default example examples const from to before after previous current prior query plain")
"""Keys of texts, of which only numbers and addresses of mail take the name of the object around them."""
_IDS = words(
    """
    id ref gid uuid uid questionid question_id fieldid field_id idcustomfield linkid columnid column_id colid
    """
)
_TYPES = words("type kind typename datatype data_type")
_NAMES = words("names titles labels headers columnnames column_names")
"""Objects that give each key its label."""
_DATA_TYPES = words("text string varchar char number numeric int integer float double boolean literal input textbox")
_PATHS = words("path pointer instancepath fieldpath")
_NUMBERS = words("number num no nr numero documentnumber document_number docnumber idnumber id_number identifier")
_OF_THINGS = NOT_PEOPLE - words("user account screen nick team group role domain")
"""Names of objects whose "name" is the name of a thing."""
_OF_PLACES = words("name nombre nome nom")
"""Keys of objects that stand for a town: ``"city": {"id": 3, "name": "Osasco"}``."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_LABEL = 64
_OF_NUMBERS = ~(OTHER | NAME | ADDRESS | PLACE | PASSWORD | USERNAME | WEB | DATE | OPEN | VERSION)
_WAYS = words("home work mobile cell office main other primary secondary personal business casa trabajo movil oficina")
"""Keys of objects that hold several telephones or mail addresses: ``"phones": {"home": …, "work": …}``."""


class Key(Enum):
    """What a key says about its value."""

    PLAIN = 0
    WRAPPER = 1
    NOTHING = 2
    NUMBER = 3
    LABEL = 4
    CODE = 5
    DISPLAY = 6
    REFERENCE = 7
    SYSTEM = 8
    LINE = 9
    EXTENSION = 10
    TEXT = 11
    ID = 12
    PATH = 13
    URI = 14
    TYPE = 15
    NAMES = 16
    BUCKETS = 17
    WAY = 18


_OTHERS = {
    "code": Key.CODE,
    "display": Key.DISPLAY,
    "reference": Key.REFERENCE,
    "system": Key.SYSTEM,
    "line": Key.LINE,
    "lines": Key.LINE,
    "url": Key.EXTENSION,
}
_PERSON = "full name"
_SYSTEMS = {
    "phone": "phone",
    "fax": "phone",
    "sms": "phone",
    "pager": "phone",
    "us-ssn": "ssn",
    "2.16.840.1.113883.4.1": "ssn",
    "nhs-number": "nhs number",
    "passport-usa": "passport",
}
"""What the last part of a "system" of FHIR says about the "value" beside it."""
_CODES = {"SS": "ssn", "SB": "ssn", "DL": "driver license", "PPN": "passport", "BC": "bank account"}
"""Codes of HL7's table 0203 for kinds of identifiers."""
_TYPED_VALUES = words(
    """
    valueString valueCode valueInteger valueDate valueDateTime valueUri valueBoolean valueDecimal valueIdentifier
    valueContactPoint
    """
)
_LAST_PART = re.compile(r"[^/:]*\Z")
_REFERENCE = re.compile(r"(?:.{0,200}/)?(?:Patient|Practitioner|RelatedPerson|Person)/[^/]")
_SHOWN_PERSONS = words(
    """
    performer subject patient author requester recorder asserter informant practitioner participant individual member
    attester collector provider enterer agent owner user assignee reporter creator sender recipient contact doctor
    physician nurse generalpractitioner
    """
)
"""Objects whose "display" is the name of a person: ``"performer": [{"display": …}]`` of FHIR."""


def label_of_reference(value: str) -> str:
    """The name that a reference of FHIR gives to the "display" beside it: ``Patient/p1`` shows a person."""
    return _PERSON if _REFERENCE.match(value) else ""


def label_of_system(value: str) -> str:
    """The name that a "system" of FHIR gives to the "value" beside it: an identifier's, or a telephone's."""
    last = _LAST_PART.search(value[-_LONGEST_LABEL:])
    return _SYSTEMS.get(last[0].lower(), "") if last else ""


def label_of_extension(value: str) -> str:
    """The name that the "url" of an extension of FHIR gives to its value: ``…/patient-mothersMaidenName``."""
    last = _LAST_PART.search(value[-_LONGEST_LABEL:])
    name = last[0].rpartition("-")[2] if last else ""
    return name if field_concepts(name) & NAME or tells_number(name) else ""


def label_of_path(value: str) -> str:
    """The name that a pointer gives to the "value" beside it: ``/person/ssn`` of a JSON patch."""
    return label_of(value.rpartition("/")[2]) if value.startswith("/") else ""


def label_of_code(value: str, container: str) -> str:
    """The name that the code of a type, or its text, gives to what has that type: ``{"coding": [{"code": "SS"}]}``."""
    if container != "coding":
        return ""
    return _CODES.get(value) or (value if len(value) <= _LONGEST_LABEL and tells(value) else "")


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def kind_of(key: str) -> Key:
    """The kind of ``key``."""
    if key in _WRAPPERS:
        return Key.WRAPPER
    if "://" in key:
        return Key.URI
    lower = key.lower()
    if says_nothing(key) or key in _TYPED_VALUES or lower in _ANSWERS or key.isdecimal():
        return Key.NOTHING
    if lower in _NUMBERS:
        return Key.NUMBER
    if lower in _OTHERS:
        return _OTHERS[lower]
    if lower in _WAYS:
        return Key.WAY
    if lower in _TEXTS:
        return Key.TEXT
    if lower in _IDS:
        return Key.ID
    if lower in _PATHS:
        return Key.PATH
    if lower in _TYPES:
        return Key.TYPE
    if lower in _NAMES:
        return Key.NAMES
    return Key.LABEL if lower in _LABELS else Key.PLAIN


def name_beside(key: str, kind: Key, label: str, container: str) -> str:
    """The name of a value whose ``key`` says little, from the ``label`` beside it or the ``container`` around it."""
    if kind is Key.WRAPPER:
        return container or key
    if kind is Key.NOTHING:
        return label or container or key
    if kind is Key.TEXT:
        return next((name for name in (label, container) if name and tells_number(name)), key)
    if kind is Key.NUMBER:
        return f"{label} {key}" if label else f"{container} {key}" if says(container) & ~(OTHER | ADDRESS) else key
    if kind is Key.DISPLAY:
        return label if label == _PERSON else "person" if container.lower() in _SHOWN_PERSONS else key
    if kind is Key.WAY:
        return f"{key} {container}" if says(container) & (PHONE | EMAIL) else key
    if kind is Key.LINE:
        return "address line" if says(container) & ADDRESS else key
    if kind is Key.CODE:
        return "postal code" if says(container) & ADDRESS else key
    if kind is Key.URI:
        return key.rstrip("/#").replace("#", "/").rpartition("/")[2]
    if kind is not Key.LABEL or key not in _OF_PLACES or not container:
        return key
    if says(container) & PLACE:
        return container
    return f"{container} {key}" if is_of_things(container) else key


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def tells(label: str) -> bool:
    """Whether ``label`` says of a value what it is."""
    return field_concepts(label) & ~OTHER != NONE


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def tells_number(label: str) -> bool:
    """Whether ``label`` says that a value is a number of a person, or an address of mail."""
    return field_concepts(label) & _OF_NUMBERS != NONE


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def is_of_things(name: str) -> bool:
    """Whether an object called ``name`` is a thing or a company, and not a person: ``"item": {"name": …}``."""
    kinds = field_words(name)
    return not _OF_THINGS.isdisjoint(kinds) or not _OF_THINGS.isdisjoint(kind.removesuffix("s") for kind in kinds)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def says(name: str) -> int:
    """The concepts of a container's name, also in the plural: "telephones", "addresses"."""
    return field_concepts(name) or field_concepts(name.removesuffix("s")) or field_concepts(name.removesuffix("es"))


def label_of(value: str) -> str:
    """The name that the value of a key such as "name" or "type" gives to its neighbours; empty if it gives none."""
    return value if len(value) <= _LONGEST_LABEL and _LETTERS.search(value) else ""


def label_of_type(value: str) -> str:
    """The name that the value of "type" gives to its neighbours: "passport", but not "short_text"."""
    return "" if field_words(value[:_LONGEST_LABEL]) & _DATA_TYPES else label_of(value)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def holds_texts(name: str) -> bool:
    """Whether the "text" in an object called ``name`` is what the name says, and not a text about it."""
    return not says(name) & (PASSWORD | USERNAME)

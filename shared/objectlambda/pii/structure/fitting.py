"""Whether a text has the form of what a label beside it announces.

A label that stands near a value, but in no place that a format defines, names it only if this is so: ``Settings``
beside ``Password`` is no password.
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.concepts import (
    ADDRESS,
    AGE,
    CVV,
    DATE,
    EMAIL,
    NAME,
    OTHER,
    PASSWORD,
    PIN,
    PLACE,
    USERNAME,
    WEB,
)
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.headers import has_known_word
from objectlambda.pii.structure.json_names import tells, tells_number
from objectlambda.pii.structure.shapes import is_street

_NUMBER = re.compile(r"(?=(?:[^0-9]{0,40}[0-9]){4})[0-9A-Z(+][0-9A-Z ().+/\-]{3,39}")
_SHORT_NUMBER = re.compile(r"[0-9]{3,8}")
_PERSON = re.compile(r"[^\W\d_a-z][\w'\u2019.\-]{1,40}+(?: [^\W\d_][\w'\u2019.\-]{0,40}+){0,3}")
_SECRET = re.compile(r"(?=[^0-9]{0,64}[0-9])(?=[^A-Za-z]{0,64}[A-Za-z])[^\s<>{}()\[\]/\\]{6,64}")
_LOGIN = re.compile(r"(?=[^0-9.]{1,40}[0-9.])[a-z][a-z0-9._\-]{2,39}")
_ANY = re.compile(r"[^\W_](?=.{0,90}[0-9A-Z]).{2,90}|[A-Z(+].{2,90}", re.DOTALL)
_LABEL = re.compile(r"[^\W\d_][\w ./:\-'\u2019()*#?\u00ba]{1,40}")
_DIGITS = re.compile(r"\d{3}")
_HOLDER = re.compile(r"[A-Za-z]{2}[\w\-.:]{0,40}[_\-.:=][0-9A-Za-z][\w\-.+]{1,60}")
_SEPARATOR = re.compile(r"[_\-.:=]")
_MOST_SEPARATORS = 6
_OF_PERSONS = words(
    """
    first last given family middle maiden full surname forename fname lname firstname lastname fullname patient customer
    client employee person contact student guest tenant applicant nombre nombres apellido apellidos paciente cliente
    empleado titular alumno huesped
    """
)
"""Words of labels that announce the name of a person, and not of a thing."""
_BY_FORM = NAME | PASSWORD | USERNAME | ADDRESS | PLACE | EMAIL | WEB | DATE | AGE


def may_be_value(text: str) -> bool:
    """Whether ``text`` may be a value at all, which needs a digit or a capital; tells most texts apart fast."""
    return _ANY.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether ``text`` has the form of a label: a few words without a number."""
    return _LABEL.fullmatch(text) is not None and _DIGITS.search(text) is None


def held_value(identifier: str) -> tuple[int, str] | None:
    """Where in an ``identifier`` its value begins, and the label before it: of ``ssn_536221234``, 4 and ssn.

    None if it holds no value with its label. A name of a person must begin with a usual first name.
    """
    if _HOLDER.fullmatch(identifier) is None:
        return None
    if identifier.replace("-", "").replace("_", "").isalpha():
        begin, _, name = identifier.replace("-", "_").partition("_")
        is_person = begin.lower() in _OF_PERSONS and person_in_name(name) != ""
        return (len(begin) + 1, "full name") if is_person else None
    for number, mark in enumerate(_SEPARATOR.finditer(identifier)):
        if number == _MOST_SEPARATORS:
            break
        label = identifier[: mark.start()]
        if is_label(label) and fits(label, identifier[mark.end() :]):
            return mark.end(), label
    return None


def fits(label: str, value: str) -> bool:
    """Whether ``value`` has the form of what ``label`` says; a label that says nothing fits none."""
    if not tells(label):
        return False
    concepts = field_concepts(label) & ~OTHER
    if concepts & (CVV | PIN):
        return _SHORT_NUMBER.fullmatch(value) is not None
    if tells_number(label) and concepts & ~_BY_FORM and _NUMBER.fullmatch(value):
        return True
    if concepts & PASSWORD and _SECRET.fullmatch(value):
        return True
    if concepts & USERNAME and _LOGIN.fullmatch(value):
        return True
    if concepts & NAME and _PERSON.fullmatch(value):
        is_of_person = not _OF_PERSONS.isdisjoint(field_words(label))
        return is_of_person and not has_known_word(value) and not tells(value)
    return bool(concepts & (ADDRESS | PLACE)) and is_street(value)

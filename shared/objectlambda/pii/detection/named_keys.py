"""Persons and telephones that are keys of JSON or headers of tables: ``{"Maria Lopez": 3}``.

Most keys are words of a schema, which look like names: ``Will Power Limit``. So what the detector takes for a person
there must also have the form of a name that begins with a usual first name, and no other word may stand beside it; a
telephone must have its whole number.
"""

from __future__ import annotations

import re

from objectlambda.pii.detection.windows import Window
from objectlambda.pii.entities import EntityType
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.structure import Format

_FORMATS = (Format.JSON, Format.DELIMITED)
_LEAST_DIGITS = 10
_BEFORE = 16
_LABEL = re.compile(r"(?:phone|tel|mobile|cell|fax|movil|móvil)\w{0,6}[\s.:#_\-]{1,3}\Z", re.IGNORECASE)


def names_somebody(window: Window, kind: str, begin: int, end: int) -> bool:
    """Whether the entity at ``window.text[begin:end]``, which lies in no value, is a person's name or telephone."""
    if kind not in (EntityType.NAME, EntityType.PHONE) or window.structure.format not in _FORMATS:
        return False
    value = window.text[begin:end] if window.view is None else window.view.read(begin, end)
    if kind == EntityType.NAME:
        return person_in_name(value) == value and _is_alone(window.text, begin, end)
    if value.isdecimal() and len(value) >= _LEAST_DIGITS:
        return _LABEL.search(window.text[max(0, begin - _BEFORE) : begin]) is not None
    return is_whole_number(value)


def is_whole_number(value: str) -> bool:
    """Whether the telephone ``value`` has its area's code and is written as one, in groups or with a plus."""
    digits = sum(map(str.isdecimal, value))
    return _LEAST_DIGITS <= digits < len(value)


def _is_alone(text: str, begin: int, end: int) -> bool:
    """Whether no word stands before or behind ``text[begin:end]`` in its key."""
    before, after = text[max(0, begin - 2) : begin].rstrip(" "), text[end : end + 2].lstrip(" ")
    return not (before[-1:].isalnum() or before[-1:] == ".") and not after[:1].isalpha()

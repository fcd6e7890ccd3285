"""Personal data: what it is, where it stands in a text, and how it is taken out.

    >>> from objectlambda.pii import detect
    >>> detect("Call me at 206-555-0100")  # doctest: +SKIP
    [Entity(type='PHONE', start=11, end=23, score=0.9)]

Importing this loads neither spaCy nor Presidio; the first detection does.
"""

from __future__ import annotations

from objectlambda.pii.api import (
    Label,
    LocatedEntity,
    as_comprehend_entities,
    as_comprehend_entity,
    as_comprehend_labels,
    contains,
    default_analyzer,
    detect,
    detect_stream,
    detected_windows,
    labels,
    locate,
)
from objectlambda.pii.entities import ENTITY_TYPES, Entity, EntityType, Field

__all__ = [
    "ENTITY_TYPES",
    "Entity",
    "EntityType",
    "Field",
    "Label",
    "LocatedEntity",
    "as_comprehend_entities",
    "as_comprehend_entity",
    "as_comprehend_labels",
    "contains",
    "default_analyzer",
    "detect",
    "detect_stream",
    "detected_windows",
    "labels",
    "locate",
]

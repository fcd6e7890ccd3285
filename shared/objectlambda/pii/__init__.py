"""Personal data: detection in texts, redaction and access control.

    >>> from objectlambda.pii import detect
    >>> detect("Call me at 206-555-0100")  # doctest: +SKIP
    [Entity(type='PHONE', start=11, end=23, score=0.9)]

Importing this loads neither NumPy nor the rules; the first detection does. spaCy and Presidio are loaded only where a
spaCy pipeline, a Presidio registry or a file of recognizers is given.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from objectlambda.pii.api import (
    Label,
    LocatedEntity,
    as_comprehend_entities,
    as_comprehend_entity,
    as_comprehend_labels,
    contains,
    detect,
    detect_stream,
    detected_windows,
    labels,
    locate,
)
from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.entities import ENTITY_TYPES, Entity, EntityType, Field

if TYPE_CHECKING:
    from objectlambda.pii.functions import PII_ACCESS_CONTROL, PII_REDACTION
    from objectlambda.pii.programs import redact_batches, redact_columns

__all__ = [
    "ENTITY_TYPES",
    "PII_ACCESS_CONTROL",
    "PII_REDACTION",
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
    "redact_batches",
    "redact_columns",
]


_FUNCTIONS = {
    "PII_ACCESS_CONTROL": "objectlambda.pii.functions",
    "PII_REDACTION": "objectlambda.pii.functions",
    "redact_batches": "objectlambda.pii.programs",
    "redact_columns": "objectlambda.pii.programs",
}


def __getattr__(name: str) -> Any:
    # The functions bring the decoders and the core with them, which detection does not need.
    if name not in _FUNCTIONS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_FUNCTIONS[name]), name)

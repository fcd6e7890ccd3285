"""S3 Object Lambda functions that stream: decompression, PII redaction and PII access control.

For programs: ``objectlambda.transform`` and ``objectlambda.redact``. Importing this loads neither.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from objectlambda.pii.programs import redact
    from objectlambda.programs import Transformation, transform

__all__ = ["Transformation", "__version__", "redact", "transform"]
__version__ = "0.1.0"

_PLACES = {
    "redact": "objectlambda.pii.programs",
    "Transformation": "objectlambda.programs",
    "transform": "objectlambda.programs",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(_PLACES[name]), name)
    except ModuleNotFoundError as error:
        from objectlambda.extras import MissingExtra, extra_of

        extra = extra_of(error.name or "")
        if extra is None:
            raise
        raise ModuleNotFoundError(
            str(MissingExtra(f"objectlambda.{name}", extra, str(error.name))), name=error.name
        ) from error

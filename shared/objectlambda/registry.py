"""The functions that an access point can name, loaded when one first does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from objectlambda.errors import InvalidSettings, did_you_mean
from objectlambda.function import Function

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

FUNCTIONS: Mapping[str, str] = {
    "decompress": "objectlambda.decompress:DECOMPRESS",
    "pii_redaction": "objectlambda.pii:PII_REDACTION",
    "pii_access_control": "objectlambda.pii:PII_ACCESS_CONTROL",
    "raw": "objectlambda.unchanged:RAW",
}
"""Each function's name, and where it is found. ``raw`` hands the object out as it is, to compare with."""

ENTRY_POINTS = "objectlambda.functions"
"""The entry-point group in which other packages name their functions, each a ``Function``. Ours cannot be replaced."""


@cache  # functions are frozen: threads may share them
def function_named(name: str) -> Function[Any]:
    """The function called ``name``; hyphens and underscores are the same.

    Raises:
        InvalidSettings: there is none of that name, or its libraries are not installed.
    """
    place = FUNCTIONS.get(name.replace("-", "_"))
    if place is None:
        return _of_others(name)
    module, _, attribute = place.partition(":")
    if module.startswith("objectlambda.pii"):
        from objectlambda.extras import require  # looks for libraries, which others need not

        require("pii", f"the function {name}")
    try:
        found = getattr(import_module(module), attribute)
    except AttributeError as error:
        raise InvalidSettings(f"the function {name} is not part of this installation") from error
    if not isinstance(found, Function):
        raise InvalidSettings(f"{place} is not a function")
    return found


def _of_others(name: str) -> Function[Any]:
    """The function that another package names in the entry-point group.

    Raises:
        InvalidSettings: no package does, or it cannot be loaded.
    """
    from importlib.metadata import entry_points  # slow to load, and seldom needed

    every = {point.name.replace("-", "_"): point for point in entry_points(group=ENTRY_POINTS)}
    point = every.get(name.replace("-", "_"))
    if point is None:
        known = (*FUNCTIONS, *sorted(set(every) - set(FUNCTIONS)))
        close = did_you_mean(name, known)
        raise InvalidSettings(f"there is no function {name[:80]!r}{close}; there are {', '.join(known)}")
    found = _load(point)
    if not isinstance(found, Function) or found.name != point.name.replace("-", "_"):
        raise InvalidSettings(f"{point.value}, the entry point {point.name}, is not a Function of that name")
    return found


def _load(point: EntryPoint) -> object:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise InvalidSettings(f"the function {point.name} cannot be loaded from {point.value}") from error

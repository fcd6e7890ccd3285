"""The rows of all identifiers: those of this folder, and those that a program has added."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import MappingProxyType

from objectlambda.pii.identifiers import brazil, france
from objectlambda.pii.identifiers.identifier import Identifier

_ADDING = threading.Lock()
_rows: Mapping[str, Identifier] = MappingProxyType({row.type: row for row in (*brazil.ROWS, *france.ROWS)})
"""Replaced as a whole under _ADDING, never changed: threads read it without a lock."""


def identifiers() -> Mapping[str, Identifier]:
    """Every row, by its type."""
    return _rows


def register(row: Identifier) -> None:
    """Add ``row``, or put it in the place of the one of its type.

    It serves this process only: the processes that the setting ``processes`` starts do not know it.
    """
    global _rows  # noqa: PLW0603 - the one place where it is replaced
    with _ADDING:
        _rows = MappingProxyType({**_rows, row.type: row})

"""The rows of all identifiers: those of this folder, and those that a program has added."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from objectlambda.pii.identifiers import brazil, france
from objectlambda.pii.identifiers.identifier import Identifier


class _Rows:
    """A mapping that is replaced as a whole under a lock and never changed: threads read it without one."""

    def __init__(self, rows: Iterable[Identifier]) -> None:
        self._adding = threading.Lock()
        self.by_type: Mapping[str, Identifier] = MappingProxyType({row.type: row for row in rows})

    def add(self, row: Identifier) -> None:
        with self._adding:
            self.by_type = MappingProxyType({**self.by_type, row.type: row})


ROWS = _Rows((*brazil.ROWS, *france.ROWS))


def identifiers() -> Mapping[str, Identifier]:
    """Every row, by its type."""
    return ROWS.by_type


def register(row: Identifier) -> None:
    """Add ``row``, or put it in the place of the one of its type.

    It serves this process only: the processes that the setting ``processes`` starts do not know it.
    """
    ROWS.add(row)

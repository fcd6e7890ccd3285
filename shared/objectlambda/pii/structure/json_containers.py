"""The containers of a document that are open, and the names that they give to the values in them."""

from __future__ import annotations

from objectlambda.pii.structure.json_labels import Labels
from objectlambda.pii.structure.json_levels import Level
from objectlambda.pii.structure.json_names import (
    Key,
    label_of_code,
    label_of_extension,
    label_of_reference,
    label_of_system,
)
from objectlambda.pii.structure.lexing import DEPTH


class Containers:
    """Follows the containers of JSON, or of a format whose elements mean the same."""

    shaped = True
    """Whether keys that say little get their names from what is around them; false where a schema knows every key."""
    type_depth = 3
    """How far outside a code of FHIR the identifier is: ``{"type": {"coding": [{"code": …``."""

    def __init__(self) -> None:
        self._level = Level("")
        self._labels = Labels()
        self._outside: list[Level] = []
        self._deeper = 0

    def _learn(self, kind: Key, key: str | None, value: str, *, is_empty: bool) -> None:
        """Remembers the name that ``value`` gives to what stands beside it, or beside the type that it codes."""
        level = self._level
        if key is not None and (kind is Key.LABEL or kind is Key.ID):
            self._labels.learn(kind, key, value, level)
            return
        if not is_empty:
            self._labels.wait(kind, level, key)
        if kind is Key.REFERENCE:
            level.label = label_of_reference(value)
        elif kind is Key.EXTENSION:
            level.label = label_of_extension(value) or level.label
        elif kind is Key.SYSTEM:
            level.label = label_of_system(value) or level.label
        elif (kind is Key.CODE or kind is Key.DISPLAY) and (label := self._label_of_code(value)):
            self._outside[-self.type_depth].label = label
        elif key is not None:
            self._labels.learn(kind, key, value, level)

    def _label_of_code(self, value: str) -> str:
        return label_of_code(value, self._level.name) if len(self._outside) > self.type_depth else ""

    def _push(self, inner: Level) -> None:
        """Notes that ``inner`` begins; it is no array."""
        if len(self._outside) >= DEPTH:
            self._deeper += 1
            return
        if self._level.is_passed_on:
            self._labels.push(self._level, inner)
        self._outside.append(self._level)
        self._level = inner

    def _pop(self) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._outside:
            inner, self._level = self._level, self._outside.pop()
            if self.shaped and (inner.is_noted or self._level.names is not None):
                self._labels.pop(inner, self._level)

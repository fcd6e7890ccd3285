"""Logs with JSON records: the key of a value and the objects around it give its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.json_values import JsonLexer
from objectlambda.pii.structure.logs.columns import Column, fields_of

_AROUND = 6
"""How many objects around a value are read for their names."""
_RESOURCE = re.compile(
    r"\d{1,8}|\d{10}|\d{12,13}|\d+\.\d+|(?:[a-z]{1,12}-)+[0-9a-f]{8,17}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{16,128}|A[A-Z]{3}[A-Z0-9]{12,20}|[a-z]{2}(?:-[a-z]+)+-\d[a-z]?|[A-Za-z0-9+/]{40,}={0,2}"
    r"|[\w.\-]+\.amazonaws\.com"
)
"""An id, a count, a region or a token, as in calls of AWS."""
_INVOKED = "invokedby"
_SESSIONS = (Column.LOGIN, Column.IDENTITY)
"""What names a session, which is not a person's if it is called like the service that began it."""
_ACCESS_KEY = re.compile(r"A[KS]IA[A-Z0-9]{12,20}")
_DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]?|[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{8}T\d{6}Z?\Z")


def keys(column: Column, names: str) -> dict[str, Column]:
    """The meaning of each of ``names``, which are ``key``, or ``object.key`` for the key of one object only."""
    return dict.fromkeys(names.lower().split(), column)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSchema:
    """The meanings of the values of a log's records, by key, and of all other values.

    ``columns`` are the keys with a meaning, in lower case. ``free`` are objects with free content, which is read like
    any text except for ids and counts. All other values are never personal. ``kinds`` are the keys that name the kind
    of the object around them. A login in an object is not a person's if that kind is among ``things``, or if ``people``
    gives another kind for the login's key.
    """

    columns: Mapping[str, Column]
    free: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset({"type"})
    things: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)


class RecordLexer(JsonLexer):
    """Lexes the records of a log by its schema."""

    shaped = False

    def __init__(self, schema: RecordSchema) -> None:
        super().__init__()
        self._schema = schema
        self._kind = ("", "")
        self._service = ""

    def _value(self, fields: list[Field], _text: str, begin: int, end: int, left: int, name: str) -> None:
        column = self._column(name.lower(), _text, begin, end)
        for start, stop, label, kind in fields_of(column, _text, begin, end, name):
            fields.append(Field(start - left, stop - left, label, kind))

    def _column(self, key: str, text: str, begin: int, end: int) -> Column:
        schema = self._schema
        holder = self._level.name.lower()
        if key in schema.kinds:
            self._kind = (holder, text[begin:end].lower())
            return Column.SKIP
        if key == _INVOKED:
            self._service = text[begin:end].partition(".")[0].lower()
        known = schema.columns.get(f"{holder}.{key}") or schema.columns.get(key)
        if known is Column.LOGIN and not self._of_person(holder, key):
            return Column.SKIP
        if known in _SESSIONS and self._service and text[begin:end].lower().endswith(self._service):
            return Column.SKIP
        if known is Column.TIME and not _DATED.match(text, begin, end):
            return Column.SKIP
        if known is not None:
            return known
        if not self._in_free():
            return Column.SKIP
        if text.startswith("arn:", begin):
            return Column.IDENTITY
        if _RESOURCE.fullmatch(text, begin, end) and not _ACCESS_KEY.fullmatch(text, begin, end):
            return Column.SKIP
        return Column.TIME if _DATED.match(text, begin, end) and end - begin < 36 else Column.FREE

    def _of_person(self, holder: str, key: str) -> bool:
        schema = self._schema
        kind = self._kind[1] if self._kind[0] == holder else ""
        return kind not in schema.things and kind == schema.people.get(key, kind)

    def _in_free(self) -> bool:
        around = [self._level.name, *(outside.name for outside in self._outside[: -_AROUND - 1 : -1])]
        return any(name.lower() in self._schema.free for name in around)

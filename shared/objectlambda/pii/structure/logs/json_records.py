"""Logs whose records are JSON: the key of a value, and the objects around it, say what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.json_values import JsonLexer
from objectlambda.pii.structure.logs.columns import Column, fields_of

_AROUND = 6
"""Objects around a value whose names are looked at."""
_RESOURCE = re.compile(
    r"\d{1,8}|\d{10}|\d{12,13}|\d+\.\d+|(?:[a-z]{1,12}-)+[0-9a-f]{8,17}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|[0-9a-f]{16,128}|A[A-Z]{3}[A-Z0-9]{12,20}|[a-z]{2}(?:-[a-z]+)+-\d[a-z]?|[A-Za-z0-9+/]{40,}={0,2}"
    r"|[\w.\-]+\.amazonaws\.com"
)
"""An id, a count, a region, a token: what calls of AWS are made of."""
_ACCESS_KEY = re.compile(r"A[KS]IA[A-Z0-9]{12,20}")
_DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]?|[A-Z][a-z]{2} \d{1,2}, \d{4}|\d{8}T\d{6}Z?\Z")


def keys(column: Column, names: str) -> dict[str, Column]:
    """The meaning of each of ``names``: ``key``, or ``object.key`` where only that one is meant."""
    return dict.fromkeys(names.lower().split(), column)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSchema:
    """What the values of a log's records are: by their keys, and else in general.

    ``columns`` are the keys with a meaning, in lower case; ``free`` the objects in which others write what they like,
    read like any text but for ids and counts; all other values are none of a person. ``kinds`` are the keys that tell
    what the object that they stand in is; a login in it is no person's when that is one of ``things``, or when
    ``people`` gives the kind of objects of which the login's key names a person, and it is another.
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

    def _value(self, fields: list[Field], _text: str, begin: int, end: int, left: int, name: str) -> None:
        column = self._column(name.lower(), _text, begin, end)
        for start, stop, label, kind in fields_of(column, _text, begin, end, name):
            fields.append(Field(start - left, stop - left, label, kind))

    def _column(self, key: str, text: str, begin: int, end: int) -> Column:
        schema = self._schema
        holder = self._name.lower()
        if key in schema.kinds:
            self._kind = (holder, text[begin:end].lower())
            return Column.SKIP
        known = schema.columns.get(f"{holder}.{key}") or schema.columns.get(key)
        if known is Column.LOGIN and not self._of_person(holder, key):
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
        around = [self._name, *(outside.name for outside in self._outside[: -_AROUND - 1 : -1])]
        return any(name.lower() in self._schema.free for name in around)

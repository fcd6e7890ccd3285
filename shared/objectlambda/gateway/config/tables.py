"""A table of a TOML file, read key by key: each of the right type, none left over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from objectlambda.errors import InvalidSettings, did_you_mean


class Table:
    """``raw``, which stands at ``place`` in the file; what is read of it is crossed off.

    All methods raise InvalidSettings with the place of what they refuse.
    """

    def __init__(self, place: str, raw: Any) -> None:
        if not isinstance(raw, Mapping):
            raise InvalidSettings(f"[{place}] is not a table")
        self.place = f"[{place}]" if place else "the file"
        self._path = place
        self._raw = raw
        self._read: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._raw)

    def error(self, key: str, what: str) -> InvalidSettings:
        """The error that says ``what`` of ``key``."""
        return InvalidSettings(f"{self.place} {key}: {what}" if self._path else f"[{key}] {what}")

    def has(self, key: str) -> bool:
        """Whether ``key`` is there."""
        return key in self._raw

    def finish(self) -> None:
        """Refuse whatever was not read."""
        unknown = sorted(set(self._raw) - self._read)
        if unknown:
            close = did_you_mean(unknown[0], self._read)
            raise InvalidSettings(f"{self.place} has the unknown key {unknown[0]!r}{close}")

    def table(self, key: str) -> Table:
        """The table under ``key``; empty where there is none."""
        return Table(self._below(key), self._get(key, {}))

    def tables(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables under ``key`` by their names."""
        named = self._get(key, {})
        if not isinstance(named, Mapping):
            raise self.error(key, "is not a table of tables")
        return ((name, Table(f"{self._below(key)}.{name}", raw)) for name, raw in named.items())

    def list_of_tables(self, key: str) -> list[Table]:
        """The tables in the list under ``key``."""
        listed = self._get(key, [])
        if not isinstance(listed, list):
            raise self.error(key, "is not a list of tables")
        return [Table(f"{self._below(key)}.{number}", raw) for number, raw in enumerate(listed, 1)]

    def mapping(self, key: str) -> Mapping[str, Any]:
        """The table under ``key`` as it is, for somebody else to check."""
        value = self._get(key, {})
        if not isinstance(value, Mapping):
            raise self.error(key, "is not a table")
        return value

    def text(self, key: str, default: str) -> str:
        """The string under ``key``."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(key, "is not a string")
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The list of strings under ``key``."""
        value = self._get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, "is not a list of strings")
        return tuple(value)

    def choice(self, key: str, choices: Sequence[str], default: str) -> str:
        """The string under ``key``, one of ``choices``."""
        value = self.text(key, default)
        if value not in choices:
            raise self.error(key, f"is not one of {', '.join(filter(None, choices)) or 'any'}")
        return value

    def choices(self, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        """The strings under ``key``, of ``choices``; all of them where nothing is said."""
        values = self.texts(key, choices)
        for value in values:
            if value not in choices:
                raise self.error(key, f"{value[:80]!r} is not one of {', '.join(choices)}")
        return values

    def value(self, key: str) -> Any:
        """Whatever stands under ``key``, for somebody else to check; ``None`` where nothing does."""
        return self._get(key, None)

    def flag(self, key: str, *, default: bool) -> bool:
        """The boolean under ``key``."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "is neither true nor false")
        return value

    def _get(self, key: str, default: Any) -> Any:
        self._read.add(key)
        return self._raw.get(key, default)

    def _below(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def toml_value(value: Any) -> str:
    """``value`` as TOML on one line. A JSON string is a TOML string, and a number is a number; tables differ."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return json.dumps(str(value) if isinstance(value, Path) else value)

"""The schema of a Parquet file that is written again: its names, its metadata, its compression."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from objectlambda.parquet.arrays import Refusal

_PANDAS = b"pandas"
_ARROW = b"ARROW:schema"
_FIELD_ID = b"PARQUET:field_id"
_OF_PANDAS = frozenset({"index_columns", "column_indexes", "columns", "creator", "pandas_version", "partition_columns"})
_OF_COLUMNS = frozenset(
    {"name", "field_name", "pandas_type", "numpy_type", "metadata", "kind", "start", "stop", "step"}
)
_OF_TYPES = frozenset({"timezone", "num_categories", "ordered", "encoding", "precision", "scale", "unit"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a schema says beside its types.

    Attributes:
        names: every name in the schema, each once.
        entries: the entries of the metadata, keys and values, those aside that Arrow and pandas write.
        pandas: what pandas says of the columns, nothing else in it.
    """

    names: list[str]
    entries: list[tuple[str, str]]
    pandas: dict[str, Any] | None

    @classmethod
    def of(cls, schema: Any, stored: Mapping[bytes, bytes] | None) -> Metadata:
        """The metadata of a file with that ``schema`` and those ``stored`` entries."""
        names = dict.fromkeys(_names(schema))
        entries: dict[tuple[str, str], None] = {}
        pandas = None
        for key, value in [*(stored or {}).items(), *(schema.metadata or {}).items()]:
            if key == _PANDAS and (described := _of_pandas(value)) is not None:
                pandas, rest = described
                names.update(dict.fromkeys(_pandas_names(pandas)))
                entries.update({("pandas", text): None for text in rest})
            elif key != _ARROW:
                entries[_display(key), _display(value)] = None
        for field in _fields(schema):
            entries.update(
                {(_display(k), _display(v)): None for k, v in (field.metadata or {}).items() if k != _FIELD_ID}
            )
        return cls(list(names), list(entries), pandas)


def rename_columns(schema: Any, names: Mapping[str, str | None], metadata: Metadata, kept: Sequence[bool]) -> Any:
    """``schema`` with other names for its columns where ``names`` has one, and with those entries that are ``kept``.

    Raises Refusal where a name inside of a column would have to change.
    """
    allowed = {entry for entry, keep in zip(metadata.entries, kept, strict=True) if keep}
    fields: list[Any] = []
    taken: set[str] = set()
    made: dict[str, str] = {}
    for field in schema:
        if any(names.get(inner.name) is not None for inner in _inside(field.type)):
            raise Refusal(
                "UnexpectedContent", "a field inside of a column of the Parquet file is named by personal data"
            )
        name = names.get(field.name)
        if name is not None:
            name = _free(name or "column", taken)
            made[field.name] = name
        taken.add(name if name is not None else field.name)
        fields.append(
            field.with_name(name or field.name).with_metadata(_allow_keys(field.metadata, allowed, field=True))
        )
    entries = _allow_keys(schema.metadata, allowed)
    if metadata.pandas is not None:
        entries[_PANDAS] = json.dumps(_with_names(metadata.pandas, names, made)).encode()
    return pa.schema(fields, metadata=entries or None)


def compression(table: Any) -> str | dict[str, str]:
    """The codec of each column in the first row group."""
    if not table.num_row_groups or not table.schema_arrow:
        return "snappy"
    codec = table.metadata.row_group(0).column(0).compression.lower()
    return "none" if codec == "uncompressed" else str(codec)


def _names(schema: Any) -> Iterator[str]:
    return (field.name for field in _fields(schema))


def _fields(schema: Any) -> Iterator[Any]:
    for field in schema:
        yield field
        yield from _inside(field.type)


def _inside(kind: Any, levels: int = 100) -> Iterator[Any]:
    if isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    for index in range(kind.num_fields if levels else 0):
        field = kind.field(index)
        yield field
        yield from _inside(field.type, levels - 1)


def _allow_keys(
    stored: Mapping[bytes, bytes] | None, allowed: set[tuple[str, str]], *, field: bool = False
) -> dict[Any, Any]:
    return {
        key: value
        for key, value in (stored or {}).items()
        if (field and key == _FIELD_ID)
        or (key not in (_PANDAS, _ARROW) and (_display(key), _display(value)) in allowed)
    }


def _of_pandas(value: bytes) -> tuple[dict[str, Any], list[str]] | None:
    """What pandas says of columns and indexes, and all texts beside that; None if it is not pandas' own form."""
    try:
        told = json.loads(value)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    rest = list(_texts({key: item for key, item in told.items() if key not in _OF_PANDAS}))
    kept = {key: item for key, item in told.items() if key in _OF_PANDAS}
    for key in ("columns", "column_indexes", "index_columns"):
        described = kept.get(key) if isinstance(kept.get(key), list) else []
        kept[key] = [_known(item, _OF_COLUMNS, rest) if isinstance(item, dict) else item for item in described or []]
        for item in kept[key]:
            if isinstance(item, dict) and isinstance(item.get("metadata"), dict):
                item["metadata"] = _known(item["metadata"], _OF_TYPES, rest)
    return kept, rest


def _known(item: dict[str, Any], keys: frozenset[str], rest: list[str]) -> dict[str, Any]:
    rest += _texts({key: value for key, value in item.items() if key not in keys})
    return {key: value for key, value in item.items() if key in keys}


def _texts(value: Any) -> Iterator[str]:
    """The entries of a JSON value as ``key: value``, each in one text."""
    if value:
        yield json.dumps(value, ensure_ascii=False)


def _pandas_names(told: Any) -> Iterator[str]:
    """Every text in what pandas says, of which the names of columns and indexes are most."""
    if isinstance(told, dict):
        for value in told.values():
            yield from _pandas_names(value)
    elif isinstance(told, list):
        for value in told:
            yield from _pandas_names(value)
    elif isinstance(told, str):
        yield told


def _with_names(told: Any, names: Mapping[str, str | None], made: Mapping[str, str]) -> Any:
    if isinstance(told, dict):
        return {key: _with_names(value, names, made) for key, value in told.items()}
    if isinstance(told, list):
        return [_with_names(value, names, made) for value in told]
    if isinstance(told, str):
        return made.get(told, names.get(told) if names.get(told) is not None else told)
    return told


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _display(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")

"""The texts in Arrow arrays of any type, and arrays of the same type with other texts.

Each value comes under the nearest name above it: its column's, its field's in a struct, its key's in a map or in a
struct of ``key`` and ``value``. Numbers, dates and times come as text, too. What is found in them cannot be written
there, so it becomes null, or 0 where there is no null.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, repeat
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from objectlambda.errors import ObjectLambdaError
from objectlambda.parquet.opaque import may_hold_text, plain_text, texts_of_bytes

Names = str | Sequence[str]
"""The name of all values of an array, or one for each."""
Edges = tuple[tuple[Sequence[int], str], ...]
"""Where the lists around an array's values begin and where the last one ends, with their name; the innermost last."""
Leaf = Callable[[Any, Names, bool, Edges], Any]
"""``leaf(array, names, nullable, edges)`` gives an array of the same type and length; ``array`` if nothing changes."""

MOST_LEVELS = 100
"""Levels of nesting that are followed."""
_NAMING = frozenset({"name", "key", "field", "property", "attribute", "label", "column", "code"})
_NAMED = frozenset({"value", "val", "content", "text", "string_value", "stringvalue"})
"""Fields of a struct that is a pair: one names what stands in the other, as in tags, headers and attributes."""
_MOST_EDGES = 2
"""How many lists around a list are remembered."""
_NO_TEXT = "a column holds bytes that are no text"
_SHORT = 3
"""Bytes that hold no personal value, whatever they say."""


class Refusal(Exception):
    """The file holds something that is not looked at: ``code`` names the error, the message says what.

    ``column`` is the column that holds it, where one does. A message to a client does not name it: it may be a value.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.column = code, ""


def walk(
    array: Any, names: Names, leaf: Leaf, *, nullable: bool = True, levels: int = MOST_LEVELS, edges: Edges = ()
) -> Any:
    """``array`` with every array of scalars in it replaced by what ``leaf`` gives for it.

    Raises Refusal for a type that is not known, and for one that is nested too deep.
    """
    kind = array.type
    if not len(array):
        return array
    if not levels:
        raise Refusal("LimitExceeded", f"a column is nested deeper than {MOST_LEVELS} levels")
    levels -= 1
    if isinstance(kind, pa.BaseExtensionType):
        stored = array.storage
        if kind.extension_name == "arrow.uuid" and not any(texts_of(stored, opaque=True)):
            return array  # bytes that are no text, as they should be
        made = walk(stored, names, leaf, nullable=nullable, levels=levels, edges=edges)
        return array if made is stored else pa.ExtensionArray.from_storage(kind, made)
    if types.is_dictionary(kind):
        return _dictionary(array, names, leaf, levels, edges)
    if types.is_struct(kind):
        return _struct(array, names, leaf, levels, edges)
    if types.is_map(kind):
        return _map(array, names, leaf, levels, edges)
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return _list(array, names, leaf, levels, edges)
    if types.is_null(kind) or types.is_boolean(kind):
        return array
    if types.is_nested(kind) or types.is_run_end_encoded(kind):
        raise Refusal("UnexpectedContent", f"a column has the type {str(kind)[:80]}, which is not looked into")
    return leaf(array, names, nullable, edges)


def holds_texts(kind: Any) -> bool:
    """Whether arrays of that type hold strings or bytes, nested or not."""
    return _holds(kind, lambda scalar: _is_string(scalar) or _is_binary(scalar))


def holds_numbers(kind: Any) -> bool:
    """Whether arrays of that type hold numbers, nested or not."""
    return _holds(
        kind, lambda scalar: types.is_integer(scalar) or types.is_floating(scalar) or types.is_decimal(scalar)
    )


def _holds(kind: Any, matches: Callable[[Any], bool]) -> bool:
    if isinstance(kind, pa.BaseExtensionType):
        return _holds(kind.storage_type, matches)
    if types.is_dictionary(kind):
        return _holds(kind.value_type, matches)
    return bool(matches(kind)) or any(_holds(kind.field(index).type, matches) for index in range(kind.num_fields))


def texts_of(array: Any, *, opaque: bool) -> list[str | None]:
    """What a reader sees of each scalar; None for null.

    ``opaque`` lets bytes pass that are no text; what can be read in them is told as JSON. Raises Refusal for such bytes
    otherwise, and for a string that is not UTF-8.
    """
    kind = array.type
    if _is_string(kind):
        try:
            strings: list[str | None] = array.to_pylist()
        except UnicodeDecodeError as error:
            raise Refusal("UnexpectedContent", "a column holds a string that is not UTF-8") from error
        return strings
    if _is_binary(kind):
        return [None if value is None else _text(value, opaque=opaque) for value in array.to_pylist()]
    if types.is_floating(kind):
        return [None if value is None else _number(value) for value in array.cast(pa.float64()).to_pylist()]
    if types.is_interval(kind):
        return [None] * len(array)  # a length of time is nobody's
    if types.is_duration(kind):
        array = array.cast(pa.int64())
    shown: list[str | None] = array.cast(pa.string()).to_pylist()
    if types.is_decimal(kind):
        return [_without_zeros(text) for text in shown]
    return shown


def with_texts(array: Any, texts: Sequence[str | None], *, nullable: bool) -> Any:
    """``array`` with those of ``texts`` that are not None in place of its values.

    Raises Refusal where a text would have to stand in bytes that are none.
    """
    kind = array.type
    if _is_string(kind) or _is_binary(kind):
        width = kind.byte_width if types.is_fixed_size_binary(kind) else 0
        made = [
            old if new is None else _fitting(old, new, width) if _is_binary(kind) else new
            for old, new in zip(array.to_pylist(), texts, strict=True)
        ]
        return pa.array(made, type=kind)
    changed = pa.array([text is not None for text in texts])
    nothing = (
        pa.scalar(None, kind) if nullable else pa.scalar(0, pa.int64() if _is_wide(kind) else pa.int32()).cast(kind)
    )
    return pc.if_else(changed, nothing, array)


def _is_string(kind: Any) -> bool:
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_binary(kind: Any) -> bool:
    return bool(
        types.is_binary(kind)
        or types.is_large_binary(kind)
        or types.is_binary_view(kind)
        or types.is_fixed_size_binary(kind)
    )


def _is_wide(kind: Any) -> bool:
    return not (types.is_date32(kind) or types.is_time32(kind))


def _text(value: bytes, *, opaque: bool) -> str | None:
    text = plain_text(value)
    if text is not None or len(value) <= _SHORT:
        return text
    if not opaque or may_hold_text(value):
        raise Refusal("UnexpectedContent", _NO_TEXT)
    try:
        return texts_of_bytes(value)
    except ObjectLambdaError as error:
        raise Refusal(error.code, str(error)) from error


def _fitting(old: bytes, text: str, width: int) -> bytes:
    if plain_text(old) is None:
        raise Refusal("UnexpectedContent", _NO_TEXT)
    data = text.encode()
    if not width or len(data) == width:
        return data
    return data.ljust(width) if len(data) < width else data[:width].decode(errors="ignore").encode().ljust(width)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)


def _without_zeros(text: str | None) -> str | None:
    return text.rstrip("0").rstrip(".") if text and "." in text and "E" not in text else text


def _dictionary(array: Any, names: Names, leaf: Leaf, levels: int, edges: Edges) -> Any:
    kind = array.type
    if edges or not isinstance(names, str):  # one value of the dictionary may stand in many lists, under many names
        plain = array.cast(kind.value_type)
        made = walk(plain, names, leaf, levels=levels, edges=edges)
        return array if made is plain else made.dictionary_encode().cast(kind)
    values = array.dictionary
    made = walk(values, names, leaf, levels=levels)
    if made is values:
        return array
    distinct = made.dictionary_encode()  # pandas takes no category twice
    indices = distinct.indices.take(array.indices).cast(kind.index_type)
    return pa.DictionaryArray.from_arrays(indices, distinct.dictionary, ordered=kind.ordered)


def _struct(array: Any, names: Names, leaf: Leaf, levels: int, edges: Edges) -> Any:
    fields = [array.type.field(index) for index in range(array.type.num_fields)]
    before = array.flatten()
    told = _names_in_pairs(fields, before)
    after = [
        walk(
            child,
            told if told and field.name.lower() in _NAMED else field.name or names,
            leaf,
            nullable=field.nullable,
            levels=levels,
            edges=edges,
        )
        for child, field in zip(before, fields, strict=True)
    ]
    if all(made is child for made, child in zip(after, before, strict=True)):
        return array
    return pa.StructArray.from_arrays(after, fields=fields, mask=array.is_null())


def _names_in_pairs(fields: Sequence[Any], children: Sequence[Any]) -> Sequence[str]:
    """For a struct that is a pair of a name and a value: the names. Else nothing."""
    for field, child in zip(fields, children, strict=True):
        if field.name.lower() in _NAMING:
            plain = child.cast(child.type.value_type) if types.is_dictionary(child.type) else child
            if types.is_string(plain.type) or types.is_large_string(plain.type):
                return [text or field.name for text in texts_of(plain, opaque=True)]
    return ()


def _list(array: Any, names: Names, leaf: Leaf, levels: int, edges: Edges) -> Any:
    kind = array.type
    nullable = kind.value_field.nullable
    if types.is_fixed_size_list(kind):
        size = kind.list_size
        values = array.values.slice(array.offset * size, len(array) * size)
        inner = names if isinstance(names, str) else list(chain.from_iterable(repeat(name, size) for name in names))
        within = _edges_within(edges, range(0, len(values) + 1, size or 1), names)
        made = walk(values, inner, leaf, nullable=nullable, levels=levels, edges=within)
        if made is values:
            return array
        return pa.FixedSizeListArray.from_arrays(made, type=kind, mask=array.is_null())
    offsets, first, length = _offsets(array)
    values = array.values.slice(first, length)
    within = _edges_within(edges, offsets.to_pylist(), names)
    made = walk(values, _spread_names(names, offsets), leaf, nullable=nullable, levels=levels, edges=within)
    return array if made is values else type(array).from_arrays(offsets, made, type=kind, mask=array.is_null())


def _map(array: Any, names: Names, leaf: Leaf, levels: int, edges: Edges) -> Any:
    kind = array.type
    offsets, first, length = _offsets(array)
    keys, items = array.keys.slice(first, length), array.items.slice(first, length)
    above = _spread_names(names, offsets)
    made_keys = walk(keys, "" if holds_texts(keys.type) else above, leaf, nullable=False, levels=levels)  # texts: names
    shown = keys.cast(keys.type.value_type) if types.is_dictionary(keys.type) else keys
    inner: Names = above
    if types.is_string(shown.type) or types.is_large_string(shown.type) or types.is_binary(shown.type):
        inner = [key or "" for key in texts_of(shown, opaque=True)]
    within = _edges_within(edges, offsets.to_pylist(), names)
    made_items = walk(items, inner, leaf, nullable=kind.item_field.nullable, levels=levels, edges=within)
    if made_keys is keys and made_items is items:
        return array
    return pa.MapArray.from_arrays(offsets, made_keys, made_items, type=kind, mask=array.is_null())


def _offsets(array: Any) -> tuple[Any, int, int]:
    """The offsets counted from the array's own first value, where that stands, and how many values there are."""
    first = array.offsets[0].as_py()
    offsets = pc.subtract(array.offsets, array.offsets[0])
    return offsets, first, offsets[-1].as_py()


def _edges_within(edges: Edges, offsets: Sequence[int], names: Names) -> Edges:
    """The edges of lists in lists: those around counted in values, and those of the lists themselves."""
    around = ((tuple(offsets[at] for at in outer), name) for outer, name in edges[-_MOST_EDGES:])
    return (*around, (offsets, names if isinstance(names, str) else ""))


def _spread_names(names: Names, offsets: Any) -> Names:
    if isinstance(names, str):
        return names
    edges = offsets.to_pylist()
    return list(
        chain.from_iterable(
            repeat(name, end - start) for name, start, end in zip(names, edges, edges[1:], strict=False)
        )
    )

"""The texts of a record batch, each asked for once, and the batch's columns with other texts in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from objectlambda.parquet.arrays import Names, holds_strings, texts_of, walk, with_texts

Text = tuple[str, str]
"""A value's name and the value."""
Answers = Mapping[Text, str | None]
"""What is to stand in place of a text; None where it stays."""


def replace_texts(
    batch: Any,
    look_up: Callable[[Collection[Text]], Answers],
    *,
    opaque: bool,
    columns: Collection[str] | None = None,
    strings_only: bool = False,
) -> list[Any]:
    """The columns of ``batch`` with what ``look_up`` answers in place of their texts.

    ``opaque`` lets bytes pass that are no text. ``columns`` are those that are looked at, None means all;
    ``strings_only`` leaves out numbers, dates and bytes.
    """
    wanted: dict[Text, None] = {}

    def read(array: Any, names: Names) -> list[Text | None]:
        if strings_only and not holds_strings(array.type):
            return [None] * len(array)
        return list(_name_texts(names, texts_of(array, opaque=opaque)))

    def collect(array: Any, names: Names, _nullable: bool) -> Any:
        wanted.update(dict.fromkeys(text for text in read(array, names) if text))
        return array

    _columns(batch, columns, collect)
    answers = look_up(wanted)

    def replace(array: Any, names: Names, nullable: bool) -> Any:
        texts = [answers[text] if text else None for text in read(array, names)]
        return with_texts(array, texts, nullable=nullable) if any(text is not None for text in texts) else array

    return _columns(batch, columns, replace)


def _name_texts(names: Names, texts: Sequence[str | None]) -> Iterator[Text | None]:
    every = repeat(names, len(texts)) if isinstance(names, str) else names
    for name, text in zip(every, texts, strict=True):
        yield (name, text) if text else None


def _columns(batch: Any, columns: Collection[str] | None, leaf: Any) -> list[Any]:
    return [
        walk(column, field.name, leaf, nullable=field.nullable) if columns is None or field.name in columns else column
        for column, field in zip(batch.columns, batch.schema, strict=True)
    ]

"""The texts of a record batch, each asked for once, and the batch's columns with other texts in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from objectlambda.parquet.arrays import Names, holds_numbers, holds_texts, texts_of, walk, with_texts

Text = tuple[str, str]
"""A value's name and the value."""
_DIGITS = 7
"""Numbers of fewer digits are counts and measures, seldom anybody's."""
Answers = Mapping[Text, str | None]
"""What is to stand in place of a text; None where it stays."""


def replace_texts(
    batch: Any,
    look_up: Callable[[Collection[Text]], Answers],
    *,
    opaque: bool,
    columns: Collection[str] | None = None,
    look_up_numbers: Callable[[Collection[Text]], Answers] | None = None,
) -> list[Any]:
    """The columns of ``batch`` with what ``look_up`` answers in place of their texts.

    ``opaque`` lets bytes pass that are no text. ``columns`` are those that are looked at, None means all. Where there
    is ``look_up_numbers``, it is asked for whole numbers of seven digits or more instead. Other numbers, dates and
    times are left as they are then.
    """
    texts: dict[Text, None] = {}
    numbers: dict[Text, None] = {}

    def is_number(array: Any) -> bool:
        return look_up_numbers is not None and not holds_texts(array.type)

    def read(array: Any, names: Names) -> list[Text | None]:
        if not is_number(array):
            return list(_name_texts(names, texts_of(array, opaque=opaque)))
        if not holds_numbers(array.type):
            return [None] * len(array)
        named = _name_texts(names, texts_of(array, opaque=opaque))
        return [
            text if text is not None and text[1].isdecimal() and len(text[1]) >= _DIGITS else None for text in named
        ]

    def collect(array: Any, names: Names, _nullable: bool) -> Any:
        wanted = numbers if is_number(array) else texts
        wanted.update(dict.fromkeys(text for text in read(array, names) if text))
        return array

    _columns(batch, columns, collect)
    answers = look_up(texts)
    of_numbers = look_up_numbers(numbers) if look_up_numbers is not None and numbers else {}

    def replace(array: Any, names: Names, nullable: bool) -> Any:
        found = of_numbers if is_number(array) else answers
        made = [found[text] if text else None for text in read(array, names)]
        return with_texts(array, made, nullable=nullable) if any(text is not None for text in made) else array

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

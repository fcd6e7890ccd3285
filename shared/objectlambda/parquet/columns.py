"""The texts of a record batch, each asked for once, and the batch's columns with other texts in their place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

from objectlambda.parquet.arrays import Edges, Names, Refusal, holds_numbers, holds_texts, texts_of, walk, with_texts

Text = tuple[str, str]
"""A value's name and the value."""
Answers = Mapping[Text, str | None]
"""What is to stand in place of a text; None where it stays."""
_DIGITS = 7
"""Numbers of fewer digits are counts and measures, seldom anybody's."""
_PIECES = range(2, 65)
"""How many values of a list or of a row may make one value together."""
_LONGEST_PIECE = 8
_SSN_LENGTHS = (3, 2, 4)
_FEWEST_DIGITS = 7
"""What is left of an SSN whose parts, as numbers, have lost their leading zeros."""
_FEWEST_CHARACTERS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the texts of a batch are read.

    ``opaque`` lets bytes pass that are no text, but under ``telling`` names, which say that they are personal.
    ``wholes`` are the first and last of neighbouring columns that make one value, with its name. ``columns`` are those
    that are looked at, None means all.
    """

    opaque: bool
    telling: frozenset[str] = frozenset()
    wholes: Sequence[tuple[int, int, str]] = ()
    columns: Collection[str] | None = None

    def texts(self, array: Any, names: Names) -> list[str | None]:
        """What a reader sees of each scalar; None for what is not looked at."""
        telling = names in self.telling if isinstance(names, str) else not self.telling.isdisjoint(names)
        return texts_of(array, opaque=self.opaque and not telling)


def replace_texts(
    batch: Any,
    look_up: Callable[[Collection[Text]], Answers],
    reading: Reading,
    *,
    look_up_numbers: Callable[[Collection[Text]], Answers] | None = None,
) -> list[Any]:
    """The columns of ``batch`` with what ``look_up`` answers in place of their texts.

    Where there is ``look_up_numbers``, it is asked for whole numbers of seven digits or more instead. Other numbers,
    dates and times are left as they are then.
    """
    texts: dict[Text, None] = {}
    numbers: dict[Text, None] = {}
    rows = [list(_wholes_of_rows(batch, whole, reading)) for whole in reading.wholes]

    def is_number(array: Any) -> bool:
        return look_up_numbers is not None and not holds_texts(array.type)

    def read(array: Any, names: Names) -> list[str | None]:
        if is_number(array) and not holds_numbers(array.type):
            return [None] * len(array)
        return reading.texts(array, names)

    def single(array: Any, names: Names, shown: Sequence[str | None]) -> list[Text | None]:
        named = list(_name_texts(names, shown))
        if not is_number(array):
            return named
        return [text if text and text[1].isdecimal() and len(text[1]) >= _DIGITS else None for text in named]

    def collect(array: Any, names: Names, _nullable: bool, edges: Edges) -> Any:
        shown = read(array, names)
        wanted = numbers if is_number(array) else texts
        wanted.update(dict.fromkeys(text for text in single(array, names, shown) if text))
        texts.update(dict.fromkeys(text for _, _, whole in _pieces(names, shown, edges) for text in whole))
        return array

    _columns(batch, reading, collect)
    texts.update(dict.fromkeys(text for whole in rows for text in whole if text))
    answers = look_up(texts)
    of_numbers = look_up_numbers(numbers) if look_up_numbers is not None and numbers else {}

    def replace(array: Any, names: Names, nullable: bool, edges: Edges) -> Any:
        shown = read(array, names)
        found = of_numbers if is_number(array) else answers
        made = [found[text] if text else None for text in single(array, names, shown)]
        for first, last, whole in _pieces(names, shown, edges):
            if (answer := next((answers[text] for text in whole if answers[text] is not None), None)) is not None:
                made[first:last] = [answer, *[""] * (last - first - 1)]
        return with_texts(array, made, nullable=nullable) if any(text is not None for text in made) else array

    columns = _columns(batch, reading, replace)
    for (first, last, _), whole in zip(reading.wholes, rows, strict=True):
        in_rows = [text and answers[text] for text in whole]
        columns[first : last + 1] = _without(batch, columns, range(first, last + 1), in_rows)
    return columns


def _pieces(names: Names, texts: Sequence[str | None], edges: Edges) -> Iterator[tuple[int, int, list[Text]]]:
    """Lists whose values may make one value together: where they begin and end, and what they may be read as."""
    for first, last, around in ((*edge, name) for offsets, name in edges for edge in pairwise(offsets)):
        if last - first in _PIECES and (shown := list(_together(texts[first:last]))):
            name = names if isinstance(names, str) else names[first]
            yield first, last, [(each, text) for text in shown for each in dict.fromkeys((name, around or name))]


def _together(parts: Sequence[str | None]) -> Iterator[str]:
    """The values of a list in a row, and what they mean as codes of characters."""
    if any(part is None or len(part) > _LONGEST_PIECE for part in parts):
        return
    values = [part or "" for part in parts]
    single = all(len(value) == 1 for value in values)
    if (single and len(values) >= _FEWEST_CHARACTERS) or (not single and all(map(str.isdigit, values))):
        yield ("" if single else " ").join(values)
    if not single and len(values) >= _FEWEST_CHARACTERS and all(map(str.isdigit, values)):
        codes = [int(value) for value in values]
        if all(32 <= code < 127 for code in codes):
            yield "".join(map(chr, codes))


def _wholes_of_rows(batch: Any, whole: tuple[int, int, str], reading: Reading) -> Iterator[Text | None]:
    """The value that the columns of a whole make in each row."""
    first, last, name = whole
    columns = [batch.column(index) for index in range(first, last + 1)]
    if reading.columns is not None or any(column.type.num_fields for column in columns):
        yield from repeat(None, len(batch))
        return
    for row in zip(*(reading.texts(column, name) for column in columns), strict=True):
        shown = [part.strip() for part in row if part]
        if name == "ssn" and len(shown) == 3 and len("".join(shown)) >= _FEWEST_DIGITS:
            shown = [part.zfill(length) for part, length in zip(shown, _SSN_LENGTHS, strict=True)]
        yield (name, " ".join(shown)) if len(shown) > 1 and all(map(str.isdigit, shown)) else None


def _without(batch: Any, made: Sequence[Any], columns: Sequence[int], answers: Sequence[str | None]) -> list[Any]:
    """Those ``columns``, without the values of the rows that have an answer: it stands in the first of them."""
    if all(answer is None for answer in answers):
        return [made[index] for index in columns]
    found = []
    for index in columns:
        texts = [answer if answer is None or index == columns[0] else "" for answer in answers]
        found.append(with_texts(made[index], texts, nullable=batch.schema.field(index).nullable))
    return found


def names_in(fields: Iterable[Any]) -> set[str]:
    """The names of ``fields`` and of those in them, however deep."""
    names: set[str] = set()
    waiting = list(fields)
    while waiting:
        field = waiting.pop()
        names.add(field.name)
        waiting += [field.type.field(index) for index in range(field.type.num_fields)]
    return names


def _name_texts(names: Names, texts: Sequence[str | None]) -> Iterator[Text | None]:
    every = repeat(names, len(texts)) if isinstance(names, str) else names
    for name, text in zip(every, texts, strict=True):
        yield (name, text) if text else None


def _columns(batch: Any, reading: Reading, leaf: Any) -> list[Any]:
    wanted = reading.columns
    made = []
    for column, field in zip(batch.columns, batch.schema, strict=True):
        try:
            is_read = wanted is None or field.name in wanted
            made.append(walk(column, field.name, leaf, nullable=field.nullable) if is_read else column)
        except Refusal as error:
            error.column = field.name
            raise
    return made

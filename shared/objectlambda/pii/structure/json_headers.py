"""The arrays of JSON that name the columns of the rows behind them, and those that are rows."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.headers import is_header

_COLUMNS = words(
    """
    columns column_names columnnames columnNames headers header fields cols names labels keys colHeaders
    columnHeaders column_headers questions headings head titles
    """
)
_SCHEMAS = words("columns fields cols columnmetadata column_metadata rowtype columninfo columndefs meta vars")
"""Arrays of objects that describe columns, one each."""
_DEFINITIONS = re.compile("(?:fields?|questions?|columns?|cols|columndefs)$", re.IGNORECASE)
"""Arrays of objects that give a label to an id."""
_ROWS = words("f c row cells columnvalues column_values")
_FLAT_ROWS = _ROWS | words("values data record")
"""Arrays that are one row each."""
_ROWS_AROUND = words("rows records data values result data_array")
_LONGEST_LABEL = 64
_MOST_COLUMNS = 256
_STRING = r'"(?:[^"\\]++|\\.)*+"'
_HEADER = re.compile(rf"\[\s*+{_STRING}(?:\s*+,\s*+{_STRING})++\s*+\]")
_SCALAR = rf"(?:{_STRING}|[^\s\[\]{{}},\"]++)"
_CELL = rf'\{{\s*+"VarCharValue"\s*+:\s*+{_STRING}\s*+\}}'
_WRAPPED = re.compile(rf"\[\s*+{_CELL}(?:\s*+,\s*+{_CELL})*+\s*+\]")
"""The first row of a result of Athena, which is its header."""
_NEXT_ROW = re.compile(rf"\s*+,?\s*+(\[\s*+{_SCALAR}(?:\s*+,\s*+{_SCALAR})*+\s*+\])")


class Shape(NamedTuple):
    """What the key of an array says about it: that it is a row, whose cells may be objects, or describes columns.

    ``is_passed_on`` says that this holds for the containers in it.
    """

    is_row: bool
    may_be_row: bool
    holds_cells: bool
    is_columns: bool
    is_schema: bool
    is_definition: bool
    is_passed_on: bool


KEYLESS = Shape(False, True, True, False, False, False, False)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def shape_of(key: str) -> Shape | None:
    """The shape of the array of ``key``; None if its key says nothing."""
    lower = key.lower()
    is_definition = _DEFINITIONS.search(lower) is not None
    shape = Shape(
        is_row=lower in _ROWS,
        may_be_row=lower in _FLAT_ROWS,
        holds_cells=lower in _ROWS or key == "Data",
        is_columns=lower == "values",
        is_schema=lower in _SCHEMAS,
        is_definition=is_definition,
        is_passed_on=is_definition or lower == "buckets",
    )
    return shape if any(shape) else None


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def are_rows(key: str | None) -> bool:
    """Whether an array of ``key`` holds rows."""
    return key is not None and key.lower() in _ROWS_AROUND


def header_at(text: str, start: int, stop: int, key: str | None) -> list[str] | None:
    """The names in the array at ``start``, if it holds names: its key says so, or rows of values follow it."""
    if key == "Data":
        return _wrapped_header(text, start, stop)
    if key is not None and key not in _COLUMNS:
        return None
    match = _HEADER.match(text, start, stop)
    if match is None:
        return None
    names = _strings(match[0])
    if names is None or len(names) > _MOST_COLUMNS or key in _COLUMNS:
        return names
    row = _NEXT_ROW.match(text, match.end(), stop) if key is None else None
    values = re.findall(_SCALAR, row[1][1:-1]) if row else []
    cells = [value.strip('"') for value in values]
    return names if len(cells) == len(names) and is_header(names, [cells], in_table=True) else None


def _wrapped_header(text: str, start: int, stop: int) -> list[str] | None:
    match = _WRAPPED.match(text, start, stop)
    names = [str(cell["VarCharValue"])[:_LONGEST_LABEL] for cell in json.loads(match[0])] if match else []
    return names if names and len(names) <= _MOST_COLUMNS and is_header(names, []) else None


def _strings(array: str) -> list[str] | None:
    try:
        found = json.loads(array)
    except ValueError:
        return None
    return [str(name)[:_LONGEST_LABEL] for name in found]


def by_column(columns: Sequence[str], place: int) -> str:
    """The name of the column number ``place``."""
    return columns[place] if place < len(columns) else ""

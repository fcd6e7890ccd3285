"""Values that programs hand over by their place alone: ``new Customer("Ada", "Roe", "ada@roe.example")``.

The word before the parenthesis says what is made of the values. Their names are inferred as those of the columns of a
table that is called so; see :mod:`objectlambda.pii.structure.inferred`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.headers import is_header
from objectlambda.pii.structure.inferred import ROWS, infer_names, is_table_of_people

_ARGUMENT = (
    r"(?:\"(?:[^\"\\\n]|\\.){0,200}+\"|'(?:[^'\\\n]|\\.){0,200}+'|-?\d[\d._]{0,20}+[LlfFdDmM]?+"
    r"|[A-Za-z_][\w.]{0,60}+(?:\([^()\n]{0,60}+\))?+)"
)
_CALL = re.compile(
    r"(?<![\w.$])(?:new[ ]{1,4}+)?([A-Z][A-Za-z]{2,40}+|[a-z]{3,20}_[a-z_]{3,30}+"
    r"|(?:create|add|insert|make|new|build)[A-Z]\w{2,30}+)"
    rf"(?:\.(?:create|of|new|build|from|make))?\([ \t]*({_ARGUMENT}(?:,[ \t]*{_ARGUMENT}){{1,15}}+)[ \t]*\)"
)
_ROW = re.compile(
    rf"^[ \t]{{0,40}}+[\[({{][ \t]*+({_ARGUMENT}(?:,[ \t]*{_ARGUMENT}){{1,15}}+),?[ \t]*[\])}}][,;]?[ \t]*\r?$",
    re.MULTILINE,
)
"""A row of a list: ``("Ada", "Roe", "ada@roe.example"),``."""
_VARIABLE = re.compile(
    r"^[^\n\"'(=]{0,60}?(\w{2,40})(?:\[\])?(?:: ?[^=\n]{1,60})?[ ]?(?::?=>?|:)[ ]?[^\n\"']{0,60}[\[({][ \t]*\r?$",
    re.MULTILINE,
)
_EACH = re.compile(_ARGUMENT)
_WORD = re.compile(r"[A-Z]?[a-z]+")
_ADDRESS = frozenset({"address", "addr", "location", "direccion", "domicilio", "adresse"})
_MOST = 400
"""How many calls of a window are read."""


def constructed(text: str, left: int, right: int, lines: Iterable[tuple[int, int]], shown: str) -> Iterator[Field]:
    """The values in ``text[left:right]``, or ``shown``, that have such a place; ``lines`` are those with calls."""
    rows: dict[tuple[str, int], list[list[tuple[int, int]]]] = {}
    for name, places in _rows(text, left, right) if _may_hold_rows(shown) else ():
        rows.setdefault((name, len(places)), []).append(places)
    found = (call for line in lines for call in _CALL.finditer(text, *line))
    for call in islice(found, _MOST):
        name = " ".join(_WORD.findall(call[1])).lower()
        if not is_table_of_people(name) and _ADDRESS.isdisjoint(name.split()):
            continue
        places = [match.span() for match in _EACH.finditer(text, *call.span(2))]
        if any(text[start] in "\"'" for start, _ in places):
            rows.setdefault((name, len(places)), []).append(places)
    for (name, _), calls in rows.items():
        values = [[_value(text, *place) for place in places] for places in calls]
        headed = len(values) > 1 and any(map(field_concepts, values[0])) and is_header(values[0], values[1:ROWS])
        names = values[0] if headed else infer_names(values[:ROWS], name)
        for places in calls[headed:]:
            for (start, end), column in zip(places, names, strict=False):
                if column and text[start] in "\"'" and end - start > 2:
                    yield Field(start + 1, end - 1, column)


def _may_hold_rows(shown: str) -> bool:
    """Whether a bracket and a quote stand together, which is far faster to tell than by the pattern of a row."""
    return text_has_any(shown, ('("', "('", '["', "['", '{"', "{'"))


def _rows(text: str, left: int, right: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The rows of values in a list, one on a line, with the name of the variable that holds the list."""
    name, last = "", left
    for row in islice(_ROW.finditer(text, left, right), _MOST):
        if above := _VARIABLE.findall(text, last, row.start()):
            name = " ".join(_WORD.findall(above[-1])).lower() or above[-1].lower()
        last = row.end()
        places = [match.span() for match in _EACH.finditer(text, *row.span(1))]
        if sum(text[start] in "\"'" for start, _ in places) > 1:
            yield name, places


def _value(text: str, start: int, end: int) -> str:
    return text[start + 1 : end - 1] if text[start] in "\"'" else text[start:end] if text[start].isdigit() else "null"

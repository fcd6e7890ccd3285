r"""Tables that programs hold in strings: ``"name,phone\nAnn Roe,555 0144\n"``.

The first line names the columns, as in a file of its own. The lines stand below each other, are parted by an escape in
one string, or are strings of their own, which are put together or listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.given_names import with_given_names
from objectlambda.pii.structure.headers import is_header

_SIGNS = (
    *(
        word + mark
        for word in ("ame", "AME", "mail", "hone", "ogin", "ddress", "ity", "ssn", "dob")
        for mark in ",;|\t"
    ),
    *("apellido", "nombre", "dni,", "telefono", "vorname", "prenom"),
    *("DOB,", "dob,", "SSN,", "_NM,", "_nm,", "zip,", "ZIP,"),
)
_NAME = r"[^\W\d][\w.\-/# ]{0,40}+"
_QUOTED_NAME = rf"(?:{_NAME}|\\?\"{_NAME}\\?\")"
_HEADER = re.compile(
    r"(?:^[ \t]{0,40}+(?:(?:\*|//+|#+|--|;+|%|>)[ \t]{1,8})?"
    rf"(?:[\w \t.:=+@$(\[]{{0,80}}?[\"'`]{{1,3}})?|[\"'`][ ]?)"
    rf"({_QUOTED_NAME}(?:([,;|\t])[ ]?{_QUOTED_NAME}(?:\2[ ]?{_QUOTED_NAME}){{0,60}}+))"
    r"[ \t]*+(?:\\(?=\r?\n))?(?=\r?\n|\\r\\n|\\n|[\"'`])",
    re.MULTILINE,
)
_BLOCK_ENDS = re.compile(r"\"\"\"|'''|`|\"@|'@")
_NEXT_LINE = re.compile(r"\r?\n[ \t]*+(?:(?:\*|//++|#++|--|;++|%|>)[ \t]{1,8}+)?+")
"""The start of the next line, behind the mark of a comment."""
_NEXT = re.compile(
    r"(?:\\r)?\\n(?:[\"'],?[ \t]*+[+.&\\]?\s{1,60}(?:[bfru]?[\"']))?+|[\"'],?[ \t]*+[+.&\\]?\s{1,60}[bfru]?[\"']"
)
_STRING = re.compile(
    r"\"((?:[^\"\\\n]|\\\"){4,600}+)(?:\\r)?(?:\\n)?\"|'([^'\\\n]{4,600}+)(?:\\r)?(?:\\n)?'|`([^`\\\n]{4,600}+)`"
)
"""A string that may hold a row of a table whose header stands in another string."""
_ROW = re.compile(r"(?:[^\"'`\\\n]|\\[\"'])++")
_NO_CELL = re.compile(r"[{}=]|[^\W\d]\(|\bimport\b")
_TELLS = re.compile(r"\d|@|^[^\W\d_a-z]")
_MOST, _MOST_ROWS = 40, 500
_FEWEST_TO_TELL = 4
_FEWEST_APART = 4
"""The fewest columns of a table whose header and rows stand in strings apart."""
_REACH = 4000
"""How far behind such a header its rows are sought, in characters."""


def tables_in_code(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The cells of tables in ``text[left:right]``, or ``shown``, with their columns' names."""
    if not text_has_any(shown, _SIGNS):
        return
    after = left
    for header in islice(_HEADER.finditer(text, left, right), _MOST):
        if header.start() < after:
            continue
        delimiter = header[2]
        names = [name.strip(' \\"') for name in header[1].split(delimiter)]
        if not any(map(field_concepts, names)):
            continue
        rows = [row for row in _rows(text, header.end(), right, delimiter, len(names)) if row]
        if not rows and len(names) >= _FEWEST_APART:
            rows = list(_apart(text, header.end() + 1, min(right, header.end() + _REACH), delimiter, len(names)))
        cells = [[text[start:end] for start, end in row] for row in rows[:_FEWEST_TO_TELL]]
        if not cells or not is_header(names, cells) or not any(_TELLS.search(cell) for cell in cells[0]):
            continue
        names = with_given_names(names)
        for row in rows:
            yield from (Field(start, end, name) for (start, end), name in zip(row, names, strict=True) if start < end)
        after = rows[-1][-1][1]


def _apart(text: str, at: int, right: int, delimiter: str, width: int) -> Iterator[list[tuple[int, int]]]:
    """The places of the cells in strings behind ``at`` that have as many of them as the header."""
    for string in islice(_STRING.finditer(text, at, right), _MOST_ROWS):
        start, end = string.span(string.lastindex or 1)
        if text.count(delimiter, start, end) >= width - 1:
            cells = _cells(text, start, end, delimiter)
            if len(cells) == width and not any(_NO_CELL.search(text, *cell) for cell in cells):
                yield cells


def _rows(text: str, at: int, right: int, delimiter: str, width: int) -> Iterator[list[tuple[int, int]]]:
    """The places of the cells in the rows behind the header that ends at ``at``."""
    block = _NEXT_LINE.match(text, at, right) is not None
    for _ in range(_MOST_ROWS):
        step = (_NEXT_LINE if block else _NEXT).match(text, at, right)
        if step is None:
            return
        start = step.end()
        if block:
            end = text.find("\n", start, right)
            end = right if end < 0 else end
            close = _BLOCK_ENDS.search(text, start, end)
            last = close is not None or text.count('"', start, end) % 2 == 1
            end = close.start() if close else text.rfind('"', start, end) if last else end
            end = start + len(text[start:end].rstrip())
        else:
            row = _ROW.match(text, start, right)
            if row is None:
                return
            end, last = row.end(), False
        cells = _cells(text, start, end, delimiter)
        while len(cells) > width and cells[-1][0] == cells[-1][1]:
            cells.pop()
        if len(cells) != width or any(_NO_CELL.search(text, *cell) for cell in cells):
            return
        yield cells
        if last:
            return
        at = end


def _cells(text: str, start: int, end: int, delimiter: str) -> list[tuple[int, int]]:
    """The places of the values of a row without quotes and blanks around them; a quoted one may hold the delimiter."""
    cells: list[tuple[int, int]] = []
    at, quoted = start, False
    for position in range(start, end + 1):
        if position < end and text[position] == '"':
            quoted = not quoted
        if position == end or (text[position] == delimiter and not quoted):
            first, last = at, position
            while first < last and text[first] in ' \t"\\':
                first += 1
            while last > first and text[last - 1] in ' \t"\\\r':
                last -= 1
            cells.append((first, last))
            at = position + 1
    return cells

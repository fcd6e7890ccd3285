"""Tells whether a text is a table, from its first rows: its delimiter, its header and the names of its columns."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.phrases import THINGS
from objectlambda.pii.structure.call_records import call_columns
from objectlambda.pii.structure.given_names import with_given_names
from objectlambda.pii.structure.headers import column_name, has_known_word, holds_persons, is_header
from objectlambda.pii.structure.inferred import infer_names
from objectlambda.pii.structure.text_formats import SNIFFED, Format, Structure

_DELIMITERS = ",\t;|^~\x01\x1f"
_USUAL = ",\t;|"
_SELDOM_IN_PROSE = "\t;|"
_LISTS = ("['", '["', "('", '("', "{'", '{"')
_PERSONS = ("first name", "last name", "full name")
_TITLE_ROWS = 6
"""How many rows are searched for the header."""
_PADDED_ROWS = 15
"""How many rows of a sheet are searched for the header below its title."""
_FEWEST_COLUMNS = 3
_FEWEST_RAGGED, _SHARE_RAGGED = 4, 0.6
"""The fewest columns, and the share of rows that fill them, of a table with remarks or with a delimiter too many."""
_SHARE_TOLD, _FEWEST_BELOW, _MOST_WORDS, _MOST_OF_TEXT = 0.5, 2, 3, 0.2
_LABELLED_CELL = re.compile(r"[^\n]*?\w:(?:\s|\Z)")
_RULE = re.compile(r"[ \t|:+]*+-{3,}+[-|:+ \t\r]*+")
"""The line below the header of a table that is drawn, as in Markdown."""
_SET_APART = re.compile(r"[^\n]*?\S {2,}+\S")
"""A line whose values stand in columns of blanks."""
_LINE_OF_TEXT = re.compile(r"[ \t]|[^\n]*?(?::[ \t]|[=:;(){}]\s*\Z| = )")
"""A line of code or of a form, which is no value in a table of one column."""
_MOST_IN_TITLE = 2
_SHARE_IN_HEADER = 0.7
_SENTENCE = re.compile(r"[^\n]{20,}[a-zà-ÿ)][.!?][\"')]?\s*\Z")


def share_of(pattern: re.Pattern[str], lines: list[str]) -> float:
    """The share of the first ``lines`` that ``pattern`` matches, comments apart."""
    lines = [line for line in lines[:50] if not line.lstrip().startswith(("#", "; "))]
    return sum(1 for line in lines if pattern.match(line)) / len(lines) if lines else 0.0


class _Found(NamedTuple):
    """A way to read a text as a table; better ways compare greater."""

    even: bool
    header: bool
    width: int
    delimiter: str
    titles: int
    rows: list[list[str]]


def table_in(head: str, lines: list[str], *, hinted: bool = False) -> Structure | None:
    """The table at the beginning of ``head``, if with some delimiter every row has as many cells as the first.

    ``hinted`` says that the name calls it a table: then rows may differ, as far as they bear the name out.
    """
    if hinted and share_of(_SENTENCE, lines) > 0.5 and _reads_like_prose(lines, ","):
        return None
    marks = [delimiter for delimiter in _DELIMITERS if delimiter in head]
    found = [table for mark in marks if (table := _read_as(mark, head, lines, hinted=hinted))]
    if not found and hinted and lines:
        rows = [[line] for line in lines[:50]]
        found.append(_Found(True, is_header(rows[0], rows[1:], in_table=True), 1, ",", 0, rows))
    if not found:
        return None
    best = max(found, key=lambda table: table[:3])
    if (
        hinted
        and not _is_confirmed(best, lines)
        and not any(_read_as(mark, head, lines, hinted=False) for mark in marks)
    ):
        return None
    header, *below = best.rows
    names = [column_name(cell) for cell in header] if best.header else []
    names = with_given_names(call_columns(best.rows, names))
    inferred = infer_names(below if best.header else best.rows, header=names if best.header else ())
    names = [_column_name(name, guess) for name, guess in zip_longest(names, inferred, fillvalue="")]
    return Structure(
        format=Format.DELIMITED,
        delimiter=best.delimiter,
        names=tuple(names),
        header=best.header,
        titles=best.titles if best.header else 0,
    )


def _is_confirmed(table: _Found, lines: list[str]) -> bool:
    """Whether the rows of a text that only its name calls a table are those of one."""
    first, *below = table.rows
    if any(map(_RULE.fullmatch, lines[:_TITLE_ROWS])):
        return False
    if len(first) == 1:
        return table.width == 1 and table.header and _is_named_list(first[0].strip("# \"'\ufeff"), lines)
    as_wide = sum(len(row) >= len(first) for row in table.rows)
    if not table.even and (len(first) < _FEWEST_COLUMNS or as_wide < _SHARE_TOLD * len(table.rows)):
        return False
    is_prose = _reads_like_prose(lines, table.delimiter)
    if table.header:
        return table.even or not is_prose
    if not table.even or share_of(_LABELLED_CELL, lines) > _SHARE_TOLD or share_of(_SET_APART, lines) > _SHARE_TOLD:
        return False
    return not is_prose or (table.width >= _FEWEST_COLUMNS and len(below) >= _FEWEST_BELOW)


def _is_named_list(name: str, lines: list[str]) -> bool:
    """Whether ``name`` says what the lines below it are."""
    says = (
        len(name.split()) <= _MOST_WORDS
        and not _SET_APART.match(name)
        and bool(field_concepts(name) or not THINGS.isdisjoint(field_words(name)))
    )
    return says and share_of(_LINE_OF_TEXT, lines) <= _MOST_OF_TEXT


def _read_as(delimiter: str, head: str, lines: list[str], *, hinted: bool) -> _Found | None:
    rows = _rows(head, delimiter)[:50]
    complete = rows if len(head) < SNIFFED or len(rows) < 2 else rows[:-1]
    if not complete:
        return None
    width, count = Counter(map(len, complete)).most_common(1)[0]
    titles = 0
    if complete[0][0].lower().startswith("sep=") and len(complete) > 1:
        titles = 1
    elif padded := _rows_of_title(complete, width):
        titles = padded
    elif hinted and len(complete[0]) < width:
        whole = next((i for i, row in enumerate(complete[:_TITLE_ROWS]) if len(row) == width), 0)
        if is_header(complete[whole], complete[whole + 1 :]) or not is_header(complete[0], complete[1:]):
            titles = whole
    complete, count = complete[titles:], count + titles
    if width < 2 and len(complete[0]) < 2:
        return None
    if not hinted and (
        (width == 2 and not any(row[1].strip() for row in complete if len(row) == width))
        or 2 * sum(row[0].lstrip().startswith(_LISTS) for row in complete) > len(complete)
    ):
        return None  # lines of a program: each ends with a semicolon, or is a list
    even = width == len(complete[0]) and count >= 0.9 * len(complete)
    ragged = _FEWEST_RAGGED <= width == len(complete[0]) and count >= max(3, _SHARE_RAGGED * len(complete))
    in_table = hinted or even or (ragged and (delimiter in _SELDOM_IN_PROSE or head.startswith('"')))
    header = is_header(complete[0], complete[1:], in_table=in_table and width > 1)
    if not hinted and delimiter not in _USUAL and not header:
        return None
    prose = delimiter in ",;|" and not header and _reads_like_prose(lines, delimiter)
    enough = len(complete) >= 2 and (width > 2 or header or len(complete) >= 4)
    if (
        not hinted
        and not (even and enough and not prose)
        and not (ragged and header and not _reads_like_prose(lines, delimiter))
    ):
        return None
    header = header and not holds_persons(complete[0], complete[1:])
    return _Found(even, header, width, delimiter, titles, complete)


def _rows_of_title(rows: list[list[str]], width: int) -> int:
    """How many rows above the header hold a title or a label and its value, padded with empty cells to the width."""
    if width < _FEWEST_COLUMNS or _filled(rows[0]) > _MOST_IN_TITLE:
        return 0
    whole = next((i for i, row in enumerate(rows[:_PADDED_ROWS]) if _filled(row) > _MOST_IN_TITLE), 0)
    if len(rows[whole]) != width or _filled(rows[whole]) < width * _SHARE_IN_HEADER:
        return 0
    return whole if is_header(rows[whole], rows[whole + 1 :], in_table=True) else 0


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _column_name(name: str, guess: str) -> str:
    """The name of a column: that of its header, or the one inferred from its values if the header's is unknown."""
    if not name or not guess:
        return name or guess
    unknown = not field_concepts(name) and not has_known_word(name) and THINGS.isdisjoint(field_words(name))
    return guess if guess in _PERSONS and unknown else name


def _reads_like_prose(lines: list[str], delimiter: str) -> bool:
    """Whether most delimiters are followed by a space, as in a sentence."""
    text = "\n".join(lines[:50])
    return text.count(delimiter + " ") > 0.5 * text.count(delimiter)


def _rows(head: str, delimiter: str) -> list[list[str]]:
    """The rows of ``head``: a quoted cell may hold delimiters and line ends."""
    if '"' not in head:
        lines = head.split("\n") if "\n" in head else head.split("\r")
        return [row.removesuffix("\r").split(delimiter) for row in lines if row.strip(" \r")]
    mark = re.escape(delimiter)
    cell = re.compile(rf'[ ]{{0,2}}+(?:"((?:[^"]++|"")*+)"?|([^{mark}\r\n]*+))[^{mark}\r\n]*+({mark}|\r?\n|\r|\Z)')
    rows: list[list[str]] = [[]]
    position = 0
    while match := cell.match(head, position):
        rows[-1].append(match[1] if match[1] is not None else match[2])
        position = match.end()
        if match[3] != delimiter:
            if position == len(head):
                break
            rows.append([])
    return [row for row in rows if row not in ([], [""])]

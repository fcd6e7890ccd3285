"""Tables as wikis and writers mark them up: Confluence, DokuWiki, Textile, MediaWiki, AsciiDoc, LaTeX, lists of RST.

Their cells are named by the first row. A table that goes on in the next window has no names there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.headers import is_header
from objectlambda.pii.structure.json_names import tells

Cells = list[tuple[int, int]]

_MARKS = ("\n||", "|_.", "\n^ ", "\n{|", "\n|===", "tabular", "list-table::")
_FIRST_MARKS = tuple(mark[1:] for mark in _MARKS if mark[0] == "\n")
_HEADER = re.compile(
    r"^[ \t]*+(?:\|\|([^\n]{1,1000}?)\|\||\^([^\n]{1,1000}?)\^|\|_\.([^\n]{1,1000}?)\|)[ \t\r]*$", re.MULTILINE
)
_HEADER_BARS = re.compile(r"\|\||\^|\|_?\.?")
_ROW = re.compile(r"[ \t]*+\|([^\n]{1,4000}?)\|?[ \t\r]*(?:\n|\Z)")
_MEDIAWIKI = re.compile(r"^\{\|[^\n]*\n(.{1,16000}?)^\|\}", re.MULTILINE | re.DOTALL)
_MEDIAWIKI_CELL = re.compile(r"(?:^[|!](?![-}+])|\|\||!!)(?:[^|!\n]{1,200}=[^|!\n]{1,200}\|)?([^|!\n]*)", re.MULTILINE)
_MEDIAWIKI_ROW = re.compile(r"^\|-[^\n]*", re.MULTILINE)
_ASCIIDOC = re.compile(r"^\|===[ \t\r]*\n(.{1,16000}?)^\|===", re.MULTILINE | re.DOTALL)
_ASCIIDOC_CELL = re.compile(r"\|([^|\n]*)")
_LATEX = re.compile(r"\\begin\{(?:long)?tabular[xy*]?\}(.{1,16000}?)\\end\{(?:long)?tabular", re.DOTALL)
_LATEX_ROW = re.compile(r"\\\\(?:\[[^\]\n]{1,20}\])?|\\(?:top|mid|bottom)rule|\\hline")
_LATEX_FORMAT = re.compile(r"(?:\[[^\]\n]{0,40}\]|\{[^{}\n]{0,200}\}){1,3}")
_LATEX_CELL = re.compile(r"[^&]+")
_LIST = re.compile(r"list-table::[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t\r]*\n){1,400})")
_LIST_ROW = re.compile(r"^[ \t]+\* - ", re.MULTILINE)
_LIST_CELL = re.compile(r"^[ \t]+(?:\* )?- ([^\n]*)", re.MULTILINE)
_BLANKS = " \t\r\n*'`"
_BAR = re.compile(r"\|")


def marked_cells(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The cells in ``text[left:right]``, or ``shown``, with the names of their columns, offsets in ``text``."""
    if not (shown.startswith(_FIRST_MARKS) or text_has_any(shown, _MARKS)):
        return
    for rows in (*_barred(text, left, right), *_blocks(text, left, right)):
        names = [text[start:end].strip(_BLANKS) for start, end in rows[0]]
        if not (any(map(tells, names)) and is_header(names, [])):
            continue
        for row in rows[1:]:
            for name, (start, end) in zip(names, row, strict=False):
                value = text[start:end]
                begin = start + len(value) - len(value.lstrip(_BLANKS))
                if stripped := value.strip(_BLANKS):
                    yield Field(begin, begin + len(stripped), name)


def _barred(text: str, left: int, right: int) -> Iterator[list[Cells]]:
    """Tables of lines between bars, with a header in bars of its own."""
    for header in _HEADER.finditer(text, left, right):
        group = header.lastindex or 1
        rows = [_split(text, *header.span(group), _HEADER_BARS)]
        at = header.end() + 1
        while at < right and (row := _ROW.match(text, at, right)):
            rows.append(_split(text, *row.span(1), _BAR))
            at = row.end()
        yield rows


def _split(text: str, start: int, end: int, between: re.Pattern[str]) -> Cells:
    cells, at = [], start
    for bar in between.finditer(text, start, end):
        cells.append((at, bar.start()))
        at = bar.end()
    return [*cells, (at, end)]


def _blocks(text: str, left: int, right: int) -> Iterator[list[Cells]]:
    """Tables with a mark at their beginning and their end."""
    for table in _MEDIAWIKI.finditer(text, left, right):
        yield _rows(text, *table.span(1), _MEDIAWIKI_ROW, _MEDIAWIKI_CELL)
    for table in _LATEX.finditer(text, left, right):
        start = form.end() if (form := _LATEX_FORMAT.match(text, table.start(1), right)) else table.start(1)
        yield _rows(text, start, table.end(1), _LATEX_ROW, _LATEX_CELL)
    for table in _LIST.finditer(text, left, right):
        yield _rows(text, *table.span(1), _LIST_ROW, _LIST_CELL)
    for table in _ASCIIDOC.finditer(text, left, right):
        cells = [cell.span(1) for cell in _ASCIIDOC_CELL.finditer(text, *table.span(1))]
        blank = text.find("\n\n", *table.span(1))
        width = sum(start < blank for start, _ in cells)
        yield [cells[at : at + width] for at in range(0, len(cells), width)] if width else [[]]


def _rows(text: str, start: int, end: int, between: re.Pattern[str], cell: re.Pattern[str]) -> list[Cells]:
    """The cells of each row of a block; rows without a cell are left out."""
    found = []
    for first, last in _split(text, start, end, between):
        cells = [match.span(match.lastindex or 0) for match in cell.finditer(text, first, last)]
        if any(text[a:b].strip() for a, b in cells):
            found.append(cells)
    return found or [[]]

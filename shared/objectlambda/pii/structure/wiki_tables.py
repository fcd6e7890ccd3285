"""Tables as wikis and writers mark them up: Confluence, DokuWiki, Textile, MediaWiki, AsciiDoc, LaTeX, lists of RST.

Their cells are named by the first row. A table of lines between bars, of MediaWiki or of AsciiDoc may go on in the next
window.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.headers import is_header
from objectlambda.pii.structure.json_names import tells

Cells = list[tuple[int, int]]
Rows = Callable[[str, int, int, int], tuple[int, list[Cells]]]
"""Reads rows from a place on, up to the end of the window, of so many cells; returns where they end, and the rows."""
Table = tuple[Rows | None, int, list[Cells]]
"""What reads further rows of a table, if it may go on; where the rows end; and the rows, the header first."""

_MARKS = ("\n||", "|_.", "\n^ ", "\n{|", "\n|===", "tabular", "list-table::", " |\n", " |\r")
_FIRST_MARKS = tuple(mark[1:] for mark in _MARKS if mark[0] == "\n")
_HEADER = re.compile(
    r"^[ \t]*+(?:\|\|([^\n]{1,1000}?)\|\||\^([^\n]{1,1000}?)\^|\|_\.([^\n]{1,1000}?)\|)[ \t\r]*$", re.MULTILINE
)
_PLAIN_HEADER = re.compile(
    r"^[ \t]*+\|[ \t]([^|\n]{1,60}\|[^\n]{0,1000})\|[ \t\r]*\n(?=[ \t]*+\|[ \t]*+[^|\s:\-=])", re.MULTILINE
)
"""The first line of a table without a rule, as Gherkin has them."""
_HEADER_BARS = re.compile(r"\|\||\^|\|_?\.?")
_ROW = re.compile(r"[ \t]*+\|([^\n]{1,4000}?)\|?[ \t\r]*(?:\n|\Z)")
_MEDIAWIKI = re.compile(r"^\{\|[^\n]*\n", re.MULTILINE)
_MEDIAWIKI_END = re.compile(r"^\|\}", re.MULTILINE)
_MEDIAWIKI_CELL = re.compile(r"(?:^[|!](?![-}+])|\|\||!!)(?:[^|!\n]{1,200}=[^|!\n]{1,200}\|)?([^|!\n]*)", re.MULTILINE)
_MEDIAWIKI_ROW = re.compile(r"^\|-[^\n]*", re.MULTILINE)
_ASCIIDOC = re.compile(r"^\|===[ \t\r]*\n", re.MULTILINE)
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


class MarkedTables:
    """Finds the cells of such tables, window by window; one thread uses it."""

    def __init__(self) -> None:
        self._open: tuple[Rows, list[str]] | None = None  # what reads the rows of a table that goes on, and its names

    def fields(self, text: str, left: int, start: int, right: int, shown: str) -> Iterator[Field]:
        """The cells in ``text[left:right]``, or ``shown``, with the names of their columns, offsets in ``text``.

        The window begins at ``start``.
        """
        going_on, self._open = self._open, None
        at = left
        if going_on is not None:
            names = going_on[1]
            at, rows = going_on[0](text, start, right, len(names))
            whole = [row for row in rows if len(row) == len(names)]
            yield from _named(text, names, whole)
            self._open = going_on if at >= right else None
        if not (shown.startswith(_FIRST_MARKS) or text_has_any(shown, _MARKS)):
            return
        for read, end, rows in (*_barred(text, at, right), *_blocks(text, at, right)):
            names = [text[first:last].strip(_BLANKS) for first, last in rows[0]]
            if any(map(tells, names)) and is_header(names, []):
                yield from _named(text, names, rows[1:])
                if read is not None and end >= right:
                    self._open = read, names


def _named(text: str, names: Sequence[str], rows: Sequence[Cells]) -> Iterator[Field]:
    for row in rows:
        for name, (start, end) in zip(names, row, strict=False):
            value = text[start:end]
            begin = start + len(value) - len(value.lstrip(_BLANKS))
            if stripped := value.strip(_BLANKS):
                yield Field(begin, begin + len(stripped), name)


def _barred(text: str, left: int, right: int) -> Iterator[Table]:
    """Tables of lines between bars, with a header in bars of its own."""
    for header in _HEADER.finditer(text, left, right):
        group = header.lastindex or 1
        end, rows = _bars(text, header.end() + 1, right, 0)
        yield _bars, end, [_split(text, *header.span(group), _HEADER_BARS), *rows]
    end = left
    while plain := _PLAIN_HEADER.search(text, end, right):
        above = text.rfind("\n", left, max(left, plain.start() - 1)) + 1
        end, rows = _bars(text, plain.end(), right, 0)
        if not text[above : plain.start()].lstrip().startswith(("|", "+")):
            yield _bars, end, [_split(text, *plain.span(1), _BAR), *rows]


def _bars(text: str, at: int, right: int, _width: int) -> tuple[int, list[Cells]]:
    """Where the lines between bars at ``at`` end, and their cells; a line that is cut does not end them."""
    rows = []
    while at < right and (row := _ROW.match(text, at, right)) and not _HEADER.match(text, at, right):
        rows.append(_split(text, *row.span(1), _BAR))
        at = row.end()
    return (right if "\n" not in text[at:right] else at), rows


def _split(text: str, start: int, end: int, between: re.Pattern[str]) -> Cells:
    cells, at = [], start
    for bar in between.finditer(text, start, end):
        cells.append((at, bar.start()))
        at = bar.end()
    return [*cells, (at, end)]


def _blocks(text: str, left: int, right: int) -> Iterator[Table]:
    """Tables with a mark at their beginning and their end."""
    at = left
    while table := _MEDIAWIKI.search(text, at, right):
        at, rows = _of_mediawiki(text, table.end(), right, 0)
        yield _of_mediawiki, at, rows or [[]]
    for table in _LATEX.finditer(text, left, right):
        start = form.end() if (form := _LATEX_FORMAT.match(text, table.start(1), right)) else table.start(1)
        yield None, 0, _rows(text, start, table.end(1), _LATEX_ROW, _LATEX_CELL)
    for table in _LIST.finditer(text, left, right):
        yield None, 0, _rows(text, *table.span(1), _LIST_ROW, _LIST_CELL)
    at = left
    while table := _ASCIIDOC.search(text, at, right):
        end = _ASCIIDOC.search(text, table.end(), right)
        blank = text.find("\n\n", table.end(), end.start() if end else right)
        width = sum(1 for _ in _ASCIIDOC_CELL.finditer(text, table.end(), blank)) if blank >= 0 else 0
        at, rows = _of_asciidoc(text, table.end(), right, width)
        yield _of_asciidoc, at, rows or [[]]


def _of_mediawiki(text: str, start: int, right: int, _width: int) -> tuple[int, list[Cells]]:
    end = _MEDIAWIKI_END.search(text, start, right)
    stop = end.start() if end else right
    return (end.end() if end else right), _rows(text, start, stop, _MEDIAWIKI_ROW, _MEDIAWIKI_CELL)


def _of_asciidoc(text: str, start: int, right: int, width: int) -> tuple[int, list[Cells]]:
    end = _ASCIIDOC.search(text, start, right)
    stop = end.start() if end else right
    cells = [cell.span(1) for cell in _ASCIIDOC_CELL.finditer(text, start, stop)]
    rows = [cells[at : at + width] for at in range(0, len(cells), width)] if width else []
    return (end.end() if end else right), rows


def _rows(text: str, start: int, end: int, between: re.Pattern[str], cell: re.Pattern[str]) -> list[Cells]:
    """The cells of each row of a block; rows without a cell are left out."""
    found = []
    for first, last in _split(text, start, end, between):
        cells = [match.span(match.lastindex or 0) for match in cell.finditer(text, first, last)]
        if any(text[a:b].strip() for a, b in cells):
            found.append(cells)
    return found or [[]]

"""Tells the format of a text from its first characters and the object's key.

The key's extension is a hint, which the text must not contradict. Without a hint, the formats are tried in this order:
JSON, markup, SQL, tables with a header, logs, tables without a header, ``name=value`` files, free text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import NamedTuple

from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.phrases import THINGS
from objectlambda.pii.structure.call_records import call_columns
from objectlambda.pii.structure.given_names import with_given_names
from objectlambda.pii.structure.headers import column_name, has_known_word, is_header
from objectlambda.pii.structure.inferred import infer_names
from objectlambda.pii.structure.logs import log_format, named
from objectlambda.pii.structure.logs.databases import POSTGRES_CSV
from objectlambda.pii.structure.segments import record_format

SNIFFED = 8 * 1024
"""How many characters of the beginning are read."""


class Format(StrEnum):
    """The kinds of text whose structure is used."""

    DELIMITED = "delimited"
    JSON = "json"
    XML = "xml"
    HTML = "html"
    SQL = "sql"
    LINES = "lines"
    LOG = "log"
    RECORDS = "records"
    FIXED_WIDTH = "fixed_width"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The format of a text, with its details.

    A table has a delimiter, names of columns, and perhaps a header row that holds them. Records (HL7, X12, vCard …)
    have the name of their reader and a ``prologue``, the beginning of the text, which defines the separators.
    """

    format: Format
    delimiter: str = ","
    names: tuple[str, ...] = ()
    header: bool = False
    titles: int = 0
    """Rows above the header: a title, ``sep=;``, a comment."""
    log: str = ""
    """The name of the documented log format, if it is one; see :mod:`objectlambda.pii.structure.logs`."""
    reader: str = ""
    prologue: str = field(default="", repr=False)


_PROLOGUE = 4096
_COMPRESSED = frozenset({".gz", ".bz2", ".zst", ".zstd", ".zip", ".sz", ".snappy", ".zz", ".xz"})
_EXTENSIONS = {
    ".csv": Format.DELIMITED, ".tsv": Format.DELIMITED, ".tab": Format.DELIMITED, ".psv": Format.DELIMITED,
    ".json": Format.JSON, ".jsonl": Format.JSON, ".ndjson": Format.JSON, ".geojson": Format.JSON,
    ".xml": Format.XML, ".xsd": Format.XML, ".svg": Format.XML, ".html": Format.HTML, ".htm": Format.HTML,
    ".xhtml": Format.HTML, ".sql": Format.SQL, ".yaml": Format.LINES, ".yml": Format.LINES, ".env": Format.LINES,
    ".ini": Format.LINES, ".cfg": Format.LINES, ".conf": Format.LINES, ".properties": Format.LINES,
    ".toml": Format.LINES, ".log": Format.LOG, ".txt": Format.TEXT, ".md": Format.TEXT, ".eml": Format.TEXT,
}  # fmt: skip
_LOGS = (None, Format.LOG, Format.TEXT, Format.JSON)
"""The formats that the extension of a log's name may stand for."""
_DELIMITERS = ",\t;|^~\x01\x1f"
_USUAL = ",\t;|"
_SELDOM_IN_PROSE = "\t;|"
_PERSONS = ("first name", "last name", "full name")
_TITLE_ROWS = 6
"""How many rows are searched for the header."""
_PADDED_ROWS = 15
"""How many rows of a sheet are searched for the header below its title."""
_FEWEST_COLUMNS = 3
_FEWEST_RAGGED, _SHARE_RAGGED = 4, 0.6
"""The fewest columns, and the share of rows that fill them, of a table with remarks or with a delimiter too many."""
_MOST_IN_TITLE = 2
_SHARE_IN_HEADER = 0.7
_LONG_HEADER = 16 * 1024
"""The most characters of a table's header."""
_SENTENCE = re.compile(r"[^\n]{20,}[a-zà-ÿ)][.!?][\"')]?\s*\Z")

_SCALAR = r'(?:"(?:[^"\\]++|\\.)*+"|-?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+|true|false|null)'
_JSON = re.compile(
    rf'\s*+(?:\{{\s*+(?:"(?:[^"\\]++|\\.)*+"\s*+:|\}})|\[\s*+(?:[\[{{]|\]\s*+\Z|{_SCALAR}\s*+(?:,|\]\s*+(?:[\[{{]|\Z))))',
    re.DOTALL,
)
_HTML_TAGS = "html|head|body|table|div|p|form|span|ul|ol|section|article|main|h[1-6]|tr|td|dl|a|b|input|label"
_HTML = re.compile(rf"\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|{_HTML_TAGS})\b", re.I)
_XML = re.compile(r"\s*+(?:<\?xml|<!DOCTYPE|<!--|<[A-Za-z_][\w.\-:]*+(?:\s[^<>]*+)?/?>)")
_END_TAG = re.compile(r"</[A-Za-z_][\w.\-:]*\s*>|/>")
_SQL = re.compile(
    r"^[ \t]*(?:INSERT\s+INTO|REPLACE\s+INTO|CREATE\s+TABLE|COPY\s+\S+\s*\(|DROP\s+TABLE|UPDATE\s+\S+\s+SET\s)",
    re.IGNORECASE | re.MULTILINE,
)
_STAMPED = re.compile(
    r"[\[(<]?(?:\d{1,3}>\d? ?)?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d"
    r"|\d\d/[A-Z][a-z]{2}/\d{4}|\d\d:\d\d:\d\d)|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}"
    r"|\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|NOTICE)\b|(?:ts|time|level|timestamp)=",
)
_LISTS = ("['", '["', "('", '("', "{'", '{"')
_DICOM = re.compile(r"\s*\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\) ")
"""An element of DICOM, whose commas part no columns."""
_ASSIGNED = re.compile(r"\s*(?:export )?[A-Za-z_][\w.\-]*\s?=|\s*\[[\w.\- ]+\]\s*$|\s*\d{1,4} = \S")
_LABELLED = re.compile(r"\s*(?:- )?[A-Za-z_\"'][\w.\-\"']*:(?:\s|$)|\s*- |---\s*$|\.\.\.\s*$")


def sniff(head: str, key: str | None = None) -> Structure:
    """The structure of the text that begins with ``head`` (at most ``SNIFFED`` characters count)."""
    hint = _hint(key)
    long_header = hint is Format.DELIMITED and "\n" not in head[:SNIFFED]
    head = head[: _LONG_HEADER if long_header else SNIFFED]
    if hint in (None, Format.LOG, Format.TEXT) and (records := record_format(head)):
        kind = Format.FIXED_WIDTH if records.fixed_width else Format.RECORDS
        return Structure(format=kind, reader=records.name, prologue=head[:_PROLOGUE])
    complete_lines = [line for line in head.split("\n")[: -1 if len(head) == SNIFFED else None] if line.strip()]
    json = _JSON.match(head) is not None
    if hint is Format.DELIMITED and named(POSTGRES_CSV).recognizes(complete_lines):
        return Structure(format=Format.LOG, log=POSTGRES_CSV)
    if hint in _LOGS and (log := log_format(complete_lines or [head], json=json)):
        return Structure(format=Format.JSON if json else Format.LOG, log=log.name)
    if hint is Format.JSON or (hint in (None, Format.LOG, Format.TEXT) and json):
        return Structure(format=Format.JSON)
    if hint in (Format.HTML, Format.XML, Format.SQL, Format.LINES):
        return Structure(format=hint)
    if hint is Format.DELIMITED and (table := _table(head, complete_lines, hinted=True)):
        return table
    if _HTML.match(head):
        return Structure(format=Format.HTML)
    if _XML.match(head) and (_END_TAG.search(head) or head.lstrip().startswith("<?xml")):
        return Structure(format=Format.XML)
    if hint is Format.LOG:
        return Structure(format=Format.LOG)
    if _SQL.search(head):
        return Structure(format=Format.SQL)
    if head.find(" PN") >= 0 and _share(_DICOM, complete_lines) >= _SHARE_IN_HEADER:
        return Structure(format=Format.TEXT)
    table = None if head.startswith("|===") else _table(head, complete_lines, hinted=False)  # AsciiDoc
    if table and table.header:
        return table
    if _share(_STAMPED, complete_lines) >= 0.6:
        return Structure(format=Format.LOG)
    if table:
        return table
    if len(complete_lines) > 1 and max(_share(_ASSIGNED, complete_lines), _share(_LABELLED, complete_lines)) >= 0.8:
        return Structure(format=Format.LINES)
    return Structure(format=Format.TEXT)


def _hint(key: str | None) -> Format | None:
    if not key:
        return None
    path = PurePosixPath(key.lower())
    if path.name == ".env" or path.name.startswith(".env."):
        return Format.LINES
    while path.suffix in _COMPRESSED:
        path = path.with_suffix("")
    return _EXTENSIONS.get(path.suffix)


def _share(pattern: re.Pattern[str], lines: list[str]) -> float:
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


def _table(head: str, lines: list[str], *, hinted: bool) -> Structure | None:
    """The table at the beginning of ``head``, if with some delimiter every row has as many cells as the first."""
    if hinted and _share(_SENTENCE, lines) > 0.5 and _reads_like_prose(lines, ","):
        return None
    candidates = (_read_as(delimiter, head, lines, hinted=hinted) for delimiter in _DELIMITERS if delimiter in head)
    found = [candidate for candidate in candidates if candidate]
    if not found and hinted and lines:
        rows = [[line] for line in lines[:50]]
        found.append(_Found(True, is_header(rows[0], rows[1:], in_table=True), 1, ",", 0, rows))
    if not found:
        return None
    best = max(found, key=lambda table: table[:3])
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

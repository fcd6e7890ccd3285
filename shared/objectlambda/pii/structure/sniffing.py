"""Tells the format of a text from its first characters and the object's key.

The text decides; the key's extension is a hint that the text has to bear out. What begins like records, a documented
log, JSON, markup or SQL is read as that under any name. Else the format of the extension is taken if the text may be
in it; and without a hint, or against it, the formats are tried in this order: SQL, tables with a header, logs, tables
without a header, ``name=value`` files, free text.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from objectlambda.pii.structure.logs import log_format
from objectlambda.pii.structure.segments import record_format
from objectlambda.pii.structure.sniffed_tables import share_of, table_in
from objectlambda.pii.structure.text_formats import SNIFFED, Format, Structure
from objectlambda.pii.structure.text_starts import STARTS

__all__ = ["SNIFFED", "Format", "Structure", "sniff"]

_PROLOGUE = 4096
_COMPRESSED = frozenset({".gz", ".bz2", ".zst", ".zstd", ".zip", ".sz", ".snappy", ".zz", ".xz"})
_EXTENSIONS = {
    ".csv": Format.DELIMITED, ".tsv": Format.DELIMITED, ".tab": Format.DELIMITED, ".psv": Format.DELIMITED,
    ".json": Format.JSON, ".jsonl": Format.JSON, ".ndjson": Format.JSON, ".geojson": Format.JSON,
    ".xml": Format.XML, ".xsd": Format.XML, ".svg": Format.XML, ".html": Format.HTML, ".htm": Format.HTML,
    ".xhtml": Format.HTML, ".sql": Format.SQL, ".yaml": Format.LINES, ".yml": Format.LINES, ".env": Format.LINES,
    ".ini": Format.LINES, ".cfg": Format.LINES, ".conf": Format.LINES, ".properties": Format.LINES,
    ".toml": Format.LINES, ".log": Format.LOG,
}  # fmt: skip
_LONG_HEADER = 16 * 1024
"""The most characters of a table's header."""
_MOST_LINES, _HALF, _SOME_LINES = 0.8, 0.5, 0.3
"""The shares of lines with a name and a value in files of such lines: without a hint, and with one."""
_STAMPS, _SOME_STAMPS = 0.6, 0.1
"""The shares of lines that begin as those of logs do: without a hint, and with one."""

_SCALAR = r'(?:"(?:[^"\\]++|\\.)*+"|-?\d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+|true|false|null)'
_REMARKS = r"(?:\s++|//[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
_JSON = re.compile(
    rf'{_REMARKS}(?:\{{\s*+(?:"(?:[^"\\]++|\\.)*+"\s*+:|\}})|'
    rf"\[(?![\[A-Za-z_]{{1,2}}[\w.\-]*+\]\]\s)\s*+(?:[\[{{]|\]\s*+\Z|{_SCALAR}\s*+(?:,|\]\s*+(?:[\[{{]|\Z))))",
    re.DOTALL,
)
_LIKE_JSON = re.compile(rf'{_REMARKS}(?:\{{\s*+(?:["}}]|\Z)|\[\s*+(?:["\[{{\]]|\Z))')
"""JSON whose first value is longer than what is read, is broken, or alone in its list."""
_HTML_TAGS = "html|head|body|table|div|p|form|span|ul|ol|section|article|main|h[1-6]|tr|td|dl|a|b|input|label"
_HTML = re.compile(rf"\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|{_HTML_TAGS})\b", re.IGNORECASE)
_TEMPLATE = re.compile(r"(?:\s*+\{(?:%[^%\n]*+%|#[^#\n]*+#|\{[^{}\n]*+\})\}\s*+)++(?=<)")
"""What templates of pages begin with."""
_XHTML = re.compile(r"<!doctype\s+html\b|<html[\s>]", re.IGNORECASE)
_HTML_ALONE = re.compile(
    r"<(?:!doctype\s+html|html|body|div|br|hr|img|input|textarea|select|tr|td|li|center|font|script|h[1-6])[\s/>]", re.I
)
"""What stands in HTML and seldom in XML."""
_ATTRIBUTE = r"\s++[\w:.\-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>=]++)"
_XML = re.compile(rf"\s*+(?:<\?xml|<!DOCTYPE|<!--|<[A-Za-z_][\w.\-:]*+(?:{_ATTRIBUTE})*+\s*+/?>)")
_END_TAG = re.compile(r"</[A-Za-z_][\w.\-:]*+\s*+>|<[A-Za-z][^<>]*+/>")
_ANY_TAG = re.compile(
    rf"</[A-Za-z_][\w.\-:]*+\s*+>|<[A-Za-z][^<>]*+/>|<(?:br|hr|img|input|meta|{_HTML_TAGS})[\s>]", re.I
)
_SQL = re.compile(
    r"^[ \t]*+(?:(?:INSERT|REPLACE|UPSERT)\s++(?:\w{1,16}+\s++){0,3}?INTO\s|CREATE\s++(?:\w{1,16}+\s++){0,3}?TABLE\s"
    r"|COPY\s++\S++\s*+\(|DROP\s++TABLE|(?:CREATE|ALTER)\s++(?:USER|ROLE|LOGIN)\s++\S++\s|UPDATE\s++\S++\s++SET\s)",
    re.IGNORECASE | re.MULTILINE,
)
_REMARKS_OF_SQL = re.compile(r"(?:\s++|--[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/;?)*+")
_BEGINS_SQL = re.compile(
    r"(?:\s++|--[^\n]*+\n|#[^\n]*+\n|/\*(?:[^*]++|\*(?!/))*+\*/;?)*+"
    r"(?:(?:INSERT|REPLACE|UPSERT|CREATE|DROP|ALTER|UPDATE|COPY|SET|USE|BEGIN|START|LOCK|PRAGMA|DELETE|TRUNCATE|MERGE|"
    r"SELECT|WITH|DECLARE|EXEC|CALL|GRANT|DELIMITER|IF)[\s;]|\\connect\s)",
    re.IGNORECASE,
)
_LIKE_SQL = re.compile(
    r"^[ \t]*+(?:--[ \t]|SELECT\s|MERGE\s++INTO\s|(?:ALTER|DROP|CREATE|DELETE|GRANT|TRUNCATE|COPY)\s++\w|VALUES\s*+\(|"
    r"WITH\s++\w++\s++AS\s|EXEC(?:UTE)?\s|CALL\s++\w|SET\s++@|INSERT\s)",
    re.IGNORECASE | re.MULTILINE,
)
_STAMPED = re.compile(
    r"[\[(<]?(?:\d{1,3}>\d? ?)?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d"
    r"|\d\d/[A-Z][a-z]{2}/\d{4}|\d\d:\d\d:\d\d)|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}"
    r"|\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|NOTICE)\b|(?:ts|time|level|timestamp)=",
)
_STAMPED_TEXT = re.compile(
    r"[\[(<]?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d)"
    r"(?:[.,]\d{1,9})?(?:Z|[+\-]\d\d:?\d\d)?[\])>]? ++(?![A-Z]{2,5}[,;|\t])\S"
)
"""A time and a text behind it, and no cell of a table with a time."""
_CODE = re.compile(r"[^\s\d]*+\d\S*+\s?")
_FEWEST_LISTED = 3
"""The fewest lines of a list of codes below their name, which is a table of one column."""
_DICOM = re.compile(r"\s*\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\) ")
"""An element of DICOM, whose commas part no columns."""
_IN_MOST = 0.7
_ASSIGNED = re.compile(r"\s*(?:export )?[A-Za-z_][\w.\-]*\s?=|\s*\[[\w.\- ]+\]\s*$|\s*\d{1,4} = \S")
_LABELLED = re.compile(r"\s*(?:- )?[A-Za-z_\"'][\w.\-\"']*:(?:\s|$)|\s*- |---\s*$|\.\.\.\s*$")

_ENTRY = re.compile(
    r"\s*+(?:- )?(?:\"[^\"\n]{1,60}+\"|'[^'\n]{1,60}+'|[^\s:=#<>{}\[\](),;'\"|]{1,60}+)[ \t]{0,4}+[:=](?:\s|$)"
)
"""A line with a name and a value in a file whose name says that it has such lines."""


def sniff(head: str, key: str | None = None) -> Structure:
    """The structure of the text that begins with ``head`` (at most ``SNIFFED`` characters count)."""
    hint = _hint(key)
    long_header = hint is Format.DELIMITED and "\n" not in head[:SNIFFED]
    head = head[: _LONG_HEADER if long_header else SNIFFED]
    if records := record_format(head):
        kind = Format.FIXED_WIDTH if records.fixed_width else Format.RECORDS
        return Structure(format=kind, reader=records.name, prologue=head[:_PROLOGUE])
    lines = [line for line in head.split("\n")[: -1 if len(head) == SNIFFED else None] if line.strip()]
    if (remarks := _REMARKS_OF_SQL.match(head)) and _SQL.match(head, remarks.end()):
        return Structure(format=Format.SQL)
    json = _JSON.match(head) is not None
    if log := log_format(lines or [head], json=json):
        return Structure(format=Format.JSON if json else Format.LOG, log=log.name)
    if json or (hint is Format.JSON and _LIKE_JSON.match(head)):
        return Structure(format=Format.JSON)
    if markup := _markup(head, hint):
        return Structure(format=markup)
    return _hinted(head, lines, hint) or _unhinted(head, lines, hint)


def _hint(key: str | None) -> Format | None:
    if not key:
        return None
    path = PurePosixPath(key.lower())
    if path.name == ".env" or path.name.startswith(".env."):
        return Format.LINES
    while path.suffix in _COMPRESSED:
        path = path.with_suffix("")
    return _EXTENSIONS.get(path.suffix)


def _markup(head: str, hint: Format | None) -> Format | None:
    """XML or HTML, if ``head`` begins like it; the ``hint`` decides between the two where both are possible."""
    if head.startswith(("{%", "{#", "{{")) and (template := _TEMPLATE.match(head)):
        head = head[template.end() :]
    if not head.lstrip().startswith("<"):
        return None
    if _HTML.match(head):
        return Format.XML if hint is Format.XML and not _HTML_ALONE.search(head) else Format.HTML
    is_declared = head.lstrip().startswith("<?xml")
    if _XML.match(head) and (is_declared or _END_TAG.search(head)):
        as_html = _XHTML.search(head) or (hint is Format.HTML and not is_declared and _HTML_ALONE.search(head))
        return Format.HTML if as_html else Format.XML
    return hint if hint in (Format.HTML, Format.XML) and _ANY_TAG.search(head) else None


def _hinted(head: str, lines: list[str], hint: Format | None) -> Structure | None:
    """The structure that the name says, if the text, which begins with no format of its own, bears it out."""
    if hint is Format.DELIMITED and not _begins_sql(head):
        table = table_in(head, lines, hinted=True)
        is_log = table is not None and not table.header and share_of(_STAMPED_TEXT, lines) >= _STAMPS
        return None if is_log else table
    if hint is Format.SQL and (_SQL.search(head) or _LIKE_SQL.search(head)):
        table = None if _BEGINS_SQL.match(head) else table_in(head, lines)
        return table if table and table.header else Structure(format=Format.SQL)
    if hint is Format.LINES and not _begins_sql(head) and _may_be_lines(lines, _HALF):
        return Structure(format=Format.LINES)
    if hint is Format.LOG and share_of(_STAMPED, lines) >= _SOME_STAMPS:
        return Structure(format=Format.LOG)
    return None


def _unhinted(head: str, lines: list[str], hint: Format | None) -> Structure:
    """The structure of a text that its name does not tell, and that begins with none of the plain formats."""
    has_sql = _SQL.search(head) is not None
    if has_sql and _BEGINS_SQL.match(head):
        return Structure(format=Format.SQL)
    if head.find(" PN") >= 0 and share_of(_DICOM, lines) >= _IN_MOST:
        return Structure(format=Format.TEXT)
    table = None if head.startswith("|===") else table_in(head, lines)  # AsciiDoc
    if table is None and (start := STARTS.search(head, 1)):
        table = _table_before(head, start.start())
    if table and table.header:
        return table
    if has_sql:
        return Structure(format=Format.SQL)
    if share_of(_STAMPED, lines) >= _STAMPS:
        return Structure(format=Format.LOG)
    if table:
        return table
    if len(lines) > 1 and _are_lines(lines, _MOST_LINES):
        return Structure(format=Format.LINES)
    if hint is Format.LINES and _may_be_lines(lines, _SOME_LINES):
        return Structure(format=Format.LINES)
    if hint in (Format.HTML, Format.XML) and _ANY_TAG.search(head):
        return Structure(format=hint)
    if len(lines) >= _FEWEST_LISTED and all(map(_CODE.fullmatch, lines[1:])) and len(lines[0].split()) == 1:
        return table_in(head, lines, hinted=True) or Structure(format=Format.TEXT)
    return Structure(format=Format.TEXT)


def _table_before(head: str, end: int) -> Structure | None:
    """The table with a header that stands before another text, which begins behind ``end``."""
    table = table_in(head[: end + 1], head[:end].split("\n"))
    return table if table and table.header else None


def _begins_sql(head: str) -> bool:
    return _BEGINS_SQL.match(head) is not None and _SQL.search(head) is not None


def _are_lines(lines: list[str], share: float) -> bool:
    """Whether such a share of ``lines`` have a name and a value."""
    return max(share_of(_ASSIGNED, lines), share_of(_LABELLED, lines)) >= share


def _may_be_lines(lines: list[str], share: float) -> bool:
    """The same for lines of a file whose name says so, in which any word may be a name."""
    return _are_lines(lines, share) or share_of(_ENTRY, lines) >= share

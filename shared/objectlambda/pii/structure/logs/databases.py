"""Logs of databases as Amazon RDS writes them: MySQL's general, slow and audit log, PostgreSQL's server log.

dev.mysql.com/doc/refman, "The General Query Log" and "The Slow Query Log"; mariadb.com/kb, "MariaDB Audit Plugin Log
Format"; docs.aws.amazon.com/AmazonRDS, "RDS for PostgreSQL database log files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import NOTHING, Field
from objectlambda.pii.structure.logs.columns import Column, fields_of
from objectlambda.pii.structure.logs.lines import LineLexer
from objectlambda.pii.structure.logs.log_format import LOOKED_AT, LogFormat, most_lines

POSTGRES_CSV = "postgres_csv"
"""A log whose name may end in ``.csv``."""
_NAMED = {"time": Column.TIME, "host": Column.HOST, "login": Column.LOGIN, "free": Column.FREE}

_GENERAL_TIME = r"(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(?:Z|[+\-]\d\d:\d\d))\s+\d+ "
_GENERAL = (
    re.compile(_GENERAL_TIME + r"Connect\t(?P<login>[^\s@]*)@(?P<host>\S*)(?P<free>.*)"),
    re.compile(_GENERAL_TIME + r"[A-Z][A-Za-z ]+(?:\t(?P<free>.*)|$)"),
)
_SLOW = (
    re.compile(r"# Time: (?P<time>\S+(?: +\d{1,2}:\d\d:\d\d)?)"),
    re.compile(
        r"# User@Host: (?P<login>[^\s\[]*)\[(?P<login2>[^\s\]]*)\] @ (?P<free>[^\s\[]*) ?\[(?P<host>[^\]]*)\].*"
    ),
    re.compile(r"# (?:Query_time|Thread_id|Bytes_sent|Rows_|QC_hit|Full_scan|Filesort).*"),
    re.compile(r"SET timestamp=\d+;"),
)
_AUDIT = (
    re.compile(
        r"(?P<time>\d{8} \d\d:\d\d:\d\d),(?P<free>[^,]*),(?P<login>[^,]*),(?P<host>[^,]*),\d+,\d+,[A-Z_]+,[^,]*,"
        r"(?P<free2>.*)"
    ),
)
_POSTGRES = (
    re.compile(
        r"(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z]{2,4}):(?P<host>[^\s(]*)(?:\(\d+\))?:"
        r"(?P<login>[^\s@:]*)@[^\s:]*:\[\d+\]:(?:[A-Z0-9]{5}:)?[A-Z0-9]+:(?P<free>.*)"
    ),
)
_CSV_TIME = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z0-9+\-]{2,6}"
_POSTGRES_CSV = (
    re.compile(
        rf'(?P<time>{_CSV_TIME}),(?:"(?P<login>[^"]*)")?,(?:"[^"]*")?,\d*,(?:"(?P<host>[^"]*)")?,[0-9a-f.]+,\d+,'
        rf'(?:"[^"]*")?,(?P<time2>{_CSV_TIME})?,[^,]*,\d*,[A-Z0-9]+,[0-9A-Z]{{5}},(?P<free>.*)'
    ),
)
"""The server log as a table: postgresql.org/docs/current/runtime-config-logging.html, "Using CSV-Format Log Output"."""


class _Reader:
    """Reads a line by the first pattern that matches all of it."""

    def __init__(self, patterns: tuple[re.Pattern[str], ...]) -> None:
        self._patterns = patterns

    def __call__(self, line: str) -> list[Field] | None:
        for pattern in self._patterns:
            if match := pattern.fullmatch(line):
                return list(_fields(line, match))
        return None


def _fields(line: str, match: re.Match[str]) -> Iterator[Field]:
    at = 0
    for group in match.re.groupindex:
        start, end = match.span(group)
        if start < 0 or start == end:
            continue
        if at < start:
            yield Field(at, start, "", NOTHING)
        yield from fields_of(_NAMED[group.rstrip("2")], line, start, end, group.rstrip("2"))
        at = end
    if at < len(line):
        yield Field(at, len(line), "", NOTHING)


def _format(name: str, patterns: tuple[re.Pattern[str], ...], share: float) -> LogFormat:
    form = re.compile("|".join(f"(?:{re.sub(r'P<[a-z0-9]+>', ':', pattern.pattern)})" for pattern in patterns))
    return LogFormat(name=name, recognizes=most_lines(form, share=share), lexer=lambda: LineLexer(_Reader(patterns)))


def _slow(lines: Sequence[str]) -> bool:
    return any(_SLOW[1].match(line) is not None for line in lines[:LOOKED_AT])


FORMATS = (
    _format("mysql_general", _GENERAL, 0.3),
    LogFormat(name="mysql_slow", recognizes=_slow, lexer=lambda: LineLexer(_Reader(_SLOW))),
    _format("mysql_audit", _AUDIT, 0.5),
    _format("postgres", _POSTGRES, 0.3),
    _format(POSTGRES_CSV, _POSTGRES_CSV, 0.2),
)

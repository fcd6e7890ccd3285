"""VPC flow logs and Transit Gateway flow logs, with the default columns or those named by their first line.

Columns: docs.aws.amazon.com/vpc, "Flow log records".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.logs.columns import Column
from objectlambda.pii.structure.logs.lines import LineLexer, column_fields, columns_of
from objectlambda.pii.structure.logs.log_format import LogFormat, most_lines

_DEFAULT = columns_of("-*3 host:srcaddr host:dstaddr -*9")
_HOSTS = frozenset(("srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr"))
_HOST = r"(?:\d+(?:\.\d+){3}|[\da-fA-F:]+:[\da-fA-F:]*|-)"
_records = most_lines(
    re.compile(rf"(?:\d{{4}}-\d\d-\d\dT\S+ )?\d+ (?:\d{{12}}|unknown) \S+ {_HOST} {_HOST}(?: (?:\d+|-)){{3}} ")
)
_HEADER = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?: [a-z][a-z0-9]*(?:-[a-z0-9]+)*){3,} *\Z")
_WORD = re.compile(r"\S+")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\S+ ")


class _Reader:
    """Reads records with the columns of the last line of names."""

    def __init__(self) -> None:
        self._columns = _DEFAULT

    def __call__(self, line: str) -> list[Field] | None:
        spans = [match.span() for match in _WORD.finditer(line)]
        if _HEADER.match(line) and "addr" in line:
            names = line.split()
            self._columns = [(name, Column.HOST if name in _HOSTS else Column.SKIP) for name in names]
            return column_fields(line, spans, [("", Column.SKIP)] * len(spans))
        columns = self._columns
        if _STAMP.match(line):  # CloudWatch Logs writes a time before each record that it exports
            columns = [("time", Column.TIME), *columns]
        return column_fields(line, spans, columns) if len(spans) == len(columns) else None


def _recognizes(lines: Sequence[str]) -> bool:
    return _names_columns(lines) or _records(lines)


def _names_columns(lines: Sequence[str]) -> bool:
    """Whether the first line names columns and the second has as many values."""
    if len(lines) < 2 or not _HEADER.match(lines[0]):
        return False
    names = lines[0].split()
    return not _HOSTS.isdisjoint(names) and len(lines[1].split()) == len(names)


FORMATS = (LogFormat(name="vpc_flow", recognizes=_recognizes, lexer=lambda: LineLexer(_Reader())),)

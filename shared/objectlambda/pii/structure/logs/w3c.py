"""Logs in W3C's extended format, whose ``#Fields`` line names the columns: Amazon CloudFront, IIS, Exchange.

www.w3.org/TR/WD-logfile; docs.aws.amazon.com/AmazonCloudFront, "Standard logs".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.entities import EntityType, Field
from objectlambda.pii.structure.logs.columns import Column
from objectlambda.pii.structure.logs.lines import Columns, LineLexer, column_fields, tokens
from objectlambda.pii.structure.logs.log_format import LogFormat

_MEANINGS = {
    Column.TIME: "date time date-local time-local date-time x-start-time x-end-time time-end connect-time",
    Column.HOST: "c-ip s-ip r-ip x-forwarded-for client-ip server-ip cs-ip sc-ip",
    Column.LOGIN: "cs-username c-username x-username username sc-username cs-user cs-user-name",
    Column.FREE: (
        "cs-uri cs-uri-stem cs-uri-query cs(referer) cs(user-agent) cs(cookie) cs(host) cs-host s-computername"
        " x-edge-detailed-description cs-headers x-host-header c-dns s-dns r-host"
        " comment message data"
    ),
}
_COLUMNS = {name: column for column, names in _MEANINGS.items() for name in names.split()}
_FIELDS = re.compile(r"#Fields:\s*(\S.*)")
_CELL = re.compile(r"[^\t]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class _Reader:
    """Reads records with the columns of the last ``#Fields`` line."""

    def __init__(self) -> None:
        self._columns: Columns = ()

    def __call__(self, line: str) -> list[Field] | None:
        if named := _FIELDS.match(line):
            names = named[1].split()
            self._columns = [(name, _COLUMNS.get(name.lower(), Column.SKIP)) for name in names]
            return column_fields(line, [(0, len(line))], [("", Column.SKIP)])
        if line.startswith("#") or not self._columns:
            return None
        spans = [match.span() for match in _CELL.finditer(line)] if "\t" in line else tokens(line)
        if len(spans) != len(self._columns):
            return None
        return _join_times(line, column_fields(line, spans, self._columns))


def _join_times(line: str, found: list[Field]) -> list[Field]:
    """``found`` with a date and the time beside it joined into one value."""
    for index in range(len(found) - 2):
        date, gap, time = found[index : index + 3]
        timed = date.type == time.type == EntityType.DATE_TIME and gap.end - gap.start == 1
        if timed and _DATE.fullmatch(line, date.start, date.end):
            return [*found[:index], Field(date.start, time.end, date.name, date.type), *found[index + 3 :]]
    return found


def _recognizes(lines: Sequence[str]) -> bool:
    return any(_FIELDS.match(line) is not None for line in lines[:12])


FORMATS = (LogFormat(name="w3c", recognizes=_recognizes, lexer=lambda: LineLexer(_Reader())),)

"""Access logs of web servers and proxies: common, combined and similar ones, Squid's, Jira's, Bitbucket's.

httpd.apache.org/docs/current/mod/mod_log_config.html; wiki.squid-cache.org/Features/LogFormat; support.atlassian.com,
"How to read the Bitbucket Data Center log formats".
"""

from __future__ import annotations

import re

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.logs.lines import column_fields, columns_of
from objectlambda.pii.structure.logs.log_format import format_of_lines

_TIME = r"\[\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?:\.\d+)?(?: [+\-]\d{4})?\]"

_COLUMNS = "host:remote_host login:ident login:remote_user time free:request - - free:referrer free:user_agent"

_BARS = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_BITBUCKET = columns_of("host:client - - login:user time free:request free:agent -*9")
_BITBUCKET_RPC = columns_of("host:client - - - login:user time free:request free:agent -*9")


def _bitbucket(line: str) -> list[Field]:
    """The fields of a line with bars between its columns; calls by programs have one id more."""
    spans = [match.span() for match in _BARS.finditer(line)]
    more = len(spans) > 3 and line.startswith("@", spans[3][0])
    return column_fields(line, spans, _BITBUCKET_RPC if more else _BITBUCKET)


FORMATS = (
    format_of_lines(
        "common",
        rf"\S+ \S+ \S+ {_TIME} \"",
        columns_of(_COLUMNS),
    ),
    format_of_lines(
        "common_with_host",
        rf"\S+ \S+ \S+ \S+ {_TIME} \"",
        columns_of(f"free:vhost {_COLUMNS}"),
    ),
    format_of_lines(
        "squid",
        r"\d{9,10}\.\d{3} +\d+ \S+ [A-Z_]+/\d{3} \d+ [A-Z_]+ \S+ \S+ [A-Z_]+/\S+ ",
        columns_of("- - host:client - - - free:url login:user host:peer -"),
    ),
    format_of_lines(
        "jira",
        rf"{_TIME} \S+ [\w.\-]+ [\da-fA-F.:]+ [A-Z]+ \S+ HTTP/\d",
        columns_of("time login:user - host:client - free:request - - - - free:referrer"),
    ),
    format_of_lines(
        "bitbucket",
        r"[\da-fA-F.:,]+ \| [a-z]+ \| \S+ \|(?: \S+ \|)? \S+ \| \d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
        (),
        read=_bitbucket,
    ),
)

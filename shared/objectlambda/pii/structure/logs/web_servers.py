"""Access logs of web servers and proxies: the common and the combined format with their kin, and Squid's.

httpd.apache.org/docs/current/mod/mod_log_config.html; wiki.squid-cache.org/Features/LogFormat.
"""

from __future__ import annotations

from objectlambda.pii.structure.logs.lines import columns_of
from objectlambda.pii.structure.logs.log_format import format_of_lines

_TIME = r"\[\d{1,2}/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?:\.\d+)?(?: [+\-]\d{4})?\]"

_COLUMNS = "host:remote_host login:ident login:remote_user time free:request - - free:referrer free:user_agent"

FORMATS = (
    format_of_lines(
        "common",
        rf"\S+ \S+ \S+ {_TIME} \"",
        columns_of(
            "host:remote_host login:ident login:remote_user time free:request - - free:referrer free:user_agent"
        ),
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
)

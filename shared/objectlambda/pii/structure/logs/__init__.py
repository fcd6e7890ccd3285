"""Documented log formats: tells the format of a log from its first lines, and makes a lexer for it.

Each module defines ``FORMATS``; a new module has to be added to the list below.
"""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.pii.structure.logs import (
    aws_records,
    databases,
    load_balancers,
    s3_access,
    vpc_flow,
    w3c,
    web_servers,
)
from objectlambda.pii.structure.logs.log_format import LogFormat

FORMATS: tuple[LogFormat, ...] = (
    *aws_records.FORMATS,
    *w3c.FORMATS,
    *load_balancers.FORMATS,
    *s3_access.FORMATS,
    *vpc_flow.FORMATS,
    *web_servers.FORMATS,
    *databases.FORMATS,
)
"""The formats with the most distinctive first lines come first."""

_BY_NAME = {log.name: log for log in FORMATS}


def log_format(lines: Sequence[str], *, json: bool) -> LogFormat | None:
    """The format of the log that begins with ``lines``; ``json`` says whether they are JSON."""
    return next((log for log in FORMATS if log.json is json and log.recognizes(lines)), None)


def named(name: str) -> LogFormat:
    """The format called ``name``."""
    return _BY_NAME[name]

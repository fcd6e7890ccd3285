"""One JSON object a line, for people and for CloudWatch Logs Insights; never content, URLs, tokens or values."""

from __future__ import annotations

import json
import logging
import sys
import time
from functools import lru_cache
from typing import Any

_ENCODER = json.JSONEncoder(default=str, check_circular=False)
INFO = logging.INFO
LOGGER = logging.getLogger("objectlambda")


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON: time (UTC), level, event, then the fields given."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": f"{_second(int(record.created))}.{int(record.msecs):03d}Z",
            "level": record.levelname,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = describe(record.exc_info[1])
        return _ENCODER.encode(line)


@lru_cache(maxsize=8)  # of immutable values: threads may share it
def _second(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def configure(level: str = "INFO") -> None:
    """Send this package's log to stderr as JSON lines; a second call only changes the level."""
    if not any(isinstance(handler.formatter, JsonLines) for handler in LOGGER.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        LOGGER.addHandler(handler)
        LOGGER.propagate = False
    LOGGER.setLevel(level.upper())


def write(level: int, event: str, *, error: BaseException | None = None, **fields: Any) -> None:
    """Log ``event`` with ``fields``: sizes, durations, names of formats and types, the request id."""
    if not LOGGER.isEnabledFor(level):
        return
    raised = None if error is None else (type(error), error, error.__traceback__)
    # Made by hand: `Logger.log` looks up the calling line, which no line of ours tells.
    record = logging.LogRecord(LOGGER.name, level, "", 0, event, (), raised)
    record.fields = fields
    LOGGER.handle(record)


def describe(error: BaseException) -> dict[str, Any]:
    """An exception as type and place in our code, without its message: a library's may quote content."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    described: dict[str, Any] = {"type": type(error).__qualname__, "at": frames[-6:]}
    if error.__cause__ is not None:
        described["cause"] = type(error.__cause__).__qualname__
    return described

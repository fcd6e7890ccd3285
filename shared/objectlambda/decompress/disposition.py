"""The file name of a Content-Disposition (RFC 6266), without the suffix of the compression that was taken off."""

from __future__ import annotations

import re

from objectlambda.decompress.format_names import inner_name
from objectlambda.decompress.formats import Format

_NAME = re.compile(
    r"(?P<extended>filename\*\s*=\s*(?P<charset>[\w-]+)'[\w-]*'(?P<value>[^;\s]+))"
    r'|(?P<plain>filename\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<token>[^;\s"]+)))',
    re.IGNORECASE,
)


def disposition_inside(stored: str, found: Format) -> dict[str, str | None]:
    """The head's change for a stored Content-Disposition: ``app.log.gz`` becomes ``app.log``; empty for no change."""
    if "filename" not in stored.lower() or len(stored) > 4096:
        return {}
    changed = _NAME.sub(lambda match: _rename(match, found), stored)
    return {} if changed == stored else {"ContentDisposition": changed}


def _rename(match: re.Match[str], found: Format) -> str:
    for group in ("quoted", "token"):
        if match[group] is not None:
            return match[0].replace(match[group], inner_name(match[group], found))
    if match["charset"].lower() != "utf-8":
        return match[0]
    from urllib.parse import quote, unquote  # slow to load, and seldom needed

    return match[0].replace(match["value"], quote(inner_name(unquote(match["value"]), found), safe=""))

"""The head of what is inside: its type and its file name (RFC 6266), without the compression that was taken off."""

from __future__ import annotations

import re

from objectlambda.decompress.detect import content_type, from_headers
from objectlambda.decompress.format_names import inner_name, matches_encoding
from objectlambda.decompress.formats import Format
from objectlambda.headers import content_codings
from objectlambda.source import Source

_NAME = re.compile(
    r"(?P<extended>filename\*\s*=\s*(?P<charset>[\w-]+)'[\w-]*'(?P<value>[^;\s]+))"
    r'|(?P<plain>filename\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<token>[^;\s"]+)))',
    re.IGNORECASE,
)

_UNSPECIFIC = ("", "binary/octet-stream", "application/octet-stream")


def head_inside(name: str, source: Source, found: Format) -> dict[str, str | None]:
    """The head's changes: the coding that was taken off goes, Content-Type and -Disposition speak of what is inside."""
    return {**_types(name, source, found), **_disposition(source.headers.get("content-disposition", ""), found)}


def _types(name: str, source: Source, found: Format) -> dict[str, str | None]:
    codings = content_codings(source.headers.get("content-encoding"))
    stored = source.headers.get("content-type", "")
    if codings and matches_encoding(found, codings[-1]):
        changes = {"ContentEncoding": ", ".join(codings[:-1]) or None}
        # The stored type was the inner one's all along (RFC 9110, section 8.4), unless nobody said any.
        return changes if stored.lower() not in _UNSPECIFIC else {**changes, "ContentType": content_type(name)}
    speaks_of_inside = stored.lower() not in _UNSPECIFIC and from_headers(None, stored) is None
    if speaks_of_inside and found is not Format.ZIP:
        return {}
    return {"ContentType": content_type(name)}


def _disposition(stored: str, found: Format) -> dict[str, str | None]:
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

"""What tells a browser not to run, guess at, or embed what an access point hands out.

Objects hold what others wrote: a log line may be a script. A browser would run it with the rights of the gateway's own
origin, so answers of a type that it could run are sandboxed, no type is guessed, and no other site embeds a response.
"""

from __future__ import annotations

from collections.abc import Iterable

NOSNIFF = ("x-content-type-options", "nosniff")
SANDBOX = ("content-security-policy", "sandbox")
SAME_ORIGIN = ("cross-origin-resource-policy", "same-origin")
PLAIN = (NOSNIFF, SAME_ORIGIN)
"""For a response of the gateway's own, in text."""

_INERT = frozenset(
    {
        "application/gzip",
        "application/json",
        "application/octet-stream",
        "application/vnd.apache.parquet",
        "application/x-ndjson",
        "application/zip",
        "application/zstd",
        "binary/octet-stream",
        "text/csv",
        "text/plain",
    }
)
_INERT_FAMILIES = ("audio/", "font/", "image/", "video/")


def browser_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers to add to a response with ``headers``. One that is there already, such as another policy, stays."""
    said = {name.lower(): value for name, value in headers}
    wanted = (NOSNIFF, SAME_ORIGIN) if is_inert(said.get("content-type", "")) else (NOSNIFF, SAME_ORIGIN, SANDBOX)
    return [pair for pair in wanted if pair[0] not in said]


def is_inert(content_type: str) -> bool:
    """Whether no browser runs scripts in content of that type. A type that is missing or unknown may be anything."""
    kind = content_type.partition(";")[0].strip().lower()
    if "," in content_type:  # two types in one header: browsers take either
        return False
    return kind in _INERT or (kind.startswith(_INERT_FAMILIES) and "xml" not in kind and "svg" not in kind)

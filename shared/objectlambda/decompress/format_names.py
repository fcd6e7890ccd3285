"""The names of the formats in keys and headers: suffix, Content-Encoding, Content-Type, and the name inside."""

from __future__ import annotations

from objectlambda.decompress.formats import Format, format_named
from objectlambda.headers import content_codings, media_types

_SUFFIXES = {suffix: found for found in Format for suffix in found.row.suffixes}
_RENAMES = {suffix: left for found in Format for suffix, left in found.row.renames}
_CODINGS = {coding: found for found in Format for coding in found.row.codings}
_MEDIA_TYPES = {kind: found for found in Format for kind in found.row.media_types}

SUFFIXES = tuple(_SUFFIXES)
"""Every key suffix that announces a format, in lower case."""


DEFAULT_CONTENT_TYPE = "binary/octet-stream"
"""S3's own default."""

_TYPES = {
    ".csv": "text/csv",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".log": "text/plain",
    ".md": "text/markdown",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sql": "application/sql",
    ".tar": "application/x-tar",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""Types that Python's table lacks or has in some versions only, and the usual ones, for which it need not be loaded."""


def from_name(key: str) -> Format | None:
    """The format that the key's suffix announces, in upper or lower case."""
    return _SUFFIXES.get(_suffix(key).lower())


def from_headers(content_encoding: str | None, content_type: str | None) -> Format | None:
    """The format that Content-Encoding (the coding applied last) or else Content-Type announces."""
    codings = content_codings(content_encoding)
    if codings and (found := _CODINGS.get(codings[-1].lower())) is not None:
        return found
    return _MEDIA_TYPES.get((content_type or "").partition(";")[0].strip().lower())


def inner_name(key: str, found: Format) -> str:
    """The key without the suffix that announces ``found``: a.csv.gz is a.csv, a.tgz is a.tar.

    A key that announces another format, or none, stays as it is.
    """
    suffix = _suffix(key)
    if family(_SUFFIXES.get(suffix.lower())) is not family(found):
        return key
    return key[: -len(suffix)] + _RENAMES.get(suffix.lower(), "")


def matches_encoding(found: Format, coding: str) -> bool:
    """True when ``coding``, one of Content-Encoding's, stands for the format ``found``."""
    return family(found) is family(_CODINGS.get(coding.strip().lower()))


def content_type(name: str) -> str:
    """The media type by the suffix of ``name``; `DEFAULT_CONTENT_TYPE` where that tells none."""
    suffix = _suffix(name).lower()
    if not suffix:
        return DEFAULT_CONTENT_TYPE
    return _TYPES.get(suffix) or media_types().types_map[True].get(suffix, DEFAULT_CONTENT_TYPE)


def family(found: Format | None) -> Format | None:
    """The format, or ``snappy`` for any of its containers: what key and headers can tell apart."""
    return format_named(found.row.family) if found is not None and found.row.family else found


def _suffix(key: str) -> str:
    name = key.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix if stem else ""

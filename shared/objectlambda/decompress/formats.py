"""The formats by name: setting, key suffix, Content-Encoding, Content-Type, and what is inside by its name."""

from __future__ import annotations

import functools
import mimetypes
from enum import StrEnum


class Format(StrEnum):
    """The formats; the values are those of the setting ``format``."""

    GZIP = "gzip"
    BZIP2 = "bzip2"
    ZLIB = "zlib"
    ZSTD = "zstd"
    SNAPPY = "snappy"
    SNAPPY_XERIAL = "snappy_xerial"
    SNAPPY_HADOOP = "snappy_hadoop"
    SNAPPY_RAW = "snappy_raw"
    ZIP = "zip"

    def matches_encoding(self, coding: str) -> bool:
        """True when ``coding``, one of Content-Encoding's, stands for this format."""
        return family(self) is family(_CODINGS.get(coding.strip().lower()))


_SUFFIXES = {
    ".gz": Format.GZIP,
    ".gzip": Format.GZIP,
    ".tgz": Format.GZIP,
    ".taz": Format.GZIP,
    ".bgz": Format.GZIP,
    ".svgz": Format.GZIP,
    ".bz2": Format.BZIP2,
    ".bz": Format.BZIP2,
    ".tbz": Format.BZIP2,
    ".tbz2": Format.BZIP2,
    ".zst": Format.ZSTD,
    ".zstd": Format.ZSTD,
    ".tzst": Format.ZSTD,
    ".sz": Format.SNAPPY,
    ".snappy": Format.SNAPPY,
    ".snz": Format.SNAPPY,
    ".zz": Format.ZLIB,
    ".zlib": Format.ZLIB,
    ".zip": Format.ZIP,
}
"""Key suffixes, in lower case, and the formats that they announce."""

SUFFIXES = tuple(_SUFFIXES)
"""The same, by themselves."""

_CODINGS = {
    "gzip": Format.GZIP,
    "x-gzip": Format.GZIP,
    "deflate": Format.ZLIB,
    "zstd": Format.ZSTD,
    "bzip2": Format.BZIP2,
    "x-bzip2": Format.BZIP2,
    "snappy": Format.SNAPPY,
    "x-snappy-framed": Format.SNAPPY,
}
"""Content codings (RFC 9110 section 8.4.1: deflate is a zlib stream) and ones that people use."""

_MEDIA_TYPES = {
    "application/gzip": Format.GZIP,
    "application/x-gzip": Format.GZIP,
    "application/bzip2": Format.BZIP2,
    "application/x-bzip2": Format.BZIP2,
    "application/x-bzip": Format.BZIP2,
    "application/zlib": Format.ZLIB,
    "application/zstd": Format.ZSTD,
    "application/x-zstd": Format.ZSTD,
    "application/x-snappy-framed": Format.SNAPPY,
    "application/x-snappy": Format.SNAPPY,
    "application/zip": Format.ZIP,
    "application/x-zip-compressed": Format.ZIP,
}


DEFAULT_CONTENT_TYPE = "binary/octet-stream"
"""S3's own default."""

_TAR_SUFFIXES = (".tgz", ".taz", ".tbz", ".tbz2", ".tzst")
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
    ".tsv": "text/tab-separated-values",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""Types that Python's table lacks, or has in some versions only."""


def from_name(key: str) -> Format | None:
    """The format that the key's suffix announces, in upper or lower case."""
    return _SUFFIXES.get(_suffix(key).lower())


def from_headers(content_encoding: str | None, content_type: str | None) -> Format | None:
    """The format that Content-Encoding (the coding applied last) or else Content-Type announces."""
    codings = [coding.strip().lower() for coding in (content_encoding or "").split(",") if coding.strip()]
    if codings and (found := _CODINGS.get(codings[-1])) is not None:
        return found
    return _MEDIA_TYPES.get((content_type or "").partition(";")[0].strip().lower())


def inner_name(key: str, found: Format) -> str:
    """The key without the suffix that announces ``found``: a.csv.gz is a.csv, a.tgz is a.tar.

    A key that announces another format, or none, stays as it is.
    """
    suffix = _suffix(key)
    if family(_SUFFIXES.get(suffix.lower())) is not family(found):
        return key
    stem = key[: -len(suffix)]
    if suffix.lower() in _TAR_SUFFIXES:
        return stem + ".tar"
    return stem + ".svg" if suffix.lower() == ".svgz" else stem


def content_type(name: str) -> str:
    """The media type by the suffix of ``name``; `DEFAULT_CONTENT_TYPE` where that tells none."""
    suffix = _suffix(name).lower()
    return _TYPES.get(suffix) or _standard_types().get(suffix, DEFAULT_CONTENT_TYPE)


def family(found: Format | None) -> Format | None:
    """The format, or ``snappy`` for any of its containers: what key and headers can tell apart."""
    return Format.SNAPPY if found is not None and found.value.startswith("snappy") else found


def _suffix(key: str) -> str:
    name = key.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return dot + suffix if stem else ""


@functools.cache
def _standard_types() -> dict[str, str]:
    # Without the machine's own files, so that answers do not depend on where the function runs.
    return mimetypes.MimeTypes(filenames=()).types_map[True]

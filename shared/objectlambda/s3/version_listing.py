"""Listing the versions of objects: what a caller asks for, the page that answers it, and its XML in both directions.

Source: API reference of ListObjectVersions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from objectlambda.errors import OriginError
from objectlambda.s3.documents import element, root
from objectlambda.s3.listing import MAX_KEYS, Entry, ListPage, ListQuery, listed_key, parse_list_query
from objectlambda.s3.origin_listing import read_entry, read_key, read_listing, read_time
from objectlambda.s3.xml import malformed_listing

MAX_VERSION_ID_CHARACTERS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionQuery:
    """The parameters of a listing of versions, defaults filled in."""

    prefix: str = ""
    delimiter: str = ""
    max_keys: int = MAX_KEYS
    key_marker: str = ""
    version_id_marker: str = ""
    url_encoded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of an object, or a delete marker, which has no ``entry`` of its own."""

    key: str
    version_id: str
    is_latest: bool
    last_modified: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """One page; the next one goes on behind ``next_key`` and ``next_version_id``."""

    versions: tuple[Version, ...] = ()
    common_prefixes: tuple[str, ...] = ()
    truncated: bool = False
    next_key: str = ""
    next_version_id: str = ""


def parse_version_query(parameters: Mapping[str, str]) -> VersionQuery:
    """The listing that a request asks for.

    Raises:
        OriginError: 400 InvalidArgument, naming the parameter.
    """
    asked = parse_list_query({name: text for name, text in parameters.items() if name != "continuation-token"}, 1)
    marker = parameters.get("key-marker", "")
    after = parameters.get("version-id-marker", "")
    if after and not marker:
        raise OriginError(400, "InvalidArgument", "A version-id marker cannot be specified without a key marker.")
    return VersionQuery(
        prefix=asked.prefix,
        delimiter=asked.delimiter,
        max_keys=asked.max_keys,
        key_marker=marker,
        version_id_marker=after,
        url_encoded=asked.url_encoded,
    )


def as_list_query(query: VersionQuery) -> ListQuery:
    """The listing of keys that lists the same objects where each has one version."""
    return ListQuery(
        version=1,
        prefix=query.prefix,
        delimiter=query.delimiter,
        max_keys=query.max_keys,
        marker=query.key_marker,
        url_encoded=query.url_encoded,
    )


def sole_versions(page: ListPage) -> VersionPage:
    """``page`` of a store without versions: each object is the latest version of its key, ``null``."""
    return VersionPage(
        versions=tuple(
            Version(key=entry.key, version_id="null", is_latest=True, last_modified=entry.last_modified, entry=entry)
            for entry in page.entries
        ),
        common_prefixes=page.common_prefixes,
        truncated=page.truncated,
        next_key=page.next,
        next_version_id="null" if page.truncated else "",
    )


def versions_document(bucket: str, query: VersionQuery, page: VersionPage, owner: str) -> bytes:
    """The body of ListObjectVersions."""

    def name(text: str) -> str:
        return quote(text, safe="/") if query.url_encoded else text

    parts = [element("Name", bucket), element("Prefix", name(query.prefix))]
    parts += [element("KeyMarker", name(query.key_marker)), element("VersionIdMarker", query.version_id_marker)]
    parts.append(element("MaxKeys", str(query.max_keys)))
    parts += [element("Delimiter", name(query.delimiter))] if query.delimiter else []
    parts += [element("EncodingType", "url")] if query.url_encoded else []
    parts.append(element("IsTruncated", "true" if page.truncated else "false"))
    if page.truncated:
        parts += [
            element("NextKeyMarker", name(page.next_key)),
            *([element("NextVersionIdMarker", page.next_version_id)] if page.next_version_id else []),
        ]
    parts += [_version(version, name(version.key), owner) for version in page.versions]
    parts += [f"<CommonPrefixes>{element('Prefix', name(prefix))}</CommonPrefixes>" for prefix in page.common_prefixes]
    return root("ListVersionsResult", "".join(parts))


def _version(version: Version, key: str, owner: str) -> str:
    fields = [
        element("Key", key),
        element("VersionId", version.version_id),
        element("IsLatest", "true" if version.is_latest else "false"),
        element("LastModified", version.last_modified),
    ]
    entry = version.entry
    if entry is not None:
        fields += [element("ETag", entry.etag)] if entry.etag else []
        fields += [element("Size", str(entry.size)), element("StorageClass", entry.storage_class)]
    fields.append(f"<Owner>{element('ID', owner)}</Owner>")
    tag = "DeleteMarker" if entry is None else "Version"
    return f"<{tag}>{''.join(fields)}</{tag}>"


def read_versions(xml: bytes, prefix: str, max_keys: int) -> VersionPage:
    """The page in ``xml``, an origin's answer to ListObjectVersions; keys without ``prefix``.

    Raises:
        OriginError: 400 MalformedListing, it is no listing, or one of more than ``max_keys`` versions.
    """
    found, told, encoded = read_listing(xml, "ListVersionsResult")
    versions: list[Version] = []
    groups: list[str] = []
    inside = (leaf for leaf in found if len(leaf.path) == 3)
    for _, group in groupby(inside, key=lambda leaf: leaf.parent):
        listed = list(group)
        fields = {leaf.name: leaf.text for leaf in listed}
        kind = listed[0].path[1]
        if kind in ("Version", "DeleteMarker"):
            versions.append(_read_version(fields, prefix, encoded, marker=kind == "DeleteMarker"))
        elif kind == "CommonPrefixes":
            groups.append(read_key(fields.get("Prefix", ""), prefix, encoded))
    if len(versions) + len(groups) > max_keys:
        raise malformed_listing(f"it has more than the {max_keys} versions that were asked for")
    truncated = told.get("IsTruncated", "").strip().lower() == "true"
    following = listed_key(told.get("NextKeyMarker", ""), encoded=encoded).removeprefix(prefix)
    return VersionPage(
        versions=tuple(versions),
        common_prefixes=tuple(groups),
        truncated=truncated,
        next_key=following if truncated else "",
        next_version_id=told.get("NextVersionIdMarker", "")[:MAX_VERSION_ID_CHARACTERS] if truncated else "",
    )


def _read_version(fields: Mapping[str, str], prefix: str, encoded: bool, *, marker: bool) -> Version:
    version_id = fields.get("VersionId", "") or "null"
    if len(version_id) > MAX_VERSION_ID_CHARACTERS:
        raise malformed_listing("a version's id is too long")
    entry = None if marker else read_entry(fields, prefix, encoded)
    return Version(
        key=read_key(fields.get("Key", ""), prefix, encoded) if entry is None else entry.key,
        version_id=version_id,
        is_latest=fields.get("IsLatest", "").strip().lower() == "true",
        last_modified=read_time(fields.get("LastModified", "")),
        entry=entry,
    )

"""A page of keys as an origin lists them, read from its XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby

from objectlambda.s3.listing import Entry, ListPage, listed_key
from objectlambda.s3.requests import MAX_KEY_BYTES
from objectlambda.s3.xml import Leaf, leaves, malformed_listing

_MAX_SIZE_DIGITS = 19


def read_page(xml: bytes, prefix: str, max_keys: int, version: int) -> ListPage:
    """The page in ``xml``, the response to ListObjects (``version`` 1) or ListObjectsV2; keys without ``prefix``.

    Raises:
        OriginError: 400 MalformedListing, it is no listing, or one of more than ``max_keys`` keys.
    """
    found, told, encoded = read_listing(xml, "ListBucketResult")
    entries = tuple(read_entry(fields, prefix, encoded) for fields in _groups(found, "Contents"))
    groups = tuple(read_key(fields.get("Prefix", ""), prefix, encoded) for fields in _groups(found, "CommonPrefixes"))
    if len(entries) + len(groups) > max_keys:
        raise malformed_listing(f"it has more than the {max_keys} keys that were asked for")
    truncated = told.get("IsTruncated", "").strip().lower() == "true"
    following = told.get("NextContinuationToken", "")
    if version == 1 and truncated:
        # NextMarker is only there with a delimiter, and is what stands last anyway.
        following = max([entry.key for entry in entries[-1:]] + list(groups[-1:]), default="")
    return ListPage(entries=entries, common_prefixes=groups, truncated=truncated, next=following)


def read_listing(xml: bytes, root: str) -> tuple[list[Leaf], Mapping[str, str], bool]:
    """The leaves of a listing, the texts right below its root by name, and whether its keys are URL-encoded.

    Raises:
        OriginError: 400 MalformedListing, it is no document with the root element ``root``.
    """
    found = leaves(xml)
    if found and found[0].path[0] != root:
        raise malformed_listing("it is another document")
    told = {leaf.name: leaf.text for leaf in found if len(leaf.path) == 2}
    return found, told, told.get("EncodingType") == "url"


def _groups(found: Sequence[Leaf], name: str) -> Iterator[Mapping[str, str]]:
    """The leaves of each element ``name`` below the root, by their names."""
    inside = (leaf for leaf in found if len(leaf.path) == 3 and leaf.path[1] == name)
    for _, group in groupby(inside, key=lambda leaf: leaf.parent):
        yield {leaf.name: leaf.text for leaf in group}


def read_entry(fields: Mapping[str, str], prefix: str, encoded: bool) -> Entry:
    """An object, by the texts of its element.

    Raises:
        OriginError: 400 MalformedListing, they cannot be an object's.
    """
    size = fields.get("Size", "").strip()
    if not (size.isascii() and size.isdigit() and len(size) <= _MAX_SIZE_DIGITS):
        raise malformed_listing("the size of an object is no number")
    return Entry(
        key=read_key(fields.get("Key", ""), prefix, encoded),
        size=int(size),
        last_modified=read_time(fields.get("LastModified", "")),
        etag=fields.get("ETag", ""),
        storage_class=fields.get("StorageClass", "") or "STANDARD",
    )


def read_key(text: str, prefix: str, encoded: bool) -> str:
    """A key or a group of keys, without ``prefix``.

    Raises:
        OriginError: 400 MalformedListing, it is none.
    """
    key = listed_key(text, encoded=encoded)
    if not key or len(key.encode("utf-8", "replace")) > MAX_KEY_BYTES:
        raise malformed_listing(f"one of its keys is empty, or longer than {MAX_KEY_BYTES} bytes")
    return key.removeprefix(prefix)


def read_time(text: str) -> str:
    """A time as we write it.

    Raises:
        OriginError: 400 MalformedListing, it is none.
    """
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    except (ValueError, OverflowError) as error:
        raise malformed_listing("the time of an object is none") from error

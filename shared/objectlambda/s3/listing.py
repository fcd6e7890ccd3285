"""Listing keys: what a caller asks for, and the page that answers it.

Source: API reference of ListObjects and ListObjectsV2.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

from objectlambda.errors import OriginError
from objectlambda.s3.xml import Leaf, leaves, splice

MAX_KEYS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A listed object; ``last_modified`` in ISO 8601, ``etag`` quoted."""

    key: str
    size: int
    last_modified: str
    etag: str = ""
    storage_class: str = "STANDARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """The parameters of a listing, defaults filled in; ``token`` is the continuation token as the caller sent it."""

    version: int
    prefix: str = ""
    delimiter: str = ""
    max_keys: int = MAX_KEYS
    marker: str = ""
    start_after: str = ""
    token: str = ""
    url_encoded: bool = False
    fetch_owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page: ``next`` is where the next one goes on (a token for version 2, a marker for version 1)."""

    entries: tuple[Entry, ...] = ()
    common_prefixes: tuple[str, ...] = ()
    truncated: bool = False
    next: str = ""


def parse_list_query(parameters: Mapping[str, str], version: int) -> ListQuery:
    """The listing that a request asks for.

    Raises:
        OriginError: 400 InvalidArgument, naming the parameter.
    """
    text = parameters.get("max-keys", "") or str(MAX_KEYS)
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) < 2**31):
        raise OriginError(400, "InvalidArgument", "Provided max-keys not an integer or within integer range")
    encoding = parameters.get("encoding-type", "")
    if encoding not in ("", "url"):
        raise OriginError(400, "InvalidArgument", "Invalid Encoding Method specified in Request")
    if "continuation-token" in parameters and not parameters["continuation-token"]:
        raise OriginError(400, "InvalidArgument", "The continuation token provided is incorrect")
    return ListQuery(
        version=version,
        prefix=parameters.get("prefix", ""),
        delimiter=parameters.get("delimiter", ""),
        max_keys=min(int(text), MAX_KEYS),
        marker=parameters.get("marker", "") if version == 1 else "",
        start_after=parameters.get("start-after", "") if version == 2 else "",
        token=parameters.get("continuation-token", "") if version == 2 else "",
        url_encoded=encoding == "url",
        fetch_owner=parameters.get("fetch-owner", "").lower() == "true",
    )


def position(query: ListQuery) -> tuple[str, bool]:
    """The last key or common prefix that is not to be listed again, and whether it closes a whole group.

    Raises:
        OriginError: 400 InvalidArgument, the continuation token is not one of ours.
    """
    if query.token:
        return _read_token(query.token), True
    if query.version == 1:
        return query.marker, True
    return query.start_after, False


def page(items: Iterable[Entry | str], query: ListQuery) -> ListPage:
    """The first page of ``items``.

    Args:
        items: what starts with the query's prefix and lies behind its position, in the order of the keys: objects,
            or strings for groups that a store has already put together under the delimiter.
        query: what was asked for.
    """
    after, closes = position(query)
    done = after if closes else ""
    entries: list[Entry] = []
    groups: list[str] = []
    last = ""
    for item in items if query.max_keys else ():
        group = item if isinstance(item, str) else _group(item.key, query)
        if group and group in (done, *groups[-1:]):
            continue
        if len(entries) + len(groups) == query.max_keys:
            following = _token(last) if query.version == 2 else last
            return ListPage(entries=tuple(entries), common_prefixes=tuple(groups), truncated=True, next=following)
        if isinstance(item, Entry) and not group:
            entries.append(item)
            last = item.key
        else:
            groups.append(group)
            last = group
    return ListPage(entries=tuple(entries), common_prefixes=tuple(groups))


def _group(key: str, query: ListQuery) -> str:
    if not query.delimiter:
        return ""
    at = key.find(query.delimiter, len(query.prefix))
    return key[: at + len(query.delimiter)] if at >= 0 else ""


def _token(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode()


def _read_token(token: str) -> str:
    try:
        return base64.b64decode(token.encode(), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise OriginError(400, "InvalidArgument", "The continuation token provided is incorrect") from error


def listed_key(text: str, *, encoded: bool) -> str:
    """The key that stands as ``text`` in a listing; ``encoded`` with encoding-type=url."""
    return unquote_plus(text) if encoded else text


_RELOCATED = ("Key", "Prefix", "Marker", "NextMarker", "StartAfter")
_ENCODED = (*_RELOCATED, "Delimiter")
_ENCODING_TYPE = b"<EncodingType>url</EncodingType>"


def relocate(xml: bytes, name: str, prefix: str) -> bytes:
    """The XML of a listing with the bucket's name replaced by ``name``, and ``prefix`` taken off every key.

    Raises:
        OriginError: 400 MalformedListing, it is no listing.
    """
    encoded = any(leaf.name == "EncodingType" and leaf.text == "url" for leaf in leaves(xml))
    stands = quote(prefix, safe="/") if encoded else prefix

    def change(leaf: Leaf) -> str | None:
        if len(leaf.path) == 2 and leaf.name == "Name":
            return name
        return leaf.text.removeprefix(stands) if leaf.name in _RELOCATED else None

    return splice(xml, change)


def without_encoding(xml: bytes) -> bytes:
    """The XML of a listing as it stands where encoding-type=url was not asked for.

    Raises:
        OriginError: 400 MalformedListing, it is no listing.
    """
    if _ENCODING_TYPE not in xml:
        return xml
    decoded = splice(xml, lambda leaf: listed_key(leaf.text, encoded=True) if leaf.name in _ENCODED else None)
    return decoded.replace(_ENCODING_TYPE, b"", 1)

"""The XML documents with which S3 answers, rendered from plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from objectlambda.s3.listing import Entry, ListPage, ListQuery
from objectlambda.s3.xml import escape_xml

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML 1.0 holds, not as a reference either."""


def error_document(
    code: str, message: str, resource: str, request_id: str, details: Mapping[str, str] | None = None
) -> bytes:
    """The body of an error; ``details`` are fields that some errors have besides.

    Control characters are percent-encoded: SDKs could not parse the error, and would tell its status alone.
    """
    fields = [("Code", code), ("Message", message), *(details or {}).items()]
    fields += [("Resource", resource), ("RequestId", request_id)]
    return _document("<Error>" + "".join(element(name, _parseable(text)) for name, text in fields) + "</Error>")


def _parseable(text: str) -> str:
    return _NO_XML.sub(lambda match: quote(match[0]), text)


def buckets_document(names: Iterable[str], created: str, owner: str, *, prefix: str = "", token: str = "") -> bytes:
    """The body of ListBuckets: each access point as a bucket, created when the gateway started.

    ``token`` is that of the next page, ``prefix`` what was asked for.
    """
    buckets = "".join(f"<Bucket>{element('Name', name)}{element('CreationDate', created)}</Bucket>" for name in names)
    who = f"<Owner>{element('ID', owner)}</Owner>"
    more = element("ContinuationToken", token) if token else ""
    more += element("Prefix", prefix) if prefix else ""
    return root("ListAllMyBucketsResult", f"{who}<Buckets>{buckets}</Buckets>{more}")


def location_document(region: str) -> bytes:
    """The body of GetBucketLocation; us-east-1 is the empty one."""
    return root("LocationConstraint", "" if region == "us-east-1" else escape_xml(region))


def versioning_document() -> bytes:
    """The body of GetBucketVersioning: never enabled, as nothing can be written."""
    return root("VersioningConfiguration", "")


def acl_document(owner: str) -> bytes:
    """The body of GetBucketAcl and GetObjectAcl: the owner has full control, as with ACLs turned off."""
    grantee = (
        f'<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">'
        f"{element('ID', owner)}</Grantee>"
    )
    grant = f"<Grant>{grantee}{element('Permission', 'FULL_CONTROL')}</Grant>"
    who = f"<Owner>{element('ID', owner)}</Owner>"
    return root("AccessControlPolicy", f"{who}<AccessControlList>{grant}</AccessControlList>")


def attributes_document(values: Mapping[str, str]) -> bytes:
    """The body of GetObjectAttributes: those of ``values``, by S3's names."""
    return root("GetObjectAttributesResponse", "".join(element(name, value) for name, value in values.items()))


def tagging_document() -> bytes:
    """The body of GetObjectTagging, without tags."""
    return root("Tagging", "<TagSet></TagSet>")


def listing_document(bucket: str, query: ListQuery, page: ListPage, owner: str) -> bytes:
    """The body of ListObjects or ListObjectsV2."""

    def name(text: str) -> str:
        return quote(text, safe="/") if query.url_encoded else text

    parts = [element("Name", bucket), element("Prefix", name(query.prefix))]
    if query.version == 1:
        parts.append(element("Marker", name(query.marker)))
    parts.append(element("MaxKeys", str(query.max_keys)))
    if query.delimiter:
        parts.append(element("Delimiter", name(query.delimiter)))
    if query.url_encoded:
        parts.append(element("EncodingType", "url"))
    parts.append(element("IsTruncated", "true" if page.truncated else "false"))
    if query.version == 2:
        parts.append(element("KeyCount", str(len(page.entries) + len(page.common_prefixes))))
        parts += [element("StartAfter", name(query.start_after))] if query.start_after else []
        parts += [element("ContinuationToken", query.token)] if query.token else []
        parts += [element("NextContinuationToken", page.next)] if page.truncated else []
    elif page.truncated and page.next:
        parts.append(element("NextMarker", name(page.next)))
    with_owner = query.version == 1 or query.fetch_owner
    parts += [_contents(entry, name(entry.key), owner if with_owner else "") for entry in page.entries]
    parts += [f"<CommonPrefixes>{element('Prefix', name(prefix))}</CommonPrefixes>" for prefix in page.common_prefixes]
    return root("ListBucketResult", "".join(parts))


def _contents(entry: Entry, key: str, owner: str) -> str:
    fields = [
        element("Key", key),
        element("LastModified", entry.last_modified),
        element("ETag", entry.etag) if entry.etag else "",
        element("Size", str(entry.size)),
        element("StorageClass", entry.storage_class),
        f"<Owner>{element('ID', owner)}</Owner>" if owner else "",
    ]
    return f"<Contents>{''.join(fields)}</Contents>"


def root(tag: str, content: str) -> bytes:
    """The document of S3's namespace with the element ``tag``, which holds ``content``."""
    return _document(f'<{tag} xmlns="{NAMESPACE}">{content}</{tag}>')


def _document(content: str) -> bytes:
    return (_DECLARATION + content).encode("utf-8", "replace")


def element(tag: str, text: str) -> str:
    """An element that holds ``text``."""
    return f"<{tag}>{escape_xml(text)}</{tag}>"

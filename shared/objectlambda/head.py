"""The response head: which of the origin's headers stay true of the transformed object, and which do not.

``FIELDS`` decides every field of WriteGetObjectResponse once. The same head is rendered for the three hosts: as
parameters of WriteGetObjectResponse, as the JSON that answers HeadObject, and as plain HTTP headers.
Source: API reference of WriteGetObjectResponse; S3 User Guide, olap-event-context (HeadObject response).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from objectlambda.headers import Headers, content_codings

METADATA_PREFIX = "x-amz-meta-"


class Policy(Enum):
    """What becomes of an origin's header once the body is transformed."""

    KEEP = "stays true: it speaks of the stored object or of how to treat it"
    UNCHANGED = "stays true only while the body is the origin's own, whole"
    COMPUTE = "is computed for the transformed body"
    DROP = "never forwarded"


@dataclass(frozen=True, slots=True)
class HeadField:
    """A field of WriteGetObjectResponse: its HTTP header, type and policy, and whether HeadObject's JSON has it."""

    header: str
    policy: Policy
    kind: type = str
    in_head_json: bool = True


def _checksum(name: str) -> HeadField:
    return HeadField(f"x-amz-checksum-{name}", Policy.UNCHANGED, in_head_json=False)


_SSE = "x-amz-server-side-encryption"

FIELDS: Mapping[str, HeadField] = {
    "AcceptRanges": HeadField("Accept-Ranges", Policy.COMPUTE),
    "CacheControl": HeadField("Cache-Control", Policy.KEEP),
    "ContentDisposition": HeadField("Content-Disposition", Policy.KEEP),
    "ContentEncoding": HeadField("Content-Encoding", Policy.KEEP),  # a transform that decodes it takes it away
    "ContentLanguage": HeadField("Content-Language", Policy.KEEP),
    "ContentLength": HeadField("Content-Length", Policy.COMPUTE, int),
    "ContentRange": HeadField("Content-Range", Policy.COMPUTE, in_head_json=False),
    "ContentType": HeadField("Content-Type", Policy.KEEP),  # a transform that knows better replaces it
    "ChecksumCRC32": _checksum("crc32"),
    "ChecksumCRC32C": _checksum("crc32c"),
    "ChecksumCRC64NVME": _checksum("crc64nvme"),
    "ChecksumSHA1": _checksum("sha1"),
    "ChecksumSHA256": _checksum("sha256"),
    "ChecksumSHA512": _checksum("sha512"),
    "ChecksumMD5": _checksum("md5"),
    "ChecksumXXHASH64": _checksum("xxhash64"),
    "ChecksumXXHASH3": _checksum("xxhash3"),
    "ChecksumXXHASH128": _checksum("xxhash128"),
    "DeleteMarker": HeadField("x-amz-delete-marker", Policy.KEEP, bool),
    "ETag": HeadField("ETag", Policy.COMPUTE),
    "Expires": HeadField("Expires", Policy.KEEP),
    "Expiration": HeadField("x-amz-expiration", Policy.KEEP),
    "LastModified": HeadField("Last-Modified", Policy.KEEP),
    "MissingMeta": HeadField("x-amz-missing-meta", Policy.KEEP, int),
    "ObjectLockMode": HeadField("x-amz-object-lock-mode", Policy.KEEP),
    "ObjectLockLegalHoldStatus": HeadField("x-amz-object-lock-legal-hold", Policy.KEEP),
    "ObjectLockRetainUntilDate": HeadField("x-amz-object-lock-retain-until-date", Policy.KEEP),
    "PartsCount": HeadField("x-amz-mp-parts-count", Policy.COMPUTE, int),  # told with a part number only
    "ReplicationStatus": HeadField("x-amz-replication-status", Policy.KEEP),
    "RequestCharged": HeadField("x-amz-request-charged", Policy.KEEP),
    "Restore": HeadField("x-amz-restore", Policy.KEEP),
    "ServerSideEncryption": HeadField(_SSE, Policy.KEEP),
    "SSECustomerAlgorithm": HeadField(f"{_SSE}-customer-algorithm", Policy.KEEP),
    "SSEKMSKeyId": HeadField(f"{_SSE}-aws-kms-key-id", Policy.KEEP, in_head_json=False),
    "SSECustomerKeyMD5": HeadField(f"{_SSE}-customer-key-MD5", Policy.KEEP),
    "StorageClass": HeadField("x-amz-storage-class", Policy.KEEP),
    "TagCount": HeadField("x-amz-tagging-count", Policy.KEEP, int),
    "VersionId": HeadField("x-amz-version-id", Policy.KEEP),
    "BucketKeyEnabled": HeadField(f"{_SSE}-bucket-key-enabled", Policy.KEEP, bool),
}

NOT_IN_HEAD = ("RequestRoute", "RequestToken", "Body", "StatusCode", "ErrorCode", "ErrorMessage", "Metadata")
"""The fields of WriteGetObjectResponse that are no header of the object: route, body, status, metadata."""

_DATES = ("Expires", "LastModified")
NO_DATE = (TypeError, ValueError, OverflowError)
"""What ``email.utils`` raises for a text that is no date; the last for numbers that no machine holds."""
_WITH_NOT_MODIFIED = ("CacheControl", "ETag", "Expires", "LastModified", "VersionId")
_WITH_ARCHIVED = ("LastModified", "RequestCharged", "Restore", "ServerSideEncryption", "StorageClass", "VersionId")
_ARCHIVES = ("GLACIER", "DEEP_ARCHIVE")
_CHECKSUMS = tuple(name for name in FIELDS if name.startswith("Checksum"))
_KEPT = {
    spec.header.lower(): (name, spec.policy)
    for name, spec in FIELDS.items()
    if spec.policy in (Policy.KEEP, Policy.UNCHANGED)
}
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}")
"""A header's name (RFC 9110, section 5.1)."""
_OF_STORED_BYTES = re.compile(
    r"(^|[-_.])(s3cmd[-_]attrs|etag|digest|hash|(content)?md5(sum|chksum|hash)?|sha[-_]?\d+(sum|hash)?|crc\d*\w*|blake\w*|"
    r"xxh\w*|(chk|check)sums?|(un)?(en|de)?(crypted|coded)[-_]content[-_](length|md5))([-_.]|$)",
    re.IGNORECASE,
)
"""User metadata in which clients keep digests and sizes of what they uploaded: rclone's md5chksum, s3cmd's s3cmd-attrs
(with md5:), Backblaze's large_file_sha1, the encryption clients' unencrypted-content-length, and their like."""
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHead:
    """Status, header fields (by their WriteGetObjectResponse names, values as text) and user metadata."""

    status: int = 200
    values: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict, repr=False)

    def with_changes(self, values: Mapping[str, object], *, status: int | None = None) -> ResponseHead:
        """A copy with other values; ``None`` takes a field away.

        Raises:
            KeyError: no such field.
        """
        merged = dict(self.values)
        for name, value in values.items():
            if name not in FIELDS:
                raise KeyError(name)
            merged.pop(name, None)
            if value is not None:
                merged[name] = str(value)
        return ResponseHead(status=status or self.status, values=merged, metadata=self.metadata)

    @property
    def content_length(self) -> int | None:
        """The length of the body in bytes, where it is known before it is sent."""
        value = self.values.get("ContentLength")
        return None if value is None else int(value)

    def parameters(self) -> dict[str, Any]:
        """The head as parameters of boto3's ``write_get_object_response``."""
        rendered: dict[str, Any] = {"StatusCode": self.status}
        for name, text in self.values.items():
            value = _typed_value(name, text)
            if value is not None:
                rendered[name] = value
        if self.metadata:
            rendered["Metadata"] = dict(self.metadata)
        return rendered

    def http(self) -> list[tuple[str, str]]:
        """The head as HTTP headers, for a host that speaks to the client itself."""
        headers = [(FIELDS[name].header, text) for name, text in self.values.items()]
        return headers + [(METADATA_PREFIX + name, value) for name, value in self.metadata.items()]

    def head_json(self) -> dict[str, Any]:
        """The head as the JSON object that answers a HeadObject event."""
        headers: dict[str, Any] = {}
        for name, text in self.values.items():
            spec = FIELDS[name]
            value = text if spec.kind is str else _typed_value(name, text)
            if spec.in_head_json and value is not None:
                headers[spec.header] = value
        headers.update({METADATA_PREFIX + name: value for name, value in self.metadata.items()})
        return {"statusCode": self.status, "headers": headers}


def from_origin(headers: Headers, *, unchanged: bool = False, stored: bool = False) -> ResponseHead:
    """The head that remains of an origin's headers when its body is transformed.

    A name or value that no header may hold is left out, lest it break the whole response.

    Args:
        headers: the origin's response.
        unchanged: the body is forwarded whole and as it is, so that its checksum stays true. Only one checksum
            may be given (API reference of WriteGetObjectResponse); where the origin sent several, none is.
        stored: the object is handed out as it is stored, so that metadata about the stored bytes stays true.
    """
    values, metadata = {}, {}
    for header, text in headers.items():
        if header == "content-encoding" and "aws-chunked" in text.lower():
            text = ", ".join(content_codings(text))  # noqa: PLW2901 - what the client should have stored
        name, policy = _KEPT.get(header, ("", Policy.DROP))
        if name and text and (unchanged or policy is Policy.KEEP) and is_sendable(text):
            values[name] = text
        elif header.startswith(METADATA_PREFIX) and is_sendable(text):
            meta = header[len(METADATA_PREFIX) :]
            if _NAME.fullmatch(meta) and (stored or not tells_of_stored_bytes(meta)):
                metadata[meta] = text
    checksums = [name for name in _CHECKSUMS if name in values] if unchanged else []
    if len(checksums) > 1:
        for name in checksums:
            del values[name]
    return ResponseHead(values=values, metadata=metadata)


def not_modified(headers: Headers, etag: str | None) -> ResponseHead:
    """The head of a 304: what RFC 9110, section 15.4.5, lets it say."""
    head = from_origin(headers)
    values = {name: text for name, text in head.values.items() if name in _WITH_NOT_MODIFIED}
    return ResponseHead(status=304, values=values).with_changes({"ETag": etag})


def is_archived(headers: Headers) -> bool:
    """Whether the object must be restored before it can be read; a restored copy can be."""
    asleep = headers.get("x-amz-storage-class") in _ARCHIVES or "x-amz-archive-status" in headers
    return asleep and 'ongoing-request="false"' not in headers.get("x-amz-restore", "")


def archived(headers: Headers) -> ResponseHead:
    """The head of an object that cannot be read: where it is kept and since when."""
    values = from_origin(headers).values
    return ResponseHead(values={name: values[name] for name in _WITH_ARCHIVED if name in values})


def tells_of_stored_bytes(name: str) -> bool:
    """Whether clients keep a digest or size of the stored bytes under ``name``."""
    return _OF_STORED_BYTES.search(name) is not None


def is_sendable(text: str) -> bool:
    """Whether a header may hold ``text``."""
    # http.client refuses line breaks and characters outside latin-1 in a header, uvicorn the other control characters:
    # with the whole response.
    return _UNSENDABLE.search(text) is None


def _typed_value(name: str, text: str) -> Any:
    kind = FIELDS[name].kind
    if name in _DATES:
        from email.utils import parsedate_to_datetime  # slow to load, and seldom needed

        try:
            return parsedate_to_datetime(text)
        except NO_DATE:
            return None  # S3 stores any text as Expires; the API takes a date only
    if kind is bool:
        return text.strip().lower() == "true"
    if kind is int:
        return int(text) if text.strip().isascii() and text.strip().isdigit() else None
    return text


def http_date(text: str) -> str | None:
    """``text`` as an HTTP date in its preferred form, or ``None`` where it is no date."""
    from email.utils import format_datetime, parsedate_to_datetime  # slow to load, and seldom needed

    try:
        return format_datetime(parsedate_to_datetime(text), usegmt=True)
    except NO_DATE:
        return None

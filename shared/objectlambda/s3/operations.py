"""Which of S3's operations a request asks for; all that only read, and a proper refusal for each of the others."""

from __future__ import annotations

from enum import Enum

from objectlambda.errors import OriginError
from objectlambda.s3.requests import S3Request


class Operation(Enum):
    """The operations that the gateway answers, by their S3 names."""

    LIST_BUCKETS = "ListBuckets"
    HEAD_BUCKET = "HeadBucket"
    GET_BUCKET_LOCATION = "GetBucketLocation"
    GET_BUCKET_VERSIONING = "GetBucketVersioning"
    LIST_OBJECTS = "ListObjects"
    LIST_OBJECTS_V2 = "ListObjectsV2"
    GET_OBJECT = "GetObject"
    HEAD_OBJECT = "HeadObject"


BUCKET_SUBRESOURCES = frozenset(
    {
        "accelerate",
        "acl",
        "analytics",
        "cors",
        "encryption",
        "intelligent-tiering",
        "inventory",
        "lifecycle",
        "logging",
        "metadataTable",
        "metrics",
        "notification",
        "object-lock",
        "ownershipControls",
        "policy",
        "policyStatus",
        "publicAccessBlock",
        "replication",
        "requestPayment",
        "tagging",
        "uploads",
        "versions",
        "website",
        "session",
    }
)
OBJECT_SUBRESOURCES = frozenset(
    {
        "acl",
        "attributes",
        "legal-hold",
        "restore",
        "retention",
        "select",
        "tagging",
        "torrent",
        "uploadId",
        "uploads",
    }
)
"""What S3 knows of a bucket or an object beside its content; none of it is transformed, none is served."""

READ_METHODS = ("GET", "HEAD")

_SSE_C = "x-amz-server-side-encryption-customer-algorithm"


def operation(request: S3Request) -> Operation:
    """The operation that ``request`` asks for.

    Raises:
        OriginError: 405 for whatever writes, 501 for a subresource, 400 for SSE-C, which S3 Object Lambda refuses.
    """
    if request.method not in READ_METHODS:
        raise OriginError(405, "MethodNotAllowed", "The specified method is not allowed: access points are read-only")
    if not request.access_point:
        if request.method == "HEAD":
            raise OriginError(405, "MethodNotAllowed", "The specified method is not allowed against this resource")
        return Operation.LIST_BUCKETS
    names = {name for name, _ in request.query}
    if request.key:
        _refuse_subresources(names & OBJECT_SUBRESOURCES)
        if _SSE_C in request.headers:
            raise OriginError(400, "InvalidRequest", "SSE-C is not supported through an access point")
        return Operation.GET_OBJECT if request.method == "GET" else Operation.HEAD_OBJECT
    if request.method == "HEAD":
        return Operation.HEAD_BUCKET
    if "location" in names:
        return Operation.GET_BUCKET_LOCATION
    if "versioning" in names:
        return Operation.GET_BUCKET_VERSIONING
    _refuse_subresources(names & BUCKET_SUBRESOURCES)
    return _listing(request)


def _listing(request: S3Request) -> Operation:
    kind = request.parameters.get("list-type", "")
    if kind not in ("", "2"):
        raise OriginError(400, "InvalidArgument", "list-type must be 2")
    return Operation.LIST_OBJECTS_V2 if kind == "2" else Operation.LIST_OBJECTS


def _refuse_subresources(names: set[str]) -> None:
    if names:
        raise OriginError(
            501,
            "NotImplemented",
            f"A parameter you provided implies functionality that is not implemented: {sorted(names)[0]}",
        )

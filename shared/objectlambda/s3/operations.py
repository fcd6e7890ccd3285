"""The operations of S3 that are answered, one row for each, and a proper refusal for every other request.

A new operation is a row here, and a function in ``gateway.operations`` that responds to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Self

from objectlambda.errors import OriginError
from objectlambda.s3.requests import S3Request


class Target(Enum):
    """What an operation is about."""

    SERVICE = "service"
    BUCKET = "bucket"
    OBJECT = "object"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """How a request asks for an operation.

    Attributes:
        method: GET or HEAD.
        target: what the path names.
        parameter: the query parameter that asks for it; empty for the operation that is meant without any.
        value: the parameter's value, where that matters.
    """

    method: str
    target: Target
    parameter: str = ""
    value: str = ""


class Operation(StrEnum):
    """The operations that the gateway answers, by their S3 names."""

    row: OperationRow

    def __new__(cls, value: str, row: OperationRow) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.row = row
        return member

    LIST_BUCKETS = "ListBuckets", OperationRow(method="GET", target=Target.SERVICE)
    HEAD_BUCKET = "HeadBucket", OperationRow(method="HEAD", target=Target.BUCKET)
    GET_BUCKET_LOCATION = "GetBucketLocation", OperationRow(method="GET", target=Target.BUCKET, parameter="location")
    GET_BUCKET_VERSIONING = (
        "GetBucketVersioning",
        OperationRow(method="GET", target=Target.BUCKET, parameter="versioning"),
    )
    GET_BUCKET_ACL = "GetBucketAcl", OperationRow(method="GET", target=Target.BUCKET, parameter="acl")
    LIST_OBJECT_VERSIONS = "ListObjectVersions", OperationRow(method="GET", target=Target.BUCKET, parameter="versions")
    LIST_OBJECTS_V2 = (
        "ListObjectsV2",
        OperationRow(method="GET", target=Target.BUCKET, parameter="list-type", value="2"),
    )
    LIST_OBJECTS = "ListObjects", OperationRow(method="GET", target=Target.BUCKET)
    GET_OBJECT_ATTRIBUTES = (
        "GetObjectAttributes",
        OperationRow(method="GET", target=Target.OBJECT, parameter="attributes"),
    )
    GET_OBJECT_ACL = "GetObjectAcl", OperationRow(method="GET", target=Target.OBJECT, parameter="acl")
    GET_OBJECT_TAGGING = "GetObjectTagging", OperationRow(method="GET", target=Target.OBJECT, parameter="tagging")
    GET_OBJECT = "GetObject", OperationRow(method="GET", target=Target.OBJECT)
    HEAD_OBJECT = "HeadObject", OperationRow(method="HEAD", target=Target.OBJECT)


SUBRESOURCES = {
    Target.BUCKET: frozenset(
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
    ),
    Target.OBJECT: frozenset(
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
    ),
}
"""What S3 knows of a bucket or an object beside its content. What has no row above is answered 501."""

_ROWS = {
    (target, method): [known for known in Operation if (known.row.target, known.row.method) == (target, method)]
    for target, method in {(known.row.target, known.row.method) for known in Operation}
}

_PLAIN = {asked: next(known for known in rows if not known.row.parameter) for asked, rows in _ROWS.items()}
"""The operation that is meant where no parameter asks for another."""

READ_METHODS = ("GET", "HEAD")

_SSE_C = "x-amz-server-side-encryption-customer-algorithm"


def operation(request: S3Request) -> Operation:
    """The operation that ``request`` asks for.

    Raises:
        OriginError: 405 for whatever writes, 501 for a subresource, 400 for SSE-C, which S3 Object Lambda refuses.
    """
    if request.method not in READ_METHODS:
        raise OriginError(405, "MethodNotAllowed", "The specified method is not allowed: access points are read-only")
    target = Target.SERVICE if not request.access_point else Target.OBJECT if request.key else Target.BUCKET
    rows = _ROWS.get((target, request.method))
    if rows is None:
        raise OriginError(405, "MethodNotAllowed", "The specified method is not allowed against this resource")
    if target is Target.OBJECT and _SSE_C in request.headers:
        raise OriginError(400, "InvalidRequest", "SSE-C is not supported through an access point")
    asked = request.parameters
    if not asked:
        return _PLAIN[target, request.method]
    for known in rows:
        row = known.row
        if row.parameter in asked and (not row.value or asked[row.parameter] == row.value):
            return known
    _refuse_subresources(set(asked) & SUBRESOURCES.get(target, frozenset()))
    if target is Target.BUCKET and request.method == "GET" and asked.get("list-type", ""):
        raise OriginError(400, "InvalidArgument", "list-type must be 2")
    return _PLAIN[target, request.method]


def _refuse_subresources(names: set[str]) -> None:
    if names:
        raise OriginError(
            501,
            "NotImplemented",
            f"A parameter you provided implies functionality that is not implemented: {sorted(names)[0]}",
        )

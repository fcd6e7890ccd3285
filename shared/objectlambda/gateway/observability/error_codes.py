"""Error codes as metrics name them: an origin may invent as many as it likes, and each would be a series of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from objectlambda.errors import STATUS_CODES, ObjectLambdaError

OTHER = "Other"

_S3_CODES = frozenset(
    {
        "AccessDenied",
        "AccountProblem",
        "AllAccessDisabled",
        "AuthorizationHeaderMalformed",
        "AuthorizationQueryParametersError",
        "BadRequest",
        "ExpiredToken",
        "IllegalLocationConstraintException",
        "InternalError",
        "InvalidAccessKeyId",
        "InvalidArgument",
        "InvalidBucketName",
        "InvalidObjectState",
        "InvalidRange",
        "InvalidRequest",
        "InvalidSecurity",
        "InvalidToken",
        "InvalidURI",
        "KeyTooLongError",
        "MalformedListing",
        "MethodNotAllowed",
        "NoSuchBucket",
        "NoSuchKey",
        "NoSuchVersion",
        "NoSuchWebhook",
        "NotImplemented",
        "NotModified",
        "PermanentRedirect",
        "PreconditionFailed",
        "RequestTimeTooSkewed",
        "RequestTimeout",
        "ServiceUnavailable",
        "SignatureDoesNotMatch",
        "SlowDown",
        "TemporaryRedirect",
    }
)
"""What S3, and the gateway in its place, answers to those who read."""


def code_label(code: str) -> str:
    """``code`` where it is S3's or our own, `OTHER` for those that only an origin knows."""
    return code if code in _known() else OTHER


@cache  # threads share it: it never changes once it is made
def _known() -> frozenset[str]:
    return _S3_CODES | {kind.code for kind in _kinds(ObjectLambdaError)} | set(STATUS_CODES.values())


def _kinds(kind: type[ObjectLambdaError]) -> Iterator[type[ObjectLambdaError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)

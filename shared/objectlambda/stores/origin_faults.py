"""What an origin says of the gateway's own configuration, told apart from what it says of a caller's request.

A caller who reads "SignatureDoesNotMatch" looks for a mistake in their own keys, and there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from objectlambda.errors import ObjectLambdaError, OriginError, SourceUnavailable

_SECRET, _KEY, _TOKEN, _REGION = (
    "its secret key is wrong there",
    "its access key is not known there",
    "its session token is expired or wrong there",
    "the bucket is in another region: set region",
)
FAULTS: Mapping[str, str] = {
    "AccountProblem": "its account is closed there",
    "AllAccessDisabled": "all access to the bucket is disabled",
    "AuthorizationHeaderMalformed": _REGION,
    "AuthorizationQueryParametersError": _REGION,
    "ExpiredToken": _TOKEN,
    "IllegalLocationConstraintException": _REGION,
    "InvalidAccessKeyId": _KEY,
    "InvalidBucketName": "the bucket's name is none",
    "InvalidSecurity": _TOKEN,
    "InvalidToken": _TOKEN,
    "NoSuchBucket": "the bucket does not exist",
    "NotSignedUp": "its account is not signed up there",
    "PermanentRedirect": _REGION,
    "RequestTimeTooSkewed": "its clock and the gateway's differ",
    "SignatureDoesNotMatch": _SECRET,
    "TemporaryRedirect": _REGION,
    "TokenRefreshRequired": _TOKEN,
}
"""Why the gateway cannot read, by the origin's error code: none of these can be the fault of who reads."""

NO_CREDENTIALS = "there are no credentials for it"
_CREDENTIALS = (
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "UnauthorizedSSOTokenError",
)


class OriginMisconfigured(OriginError):
    """The gateway cannot read its origin, whoever asks; it will be so until somebody changes the configuration.

    Not 5xx: SDKs would ask five times each.
    """

    status, code = 424, "OriginMisconfigured"
    advice = "tell those who run the gateway: /-/ready and its log say what is wrong"

    def __init__(self, reason: str) -> None:
        super().__init__(self.status, self.code, f"The gateway cannot read its origin: {reason}. The request is right")
        self.reason = reason


def own_fault(code: str, status: int = 0, *, is_bare: bool = False) -> OriginMisconfigured | None:
    """The error for what an origin answered, where it speaks of the gateway and not of the request.

    ``is_bare`` says that a response to GET had no error code of S3's.
    """
    reason = FAULTS.get(code) or (_REGION if status in (301, 307, 308) else "")
    if not reason and status and (not 304 <= status < 600 or (is_bare and status == HTTPStatus.NOT_FOUND)):
        reason = f"it answers {status}, as S3 never does: its endpoint is none of S3"
    return OriginMisconfigured(reason) if reason else None


def failure_of(error: Exception) -> ObjectLambdaError:
    """The error for what botocore raised before the origin was asked."""
    if type(error).__name__ in _CREDENTIALS:
        return OriginMisconfigured(NO_CREDENTIALS)
    return SourceUnavailable(f"no answer from the origin ({type(error).__name__})")


def reason_of(error: ObjectLambdaError) -> str:
    """Why an origin cannot be read, in words for those who run the gateway. It names no bucket and no key."""
    if isinstance(error, OriginMisconfigured):
        return error.reason
    if isinstance(error, OriginError):
        denied = error.origin_status in (401, 403)
        return "it may not be listed with the gateway's credentials" if denied else f"it answers {error.origin_status}"
    return "it does not answer"

"""AWS Signature Version 4, verified: in the Authorization header and in presigned URLs.

Source: "Authenticating Requests (AWS Signature Version 4)" in the S3 API reference. S3's own rules apply: the path is
encoded once and not normalised, headers that change the response must be signed where they are sent, and a presigned
URL lives seven days at most.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from objectlambda.errors import OriginError
from objectlambda.s3.canonical import canonical_request
from objectlambda.s3.requests import S3Request

ALGORITHM = "AWS4-HMAC-SHA256"
MAX_SKEW = timedelta(minutes=15)
MAX_EXPIRY_SECONDS = 7 * 24 * 3600
UNSIGNED = "UNSIGNED-PAYLOAD"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=(\S+)"
)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_MOMENT_PARTS = ((0, 4), (4, 6), (6, 8), (9, 11), (11, 13), (13, 15))


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """An access key and its secret; with a session token where the key is a temporary one.

    ``reference`` names the secret in one of AWS's stores, where it was read from there and may be rotated.
    """

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What a request says of its own signature."""

    access_key: str
    date: str
    region: str
    service: str
    signed: tuple[str, ...]
    signature: str
    moment: str
    presigned: bool
    payload_hash: str
    token: str


def is_signed(request: S3Request) -> bool:
    """Whether the request claims to come from somebody."""
    return "authorization" in request.headers or any(name.lower() in _CLAIMING for name in request.parameters)


def verify(
    request: S3Request,
    find: Callable[[str], KeyPair | None],
    *,
    region: str = "",
    services: tuple[str, ...] = ("s3",),
    now: datetime | None = None,
) -> KeyPair:
    """The key pair with which ``request`` was signed.

    Args:
        request: with its path, query and headers as they stood on the wire.
        find: gives the key pair of an access key, if there is one.
        region: the region it must be signed for; empty for any.
        services: the services it may be signed for.
        now: the time, for tests.

    Raises:
        OriginError: 400 or 403 with S3's code; it says nothing of what would have been right.
    """
    claim = _presigned_claim(request) if "authorization" not in request.headers else _header_claim(request)
    _check_scope(claim, region, services)
    _check_time(claim, request, now or datetime.now(UTC))
    _check_signed_headers(claim, request)
    pair = find(claim.access_key)
    # An unknown key is compared too, so that its absence cannot be told by the time it takes.
    expected = _signature(claim, request, pair.secret_key if pair else "")
    matches = hmac.compare_digest(expected.encode(), claim.signature.encode())
    if pair is None:
        raise OriginError(
            403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."
        )
    if not matches:
        raise OriginError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. "
            "Check your key and signing method.",
        )
    if not hmac.compare_digest(pair.session_token.encode(), claim.token.encode()):
        raise OriginError(400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
    return pair


def _header_claim(request: S3Request) -> _Claim:
    if "X-Amz-Algorithm" in request.parameters:
        raise OriginError(400, "InvalidArgument", "Only one auth mechanism allowed")
    value = request.headers["authorization"].strip()
    if not value.startswith(ALGORITHM):
        raise OriginError(
            400, "InvalidRequest", f"The authorization mechanism you have provided is not supported. Use {ALGORITHM}."
        )
    match = _AUTHORIZATION.fullmatch(value)
    if match is None:
        raise OriginError(400, "AuthorizationHeaderMalformed", "The authorization header you provided is invalid.")
    payload_hash = request.headers.get("x-amz-content-sha256", "")
    if not payload_hash:
        raise OriginError(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
    if request.method in ("GET", "HEAD") and payload_hash not in (UNSIGNED, EMPTY_SHA256):
        raise OriginError(
            400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header is not that of an empty body."
        )
    return _claim(
        match[1],
        signed=match[2],
        signature=match[3],
        moment=request.headers.get("x-amz-date", ""),
        presigned=False,
        payload_hash=payload_hash,
        token=request.headers.get("x-amz-security-token", ""),
        malformed="AuthorizationHeaderMalformed",
    )


_QUERY = (
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
)
_OF_PROXIES = frozenset({"x-amz-cf-id"})
"""What CloudFront adds on the way. Every other header that begins with ``x-amz-`` must be signed, as with S3."""

_CLAIMING = frozenset({"x-amz-algorithm", "x-amz-credential", "x-amz-signature", "awsaccesskeyid", "signature"})


def _presigned_claim(request: S3Request) -> _Claim:
    names = [name for name, _ in request.query]
    if "AWSAccessKeyId" in names:
        raise OriginError(
            400,
            "InvalidRequest",
            f"The authorization mechanism you have provided is not supported. Use {ALGORITHM} "
            "(boto3: Config(signature_version='s3v4')).",
        )
    if any(names.count(name) != 1 for name in _QUERY):
        raise OriginError(
            400,
            "AuthorizationQueryParametersError",
            f"Query-string authentication requires each of {', '.join(_QUERY)} once.",
        )
    query = request.parameters
    if query["X-Amz-Algorithm"] != ALGORITHM:
        raise OriginError(400, "AuthorizationQueryParametersError", f"X-Amz-Algorithm only supports {ALGORITHM}")
    return _claim(
        query["X-Amz-Credential"],
        signed=query["X-Amz-SignedHeaders"],
        signature=query["X-Amz-Signature"],
        moment=query["X-Amz-Date"],
        presigned=True,
        payload_hash=request.headers.get("x-amz-content-sha256", UNSIGNED),
        token=query.get("X-Amz-Security-Token", ""),
        malformed="AuthorizationQueryParametersError",
    )


def _claim(
    credential: str,
    *,
    signed: str,
    signature: str,
    moment: str,
    presigned: bool,
    payload_hash: str,
    token: str,
    malformed: str,
) -> _Claim:
    parts = credential.rsplit("/", 4)
    if len(parts) != 5 or parts[4] != "aws4_request" or not _SHA256.fullmatch(signature):
        raise OriginError(400, malformed, "The credential or the signature is malformed.")
    access_key, date, region, service, _ = parts
    names = tuple(signed.split(";"))
    if list(names) != sorted(set(names)) or any(name != name.lower() for name in names):
        raise OriginError(400, malformed, "SignedHeaders must be in lower case, sorted, and each there once.")
    return _Claim(
        access_key=access_key,
        date=date,
        region=region,
        service=service,
        signed=names,
        signature=signature,
        moment=moment,
        presigned=presigned,
        payload_hash=payload_hash,
        token=token,
    )


def _check_scope(claim: _Claim, region: str, services: tuple[str, ...]) -> None:
    if region and claim.region != region:
        raise OriginError(
            400,
            "AuthorizationHeaderMalformed",
            f"The authorization header is malformed; the region '{claim.region[:40]}' is wrong; expecting '{region}'",
            {"Region": region},
        )
    if claim.service not in services:
        raise OriginError(400, "AuthorizationHeaderMalformed", f"The service must be {services[0]}")


def _check_time(claim: _Claim, request: S3Request, now: datetime) -> None:
    try:
        moment = _parse_moment(claim.moment)
    except ValueError as error:
        raise OriginError(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date") from error
    if claim.moment[:8] != claim.date:
        raise OriginError(403, "SignatureDoesNotMatch", "The date of the credential is not that of the request.")
    if not claim.presigned:
        if abs(now - moment) > MAX_SKEW:
            raise OriginError(
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
            )
        return
    text = request.parameters["X-Amz-Expires"]
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= MAX_EXPIRY_SECONDS):
        raise OriginError(
            400, "AuthorizationQueryParametersError", f"X-Amz-Expires must be from 1 to {MAX_EXPIRY_SECONDS} seconds"
        )
    if moment > now + MAX_SKEW:  # first: there is no time after the last day of 9999
        raise OriginError(403, "AccessDenied", "Request is not yet valid")
    if now > moment + timedelta(seconds=int(text)):
        raise OriginError(403, "AccessDenied", "Request has expired")


def _check_signed_headers(claim: _Claim, request: S3Request) -> None:
    if "host" not in claim.signed:
        raise OriginError(403, "AccessDenied", "The header host must be signed")
    # A presigned URL says in its own way that its body is not signed.
    free = _OF_PROXIES | {"x-amz-content-sha256"} if claim.presigned else _OF_PROXIES
    if any(name.startswith("x-amz-") and name not in claim.signed and name not in free for name in request.headers):
        raise OriginError(403, "AccessDenied", "There were headers present in the request which were not signed")


def _signature(claim: _Claim, request: S3Request, secret: str) -> str:
    canonical = canonical_request(
        request.method, request.raw_path, request.raw_query, request.headers, claim.signed, claim.payload_hash
    )
    scope = f"{claim.date}/{claim.region}/{claim.service}/aws4_request"
    digest = hashlib.sha256(canonical.encode("utf-8", "surrogateescape")).hexdigest()
    key = _signing_key(secret, claim.date, claim.region, claim.service)
    return hmac.digest(key, "\n".join((ALGORITHM, claim.moment, scope, digest)).encode(), "sha256").hex()


@lru_cache(maxsize=256)  # of immutable values, by their arguments alone: threads may share it
def _signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key of a day's requests; also of those whose access key nobody has, so that they take as long."""
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _parse_moment(text: str) -> datetime:
    """``text``, such as 20261129T071500Z, as a time. ``strptime`` takes ten times as long.

    Raises:
        ValueError: it is none.
    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(text[a:b]) for a, b in _MOMENT_PARTS)
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)

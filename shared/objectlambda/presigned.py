"""Origins over HTTP: the presigned URL of an event, and the same URL signed again by the function's own role."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError, ReadTimeoutError

from objectlambda.deadline import Deadline
from objectlambda.errors import InvalidEvent, OriginError, SourceUnavailable
from objectlambda.headers import Headers
from objectlambda.origin_sockets import USUAL_LIMITS, OriginLimits, asked_by, limit_connections
from objectlambda.source import OriginResponse, refuse
from objectlambda.streams import CHUNK_BYTES, close

if TYPE_CHECKING:
    from botocore.credentials import Credentials

CONNECT_SECONDS = 5.0
POOL_CONNECTIONS = 64
MAX_ERROR_BYTES = 64 * 1024
MAX_LISTING_BYTES = 5 * 1024 * 1024
"""A listing answers the event as JSON, which Lambda bounds at 6 MB; 1,000 keys of 1 KiB are 2 MB of XML."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
"""What a header's name and value may be (RFC 9110, sections 5.5 and 5.6.2)."""

_CODE = re.compile(rb"<Code>([^<]{1,200})</Code>")
_MESSAGE = re.compile(rb"<Message>([^<]{1,2000})</Message>")
_ARCHIVE = re.compile(rb"<(StorageClass|AccessTier)>([A-Z_]{1,40})</")
"""From where an object must be restored: fields of InvalidObjectState, which SDKs hand to their users."""


class PresignedOrigin:
    """The object behind a presigned URL, which is good for one method (SigV4 signs it)."""

    def __init__(self, url: str, caller: Headers, deadline: Deadline, limits: OriginLimits = USUAL_LIMITS) -> None:
        self._url = url
        self._signed = signed_headers(url, caller)
        self._deadline, self._limits = deadline, limits

    def head(self, conditions: Mapping[str, str]) -> Headers:
        response = _request("HEAD", self._url, {**self._signed, **conditions}, self._deadline, self._limits)
        response.release_conn()
        headers = Headers(response.headers.items())
        refuse(response.status, headers)
        return headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        headers = {**self._signed, **conditions}
        if byte_range is not None:
            headers["Range"] = byte_range
        return _get(self._url, headers, self._deadline, self._limits)


class ResignedOrigin:
    """The object of a URL that was presigned for HEAD, read with the function's own credentials.

    A HeadObject event's URL cannot be used for GET. What HEAD must know can often only be measured, so the URL is
    stripped of its signature and signed again with the credentials of the function's role, which then needs
    ``s3:GetObject``. It is only done after the caller's own HEAD succeeded, which S3 grants to those who may read.
    """

    def __init__(self, url: str, caller: Headers, deadline: Deadline) -> None:
        self._signed = signed_headers(url, caller)
        self._region = _scope(url)
        self._url = _without_signature(url)
        self._deadline = deadline

    def head(self, conditions: Mapping[str, str]) -> Headers:
        raise NotImplementedError("the caller's own HEAD comes first")

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        from botocore.auth import S3SigV4Auth
        from botocore.awsrequest import AWSRequest

        headers = {**self._signed, **conditions, "X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}
        if byte_range is not None:
            headers["Range"] = byte_range
        request = AWSRequest(method="GET", url=self._url, headers=headers)
        S3SigV4Auth(_credentials(), "s3", self._region).add_auth(request)
        return _get(self._url, dict(request.headers.items()), self._deadline)


def fetch_listing(url: str, caller: Headers, deadline: Deadline) -> bytes:
    """The XML with which the origin answers a presigned ListObjects or ListObjectsV2.

    Raises:
        OriginError: the origin's own refusal, or 400 for a listing larger than a Lambda function can return.
        SourceUnavailable: no response.
    """
    listing = bytearray()
    body = _get(url, signed_headers(url, caller), deadline).body
    try:
        for chunk in body:
            listing += chunk
            if len(listing) > MAX_LISTING_BYTES:
                raise OriginError(400, "MalformedListing", f"the listing is larger than {MAX_LISTING_BYTES} bytes")
    finally:
        close(body)
    return bytes(listing)


def signed_headers(url: str, caller: Headers) -> dict[str, str]:
    """The caller's headers that ``url`` was signed with, but for Host.

    Raises:
        InvalidEvent: one of them is not among the caller's headers, or is none that can be sent.
    """
    names = parse_qs(urlsplit(url).query).get("X-Amz-SignedHeaders", [""])[0].split(";")
    replayed = {}
    for name in names:
        if name.lower() in ("", "host"):
            continue
        if name not in caller:
            raise InvalidEvent(f"inputS3Url was signed with the header {name}, which userRequest.headers lacks")
        if not (_NAME.fullmatch(name) and _VALUE.fullmatch(caller[name])):
            raise InvalidEvent("inputS3Url was signed with a header that no request may hold")
        replayed[name] = caller[name]
    return replayed


def _get(
    url: str, headers: Mapping[str, str], deadline: Deadline, limits: OriginLimits = USUAL_LIMITS
) -> OriginResponse:
    response = _request("GET", url, headers, deadline, limits)
    answered = Headers(response.headers.items())
    if response.status not in (200, 206):
        body = response.read(MAX_ERROR_BYTES, decode_content=False)
        response.close()
        archive = {name.decode(): value.decode() for name, value in _ARCHIVE.findall(body)}
        refuse(response.status, answered, _first(_CODE, body), _first(_MESSAGE, body), archive)
    return OriginResponse(status=response.status, headers=answered, body=_Body(response, deadline))


def _request(
    method: str, url: str, headers: Mapping[str, str], deadline: Deadline, limits: OriginLimits
) -> urllib3.response.BaseHTTPResponse:
    deadline.check()
    asked_by(deadline.check)
    timeout = urllib3.Timeout(connect=deadline.remaining(CONNECT_SECONDS), read=deadline.remaining(limits.read_seconds))
    try:
        return _pool(limits).request(
            method,
            url,
            headers={"Accept-Encoding": "identity", **headers},
            preload_content=False,
            decode_content=False,
            redirect=False,
            timeout=timeout,
        )
    except HTTPError as error:
        deadline.check()
        raise SourceUnavailable(f"no answer from the origin ({type(error).__name__})") from error


class _Body:
    """The raw body of a response, in chunks; closed, it gives its connection back."""

    def __init__(self, response: urllib3.response.BaseHTTPResponse, deadline: Deadline) -> None:
        self._response = response
        self._deadline = deadline
        self._fetched = 0
        self._ended = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        asked_by(self._deadline.check)
        try:
            chunk: bytes = self._response.read(CHUNK_BYTES, decode_content=False)
        except (HTTPError, OSError, ValueError) as error:  # the last for a chunk of less than nothing
            promised = self._response.headers.get("Content-Length")
            self.close()
            self._deadline.check()
            raise SourceUnavailable(f"the origin's body broke off after {self._fetched} bytes of {promised}") from error
        if not chunk:
            self._ended = True
            self.close()
            raise StopIteration
        self._fetched += len(chunk)
        return chunk

    def close(self) -> None:
        # Only a body that is read to its end leaves a clean connection for the next request.
        if self._ended:
            self._response.release_conn()
        else:
            self._response.close()


class _Retry(urllib3.Retry):
    """Tries again after a refusal, a broken connection or a 5xx, but not after a timeout: that took long enough."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: Any = None,
        _stacktrace: Any = None,
    ) -> Self:
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


@cache  # urllib3's pools and botocore's credentials are safe to share between threads
def _pool(limits: OriginLimits) -> urllib3.PoolManager:
    # Retried only where no byte of the body was handed on: urllib3 retries until it has a response, never a body.
    retries = _Retry(
        total=3, redirect=0, status_forcelist=(500, 502, 503, 504), backoff_factor=0.05, raise_on_status=False
    )
    return limit_connections(
        urllib3.PoolManager(
            maxsize=POOL_CONNECTIONS,
            retries=retries,
            cert_reqs="CERT_REQUIRED",
            ca_certs=os.environ.get("AWS_CA_BUNDLE"),
        ),
        limits,
    )


@cache  # urllib3's pools and botocore's credentials are safe to share between threads
def _session_credentials() -> Credentials | None:
    from botocore.session import Session

    return Session().get_credentials()


def forget_credentials() -> None:
    """Look for the credentials again when they are next needed, for an environment that has others."""
    _session_credentials.cache_clear()


def _credentials() -> Credentials:
    credentials = _session_credentials()
    if credentials is None:
        forget_credentials()  # there may be some later: a container's provider can be late
        raise SourceUnavailable("the function has no credentials of its own to measure the object with")
    return credentials


def _without_signature(url: str) -> str:
    parts = urlsplit(url)
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith("x-amz-") and name not in ("AWSAccessKeyId", "Signature", "Expires")
    ]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _scope(url: str) -> str:
    credential = parse_qs(urlsplit(url).query).get("X-Amz-Credential", [""])[0].split("/")
    return credential[2] if len(credential) == 5 else os.environ.get("AWS_REGION", "us-east-1")


def _first(pattern: re.Pattern[bytes], body: bytes) -> str:
    match = pattern.search(body)
    return html.unescape(match.group(1).decode("utf-8", "replace")) if match else ""

"""The response to a client: status, headers, and a body that is complete or still being made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from objectlambda.errors import NotModified, ObjectLambdaError, OriginError, s3_error
from objectlambda.headers import Headers
from objectlambda.s3.documents import error_document
from objectlambda.s3.requests import S3Request

XML = ("content-type", "application/xml")


class Body(Protocol):
    """A body in the making. Whoever takes it closes it, whether read to its end or not."""

    async def next(self) -> bytes:
        """The next bytes, ``b""`` at the end.

        Raises:
            Exception: the body cannot be completed, and the transfer must break.
        """

    async def close(self) -> None:
        """Stop making it and let go of what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Response:
    """A response to be sent. The length of ``body`` is told in the headers where it is known."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | Body = field(default=b"", repr=False)
    code: str = ""


def document(body: bytes, *more: tuple[str, str]) -> S3Response:
    """An XML document with status 200."""
    return S3Response(headers=(XML, ("content-length", str(len(body))), *more), body=body)


def refusal(error: BaseException, request: S3Request, *, close: bool = False) -> S3Response:
    """The S3 error that ``error`` stands for; without a body where the method or status has none."""
    if isinstance(error, NotModified):
        # uvicorn breaks the connection where the body is shorter than Content-Length says.
        kept = (pair for pair in Headers(error.headers).items() if pair[0] != "content-length")
        return S3Response(status=304, headers=tuple(kept), code=error.code)
    status, code, message = s3_error(error)
    if isinstance(error, OriginError) and 400 <= error.origin_status < 600:
        status = error.origin_status  # here no WriteGetObjectResponse limits what can be said
    return error_response(status, code, message, request, close=close, details=_details(error, request))


def _details(error: BaseException, request: S3Request) -> Mapping[str, str]:
    details = error.details if isinstance(error, ObjectLambdaError) else {}
    return size_details(details["ActualObjectSize"], request) if "ActualObjectSize" in details else details


def size_details(size: str, request: S3Request) -> Mapping[str, str]:
    """What a 416 tells: SDKs read empty objects by it."""
    asked = request.headers.get("range", "")
    return {"ActualObjectSize": size} | ({"RangeRequested": asked} if asked else {})


def error_response(
    status: int,
    code: str,
    message: str,
    request: S3Request,
    *,
    close: bool = False,
    headers: Iterable[tuple[str, str]] = (),
    details: Mapping[str, str] | None = None,
) -> S3Response:
    """An error as S3 answers it; ``close`` ends the connection, as a request body left unread demands."""
    more = [*headers]
    if close:
        more.append(("connection", "close"))
    if status == 405:
        more.append(("allow", "GET, HEAD"))
    if details and "Region" in details:
        more.append(("x-amz-bucket-region", details["Region"]))  # SDKs sign anew for it
    if request.method == "HEAD" or status == 304:
        return S3Response(status=status, headers=tuple(more), code=code)
    resource = f"/{request.access_point}/{request.key}" if request.access_point else "/"
    body = error_document(code, message, resource, request.request_id, {**_subject(code, request), **(details or {})})
    return S3Response(status=status, headers=(XML, ("content-length", str(len(body))), *more), body=body, code=code)


def _subject(code: str, request: S3Request) -> Mapping[str, str]:
    """What S3's error says that it is about, where that is no more than the caller asked for."""
    if code in ("NoSuchKey", "NoSuchVersion"):
        return {"Key": request.key}
    return {"BucketName": request.access_point} if code == "NoSuchBucket" else {}

"""How a failure stands in a span: by its code or class, never by its message, which may quote content."""

from __future__ import annotations

import asyncio

from opentelemetry.trace import Span, Status, StatusCode

from objectlambda.errors import NotModified, ObjectLambdaError, OriginError, s3_error


def record_failure(span: Span, error: BaseException, *, broken: bool = False) -> None:
    """Tell ``span`` what ``error`` was.

    As in the conventions for servers, what is the caller's to mend (4xx) is no error of ours; ``broken``, where it is
    too late to tell the caller, always is. A client that does not wait is no error either.
    """
    if isinstance(error, NotModified):
        return
    if isinstance(error, asyncio.CancelledError):
        span.set_attribute("objectlambda.cancelled", value=True)
        return
    status, code, _ = s3_error(error)
    if isinstance(error, OriginError):
        status = error.origin_status
    span.set_attribute("error.type", code if isinstance(error, ObjectLambdaError) else type(error).__qualname__)
    if broken or status >= 500:
        span.set_status(Status(StatusCode.ERROR))

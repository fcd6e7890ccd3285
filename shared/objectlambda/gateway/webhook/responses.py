"""What goes back to an object store: the transformed object as it takes it, or the error."""

from __future__ import annotations

from objectlambda import respond
from objectlambda.errors import InvalidEvent, OriginError, SourceUnavailable, s3_error
from objectlambda.gateway.runners.bodies import Started, start_get
from objectlambda.gateway.webhook.requests import WEBHOOKS
from objectlambda.s3.documents import error_document
from objectlambda.s3.responses import XML, Body, S3Response

ATTEMPTS = 3


def with_length(reading: respond.Reading) -> Started:
    """The response, its length told in its head or all of its bytes made.

    Raises:
        ObjectLambdaError: the response to the caller in its place.
    """
    for _ in range(ATTEMPTS):
        begun = start_get(reading)
        if begun.rest is None or begun.head.content_length is not None:
            return begun
        begun.close()
        respond.head(reading)  # runs the transform for its length, which is remembered for this ETag
    raise SourceUnavailable("the object changes while it is read, or its store tells no ETag")


def transformed_response(begun: Started, body: bytes | Body, destination: tuple[str, str]) -> S3Response:
    """The response that hands out what has begun."""
    head = begun.head
    if head.content_length is None and head.status != 304:
        head = head.with_changes({"ContentLength": len(begun.first)})
    headers = [*route_headers(destination), ("x-amz-fwd-status", str(head.status))]
    headers += [(f"x-amz-fwd-header-{name}", value) for name, value in head.http()]
    if head.content_length is not None:
        headers.append(("content-length", str(head.content_length)))
    return S3Response(status=head.status, headers=tuple(headers), body=body)


def error_response(error: BaseException, destination: tuple[str, str] | None) -> S3Response:
    """The error as the store takes it; without a route to answer to, as S3 would say it."""
    status, code, message = s3_error(error)
    try:
        headers = route_headers(destination) if destination else []
    except InvalidEvent:
        headers = []
    if isinstance(error, OriginError) and not destination:
        status, code = error.origin_status, error.origin_code
    more = [("x-amz-fwd-status", str(status)), ("x-amz-fwd-error-code", code), ("x-amz-fwd-error-message", message)]
    body = error_document(code, message, WEBHOOKS, "")
    length = ("content-length", str(len(body)))
    return S3Response(status=status, headers=(*headers, *more, XML, length), body=body, code=code)


def route_headers(destination: tuple[str, str]) -> list[tuple[str, str]]:
    """The headers that say which event is answered.

    Raises:
        InvalidEvent: its route or token cannot stand in a header.
    """
    route, token = destination
    if not all(" " <= char <= "~" for char in route + token):
        raise InvalidEvent("outputRoute or outputToken holds a character that no header may hold")
    return [("x-amz-request-route", route), ("x-amz-request-token", token)]

"""What an object store sends: a request with its token, and the event in its body."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from objectlambda.errors import InvalidEvent, InvalidRequest
from objectlambda.gateway.transport.asgi import Receive, Scope
from objectlambda.gateway.transport.sending import read_body
from objectlambda.headers import Headers
from objectlambda.s3.requests import S3Request, new_request_id, parse_headers, parse_query

MAX_EVENT_BYTES = 256 * 1024
"""A presigned URL and the caller's headers; MinIO takes 8 KB of those."""

EVENT_SECONDS = 10.0


def parse_request(scope: Scope) -> S3Request:
    """The request; its key is the webhook's name. Headers that cannot be are none: its token is not among them."""
    raw_query = scope["query_string"].decode("latin-1")
    try:
        headers = parse_headers(scope["headers"])
    except InvalidRequest:
        headers = Headers()
    return S3Request(
        request_id=new_request_id(),
        method=scope["method"],
        access_point="",
        key=unquote(scope["path"].removeprefix(WEBHOOKS)),
        query=parse_query(raw_query),
        headers=headers,
        raw_path="",
        raw_query="",
        client=str((scope.get("client") or ("",))[0]),
    )


async def body_of(receive: Receive) -> bytes:
    """The body of a request.

    Raises:
        InvalidEvent: it is too large, too slow, or breaks off.
    """
    try:
        body = await read_body(receive, MAX_EVENT_BYTES, EVENT_SECONDS)
    except ConnectionAbortedError as error:
        raise InvalidEvent("the event broke off") from error
    except TimeoutError as error:
        raise InvalidEvent(f"the event was not sent within {EVENT_SECONDS:.0f} seconds") from error
    if len(body) > MAX_EVENT_BYTES:
        raise InvalidEvent(f"the event is larger than {MAX_EVENT_BYTES} bytes")
    return body


def event_in(body: bytes) -> Any:
    """The JSON in ``body``.

    Raises:
        InvalidEvent: it is none.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidEvent("the event is not JSON") from error


WEBHOOKS = "/functions/"

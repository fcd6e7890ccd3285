"""A Lambda function behind a function URL or an API Gateway HTTP API: ``GET /NAME/KEY`` gives the transformed object.

For small objects only: Lambda takes a whole response of 6 MB, in base64, from the Python runtime; nothing is streamed.
Source: Lambda Developer Guide, "Invoking function URLs" (payload format 2.0) and "Lambda quotas".

    from objectlambda.aws.function_url import handler_for

    handler = handler_for("decompress", {"logs": "s3://my-log-bucket/2026"})
"""

from __future__ import annotations

import base64
import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from objectlambda import log, respond
from objectlambda.aws.http_event import parse_http_event, unparsed_request
from objectlambda.deadline import Deadline
from objectlambda.errors import (
    AccessDenied,
    EntityTooLarge,
    InvalidSettings,
    ObjectLambdaError,
    OriginError,
)
from objectlambda.function import Function, ObjectRequest, UserIdentity
from objectlambda.headers import Headers
from objectlambda.measures import Indexes, Measures
from objectlambda.registry import function_named
from objectlambda.s3.operations import Operation, operation
from objectlambda.s3.requests import S3Request
from objectlambda.s3.response_overrides import apply_overrides
from objectlambda.s3.responses import S3Response, refusal
from objectlambda.settings import load
from objectlambda.stores.bucket import BucketOrigin, BucketStore
from objectlambda.stores.parse import parse_origin
from objectlambda.streams import close

RESPONSE_BYTES = 6_291_556
"""The most that Lambda takes as the response of a synchronous invocation (Lambda quotas)."""

HEAD_BYTES = 64 * 1024
"""Kept back of it for the status, the headers and the JSON around the body."""

MAX_BODY_BYTES = (RESPONSE_BYTES - HEAD_BYTES) // 4 * 3
"""The most bytes of an object that fit: base64 makes four of three. 4.67 MB."""

Handler = Callable[[Any, object], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Served:
    """What one handler serves."""

    function: Function[Any]
    payload: str
    stores: Mapping[str, BucketStore]
    measures: Mapping[str, Measures]
    allow_anonymous: bool


def handler_for(
    function: str,
    buckets: Mapping[str, str],
    *,
    payload: str = "",
    region: str = "",
    endpoint_url: str = "",
    allow_anonymous: bool = False,
) -> Handler:
    """The handler that reads objects with the function's own role and answers with what ``function`` makes of them.

    Args:
        function: ``decompress``, ``pii_redaction`` or ``pii_access_control``.
        buckets: what the first part of a path stands for: names, and ``s3://BUCKET[/PREFIX]`` for each. Nothing else
            can be read.
        payload: settings of the function as JSON, as an access point would give it.
        region, endpoint_url: of the buckets, where boto3 does not know them.
        allow_anonymous: answer events that no IAM or JWT authorizer let in. Without, they are refused: the role of
            the function may read, so whoever may call it may too.

    Raises:
        InvalidSettings: an unknown function or setting, or a text that names no bucket.
    """
    found = function_named(function)
    load(found.settings, os.environ, payload)
    stores = {}
    for name, text in buckets.items():
        origin = parse_origin(text, endpoint_url=endpoint_url, region=region)
        if not isinstance(origin, BucketOrigin):
            raise InvalidSettings(f"{text[:200]!r} names no bucket: write s3://BUCKET or s3://BUCKET/PREFIX")
        stores[name] = BucketStore(origin)
    indexes = Indexes()
    served = _Served(
        function=found,
        payload=payload,
        stores=stores,
        measures={name: Measures(indexes=indexes) for name in stores},
        allow_anonymous=allow_anonymous,
    )
    log.configure(os.environ.get("LOG_LEVEL", "INFO"))

    def handler(raw: Any, context: object) -> dict[str, Any]:
        begun = time.monotonic()
        request = unparsed_request(raw)
        try:
            request, identity = parse_http_event(raw)
            made = _respond(served, request, identity, Deadline.of(context))
        except ObjectLambdaError as error:
            made = refusal(error, request)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the caller gets a response
            log.write(logging.ERROR, "internal error", error=error, request=request.request_id)
            made = refusal(error, request)
        _log(served, request, made, begun)
        return _to_http_response(made, request)

    return handler


def handler_from(environ: Mapping[str, str]) -> Handler:
    """The handler that the variables describe (functions/gateway/README.md), made at the first event.

    What is wrong with them is told in the response to each event, not by a function that cannot start.
    """

    @cache  # threads may share a handler; an environment serves one event at a time
    def make_handler() -> Handler:
        text = environ.get("OBJECTLAMBDA_BUCKETS", "")
        pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
        if not pairs or not all(name.strip() and origin for name, _, origin in pairs):
            raise InvalidSettings("OBJECTLAMBDA_BUCKETS names no bucket: write NAME=s3://BUCKET[/PREFIX],...")
        return handler_for(
            environ.get("OBJECTLAMBDA_FUNCTION") or "decompress",
            {name.strip(): origin.strip() for name, _, origin in pairs},
            payload=environ.get("OBJECTLAMBDA_PAYLOAD", ""),
            endpoint_url=environ.get("AWS_ENDPOINT_URL_S3", ""),
            allow_anonymous=environ.get("OBJECTLAMBDA_ALLOW_ANONYMOUS", "").lower() == "true",
        )

    def handler(raw: Any, context: object) -> dict[str, Any]:
        try:
            answering = make_handler()
        except InvalidSettings as error:
            log.write(logging.ERROR, "not ready", reason=str(error))
            request = unparsed_request(raw)
            return _to_http_response(refusal(error, request), request)
        return answering(raw, context)

    return handler


def _respond(served: _Served, request: S3Request, identity: UserIdentity | None, deadline: Deadline) -> S3Response:
    if identity is None and not served.allow_anonymous:
        raise AccessDenied("no authorizer let this request in: set AuthType AWS_IAM, or an authorizer on the route")
    asked = operation(request)
    if asked not in (Operation.GET_OBJECT, Operation.HEAD_OBJECT):
        raise OriginError(405, "MethodNotAllowed", "Only GET and HEAD of /NAME/KEY are answered here")
    store = served.stores.get(request.access_point)
    if store is None:
        raise OriginError(404, "NoSuchBucket", "The specified bucket does not exist: no bucket is served by this name")
    # What the caller may not choose for the role that reads: whose requests are paid, which checksums are checked.
    plain = {name: value for name, value in request.parameters.items() if name == "versionId"}
    reading = respond.Reading(
        function=served.function,
        request=ObjectRequest(
            key=request.key,
            headers=request.headers,
            query=request.parameters,
            payload=served.payload,
            request_id=request.request_id,
            identity=identity or UserIdentity(),
            access_point=request.access_point,
        ),
        origin=store.object(request.key, Headers(), plain, deadline),
        environ=os.environ,
        measures=served.measures[request.access_point],
        scope=request.access_point,
        deadline=deadline,
    )
    if asked is Operation.HEAD_OBJECT:
        head = respond.head(reading)
        return S3Response(status=head.status, headers=apply_overrides(head.http(), request.parameters))
    return _small(reading, request)


def _small(reading: respond.Reading, request: S3Request) -> S3Response:
    """The whole response to GetObject, if it is small enough."""
    response = respond.get(reading)
    head, body = response.head, bytearray()
    try:
        _check_length(head.content_length or 0)
        for chunk in response.body:
            body += chunk
            _check_length(len(body))
    finally:
        close(response.body)
    if head.content_length is None and head.status != 304:
        head = head.with_changes({"ContentLength": len(body)})
    return S3Response(status=head.status, headers=apply_overrides(head.http(), request.parameters), body=bytes(body))


def _check_length(length: int) -> None:
    if length > MAX_BODY_BYTES:
        raise EntityTooLarge(
            f"the response is larger than the {MAX_BODY_BYTES} bytes that fit into Lambda's 6 MB: ask for a "
            "shorter Range, or read the object through the gateway (objectlambda serve) or an Object Lambda access "
            "point, which stream"
        )


def _to_http_response(made: S3Response, request: S3Request) -> dict[str, Any]:
    body = made.body if isinstance(made.body, bytes) else b""
    headers = {**{name.lower(): value for name, value in made.headers}, "x-amz-request-id": request.request_id}
    headers.pop("connection", None)  # the connection is Lambda's
    return {
        "statusCode": made.status,
        "headers": headers,
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }


def _log(served: _Served, request: S3Request, made: S3Response, begun: float) -> None:
    log.write(
        logging.INFO,
        "request",
        function=served.function.name,
        request=request.request_id,
        method=request.method,
        status=made.status,
        code=made.code,
        bytes_out=len(made.body) if isinstance(made.body, bytes) else 0,
        seconds=round(time.monotonic() - begun, 4),
    )

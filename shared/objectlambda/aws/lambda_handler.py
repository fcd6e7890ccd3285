"""The host for AWS Lambda: a function becomes the handler that S3 Object Lambda invokes."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from objectlambda import log, respond
from objectlambda.aws import writer
from objectlambda.aws.events import (
    GetObjectEvent,
    HeadObjectEvent,
    ObjectLambdaEvent,
    parse_event,
    route_and_token,
)
from objectlambda.aws.writer import Writer
from objectlambda.deadline import Deadline
from objectlambda.errors import ObjectLambdaError, s3_error
from objectlambda.function import Function, ObjectRequest
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.plan import tag_key, tagger
from objectlambda.presigned import PresignedOrigin, ResignedOrigin, fetch_listing
from objectlambda.presigned_whole import WholeObject
from objectlambda.settings import load
from objectlambda.whole_objects import is_narrowed, refuse_part

Handler = Callable[[Any, object], dict[str, Any]]


def lambda_handler(function: Function[Any]) -> Handler:
    """The handler that runs ``function`` for GetObject, HeadObject, ListObjects and ListObjectsV2 events.

    GetObject is answered with WriteGetObjectResponse; the others with the returned JSON.
    """
    log.configure(os.environ.get("LOG_LEVEL", "INFO"))
    measures = Measures()
    if "AWS_LAMBDA_INITIALIZATION_TYPE" in os.environ:
        writer.warm()
        _warm_key(function)

    def handler(raw: Any, context: object) -> dict[str, Any]:
        deadline = Deadline.of(context)
        try:
            event = parse_event(raw)
        except ObjectLambdaError as error:
            return _refuse(raw, error)
        if isinstance(event, GetObjectEvent):
            return _get(function, event, deadline, measures)
        if isinstance(event, HeadObjectEvent):
            return _respond(function, event, lambda: _head(function, event, deadline, measures))
        return _respond(function, event, lambda: _list(function, event, deadline))

    return handler


def _warm_key(function: Function[Any]) -> None:
    """Read the key of ETags while the environment initialises. What is wrong with it is told to each request."""
    if function.hides:
        with suppress(ObjectLambdaError):
            tag_key(os.environ)


def object_request(event: ObjectLambdaEvent) -> ObjectRequest:
    """The request of an event, free of the protocol that brought it."""
    return ObjectRequest(
        key=event.key,
        headers=event.user_request.headers,
        query=event.user_request.query,
        payload=event.payload,
        request_id=event.request_id,
        identity=event.user_identity,
        access_point=event.access_point_arn,
    )


def _get(function: Function[Any], event: GetObjectEvent, deadline: Deadline, measures: Measures) -> dict[str, Any]:
    answer_to = Writer(event.output_route, event.output_token)
    started = time.monotonic()
    try:
        origin = WholeObject(event.input_url, event.user_request.headers, deadline)
        response = respond.get(_reading(function, event, origin, deadline, measures))
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the caller gets a response
        answer_to.fail(error)
        return _write_failure(function, event, error, started)
    try:
        sent = answer_to.send(response)
    except Exception as error:
        log.write(logging.ERROR, "transfer broken", error=error, function=function.name, request=event.request_id)
        raise
    _log(function, event, started, status=response.head.status, bytes_out=sent)
    return {"statusCode": response.head.status}


def _head(function: Function[Any], event: HeadObjectEvent, deadline: Deadline, measures: Measures) -> dict[str, Any]:
    if is_narrowed(event.input_url):
        raise refuse_part(signed=True)
    caller = event.user_request.headers
    origin = PresignedOrigin(event.input_url, caller, deadline)
    reader = ResignedOrigin(event.input_url, caller, deadline)
    reading = _reading(function, event, origin, deadline, measures, reader)
    return respond.head(reading).head_json()


def _list(function: Function[Any], event: ObjectLambdaEvent, deadline: Deadline) -> dict[str, Any]:
    from objectlambda.s3.listing_tags import retag  # a parser of XML, which reading objects does not need

    xml = fetch_listing(event.input_url, event.user_request.headers, deadline)
    settings = load(function.settings, os.environ, event.payload)
    listed = function.listing(xml, settings)
    if function.hides:
        listed = retag(listed, lambda key, tag: _listed_tag(function, event, key, tag))
    return {"statusCode": 200, "listResultXml": listed.decode()}


def _listed_tag(function: Function[Any], event: ObjectLambdaEvent, key: str, tag: str) -> str:
    """The ETag of a whole read of the object under ``key``, which the origin lists with ``tag``."""
    plain = replace(object_request(event), key=key, headers=Headers(), query={})
    return tagger(function, plain, os.environ).derive(tag) or ""


def _reading(
    function: Function[Any],
    event: ObjectLambdaEvent,
    origin: PresignedOrigin | WholeObject,
    deadline: Deadline,
    measures: Measures,
    reader: ResignedOrigin | None = None,
) -> respond.Reading:
    return respond.Reading(
        function=function,
        request=object_request(event),
        origin=origin,
        environ=os.environ,
        measures=measures,
        scope=event.place,
        deadline=deadline,
        reader=reader,
    )


def _respond(function: Function[Any], event: ObjectLambdaEvent, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    started = time.monotonic()
    try:
        result = make()
    except Exception as error:  # noqa: BLE001 - the same
        return _write_failure(function, event, error, started)
    _log(function, event, started, status=result["statusCode"])
    return result


def _write_failure(
    function: Function[Any], event: ObjectLambdaEvent, error: Exception, started: float
) -> dict[str, Any]:
    status, code, message = s3_error(error)
    expected = isinstance(error, ObjectLambdaError)
    log.write(
        logging.INFO if expected else logging.ERROR,
        "refused" if expected else "internal error",
        error=None if expected else error,
        function=function.name,
        request=event.request_id,
        operation=event.context_key,
        status=status,
        code=code,
        seconds=round(time.monotonic() - started, 4),
    )
    return {"statusCode": status, "errorCode": code, "errorMessage": message}


def _log(function: Function[Any], event: ObjectLambdaEvent, started: float, **fields: Any) -> None:
    log.write(
        logging.INFO,
        "answered",
        function=function.name,
        request=event.request_id,
        operation=event.context_key,
        seconds=round(time.monotonic() - started, 4),
        **fields,
    )


def _refuse(raw: Any, error: ObjectLambdaError) -> dict[str, Any]:
    """Respond to a malformed event, if it says where the response goes."""
    status, code, message = s3_error(error)
    log.write(logging.ERROR, "invalid event", code=code, reason=message)
    destination = route_and_token(raw)
    if destination is not None:
        Writer(*destination).fail(error)
    return {"statusCode": status, "errorCode": code, "errorMessage": message}

"""``POST /functions/NAME``: the ASGI application that MinIO and AIStor call for an Object Lambda.

The store sends the event of a GetObject and takes the transformed object from the response to the same request: it
checks ``x-amz-request-route`` and ``x-amz-request-token``, copies ``x-amz-fwd-header-*`` and then the body.
Source: minio/minio, cmd/object-lambda-handlers.go and internal/config/lambda/target/webhook.go.

The store does not look at how a body ends: what breaks off would reach its client as a whole object, unless the
length was told before. So it always is; where only the transform can tell it, the transform runs twice.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
from dataclasses import dataclass, replace
from typing import Any

from objectlambda import log, respond
from objectlambda.aws.events import GetObjectEvent, parse_event, route_and_token
from objectlambda.aws.lambda_handler import object_request
from objectlambda.errors import InvalidEvent, ObjectLambdaError, OriginError
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.webhooks import Webhook, Webhooks
from objectlambda.gateway.observability.metrics import Metrics
from objectlambda.gateway.observability.requests import Observed
from objectlambda.gateway.places import Place, Places
from objectlambda.gateway.runners.bodies import Started, ThreadedBody
from objectlambda.gateway.runners.threads import Cancellable, Threads
from objectlambda.gateway.transport.asgi import SPAN, Receive, Scope, Send
from objectlambda.gateway.transport.sending import (
    ClientDisconnected,
    Transfer,
    await_disconnect,
    send_response,
    unless_disconnected,
)
from objectlambda.gateway.transport.unread import UnreadBodies
from objectlambda.gateway.webhook.origin import check_origin
from objectlambda.gateway.webhook.requests import body_of, event_in, parse_request
from objectlambda.gateway.webhook.responses import error_response, route_headers, transformed_response, with_length
from objectlambda.measures import Indexes, Measures
from objectlambda.presigned_whole import WholeObject
from objectlambda.registry import function_named
from objectlambda.s3.requests import S3Request
from objectlambda.s3.responses import S3Response

SERVICE = "Object Lambda"
OPERATION = "Webhook"
"""What these requests are called in the log and in the counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An event that was accepted: where its response goes, and what is read for it."""

    destination: tuple[str, str]
    reading: respond.Reading
    stop: Cancellable


class WebhookApp:
    """Runs functions for the events that object stores post.

    Args:
        webhooks: the functions, the token and the origins.
        config: how many events are worked on at a time, and how many may wait.
        metrics: where requests are counted.
    """

    def __init__(self, webhooks: Webhooks, config: GatewayConfig, metrics: Metrics) -> None:
        self._webhooks = webhooks
        self._threads = Threads(config.max_concurrency)
        self._environ = config.environment(os.environ)
        self._places, self._unread = Places(config.max_requests), UnreadBodies()
        self._metrics = metrics
        indexes = Indexes()
        self._measures = {name: Measures(indexes=indexes) for name in webhooks.by_name}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        observed = Observed(self._metrics, service=SERVICE, span=scope.get(SPAN))
        observed.operation = OPERATION
        request = parse_request(scope)
        destination: tuple[str, str] | None = None
        made, transfer = None, Transfer(0, whole=False)
        place = self._places.place()
        unread = scope["method"] == "POST"
        try:
            try:
                hook = self._admit(request, observed, place)
                if request.method == "HEAD":  # how MinIO asks whether somebody is there
                    made = S3Response()
                    transfer = await _plainly(made, request, scope, receive, send)
                    return
                unread = False
                raw = event_in(await body_of(receive))
                destination = route_and_token(raw)
                job = self._job(hook, raw, request)
            except ObjectLambdaError as error:
                made = error_response(error, destination)
                if unread:  # the event is still unread: closing the connection now would hide the refusal
                    await self._unread.drain(request.headers, receive)
                observed.start_response(made)
                transfer = await _plainly(made, request, scope, receive, send)
                return
            made, transfer = await self._serve(job, observed, scope, receive, send)
        finally:
            place.leave()
            observed.end(request, made, transfer)

    async def close(self) -> None:
        """Let go of the threads."""
        await self._threads.close()

    async def _serve(
        self, job: _Job, observed: Observed, scope: Scope, receive: Receive, send: Send
    ) -> tuple[S3Response | None, Transfer]:
        leaving = asyncio.create_task(await_disconnect(receive))
        try:
            made = await unless_disconnected(self._get(job), leaving)
            observed.start_response(made)
            return made, await send_response(made, job.reading.request.request_id, scope, send, leaving)
        except ClientDisconnected:
            return None, Transfer(0, whole=False)
        finally:
            leaving.cancel()

    def _admit(self, request: S3Request, observed: Observed, place: Place) -> Webhook:
        expected = self._webhooks.token if " " in self._webhooks.token else f"Bearer {self._webhooks.token}"
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected.encode()):
            raise OriginError(401, "AccessDenied", "The token of the webhook is missing or wrong")
        if request.method not in ("POST", "HEAD"):
            raise OriginError(405, "MethodNotAllowed", "A webhook takes events by POST")
        hook = self._webhooks.by_name.get(request.key)
        if hook is None:
            raise OriginError(404, "NoSuchWebhook", "There is no webhook of this name")
        observed.access_point = hook.name
        place.take(signed=True)  # by its token
        return hook

    def _job(self, hook: Webhook, raw: Any, request: S3Request) -> _Job:
        event = parse_event(raw)
        if not isinstance(event, GetObjectEvent):
            raise InvalidEvent("a webhook answers getObjectContext only")
        check_origin(event.input_url, self._webhooks.origins)
        payload = hook.payload_with(request.query)
        asked = replace(object_request(event), payload=payload, request_id=request.request_id, access_point=hook.name)
        stop = Cancellable()
        reading = respond.Reading(
            function=function_named(hook.function),
            request=asked,
            origin=WholeObject(event.input_url, event.user_request.headers, stop),
            environ=self._environ,
            measures=self._measures[hook.name],
            scope=event.place,
            deadline=stop,
            ahead=False,  # ThreadedBody does it
        )
        destination = (event.output_route, event.output_token)
        route_headers(destination)
        return _Job(destination=destination, reading=reading, stop=stop)

    async def _get(self, job: _Job) -> S3Response:
        try:
            begun = await self._threads.run(lambda: with_length(job.reading), job.stop.cancel, Started.close)
        except ObjectLambdaError as error:
            return error_response(error, job.destination)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the caller gets a response
            log.write(logging.ERROR, "internal error", error=error, request=job.reading.request.request_id)
            return error_response(error, job.destination)
        body: bytes | ThreadedBody = begun.first
        if begun.rest is not None:
            body = ThreadedBody(begun.first, begun.rest, self._threads, job.stop.cancel)
        return transformed_response(begun, body, job.destination)


async def _plainly(made: S3Response, request: S3Request, scope: Scope, receive: Receive, send: Send) -> Transfer:
    """Send a response that is at hand, and end the connection with it."""
    if request.method == "HEAD":
        made = replace(made, body=b"")
    leaving = asyncio.create_task(await_disconnect(receive, listening=False))
    closing = replace(made, headers=(*made.headers, ("connection", "close")))
    try:
        return await send_response(closing, request.request_id, scope, send, leaving)
    finally:
        leaving.cancel()

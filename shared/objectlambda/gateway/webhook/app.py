"""``POST /functions/NAME``: the ASGI application that MinIO and AIStor call for an Object Lambda.

The store sends the event of a GetObject and takes the transformed object from the answer to the same request: it
checks ``x-amz-request-route`` and ``x-amz-request-token``, copies ``x-amz-fwd-header-*`` and then the body.
Source: minio/minio, cmd/object-lambda-handlers.go and internal/config/lambda/target/webhook.go.

The store does not look at how a body ends: what breaks off would reach its client as a whole object, unless the
length was told before. So it always is; where only the transform can tell it, the transform runs twice.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from objectlambda import log, respond
from objectlambda.errors import (
    InvalidEvent,
    ObjectLambdaError,
    OriginError,
    SourceUnavailable,
    answer,
)
from objectlambda.events import GetObjectEvent, parse_event, route_and_token
from objectlambda.gateway.adapters.starting import Started, started
from objectlambda.gateway.adapters.threads import Cancellable, ThreadedBody, Threads
from objectlambda.gateway.answer import XML, Answer
from objectlambda.gateway.asgi import Receive, Scope, Send
from objectlambda.gateway.delivery import deliver, departure
from objectlambda.gateway.dialect.documents import error_document
from objectlambda.gateway.dialect.request import parse_headers, parse_query
from objectlambda.gateway.mounting import WEBHOOKS
from objectlambda.gateway.registry import function_named
from objectlambda.gateway.webhook.config import Webhook, Webhooks
from objectlambda.gateway.webhook.fetching import WholeObject, check_origin
from objectlambda.lambda_handler import object_request
from objectlambda.measured import Measures

MAX_EVENT_BYTES = 256 * 1024
"""A presigned URL and the caller's headers; MinIO takes 8 KB of those."""
EVENT_SECONDS = 10.0
ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An event that may be worked on: where it is answered to, and what is read."""

    webhook: str
    destination: tuple[str, str]
    reading: respond.Reading
    stop: Cancellable


class WebhookApp:
    """Runs functions for the events that object stores post.

    Args:
        webhooks: the functions, the token and the origins.
        concurrency: how many events are worked on at a time; more wait.
    """

    def __init__(self, webhooks: Webhooks, concurrency: int) -> None:
        self._webhooks = webhooks
        self._threads = Threads(concurrency)
        self._measures = {name: Measures() for name in webhooks.by_name}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started_at = time.monotonic()
        request_id = secrets.token_hex(8).upper()
        name = unquote(scope["path"].removeprefix(WEBHOOKS))
        destination: tuple[str, str] | None = None
        waiting = scope["method"] == "POST" and not any(header == b"expect" for header, _ in scope["headers"])
        try:
            hook = self._admitted(scope, name)
            if scope["method"] == "HEAD":  # how MinIO asks whether somebody is there
                await _plainly(Answer(), request_id, scope, receive, send)
                return
            waiting = False
            raw = _event(await _body(receive))
            destination = route_and_token(raw)
            job = self._job(hook, raw, scope, request_id)
        except ObjectLambdaError as error:
            refusal = _refusal(error, destination)
            if waiting:  # an event lies unread in the connection: to close over it would hide the refusal
                with suppress(InvalidEvent):
                    await _body(receive)
            await _plainly(refusal, request_id, scope, receive, send)
            _log(request_id, name, refusal, 0, True, started_at)
            return
        await self._serve(job, scope, receive, send, started_at)

    async def close(self) -> None:
        """Let go of the threads."""
        await self._threads.close()

    async def _serve(self, job: _Job, scope: Scope, receive: Receive, send: Send, started_at: float) -> None:
        request_id = job.reading.request.request_id
        working = asyncio.create_task(self._get(job))
        leaving = asyncio.create_task(departure(receive))
        try:
            await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                return
            made = working.result()
            sent, whole, _ = await deliver(made, request_id, scope, send, leaving)
        finally:
            leaving.cancel()
            if not working.done():
                working.cancel()
                await asyncio.wait((working,))
        _log(request_id, job.webhook, made, sent, whole, started_at)

    def _admitted(self, scope: Scope, name: str) -> Webhook:
        headers = parse_headers(scope["headers"])
        expected = self._webhooks.token if " " in self._webhooks.token else f"Bearer {self._webhooks.token}"
        if not hmac.compare_digest(headers.get("authorization", "").encode(), expected.encode()):
            raise OriginError(401, "AccessDenied", "The token of the webhook is missing or wrong")
        if scope["method"] not in ("POST", "HEAD"):
            raise OriginError(405, "MethodNotAllowed", "A webhook takes events by POST")
        hook = self._webhooks.by_name.get(name)
        if hook is None:
            raise OriginError(404, "NoSuchWebhook", "There is no webhook of this name")
        return hook

    def _job(self, hook: Webhook, raw: Any, scope: Scope, request_id: str) -> _Job:
        event = parse_event(raw)
        if not isinstance(event, GetObjectEvent):
            raise InvalidEvent("a webhook answers getObjectContext only")
        check_origin(event.input_url, self._webhooks.origins)
        payload = hook.payload_with(parse_query(scope["query_string"].decode("latin-1")))
        asked = replace(object_request(event), payload=payload, request_id=request_id, access_point=hook.name)
        stop = Cancellable()
        reading = respond.Reading(
            function=function_named(hook.function),
            request=asked,
            origin=WholeObject(event.input_url, event.user_request.headers, stop),
            environ=os.environ,
            measures=self._measures[hook.name],
            deadline=stop,
        )
        destination = (event.output_route, event.output_token)
        return _Job(webhook=hook.name, destination=destination, reading=reading, stop=stop)

    async def _get(self, job: _Job) -> Answer:
        try:
            begun = await self._threads.run(lambda: _sized(job.reading), job.stop.cancel, Started.close)
        except ObjectLambdaError as error:
            return _refusal(error, job.destination)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the caller is owed an answer
            log.write(logging.ERROR, "internal error", error=error, request=job.reading.request.request_id)
            return _refusal(error, job.destination)
        body: bytes | ThreadedBody = begun.first
        if begun.rest is not None:
            body = ThreadedBody(begun.first, begun.rest, self._threads, job.stop.cancel)
        head = begun.head
        if head.content_length is None and head.status != 304:
            head = head.changed({"ContentLength": len(begun.first)})
        headers = [*_addressed(job.destination), ("x-amz-fwd-status", str(head.status))]
        headers += [(f"x-amz-fwd-header-{name}", value) for name, value in head.http()]
        if head.content_length is not None:
            headers.append(("content-length", str(head.content_length)))
        return Answer(status=head.status, headers=tuple(headers), body=body)


def _sized(reading: respond.Reading) -> Started:
    """The response, its length told in its head or all of its bytes made.

    Raises:
        ObjectLambdaError: the answer to the caller in its place.
    """
    for _ in range(ATTEMPTS):
        begun = started(reading)
        if begun.rest is None or begun.head.content_length is not None:
            return begun
        begun.close()
        respond.head(reading)  # runs the transform for its length, which is remembered for this ETag
    raise SourceUnavailable("the object changes while it is read, or its store tells no ETag")


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(EVENT_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise InvalidEvent("the event broke off")
                body += message.get("body", b"")
                if len(body) > MAX_EVENT_BYTES:
                    raise InvalidEvent(f"the event is larger than {MAX_EVENT_BYTES} bytes")
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError as error:
        raise InvalidEvent(f"the event was not sent within {EVENT_SECONDS:.0f} seconds") from error


def _event(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidEvent("the event is not JSON") from error


def _addressed(destination: tuple[str, str]) -> list[tuple[str, str]]:
    route, token = destination
    if not all(" " <= char <= "~" for char in route + token):
        raise InvalidEvent("outputRoute or outputToken holds a character that no header may hold")
    return [("x-amz-request-route", route), ("x-amz-request-token", token)]


def _refusal(error: BaseException, destination: tuple[str, str] | None) -> Answer:
    """The error as the store takes it; without a route to answer to, as S3 would say it."""
    status, code, message = answer(error)
    try:
        headers = _addressed(destination) if destination else []
    except InvalidEvent:
        headers = []
    if isinstance(error, OriginError) and not destination:
        status, code = error.origin_status, error.origin_code
    more = [("x-amz-fwd-status", str(status)), ("x-amz-fwd-error-code", code), ("x-amz-fwd-error-message", message)]
    body = error_document(code, message, WEBHOOKS, "")
    length = ("content-length", str(len(body)))
    return Answer(status=status, headers=(*headers, *more, XML, length), body=body, code=code)


async def _plainly(made: Answer, request_id: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Send an answer that is at hand, and end the connection with it."""
    if scope["method"] == "HEAD":
        made = replace(made, body=b"")
    leaving = asyncio.create_task(departure(receive, listening=False))
    try:
        await deliver(replace(made, headers=(*made.headers, ("connection", "close"))), request_id, scope, send, leaving)
    finally:
        leaving.cancel()


def _log(request_id: str, webhook: str, made: Answer, sent: int, whole: bool, started_at: float) -> None:
    log.write(
        logging.INFO,
        "webhook",
        request=request_id,
        webhook=webhook[:63],
        status=made.status,
        code=made.code,
        bytes_out=sent,
        whole=whole,
        seconds=round(time.monotonic() - started_at, 4),
    )

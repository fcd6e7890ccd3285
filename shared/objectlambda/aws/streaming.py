"""An ASGI application behind a function URL in RESPONSE_STREAM mode: each invocation is one request, streamed.

A response is a prelude, eight zero bytes and the body. Source: Lambda Developer Guide, "Response streaming for Lambda
functions" (200 MB a response) and "Invoking function URLs" (payload format 2.0).
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from collections.abc import Mapping, MutableMapping
from typing import Any

from objectlambda import log
from objectlambda.aws.runtime_api import Invocation, ResponseStream, RuntimeApi
from objectlambda.errors import EntityTooLarge, InvalidEvent
from objectlambda.gateway.transport.asgi import ABORT, GONE, App
from objectlambda.s3.documents import error_document

CONTENT_TYPE = "application/vnd.awslambda.http-integration-response"
PRELUDE_END = bytes(8)

MAX_RESPONSE_BYTES = 200_000_000
"""The most that Lambda streams as one response: 200 MB (Lambda quotas), less what the prelude may take."""

SPARE_SECONDS = 2.0
"""Kept back of an invocation's time, to say that a response broke off before Lambda ends the environment."""

_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade"})


async def serve(api: RuntimeApi, app: App, stopping: asyncio.Event) -> None:
    """Respond to invocations until ``stopping`` is set; the one under way is finished first."""
    stop = asyncio.ensure_future(stopping.wait())
    while not stop.done():
        coming = asyncio.ensure_future(api.next())
        await asyncio.wait((coming, stop), return_when=asyncio.FIRST_COMPLETED)
        if not coming.done():
            coming.cancel()
            return
        await response(api, app, coming.result())


async def response(api: RuntimeApi, app: App, invocation: Invocation) -> None:
    """Run ``app`` for one invocation and stream what it sends."""
    try:
        scope = http_scope(invocation.event)
    except InvalidEvent as error:
        await api.fail(invocation.request_id, "InvalidEvent", str(error))
        return
    exchange = _Exchange(api, invocation, head_only=scope["method"] == "HEAD")
    scope["extensions"] = {ABORT: {"call": exchange.abort}, GONE: {"future": exchange.gone}}
    left = max(0.0, invocation.deadline - time.time() - SPARE_SECONDS)
    try:
        async with asyncio.timeout(left):
            await app(scope, exchange.receive, exchange.send)
        await exchange.close()
    except TimeoutError:
        await exchange.fail("TimedOut", "the time of the invocation ended before the response did")
    except OSError:
        exchange.abandon()  # the reader is gone; a TimeoutError is an OSError, too
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the reader must see that the response broke off
        log.write(logging.ERROR, "internal error", error=error, request=invocation.request_id)
        await exchange.fail(type(error).__name__, "the response broke off")


class _Exchange:
    """One request's ``receive`` and ``send``."""

    def __init__(self, api: RuntimeApi, invocation: Invocation, *, head_only: bool) -> None:
        self._api, self._invocation, self._head_only = api, invocation, head_only
        self._stream: ResponseStream | None = None
        self._body = _body(invocation.event)
        self._aborted = self._ended = self._refused = False
        self._sent = 0
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def abort(self) -> None:
        """The application cannot complete what it began."""
        self._aborted = True
        self._leave()

    def abandon(self) -> None:
        """The reader is gone."""
        if self._stream is not None:
            self._stream.abandon()

    async def receive(self) -> MutableMapping[str, Any]:
        """The request's body at first, then that the client is gone, which only ``gone`` tells before."""
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        await asyncio.shield(self.gone)
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        """What the application sends, straight on to Lambda."""
        if message["type"] == "http.response.start":
            await self._start(message)
            return
        if self._refused:
            return
        data = b"" if self._head_only else bytes(message.get("body", b""))
        assert self._stream is not None  # noqa: S101 - ASGI: the start comes first
        self._check_size(self._sent + len(data))
        try:
            await self._stream.write(data)
        except OSError:
            self._leave()
            raise
        self._sent += len(data)
        self._ended = not message.get("more_body", False)

    async def close(self) -> None:
        """The application has returned."""
        if self._stream is None or self._aborted or not self._ended:
            await self.fail("TransferBroken", "the response broke off")
            return
        await self._stream.end()

    async def fail(self, kind: str, message: str) -> None:
        """Tell Lambda, by a trailer once bytes were sent."""
        if self._stream is None:
            await self._api.fail(self._invocation.request_id, kind, message)
        else:
            await self._stream.fail(kind, message)

    async def _start(self, message: MutableMapping[str, Any]) -> None:
        headers = _join_headers(message.get("headers", ()))
        status = int(message["status"])
        length, body = int(headers.get("content-length", "0")), b""
        if not self._head_only and status < 300 and length > MAX_RESPONSE_BYTES:
            advice = (
                f"The response of {length} bytes is longer than the {MAX_RESPONSE_BYTES} that Lambda streams: read the "
                "object in ranges, as SDKs' transfer managers do"
            )
            status, body = 400, error_document("EntityTooLarge", advice, "/", self._invocation.request_id)
            headers = {"content-type": "application/xml", "content-length": str(len(body))}
            self._refused = self._ended = True
            self._leave()  # the application need not go on
        prelude = json.dumps({"statusCode": status, "headers": headers, "cookies": []}).encode()
        self._stream = await self._api.respond(self._invocation.request_id, CONTENT_TYPE)
        await self._stream.write(prelude + PRELUDE_END + body)

    def _leave(self) -> None:
        if not self.gone.done():
            self.gone.set_result(None)

    def _check_size(self, size: int) -> None:
        if size > MAX_RESPONSE_BYTES:
            raise EntityTooLarge(f"the response is longer than the {MAX_RESPONSE_BYTES} bytes that Lambda streams")


def http_scope(event: Any) -> dict[str, Any]:
    """The ASGI scope of an event in payload format 2.0.

    Raises:
        InvalidEvent: it is none.
    """
    context = event.get("requestContext") if isinstance(event, Mapping) else None
    http = context.get("http") if isinstance(context, Mapping) else None
    if not isinstance(event, Mapping) or event.get("version") != "2.0" or not isinstance(http, Mapping):
        raise InvalidEvent("the event is not in payload format 2.0 of function URLs")
    headers = event.get("headers") or {}
    path = str(event.get("rawPath") or "/")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": str(http.get("method") or "").upper(),
        "scheme": "https",
        "path": path,
        "raw_path": path.encode("utf-8"),
        "query_string": str(event.get("rawQueryString") or "").encode("utf-8"),
        "headers": [(name.lower().encode(), str(value).encode()) for name, value in headers.items()],
        "client": (str(http.get("sourceIp") or ""), 0),
        "server": (str(context.get("domainName") or ""), 443) if isinstance(context, Mapping) else None,
    }


def _body(event: Any) -> bytes | None:
    text = event.get("body") if isinstance(event, Mapping) else None
    if not isinstance(text, str):
        return b""
    return base64.b64decode(text) if event.get("isBase64Encoded") else text.encode()


def _join_headers(headers: Any) -> dict[str, str]:
    """Headers as the prelude holds them: one value for a name."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = bytes(raw_name).decode("latin-1").lower(), bytes(raw_value).decode("latin-1")
        if name not in _HOP_BY_HOP:
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined

"""The receiving end of WriteGetObjectResponse: a function's POST becomes the response to the waiting client."""

from __future__ import annotations

import asyncio
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from objectlambda.errors import ALLOWED_STATUSES, InvalidRequest, ObjectLambdaError, SourceUnavailable
from objectlambda.gateway.transport.asgi import ABORT, Receive, Scope, Send
from objectlambda.headers import Headers
from objectlambda.s3.documents import error_document
from objectlambda.s3.requests import parse_headers
from objectlambda.s3.responses import S3Response

PATH = "/WriteGetObjectResponse"

_FORWARDED = "x-amz-fwd-header-"
_METADATA = "x-amz-meta-"
_ERROR_CODE = re.compile(r"[A-Z][a-zA-Z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a function wrote: the response's status, headers and error; the body is still coming."""

    status: int
    headers: tuple[tuple[str, str], ...]
    error_code: str = ""
    error_message: str = ""
    body: WrittenBody = field(repr=False)


class WrittenBody:
    """The body of a POST, read as the client takes it; the POST is answered when it is closed."""

    def __init__(self, receive: Receive, abort: Any) -> None:
        self._receive = receive
        self._abort = abort
        self._ended = False
        self.finished = asyncio.get_running_loop().create_future()

    async def next(self) -> bytes:
        while not self._ended:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise SourceUnavailable("the function broke its response off")
            self._ended = not message.get("more_body", False)
            chunk: bytes = message.get("body", b"")
            if chunk:
                return chunk
        return b""

    def finish(self) -> None:
        """Take the POST as done: there is no body in it, or none that is wanted."""
        self._ended = True
        self.finished.set_result(True)

    async def close(self) -> None:
        if self.finished.done():
            return
        self.finished.set_result(self._ended)
        if not self._ended:
            self._abort()  # the function must see that its reader has disconnected


class Receiver:
    """Knows which requests wait for a response, by route and token; each is good for one response."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[str, asyncio.Future[Written]]] = {}

    def expect(self) -> tuple[str, str, asyncio.Future[Written]]:
        """A route, a token, and the future of what is written to them."""
        route, token = f"io-{secrets.token_hex(8)}", secrets.token_urlsafe(48)
        future: asyncio.Future[Written] = asyncio.get_running_loop().create_future()
        self._waiting[route] = (token, future)
        return route, token, future

    def forget(self, route: str) -> None:
        """Refuse whatever is still written to ``route``."""
        self._waiting.pop(route, None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI application of POST /WriteGetObjectResponse."""
        try:
            headers = parse_headers(scope["headers"])
            future = self._claim(headers)
            body = WrittenBody(receive, scope["extensions"][ABORT]["call"])
            try:
                future.set_result(parse_write(headers, body))
            except ObjectLambdaError as error:
                future.set_exception(error)
                raise
        except ObjectLambdaError as error:
            await _answer(send, 400, error_document("ValidationError", str(error), PATH, ""))
            return
        if await body.finished:
            await _answer(send, 200, b"")
            return
        while (await receive())["type"] != "http.disconnect":
            pass  # the connection was broken, and there is no response to give

    def _claim(self, headers: Headers) -> asyncio.Future[Written]:
        route, token = headers.get("x-amz-request-route", ""), headers.get("x-amz-request-token", "")
        expected, future = self._waiting.get(route, ("", None))
        if future is None or future.done() or not hmac.compare_digest(expected.encode(), token.encode()):
            raise InvalidRequest("the request route or token is unknown, or has been used")
        del self._waiting[route]
        return future


def parse_write(headers: Headers, body: WrittenBody) -> Written:
    """The response that the headers of a WriteGetObjectResponse describe.

    Raises:
        InvalidRequest: a status or an error code that the API does not allow.
    """
    text = headers.get("x-amz-fwd-status", "200")
    if not text.isdigit() or int(text) not in ALLOWED_STATUSES:
        raise InvalidRequest(f"StatusCode {text[:20]} is not allowed")
    status, code = int(text), headers.get("x-amz-fwd-error-code", "")
    if code and (status < 300 or not _ERROR_CODE.fullmatch(code)):
        raise InvalidRequest("ErrorCode has another form, or comes with a successful StatusCode")
    forwarded = [
        (name.removeprefix(_FORWARDED), value)
        for name, value in headers.items()
        if name.startswith((_FORWARDED, _METADATA))
    ]
    if "content-length" in headers and not code and status != 304:
        forwarded.append(("content-length", headers["content-length"]))
    return Written(
        status=status,
        headers=tuple(forwarded),
        error_code=code,
        error_message=headers.get("x-amz-fwd-error-message", ""),
        body=body,
    )


def parse_return_value(result: Mapping[str, Any]) -> S3Response:
    """The response to HeadObject that a function's return value describes.

    Raises:
        InvalidRequest: it has no status, or one that is none.
    """
    status = result.get("statusCode")
    if not isinstance(status, int) or isinstance(status, bool) or not 200 <= status < 600:
        raise InvalidRequest("the function returned no statusCode")
    headers = result.get("headers") or {}
    rendered = tuple((str(name), _text(value)) for name, value in headers.items() if value is not None)
    return S3Response(status=status, headers=rendered, code=str(result.get("errorCode") or ""))


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/xml")]
    if status != 200:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""Sends a response over ASGI: applies back-pressure, resets the connection on failure, stops with the client."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from objectlambda import log
from objectlambda.gateway.transport.asgi import ABORT, GONE, WHOLE, Receive, Scope, Send
from objectlambda.headers import Headers
from objectlambda.s3.browser_headers import browser_headers
from objectlambda.s3.requests import CONTROL
from objectlambda.s3.responses import S3Response

T = TypeVar("T")

ABORT_SECONDS = 5.0
"""How long to wait until a reset connection is noticed."""

_FRAMING = (b"connection", b"transfer-encoding")
_NAME = re.compile(rb"[a-z0-9-]+")


class ClientDisconnected(Exception):
    """The client disconnected before there was a response."""


def watch_client(scope: Scope, receive: Receive, headers: Headers) -> asyncio.Future[None]:
    """A future that is done when the client has disconnected. Pass it to ``stop_watching`` in the end.

    The server tells it where it can. A client that sends a body must be read, or it would wait to send the rest. One
    that waits for "100 Continue" is not read: calling ``receive`` would send it.
    """
    sends_a_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    told = scope.get("extensions", {}).get(GONE)
    if told is not None and (not sends_a_body or "expect" in headers):
        future: asyncio.Future[None] = told["future"]
        return future
    return asyncio.create_task(await_disconnect(receive, listening="expect" not in headers))


def stop_watching(gone: asyncio.Future[None]) -> None:
    """End what ``watch_client`` began; the server's own future serves the connection's next request, too."""
    if isinstance(gone, asyncio.Task):
        gone.cancel()


async def unless_disconnected(work: Awaitable[T], gone: asyncio.Future[None]) -> T:
    """The result of ``work``, which is cancelled if the client disconnects first.

    Raises:
        ClientDisconnected: the client left.
    """
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine runs in a task
    waiting = True

    def leave(_gone: asyncio.Future[None]) -> None:
        if waiting:
            task.cancel()

    gone.add_done_callback(leave)
    try:
        return await work
    except asyncio.CancelledError:
        if gone.done() and task.uncancel() == 0:
            raise ClientDisconnected from None
        raise
    finally:
        waiting = False
        gone.remove_done_callback(leave)


async def await_disconnect(receive: Receive, *, listening: bool = True) -> None:
    """Returns when the client has disconnected; a body that it sends is read and dropped.

    Not ``listening``, for a client that waits for "100 Continue", it never does: ``receive`` would send that.
    """
    if not listening:
        await asyncio.get_running_loop().create_future()
    while (await receive())["type"] != "http.disconnect":
        pass


async def read_body(receive: Receive, most: int, seconds: float) -> bytes:
    """The body of a request; of one that is larger than ``most`` its first ``most`` + 1 bytes.

    Raises:
        TimeoutError: it does not come within ``seconds``.
        ConnectionAbortedError: the client disconnects before its end.
    """
    body = bytearray()
    async with asyncio.timeout(seconds):
        while len(body) <= most:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionAbortedError
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
    return bytes(body[: most + 1])


class Transfer(NamedTuple):
    """How a response ended: the bytes sent, whether they were all, and whether it failed on our side."""

    sent: int
    whole: bool
    broken: bool = False


async def send_response(
    response: S3Response, request_id: str, scope: Scope, send: Send, gone: asyncio.Future[None]
) -> Transfer:
    """Send ``response``, and close its body."""
    if isinstance(response.body, bytes):
        if _send_whole(response, response.body, request_id, scope):
            return Transfer(len(response.body), whole=True)
        await send(_start(response, request_id))
        await send({"type": "http.response.body", "body": response.body})
        return Transfer(len(response.body), whole=True)
    sent = 0
    try:
        await send(_start(response, request_id))
        while chunk := await response.body.next():
            if gone.done():
                return Transfer(sent, whole=False)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            sent += len(chunk)
    except Exception as error:  # noqa: BLE001 - too late for an error response: the transfer must break
        log.write(logging.ERROR, "transfer broken", error=error, request=request_id, bytes_out=sent)
        scope["extensions"][ABORT]["call"]()
        await asyncio.wait((gone,), timeout=ABORT_SECONDS)
        return Transfer(sent, whole=False, broken=True)
    else:
        await send({"type": "http.response.body", "body": b""})
        return Transfer(sent, whole=True)
    finally:
        await asyncio.shield(response.body.close())


def _send_whole(response: S3Response, body: bytes, request_id: str, scope: Scope) -> bool:
    whole = scope.get("extensions", {}).get(WHOLE)
    head = _rendered(response.headers) if whole is not None else None
    if head is None or head.lines is None or (head.length != len(body) and scope["method"] != "HEAD"):
        return False
    return bool(whole["call"](response.status, head.lines + _lines(_of_every_response(request_id)), body))


def _start(response: S3Response, request_id: str) -> dict[str, object]:
    headers = wire_headers(response.headers, request_id)
    return {"type": "http.response.start", "status": response.status, "headers": headers}


class _Rendered(NamedTuple):
    """Headers as ASGI sends them, and as lines where they tell a length and can be sent as they are."""

    pairs: tuple[tuple[bytes, bytes], ...]
    length: int
    lines: bytes | None


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _rendered(headers: tuple[tuple[str, str], ...]) -> _Rendered:
    said = (*headers, *browser_headers(headers))
    pairs = tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in said)
    lengths = [value for name, value in pairs if name == b"content-length"]
    if len(lengths) != 1 or not lengths[0].isdigit() or any(map(_needs_server, pairs)):
        return _Rendered(pairs, 0, None)
    return _Rendered(pairs, int(lengths[0]), _lines(pairs))


def _needs_server(pair: tuple[bytes, bytes]) -> bool:
    """Whether a header decides how the response is framed, or must not be sent, as the server finds and says."""
    name, value = pair
    return name in _FRAMING or not _NAME.fullmatch(name) or bool(CONTROL.search(value))


def wire_headers(headers: Iterable[tuple[str, str]], request_id: str) -> list[tuple[bytes, bytes]]:
    """``headers`` as ASGI sends them, with those that every response has."""
    return [*_rendered(tuple(headers)).pairs, *_of_every_response(request_id)]


def _of_every_response(request_id: str) -> tuple[tuple[bytes, bytes], ...]:
    value = request_id.encode()
    return ((b"x-amz-request-id", value), (b"x-amz-id-2", value), (b"server", b"objectlambda"))


def _lines(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join([b"%s: %s\r\n" % pair for pair in pairs])

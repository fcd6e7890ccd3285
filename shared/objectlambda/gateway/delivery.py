"""Sending an answer over ASGI: back-pressure to its body, a visible break where it fails, an end with its reader."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import NamedTuple

from objectlambda import log
from objectlambda.gateway.answer import Answer
from objectlambda.gateway.asgi import ABORT, Receive, Scope, Send

ABORT_SECONDS = 5.0
"""How long a broken connection may take to be noticed."""


async def departure(receive: Receive, *, listening: bool = True) -> None:
    """Returns when the client is gone; what it sends as a body is read and dropped.

    Not ``listening``, for a client that waits for "100 Continue", it never does: to listen would be to say so.
    """
    if not listening:
        await asyncio.get_running_loop().create_future()
    while (await receive())["type"] != "http.disconnect":
        pass


class Delivered(NamedTuple):
    """What became of an answer: the bytes sent, whether all were, and whether it was we who could not go on."""

    sent: int
    whole: bool
    broken: bool = False


async def deliver(answer: Answer, request_id: str, scope: Scope, send: Send, leaving: asyncio.Task[None]) -> Delivered:
    """Send ``answer``, and close its body."""
    headers = wire_headers(answer.headers, request_id)
    start = {"type": "http.response.start", "status": answer.status, "headers": headers}
    if isinstance(answer.body, bytes):
        await send(start)
        await send({"type": "http.response.body", "body": answer.body})
        return Delivered(len(answer.body), whole=True)
    sent = 0
    try:
        await send(start)
        while chunk := await answer.body.next():
            if leaving.done():
                return Delivered(sent, whole=False)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            sent += len(chunk)
    except Exception as error:  # noqa: BLE001 - too late for an error answer: the transfer must break
        log.write(logging.ERROR, "transfer broken", error=error, request=request_id, bytes_out=sent)
        scope["extensions"][ABORT]["call"]()
        await asyncio.wait((leaving,), timeout=ABORT_SECONDS)
        return Delivered(sent, whole=False, broken=True)
    else:
        await send({"type": "http.response.body", "body": b""})
        return Delivered(sent, whole=True)
    finally:
        await asyncio.shield(answer.body.close())


def wire_headers(headers: Iterable[tuple[str, str]], request_id: str) -> list[tuple[bytes, bytes]]:
    """``headers`` as ASGI sends them, with those that every answer has."""
    rendered = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return [
        *rendered,
        (b"x-amz-request-id", request_id.encode()),
        (b"x-amz-id-2", request_id.encode()),
        (b"server", b"objectlambda"),
    ]

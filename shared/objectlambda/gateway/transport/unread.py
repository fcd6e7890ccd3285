"""Reads unwanted request bodies for a moment, so that their senders see the refusal; bounded in time and number."""

from __future__ import annotations

import asyncio

from objectlambda.gateway.transport.asgi import Receive
from objectlambda.headers import Headers

MAX_DRAINED_BYTES = 1024 * 1024
DRAIN_SECONDS = 5.0
MAX_DRAINING = 64
"""Senders that are waited for at a time; nobody asked who they are. Others are answered at once, over unread bytes."""


class UnreadBodies:
    """Drains the bodies of refused requests; used in the event loop only."""

    def __init__(self) -> None:
        self._draining = 0

    async def drain(self, headers: Headers, receive: Receive) -> None:
        """Read a small body that nobody wants: closing over unread bytes would hide the refusal from its sender."""
        if "expect" in headers or self._draining >= MAX_DRAINING:
            return  # a sender that waits for "100 Continue" gets the refusal instead
        self._draining += 1
        drained = 0
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while drained < MAX_DRAINED_BYTES:
                    message = await receive()
                    drained += len(message.get("body", b""))
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            return
        finally:
            self._draining -= 1

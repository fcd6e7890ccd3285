"""A body that a thread produces a few chunks ahead of its reader, so that a slow client slows down the decoder."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from objectlambda import respond
from objectlambda.gateway.runners.threads import Lane, Threads
from objectlambda.head import ResponseHead
from objectlambda.streams import close

MOST_CHUNKS = 4
"""How many chunks of at most 256 KiB are made ahead."""

TURN_SECONDS = 0.1
"""After this time a body gives its thread to others that wait for one, even if its client reads fast."""


class ThreadedBody:
    """Chunks made by a thread while the ones before are being sent.

    One piece of work makes chunk after chunk, so that a chunk costs no hand-over of its own; it ends when
    ``MOST_CHUNKS`` wait to be taken, and begins anew when half of them are. No thread waits for a client.

    Args:
        first: what was already made of the body.
        rest: makes the rest, and is closed with it.
        threads: where it is made.
        stop: cuts short what is being made.
    """

    def __init__(self, first: bytes, rest: Iterator[bytes], threads: Threads | Lane, stop: Callable[[], None]) -> None:
        self._ready: deque[bytes] = deque((first,) if first else ())
        self._rest = rest
        self._threads = threads
        self._stop = stop
        self._loop = asyncio.get_running_loop()
        self._making: asyncio.Future[None] | None = None
        self._awaited: asyncio.Future[None] | None = None
        self._ended = self._closed = False
        self._error: BaseException | None = None

    async def next(self) -> bytes:
        """The next bytes, ``b""`` at the end.

        Raises:
            Exception: what kept them from being made.
        """
        if len(self._ready) * 2 <= MOST_CHUNKS:
            self._make()
        while not self._ready and not self._ended:
            # Set before looking again: the thread looks at it after it has put something there.
            self._awaited = self._loop.create_future()
            if self._ready or self._ended:
                break
            await self._awaited
        self._awaited = None
        if self._ready:
            return self._ready.popleft()
        if self._error is not None:
            raise self._error
        return b""

    async def close(self) -> None:
        """Stop making it, and close what it is made of."""
        self._closed = True
        if self._making is not None:
            self._stop()
            # A running generator cannot be closed: wait for its thread, which the stop ends soon.
            await asyncio.wait([self._making])
        if not self._ended or self._error is not None:
            await self._threads.submit(lambda: close(self._rest))

    def _make(self) -> None:
        if self._making is not None or self._ended or self._closed:
            return
        try:
            self._making = self._threads.submit(self._run)
        except RuntimeError as error:  # the threads are closed
            self._error, self._ended = error, True
            return
        self._making.add_done_callback(self._produce)

    def _run(self) -> None:
        until = time.monotonic() + TURN_SECONDS
        try:
            while not self._closed:
                self._ready.append(next(self._rest))
                self._tell()
                if len(self._ready) >= MOST_CHUNKS or time.monotonic() > until:
                    return
        except StopIteration:
            self._ended = True
        except BaseException as error:  # noqa: BLE001 - it is raised where the chunk was due
            self._error, self._ended = error, True

    def _tell(self) -> None:
        if self._awaited is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)

    def _produce(self, making: asyncio.Future[None]) -> None:
        self._making = None
        if making.cancelled():  # the threads were closed before it began
            self._error, self._ended = RuntimeError("the gateway is going down"), True
        if len(self._ready) * 2 <= MOST_CHUNKS:
            self._make()
        self._wake()


AT_ONCE_BYTES = 64 * 1024
"""A body that ends within this is made whole before its head is sent: its failure is an error, its length known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A response of which the first bytes are made; ``rest`` is there where they are not all."""

    head: ResponseHead
    first: bytes = field(repr=False)
    rest: Iterator[bytes] | None = field(default=None, repr=False)

    def close(self) -> None:
        """Let go of what makes the rest."""
        close(self.rest)


def start_get(reading: respond.Reading, at_once_bytes: int = AT_ONCE_BYTES) -> Started:
    """The response to GetObject, made as far as ``at_once_bytes``.

    Raises:
        ObjectLambdaError: the response to the caller in its place.
    """
    return start_body(respond.get(reading), at_once_bytes)


def start_body(response: respond.Response, at_once_bytes: int = AT_ONCE_BYTES) -> Started:
    """``response``, made as far as ``at_once_bytes``."""
    made: list[bytes] = []
    length = 0
    try:
        for chunk in response.body:
            made.append(chunk)
            length += len(chunk)
            if length >= at_once_bytes:
                return Started(head=response.head, first=b"".join(made), rest=response.body)
    except BaseException:
        close(response.body)
        raise
    return Started(head=response.head, first=b"".join(made))

"""Runs blocking work in a bounded pool of threads, and stops it when its client disconnects."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from objectlambda.deadline import Deadline
from objectlambda.errors import SourceUnavailable
from objectlambda.streams import close

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cancellable(Deadline):
    """A deadline that also ends work when ``cancel`` is called, because the client has disconnected."""

    _gone: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        self._gone.set()

    def check(self) -> None:
        if self._gone.is_set():
            raise SourceUnavailable("the client is gone")
        Deadline.check(self)


class Threads:
    """At most ``most`` pieces of blocking work at a time; more wait their turn."""

    def __init__(self, most: int) -> None:
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="transform")
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self, work: Callable[[], T], stop: Callable[[], None], discard: Callable[[T], None] = close) -> T:
        """What ``work`` gives, made in a thread.

        Where the caller is cancelled, ``stop`` is called, and what the work still gives is discarded.
        """
        future = self.submit(work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            stop()
            self._later(self._discard(future, discard))
            raise

    def submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """The future of ``work``, started in a thread."""
        return asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def _discard(self, future: asyncio.Future[T], discard: Callable[[T], None]) -> None:
        try:
            result = await future
        except Exception:  # noqa: BLE001 - its readers have disconnected
            return
        await self.submit(lambda: discard(result))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Wait for cleanups under way, then end the threads."""
        while self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)

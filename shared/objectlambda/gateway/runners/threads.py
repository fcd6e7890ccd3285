"""Runs blocking work in a bounded pool of threads, and stops it when its client disconnects."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from objectlambda.deadline import Deadline
from objectlambda.errors import SourceUnavailable
from objectlambda.streams import close

T = TypeVar("T")

MOST_LANES = 64
"""Lanes for which threads are kept free."""


class Cancellable(Deadline):
    """A deadline that also ends work when ``cancel`` is called, because the client has disconnected."""

    __slots__ = ("_gone",)

    def __init__(self, at: float | None = None) -> None:
        super().__init__(at)
        self._gone = threading.Event()

    @classmethod
    def after(cls, seconds: float) -> Cancellable:
        """The deadline ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._gone.is_set()

    def cancel(self) -> None:
        self._gone.set()

    def check(self) -> None:
        if self._gone.is_set():
            raise SourceUnavailable("the client is gone")
        Deadline.check(self)


class Threads:
    """At most ``most`` pieces of blocking work at a time; more wait their turn. Used in the event loop only.

    Work comes in ``lanes``, such as one for each origin. Half of the threads are divided between them and kept free for
    them, at least one for each; the other half takes what comes. So an origin that does not answer never holds what
    another one needs.
    """

    def __init__(self, most: int, lanes: int = 1) -> None:
        self._pool = ThreadPoolExecutor(max(most, MOST_LANES), thread_name_prefix="transform")
        self._closing: set[asyncio.Task[None]] = set()
        self._wanted = most
        self._busy: Counter[Hashable] = Counter()
        self._waiting: OrderedDict[Hashable, deque[_Waiting]] = OrderedDict()
        self.divide(lanes)

    def divide(self, lanes: int) -> None:
        """Go on with another number of lanes; those beyond `MOST_LANES` keep nothing free."""
        self._lanes = min(max(lanes, 1), MOST_LANES)
        self._most = max(self._wanted, self._lanes)
        self._share = max(1, self._wanted // (2 * self._lanes))

    async def run(
        self,
        work: Callable[[], T],
        stop: Callable[[], None],
        discard: Callable[[T], None] = close,
        lane: Hashable = None,
    ) -> T:
        """What ``work`` gives, made in a thread.

        Where the caller is cancelled, ``stop`` is called, and what the work still gives is discarded.
        """
        future = self.submit(work, lane)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            stop()
            self._later(self._discard(future, discard, lane))
            raise

    def submit(self, work: Callable[[], T], lane: Hashable = None) -> asyncio.Future[T]:
        """The future of ``work``, started in a thread, at once or when it is its lane's turn."""
        if not self._waiting.get(lane) and self._has_room(lane):
            return self._start(work, lane)
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(lane, deque()).append((work, future))
        return future

    def lane(self, lane: Hashable) -> Lane:
        """These threads for the work of one lane."""
        return Lane(self, lane)

    def _has_room(self, lane: Hashable) -> bool:
        busy = self._busy
        if busy[lane] < self._share:
            return busy.total() < self._most or self._lanes > 1
        used = sum(min(count, self._share) for other, count in busy.items() if other != lane)
        kept = max(0, (self._lanes - 1) * self._share - used)
        return busy.total() + kept < self._most

    def _start(self, work: Callable[[], T], lane: Hashable) -> asyncio.Future[T]:
        future = asyncio.get_running_loop().run_in_executor(self._pool, work)
        self._busy[lane] += 1
        future.add_done_callback(lambda _future: self._release(lane))
        return future

    def _release(self, lane: Hashable) -> None:
        self._busy[lane] -= 1
        if not self._busy[lane]:
            del self._busy[lane]
        for other in tuple(self._waiting):  # in turn: whose work is started goes to the end
            if not self._has_room(other):
                continue
            waiting = self._waiting.pop(other)
            work, future = waiting.popleft()
            if waiting:
                self._waiting[other] = waiting
            if not future.done():
                self._start(work, other).add_done_callback(partial(_hand_over, future))
                return

    async def _discard(self, future: asyncio.Future[T], discard: Callable[[T], None], lane: Hashable) -> None:
        try:
            result = await future
        except Exception:  # noqa: BLE001 - its readers have disconnected
            return
        await self.submit(lambda: discard(result), lane)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Wait for cleanups under way, then end the threads."""
        for waiting in self._waiting.values():
            for _work, future in waiting:
                future.cancel()
        self._waiting.clear()
        while self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Lane:
    """The threads as the work of one lane sees them."""

    _threads: Threads
    _lane: Hashable

    async def run(self, work: Callable[[], T], stop: Callable[[], None], discard: Callable[[T], None] = close) -> T:
        """As `Threads.run`."""
        return await self._threads.run(work, stop, discard, self._lane)

    def submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """As `Threads.submit`."""
        return self._threads.submit(work, self._lane)


_Waiting = tuple[Callable[[], Any], "asyncio.Future[Any]"]


def _hand_over(future: asyncio.Future[Any], made: asyncio.Future[Any]) -> None:
    """Give to ``future``, which somebody waits for, what was made for it."""
    if future.done():
        return
    if made.cancelled():
        future.cancel()
    elif (error := made.exception()) is not None:
        future.set_exception(error)
    else:
        future.set_result(made.result())

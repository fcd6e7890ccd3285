"""Work on several threads with results in order. Compression libraries release the GIL, so threads are enough."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

MAX_DEFAULT_THREADS = 8
"""The most threads that are used unless the setting says more, because each holds output in memory."""


def thread_count(threads: int | None) -> int:
    """``threads``, or the CPUs that this process may use, at most 8, where it is None."""
    if threads is not None:
        return max(1, threads)
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MAX_DEFAULT_THREADS)
    return min(os.cpu_count() or 1, MAX_DEFAULT_THREADS)


class Pipeline(Generic[Result]):
    """Calls that run on ``threads`` threads; at most ``waiting`` more are started or waiting to be taken.

    The shorter the calls, the more must wait to keep the threads busy; each holds its results in memory.
    """

    __slots__ = ("_pending", "_pool", "_room")

    def __init__(self, threads: int, *, waiting: int = 1) -> None:
        from concurrent.futures import ThreadPoolExecutor  # slow to load, and not needed by a single stream

        self._room = threads + waiting
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="decompress")
        self._pending: deque[Future[Result]] = deque()

    def add(
        self, call: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Iterator[Result]:
        """Start ``call``; the results, in order, that are ready or that there is no more room for."""
        self._pending.append(self._pool.submit(call, *args, **kwargs))
        while self._pending and (len(self._pending) >= self._room or self._pending[0].done()):
            yield self._pending.popleft().result()

    def rest(self) -> Iterator[Result]:
        """All results that are still to come, in order."""
        while self._pending:
            yield self._pending.popleft().result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

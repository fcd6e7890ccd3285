"""HeadObject by the handlers of ``--wire``: an invocation goes on when its client has given up, and serves the next.

To tell a size a handler may have to read the whole object, which can take longer than its client or S3 Object Lambda
waits. If each try began anew, none would ever end.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from objectlambda.gateway.emulator.event import SIGNATURE_PARAMETERS
from objectlambda.gateway.runners.measurements import MOST_ABANDONED, MOST_REFUSED, REFUSED_SECONDS
from objectlambda.gateway.runners.runner import Call
from objectlambda.gateway.runners.threads import Cancellable

Result = dict[str, Any]
"""What a handler returns."""

_WITHOUT_EFFECT = frozenset(
    (
        "accept",
        "accept-encoding",
        "amz-sdk-invocation-id",
        "amz-sdk-request",
        "authorization",
        "cache-control",
        "connection",
        "host",
        "te",
        "traceparent",
        "tracestate",
        "user-agent",
        "x-amz-content-sha256",
        "x-amz-date",
    )
)
"""Headers by which no handler responds otherwise."""


@dataclass(slots=True)
class _Invocation:
    future: asyncio.Future[Result]
    deadline: Cancellable
    waiting: int = field(default=0)


class Heads:
    """The invocations under way. Used in the event loop only.

    At most `MOST_ABANDONED` go on with nobody waiting; one that is given up beyond these ends soon.

    Args:
        seconds: how long one may run.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._under_way: dict[Hashable, _Invocation] = {}
        self._refused: OrderedDict[Hashable, tuple[float, Result]] = OrderedDict()

    async def result(
        self, call: Call, invoke: Callable[[Cancellable], asyncio.Future[Result]], seconds: float | None
    ) -> asyncio.Future[Result]:
        """The invocation that responds to ``call``, done, or not yet after ``seconds``.

        Args:
            call: HeadObject.
            invoke: begins one, which ends by the deadline.
            seconds: how long it is waited for; ``None`` for as long as it takes.
        """
        key = _key(call)
        refused = self._refused_lately(key)
        if refused is not None:
            return refused
        found = self._under_way.get(key)
        if found is None or found.deadline.is_cancelled:  # one that is ending tells nothing any more
            found = self._begin(key, invoke)
        found.waiting += 1
        try:
            await asyncio.wait((found.future,), timeout=seconds)
        finally:
            found.waiting -= 1
            self._bound(found)
        return found.future

    def close(self) -> None:
        """End all of them."""
        for each in self._under_way.values():
            each.deadline.cancel()

    def _begin(self, key: Hashable, invoke: Callable[[Cancellable], asyncio.Future[Result]]) -> _Invocation:
        deadline = Cancellable.after(self._seconds)
        begun = self._under_way[key] = _Invocation(invoke(deadline), deadline)
        begun.future.add_done_callback(lambda _future: self._end(key, begun))
        return begun

    def _end(self, key: Hashable, ended: _Invocation) -> None:
        if self._under_way.get(key) is ended:
            del self._under_way[key]
        future = ended.future
        if future.cancelled() or future.exception() is not None:
            return
        if future.result().get("errorCode") == "RequestTimeout":
            self._refused[key] = time.monotonic(), future.result()
            while len(self._refused) > MOST_REFUSED:
                self._refused.popitem(last=False)

    def _bound(self, left: _Invocation) -> None:
        abandoned = sum(not each.waiting for each in self._under_way.values())
        if not left.waiting and not left.future.done() and abandoned > MOST_ABANDONED:
            left.deadline.cancel()

    def _refused_lately(self, key: Hashable) -> asyncio.Future[Result] | None:
        """The refusal of an object for which the time was not enough."""
        at, result = self._refused.get(key, (0.0, None))
        if result is None:
            return None
        if time.monotonic() - at >= REFUSED_SECONDS:
            del self._refused[key]
            return None
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        future.set_result(result)
        return future


def _key(call: Call) -> Hashable:
    """What decides the response to HeadObject: calls with the same key may share it."""
    request = call.request
    query = tuple(pair for pair in request.query if pair[0].lower() not in SIGNATURE_PARAMETERS)
    headers = tuple(sorted(pair for pair in request.headers.items() if pair[0] not in _WITHOUT_EFFECT))
    return call.access_point, request.key, query, headers, request.caller

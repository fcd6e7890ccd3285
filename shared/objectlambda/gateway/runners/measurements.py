"""Measures objects for HEAD and listings, one thread for each object; goes on when the client has given up.

What takes longer than clients wait for would otherwise never be known: each try would begin at byte 0.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from objectlambda.errors import ObjectLambdaError, RequestTimeout, SourceUnavailable
from objectlambda.gateway.runners.threads import Cancellable
from objectlambda.measures import Measure, MeasureKey

MOST_ABANDONED = 8
"""Measurements that go on with nobody waiting, at most; one that is given up beyond these ends at once."""

SLOW_SECONDS = 0.1
"""A measurement that took so long is left for other processes; faster ones they can repeat."""

REFUSED_SECONDS = 600.0
MOST_REFUSED = 1_000
"""For how long, and of how many objects at most, it is remembered that the time was not enough."""

ADVICE = "give pii_redaction mask_bytes (it keeps sizes), keep results with --cache, or leave sizes to list_sizes"

Check = Callable[[], None]
Work = Callable[[Cancellable], Measure]


class Shared(Protocol):
    """Where processes leave measures for each other."""

    def find(self, key: MeasureKey) -> Measure | None:
        """What was left, if anything."""

    def leave(self, key: MeasureKey, measure: Measure) -> None:
        """Leave ``measure`` for the others."""

    def leading(self, key: MeasureKey, check: Check) -> AbstractContextManager[None]:
        """Entered once no other process measures the object."""


class _Alone:
    def find(self, key: MeasureKey) -> None:
        del key

    def leave(self, key: MeasureKey, measure: Measure) -> None:
        """Forget it: no other process measures."""

    def leading(self, key: MeasureKey, check: Check) -> AbstractContextManager[None]:
        del key, check
        return nullcontext()


class _Flight:
    """One piece of work in a thread of its own. Its owner's lock guards ``waiting``; ``done`` says that all is set."""

    def __init__(self, deadline: Cancellable) -> None:
        self.deadline = deadline
        self.waiting = 0
        self.done = threading.Event()
        self.measure: Measure | None = None
        self.error: BaseException | None = None


class Measurements:
    """The measurements under way in this process. Its threads share what a lock guards, and their flights.

    At most one thread for each waiting request, and `MOST_ABANDONED` more. Memory is that of one read each, and what
    decoders take of the memory budget.

    Args:
        seconds: how long an object, or a page of them, is measured at most.
        shared: where other processes' measures are found.
    """

    def __init__(self, seconds: float, shared: Shared | None = None) -> None:
        self._seconds = seconds
        self._shared = shared or _Alone()
        self._lock = threading.Lock()
        self._flights: dict[object, _Flight] = {}
        self._refused: OrderedDict[object, float] = OrderedDict()
        self._closed = False

    def measure(self, key: MeasureKey | None, work: Work, check: Check, *, goes_on: bool = True) -> Measure:
        """What ``work`` gives, by the thread that measures the object already, or a new one.

        Args:
            key: of the object; without one it is known by nothing, and measured for this request alone.
            work: measures it until its deadline, in any thread.
            check: raises where the one who asks waits no longer; called every 50 ms.
            goes_on: the object is measured on when nobody waits any more.

        Raises:
            RequestTimeout: it takes longer than an object may take.
            ObjectLambdaError: what kept it from being measured, or what ``check`` raises.
        """
        with self._lock:
            flight = self._start(object(), work) if key is None else self._joined(key, work)
            flight.waiting += 1
        self._await(flight, check, goes_on=goes_on and key is not None)
        if flight.error is not None:
            raise flight.error.with_traceback(None)
        assert flight.measure is not None  # noqa: S101 - work gives one or raises
        return flight.measure

    def await_end(self, key: object, check: Check) -> None:
        """Wait for what goes on under ``key`` by `go_on`, if anything does, whatever comes of it.

        Raises:
            ObjectLambdaError: what ``check`` raises.
        """
        with self._lock:
            flight = self._flights.get(key)
            if flight is None or flight.deadline.is_cancelled:
                return
            flight.waiting += 1
        self._await(flight, check, goes_on=True)

    def _await(self, flight: _Flight, check: Check, *, goes_on: bool) -> None:
        try:
            while not flight.done.wait(0.05):
                check()
        finally:
            self._leave(flight, goes_on=goes_on)

    def go_on(self, key: object, work: Callable[[Cancellable], None]) -> None:
        """Do ``work`` with nobody waiting, where there is room for it and it is not under way already."""
        with self._lock:
            if key not in self._flights and not self._closed and self._abandoned() < MOST_ABANDONED:
                self._start(key, work)

    def close(self) -> None:
        """End all measurements."""
        with self._lock:
            self._closed = True
            flights = list(self._flights.values())
        for flight in flights:
            flight.deadline.cancel()

    def _joined(self, key: MeasureKey, work: Work) -> _Flight:
        self._check_refused(key)
        flight = self._flights.get(key)
        if flight is None or flight.deadline.is_cancelled:  # one that is ending measures nothing any more
            flight = self._start(key, lambda deadline: self._lead(key, work, deadline))
        return flight

    def _start(self, key: object, work: Callable[[Cancellable], Measure | None]) -> _Flight:
        if self._closed:
            raise SourceUnavailable("the gateway is going down")
        flight = _Flight(Cancellable.after(self._seconds))
        self._flights[key] = flight
        threading.Thread(target=self._run, args=(key, flight, work), name="measuring", daemon=True).start()
        return flight

    def _run(self, key: object, flight: _Flight, work: Callable[[Cancellable], Measure | None]) -> None:
        try:
            flight.measure = work(flight.deadline)
        except BaseException as error:  # noqa: BLE001 - it is raised where the measure is awaited
            flight.error = error
        with self._lock:
            if self._flights.get(key) is flight:
                del self._flights[key]
            if isinstance(flight.error, RequestTimeout):
                flight.error = _too_slow(self._seconds)
                self._refused[key] = time.monotonic()
                while len(self._refused) > MOST_REFUSED:
                    self._refused.popitem(last=False)
        flight.done.set()

    def _lead(self, key: MeasureKey, work: Work, deadline: Cancellable) -> Measure:
        found = self._shared.find(key)
        if found is not None:
            return found
        with self._shared.leading(key, deadline.check):
            found = self._shared.find(key)
            if found is not None:
                return found
            begun = time.monotonic()
            measure = work(deadline)
            if time.monotonic() - begun > SLOW_SECONDS:
                self._shared.leave(key, measure)
            return measure

    def _leave(self, flight: _Flight, *, goes_on: bool) -> None:
        with self._lock:
            flight.waiting -= 1
            alone = flight.waiting == 0 and not flight.done.is_set()
            if alone and (not goes_on or self._abandoned() > MOST_ABANDONED):
                flight.deadline.cancel()

    def _abandoned(self) -> int:
        return sum(not flight.waiting for flight in self._flights.values())

    def _check_refused(self, key: object) -> None:
        at = self._refused.get(key)
        if at is None:
            return
        if time.monotonic() - at < REFUSED_SECONDS:
            raise _too_slow(self._seconds)
        del self._refused[key]


def _too_slow(seconds: float) -> ObjectLambdaError:
    return RequestTimeout(f"The transformed object cannot be measured within {seconds:.0f} seconds: {ADVICE}")

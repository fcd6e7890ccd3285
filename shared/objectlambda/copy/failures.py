"""Failures of a copy: which are tried again, which are refusals, and how a run is stopped."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace

from objectlambda.copy.destination import DestinationChanged, DestinationError, DestinationUnavailable
from objectlambda.copy.job import Outcome, Status
from objectlambda.deadline import Deadline
from objectlambda.errors import ObjectLambdaError, OriginError, RequestTimeout, SourceUnavailable, s3_error

BACKOFF_SECONDS = 0.2
MOST_BACKOFF_SECONDS = 20.0


class Interrupted(ObjectLambdaError):
    """The run is being stopped; nothing of the object is left behind."""

    status, code = 503, "Interrupted"
    advice = "run it again with --resume"


class Stop(Deadline):
    """A deadline that comes when ``set`` is called; safe to share between threads."""

    __slots__ = ("_event",)

    def __init__(self, at: float | None = None) -> None:
        super().__init__(at)
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def wait(self, seconds: float) -> None:
        """Wait for ``seconds``, or until ``set`` is called."""
        self._event.wait(seconds)

    def check(self) -> None:
        if self._event.is_set():
            raise Interrupted("the run is being stopped")
        Deadline.check(self)


def as_failure(made: Outcome, error: Exception) -> Outcome:
    """``made`` with the status, code and message of ``error``: a function's refusal, or a failure."""
    _, code, message = s3_error(error)
    made = replace(made, message=message, may_pass=may_pass(error))
    if isinstance(error, DestinationError):
        return replace(made, status=Status.FAILED, code=error.destination_code)
    refused = isinstance(error, ObjectLambdaError) and error.status < 500
    refused = refused and not isinstance(error, OriginError | RequestTimeout)
    return replace(made, status=Status.REFUSED if refused else Status.FAILED, code=code)


def may_pass(error: Exception) -> bool:
    """Whether a failure may pass: the store is overloaded or gone, or the object was replaced while it was read."""
    if isinstance(error, OriginError):
        return error.origin_status >= 500 or error.origin_status in (408, 412, 429)
    if isinstance(error, DestinationUnavailable | DestinationChanged):
        return True
    return isinstance(error, SourceUnavailable | RequestTimeout)


def with_retries(
    work: Callable[[], Outcome], failure: Callable[[Exception], Outcome], retries: int, stop: Stop
) -> tuple[Outcome, int]:
    """What ``work`` gives, and how often it was called: after a failure that may pass again, ``retries`` times at most.

    The waits between the calls grow from a fifth of a second to 20 seconds, less a random part. Whatever happens is
    told by the outcome: ``failure`` makes one of an exception.
    """
    attempt = 1
    while True:
        try:
            return work(), attempt
        except Interrupted:
            return Outcome(key="", status=Status.INTERRUPTED), attempt
        except Exception as error:  # noqa: BLE001 - one object's failure must not end the run of the others
            if attempt > retries or not may_pass(error) or isinstance(error, RequestTimeout):  # no time is left
                return failure(error), attempt
        pause = min(MOST_BACKOFF_SECONDS, BACKOFF_SECONDS * 2**attempt)
        stop.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - only spreads the load
        attempt += 1

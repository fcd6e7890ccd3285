"""The time a request may take: S3 Object Lambda's 60 seconds, or what Lambda has left if that is less."""

from __future__ import annotations

import time

from objectlambda.errors import RequestTimeout

SERVICE_SECONDS = 60.0
"""WriteGetObjectResponse must be complete 60 seconds after the invocation (S3 error LambdaTimeout)."""

MARGIN_SECONDS = 2.0
"""Kept back to send the error itself; AWS's PII functions keep as much."""


class Deadline:
    """A point in time after which work stops; ``None`` never comes. It is not changed."""

    __slots__ = ("at",)

    def __init__(self, at: float | None = None) -> None:
        self.at = at

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    @classmethod
    def of(cls, context: object) -> Deadline:
        """The deadline of an invocation with Lambda's ``context`` (or none, outside Lambda).

        A context may have a ``deadline`` of its own: of a host whose work goes on when its client has given up.
        """
        given = getattr(context, "deadline", None)
        if isinstance(given, Deadline):
            return given
        remaining = getattr(context, "get_remaining_time_in_millis", None)
        seconds = min(SERVICE_SECONDS, remaining() / 1000 if remaining else SERVICE_SECONDS)
        return cls.after(seconds - min(MARGIN_SECONDS, seconds / 10))

    def remaining(self, most: float) -> float:
        """The seconds left, at most ``most`` and never less than a millisecond: fit for a socket's timeout."""
        if self.at is None:
            return most
        return max(0.001, min(most, self.at - time.monotonic()))

    def check(self) -> None:
        """Do nothing while there is time left.

        Raises:
            RequestTimeout: the deadline has passed.
        """
        if self.at is not None and time.monotonic() >= self.at:
            raise RequestTimeout("Failed to complete document processing within time limit")

"""A response of which the first bytes are made, and with them the proof that it can be made at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from objectlambda import respond
from objectlambda.head import ResponseHead
from objectlambda.streams import close

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


def started(reading: respond.Reading, at_once_bytes: int = AT_ONCE_BYTES) -> Started:
    """The response to GetObject, made as far as ``at_once_bytes``.

    Raises:
        ObjectLambdaError: the answer to the caller in its place.
    """
    return begun(respond.get(reading), at_once_bytes)


def begun(response: respond.Response, at_once_bytes: int = AT_ONCE_BYTES) -> Started:
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

"""Which responses get a Content-Length although it has to be measured first: what a request tells of its client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from objectlambda.errors import ObjectLambdaError
from objectlambda.headers import Headers
from objectlambda.s3.responses import Body

PLAIN_SECONDS = 2.0
"""How long a response waits for its length where no S3 library asks."""

SMALL_BYTES = 1024 * 1024
"""A body of no more is read before its head is sent, where its length is wanted."""
_TAKES_CHUNKS = (
    "accept-encoding",  # whoever undoes codings reads until the end, not up to a length
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "range",  # its length is always known
    "sec-fetch-mode",
    "te",
    "x-amz-checksum-mode",
)
"""Headers of clients that read chunks: AWS's SDKs, browsers, and HTTP libraries that say what they take."""


class LengthUnknown(ObjectLambdaError):
    """The length could not be had in time. It never leaves: the body is sent in chunks then."""


def is_s3_library(headers: Headers) -> bool:
    """Whether the client signs as S3 wants it. Such clients ask again after a failure."""
    return "x-amz-content-sha256" in headers


def length_seconds(headers: Headers, most: float) -> float:
    """How long a response may wait for its length: 0 for clients that read chunks.

    Some S3 libraries, as OpenDAL and Rust's object_store, read nothing of a response without one. They sign as S3
    wants it (``x-amz-content-sha256``), but say nothing of what AWS's SDKs say; for them it is ``most``.
    """
    if any(name in headers for name in _TAKES_CHUNKS):
        return 0.0
    return most if is_s3_library(headers) else min(most, PLAIN_SECONDS)


def within(seconds: float, check: Callable[[], None]) -> Callable[[], None]:
    """``check``, which also raises once ``seconds`` have passed.

    Raises:
        LengthUnknown: they have.
    """
    until = time.monotonic() + seconds

    def checked() -> None:
        check()
        if time.monotonic() > until:
            raise LengthUnknown("the length takes longer")

    return checked


async def small_body(body: Body, seconds: float) -> bytes | None:
    """The whole body where it has at most `SMALL_BYTES` and comes within ``seconds``."""
    read = bytearray()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while len(read) <= SMALL_BYTES:
                chunk = await body.next()
                if not chunk:
                    return bytes(read)
                read += chunk
    return None

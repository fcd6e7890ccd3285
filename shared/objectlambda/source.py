"""The object at its origin: fetched through the presigned URL, in bounded chunks, whole or by ranges.

A function sees a ``Source``; hosts give it an ``Origin`` to read from. The presigned URL carries the caller's rights:
exactly the headers that it names as signed are replayed (S3 User Guide, olap-writing-lambda), the conditional headers
and Range are added, nothing else. Bytes arrive as stored: Content-Encoding is never decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from objectlambda.deadline import Deadline
from objectlambda.errors import (
    STATUS_CODES,
    STATUS_MESSAGES,
    CorruptObject,
    InvalidRange,
    NotModified,
    OriginError,
    SourceUnavailable,
)
from objectlambda.headers import Headers
from objectlambda.streams import check_each, close, count_bytes, read_ahead
from objectlambda.whole_objects import is_whole, refuse_part

MAX_HELD_BYTES = 256 * 1024
"""The most that a first range may be that is held in memory."""

_CONTENT_RANGE = re.compile(r"\s*bytes\s+(\d{1,19})-(\d{1,19})/", re.IGNORECASE | re.ASCII)


class OriginResponse(NamedTuple):
    """An origin's successful response (200 or 206): headers and the raw body, to be read once and closed.

    ``is_near`` says that the body is a file's: the kernel reads it ahead, and a thread would cost more than it saves.
    """

    status: int
    headers: Headers
    body: Iterator[bytes]
    is_near: bool = False


class Origin(Protocol):
    """One object at an S3 endpoint or in a folder.

    Both methods raise what ``refuse`` raises where the origin's response is no success, and SourceUnavailable where
    there is none.
    """

    def head(self, conditions: Mapping[str, str]) -> Headers:
        """The object's headers."""

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        """The object, or the part of it that ``byte_range`` (such as ``bytes=0-99``) names."""


class Source:
    """The object as a transform's assembly sees it: its name, headers, bytes in order, and bytes at a place.

    Opened by the first request made for it. Later ranged reads are pinned to the ETag of that first response, so
    that an object replaced meanwhile is an error and never a mixture.
    """

    def __init__(self, origin: Origin, key: str, response: OriginResponse, deadline: Deadline) -> None:
        self.key = key
        self.headers = response.headers
        self.known_size = _total(response)  # None where the origin streams without saying, as a pipe does
        self.fetched = 0
        self.is_near = response.is_near
        self.takes_ranges = True  # until the origin answers one with the whole object
        # Whether later reads want an ETag, which proves that the object is the same: for whoever inspects what one
        # response holds, and hands out another's.
        self.proven = False
        self._origin = origin
        self._deadline = deadline
        self._whole: OriginResponse | None = response
        self._part: tuple[int, int, OriginResponse] | None = None
        self._bodies: list[Iterator[bytes]] = [response.body]
        self._held: tuple[int, bytes] = (0, b"")

    @classmethod
    def open(
        cls,
        origin: Origin,
        key: str,
        conditions: Mapping[str, str],
        deadline: Deadline,
        first: str | None = None,
        *,
        hold: bool = True,
    ) -> Source:
        """The source that answers a GET with ``conditions``.

        Args:
            origin: where the object lies.
            key: its key.
            conditions: conditional headers, already translated for the origin.
            deadline: after which every read raises RequestTimeout.
            first: the byte range to ask for at first (such as ``bytes=-65536``); ``None`` for the whole object.
            hold: read that range into memory at once: it is short, and others are to follow. Otherwise it waits for
                the ``stream`` that asks for just these bytes.
        """
        if first is None:
            return cls(origin, key, _get_whole(origin, conditions), deadline)
        try:
            response = origin.get(conditions, first)
        except (OriginError, InvalidRange) as error:
            if isinstance(error, OriginError) and error.origin_status != 416:
                raise
            # An empty object has no first or last byte; the caller, who knows the size, refuses a range behind the end.
            return cls(origin, key, _get_whole(origin, conditions), deadline)
        place, total = _place(response), _total(response)
        if place is None and response.status == 206:
            close(response.body)
            raise SourceUnavailable("the origin answered with a part of the object and does not tell which")
        if place is not None and total is None:  # it may go on behind what was asked for, and nobody knows
            close(response.body)
            response, place = _get_whole(origin, conditions), None
        source = cls(origin, key, response, deadline)
        source.takes_ranges = place is not None and not (hold and place == (0, total) and place[1] > MAX_HELD_BYTES)
        if place is None or not source.takes_ranges:
            return source
        source._whole, source._part = None, (*place, response)
        if hold:
            source._hold(*place)
        return source

    @property
    def size(self) -> int:
        """The object's size in bytes, which ranged reads need.

        Raises:
            CorruptObject: the origin did not tell it.
        """
        if self.known_size is None:
            raise CorruptObject("the origin's response does not tell the object's size")
        return self.known_size

    @property
    def etag(self) -> str | None:
        """The origin's ETag, quoted as it was sent."""
        return self.headers.get("etag")

    @property
    def tail(self) -> bytes:
        """The object's last bytes, where they were asked for first."""
        start, held = self._held
        return held if start + len(held) == self.known_size else b""

    def chunks(self) -> Iterator[bytes]:
        """The whole object from its first byte, fetched as it is read. The first call uses the open response."""
        response, self._whole = self._whole, None
        return self._from_start() if response is None else self._read(response)

    def ahead(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """``chunks`` of this object, read ahead by a thread where they come from afar."""
        return chunks if self.is_near else read_ahead(chunks)

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Bytes ``start`` to ``stop`` (exclusive), fetched as they are read."""
        if start >= stop:
            return
        held_start, held = self._held
        if held_start <= start < held_start + len(held):
            yield held[start - held_start : stop - held_start]
            start = held_start + len(held)
            if start >= stop:
                return
        yield from self._read(self._asked_for(start, stop))

    def read_at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start``; fewer only where the object ends.

        The caller bounds ``length``: this is for headers and directories, not for content.
        """
        return b"".join(self.stream(start, min(start + length, self.size)))

    def close(self) -> None:
        """Give back the connections of all bodies, read to their end or not."""
        bodies, self._bodies, self._whole, self._part = self._bodies, [], None, None
        for body in bodies:
            close(body)

    def _from_start(self) -> Iterator[bytes]:
        is_at_hand = self._held[1] and self._held[0] == 0
        if is_at_hand or (self._part is not None and self._part[:2] == (0, self.known_size)):
            yield from self.stream(0, self.size)
        else:
            yield from self._read(self._get(None))

    def _hold(self, start: int, stop: int) -> None:
        if stop - start > MAX_HELD_BYTES:
            self.close()
            raise SourceUnavailable("the origin answered with more than the bytes that it was asked for")
        held = b"".join(self._read(self._asked_for(start, stop)))
        if len(held) != stop - start:
            raise SourceUnavailable(f"the origin's body broke off after {len(held)} bytes of {stop - start}")
        self._held = (start, held)

    def _asked_for(self, start: int, stop: int) -> OriginResponse:
        part, self._part = self._part, None
        if part is not None:
            if part[:2] == (start, stop):
                return part[2]
            close(part[2].body)
        response = self._get(f"bytes={start}-{stop - 1}")
        place = _place(response)
        if place is None:
            close(response.body)
            raise OriginError(501, "NotImplemented", "the origin ignores Range, which this format needs")
        if place[0] != start or place[1] > stop:
            close(response.body)
            raise SourceUnavailable(f"the origin was asked for bytes {start}-{stop - 1} and answered with others")
        return response

    def _get(self, byte_range: str | None) -> OriginResponse:
        asked = pin_conditions(self.headers)
        response = self._origin.get(asked, byte_range) if byte_range else _get_whole(self._origin, asked)
        try:
            check_same(self.headers, response.headers, proven=self.proven)
        except OriginError:
            close(response.body)
            raise
        first, others = self._bodies[:1], self._bodies[1:]  # the first may still be open, and the one before
        self._bodies = [*first, *others[-1:], response.body]
        return response

    def _read(self, response: OriginResponse) -> Iterator[bytes]:
        return check_each(count_bytes(response.body, self._count), self._deadline.check)

    def _count(self, length: int) -> None:
        self.fetched += length


def _get_whole(origin: Origin, conditions: Mapping[str, str]) -> OriginResponse:
    """The response to a GET of the whole object.

    Raises:
        InvalidRequest: it holds a part of it.
    """
    response = origin.get(conditions)
    if not is_whole(response.status, response.headers):
        close(response.body)
        raise refuse_part()
    return response


def pin_conditions(headers: Headers) -> dict[str, str]:
    """The condition that later reads must meet to be of the same object as the response with ``headers``."""
    etag = headers.get("etag")
    # A weak one never matches (RFC 9110, section 13.1.1). `check_same` compares the response's headers in any case.
    return {"If-Match": etag} if etag and not etag.startswith("W/") else {}


def check_same(headers: Headers, later: Headers, *, proven: bool = False) -> None:
    """Do nothing if a response with the headers ``later`` is of the same object: not every store heeds If-Match.

    Raises:
        OriginError: 412 PreconditionFailed, it has another ETag; 501 NotImplemented, one of them has none, and it must
            be ``proven``.
    """
    tag, other = headers.get("etag"), later.get("etag")
    if proven and (tag is None or other is None):
        raise OriginError(501, "NotImplemented", "the origin gives no ETag, which proves that the object is the same")
    if other is not None and other != tag:
        raise OriginError(412, "PreconditionFailed", "the object was replaced while it was being read")


def refuse(
    status: int, headers: Headers, code: str = "", message: str = "", details: Mapping[str, str] | None = None
) -> None:
    """Raise the error that an origin's response stands for, if it is no success.

    Raises:
        NotModified: 304, with the origin's headers.
        OriginError: any other status but 200 and 206, with the origin's code and message, or S3's usual ones.
    """
    if status in (200, 206):
        return
    if status == 304:
        raise NotModified(headers=headers)
    said = message or STATUS_MESSAGES.get(status, f"the origin answered {status}")
    error = OriginError(status, code or STATUS_CODES.get(status, ""), said, details)
    error.is_bare = not code
    raise error


def _place(response: OriginResponse) -> tuple[int, int] | None:
    """Where the part that ``response`` holds begins and ends (exclusive); ``None`` where it is the whole object."""
    match = _CONTENT_RANGE.match(response.headers.get("content-range", ""))
    return (int(match[1]), int(match[2]) + 1) if match is not None else None


def _total(response: OriginResponse) -> int | None:
    content_range = response.headers.get("content-range", "")
    text = content_range.rpartition("/")[2] if content_range else response.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else None

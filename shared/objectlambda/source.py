"""The object at its origin: fetched through the presigned URL, in bounded chunks, whole or by ranges.

A function sees a ``Source``; hosts give it an ``Origin`` to read from. The presigned URL carries the caller's rights:
exactly the headers that it names as signed are replayed (S3 User Guide, olap-writing-lambda), the conditional headers
and Range are added, nothing else. Bytes arrive as stored: Content-Encoding is never decoded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from objectlambda.deadline import Deadline
from objectlambda.errors import STATUS_CODES, CorruptObject, NotModified, OriginError
from objectlambda.headers import Headers
from objectlambda.streams import close, counted, guarded


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginAnswer:
    """An origin's successful answer (200 or 206): headers and the raw body, to be read once and closed."""

    status: int
    headers: Headers
    body: Iterator[bytes] = field(repr=False)


class Origin(Protocol):
    """One object at an S3 endpoint or in a folder.

    Both methods raise what ``refuse`` raises where the origin's answer is no success, and SourceUnavailable where
    there is none.
    """

    def head(self, conditions: Mapping[str, str]) -> Headers:
        """The object's headers."""

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginAnswer:
        """The object, or the part of it that ``byte_range`` (such as ``bytes=0-99``) names."""


class Source:
    """The object as a transform's assembly sees it: its name, headers, bytes in order, and bytes at a place.

    Opened by the first request made for it. Later ranged reads are pinned to the ETag of that first answer, so
    that an object replaced meanwhile is an error and never a mixture.
    """

    def __init__(self, origin: Origin, key: str, answer: OriginAnswer, deadline: Deadline) -> None:
        self.key = key
        self.headers = answer.headers
        self.known_size = _total(answer)  # None where the origin streams without saying, as a pipe does
        self.fetched = 0
        self._origin = origin
        self._deadline = deadline
        self._answer: OriginAnswer | None = answer
        self._bodies: list[Iterator[bytes]] = [answer.body]
        self._tail: tuple[int, bytes] | None = None

    @classmethod
    def open(
        cls, origin: Origin, key: str, conditions: Mapping[str, str], deadline: Deadline, tail_bytes: int = 0
    ) -> Source:
        """The source that answers a GET with ``conditions``.

        Args:
            origin: where the object lies.
            key: its key.
            conditions: conditional headers, already translated for the origin.
            deadline: after which every read raises RequestTimeout.
            tail_bytes: where over 0, only so many bytes of the object's end are asked for at first.
        """
        if tail_bytes == 0:
            return cls(origin, key, origin.get(conditions), deadline)
        try:
            answer = origin.get(conditions, f"bytes=-{tail_bytes}")
        except OriginError as error:
            if error.origin_status != 416:
                raise
            answer = origin.get(conditions)  # an empty object has no last byte
        source = cls(origin, key, answer, deadline)
        if answer.headers.get("content-range"):
            tail = b"".join(source._read(answer))  # at most tail_bytes, since that is what was asked for
            source._answer = None
            source._tail = (source.size - len(tail), tail)
        return source

    @property
    def size(self) -> int:
        """The object's size in bytes, which ranged reads need.

        Raises:
            CorruptObject: the origin did not tell it.
        """
        if self.known_size is None:
            raise CorruptObject("the origin's answer does not tell the object's size")
        return self.known_size

    @property
    def etag(self) -> str | None:
        """The origin's ETag, quoted as it was sent."""
        return self.headers.get("etag")

    @property
    def tail(self) -> bytes:
        """The object's last bytes, where they were asked for first."""
        return self._tail[1] if self._tail else b""

    def chunks(self) -> Iterator[bytes]:
        """The whole object from its first byte, fetched as it is read. The first call uses the open answer."""
        answer, self._answer = self._answer, None
        if answer is None:
            answer = self._get(None)
        return self._read(answer)

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Bytes ``start`` to ``stop`` (exclusive), fetched as they are read."""
        if start >= stop:
            return
        if self._tail is not None and start >= self._tail[0]:
            yield self._tail[1][start - self._tail[0] : stop - self._tail[0]]
            return
        answer = self._get(f"bytes={start}-{stop - 1}")
        if not answer.headers.get("content-range"):
            close(answer.body)
            raise OriginError(501, "NotImplemented", "the origin ignores Range, which this format needs")
        yield from self._read(answer)

    def read_at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start``; fewer only where the object ends.

        The caller bounds ``length``: this is for headers and directories, not for content.
        """
        return b"".join(self.stream(start, min(start + length, self.size)))

    def close(self) -> None:
        """Give back the connections of all bodies, read to their end or not."""
        bodies, self._bodies, self._answer = self._bodies, [], None
        for body in bodies:
            close(body)

    def _get(self, byte_range: str | None) -> OriginAnswer:
        answer = self._origin.get(pinned(self.headers), byte_range)
        self._bodies = [*self._bodies[-1:], answer.body]
        return answer

    def _read(self, answer: OriginAnswer) -> Iterator[bytes]:
        return guarded(counted(answer.body, self._count), self._deadline.check)

    def _count(self, length: int) -> None:
        self.fetched += length


def pinned(headers: Headers) -> dict[str, str]:
    """The condition that later reads must meet to be of the same object as the answer with ``headers``."""
    etag = headers.get("etag")
    return {"If-Match": etag} if etag else {}


def refuse(status: int, headers: Headers, code: str = "", message: str = "") -> None:
    """Raise what an origin's answer stands for, if it is no success.

    Raises:
        NotModified: 304, with the origin's headers.
        OriginError: any other status but 200 and 206, with the origin's code and message, or S3's usual ones.
    """
    if status in (200, 206):
        return
    if status == 304:
        raise NotModified(headers=headers)
    raise OriginError(status, code or STATUS_CODES.get(status, ""), message or f"the origin answered {status}")


def _total(answer: OriginAnswer) -> int | None:
    content_range = answer.headers.get("content-range", "")
    text = content_range.rpartition("/")[2] if content_range else answer.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else None

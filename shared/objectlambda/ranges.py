"""Byte ranges and part numbers, applied to the transformed object.

S3 Object Lambda leaves both to the function: "fetch, transform, then apply the range" (S3 User Guide,
range-get-olap). What S3 ignores is ignored: several ranges, other units, ``bytes=9-5``.
Source: RFC 9110, section 14; the API reference of GetObject.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from objectlambda.errors import InvalidPartNumber, InvalidRange, InvalidRequest
from objectlambda.headers import Headers
from objectlambda.memory_budget import Reservation

PART_SIZE_BYTES = 5 * 1024 * 1024
MAX_PART_NUMBER = 10_000

_MAX_OFFSET = (1 << 63) - 1  # servers take no larger ones

_BYTES = re.compile(r"\s*bytes\s*=\s*(\d{0,40})\s*-\s*(\d{0,40})\s*", re.IGNORECASE | re.ASCII)


class Span(NamedTuple):
    """Bytes ``start`` to ``stop`` (exclusive) of an object of ``total`` bytes."""

    start: int
    stop: int
    total: int

    @property
    def length(self) -> int:
        return self.stop - self.start

    @property
    def content_range(self) -> str:
        """The value of the Content-Range header, such as ``bytes 0-99/1234``."""
        return f"bytes {self.start}-{self.stop - 1}/{self.total}"


class ByteRange(NamedTuple):
    """A range as asked for: from ``first`` to ``last`` inclusive, or the last ``suffix`` bytes."""

    first: int = 0
    last: int | None = None
    suffix: int | None = None

    @property
    def header(self) -> str:
        """The Range header that asks for it."""
        if self.suffix is not None:
            return f"bytes=-{min(self.suffix, _MAX_OFFSET)}"
        last = "" if self.last is None else min(self.last, _MAX_OFFSET)
        return f"bytes={min(self.first, _MAX_OFFSET)}-{last}"

    def resolve(self, total: int) -> Span:
        """The bytes it stands for in an object of ``total`` bytes.

        Raises:
            InvalidRange: it starts behind the end, or the object is empty.
        """
        if self.suffix is not None:
            if self.suffix == 0 or total == 0:
                raise InvalidRange(f"a suffix of {self.suffix} bytes of an object of {total} bytes is empty", total)
            return Span(start=max(0, total - self.suffix), stop=total, total=total)
        if self.first >= total:
            raise InvalidRange(f"the range starts at byte {self.first}, the object has {total} bytes", total)
        stop = total if self.last is None else min(self.last + 1, total)
        return Span(start=self.first, stop=stop, total=total)


class PartNumber(NamedTuple):
    """Part ``number`` (from 1) of the object cut into parts of 5 MiB, as AWS's own sample cuts it.

    The transformed object was never uploaded in parts, so its parts are virtual.
    """

    number: int

    @property
    def header(self) -> str:
        """The Range header that asks for it."""
        start = (self.number - 1) * PART_SIZE_BYTES
        return f"bytes={start}-{start + PART_SIZE_BYTES - 1}"

    def resolve(self, total: int) -> Span:
        """The bytes of the part in an object of ``total`` bytes; part 1 of an empty object is empty.

        Raises:
            InvalidPartNumber: the object has fewer parts.
        """
        start = (self.number - 1) * PART_SIZE_BYTES
        if start >= max(total, 1):
            raise InvalidPartNumber(self.number, parts_count(total))
        return Span(start=start, stop=min(start + PART_SIZE_BYTES, total), total=total)


Selection = ByteRange | PartNumber


def parts_count(total: int) -> int:
    """How many virtual parts an object of ``total`` bytes has; at least one."""
    return max(1, -(-total // PART_SIZE_BYTES))


def selection(headers: Headers, query: Mapping[str, str]) -> Selection | None:
    """What of the object the caller asked for: a range, a part, or ``None`` for all of it.

    A range comes as the header ``Range`` or the query parameter ``Range``, a part as ``partNumber``.

    Raises:
        InvalidRequest: both at once, or a part number that is none.
    """
    parameters = {name.lower(): value for name, value in query.items()}
    asked = headers.get("range") or parameters.get("range")
    part = parameters.get("partnumber")
    if part is None:
        return parse_range(asked) if asked else None
    if asked:
        raise InvalidRequest("Cannot specify both Range header and partNumber query parameter")
    if not (part.isascii() and part.isdigit() and len(part) < 6 and 1 <= int(part) <= MAX_PART_NUMBER):
        raise InvalidRequest(f"partNumber must be a whole number from 1 to {MAX_PART_NUMBER}")
    return PartNumber(number=int(part))


def parse_range(value: str) -> ByteRange | None:
    """The range that a header asks for, or ``None`` where S3 would ignore it."""
    match = _BYTES.fullmatch(value)
    if match is None:
        return None
    first, last = match.groups()
    if first == "":
        return ByteRange(suffix=int(last)) if last else None
    if last == "":
        return ByteRange(first=int(first))
    return ByteRange(first=int(first), last=int(last)) if int(last) >= int(first) else None


MAX_RETAINED_BYTES = 16 * 1024 * 1024
"""A part is held in memory up to this while the size is counted; a larger one wants a second pass.

It counts in the memory budget of all requests until it is sent.
"""


def count(chunks: Iterator[bytes], wanted: Selection, memory: Reservation) -> tuple[int, list[bytes] | None]:
    """The number of bytes in ``chunks``, and the wanted ones where they fit into MAX_RETAINED_BYTES and ``memory``.

    Where other requests hold the memory that they would take, they are not kept either.
    """
    if isinstance(wanted, ByteRange) and wanted.suffix is not None:
        return _count_keeping_last(chunks, wanted.suffix, memory)
    # Resolved against an endless object: where the part ends if the object does not end before it.
    span = wanted.resolve(1 << 64)
    total, kept = 0, 0
    retained: list[bytes] | None = []
    for chunk in chunks:
        piece = chunk[max(0, span.start - total) : max(0, span.stop - total)]
        total += len(chunk)
        if piece and retained is not None:
            kept += len(piece)
            if kept > MAX_RETAINED_BYTES or not memory.try_grow_to(kept):
                retained = None
                memory.close()
                continue
            retained.append(piece)
    return total, retained


def _count_keeping_last(chunks: Iterator[bytes], suffix: int, memory: Reservation) -> tuple[int, list[bytes] | None]:
    total, kept = 0, 0
    if suffix > MAX_RETAINED_BYTES:
        return sum(map(len, chunks)), None
    last: deque[bytes] = deque()
    for chunk in chunks:
        total += len(chunk)
        if not memory.try_grow_to(min(kept + len(chunk), suffix + len(chunk))):
            memory.close()
            return total + sum(map(len, chunks)), None
        kept += len(chunk)
        last.append(chunk)
        while last and kept - len(last[0]) >= suffix:
            kept -= len(last.popleft())
    if last and kept > suffix:
        last[0] = last[0][kept - suffix :]
    return total, list(last)

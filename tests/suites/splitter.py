"""One S3 endpoint out of two: reads are answered by the gateway, everything else by the store behind it.

A compatibility suite writes what it reads, and the gateway only reads. Each request goes on byte for byte, Host and
signature included, to one of the two, and its answer comes back the same way: what the suite's client signed, the
gateway verifies. A bucket becomes an access point of its name before its maker hears that it is there, see
``access_points``.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote

from objectlambda.s3.operations import SUBRESOURCES
from objectlambda.s3.requests import parse_query

ADMINISTRATION = frozenset().union(*SUBRESOURCES.values()) | {"versioning"}
"""What is asked of a bucket or an object beside its content: the store's own business, and 501 at the gateway."""

MAX_HEAD_BYTES = 256 * 1024
PIECE_BYTES = 64 * 1024
_ACCESS_KEY = re.compile(r"Credential=([^/,\s]+)/|AWS ([^:\s]+):")


class Buckets(Protocol):
    """Hears of buckets that were made and deleted in the store."""

    async def made(self, bucket: str, access_key: str) -> None:
        """``bucket`` is there; whoever has ``access_key`` made it."""

    async def deleted(self, bucket: str) -> None:
        """``bucket`` is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a request or of an answer, with its bytes as they came; names of headers in lower case."""

    raw: bytes
    first: tuple[str, str, str]
    headers: dict[str, str]

    @property
    def length(self) -> int:
        """The bytes of a body that is not chunked."""
        text = self.headers.get("content-length", "0")
        return int(text) if text.isascii() and text.isdigit() else 0

    @property
    def chunked(self) -> bool:
        return "chunked" in self.headers.get("transfer-encoding", "").lower()

    @property
    def closing(self) -> bool:
        return "close" in self.headers.get("connection", "").lower() or "HTTP/1.0" in self.first


@dataclass(slots=True, kw_only=True)
class Splitter:
    """The endpoint; ``gateway`` and ``store`` are ports on loopback.

    ``reads`` counts what the gateway was asked. Without a gateway all goes to the store.
    """

    gateway: int | None
    store: int
    buckets: Buckets
    reads: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client, request after request."""
        try:
            while (head := await _head(reader)) is not None:
                if not await self._exchange(head, reader, writer):
                    break
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            writer.transport.abort()  # whatever broke off, the client must not take what it has for the whole
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _exchange(self, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Hand on a request and its answer; whether the connection can be used again."""
        port = self.store
        if self.gateway is not None and is_read(head):
            port = self.gateway
            self.reads += 1
        above, upward = await asyncio.open_connection("127.0.0.1", port, limit=MAX_HEAD_BYTES)
        upward.write(head.raw)
        sending = asyncio.create_task(_body(head, reader, upward))
        try:
            reusable = await _answer(head, above, writer, lambda status: self._done(head, status))
            return reusable and sending.done() and sending.exception() is None and not head.closing
        finally:
            sending.cancel()
            await asyncio.wait((sending,))
            upward.close()

    async def _done(self, head: Head, status: int) -> None:
        bucket, key, names = target(head)
        if key or names or not bucket or not 200 <= status < 300:
            return
        if head.first[0] == "PUT":
            await self.buckets.made(bucket, access_key(head))
        elif head.first[0] == "DELETE":
            await self.buckets.deleted(bucket)


def is_read(head: Head) -> bool:
    """Whether a request is one that the gateway is there for."""
    return head.first[0] in ("GET", "HEAD") and not target(head)[2] & ADMINISTRATION


def target(head: Head) -> tuple[str, str, set[str]]:
    """The bucket and key in a request's path, and the names in its query."""
    path, _, query = head.first[1].partition("?")
    bucket, _, key = path.removeprefix("/").partition("/")
    return unquote(bucket), key, {name for name, _ in parse_query(query)}


def access_key(head: Head) -> str:
    """Whose request it is; empty where nobody signed it."""
    match = _ACCESS_KEY.search(head.headers.get("authorization", ""))
    return (match[1] or match[2]) if match else ""


async def _head(reader: asyncio.StreamReader) -> Head | None:
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    lines = raw.decode("latin-1").split("\r\n")
    first = [*lines[0].split(" ", 2), "", ""][:3]
    pairs = (line.partition(":") for line in lines[1:] if line)
    return Head(
        raw=raw, first=(first[0], first[1], first[2]), headers={name.lower(): value.strip() for name, _, value in pairs}
    )


async def _answer(
    asked: Head, above: asyncio.StreamReader, writer: asyncio.StreamWriter, done: Callable[[int], Awaitable[None]]
) -> bool:
    while True:
        head = await _head(above)
        if head is None:
            raise ConnectionResetError
        status = int(head.first[1])
        if status >= 200:
            break
        writer.write(head.raw)
    await done(status)
    writer.write(head.raw)
    bodiless = asked.first[0] == "HEAD" or status in (204, 304)
    if bodiless or head.chunked or "content-length" in head.headers:
        if not bodiless:
            await _body(head, above, writer)
        await writer.drain()
        return not head.closing
    while piece := await above.read(PIECE_BYTES):
        writer.write(piece)
        await writer.drain()
    return False


async def _body(head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if not head.chunked:
        await _copy(head.length, reader, writer)
        return
    while True:
        line = await reader.readuntil(b"\r\n")
        writer.write(line)
        size = int(line.partition(b";")[0], 16)
        if size == 0:
            break
        await _copy(size + 2, reader, writer)
    while line != b"\r\n":  # trailers, up to the empty line
        line = await reader.readuntil(b"\r\n")
        writer.write(line)
    await writer.drain()


async def _copy(length: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while length:
        piece = await reader.read(min(length, PIECE_BYTES))
        if not piece:
            raise EOFError
        length -= len(piece)
        writer.write(piece)
        await writer.drain()

"""Connections to origins that are given up where nothing comes: each response's head and body are bounded in time.

A timeout of a socket begins anew with every byte. An origin that drips, or says ``100 Continue`` for ever, would hold a
thread for as long as it likes. Here, every read from the socket is counted: see `OriginLimits`.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginLimits:
    """How long an origin is waited for.

    Attributes:
        read_seconds: how long nothing at all may come.
        head_seconds: what a response's head may take altogether.
        head_bytes: the size of a head, interim responses included; S3's have some 10 KB at most.
        window_seconds: the waiting over which a body's speed is judged; the time of its own reader is not counted.
        least_bytes_per_second: what a body must bring over that time.
    """

    read_seconds: float = 20.0
    head_seconds: float = 20.0
    head_bytes: int = 256 * 1024
    window_seconds: float = 20.0
    least_bytes_per_second: int = 1024


USUAL_LIMITS = OriginLimits()

_HEAD_LINE = re.compile(rb"HTTP/|[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*:|[ \t\r\n]|\Z")
"""The status line, a header (RFC 9110, section 5.6.2: what a name may be), its fold, or the end of the head."""

_asking = threading.local()
"""``check``, per thread: what raises where the one who asks is gone, called before each wait for the origin."""


def asked_by(check: Callable[[], None]) -> None:
    """From now on, this thread's reads from origins are for somebody who is gone once ``check`` raises."""
    _asking.check = check


class _Waiting:
    """Holds the reads of one response to ``limits``; used by one thread at a time."""

    def __init__(self, limits: OriginLimits) -> None:
        self._limits = limits
        self._head_until: float | None = None
        self._waited = 0.0
        self._got = 0

    @property
    def head_bytes(self) -> int:
        """What a head, or the trailers, may have."""
        return self._limits.head_bytes

    @property
    def in_head(self) -> bool:
        """Whether a response's head is being read."""
        return self._head_until is not None

    def begin_head(self) -> None:
        self._head_until, self._got = time.monotonic() + self._limits.head_seconds, 0

    def end_head(self) -> None:
        self._head_until, self._waited, self._got = None, 0.0, 0

    def read(self, read: Callable[[], int | None]) -> int | None:
        """What ``read`` gives, a number of bytes.

        Raises:
            TimeoutError: nothing, or next to nothing, comes.
            http.client.HTTPException: the head is too large.
        """
        check = getattr(_asking, "check", None)
        if check is not None:
            check()
        begun = time.monotonic()
        if self._head_until is not None and begun > self._head_until:
            raise TimeoutError("the head of the response takes too long")
        count = read()
        self._got += count or 0
        if self._head_until is not None:
            if self._got > self._limits.head_bytes:
                raise http.client.HTTPException("the head of the response is too large")
            return count
        self._waited += time.monotonic() - begun
        if self._waited > self._limits.window_seconds:
            if count and self._got < self._waited * self._limits.least_bytes_per_second:
                raise TimeoutError("the body comes too slowly")
            self._waited, self._got = 0.0, 0
        return count


class _Reads(io.RawIOBase):
    """A socket's bytes, whose reads are counted."""

    def __init__(self, raw: Any, waiting: _Waiting) -> None:
        self._raw, self._waiting = raw, waiting

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        return self._waiting.read(lambda: self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Lines(io.BufferedReader):
    """A response's bytes, of whose head those lines are left out that are no header.

    `http.client` takes a line without a header's name for the end of the head. All that follows would be lost, the
    length of the body, too. Trailers behind a body are bounded as the head is.
    """

    def __init__(self, raw: _Reads, waiting: _Waiting) -> None:
        super().__init__(raw, 64 * 1024)
        self._waiting = waiting
        self._in_lines = 0  # bytes of a body's lines, sizes of chunks and trailers, since its last content

    def read(self, size: int | None = -1, /) -> bytes:
        self._in_lines = 0
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not self._waiting.in_head:
            self._in_lines += len(line)
            if self._in_lines > self._waiting.head_bytes:
                raise http.client.HTTPException("the body's trailers are too large")
            return line
        while not _HEAD_LINE.match(line):
            line = super().readline(size)
            while line[:1] in (b" ", b"\t"):  # what is folded belongs to the line that is left out
                line = super().readline(size)
        return line


class _Response(http.client.HTTPResponse):
    """A response whose head and body are held to ``limits``."""

    limits = USUAL_LIMITS

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self._socket = sock
        self._waiting = _Waiting(self.limits)
        self.fp = _Lines(_Reads(sock.makefile("rb", buffering=0), self._waiting), self._waiting)

    def begin(self) -> None:
        self._waiting.begin_head()
        super().begin()
        self._waiting.end_head()
        _acknowledge(self._socket)


def _acknowledge(sock: Any) -> None:
    """Tell the origin at once that the head has arrived.

    An origin that writes head and body apart and leaves Nagle's algorithm on (RFC 1122, section 4.2.3.4) holds back the
    last bytes of a short body until then, and Linux may take 40 ms to say so.
    """
    if isinstance(sock, socket.socket) and hasattr(socket, "TCP_QUICKACK"):
        with suppress(OSError):  # it is closed, or no TCP
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


def limit_connections(manager: urllib3.PoolManager, limits: OriginLimits) -> urllib3.PoolManager:
    """``manager``, whose connections from now on hold origins to ``limits``."""
    response = type("_LimitedResponse", (_Response,), {"limits": limits})
    manager.pool_classes_by_scheme = {
        scheme: type(
            pool.__name__,
            (pool,),
            {"ConnectionCls": type(connection.__name__, (connection,), {"response_class": response})},
        )
        for scheme, pool, connection in (
            ("http", urllib3.HTTPConnectionPool, HTTPConnection),
            ("https", urllib3.HTTPSConnectionPool, HTTPSConnection),
        )
    }
    return manager

"""Connections to origins that are given up where nothing comes: each response's head and body are bounded in time.

A timeout of a socket begins anew with every byte. An origin that drips, or says ``100 Continue`` for ever, would hold a
thread for as long as it likes. Here, every read from the socket is counted: see `Patience`.
"""

from __future__ import annotations

import http.client
import io
import re
import threading
import time
from collections.abc import Callable
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

HEAD_SECONDS = 20.0
"""What a response's head may take altogether."""

MAX_HEAD_BYTES = 256 * 1024
"""Of a response's head, interim responses included; S3's have some 10 KB at most."""

WINDOW_SECONDS = 20.0
LEAST_BYTES_PER_SECOND = 1024
"""What a body must bring, over `WINDOW_SECONDS` of waiting for it. The time that its reader takes does not count."""

_HEAD_LINE = re.compile(rb"HTTP/|[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*:|[ \t\r\n]|\Z")
"""The status line, a header (RFC 9110, section 5.6.2: what a name may be), its fold, or the end of the head."""

_asking = threading.local()
"""``check``, per thread: what raises where the one who asks is gone, called before each wait for the origin."""


def asked_by(check: Callable[[], None]) -> None:
    """From now on, this thread's reads from origins are for somebody who is gone once ``check`` raises."""
    _asking.check = check


class Patience:
    """What is borne of one connection; used by one thread at a time.

    The reader of a head may wait `HEAD_SECONDS` in all and gets `MAX_HEAD_BYTES`; the reader of a body waits for as
    long as `LEAST_BYTES_PER_SECOND` come.
    """

    def __init__(self) -> None:
        self._head_until: float | None = None
        self._waited = 0.0
        self._got = 0

    @property
    def in_head(self) -> bool:
        """Whether a response's head is being read."""
        return self._head_until is not None

    def begin_head(self) -> None:
        self._head_until, self._got = time.monotonic() + HEAD_SECONDS, 0

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
            if self._got > MAX_HEAD_BYTES:
                raise http.client.HTTPException("the head of the response is too large")
            return count
        self._waited += time.monotonic() - begun
        if self._waited > WINDOW_SECONDS:
            if count and self._got < self._waited * LEAST_BYTES_PER_SECOND:
                raise TimeoutError("the body comes too slowly")
            self._waited, self._got = 0.0, 0
        return count


class _Reads(io.RawIOBase):
    """A socket's bytes, with patience."""

    def __init__(self, raw: Any, patience: Patience) -> None:
        self._raw, self._patience = raw, patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        return self._patience.read(lambda: self._raw.readinto(buffer))

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Lines(io.BufferedReader):
    """A response's bytes, of whose head those lines are left out that are no header.

    `http.client` takes a line without a header's name for the end of the head. All that follows would be lost, the
    length of the body, too.
    """

    def __init__(self, raw: _Reads, patience: Patience) -> None:
        super().__init__(raw, 64 * 1024)
        self._patience = patience

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not self._patience.in_head:
            return line
        while not _HEAD_LINE.match(line):
            line = super().readline(size)
            while line[:1] in (b" ", b"\t"):  # what is folded belongs to the line that is left out
                line = super().readline(size)
        return line


class _Response(http.client.HTTPResponse):
    """A response that is read with patience."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp.close()
        self._patience = Patience()
        self.fp = _Lines(_Reads(sock.makefile("rb", buffering=0), self._patience), self._patience)

    def begin(self) -> None:
        self._patience.begin_head()
        super().begin()
        self._patience.end_head()


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


def use_patient_connections(manager: urllib3.PoolManager) -> urllib3.PoolManager:
    """``manager``, whose connections from now on bear with origins as `Patience` says."""
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
    return manager

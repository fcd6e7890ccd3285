"""A listening socket that counts what it accepted, so that connections are bounded before they say a word."""

from __future__ import annotations

import errno
import logging
import os
import resource
import socket
import time

from objectlambda import log

SPARE_FILES = 32
"""Descriptors, or a quarter of all if that is more, that connections do not take: objects and origins need some."""

OVER = 16
"""Connections beyond the bound that may be open while they are told so in HTTP."""

BACKLOG = 2048
"""Connections that may wait to be accepted."""

ACCEPTED_AT_ONCE = 1
"""Connections that are accepted each time the event loop finds some waiting. asyncio would take all of a burst, and so
leave nothing to the other workers that share the socket."""

LOG_SECONDS = 1.0
_OUT_OF_FILES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


def most_connections(wanted: int) -> int:
    """``wanted``, or as many as this process's limit of open files leaves room for."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if files == resource.RLIM_INFINITY else max(1, min(wanted, files - max(SPARE_FILES, files // 4)))


class Listener(socket.socket):
    """Takes over ``listener``; connections beyond ``most`` are closed at once. Used in the event loop only.

    A connection counts from its acceptance to its end, also while nothing was said or a TLS handshake is under way.
    Where the process is out of descriptors, one in reserve serves to accept connections and close them: they would be
    reported as waiting again and again. What was refused is logged once a second.
    """

    def __init__(self, listener: socket.socket, most: int) -> None:
        super().__init__(listener.family, listener.type, listener.proto, fileno=listener.detach())
        self._most = most
        self._open = self._refused = 0
        self._logged = 0.0
        self._reserve = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)

    def accept(self) -> tuple[socket.socket, object]:
        """As any socket's.

        Raises:
            ConnectionAbortedError: the connection was refused; asyncio goes on with the next in a while.
        """
        try:
            connection, address = super().accept()
        except OSError as error:
            if error.errno not in _OUT_OF_FILES:
                raise
            self._refuse_with_reserve()
            raise ConnectionAbortedError from error
        if self._open >= self._most:
            connection.close()
            self._tell("max_connections")
            raise ConnectionAbortedError
        self._open += 1
        return _Counted(connection, self), address

    def listen(self, backlog: int = BACKLOG, /) -> None:
        """Listen with room for `BACKLOG` connections at least: asyncio accepts as many at once as it tells here."""
        super().listen(max(backlog, BACKLOG))

    def close(self) -> None:
        super().close()
        reserve, self._reserve = self._reserve, -1
        if reserve >= 0:
            os.close(reserve)

    def release(self) -> None:
        """Called once by each connection that was accepted."""
        self._open -= 1

    def _refuse_with_reserve(self) -> None:
        if self._reserve >= 0:
            os.close(self._reserve)
            self._reserve = -1
        try:
            super().accept()[0].close()
            self._reserve = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            time.sleep(0.01)  # somebody else took it; without a pause, the loop would do nothing but try again
        self._tell("open files")

    def _tell(self, limit: str) -> None:
        self._refused += 1
        if time.monotonic() - self._logged >= LOG_SECONDS:
            log.write(logging.WARNING, "connections refused", limit=limit, count=self._refused)
            self._refused, self._logged = 0, time.monotonic()


class _Counted(socket.socket):
    """An accepted connection, which tells its listener of its end."""

    def __init__(self, connection: socket.socket, listener: Listener) -> None:
        super().__init__(connection.family, connection.type, connection.proto, fileno=connection.detach())
        self._listener: Listener | None = listener

    def close(self) -> None:
        super().close()
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.release()

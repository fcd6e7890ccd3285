"""Transports under uvicorn's protocol that change how a response is framed: in fewer writes, or without chunks."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

_RESET, _FINISH = struct.pack("ii", 1, 0), struct.pack("ii", 0, 0)
_CHUNKED = b"transfer-encoding: chunked\r\n\r\n"


class HeadWithBody:
    """A transport that sends a response's head together with the first bytes of its body: one system call, not two."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        head, self._head = self._head, b""
        if not head and data.startswith(b"HTTP/1.1 "):
            self._head = data
            self._loop.call_soon(self._flush)
            return
        self._transport.write(head + data if head else data)

    def write_whole(self, data: bytes) -> None:
        """Send ``data``, which is all of a response, at once."""
        self._flush()
        self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        head, self._head = self._head, b""
        if head:
            self._transport.write(head)


def set_reset(transport: asyncio.BaseTransport, *, resets: bool) -> None:
    """Say whether the connection is reset where it is closed, also by the system when this process ends."""
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET if resets else _FINISH)


class Unframed:
    """A transport to an HTTP/1.0 client, which knows no chunks: a body of unknown length ends with its connection.

    So a process that is killed must not end it in the usual way: the connection is reset, unless its protocol says
    otherwise once all is sent. TLS has an end of its own, which a process that is killed does not send.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._chunked: bool | None = None  # not known before the head
        self.resets = False  # whether the connection is set to be reset where it is closed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if self._chunked is None:
            self._chunked = data.endswith(_CHUNKED)
            self.resets = self._chunked and self._transport.get_extra_info("ssl_object") is None
            if self.resets:
                set_reset(self._transport, resets=True)
            self._transport.write(data.removesuffix(_CHUNKED) + b"\r\n" if self._chunked else data)
        elif not self._chunked:
            self._transport.write(data)
        elif data:
            length, _, rest = data.partition(b"\r\n")  # uvicorn writes one chunk at a time
            self._transport.write(rest[: int(length, 16)])

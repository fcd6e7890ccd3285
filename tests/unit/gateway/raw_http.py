"""Requests written to the socket as they stand, and the answers as they came: what HTTP libraries would put right."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from dataclasses import dataclass

HOST = b"Host: localhost\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n")


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer's head as it stands, and its body without the framing."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    def header(self, name: str) -> str | None:
        found = re.search(rb"\r\n%b: ([^\r]*)\r\n" % name.encode(), self.head)
        return found[1].decode() if found else None


def connect(url: str, seconds: float = 10) -> socket.socket:
    host, port = url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=seconds)


def exchange(url: str, sent: bytes, seconds: float = 10) -> bytes:
    """All that comes back until the server closes."""
    with closing(connect(url, seconds)) as connection:
        connection.sendall(sent)
        return received(connection)


def received(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


def answers(stream: bytes, *, head_only: bool = False) -> list[RawAnswer]:
    """The answers in ``stream``, the first perhaps to HEAD; fails where it is no HTTP."""
    found = []
    while stream:
        head, separator, stream = stream.partition(b"\r\n\r\n")
        assert separator, f"no end of a head: {head[:200]!r}"
        head += b"\r\n"
        assert re.match(rb"HTTP/1\.1 \d{3} [ -~]*\r\n([!-9;-~]+:[ \t-~\x80-\xff]*\r\n)*\Z", head), head
        length = _LENGTH.search(head)
        if head[9:12] == b"304" or (head_only and not found):
            body = b""
            if b"\r\nconnection: close\r\n" in head:
                stream = b""  # what is no HTTP is answered with a body, whatever its first word
        elif length is not None:
            size = int(length[1])
            body, stream = stream[:size], stream[size:]
            assert len(body) == size
        elif b"\r\ntransfer-encoding: chunked\r\n" in head:
            body, stream = _unchunked(stream)
        else:
            body, stream = stream, b""
        found.append(RawAnswer(head, body))
    return found


def _unchunked(stream: bytes) -> tuple[bytes, bytes]:
    body = b""
    while True:
        size, _, stream = stream.partition(b"\r\n")
        length = int(size, 16)
        chunk, end, stream = stream[:length], stream[length : length + 2], stream[length + 2 :]
        assert (len(chunk), end) == (length, b"\r\n")
        if not chunk:
            return body, stream
        body += chunk

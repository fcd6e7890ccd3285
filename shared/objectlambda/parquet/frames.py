"""What the two processes tell each other: frames of a kind, a length and JSON or bytes, over pipes.

JSON and no pickles: the reader of a hostile file may say anything.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

HEADER = struct.Struct(">cI")
MOST = 64 * 1024 * 1024
"""Bytes that a frame may have."""

TEXTS, NAMES, METADATA, COLUMNS, OUTPUT, MEMORY, FAILURE, END = b"T", b"N", b"M", b"C", b"O", b"R", b"F", b"E"
"""The kinds: texts to look at, names, entries of the metadata, names of columns; output; memory that is wanted; a
failure; the end."""


def send(stream: IO[bytes], kind: bytes, body: Any) -> None:
    """Write one frame; ``body`` is bytes for OUTPUT, else anything that JSON holds."""
    data = body if kind == OUTPUT else json.dumps(body).encode()
    stream.write(HEADER.pack(kind, len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, Any]:
    """Read one frame; raises EOFError where the other process is gone, ValueError for what is no frame."""
    head = _exactly(stream, HEADER.size)
    kind, length = HEADER.unpack(head)
    if length > MOST:
        raise ValueError("the frame is too long")
    data = _exactly(stream, length)
    return kind, data if kind == OUTPUT else json.loads(data)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        part = stream.read(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

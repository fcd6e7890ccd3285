"""The compressed bytes as decoders want them: asked for by count, looked at ahead, put back.

Origins hand over chunks of any size; formats are made of headers, blocks and streams that end anywhere. A
`ByteReader` stands between them. It holds one chunk of the source at a time (more only while ``take`` or ``peek``
gathers what it was asked for) and closes the source when it is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from objectlambda.streams import close

PIECE_BYTES = 128 * 1024
"""What a decoder is given at once: as fast as larger pieces, and the rest of a chunk need not be copied."""


class ByteReader:
    """Bytes of ``chunks`` by count. ``position`` is the number of bytes handed out and not put back.

    It starts at ``position`` for chunks that are a part of something.
    """

    __slots__ = ("_chunks", "_offset", "_source", "_view", "position")

    def __init__(self, chunks: Iterable[bytes | memoryview], position: int = 0) -> None:
        self._chunks = chunks
        self._source: Iterator[bytes | memoryview] = iter(chunks)
        self._view = memoryview(b"")
        self._offset = 0
        self.position = position

    def more(self, limit: int = PIECE_BYTES) -> memoryview:
        """At least one byte and at most ``limit``, whatever is at hand; empty at the end of the source."""
        if self._offset == len(self._view) and not self._advance():
            return self._view[:0]
        piece = self._view[self._offset : self._offset + limit]
        self._offset += len(piece)
        self.position += len(piece)
        return piece

    def at_hand(self, limit: int) -> memoryview:
        """At most ``limit`` bytes that are here already, without asking the source for any."""
        return self.more(limit) if self._offset < len(self._view) else self._view[:0]

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes; fewer only at the end of the source. The caller bounds ``count``."""
        piece = self.more(count)
        if len(piece) == count or not piece:
            return bytes(piece)
        pieces = bytearray(piece)
        while len(pieces) < count and (piece := self.more(count - len(pieces))):
            pieces += piece
        return bytes(pieces)

    def peek(self, count: int) -> bytes:
        """What ``take(count)`` would return, without moving on."""
        ahead = self.take(count)
        self.unread(ahead)
        return ahead

    def skip(self, count: int, beside: Callable[[bytes], None] | None = None) -> int:
        """Pass over ``count`` bytes, of which ``beside`` is told; fewer are passed over only at the source's end."""
        skipped = 0
        while skipped < count and (piece := self.more(count - skipped)):
            skipped += len(piece)
            if beside is not None:
                beside(bytes(piece))
        return skipped

    def skip_zeros(self) -> None:
        """Pass over the zero bytes that come next, such as a tape's padding."""
        while piece := self.more():
            kept = bytes(piece).lstrip(b"\0")
            if kept:
                self.unread(kept)
                return

    def unread(self, data: bytes | bytearray | memoryview) -> None:
        """Put back ``data``, the last bytes handed out, to be handed out again."""
        self.position -= len(data)
        if len(data) <= self._offset:
            self._offset -= len(data)
            return
        self._view = memoryview(bytes(data) + bytes(self._view[self._offset :]))
        self._offset = 0

    def close(self) -> None:
        """Release the source: its iterator first, then itself, where they can be closed."""
        close(self._source)
        close(self._chunks)

    def _advance(self) -> bool:
        for chunk in self._source:
            if chunk:
                self._view = memoryview(chunk)
                self._offset = 0
                return True
        self._view = memoryview(b"")
        self._offset = 0
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Archive(Protocol):
    """An object that can be read at any place, such as `objectlambda.source.Source`."""

    @property
    def size(self) -> int:
        """Its length in bytes."""

    def read_at(self, start: int, length: int) -> bytes:
        """``length`` bytes from ``start``; fewer only where the object ends."""

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Bytes ``start`` to ``stop`` (exclusive), fetched as they are read."""

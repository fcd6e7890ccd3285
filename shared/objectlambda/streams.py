"""Iterators of bytes: started early, counted, cut, read ahead; each closes the one it reads from.

A stream is an ``Iterator[bytes]`` of non-empty chunks. Nothing here holds more than a few chunks.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from objectlambda.errors import CorruptObject

CHUNK_BYTES = 256 * 1024
"""The size in which bytes are read from origins: decoders and boto3's POST are fastest there."""

READ_AHEAD_CHUNKS = 8

HEAP_BYTES = 4 * 1024 * 1024
"""Above the chunks that a stream has in memory. Twice as much may stay in a heap that is free."""

ALONE_BYTES = 64 * 1024
"""What a stream may be without a thread to make it ahead."""


def settle_heap() -> None:
    """Have glibc keep the memory of freed chunks for the next ones.

    Else it gives each back to the system and takes it again, page by page: a tenth of the time of a fast decoder. It
    raises its thresholds once a block of that size was freed (mallopt(3), M_MMAP_THRESHOLD).
    """
    bytes(HEAP_BYTES)


def close(stream: object) -> None:
    """Close ``stream`` if it can be closed, as generators and responses can."""
    closing = getattr(stream, "close", None)
    if closing is not None:
        closing()


class Closing:
    """A stream that closes itself and ``resources`` once: at its end, on an error, and when it is closed.

    A generator that was never started runs none of its ``finally`` blocks when it is closed; this does.
    """

    def __init__(self, stream: Iterator[bytes], *resources: object) -> None:
        self._stream = stream
        self._resources: tuple[object, ...] = (stream, *resources)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._stream)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the stream, then the resources in their order."""
        resources, self._resources = self._resources, ()
        for resource in resources:
            close(resource)


def prime(stream: Iterator[bytes]) -> Iterator[bytes]:
    """``stream`` with its first chunk already produced, so that an early failure is raised here and now."""
    for first in stream:
        if first:
            return chain((first,), stream)
    return iter(())


def count_bytes(stream: Iterable[bytes], add: Callable[[int], None]) -> Iterator[bytes]:
    """``stream``, telling ``add`` the length of every chunk."""
    try:
        for chunk in stream:
            add(len(chunk))
            yield chunk
    finally:
        close(stream)


def ending(stream: Iterable[bytes], then: Callable[[int], None]) -> Iterator[bytes]:
    """``stream``; ``then`` is called with the total length once it ended by itself, and only then."""
    total = 0
    try:
        for chunk in stream:
            total += len(chunk)
            yield chunk
    finally:
        close(stream)
    then(total)


def cut(stream: Iterable[bytes], start: int, stop: int, *, to_end: bool = False) -> Iterator[bytes]:
    """Bytes ``start`` to ``stop`` (exclusive) of ``stream``, which is closed as soon as they are delivered.

    With ``to_end`` it is read on to its own end, so that what is only checked there can still fail.
    """
    position = 0
    try:
        if start >= stop:
            return
        for chunk in stream:
            end = position + len(chunk)
            if end > start and position < stop:
                yield chunk[max(0, start - position) : stop - position]
            position = end
            if position >= stop and not to_end:
                return
    finally:
        close(stream)


def exactly(stream: Iterator[bytes], size: int) -> Iterator[bytes]:
    """``stream``, which must have ``size`` bytes, since its length was promised.

    The chunk that completes the promise is held back until the stream has ended by itself: a checksum or an end
    marker that is wrong must still be able to break a transfer whose receiver counts bytes.

    Raises:
        CorruptObject: it is shorter or longer; no byte too many is handed on.
    """
    total = 0
    last = b""
    try:
        for chunk in stream:
            total += len(chunk)
            if total > size:
                raise CorruptObject(f"the object holds more than the {size} bytes that its headers promise")
            if total == size and chunk:
                last = chunk
            else:
                yield chunk
    finally:
        close(stream)
    if total < size:
        raise CorruptObject(f"the object ends after {total} of the {size} bytes that its headers promise")
    if last:
        yield last


def check_each(stream: Iterable[bytes], check: Callable[[], None]) -> Iterator[bytes]:
    """``stream``, calling ``check`` before each chunk; what it raises ends the stream."""
    iterator = iter(stream)
    try:
        while True:
            check()
            try:
                chunk = next(iterator)
            except StopIteration:
                return
            yield chunk
    finally:
        close(stream)


def read_ahead(
    stream: Iterable[bytes], depth: int = READ_AHEAD_CHUNKS, *, alone_bytes: int = ALONE_BYTES
) -> Iterator[bytes]:
    """``stream``, produced by a thread at most ``depth`` chunks ahead of the reader.

    Fetching, decoding and writing overlap, since sockets and codecs release the GIL. The first ``alone_bytes``, at
    least two chunks, are made by the reader's own thread: a short stream starts none, which would take longer than
    most small objects do. An exception is raised where the chunk was due.
    """
    iterator = iter(stream)
    ahead: _Ahead | None = None
    made = 0
    try:
        for number, chunk in enumerate(iterator):
            made += len(chunk)
            if number > 0 and made > alone_bytes:
                ahead = _Ahead(iterator, depth)
            yield chunk
            if ahead is not None:
                yield from ahead.chunks()
                return
    finally:
        if ahead is not None:
            ahead.stop()
        close(stream)


class _Ahead:
    """A bounded hand-over between the producing thread and the reader."""

    def __init__(self, iterator: Iterator[bytes], depth: int) -> None:
        self._iterator = iterator
        self._ready: deque[bytes] = deque()
        self._depth = depth
        self._changed = threading.Condition()
        self._ended = False
        self._stopped = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._produce, name="read-ahead", daemon=True)
        self._thread.start()

    def _produce(self) -> None:
        error: BaseException | None = None
        try:
            for chunk in self._iterator:
                with self._changed:
                    self._changed.wait_for(lambda: len(self._ready) < self._depth or self._stopped)
                    if self._stopped:
                        break
                    self._ready.append(chunk)
                    self._changed.notify_all()
        except BaseException as raised:  # noqa: BLE001 - it is handed to the reader, which raises it
            error = raised
        with self._changed:
            self._error, self._ended = error, True
            self._changed.notify_all()

    def chunks(self) -> Iterator[bytes]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ready or self._ended)
                if self._ready:
                    chunk = self._ready.popleft()
                    self._changed.notify_all()
                elif self._error is not None:
                    raise self._error
                else:
                    return
            yield chunk

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        # The producer may sit in a socket read, which its own timeout bounds; the stream is closed after it.
        self._thread.join()

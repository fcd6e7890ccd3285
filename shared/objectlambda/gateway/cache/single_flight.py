"""Single flight: one thread makes an object, and any number of readers follow it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from objectlambda.errors import SourceUnavailable
from objectlambda.gateway.cache.directory import NoRoom
from objectlambda.gateway.cache.entry import BLOCK_BYTES
from objectlambda.gateway.cache.partial import Partial
from objectlambda.head import ResponseHead


class NobodyReads(SourceUnavailable):
    """The object is not made to its end, because its readers have disconnected."""


class Flight:
    """One object in the making. Its readers wait for bytes that are not written yet, and see every failure.

    Args:
        linger_seconds: how long the object is made on after its last reader: readers of parts come back for the next.
    """

    def __init__(self, *, linger_seconds: float = 10.0) -> None:
        self._linger_seconds = linger_seconds
        self._changed = threading.Condition()
        self._files: list[Partial] = []
        self._written = 0
        self._done = self._given_up = False
        self._error: BaseException | None = None
        self._readers = 0
        self._left = time.monotonic()
        self.head: ResponseHead | None = None

    def begin(self, file: Partial, head: ResponseHead) -> None:
        """The bytes are in ``file`` from now on; where they were in another file before, they start again at byte 0."""
        with self._changed:
            self._files.append(file)  # who reads the one before goes on with it: none is closed before all have left
            self.head, self._written = head, 0
            self._changed.notify_all()

    def grow(self, written: int) -> None:
        """There are ``written`` bytes now."""
        with self._changed:
            self._written = written
            self._changed.notify_all()

    def end(self, error: BaseException | None) -> None:
        """All is there, or what is missing never will be."""
        with self._changed:
            self._error, self._done = error, True
            self._close_unread()
            self._changed.notify_all()

    def dismiss(self, file: Partial) -> None:
        """Close ``file``, now, or when its readers have left."""
        with self._changed:
            if file not in self._files:
                file.close()

    @property
    def is_read(self) -> bool:
        """Whether anybody waits for it."""
        return self._readers > 0

    def check_wanted(self, elsewhere: Callable[[], bool] | None = None, linger: float | None = None) -> None:
        """Do nothing while somebody wants it.

        Args:
            elsewhere: tells whether another process has had readers since it was last asked.
            linger: how long ago the last reader may have left, if not ``linger_seconds``.

        Raises:
            NobodyReads: the last reader left a while ago.
        """
        with self._changed:
            if self._readers:
                return
            if elsewhere is not None and elsewhere():
                self._left = time.monotonic()
            elif time.monotonic() - self._left > (self._linger_seconds if linger is None else linger):
                self._given_up = True
                raise NobodyReads("its readers have disconnected")

    def join(self) -> bool:
        """Count one more reader, after which ``close`` is to follow; ``False`` where it was given up."""
        with self._changed:
            if self._given_up:
                return False
            self._readers += 1
            return True

    def close(self) -> None:
        """Count one reader less."""
        with self._changed:
            self._readers -= 1
            self._left = time.monotonic()
            self._close_unread()

    def wait_for_head(self, check: Callable[[], None]) -> ResponseHead:
        """The head of the response, as soon as it is there.

        Raises:
            Exception: what kept it from being made.
        """
        with self._changed:
            while self.head is None and not self._done:
                self._changed.wait(0.5)
                check()
            if self.head is None:
                raise self._error or SourceUnavailable("nothing was made")
            return self.head

    def size(self, check: Callable[[], None]) -> int:
        """The number of bytes, once all are made.

        Raises:
            Exception: what kept them from being made.
        """
        with self._changed:
            while not self._done:
                self._changed.wait(0.5)
                check()
            if self._error is not None:
                raise self._error
            return self._written

    def follow(self, start: int, stop: int | None, check: Callable[[], None], *, to_end: bool) -> Iterator[bytes]:
        """Bytes ``start`` to ``stop`` (exclusive; ``None`` for the end), as they are made.

        Args:
            start, stop: which bytes.
            check: raises where the reader is gone; called while it waits.
            to_end: ``stop`` is the object's end, so that its last bytes wait until all proved good.

        Raises:
            Exception: what kept the next of them from being made.
        """
        position = start
        while stop is None or position < stop:
            file, available = self._await(position, check)
            if file is None or available <= position:
                return
            end = available if stop is None else min(stop, available)
            chunk = file.read(min(BLOCK_BYTES, end - position), position)
            if not chunk:
                raise NoRoom  # somebody cut the file
            position += len(chunk)
            if to_end and position == stop:
                self.size(check)
            yield chunk

    def _await(self, position: int, check: Callable[[], None]) -> tuple[Partial | None, int]:
        with self._changed:
            while self._written <= position and not self._done:
                self._changed.wait(0.5)
                check()
            if self._written <= position and self._error is not None:
                raise self._error
            return (self._files[-1] if self._files else None), self._written

    def _close_unread(self) -> None:
        if self._done and self._readers == 0:
            for file in self._files:
                file.close()
            self._files = []

"""An object being made: one thread writes it, any number of readers follow."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO

from objectlambda.errors import SourceUnavailable
from objectlambda.gateway.cache.entries import BLOCK_BYTES, Checksums
from objectlambda.gateway.cache.folder import CacheFolder, NoRoom
from objectlambda.head import ResponseHead
from objectlambda.respond import Response
from objectlambda.streams import close, read_ahead

LINGER_SECONDS = 10.0
"""How long an object that nobody reads any more is made on: readers of parts come back for the next."""


class Fill:
    """The bytes made so far, on disk. A reader waits for what is not there yet, and sees every failure.

    Args:
        folder: where the file lies.
        make: gives the response whose body is written.
        keep: called with the whole file and its checksums, once the body has ended well.
    """

    def __init__(
        self, folder: CacheFolder, make: Callable[[], Response], keep: Callable[[IO[bytes], Checksums], None]
    ) -> None:
        self._folder = folder
        self._make, self._keep = make, keep
        self._changed = threading.Condition()
        self._file: IO[bytes] | None = None
        self._written = 0
        self._done = False
        self._error: BaseException | None = None
        self._readers = 0
        self._left = time.monotonic()
        self.head: ResponseHead | None = None

    def run(self) -> BaseException | None:
        """Make the object; called once, in a thread of its own. Gives what kept it from being made."""
        error: BaseException | None = None
        reserved = 0
        body: Iterator[bytes] = iter(())
        try:
            response = self._make()
            body = response.body
            with self._changed:
                self._file, self.head = self._folder.begin(), response.head
                self._changed.notify_all()
            checksums = Checksums()
            for chunk in read_ahead(body):
                self._check_wanted()
                self._folder.reserve(len(chunk), self._written)
                reserved += len(chunk)
                checksums.add(chunk)
                self._append(chunk)
            self._keep(self._file, checksums)
        except OSError as failed:
            error = NoRoom()
            error.__cause__ = failed
        except BaseException as failed:  # noqa: BLE001 - it is raised where the bytes were awaited
            error = failed
        finally:
            close(body)
            self._folder.release(reserved)
            with self._changed:
                self._error, self._done = error, True
                self._close_unread()
                self._changed.notify_all()
        return error

    def join(self) -> None:
        """Count one more reader; ``close`` is to follow."""
        with self._changed:
            self._readers += 1

    def close(self) -> None:
        """Count one reader less."""
        with self._changed:
            self._readers -= 1
            self._left = time.monotonic()
            self._close_unread()

    def started(self, check: Callable[[], None]) -> ResponseHead:
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
            available = self._await(position, check)
            if available <= position:
                return
            end = available if stop is None else min(stop, available)
            chunk = self._read(min(BLOCK_BYTES, end - position), position)
            position += len(chunk)
            if to_end and position == stop:
                self.size(check)
            yield chunk

    def _await(self, position: int, check: Callable[[], None]) -> int:
        with self._changed:
            while self._written <= position and not self._done:
                self._changed.wait(0.5)
                check()
            if self._written <= position and self._error is not None:
                raise self._error
            return self._written

    def _read(self, length: int, position: int) -> bytes:
        if self._file is None:
            raise SourceUnavailable("nothing was made")
        return os.pread(self._file.fileno(), length, position)

    def _append(self, chunk: bytes) -> None:
        if self._file is None:
            raise NoRoom
        self._file.write(chunk)
        self._file.flush()
        with self._changed:
            self._written += len(chunk)
            self._changed.notify_all()

    def _check_wanted(self) -> None:
        with self._changed:
            if self._readers == 0 and time.monotonic() - self._left > LINGER_SECONDS:
                raise SourceUnavailable("nobody waits for it any more")

    def _close_unread(self) -> None:
        if self._done and self._readers == 0 and self._file is not None:
            self._folder.drop(self._file)
            self._file = None

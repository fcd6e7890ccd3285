"""The folder that holds the kept objects: bounded, emptied from the least recently read, shared by processes."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from objectlambda import log
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.cache.entries import DamagedEntry, Entry, open_entry

SUFFIX = ".object"
PARTIAL = ".partial"
ABANDONED_SECONDS = 6 * 3600.0
"""A partial file that nobody has written to for so long was left behind by a process that died."""


class NoRoom(Exception):
    """The object cannot be kept: the folder's bound, or the disk, is reached."""


class CacheFolder:
    """Entries by name in ``folder``, at most ``max_bytes`` of them together."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._writing = 0
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / "CACHEDIR.TAG").write_bytes(b"Signature: 8a477f597d28d172789f06886806bc55\n")
        except OSError as error:
            raise InvalidSettings(f"the cache folder {folder} cannot be written: {error.strerror}") from error
        self._remove_abandoned()
        self._kept = sum(size for _, size, _ in self._entries())

    @property
    def kept_bytes(self) -> int:
        """How much is kept, as far as this process knows."""
        return self._kept

    def path(self, *identity: str) -> Path:
        """Where the object of that identity is kept: two have the same path only where they have the same bytes."""
        name = hashlib.sha256("\0".join(identity).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / f"{name}{SUFFIX}"

    def find(self, path: Path) -> Entry | None:
        """The whole entry at ``path``, which is now the most recently read; a damaged one is removed."""
        try:
            entry = open_entry(path)
        except DamagedEntry:
            self.discard(path)
            return None
        if entry is not None:
            try:
                os.utime(path)
            except OSError:
                pass  # removed meanwhile: the open entry can still be read
        return entry

    def discard(self, path: Path) -> None:
        """Remove a damaged entry."""
        log.write(logging.WARNING, "damaged cache entry removed")
        self._remove(path)

    def begin(self) -> IO[bytes]:
        """A file to write an object to, which is published or dropped in the end.

        Raises:
            NoRoom: the disk is full, or cannot be written.
        """
        try:
            return NamedTemporaryFile(dir=self._folder, suffix=PARTIAL, delete=False)
        except OSError as error:
            raise NoRoom from error

    def reserve(self, count: int, written: int) -> None:
        """Make room for ``count`` more bytes of an object of which ``written`` are there.

        Raises:
            NoRoom: it would take more than half of the folder, or nothing more can be removed.
        """
        if (written + count) * 2 > self._max_bytes:
            raise NoRoom
        with self._lock:
            self._writing += count
            if self._kept + self._writing > self._max_bytes:
                self._evict()
            if self._kept + self._writing > self._max_bytes:
                self._writing -= count
                raise NoRoom

    def release(self, count: int) -> None:
        """Give back what was reserved for an object that is not kept, or is now."""
        with self._lock:
            self._writing -= count

    def publish(self, file: IO[bytes], path: Path) -> None:
        """Keep what was written to ``file`` under ``path``; all of a sudden, so that nobody ever sees a part of it."""
        size = os.fstat(file.fileno()).st_size
        Path(file.name).replace(path)
        with self._lock:
            self._kept += size

    def drop(self, file: IO[bytes]) -> None:
        """Close ``file``, and remove it unless it was published."""
        file.close()
        self._remove(Path(file.name))

    def _evict(self) -> None:
        entries = sorted(self._entries())
        self._kept = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if self._kept + self._writing <= self._max_bytes * 9 // 10:
                return
            self._remove(path)
            self._kept -= size

    def _entries(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.glob(f"*{SUFFIX}"):
            try:
                status = path.stat()
            except OSError:
                continue  # another process was faster
            found.append((status.st_mtime, status.st_size, path))
        return found

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def _remove_abandoned(self) -> None:
        for path in self._folder.glob(f"*{PARTIAL}"):
            try:
                if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
                    path.unlink()
            except OSError:
                continue

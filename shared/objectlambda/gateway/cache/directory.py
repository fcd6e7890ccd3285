"""The cache folder: bounded in bytes, evicts the least recently read entry, shared between processes."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import secrets
import threading
import time
from pathlib import Path

from objectlambda import log
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.cache.entry import DamagedEntry, Entry, open_entry
from objectlambda.gateway.cache.file_locks import NoLocks, is_at, lock
from objectlambda.gateway.cache.heartbeat import Heartbeat
from objectlambda.gateway.cache.partial import Partial, State
from objectlambda.gateway.config.exposure import check_owned

SUFFIX = ".object"
PARTIAL = ".partial"
ABANDONED_SECONDS = 6 * 3600.0
"""A partial file of another machine is deleted when nothing was written to it for so long: its maker has died."""
UNHELD_SECONDS = 5.0
"""The grace period before an unlocked partial file of this machine is deleted: its maker may be about to lock it."""
SWEEP_SECONDS = 60.0
LOOKS = 32
"""How often a process that writes to the folder looks at what others have written."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class NoRoom(Exception):
    """The object cannot be kept: the folder's bound, or the disk, is reached."""


def make_folder(folder: Path) -> None:
    """Makes the folder of a cache where it is missing.

    Raises:
        InvalidSettings: it cannot be written, or others can write to it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        check_owned(folder)
        (folder / "CACHEDIR.TAG").write_bytes(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    except OSError as error:
        raise InvalidSettings(f"the cache folder {folder} cannot be written: {error.strerror}") from error


class CacheFolder:
    """Entries by name in ``folder``, at most ``max_bytes`` of them together."""

    def __init__(self, folder: Path, max_bytes: int, heartbeat_seconds: float = 1.0) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._heartbeat = Heartbeat(heartbeat_seconds)
        self._writing = self._unseen = 0
        self._swept = float("-inf")
        make_folder(folder)
        self._here = _kernel_and_file_system(folder)
        self.sweep()
        self._held_bytes = 0
        self._look()

    @property
    def kept_bytes(self) -> int:
        """The bytes in the folder, as far as this process knows."""
        return self._held_bytes

    def path(self, *identity: str) -> Path:
        """Where the object of that identity is kept: two have the same path only where they have the same bytes."""
        # As JSON, so that no key that a caller chooses can run into its neighbours.
        name = hashlib.sha256(json.dumps(identity).encode()).hexdigest()
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

    def partial(self, path: Path) -> Partial:
        """The file in which the object of ``path`` is made: ours from now on, or the one of the process that makes it.

        Raises:
            NoRoom: the disk is full, or cannot be written.
        """
        self.sweep()
        try:
            # Only with those that see the same page cache: over a network, bytes may become visible after what
            # declares them, and locks may hold on one machine only.
            partial = claim(path.with_suffix(f".{self._here}{PARTIAL}"))
        except NoLocks:
            return self.private()
        except OSError as error:
            raise NoRoom from error
        if partial.ours:
            self._heartbeat.add(partial)
        return partial

    def private(self) -> Partial:
        """A file in which this process makes an object for itself.

        Raises:
            NoRoom: the disk is full, or cannot be written.
        """
        try:
            return create(self._folder / f"{secrets.token_hex(16)}.{self._here}{PARTIAL}")
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
            self._unseen += count
            if self._unseen * LOOKS > self._max_bytes:
                self._look()
            if self._held_bytes + self._writing > self._max_bytes:
                self._evict()
            if self._held_bytes + self._writing > self._max_bytes:
                self._writing -= count
                raise NoRoom

    def release(self, count: int) -> None:
        """Give back what was reserved for an object that is not kept, or is now."""
        with self._lock:
            self._writing -= count

    def publish(self, partial: Partial, path: Path) -> None:
        """Keep what was written to ``partial`` under ``path``; in one step, so that no reader sees a part of it.

        Raises:
            OSError: it cannot be renamed, or somebody removed it.
        """
        size = partial.publish(path)
        with self._lock:
            self._held_bytes += size

    def end(self, partial: Partial, state: State) -> None:
        """Let go of ``partial``, which is removed unless it was published; it can still be read."""
        self._heartbeat.remove(partial)
        try:
            partial.remove()
        finally:
            partial.release(state)

    def sweep(self) -> None:
        """Remove what processes that died left behind, once in a while."""
        now = time.monotonic()
        with self._lock:
            if now - self._swept < SWEEP_SECONDS:
                return
            self._swept = now
        for path in self._folder.glob(f"*{PARTIAL}"):
            try:
                age = time.time() - path.stat().st_mtime
                ours = path.name.endswith(f".{self._here}{PARTIAL}")
                if ours and age > UNHELD_SECONDS and remove_dead(path):
                    continue
                if age > ABANDONED_SECONDS:
                    path.unlink()
            except OSError:
                continue  # another process was faster

    def _look(self) -> None:
        self._unseen = 0
        self._held_bytes = self._written_elsewhere() + sum(size for _, size, _ in self._entries(SUFFIX))

    def _written_elsewhere(self) -> int:
        return max(0, sum(size for _, size, _ in self._entries(PARTIAL)) - self._writing)

    def _evict(self) -> None:
        entries = sorted(self._entries(SUFFIX))
        self._held_bytes = self._written_elsewhere() + sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if self._held_bytes + self._writing <= self._max_bytes * 9 // 10:
                return
            self._remove(path)
            self._held_bytes -= size

    def _entries(self, suffix: str) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.glob(f"*{suffix}"):
            try:
                status = path.stat()
            except OSError:
                continue  # another process was faster
            found.append((status.st_mtime, status.st_size, path))
        return found

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


def _kernel_and_file_system(folder: Path) -> str:
    """Names the page cache through which ``folder`` is seen: processes with the same name see each other's writes."""
    try:
        kernel = _BOOT_ID.read_text().strip()
    except OSError:
        kernel = platform.node()
    return hashlib.sha256(f"{kernel} {folder.stat().st_dev}".encode()).hexdigest()[:12]


ATTEMPTS = 100
"""Others may be faster a few times; where it never is the same file, the file system does not tell files apart."""


_OPEN = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW


def claim(path: Path) -> Partial:
    """The file at ``path``: new and ours, or the one that another process is writing.

    Raises:
        NoLocks: there is no telling.
        OSError: it can be neither created nor opened.
    """
    for _ in range(ATTEMPTS):
        descriptor = os.open(path, _OPEN | os.O_CREAT, 0o600)
        try:
            if not lock(descriptor):
                return Partial(path, descriptor, ours=False)
            status = os.fstat(descriptor)
            if is_at(path, status):
                if status.st_size == 0:
                    return Partial(path, descriptor, ours=True)
                # Left behind by a process that died. Not emptied: there may be those who read it still.
                path.unlink()
        except NoLocks:
            if os.fstat(descriptor).st_size == 0:
                path.unlink(missing_ok=True)
            os.close(descriptor)
            raise
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # renamed or removed before it was locked, or just now
    raise NoLocks


def create(path: Path) -> Partial:
    """A new file at ``path``, which no other process finds.

    Raises:
        OSError: it cannot be created.
    """
    descriptor = os.open(path, _OPEN | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        lock(descriptor)
    except NoLocks:
        pass
    return Partial(path, descriptor, ours=True)


def remove_dead(path: Path) -> bool:
    """Remove the file at ``path`` unless a process holds it; gives whether that could be told.

    Raises:
        OSError: it is gone, or not ours to open.
    """
    descriptor = os.open(path, _OPEN)
    try:
        if lock(descriptor) and is_at(path, os.fstat(descriptor)):
            path.unlink()
    except NoLocks:
        return False
    finally:
        os.close(descriptor)
    return True

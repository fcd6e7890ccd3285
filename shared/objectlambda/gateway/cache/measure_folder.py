"""Measures in files beside the cache's entries, so that what one process has measured the others know."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

from objectlambda.gateway.cache.file_locks import NoLocks, is_at, lock
from objectlambda.measures import Measure, MeasureKey

MOST_FILES = 20_000
MAX_BYTES = 16 * 1024
"""How many measures are kept, and how long one may be; those that were written first leave first."""

SUFFIX, LOCK_SUFFIX = ".measure", ".measuring"
POLL_SECONDS = 0.1


class MeasureFolder:
    """The measures in ``folder``, which belongs to the cache. Files appear whole: they are renamed into place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._written = 0  # a hint when to look for too many: that threads count it wrong does no harm

    def find(self, key: MeasureKey) -> Measure | None:
        """The measure that was left for ``key``; ``None`` for none, or one that cannot be read."""
        try:
            said = json.loads(self._path(key, SUFFIX).read_bytes()[: MAX_BYTES + 1])
            size, changes, unchanged = said["size"], said["changes"], said["unchanged"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not (isinstance(size, int) and size >= 0 and isinstance(changes, dict) and isinstance(unchanged, bool)):
            return None
        return Measure(size=size, changes=changes, unchanged=unchanged)

    def leave(self, key: MeasureKey, measure: Measure) -> None:
        """Leave ``measure`` under ``key``. Where that cannot be, other processes measure for themselves."""
        said = {"size": measure.size, "changes": dict(measure.changes), "unchanged": measure.unchanged}
        text = json.dumps(said).encode()
        if len(text) > MAX_BYTES:
            return
        path = self._path(key, SUFFIX)
        partial = path.with_suffix(f".{secrets.token_hex(8)}")
        try:
            self._remove_oldest()
            partial.write_bytes(text)
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)

    @contextmanager
    def leading(self, key: MeasureKey, check: Callable[[], None]) -> Iterator[None]:
        """Entered once no other process is inside for the same object; a process that dies leaves.

        Raises:
            ObjectLambdaError: what ``check`` raises while it waits.
        """
        path = self._path(key, LOCK_SUFFIX)
        while (descriptor := _locked(path)) is None:
            check()
            time.sleep(POLL_SECONDS)
        try:
            yield
        finally:
            if descriptor >= 0:
                path.unlink(missing_ok=True)
                os.close(descriptor)

    def _path(self, key: MeasureKey, suffix: str) -> Path:
        return self._folder / (hashlib.sha256(json.dumps(astuple(key)).encode()).hexdigest() + suffix)

    def _remove_oldest(self) -> None:
        self._written += 1
        if self._written % 256 != 1:
            return
        with os.scandir(self._folder) as found:
            aged = sorted((entry.stat().st_mtime, entry.path) for entry in found)
        for _, path in aged[: max(0, len(aged) - MOST_FILES)]:
            Path(path).unlink(missing_ok=True)


def _locked(path: Path) -> int | None:
    """An open descriptor of the file at ``path``, locked; ``None`` where another holds it, -1 without locks."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        return -1
    try:
        if lock(descriptor) and is_at(path, os.fstat(descriptor)):
            return descriptor
    except NoLocks:
        os.close(descriptor)
        return -1
    os.close(descriptor)
    return None

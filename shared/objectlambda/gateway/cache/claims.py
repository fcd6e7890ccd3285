"""Who makes an object: the process that gets the lock of its partial file.

A file may be renamed, removed or replaced between the moment it is opened and the one it is locked, so it is looked
at again once it is locked. Only who holds it may then rename or remove it.
"""

from __future__ import annotations

import os
from pathlib import Path

from objectlambda.gateway.cache.locks import NoLocks, is_at, lock
from objectlambda.gateway.cache.partials import Partial

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

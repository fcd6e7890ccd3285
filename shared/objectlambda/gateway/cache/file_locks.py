"""Locks of files: held through an open file, and dropped by the kernel when their holder closes it or dies."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


class NoLocks(Exception):
    """The file system does not support locks, so the owner of a file is unknown."""


def lock(descriptor: int) -> bool:
    """Lock an open file for this process; ``False`` where another one holds it.

    Raises:
        NoLocks: the file system has no locks.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise NoLocks from error
        raise
    return True


def is_locked(descriptor: int) -> bool:
    """Whether another process holds the open file."""
    try:
        # A shared lock, so that those who ask this at the same time are not in each other's way.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    unlock(descriptor)
    return False


def unlock(descriptor: int) -> None:
    """Let go of the lock."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except OSError:
        pass  # there are no locks here


def is_at(path: Path, status: os.stat_result) -> bool:
    """Whether the file at ``path`` is the one of that status, and not another that took its place."""
    try:
        there = os.lstat(path)
    except FileNotFoundError:
        return False
    return os.path.samestat(there, status)

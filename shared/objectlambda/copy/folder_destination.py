"""Copies into a folder: a temporary file that is renamed when it is whole, and a mark beside the tree.

The folder ``.objectlambda`` below the destination holds unfinished files and one small file for each copy, which says
of what it is the copy. A mark counts only while size, time and inode of the copy are those that it names: a copy that
was changed, or that a power cut left incomplete, is made anew. A worker holds a lock on each file that it has not
finished, so the next run removes those of a worker that was killed, and no other.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from objectlambda.copy.destination import (
    DestinationChanged,
    DestinationError,
    DestinationUnavailable,
    Existing,
    Written,
)
from objectlambda.errors import printable
from objectlambda.s3.listing import ListQuery
from objectlambda.stores.folder_listing import OWN_FOLDER, walk

_NO_SPACE = "NoSpaceLeft"


class FolderDestination:
    """The folder ``root``, which is made when the first copy is written."""

    def __init__(self, root: Path) -> None:
        if root.exists() and not root.is_dir():
            raise DestinationError(f"{root} is not a folder")
        self._root = Path(os.path.realpath(root))
        self._own = self._root / OWN_FOLDER
        # Threads may share these two: two threads that compute an entry get the same.
        self._inside = lru_cache(maxsize=1024)(self._is_inside)
        self._made = lru_cache(maxsize=1024)(_make_folder)

    def prepare(self) -> None:
        partial = self._own / "partial"
        try:
            partial.mkdir(parents=True, exist_ok=True)
            for path in partial.iterdir():
                _remove_unlocked(path)
        except OSError as error:
            raise _failure(error) from error

    def mixes_names(self) -> bool:
        try:
            return self._own.samefile(self._root / OWN_FOLDER.upper())
        except OSError:  # on most file systems the latter is another name, and not there
            return False

    def existing(self, key: str) -> Existing | None:
        found = _status(self._path(key))
        if found is None:
            return None
        said = self._said(key)
        if said.get("file") != _identity(found):
            said = {}
        return Existing(etag=_identity(found), mark=str(said.get("mark", "")), details=dict(said.get("details", {})))

    def write(self, key: str, body: Iterator[bytes], written: Written, over: Existing | None) -> int:
        path = self._path(key)
        partial = Path(f"{self._own}/partial/{secrets.token_hex(16)}")
        total = 0
        descriptor = self._open(partial)
        try:
            try:
                for chunk in body:
                    total += _put(descriptor, chunk)
                _flush(descriptor)
                made = os.fstat(descriptor)
                self._place(partial, path, key, over)
            finally:
                os.close(descriptor)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        self._say(key, _identity(made), written)
        return total

    def delete(self, key: str, existing: Existing) -> None:
        path = self._path(key)
        now = self.existing(key)
        if now is None:
            return
        if now.etag != existing.etag:
            raise DestinationChanged(f"{key!r} was changed since it was looked at")
        try:
            path.unlink()
            self._mark_file(key).unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self._root:
                    break
                folder.rmdir()
        except OSError:  # a folder that is not empty stays
            if path.exists():
                raise DestinationError(f"{key!r} cannot be removed") from None

    def every_key(self) -> Iterator[str]:
        for found in walk(self._root, ListQuery(version=2)):
            if not isinstance(found, str):
                yield found[0]

    def _open(self, partial: Path) -> int:
        """A new file that is locked, so that no other run removes it."""
        while True:
            try:
                descriptor = os.open(partial, _NEW, 0o666)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if os.fstat(descriptor).st_nlink:
                    return descriptor
                os.close(descriptor)  # another run removed it before it was locked
            except FileNotFoundError:
                self.prepare()
            except OSError as error:
                raise _failure(error) from error

    def _place(self, partial: Path, path: Path, key: str, over: Existing | None) -> None:
        folder = path.parent
        try:
            self._made(folder)
            if not self._inside(folder):
                raise DestinationError(f"{key!r} leads out of the folder by a link", "InvalidKey")
            now = _status(path)
            if now is not None and stat.S_ISDIR(now.st_mode):
                raise DestinationError(f"{key!r} is a folder here", "KeyConflict")
            if (now and _identity(now)) != (over and over.etag):
                raise DestinationChanged(f"{key!r} was written since it was looked at")
            try:
                partial.replace(path)
            except FileNotFoundError:  # the folder was removed since it was made
                _make_folder(folder)
                partial.replace(path)
        except (FileExistsError, NotADirectoryError) as error:
            raise DestinationError(f"a part of {key!r} is a file here", "KeyConflict") from error
        except OSError as error:
            raise _failure(error) from error

    def _is_inside(self, folder: Path) -> bool:
        return Path(os.path.realpath(folder)).is_relative_to(self._root)

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        try:
            is_path = "\0" not in key and all(len(part.encode()) <= 255 for part in parts)
        except UnicodeEncodeError:
            is_path = False
        if not is_path or any(part in ("", ".", "..") for part in parts):
            raise DestinationError(f"{printable(key, 200)} cannot be a file's path", "InvalidKey")
        if parts[0] == OWN_FOLDER:
            raise DestinationError(f"keys below {OWN_FOLDER} are taken", "InvalidKey")
        return self._root / key

    def _mark_file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()[:40]
        return Path(f"{self._own}/copies/{name[:2]}/{name}.json")

    def _said(self, key: str) -> dict[str, Any]:
        try:
            said = json.loads(self._mark_file(key).read_bytes())
        except (OSError, ValueError):  # none, or one that was not written to its end
            return {}
        return said if isinstance(said, dict) else {}

    def _say(self, key: str, identity: str, written: Written) -> None:
        file = self._mark_file(key)
        said = {
            "key": key,
            "file": identity,
            "mark": written.mark,
            "details": dict(written.details),
            "headers": dict(written.head.http()),
        }
        try:
            self._made(file.parent)
            file.write_bytes(json.dumps(said).encode())
        except FileNotFoundError as error:
            raise DestinationUnavailable(f"{OWN_FOLDER} was removed during the run") from error
        except OSError as error:
            raise _failure(error) from error


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def _make_folder(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)


def _remove_unlocked(path: Path) -> None:
    """Remove an unfinished file whose worker is gone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except OSError:
        pass  # a worker is writing it
    finally:
        os.close(descriptor)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _failure(error) from error


def _put(descriptor: int, chunk: bytes) -> int:
    view = memoryview(chunk)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as error:
        raise _failure(error) from error
    return len(chunk)


def _flush(descriptor: int) -> None:
    """Raise late errors of writing: some file systems report a full disk only when a file is closed."""
    try:
        os.close(os.dup(descriptor))
    except OSError as error:
        raise _failure(error) from error


def _identity(found: os.stat_result) -> str:
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"


def _failure(error: OSError) -> DestinationError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DestinationError("the destination's disk is full", _NO_SPACE)
    if error.errno in (errno.EIO, errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ESTALE):
        return DestinationUnavailable(f"the destination cannot be written now: {error.strerror}")
    return DestinationError(f"the destination cannot be written: {error.strerror}")

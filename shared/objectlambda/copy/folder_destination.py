"""Copies into a folder: a temporary file that is renamed when it is whole, and a mark beside the tree.

The folder ``.objectlambda`` below the destination holds unfinished files and one small file for each copy, which says
of what it is the copy. A mark counts only while size, time and inode of the copy are those that it names: a copy that
was changed, or that a power cut left incomplete, is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
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
from objectlambda.s3.listing import ListQuery
from objectlambda.stores.folder_listing import OWN_FOLDER, walk

_NO_SPACE = "NoSpaceLeft"


class FolderDestination:
    """The folder ``root``, made if it is not there."""

    def __init__(self, root: Path) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DestinationError(f"{root} cannot be made: {error.strerror}") from error
        self._root = Path(os.path.realpath(root))
        self._own = self._root / OWN_FOLDER
        self._inside = lru_cache(maxsize=1024)(self._is_inside)  # threads may share it: a repeated look is the same

    def existing(self, key: str) -> Existing | None:
        path = self._path(key)
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _failure(error) from error
        said = self._said(key)
        known = said is not None and said.get("file") == _identity(found)
        return Existing(
            etag=_identity(found),
            mark=str(said.get("mark", "")) if said is not None and known else "",
            details=dict(said.get("details", {})) if said is not None and known else {},
        )

    def write(self, key: str, body: Iterator[bytes], written: Written, over: Existing | None) -> int:
        path = self._path(key)
        partial = self._own / "partial" / secrets.token_hex(16)
        total = 0
        try:
            file = _opened(partial)
        except OSError as error:
            raise _failure(error) from error
        try:
            with file:
                for chunk in body:
                    total += _put(file, chunk)
                _flush(file)
            self._place(partial, path, key, over)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        self._say(key, path, written)
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

    def _place(self, partial: Path, path: Path, key: str, over: Existing | None) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not self._inside(path.parent):
                raise DestinationError(f"{key!r} leads out of the folder by a link", "InvalidKey")
            if path.is_dir():
                raise DestinationError(f"{key!r} is a folder here", "KeyConflict")
            now = self.existing(key)
            if (now and now.etag) != (over and over.etag):
                raise DestinationChanged(f"{key!r} was written since it was looked at")
            partial.replace(path)
        except (FileExistsError, NotADirectoryError) as error:
            raise DestinationError(f"a part of {key!r} is a file here", "KeyConflict") from error
        except OSError as error:
            raise _failure(error) from error

    def _is_inside(self, folder: Path) -> bool:
        return Path(os.path.realpath(folder)).is_relative_to(self._root)

    def _path(self, key: str) -> Path:
        parts = key.split("/")
        if "\0" in key or any(part in ("", ".", "..") or len(part.encode()) > 255 for part in parts):
            raise DestinationError(f"{key[:200]!r} cannot be a file's path", "InvalidKey")
        if parts[0] == OWN_FOLDER:
            raise DestinationError(f"keys below {OWN_FOLDER} are taken", "InvalidKey")
        return self._root.joinpath(*parts)

    def _mark_file(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()[:40]
        return self._own / "copies" / name[:2] / f"{name}.json"

    def _said(self, key: str) -> dict[str, Any] | None:
        try:
            said = json.loads(self._mark_file(key).read_bytes())
        except (OSError, ValueError):  # none, or one that was not written to its end
            return None
        return said if isinstance(said, dict) else None

    def _say(self, key: str, path: Path, written: Written) -> None:
        file = self._mark_file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            said = {
                "key": key,
                "file": _identity(path.stat()),
                "mark": written.mark,
                "details": dict(written.details),
                "headers": dict(written.head.http()),
            }
            file.write_text(json.dumps(said))
        except OSError as error:
            raise _failure(error) from error


def _opened(partial: Path) -> Any:
    try:
        return partial.open("xb", buffering=0)
    except FileNotFoundError:
        partial.parent.mkdir(parents=True, exist_ok=True)
        return partial.open("xb", buffering=0)


def _put(file: Any, chunk: bytes) -> int:
    view = memoryview(chunk)
    try:
        while view:
            view = view[file.write(view) :]
    except OSError as error:
        raise _failure(error) from error
    return len(chunk)


def _flush(file: Any) -> None:
    # Some file systems tell only now that the disk is full.
    try:
        file.close()
    except OSError as error:
        raise _failure(error) from error


def _identity(found: os.stat_result) -> str:
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"


def _failure(error: OSError) -> DestinationError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DestinationError("the destination's disk is full", _NO_SPACE)
    if error.errno in (errno.EIO, errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ESTALE):
        return DestinationUnavailable(f"the destination cannot be written now: {error.strerror}")
    return DestinationError(f"the destination cannot be written: {error.strerror}")

"""A folder's files in the order in which S3 lists keys, begun where the listing goes on."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from objectlambda.s3.listing import ListQuery, position
from objectlambda.s3.requests import MAX_KEY_BYTES

Found = tuple[str, os.stat_result]

OWN_FOLDER = ".objectlambda"
"""What a copy into a folder keeps of its own stands below this, at the folder's root; it is no object."""


def walk(root: Path, query: ListQuery, unread: Callable[[str], None] = lambda _: None) -> Iterator[Found | str]:
    """The files below ``root`` that a listing shows, as key and status; strings for whole directories.

    Directories are read one at a time and only where they can hold keys of the prefix behind the position. With the
    delimiter ``/`` the walk does not go deeper than the listing shows. Names that are not UTF-8, paths longer than any
    key, and links that lead out of the folder or round in circles, are left out: they cannot be read as objects either.
    ``unread`` is told of each directory that cannot be read, and of each name that is not UTF-8 or too long.
    """
    after, _ = position(query)
    shallow = query.delimiter == "/"
    return _walk(root, root, "", query.prefix, after, shallow, unread)


def _walk(
    root: Path, real: Path, base: str, prefix: str, after: str, shallow: bool, unread: Callable[[str], None]
) -> Iterator[Found | str]:
    entries = _sort_entries(real, base, unread)
    while entries:
        key, entry = entries.pop()  # each is forgotten once it is told of: an entry keeps its status in memory
        if not _is_directory(entry):
            if key.startswith(prefix) and key > after:
                yield from _file(root, key, entry, unread)
            continue
        if not (key.startswith(prefix) or prefix.startswith(key)) or (key < after and not after.startswith(key)):
            continue
        below = _directory(root, real, entry)
        if below is None:
            continue
        deeper = _walk(root, below, key, prefix, after, False, unread)
        if shallow and key.startswith(prefix) and key != prefix:
            if next(deeper, None) is not None:
                yield key
            continue
        yield from _walk(root, below, key, prefix, after, shallow, unread)


def _sort_entries(directory: Path, base: str, unread: Callable[[str], None]) -> list[tuple[str, os.DirEntry[str]]]:
    """The entries of ``directory`` with their keys, the last key first."""
    # A directory sorts with its slash, as its keys do: "a-b" comes before "a/b".
    listed = []
    try:
        with os.scandir(directory) as entries:
            for entry in entries:
                key = base + entry.name + ("/" if _is_directory(entry) else "")
                if not _is_key(key):
                    unread(key)
                elif key != f"{OWN_FOLDER}/":
                    listed.append((key, entry))
    except FileNotFoundError:
        return []  # removed since its parent was read
    except OSError:
        unread(base)
        return []  # closed to us: it has no keys to show
    return sorted(listed, key=lambda pair: pair[0], reverse=True)


def _file(root: Path, key: str, entry: os.DirEntry[str], unread: Callable[[str], None]) -> Iterator[Found]:
    try:
        found = entry.stat()
        if not stat.S_ISREG(found.st_mode):
            return
        if entry.is_symlink() and not Path(os.path.realpath(entry.path, strict=True)).is_relative_to(root):
            return
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ELOOP):  # gone, or a link to nowhere or to itself
            unread(key)
        return
    yield key, found


def _directory(root: Path, parent: Path, entry: os.DirEntry[str]) -> Path | None:
    below = parent / entry.name
    if not entry.is_symlink():
        return below
    real = Path(os.path.realpath(below))
    return real if real.is_relative_to(root) and not parent.is_relative_to(real) else None


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_key(text: str) -> bool:
    try:
        return len(text.encode()) <= MAX_KEY_BYTES
    except UnicodeEncodeError:
        return False

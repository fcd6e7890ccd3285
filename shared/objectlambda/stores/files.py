"""A file as an object: its headers, its bytes, and how it is opened below a folder.

A key never leads out of the folder: its path is opened one component after the other without following links. Where
there is one, the path is resolved, compared with the folder's own, and opened in the same way, so that nothing can be
swapped in between.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from objectlambda.errors import InvalidSettings, OriginError, SourceUnavailable
from objectlambda.headers import Headers, date_header, media_types
from objectlambda.source import OriginResponse
from objectlambda.streams import CHUNK_BYTES

if TYPE_CHECKING:
    from objectlambda.ranges import Span

_CODED_TYPES = {"gzip": "application/gzip", "bzip2": "application/x-bzip2", "xz": "application/x-xz"}
_TOLD = {
    ".gz": "application/gzip",
    ".bz2": "application/x-bzip2",
    ".xz": "application/x-xz",
    ".zip": "application/zip",
    ".zst": "application/zstd",
    ".sz": "application/x-snappy-framed",
    ".parquet": "application/vnd.apache.parquet",
}
"""Suffixes whose type needs no table."""

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
REMEMBERED_FILES = 4096
"""Files whose headers are remembered while they stay the same; keys have 1,024 bytes at most."""

_LONG_BYTES = 1024 * 1024
"""From this length on the kernel is told that a body is read in order, so that it reads farther ahead."""

# A FIFO must not be waited for.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class FileObject:
    """One file, read as S3 answers for an object; opened anew for each request."""

    def __init__(self, root: Path, key: str) -> None:
        self._root = root
        self._key = key

    def head(self, conditions: Mapping[str, str]) -> Headers:
        descriptor, found = open_below(self._root, self._key)
        os.close(descriptor)
        return _unless_conditions_fail(file_headers(self._key, found), conditions)

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        descriptor, found = open_below(self._root, self._key)
        try:
            headers = _unless_conditions_fail(file_headers(self._key, found), conditions)
            span = span_of(byte_range, found.st_size)
            if span is None:
                whole = FileBody(descriptor, 0, found.st_size, found)
                return OriginResponse(status=200, headers=headers, body=whole, is_near=True)
            partial = {**headers, "content-length": str(span.length), "content-range": span.content_range}
            body = FileBody(descriptor, span.start, span.stop, found)
            return OriginResponse(status=206, headers=Headers(partial), body=body, is_near=True)
        except BaseException:
            os.close(descriptor)
            raise


def _unless_conditions_fail(headers: Headers, conditions: Mapping[str, str]) -> Headers:
    if conditions:
        from objectlambda.s3.preconditions import check_conditions  # most reads have none

        check_conditions(conditions, headers)
    return headers


def span_of(byte_range: str | None, size: int) -> Span | None:
    """The bytes that a Range header asks for of an object of ``size`` bytes; ``None`` for all of them.

    Raises:
        InvalidRange: it starts behind the end.
    """
    if not byte_range:
        return None
    from objectlambda.ranges import parse_range  # whoever reads all of a file does without

    wanted = parse_range(byte_range)
    return None if wanted is None else wanted.resolve(size)


class FileBody:
    """Bytes ``start`` to ``stop`` of an open file, in chunks; the descriptor is closed at the end or by ``close``.

    The last chunk is handed out only if the file is still as it was ``found``: what is overwritten meanwhile would be a
    mixture. A file that grows is read as far as it went: logs always do.
    """

    def __init__(self, descriptor: int, start: int, stop: int, found: os.stat_result) -> None:
        self._descriptor = descriptor
        self._position, self._stop = start, stop
        self._found = found
        if stop - start > _LONG_BYTES and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, start, stop - start, os.POSIX_FADV_SEQUENTIAL)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._position >= self._stop or self._descriptor < 0:
            self.close()
            raise StopIteration
        chunk = os.pread(self._descriptor, min(CHUNK_BYTES, self._stop - self._position), self._position)
        if not chunk:
            self.close()
            raise SourceUnavailable(f"the file was cut to {self._position} bytes while it was being read")
        self._position += len(chunk)
        if self._position >= self._stop and self._is_overwritten():
            self.close()
            raise SourceUnavailable("the file was overwritten while it was being read")
        return chunk

    def _is_overwritten(self) -> bool:
        now = os.fstat(self._descriptor)
        return now.st_mtime_ns != self._found.st_mtime_ns and now.st_size <= self._found.st_size

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()


def open_below(root: Path, key: str) -> tuple[int, os.stat_result]:
    """A descriptor of the regular file that ``key`` names below ``root`` (itself resolved), and what it was found as.

    Raises:
        OriginError: 404 for what is not there, leads out of the folder, or is no file; 403 where it may not be read.
    """
    parts = tuple(key.split("/"))
    if "\0" in key or any(part in ("", ".", "..") for part in parts):
        raise _no_such_key()
    try:
        try:
            descriptor = _open_without_links(root, parts)
        except _Linked:
            real = Path(os.path.realpath(root / key, strict=True))
            if not real.is_relative_to(root):
                raise _no_such_key() from None
            descriptor = _open_without_links(root, real.relative_to(root).parts)
    except PermissionError as error:
        raise OriginError(403, "AccessDenied", "Access Denied") from error
    except (OSError, ValueError) as error:
        raise _no_such_key() from error
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise _no_such_key()
    return descriptor, found


def file_headers(key: str, found: os.stat_result) -> Headers:
    """The headers of a file as S3 would send them.

    The ETag is inode, time of change and size. It ends in ``-1`` so that no client takes it for an MD5.
    """
    return _headers(key, found.st_size, found.st_mtime_ns, found.st_ino)


@lru_cache(maxsize=REMEMBERED_FILES)  # of immutable values, by their arguments alone: threads may share it
def _headers(key: str, size: int, changed_ns: int, inode: int) -> Headers:
    return Headers(
        {
            "content-length": str(size),
            "content-type": guess_type(key),
            "etag": _etag(size, changed_ns, inode),
            "last-modified": date_header(changed_ns // 1_000_000_000),
            "accept-ranges": "bytes",
        }
    )


def file_etag(found: os.stat_result) -> str:
    """The quoted ETag of a file."""
    return _etag(found.st_size, found.st_mtime_ns, found.st_ino)


def _etag(size: int, changed_ns: int, inode: int) -> str:
    # No digest of them: to load hashlib takes longer than to read a small file.
    return f'"{inode:x}.{changed_ns:x}.{size:x}-1"'


def guess_type(key: str) -> str:
    """The content type that the name suggests; a compressed file's is that of its compression."""
    name = key.rpartition("/")[2].lower()
    told = _TOLD.get(name[name.rfind(".") :])
    if told is not None:
        return told
    kind, coding = media_types().guess_type(name)
    if coding is not None:
        return _CODED_TYPES.get(coding, "application/octet-stream")
    return kind or "application/octet-stream"


class _Linked(FileNotFoundError):
    """A component of the path is a link, or no directory."""


def _open_without_links(root: Path, parts: tuple[str, ...]) -> int:
    # One path as far as the first part: of it, the flag forbids a link in the last place only, which is that part.
    path, directory = f"{root}/{parts[0]}" if parts else str(root), None
    try:
        for part in parts[1:]:
            below = os.open(path, _DIRECTORY, dir_fd=directory)
            if directory is not None:
                os.close(directory)
            path, directory = part, below
        return os.open(path, _FILE, dir_fd=directory)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):  # what O_NOFOLLOW says of a link, and O_DIRECTORY of one
            raise _Linked(error.errno, "a link, or no directory") from error
        raise
    finally:
        if directory is not None:
            os.close(directory)


def _no_such_key() -> OriginError:
    return OriginError(404, "NoSuchKey", "The specified key does not exist.")


def refuse_no_name(text: str) -> None:
    """Raises InvalidSettings for a name that is empty: as a path it would be the folder in which the command runs."""
    if not text:
        raise InvalidSettings(
            "a name is empty where a file, folder or bucket belongs: is a variable of the shell unset?"
        )

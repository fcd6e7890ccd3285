"""One object that is not in any store: a file named on the command line, or what comes in through a pipe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from objectlambda.headers import Headers
from objectlambda.source import Origin, OriginResponse
from objectlambda.stores.files import FileBody, FileObject, file_headers, guess_type, span_of
from objectlambda.streams import CHUNK_BYTES, count_bytes

IN_MEMORY = '"in-memory"'
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")


def file_origin(path: Path) -> FileObject:
    """The file at ``path``, wherever a link leads."""
    real = path.resolve()
    return FileObject(real.parent, real.name)


def stream_origin(stream: BinaryIO, name: str, *, ranged: bool) -> tuple[Origin, int | None]:
    """What can be read from ``stream``, and its size where that is known.

    A redirected file is read in place. A pipe is streamed, unless it holds a ZIP archive, whose directory stands at
    its end: that is first written to a temporary file, which has no name and vanishes with the process.

    Args:
        stream: standard input.
        name: for the content type.
        ranged: the function is known to read by ranges.
    """
    if _is_regular(stream):
        size = os.fstat(stream.fileno()).st_size
        return _OpenFile(stream, name), size
    first = stream.read(len(_ZIP_MAGIC[0]))
    if ranged or first in _ZIP_MAGIC:
        spool = _spool(first, stream)
        return _OpenFile(spool, name), os.fstat(spool.fileno()).st_size
    return _Pipe(first, stream, name), None


class BytesObject:
    """Bytes in memory, read as an object of that name, with a size and ranges.

    The ETag tells no content; it ties the reads of one object to each other, which functions that inspect ask for.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._headers = {"content-type": guess_type(name), "accept-ranges": "bytes", "etag": IN_MEMORY}

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions  # the bytes cannot change
        return Headers({**self._headers, "content-length": len(self._data)})

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        headers, size = self.head(conditions), len(self._data)
        span = span_of(byte_range, size)
        if span is None:
            return OriginResponse(status=200, headers=headers, body=self._chunks(0, size))
        partial = Headers({**headers, "content-range": span.content_range, "content-length": str(span.length)})
        return OriginResponse(status=206, headers=partial, body=self._chunks(span.start, span.stop))

    def _chunks(self, start: int, stop: int) -> Iterator[bytes]:
        view = memoryview(self._data)
        for position in range(start, stop, CHUNK_BYTES):
            yield bytes(view[position : min(position + CHUNK_BYTES, stop)])


class Watched:
    """An origin that tells ``add`` of every byte that is read from it."""

    def __init__(self, origin: Origin, add: Callable[[int], None]) -> None:
        self._origin = origin
        self._add = add

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return self._origin.head(conditions)

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        response = self._origin.get(conditions, byte_range)
        return response._replace(body=count_bytes(response.body, self._add))


class _OpenFile:
    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions  # a file has no conditional requests
        return file_headers(self._name, os.fstat(self._stream.fileno()))

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        headers = self.head(conditions)
        size = int(headers["content-length"])
        span = span_of(byte_range, size)
        if span is None:
            return OriginResponse(status=200, headers=headers, body=self._body(0, size), is_near=True)
        partial = Headers({**headers, "content-range": span.content_range, "content-length": str(span.length)})
        return OriginResponse(status=206, headers=partial, body=self._body(span.start, span.stop), is_near=True)

    def _body(self, start: int, stop: int) -> FileBody:
        descriptor = os.dup(self._stream.fileno())
        return FileBody(descriptor, start, stop, os.fstat(descriptor))


class _Pipe:
    """Read once, from its start; it has no size to tell and no parts to ask for."""

    def __init__(self, first: bytes, stream: BinaryIO, name: str) -> None:
        self._first = first
        self._stream = stream
        self._headers = Headers({"content-type": guess_type(name)} if name else {})

    def head(self, conditions: Mapping[str, str]) -> Headers:
        del conditions
        return self._headers

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        del conditions, byte_range  # a response without Content-Range tells that ranges are ignored
        return OriginResponse(status=200, headers=self._headers, body=self._chunks())

    def _chunks(self) -> Iterator[bytes]:
        if self._first:
            yield self._first
        # Read what is available, not a full chunk, so that the output of a slow producer appears at once.
        read: Callable[[int], bytes] = getattr(self._stream, "read1", self._stream.read)
        while chunk := read(CHUNK_BYTES):
            yield chunk


def _is_regular(stream: BinaryIO) -> bool:
    try:
        # Where somebody has read the start of it already, only the rest is ours.
        return stream.seekable() and stream.tell() == 0 and Path(f"/dev/fd/{stream.fileno()}").is_file()
    except (OSError, ValueError):
        return False


def _spool(first: bytes, stream: BinaryIO) -> BinaryIO:
    import tempfile  # slow to load, and seldom needed

    spool = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the origin
    spool.write(first)
    while chunk := stream.read(CHUNK_BYTES):
        spool.write(chunk)
    spool.flush()
    return spool

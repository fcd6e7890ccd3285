"""Functions for programs: what the gateway would send of an object that is a file, a stream or bytes at hand."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from io import RawIOBase, TextIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, cast

from objectlambda import respond
from objectlambda.errors import InvalidSettings
from objectlambda.function import ObjectRequest
from objectlambda.measures import Measures
from objectlambda.registry import function_named
from objectlambda.settings import environment_for, load
from objectlambda.source import Origin
from objectlambda.steps import Step, through
from objectlambda.stores.single_file import BytesObject, file_origin, stream_origin
from objectlambda.streams import Closing, close

Input = bytes | bytearray | memoryview | str | os.PathLike[str] | IO[bytes] | Iterable[bytes]
"""What can be transformed; a ``str`` is a path."""
_SOURCES = "the source is bytes, an iterable of bytes, a binary file or a path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformation:
    """A transformed object on its way. Read its ``chunks`` to their end, or close it; ``with`` does.

    Attributes:
        chunks: the bytes; the first are made already, the others when they are asked for. ValueError once it is closed
            before their end.
        size: their number, where it is known before they are made.
        content_type: what the bytes are, where that is known.
        headers: the head of the response as the gateway would send it, names in lower case.
    """

    chunks: Iterator[bytes] = field(repr=False)
    size: int | None = None
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def close(self) -> None:
        """Let go of the source."""
        close(self.chunks)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def transform(
    source: Input, key: str | None = None, function: str | Sequence[str] = "pii_redaction", **settings: Any
) -> Transformation:
    """What ``function`` makes of ``source``: byte for byte what the gateway sends for the object under ``key``.

    It streams: memory does not grow with the object, but a ZIP archive or Parquet file that comes in as a stream is
    kept in a temporary file. Settings that are not given come from the environment, as they do for the gateway.

    Args:
        source: bytes, an iterable of bytes, a binary file or a path. It is closed at the end, or on an error.
        key: the object's name, a hint at its format; by default the path's last part.
        function: a function's name, or several, each to be given what the one before makes.
        settings: of the function. With several, a setting goes to each that has one of that name;
            ``pii_redaction={"mask_mode": "REMOVE"}`` gives one to that function alone.

    Raises:
        InvalidSettings: there is no such function or setting, or it cannot have that value.
        ObjectLambdaError: the object is refused or damaged at its start. What goes wrong later is raised by ``chunks``.
        OSError: the path cannot be read.
        TypeError: the source is none of these, or gives text; the latter may be raised by ``chunks``.
    """
    names = [function] if isinstance(function, str) else list(function)
    try:
        steps, environ = _steps(names, settings)
        name = key if key is not None else _name(source)
        request = ObjectRequest(key=name)
        reading = respond.Reading(
            function=function_named(steps[0].function),
            request=request,
            origin=_origin(source, name, steps[0], environ),
            environ=environ,
            measures=Measures(),
        )
        response = respond.get(through(steps, reading))
    except BaseException:
        close(source)
        raise
    headers = {header.lower(): value for header, value in response.head.http()}
    if isinstance(reading.origin, BytesObject):
        headers.pop("etag", None)  # it tells the functions that bytes do not change, and programs nothing
    return Transformation(
        chunks=_Chunks(Closing(response.body, source)),
        size=response.head.content_length,
        content_type=headers.get("content-type"),
        headers=headers,
    )


class _Chunks:
    """The chunks of a transformation; after a close before their end they are no shorter object, but an error."""

    def __init__(self, chunks: Closing) -> None:
        self._chunks = chunks
        self._is_ended = self._is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._is_closed and not self._is_ended:
            raise ValueError("the transformation is closed: read its chunks before that, inside the with statement")
        try:
            return next(self._chunks)
        except StopIteration:
            self._is_ended = True
            raise

    def close(self) -> None:
        """Let go of the source."""
        self._is_closed = True
        self._chunks.close()


def _steps(names: Sequence[str], settings: Mapping[str, Any]) -> tuple[tuple[Step, ...], Mapping[str, str]]:
    """The steps, and the environment that they are run in."""
    if not names:
        raise InvalidSettings("name at least one function")
    environ: Mapping[str, str] = os.environ
    steps: list[Step] = []
    taken: set[str] = set()
    for name in (name.replace("-", "_") for name in names):
        kind = function_named(name).settings
        known = {item.name for item in fields(kind)}
        own = settings.get(name, {}) if name not in known else {}
        if not isinstance(own, Mapping):
            raise InvalidSettings(f"{name} must be a mapping of settings")
        shared = {setting: value for setting, value in settings.items() if setting in known or len(names) == 1}
        shared.pop(name, None)
        taken.update(shared, (name,))
        environ, payload = environment_for(kind, {**shared, **own}, environ)
        load(kind, environ, payload)
        steps.append(Step(function=name, payload=payload))
    strangers = set(settings) - taken
    if strangers:
        raise InvalidSettings(f"none of the functions has a setting {sorted(strangers)[0][:80]!r}")
    return tuple(steps), environ


def _name(source: Input) -> str:
    return Path(source).name if isinstance(source, str | os.PathLike) else ""


def _origin(source: Input, name: str, first: Step, environ: Mapping[str, str]) -> Origin:
    if isinstance(source, bytes | bytearray | memoryview):
        return BytesObject(bytes(source), name)
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        path.stat()  # OSError, as programs expect it of a path
        return file_origin(path)
    given: object = source  # callers need not check types
    if isinstance(given, TextIOBase) or not (isinstance(given, Iterable) or hasattr(given, "read")):
        raise TypeError(f"{_SOURCES}, not {type(source).__name__}")
    stream = cast("BinaryIO", source if hasattr(source, "read") else _Joined(source))
    function = function_named(first.function)
    request = ObjectRequest(key=name, payload=first.payload)
    ranged = function.tail_bytes(request, load(function.settings, environ, first.payload)) > 0
    return stream_origin(stream, name, ranged=ranged)[0]


class _Joined(RawIOBase):
    """An iterable of bytes as a binary file that is read once."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, missing = [], size
        while missing and (part := self.read1(missing)):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def read1(self, size: int = -1) -> bytes:
        """The bytes of the current chunk, at most ``size``; ``b""`` at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            if not isinstance(chunk, bytes | bytearray | memoryview):
                raise TypeError(f"{_SOURCES}; this one gives {type(chunk).__name__}")
            self._rest = bytes(chunk)
        count = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

"""Two functions of somebody else's: one needs no setting, one does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from objectlambda.errors import InvalidSettings
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.settings import setting
from objectlambda.source import Source
from objectlambda.streams import close


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSettings:
    """Nothing can be set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetSettings:
    """Whom to greet."""

    name: str = setting("", "who is greeted in the first line")


def upper_cased(source: Source, request: ObjectRequest, settings: NoSettings) -> Transformed:
    """ASCII letters in upper case; the size stays."""
    return Transformed(chunks=_upper(source.chunks()), size=source.known_size)


def greeted(source: Source, request: ObjectRequest, settings: GreetSettings) -> Transformed:
    """A greeting, then the object."""
    if not settings.name:
        raise InvalidSettings("the function greet needs the setting name")
    first = f"Hello {settings.name}\n".encode()
    size = None if source.known_size is None else len(first) + source.known_size
    return Transformed(chunks=_after(first, source.chunks()), size=size)


def _upper(chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        for chunk in chunks:
            yield chunk.upper()
    finally:
        close(chunks)


def _after(first: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield first
        yield from chunks
    finally:
        close(chunks)


UPPER_CASE = Function(name="upper_case", version="1", settings=NoSettings, open=upper_cased)
GREET = Function(name="greet", version="1", settings=GreetSettings, open=greeted)

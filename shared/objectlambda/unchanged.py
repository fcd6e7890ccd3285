"""The function ``raw``: the object as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSettings:
    """``raw`` has nothing to set."""


def _as_stored(source: Source, _request: ObjectRequest, _settings: NoSettings) -> Transformed:
    seek = source.stream if source.takes_ranges else None
    return Transformed(chunks=source.chunks(), size=source.known_size, unchanged=True, seek=seek)


RAW = Function(name="raw", version="1", settings=NoSettings, open=_as_stored, as_stored=True)

"""The decoder of each format as the settings want it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from objectlambda.decompress.decoding import Beside, Trailing
from objectlambda.decompress.format_row import DecodeOptions
from objectlambda.decompress.formats import Format
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.errors import InvalidSettings, UnsupportedFormat

ALL_TOLD = frozenset(found for found in Format if found.row.tells_all)
"""The formats of which each byte is content, the format's own numbers, or told to ``beside``."""


def decoder(
    found: Format, chunks: Iterable[bytes], settings: DecompressSettings, beside: Beside | None = None
) -> Iterator[bytes]:
    """The decompressed bytes of a whole object in the format ``found``.

    ``beside`` is told of what stands beside the content: names, comments, extra fields, skippable frames.

    Raises:
        UnsupportedFormat: it has no decoder of streams: an archive is read member by member.
    """
    return _decode(found, chunks, _options(settings, trailing_of(settings), 0, beside))


def trailing_of(settings: DecompressSettings) -> Trailing:
    """The setting ``trailing`` as decoders take it."""
    return "ignore" if settings.trailing == "ignore" else "error"


def blocks_decoder(
    found: Format, chunks: Iterable[bytes], settings: DecompressSettings, position: int
) -> Iterator[bytes]:
    """The decompressed bytes of whole blocks that begin at byte ``position`` of the object."""
    lead = found.row.block_lead
    if lead:
        chunks, position = chain((lead,), chunks), position - len(lead)
    return _decode(found, chunks, _options(settings, "error", position))


def resumed_options(settings: DecompressSettings) -> DecodeOptions:
    """What a decoder is told that begins in the middle of an object, or finds where it can."""
    return _options(settings, trailing_of(settings), 0)


def _decode(found: Format, chunks: Iterable[bytes], options: DecodeOptions) -> Iterator[bytes]:
    if found.row.decode is None:
        raise UnsupportedFormat(f"{found.row.label} is not decoded as a stream")
    return found.row.decode(chunks, options)


def _options(
    settings: DecompressSettings, trailing: Trailing, position: int, beside: Beside | None = None
) -> DecodeOptions:
    return DecodeOptions(
        trailing=trailing,
        position=position,
        beside=beside,
        threads=settings.threads or None,
        max_window_bytes=settings.max_window_bytes,
        dictionaries=_dictionaries(settings.zstd_dictionaries) if settings.zstd_dictionaries else (),
        max_block_bytes=settings.max_raw_snappy_bytes,
    )


@lru_cache(maxsize=8)  # bytes that never change: threads may share them
def _dictionaries(paths: tuple[str, ...]) -> tuple[bytes, ...]:
    try:
        return tuple(Path(path).read_bytes() for path in paths)
    except OSError as error:
        raise InvalidSettings(f"zstd_dictionaries names a file that cannot be read ({error.strerror})") from error

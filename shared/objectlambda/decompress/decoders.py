"""The decoder of each format as the settings want it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from objectlambda.decompress.decoding import Beside, Trailing
from objectlambda.decompress.formats import Format
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.errors import InvalidSettings

ALL_TOLD = frozenset(
    (Format.GZIP, Format.BZIP2, Format.ZLIB, Format.ZSTD, Format.SNAPPY, Format.SNAPPY_XERIAL, Format.SNAPPY_HADOOP)
)
"""The formats of which each byte is content, the format's own numbers, or told to ``beside``."""


def decoder(
    found: Format, chunks: Iterable[bytes], settings: DecompressSettings, beside: Beside | None = None
) -> Iterator[bytes]:
    """The decompressed bytes of a whole object in the format ``found``.

    ``beside`` is told of what stands beside the content: names, comments, extra fields, skippable frames.
    """
    return _decoder(found, chunks, settings, "ignore" if settings.trailing == "ignore" else "error", 0, beside)


def blocks_decoder(
    found: Format, chunks: Iterable[bytes], settings: DecompressSettings, position: int
) -> Iterator[bytes]:
    """The decompressed bytes of whole blocks that begin at byte ``position`` of the object."""
    if found is Format.SNAPPY:  # only the object's first chunk is led by what says that it is one
        from objectlambda.decompress.snappy.framing import STREAM_IDENTIFIER

        chunks, position = chain((STREAM_IDENTIFIER,), chunks), position - len(STREAM_IDENTIFIER)
    return _decoder(found, chunks, settings, "error", position)


def _decoder(
    found: Format,
    chunks: Iterable[bytes],
    settings: DecompressSettings,
    trailing: Trailing,
    position: int,
    beside: Beside | None = None,
) -> Iterator[bytes]:
    # Imported where they are used: a function that only ever sees gzip loads no other codec.
    threads = settings.threads or None
    if found is Format.GZIP:
        from objectlambda.decompress.gunzip import gunzip

        return gunzip(chunks, trailing=trailing, position=position, beside=beside)
    if found is Format.BZIP2:
        from objectlambda.decompress.bzip2.bunzip2 import bunzip2

        return bunzip2(chunks, trailing=trailing, threads=threads)
    if found is Format.ZLIB:
        from objectlambda.decompress.inflate import inflate

        return inflate(chunks, trailing=trailing)
    if found is Format.ZSTD:
        from objectlambda.decompress.zstd.unzstd import unzstd

        return unzstd(
            chunks,
            max_window_bytes=settings.max_window_bytes,
            dictionaries=_dictionaries(settings.zstd_dictionaries),
            trailing=trailing,
            threads=threads,
            position=position,
            beside=beside,
        )
    from objectlambda.decompress.snappy import unsnappy

    if found is Format.SNAPPY:
        return unsnappy.unsnappy_framed(chunks, threads=threads, position=position, beside=beside)
    if found is Format.SNAPPY_XERIAL:
        return unsnappy.unsnappy_xerial(chunks)
    if found is Format.SNAPPY_HADOOP:
        return unsnappy.unsnappy_hadoop(chunks)
    return unsnappy.unsnappy_raw(chunks, max_bytes=settings.max_raw_snappy_bytes)


@lru_cache(maxsize=8)
def _dictionaries(paths: tuple[str, ...]) -> tuple[bytes, ...]:
    try:
        return tuple(Path(path).read_bytes() for path in paths)
    except OSError as error:
        raise InvalidSettings(f"zstd_dictionaries names a file that cannot be read ({error.strerror})") from error

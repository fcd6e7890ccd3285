"""Parts of a decompressed body from the blocks around them, by an index.

What an index says is proved of all that is decoded for it: the blocks between two marks must be whole, good by their
own checksums, and as long as the marks are apart. A part ends only once that is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.decoders import blocks_decoder
from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import walked
from objectlambda.decompress.limits import bounded, check_whole
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.function import Blocks
from objectlambda.source import Source
from objectlambda.streams import Closing, counted, cut, exactly, read_ahead


def find_index(found: Format, archive: Archive, chunks: Iterable[bytes]) -> BlockIndex | None:
    """The exact decompressed size, and where blocks begin; None where the format does not tell.

    By small reads of ``archive``, or by a walk over all its ``chunks``. Nothing here guesses, since a wrong size as
    Content-Length corrupts downloads. gzip's ISIZE is not used: it counts the last member only, modulo 2^32. The size
    in a zstd frame's header alone is not used either: only that frame's end shows whether another follows.
    """
    index = found.row.index(archive) if found.row.index is not None else None
    return walked(found.row.walk, chunks) if index is None else index


def blocks(found: Format, first: bytes, source: Source, settings: DecompressSettings) -> Blocks | None:
    """How to read parts of ``source``, which begins with ``first``; None where its format has no blocks to tell."""
    if not found.row.divided or not source.takes_ranges or source.known_size is None:
        return None
    if source.etag is None:  # several reads could be of several objects
        return None

    def find() -> BlockIndex | None:
        row = found.row
        index = row.index(source) if row.index is not None else None
        if index is None and row.worth_walking(first, source.size):
            index = walked(row.walk, source.chunks())
        return index

    def read(index: BlockIndex, start: int, stop: int) -> Iterator[bytes]:
        return read_range(found, source, index, start, stop, settings)

    return Blocks(find=find, read=read)


def read_range(
    found: Format, source: Source, index: BlockIndex, start: int, stop: int, settings: DecompressSettings
) -> Iterator[bytes]:
    """Bytes ``start`` to ``stop`` (exclusive) of the decompressed body, lazily.

    Only the blocks between the marks around them are fetched. The limits are those of the whole object.

    Raises:
        LimitExceeded: the whole object is over a limit, or has become so up to here.
        CorruptObject: a block is damaged, or is not what the index says; at the latest before the last bytes.
    """
    max_output_bytes, max_ratio = settings.max_output_bytes or None, settings.max_ratio or None
    check_whole(index.size, source.size, max_output_bytes=max_output_bytes, max_ratio=max_ratio)
    if start >= stop:
        return iter(())
    run = index.run(start, stop)
    fetched = run.stored_start

    def count(length: int) -> None:
        nonlocal fetched
        fetched += length

    stored = counted(source.stream(run.stored_start, run.stored_stop), count)
    ahead = read_ahead(stored)
    body = bounded(
        blocks_decoder(found, ahead, settings, run.stored_start),
        max_output_bytes=max_output_bytes,
        max_ratio=max_ratio,
        consumed=lambda: fetched,
        before=run.start,
    )
    part = cut(exactly(body, run.stop - run.start), start - run.start, stop - run.start, to_end=True)
    return Closing(part, ahead, stored)

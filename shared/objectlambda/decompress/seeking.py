"""Parts of a decompressed body from the blocks around them, by an index.

What an index says is proved of all that is decoded for it: the blocks between two marks must be whole, good by their
own checksums, and as long as the marks are apart. A part ends only once that is so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.decoders import blocks_decoder, resumed_options
from objectlambda.decompress.format_row import Resumed
from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import walk_to_end
from objectlambda.decompress.limits import check_whole, enforce_limits
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.errors import CorruptObject
from objectlambda.function import Blocks
from objectlambda.source import Source
from objectlambda.streams import Closing, count_bytes, cut, exactly


def find_index(found: Format, archive: Archive, chunks: Iterable[bytes]) -> BlockIndex | None:
    """The exact decompressed size, and where blocks begin; None where the format does not tell.

    By small reads of ``archive``, or by a walk over all its ``chunks``. Nothing here guesses, since a wrong size as
    Content-Length corrupts downloads. gzip's ISIZE is not used: it counts the last member only, modulo 2^32. The size
    in a zstd frame's header alone is not used either: only that frame's end shows whether another follows.
    """
    index = found.row.table(archive) if found.row.table is not None else None
    return walk_to_end(found.row.walk, chunks) if index is None else index


def blocks(found: Format, first: bytes, source: Source, settings: DecompressSettings) -> Blocks | None:
    """How to read parts of ``source``, which begins with ``first``; None where its format has no blocks to tell."""
    if not source.takes_ranges or source.known_size is None or source.etag is None:
        return None  # without an ETag, several reads could be of several objects
    is_divided = found.row.divided and found.row.tells_size(first)
    resumed = None if is_divided else found.row.resumed
    if not is_divided and (resumed is None or source.size < resumed.worth_bytes):
        return None

    def find() -> BlockIndex | None:
        if resumed is not None:
            return find_places(resumed, source, settings)
        row = found.row
        index = row.table(source) if row.table is not None else None
        if index is None and row.worth_walking(first, source.size):
            index = walk_to_end(row.walk, source.chunks())
        return index

    def read(index: BlockIndex, start: int, stop: int) -> Iterator[bytes]:
        return read_range(found, source, index, start, stop, settings)

    with_size = resumed is not None and resumed.with_size
    return Blocks(find=find, read=read, keeps_states=not is_divided, with_size=with_size)


def find_places(resumed: Resumed, source: Source, settings: DecompressSettings) -> BlockIndex | None:
    """Where the object can be decoded on, by a pass over all of it; None where it is damaged, which decoding tells.

    Raises:
        LimitExceeded: the whole object is over a limit.
    """
    index: BlockIndex | None = None

    def body() -> Iterator[bytes]:
        nonlocal index
        for made in resumed.find(source.ahead(source.chunks()), resumed_options(settings)):
            if isinstance(made, BlockIndex):
                index = made
            else:
                yield made

    try:
        for _ in limited(body(), settings, lambda: source.fetched):
            pass
    except CorruptObject:
        return None
    return index


def read_range(
    found: Format, source: Source, index: BlockIndex, start: int, stop: int, settings: DecompressSettings
) -> Iterator[bytes]:
    """Bytes ``start`` to ``stop`` (exclusive) of the decompressed body, lazily.

    Only the blocks between the marks around them are fetched. The limits are those of the whole object.

    Raises:
        LimitExceeded: the whole object is over a limit, or has become so up to here.
        CorruptObject: a block is damaged, or is not what the index says; at the latest before the last bytes.
    """
    check_whole(
        index.size,
        source.size,
        max_output_bytes=settings.max_output_bytes or None,
        max_ratio=settings.max_ratio or None,
    )
    if start >= stop:
        return iter(())
    run = index.run(start, stop)
    fetched = run.stored_start

    def count(length: int) -> None:
        nonlocal fetched
        fetched += length

    stored = count_bytes(source.stream(run.stored_start, run.stored_stop), count)
    ahead = source.ahead(stored)
    length, to_end = run.stop - run.start, True
    if index.has_states:
        resumed = found.row.resumed
        assert resumed is not None  # noqa: S101 - it has made the index
        to_end = run.stop == index.size
        made = resumed.decode(ahead, run.stored_start, index, run.start, resumed_options(settings))
        made = made if to_end else cut(made, 0, length)  # the input of a place may be good for more
    else:
        made = blocks_decoder(found, ahead, settings, run.stored_start)
    body = limited(made, settings, lambda: fetched, before=run.start)
    part = cut(exactly(body, length), start - run.start, stop - run.start, to_end=to_end)
    return Closing(part, ahead, stored)


def limited(
    chunks: Iterator[bytes], settings: DecompressSettings, consumed: Callable[[], int], *, before: int = 0
) -> Iterator[bytes]:
    """``chunks`` within the limits of the settings, as `bounded`."""
    return enforce_limits(
        chunks,
        max_output_bytes=settings.max_output_bytes or None,
        max_ratio=settings.max_ratio or None,
        consumed=consumed,
        before=before,
    )

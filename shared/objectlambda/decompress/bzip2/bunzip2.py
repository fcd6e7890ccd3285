"""bzip2: every stream one after the other, as ``bzip2 -dc`` gives them, on several threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.bzip2.blocks import Block, StreamEnd, blocks, blocks_from
from objectlambda.decompress.decoding import (
    OUTPUT_BYTES,
    Codec,
    Decoder,
    Trailing,
    another_stream,
    decode_stream,
    ended_early,
)
from objectlambda.decompress.first_bytes import starts_bzip2
from objectlambda.decompress.parallel import thread_count
from objectlambda.decompress.small_streams import SmallCodec, SmallStreams, each_stream
from objectlambda.errors import CorruptObject
from objectlambda.memory_budget import BUDGET

HEADER_BYTES = 4
BLOCK_BYTES = 6 * 1024 * 1024
"""What a block takes in memory while it is decoded."""

_AHEAD_BYTES = 1024 * 1024
"""What a thread decodes of one block: all of it, but for blocks of repetitions, which become up to 46 MB."""


def bunzip2(chunks: Iterable[bytes], *, trailing: Trailing = "error", threads: int | None = None) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All streams are decoded, those of pbzip2 and lbzip2 too, randomised blocks of bzip2 0.9 too; the CRC of
    every block and stream is verified. Zero padding is passed over. Other data behind a stream is
    `CorruptObject`, or left out with ``trailing="ignore"``, where bzip2 itself warns. Raises `TruncatedObject`
    where a stream is not complete. Blocks are decoded on ``threads`` threads (None: as many as there are CPUs, at
    most 8), at some 6 MB of memory each. The source is closed at the end, on an error and when the generator is
    closed.
    """
    count = thread_count(threads)
    with ByteReader(chunks) as reader, BUDGET.reservation((count + 1) * BLOCK_BYTES if count > 1 else BLOCK_BYTES):
        yield from _side_by_side(reader, trailing, count) if count > 1 else _in_turn(reader, trailing)


def _check_header(reader: ByteReader) -> None:
    head = reader.peek(HEADER_BYTES)
    if not starts_bzip2(head):
        raise CorruptObject(f"no bzip2 stream at byte {reader.position} of the object: it must begin with BZh")
    if len(head) < HEADER_BYTES:
        raise ended_early("bzip2", reader.position + len(head), "the rest of its header")


def _in_turn(reader: ByteReader, trailing: Trailing) -> Iterator[bytes]:
    codec = Codec(name="bzip2", open=_decoder, failures=(OSError,), ending="its end-of-stream marker")
    _check_header(reader)
    yield from each_stream(
        reader, lambda: decode_stream(reader, codec), lambda: _another(reader, trailing), _small(reader)
    )


def bunzip2_noted(
    reader: ByteReader, trailing: Trailing, threads: int, begins: Callable[[Block], None]
) -> Iterator[bytes]:
    """As `bunzip2`; ``begins`` is told of each block before its bytes are given out, but of none in small streams."""
    with BUDGET.reservation((threads + 1) * BLOCK_BYTES):
        yield from _side_by_side(reader, trailing, threads, begins)


def bunzip2_from(reader: ByteReader, level: int, start: int, trailing: Trailing) -> Iterator[bytes]:
    """The bytes from the block on that begins at bit ``start`` of what comes, in a stream of ``level``.

    Each block's CRC is verified, but not that of the first stream, of which blocks are missing.
    """
    with BUDGET.reservation(2 * BLOCK_BYTES):
        for piece in blocks_from(reader, level, start):
            if isinstance(piece, StreamEnd):
                break
            try:
                first, decoder = _start_block(piece)
            except OSError as error:
                raise _corrupt(piece, error) from error
            yield from first
            yield from _rest(decoder, piece)
        if _another(reader, trailing):
            yield from _in_turn(reader, trailing)


def _side_by_side(
    reader: ByteReader, trailing: Trailing, threads: int, begins: Callable[[Block], None] | None = None
) -> Iterator[bytes]:
    pool = ThreadPoolExecutor(threads, thread_name_prefix="bunzip2")
    try:
        queue = _Queue(reader, trailing, pool, threads)
        crc = 0
        while (piece := queue.take()) is not None:
            if isinstance(piece, bytes):
                yield piece
                continue
            if isinstance(piece, StreamEnd):
                if piece.crc != crc:
                    raise CorruptObject(f"bzip2 stream that ends at byte {piece.position} of the object fails its CRC")
                crc = 0
                continue
            block, future = piece
            try:
                first, decoder = future.result()
            except OSError as error:
                block, first, decoder = _rejoin(block, queue, error)
            crc = (crc << 1 & 0xFFFFFFFF | crc >> 31) ^ block.crc
            if begins is not None:
                begins(block)
            yield from first
            yield from _rest(decoder, block)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _another(reader: ByteReader, trailing: Trailing) -> bool:
    return another_stream(reader, name="bzip2", starts=starts_bzip2, magic_bytes=HEADER_BYTES, trailing=trailing)


def _pieces(reader: ByteReader, trailing: Trailing) -> Iterator[Block | StreamEnd | bytes]:
    """The blocks of each stream and its end; where streams are small, the output of several."""
    _check_header(reader)
    small = _small(reader)
    is_first = True
    while is_first or _another(reader, trailing):
        is_first = False
        begun = reader.position
        yield from blocks(reader)
        yield from small.behind(begun)


_Started = tuple[Block, "Future[tuple[list[bytes], Decoder]]"]


class _Queue:
    """Blocks under way, in order: as many as there are threads and one more.

    What goes wrong while reading ahead is raised only once everything before it was taken.
    """

    def __init__(self, reader: ByteReader, trailing: Trailing, pool: ThreadPoolExecutor, threads: int) -> None:
        self._pieces = _pieces(reader, trailing)
        self._pool = pool
        self._threads = threads
        self._waiting: deque[_Started | StreamEnd | bytes] = deque()
        self._failure: Exception | None = None
        self._ended = False

    def take(self) -> _Started | StreamEnd | bytes | None:
        """The next piece; None at the end."""
        while len(self._waiting) <= self._threads and not self._ended and not self._is_ready():
            self._start()
        if self._waiting:
            return self._waiting.popleft()
        if self._failure is not None:
            raise self._failure
        return None

    def _is_ready(self) -> bool:
        return (
            len(self._waiting) >= self._threads and isinstance(self._waiting[0], tuple) and self._waiting[0][1].done()
        )

    def _start(self) -> None:
        try:
            piece = next(self._pieces, None)
        except Exception as error:  # noqa: BLE001 - raised again by take, behind what was read before it
            self._failure = error
            piece = None
        if piece is None:
            self._ended = True
        elif isinstance(piece, Block):
            self._waiting.append((piece, self._pool.submit(_start_block, piece)))
        else:
            self._waiting.append(piece)


def _start_block(block: Block) -> tuple[list[bytes], Decoder]:
    """The first MiB of ``block``, and its decoder, which has the rest where there is more."""
    decoder = _decoder()
    data = block.stream()
    first: list[bytes] = []
    while not decoder.eof and len(first) * OUTPUT_BYTES < _AHEAD_BYTES:
        if decoder.needs_input and not data:
            raise OSError("the block has no end")
        first.append(decoder.decompress(data, OUTPUT_BYTES))
        data = b""
    return first, decoder


def _rest(decoder: Decoder, block: Block) -> Iterator[bytes]:
    try:
        while not decoder.eof:
            if decoder.needs_input:
                raise OSError("the block has no end")
            yield decoder.decompress(b"", OUTPUT_BYTES)
    except OSError as error:
        raise _corrupt(block, error) from error


def _rejoin(block: Block, queue: _Queue, error: OSError) -> tuple[Block, list[bytes], Decoder]:
    # One in 2^48 bit positions of compressed data looks like a block's magic: then two pieces are one block.
    following = queue.take()
    if not isinstance(following, tuple):
        raise _corrupt(block, error) from error
    joined = block.join(following[0])
    try:
        return joined, *_start_block(joined)
    except OSError as second:
        raise _corrupt(block, second) from second


def _corrupt(block: Block, error: OSError) -> CorruptObject:
    return CorruptObject(f"bzip2 block before byte {block.position} of the object is corrupt: {error}")


def _small(reader: ByteReader) -> SmallStreams:
    import bz2

    return SmallStreams(reader, SmallCodec(open=bz2.BZ2Decompressor, failures=(OSError,)))


def _decoder() -> Decoder:
    import bz2

    return bz2.BZ2Decompressor()

"""The snappy framing format (google/snappy, framing_format.txt), on several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import chain

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import OUTPUT_BYTES, Beside, ended_early
from objectlambda.decompress.first_bytes import STREAM_IDENTIFIER
from objectlambda.decompress.parallel import Pipeline, thread_count
from objectlambda.decompress.snappy.blocks import max_compressed_length, snappy_failures, snappy_module
from objectlambda.errors import CorruptObject, TruncatedObject, UnsupportedMethod

_DRAFT_IDENTIFIER = b"\xff\x06\x00"  # its length had two bytes; see snzip's formats "framing" and "comment-43"
_COMPRESSED, _UNCOMPRESSED, _FIRST_SKIPPABLE, _IDENTIFIER = 0x00, 0x01, 0x80, 0xFF
_CHECKSUM_BYTES = 4
_MAX_CHUNK_CONTENT = 64 * 1024
_MAX_CHUNK_BYTES = _CHECKSUM_BYTES + max_compressed_length(_MAX_CHUNK_CONTENT)
_BATCH_CHUNKS = 16
_READ_BYTES = 512 * 1024
_WAITING = 4  # batches take half a millisecond


def unsnappy_framed(
    chunks: Iterable[bytes], *, threads: int | None = None, position: int = 0, beside: Beside | None = None
) -> Iterator[bytes]:
    """The decompressed bytes of the framing format, in chunks of at most 256 KiB, lazily.

    The masked CRC-32C of every chunk is verified; streams one after the other are all decoded; padding and
    skippable chunks are passed over, reserved ones are `CorruptObject`. The format has no end marker: a source
    that stops between two chunks is complete as far as anyone can tell, so the caller must count its bytes.
    Stopping inside a chunk is `TruncatedObject`. Chunks are decoded 16 at a time on ``threads`` threads (None: as
    many as there are CPUs, at most 8). The source is closed at the end, on an error and when the generator is
    closed. ``chunks`` may be a part of an object that begins at its byte ``position``. ``beside`` is told of the
    content of skippable chunks and padding.
    """
    count = thread_count(threads)
    with ByteReader(chunks, position) as reader:
        _check_identifier(reader)
        batches = _batches(reader, beside)
        if count == 1:
            for batch in batches:
                yield from decoded_chunks(batch, reader.position)
            return
        yield from _side_by_side(reader, batches, count)


def _side_by_side(reader: ByteReader, batches: Iterator[bytes], threads: int) -> Iterator[bytes]:
    with Pipeline[list[bytes]](threads, waiting=_WAITING) as pipeline:
        try:
            for batch in batches:
                yield from chain.from_iterable(pipeline.add(decoded_chunks, batch, reader.position))
        except Exception:
            # What was read before the failure is handed out before it.
            yield from chain.from_iterable(pipeline.rest())
            raise
        yield from chain.from_iterable(pipeline.rest())


def _check_identifier(reader: ByteReader) -> None:
    head = reader.take(len(STREAM_IDENTIFIER))
    if head[:3] == _DRAFT_IDENTIFIER and head[3:9].lower() == b"snappy":
        raise UnsupportedMethod("snappy object is in a draft of the framing format of 2011: compress it again")
    if not STREAM_IDENTIFIER.startswith(head):
        raise CorruptObject("snappy object does not begin with the framing format's stream identifier")
    if len(head) < len(STREAM_IDENTIFIER):
        raise _truncation(reader, "the rest of its stream identifier")


def _batches(reader: ByteReader, beside: Beside | None) -> Iterator[bytes]:
    """Runs of whole data chunks, sliced from what is at hand: taking chunk by chunk costs as much as decoding."""
    data = b""
    start = at = count = 0
    while True:
        size = int.from_bytes(data[at + 1 : at + 4], "little")
        stop = at + 4 + (size if at + 4 <= len(data) else 0)
        is_data = at < len(data) and data[at] <= _UNCOMPRESSED
        is_wrong = is_data and at + 4 <= len(data) and not _CHECKSUM_BYTES <= size <= _MAX_CHUNK_BYTES
        if stop <= len(data) and is_data and not is_wrong:
            at, count = stop, count + 1
            if count < _BATCH_CHUNKS:
                continue
        if count:
            yield data[start:at]
            start, count = at, 0
            continue
        if data.startswith(STREAM_IDENTIFIER, at):
            start = at = at + len(STREAM_IDENTIFIER)
            continue
        if not size and at + 4 <= len(data) and _FIRST_SKIPPABLE <= data[at] < _IDENTIFIER:
            start = at = stop  # an empty chunk has nothing to tell of
            continue
        if is_wrong:
            raise CorruptObject(f"snappy chunk before byte {reader.position} of the object cannot have {size} bytes")
        if at + 4 <= len(data) and not is_data:
            reader.unread(data[at:])
            _pass_over(reader, beside)
            data, missing = b"", 4
        else:
            data, missing = data[at:], stop - len(data)
        data = _more(reader, data, missing)
        if not data:
            return
        start = at = 0


def _more(reader: ByteReader, rest: bytes, missing: int) -> bytes:
    """``rest`` with at least ``missing`` bytes behind it; empty at the end of the source."""
    ahead = reader.take(missing)
    if len(ahead) == missing:
        return b"".join((rest, ahead, reader.at_hand(_READ_BYTES)))
    if rest or ahead:
        raise _truncation(reader, f"{missing - len(ahead)} bytes of its chunk")
    return b""


def _pass_over(reader: ByteReader, beside: Beside | None) -> None:
    """Leave ``reader`` behind the chunk that starts here, which holds no data."""
    head = reader.take(4)
    kind, size = head[0], int.from_bytes(head[1:], "little")
    if kind == _IDENTIFIER:
        identifier = reader.take(min(size, len(STREAM_IDENTIFIER)))
        if identifier == STREAM_IDENTIFIER[4:]:
            return
        if len(identifier) == size or not STREAM_IDENTIFIER[4:].startswith(identifier):
            raise CorruptObject(f"snappy stream identifier before byte {reader.position} of the object is wrong")
        raise _truncation(reader, "the rest of its stream identifier")
    if kind < _FIRST_SKIPPABLE:
        raise CorruptObject(
            f"snappy chunk before byte {reader.position} of the object has the reserved type {kind:#04x}"
        )
    if reader.skip(size, beside) < size:
        raise _truncation(reader, "the rest of its skippable chunk")


def decoded_chunks(batch: bytes, position: int) -> list[bytes]:
    """The content of ``batch``, at most 16 data chunks that end at byte ``position`` of the object, as a stream."""
    snappy, scratch = snappy_module(), _SCRATCH.view
    try:
        size = snappy.decompress_into(STREAM_IDENTIFIER + batch, scratch)
    except snappy_failures() as error:
        raise CorruptObject(f"snappy chunk before byte {position} of the object is corrupt: {error}") from error
    return [bytes(scratch[start : min(start + OUTPUT_BYTES, size)]) for start in range(0, size, OUTPUT_BYTES)]


class _Scratch(threading.local):
    """A buffer for each thread: fresh memory for every batch costs as much time as decoding into it."""

    def __init__(self) -> None:
        self.view = memoryview(bytearray(_BATCH_CHUNKS * _MAX_CHUNK_CONTENT))


_SCRATCH = _Scratch()


def _truncation(reader: ByteReader, missing: str) -> TruncatedObject:
    return ended_early("snappy", reader.position, missing)

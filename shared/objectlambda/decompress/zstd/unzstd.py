"""Zstandard (RFC 8878): every frame one after the other, as ``zstd -dc`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import (
    MAX_WINDOW_BYTES,
    Beside,
    Codec,
    Trailing,
    another_stream,
    decode_stream,
    ended_early,
)
from objectlambda.decompress.first_bytes import legacy_version, starts_zstd
from objectlambda.decompress.parallel import Pipeline, thread_count
from objectlambda.decompress.small_streams import SmallCodec, SmallStreams, each_stream
from objectlambda.decompress.zstd.codec import zstd_backend
from objectlambda.decompress.zstd.frames import (
    MAX_HEADER_BYTES,
    MAX_TAKEN_CONTENT_BYTES,
    FrameHeader,
    dictionary_id,
    frame_header,
    is_skippable,
    take_frame,
)
from objectlambda.decompress.zstd.seek_table import MAX_TABLE_BYTES, holds_sizes
from objectlambda.decompress.zstd.small_frames import small_frames
from objectlambda.errors import UnsupportedMethod
from objectlambda.memory_budget import BUDGET


def unzstd(
    chunks: Iterable[bytes],
    *,
    max_window_bytes: int = MAX_WINDOW_BYTES,
    dictionaries: Sequence[bytes] = (),
    trailing: Trailing = "error",
    threads: int | None = None,
    position: int = 0,
    beside: Beside | None = None,
) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All frames are decoded, skippable ones passed over; content size and checksum are verified where a frame
    has them, and its end always. Memory is the window that the frame asks for: over ``max_window_bytes`` it is
    `UnsupportedMethod` and the message names the bytes needed. A frame's dictionary is found by its id among
    ``dictionaries`` (contents of files made by ``zstd --train``), or `UnsupportedMethod` names the id; a
    dictionary without an id (raw content, ``--patch-from``) is used for frames that name none. Data behind the
    last frame that is no frame is `CorruptObject`, zeros too, as for zstd itself, or left out with
    ``trailing="ignore"``. Raises `TruncatedObject` where a frame is not complete. From the second frame on,
    frames of at most 8 MiB are decoded on ``threads`` threads (None: as many as there are CPUs, at most 8). The
    source is closed at the end, on an error and when the generator is closed. ``chunks`` may be whole frames from the
    middle of an object, of which the first begins at its byte ``position``. ``beside`` is told of the content of
    skippable frames, but for those of pzstd and of the seekable format, which hold sizes.
    """
    frames = _Frames(max_window_bytes, dictionaries, beside)
    count = thread_count(threads)
    with ByteReader(chunks, position) as reader:
        if count > 1:
            yield from _frame(reader, frames)
            if reader.peek(1):
                yield from _side_by_side(reader, frames, trailing, count)
            return
        one, another = partial(_frame, reader, frames), partial(_another_frame, reader, trailing)
        yield from each_stream(reader, one, another, SmallStreams(reader, frames.small, padding=False))


def _another_frame(reader: ByteReader, trailing: Trailing) -> bool:
    return another_stream(reader, name="zstd", starts=_starts, magic_bytes=4, trailing=trailing, padding=False)


def _starts(head: bytes) -> bool:
    return starts_zstd(head) or legacy_version(head) is not None


def _frame(reader: ByteReader, frames: _Frames) -> Iterator[bytes]:
    head = reader.peek(MAX_HEADER_BYTES)
    if is_skippable(head):
        _skip_frame(reader, head, frames.beside)
        return
    header = frame_header(head)
    if header is None:
        raise ended_early("zstd", reader.position + len(head), "the rest of its frame header")
    yield from decode_stream(reader, frames.codec(header))


def _skip_frame(reader: ByteReader, head: bytes, beside: Beside | None) -> None:
    size = int.from_bytes(head[4:8], "little")
    start = reader.position
    is_whole = reader.skip(8) == 8
    if is_whole and beside is not None and size <= MAX_TABLE_BYTES:
        content = reader.take(size)
        is_whole = len(content) == size
        if not holds_sizes(head, content, start):
            beside(content)
    elif is_whole:
        is_whole = reader.skip(size, beside) == size
    if not is_whole:
        raise ended_early("zstd", reader.position, "the rest of its skippable frame")


def _side_by_side(reader: ByteReader, frames: _Frames, trailing: Trailing, threads: int) -> Iterator[bytes]:
    small = SmallStreams(reader, frames.small, padding=False)
    with Pipeline[list[bytes]](threads) as pipeline, BUDGET.reservation() as memory:
        try:
            while _another_frame(reader, trailing):
                begun = reader.position
                taken = take_frame(reader)
                if taken is not None:
                    header, frame = taken
                    memory.grow_to((threads + 1) * (header.content_bytes or MAX_TAKEN_CONTENT_BYTES))
                    ready = pipeline.add(_decoded_frame, frames.codec(header), frame, reader.position)
                    yield from chain.from_iterable(ready)
                else:
                    yield from chain.from_iterable(pipeline.rest())
                    yield from _frame(reader, frames)
                for output in small.behind(begun):
                    yield from chain.from_iterable(pipeline.add(list, (output,)))
        except Exception:
            # What was read before the failure is handed out before it.
            yield from chain.from_iterable(pipeline.rest())
            raise
        yield from chain.from_iterable(pipeline.rest())


def _decoded_frame(codec: Codec, frame: memoryview, position: int) -> list[bytes]:
    with ByteReader((frame,), position - len(frame)) as reader:
        return list(decode_stream(reader, codec._replace(memory_bytes=0)))  # its reader has reserved it


def _has_nothing_beside(frame: bytes) -> bool:
    return not is_skippable(frame) or frame[4:8] == bytes(4)


class _Frames:
    """Decoders for frames, under one limit and with one set of dictionaries."""

    def __init__(self, max_window_bytes: int, dictionaries: Sequence[bytes], beside: Beside | None) -> None:
        self.beside = beside
        self._backend = zstd_backend(max_window_bytes)
        self._max_window_bytes = max_window_bytes
        self._dictionaries = {dictionary_id(content): content for content in reversed(dictionaries)}
        self.small = self._small()

    def _small(self) -> SmallCodec:
        raw = self._dictionaries.get(0)
        codec = small_frames(self._backend, self._max_window_bytes)
        if raw is not None:  # frames that name no dictionary need it
            codec = codec._replace(open=lambda: self._backend.decoder(raw, raw=True))
        return codec if self.beside is None else codec._replace(takes=_has_nothing_beside)

    def codec(self, header: FrameHeader) -> Codec:
        """What decodes the frame with ``header``; `UnsupportedMethod` where that is not possible."""
        if header.window_bytes > self._max_window_bytes:
            raise UnsupportedMethod(
                f"zstd frame needs a window of {header.window_bytes} bytes, over the limit of "
                f"{self._max_window_bytes}: raise max_window_bytes"
            )
        wanted = header.dictionary_id
        dictionary = self._dictionaries.get(wanted)
        if dictionary is None and wanted != 0:
            known = ", ".join(str(identity) for identity in sorted(self._dictionaries) if identity) or "none"
            raise UnsupportedMethod(
                f"zstd frame needs the dictionary of id {wanted}; at hand: {known}; name its file in zstd_dictionaries"
            )
        return Codec(
            name="zstd",
            open=lambda: self._backend.decoder(dictionary, raw=wanted == 0),
            failures=self._backend.failures,
            ending="the end of its frame",
            memory_bytes=header.window_bytes
            if header.content_bytes is None
            else min(header.window_bytes, header.content_bytes),
        )

"""One loop for every library decoder: bounded output, proven ends, errors of our own.

bz2, lzma, isal and zstd decoders share one shape (`Decoder`): ``decompress(data, max_length)`` with ``eof``,
``needs_input`` and ``unused_data``. None of them raises when the input stops early; `decoded` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple, Protocol

from objectlambda.decompress.byte_reader import PIECE_BYTES, ByteReader
from objectlambda.errors import CorruptObject, TruncatedObject
from objectlambda.memory_budget import BUDGET, LEAST_BYTES

Trailing = Literal["error", "ignore"]
"""What to do about bytes behind the last stream that are not its format: refuse the object, or leave them."""

Beside = Callable[[bytes], None]
"""Told of bytes that stand in an object beside its content, such as a comment: who must know all of it, reads them."""

OUTPUT_BYTES = 256 * 1024
"""The largest chunk that a decoder gives out. Larger ones fall out of the cache and are slower."""

MAX_WINDOW_BYTES = 128 * 1024 * 1024
"""The window or dictionary that a stream may ask for, unless a setting says more: the zstd command's own limit."""

FIRST_PIECE_BYTES = 4 * 1024
"""The first piece of every stream: decoders copy what they leave, and there may be thousands of streams."""


class Decoder(Protocol):
    """A decoder of one stream, as in the standard library's bz2 and lzma."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes: ...


class Codec(NamedTuple):
    """A way to make decoders of one format, and what they raise on corrupt data.

    ``memory_bytes`` is what a decoder holds until the stream ends, and is reserved before it is made.
    """

    name: str
    open: Callable[[], Decoder]
    failures: tuple[type[Exception], ...]
    ending: str = "its end marker"
    memory_bytes: int = 0


def decode_stream(reader: ByteReader, codec: Codec) -> Iterator[bytes]:
    """The output of the stream that starts here, in chunks of at most `OUTPUT_BYTES`.

    Leaves ``reader`` right behind the stream. Raises `CorruptObject` on data that cannot be decoded and
    `TruncatedObject` where the source ends before the stream does, and 503 SlowDown where other requests hold the
    memory that it takes.
    """
    if codec.memory_bytes < LEAST_BYTES:
        return _decode_chunks(reader, codec)
    return _reserve_memory(reader, codec)


def _reserve_memory(reader: ByteReader, codec: Codec) -> Iterator[bytes]:
    with BUDGET.reservation(codec.memory_bytes):
        yield from _decode_chunks(reader, codec)


def _decode_chunks(reader: ByteReader, codec: Codec) -> Iterator[bytes]:
    decoder = codec.open()
    size = FIRST_PIECE_BYTES
    while not decoder.eof:
        data = memoryview(b"")
        if decoder.needs_input:
            data = reader.more(size)
            if not data:
                raise ended_early(codec.name, reader.position, codec.ending)
            size = PIECE_BYTES
        try:
            output = decoder.decompress(data, OUTPUT_BYTES)
        except codec.failures as error:
            raise CorruptObject(
                f"{codec.name} stream is corrupt before byte {reader.position} of the object: {error}"
            ) from error
        if output:
            yield output
    reader.unread(decoder.unused_data)


def another_stream(
    reader: ByteReader,
    *,
    name: str,
    starts: Callable[[bytes], bool],
    magic_bytes: int,
    trailing: Trailing,
    padding: bool = True,
) -> bool:
    """True when a further stream follows, False at the end; with ``padding``, zero bytes are passed over.

    ``starts`` is asked about the next ``magic_bytes`` bytes, or about fewer at the end of the source, where it
    says whether a stream could begin like that: half a magic is a truncated stream, never trailing data.
    """
    if padding:
        reader.skip_zeros()
    head = reader.peek(magic_bytes)
    if not head:
        return False
    if starts(head):
        if len(head) == magic_bytes:
            return True
        raise ended_early(name, reader.position + len(head), "the rest of a further stream")
    if trailing == "ignore":
        return False
    raise CorruptObject(
        f"{name} stream ends at byte {reader.position} of the object and is followed by other data: "
        "upload it without, or set trailing to ignore to leave that out"
    )


def ended_early(name: str, position: int, missing: str) -> TruncatedObject:
    """The error for a source that stops after ``position`` bytes with ``missing`` still to come."""
    if position == 0:
        return TruncatedObject(f"{name} object is empty: not even a header")
    return TruncatedObject(f"{name} stream ended after {position} bytes without {missing}: the object is truncated")


class WrappedDecoder:
    """The library's own decoder ``decoder`` of one stream, for those who change a little of what it does."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder

    @property
    def eof(self) -> bool:
        return bool(self._decoder.eof)

    @property
    def needs_input(self) -> bool:
        return bool(self._decoder.needs_input)

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data or b""

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        return bytes(self._decoder.decompress(bytes(data), max_length))


class SteppedDecoder:
    """``decode`` in the shape of `Decoder`: input goes in by ``step`` bytes, output waits until it is asked for.

    Memory is what ``step`` bytes can become, so ``step`` must be small. ``ended`` says whether the stream is at its
    end, ``unused`` what the library did not take of the last step.
    """

    def __init__(
        self,
        decode: Callable[[bytes], bytes],
        *,
        ended: Callable[[], bool],
        unused: Callable[[], bytes],
        step: int,
    ) -> None:
        self._decode = decode
        self._ended = ended
        self._unused = unused
        self._step = step
        self._input = memoryview(b"")
        self._output = memoryview(b"")

    @property
    def eof(self) -> bool:
        return self._ended() and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    @property
    def unused_data(self) -> bytes:
        return self._unused() + bytes(self._input)

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        if data:
            self._input = memoryview(data)
        pieces: list[memoryview] = []
        room = max_length
        while room and (self._output or (self._input and not self._ended())):
            if not self._output:
                step = bytes(self._input[: self._step])
                self._input = self._input[self._step :]
                self._output = memoryview(self._decode(step))
            pieces.append(self._output[:room])
            room -= len(pieces[-1])
            self._output = self._output[len(pieces[-1]) :]
        return b"".join(pieces)

"""Runs of small streams: an object may be made of many thousands, of a byte each or of none.

What is spent on each stream beside its bytes (threads, searches, chunks of their own) is more than the bytes of such
streams take. So a run of them is decoded here, one after the other out of a small window, and comes out in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import OUTPUT_BYTES

SMALL_BYTES = 4 * 1024
"""What a stream may have, compressed, to be a small one. Decoders copy what they leave of a window, so it is small."""

_MAX_PATIENCE = 63


class SmallDecoder(Protocol):
    """A decoder of one stream that is given to it whole: the part of `decoding.Decoder` that this takes."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class SmallCodec(NamedTuple):
    """A way to make decoders of small streams of one format, headers included, and what they raise.

    ``takes``, where it is set, tells of the bytes that begin with a stream whether it may be decoded here.
    """

    open: Callable[[], SmallDecoder]
    failures: tuple[type[Exception], ...]
    takes: Callable[[bytes], bool] | None = None


class SmallStreams:
    """What decodes runs of small streams of one object; used by one thread at a time.

    With ``padding``, zero bytes behind a stream are passed over. Where streams turn out to hold more than their size
    tells, fewer and fewer of them are tried.
    """

    def __init__(self, reader: ByteReader, codec: SmallCodec, *, padding: bool = True) -> None:
        self._feed, self._codec, self._padding = reader, codec, padding
        self._passed = self._patience = 0

    def behind(self, begun: int) -> Iterator[bytes]:
        """The output of the small streams behind one that began at byte ``begun``, if that is a small one itself.

        The reader is left at what is no small stream, or none that the codec can decode: the usual way decodes that or
        says what is wrong with it. The source is asked for nothing, so that what is here already does not wait for
        what is not.
        """
        if self._feed.position - begun > SMALL_BYTES:
            return
        if self._passed < self._patience:
            self._passed += 1
            return
        before = self._feed.position
        yield from self._run()
        self._passed = 0
        self._patience = 0 if self._feed.position > before else min(2 * self._patience + 1, _MAX_PATIENCE)

    def _run(self) -> Iterator[bytes]:
        codec, takes = self._codec, self._codec.takes
        while True:
            window = rest = bytes(self._feed.at_hand(SMALL_BYTES))
            outputs: list[bytes] = []
            room = OUTPUT_BYTES
            while rest and room and (takes is None or takes(rest)):
                decoder = codec.open()
                try:
                    output = decoder.decompress(rest, room)
                except codec.failures:
                    break
                if not decoder.eof:
                    break
                outputs.append(output)
                room -= len(output)
                rest = decoder.unused_data.lstrip(b"\0") if self._padding else decoder.unused_data
            self._feed.unread(rest)
            if room < OUTPUT_BYTES:
                yield b"".join(outputs)
            if len(rest) == len(window):
                return


def each_stream(
    reader: ByteReader, one: Callable[[], Iterator[bytes]], another: Callable[[], bool], small: SmallStreams
) -> Iterator[bytes]:
    """The output of every stream: of the first by ``one``, and of others for as long as ``another`` says there are."""
    is_first = True
    while is_first or another():
        is_first = False
        begun = reader.position
        yield from one()
        yield from small.behind(begun)

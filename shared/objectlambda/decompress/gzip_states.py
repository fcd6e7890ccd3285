"""Places at which plain gzip can be decoded on: copies of the decoder's state, made while it passes over the object.

A state is what zlib keeps: its window of 32 KiB and some tables. So a range costs what lies between two states, not
all that lies before it. For the pass zlib-ng takes 1.5 times as long as isal, and zlib 2.6 times: it pays from the
second range on.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import cast

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import Codec, Trailing, another_stream, decode_stream
from objectlambda.decompress.deflate import ZlibDecoder, copied_codec
from objectlambda.decompress.gunzip import MAGIC, pass_header

STEP_BYTES = 1024 * 1024
"""The least distance of two states in the body."""

MAX_STATES = 256
"""For one object, 12 MiB; a longer body has them at twice the distance, and so on: 1 GiB every 4 MiB."""

STATE_BYTES = 48 * 1024
"""What a state takes in memory: zlib's own 40 KB, and what it was given and has not used yet."""


class StateIndex(BlockIndex):
    """An index whose blocks need the decoder as it was at their start: None where a member begins.

    The states are never used themselves, only copies of them: threads may share them.
    """

    __slots__ = ("_states",)

    has_states = True

    def __init__(
        self,
        stored: array[int],
        within: array[int],
        states: tuple[ZlibDecoder | None, ...],
        *,
        stored_stop: int,
        size: int,
    ) -> None:
        super().__init__(stored, within, stored_stop=stored_stop, size=size)
        self._states = states

    @property
    def held_bytes(self) -> int:
        return super().held_bytes + STATE_BYTES * sum(state is not None for state in self._states)

    def decoder_at(self, within: int) -> ZlibDecoder | None:
        """A copy of the decoder as it was when the body had ``within`` bytes, at which a block begins."""
        state = self._states[self.block(within)]
        return None if state is None else state.copy()


def index_states(
    chunks: Iterable[bytes], trailing: Trailing, *, step: int = STEP_BYTES, most: int = MAX_STATES
) -> Iterator[bytes | StateIndex]:
    """The decompressed bytes of ``chunks``, which are gzip, and at the very end the index of states. Lazy.

    Memory is at most ``most`` states. Raises as `gunzip`; the source is closed as there.
    """
    stored, within, total = array("Q", (0,)), array("Q", (0,)), 0
    states: list[ZlibDecoder | None] = [None]
    with ByteReader(chunks) as reader:
        decoder = _decoder()
        for decoder, chunk in _members(reader, trailing):
            yield chunk
            total += len(chunk)
            if total - within[-1] < step:
                continue
            stored.append(reader.position - len(decoder.unused_data))
            within.append(total)
            states.append(None if decoder.eof else decoder.copy())
            if len(states) > most:
                step *= 2
                stored, within, states = stored[::2], within[::2], states[::2]
        yield StateIndex(stored, within, tuple(states), stored_stop=reader.position, size=total)


def continued(chunks: Iterable[bytes], position: int, state: ZlibDecoder | None, trailing: Trailing) -> Iterator[bytes]:
    """The body from a place of an index on: ``chunks`` begin at ``position`` of the object. The source is closed."""
    with ByteReader(chunks, position) as reader:
        if state is None:
            reader.skip_zeros()
        for _, chunk in _members(reader, trailing, state):
            yield chunk


def _members(
    reader: ByteReader, trailing: Trailing, state: ZlibDecoder | None = None
) -> Iterator[tuple[ZlibDecoder, bytes]]:
    """Each chunk of all members, with the decoder as it is behind it; ``state`` is in the middle of the first."""
    while True:
        decoder = state or _decoder()
        if state is None:
            pass_header(reader)
        for chunk in decode_stream(reader, _codec(decoder)):
            yield decoder, chunk
        state = None
        if not another_stream(reader, name="gzip", starts=MAGIC.startswith, magic_bytes=2, trailing=trailing):
            return


def _decoder() -> ZlibDecoder:
    return cast("ZlibDecoder", copied_codec().open())


def _codec(decoder: ZlibDecoder) -> Codec:
    return copied_codec()._replace(open=lambda: decoder)

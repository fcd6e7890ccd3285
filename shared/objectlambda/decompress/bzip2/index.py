"""Places at which bzip2 can be decoded on: where its blocks begin, found while it is decoded as a whole."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from objectlambda.block_index import STEP_BYTES, BlockIndex, Run
from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.bzip2.blocks import Block
from objectlambda.decompress.bzip2.bunzip2 import bunzip2, bunzip2_from, bunzip2_noted
from objectlambda.decompress.decoding import Trailing
from objectlambda.decompress.parallel import thread_count

MOST_BLOCKS = 64 * 1024
"""Of one object, 1.2 MiB; a longer body has marks at twice the distance, and so on."""

_BEHIND_BYTES = 8
"""A block ends where the next magic begins: so many bytes behind the byte in which that is."""


class BzipIndex(BlockIndex):
    """An index of blocks, each with the bit of its first byte at which it begins and the level of its stream.

    The body's start has level 0: there stands the header of a stream.
    """

    __slots__ = ("_bits", "_levels")

    has_states = True

    def __init__(
        self,
        stored: array[int],
        within: array[int],
        bits: bytes,
        levels: bytes,
        *,
        stored_stop: int,
        size: int,
    ) -> None:
        super().__init__(stored, within, stored_stop=stored_stop, size=size)
        self._bits, self._levels = bits, levels

    @property
    def held_bytes(self) -> int:
        return super().held_bytes + 2 * len(self)

    def run(self, start: int, stop: int) -> Run:
        found = super().run(start, stop)
        return found._replace(stored_stop=min(found.stored_stop + _BEHIND_BYTES, self.stored_stop))

    def place(self, within: int) -> tuple[int, int]:
        """The level and the bit of the block that begins at ``within`` of the body."""
        number = self.block(within)
        return self._levels[number], self._bits[number]


def index_blocks(
    chunks: Iterable[bytes],
    trailing: Trailing,
    threads: int | None = None,
    *,
    step: int = STEP_BYTES,
    most: int = MOST_BLOCKS,
) -> Iterator[bytes | BzipIndex]:
    """The decompressed bytes of ``chunks``, which are bzip2, and at the very end the index of blocks. Lazy.

    Raises as `bunzip2`; the source is closed as there.
    """
    stored, within, total = array("Q", (0,)), array("Q", (0,)), 0
    bits, levels = bytearray(1), bytearray(1)

    def begins(block: Block) -> None:
        nonlocal stored, within, bits, levels, step
        if total - within[-1] < step:
            return
        stored.append(block.start // 8)
        within.append(total)
        bits.append(block.start % 8)
        levels.append(block.level)
        if len(stored) > most:
            step *= 2
            stored, within, bits, levels = stored[::2], within[::2], bits[::2], levels[::2]

    with ByteReader(chunks) as reader:
        for chunk in bunzip2_noted(reader, trailing, thread_count(threads), begins):
            yield chunk
            total += len(chunk)
        yield BzipIndex(stored, within, bytes(bits), bytes(levels), stored_stop=reader.position, size=total)


def continued(chunks: Iterable[bytes], position: int, place: tuple[int, int], trailing: Trailing) -> Iterator[bytes]:
    """The body from a place of an index on: ``chunks`` begin at ``position`` of the object. The source is closed."""
    level, bit = place
    if level == 0:
        yield from bunzip2(chunks, trailing=trailing, threads=1)
        return
    with ByteReader(chunks, position) as reader:
        yield from bunzip2_from(reader, level, bit, trailing)

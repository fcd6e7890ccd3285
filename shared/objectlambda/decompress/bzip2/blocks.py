"""bzip2 streams cut into their blocks, which are independent and can be decoded side by side.

Blocks begin at any bit. Each is found by its 48-bit magic and made into a stream of its own: header, block, end
marker and the block's CRC as the stream's, which is what it is for one block. lbzip2 works the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from objectlambda.decompress.byte_reader import PIECE_BYTES, ByteReader
from objectlambda.decompress.decoding import ended_early
from objectlambda.errors import CorruptObject

BLOCK_MAGIC = 0x314159265359
END_MAGIC = 0x177245385090
MAGIC_BITS, CRC_BITS = 48, 32

_MAX_BLOCK_BYTES = 2_400_000
"""900,000 symbols of at most 20 bits, and tables; real blocks stay under 1 MB."""

_OVERLAP_BYTES = 7

_FIRST_STEP_BYTES = 4 * 1024
"""What is searched of a block at first; each step is twice the one before. There may be thousands of small blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block: ``length`` bits from its magic on, from a stream of ``level`` 1 to 9.

    ``position`` is how far the object was read when the block's end was found, ``start`` the bit of the object at which
    the block begins.
    """

    bits: int
    length: int
    level: int
    position: int
    start: int = 0

    @property
    def crc(self) -> int:
        """The CRC-32 that the block's header gives for its content."""
        return self.bits >> (self.length - MAGIC_BITS - CRC_BITS) & 0xFFFFFFFF

    def stream(self) -> bytes:
        """The block as a bzip2 stream."""
        bits = (self.bits << MAGIC_BITS + CRC_BITS) | END_MAGIC << CRC_BITS | self.crc
        length = self.length + MAGIC_BITS + CRC_BITS
        padding = -length % 8
        return b"BZh%d" % self.level + (bits << padding).to_bytes((length + padding) // 8, "big")

    def join(self, other: Block) -> Block:
        """This block and what was taken for the next: for a magic that was content after all."""
        return Block(
            bits=self.bits << other.length | other.bits,
            length=self.length + other.length,
            level=self.level,
            position=other.position,
            start=self.start,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEnd:
    """The end marker at ``position``, with the CRC of all blocks together."""

    crc: int
    position: int


def blocks(reader: ByteReader) -> Iterator[Block | StreamEnd]:
    """The blocks of the stream whose header starts here, then its end; ``reader`` is left right behind it.

    Memory is one block. Raises `TruncatedObject` at the end of the source, `CorruptObject` where no block or end
    marker comes where one must.
    """
    return blocks_from(reader, int(reader.take(4)[3:]), 0)


def blocks_from(reader: ByteReader, level: int, start: int) -> Iterator[Block | StreamEnd]:
    """As `blocks`, from the block of a stream of ``level`` on that begins at bit ``start`` (0 to 7) of what comes."""
    held = _Bits(reader)
    kind = held.magic_at(start)
    while kind == BLOCK_MAGIC:
        begun = held.place(start)
        stop, kind = held.next_magic(start + MAGIC_BITS + CRC_BITS)
        bits = held.bits_between(start, stop)
        yield Block(bits=bits, length=stop - start, level=level, position=reader.position, start=begun)
        start = held.drop_before(stop)
    crc = held.after_end(start)
    yield StreamEnd(crc=crc, position=reader.position)


class _Bits:
    """The bytes of the block at hand, searched by bit."""

    __slots__ = ("_data", "_feed")

    def __init__(self, reader: ByteReader) -> None:
        self._feed = reader
        self._data = bytearray()

    def magic_at(self, start: int) -> int:
        """The magic right behind the stream header, or at bit ``start`` where a block was found before."""
        size = 7 if start else 6
        self._data += self._feed.take(size)
        if len(self._data) < size:
            raise self._truncation()
        magic = self.bits_between(start, start + MAGIC_BITS)
        if magic not in (BLOCK_MAGIC, END_MAGIC):
            raise CorruptObject(
                f"no bzip2 block behind the stream header that ends at byte {self._feed.position - size} of the object"
            )
        return magic

    def place(self, start: int) -> int:
        """The bit of the object at which bit ``start`` of what is held stands."""
        return (self._feed.position - len(self._data)) * 8 + start

    def next_magic(self, start: int) -> tuple[int, int]:
        """The first bit at or behind ``start`` where a magic begins, and which; reads on until there is one."""
        searched, step = start // 8, _FIRST_STEP_BYTES
        while True:
            stop = min(searched + step, len(self._data))
            hits = [hit for needle in _NEEDLES if (hit := needle.find(self._data, searched, stop, start)) is not None]
            if hits:
                return min(hits)
            if stop == len(self._data):
                if stop > _MAX_BLOCK_BYTES:
                    raise CorruptObject(f"bzip2 block before byte {self._feed.position} of the object has no end")
                piece = self._feed.more(step)
                if not piece:
                    raise self._truncation()
                self._data += piece
            searched, step = max(searched, stop - _OVERLAP_BYTES), min(step * 2, PIECE_BYTES)

    def bits_between(self, start: int, stop: int) -> int:
        """The bits from ``start`` to ``stop``, as a number."""
        whole = int.from_bytes(memoryview(self._data)[start // 8 : -(-stop // 8)], "big")
        return whole >> (-stop % 8) & ((1 << (stop - start)) - 1)

    def drop_before(self, stop: int) -> int:
        """Forget the bytes before bit ``stop``; its number from now on."""
        del self._data[: stop // 8]
        return stop % 8

    def after_end(self, start: int) -> int:
        """The CRC behind the end marker at bit ``start``; puts back the bytes that follow."""
        stop = start + MAGIC_BITS + CRC_BITS
        missing = -(-stop // 8) - len(self._data)
        if missing > 0:
            self._data += self._feed.take(missing)
            if -(-stop // 8) > len(self._data):
                raise self._truncation()
        crc = self.bits_between(stop - CRC_BITS, stop)
        self._feed.unread(bytes(self._data[-(-stop // 8) :]))
        return crc

    def _truncation(self) -> CorruptObject:
        return ended_early("bzip2", self._feed.position, "its end-of-stream marker")


class _Needle:
    """One magic at one of the eight bit positions in a byte: the bytes it fills and the bits beside them."""

    __slots__ = ("_first", "_first_mask", "_inner", "_last", "_last_mask", "_magic", "_shift")

    def __init__(self, magic: int, shift: int) -> None:
        spread = (magic << (8 - shift)).to_bytes(7, "big")
        self._magic = magic
        self._shift = shift
        self._inner = spread[1:6]
        self._first, self._first_mask = spread[0], 0xFF >> shift
        self._last, self._last_mask = spread[6], 0xFF00 >> shift & 0xFF

    def find(self, data: bytearray, searched: int, stop: int, start: int) -> tuple[int, int] | None:
        """The first bit from ``start`` on where the magic lies in ``data``, in its bytes ``searched`` to ``stop``."""
        at = data.find(self._inner, searched + 1, stop)
        while at >= 0:
            bit = (at - 1) * 8 + self._shift
            before = data[at - 1] & self._first_mask == self._first
            # The last byte is all of it or, at shift 0, none.
            behind = not self._last_mask or (at + 5 < len(data) and data[at + 5] & self._last_mask == self._last)
            if before and behind and bit >= start:
                return bit, self._magic
            at = data.find(self._inner, at + 1, stop)
        return None


_NEEDLES = [_Needle(magic, shift) for magic in (BLOCK_MAGIC, END_MAGIC) for shift in range(8)]

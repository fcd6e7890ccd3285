"""Where a body can be begun in its middle: offsets in the stored object beside offsets in the body made of it.

Bodies are made of blocks that can be decoded by themselves (members of bgzip, frames of zstd, chunks of snappy). One
in about 512 KiB of the body is remembered, which is 16 bytes: a range costs what is between the two marks around it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from objectlambda.errors import CorruptObject

STEP_BYTES = 512 * 1024
"""The least distance of two marks in the body."""

MAX_MARKS = 1 << 20
"""16 MiB, a body of 512 GiB; a longer one is marked half as often."""

_MAX_SIZE = (1 << 63) - 1


class Run(NamedTuple):
    """Whole blocks: ``stored_start`` to ``stored_stop`` of the object become ``start`` to ``stop`` of the body."""

    stored_start: int
    stored_stop: int
    start: int
    stop: int


class BlockIndex:
    """The marks of one body of ``size`` bytes, whose blocks end at ``stored_stop`` of the object."""

    __slots__ = ("_stored", "_within", "size", "stored_stop")

    has_states = False
    """Whether its blocks need what their decoder held at their start."""

    def __init__(self, stored: array[int], within: array[int], *, stored_stop: int, size: int) -> None:
        self._stored, self._within = stored, within
        self.stored_stop, self.size = stored_stop, size

    @classmethod
    def of_size(cls, size: int) -> BlockIndex:
        """The index of a body that can be begun at its start only."""
        return cls(array("Q", (0,)), array("Q", (0,)), stored_stop=0, size=size)

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def held_bytes(self) -> int:
        """What the marks take in memory."""
        return 2 * 8 * len(self._stored)

    @property
    def is_divided(self) -> bool:
        """Whether there is any place but the start to begin at."""
        return len(self._stored) > 1

    def block(self, within: int) -> int:
        """The number of the block, from 0, in which byte ``within`` of the body stands."""
        return bisect_right(self._within, within) - 1

    def run(self, start: int, stop: int) -> Run:
        """The blocks around bytes ``start`` to ``stop`` (exclusive) of the body, which has so many."""
        first = self.block(start)
        after = bisect_left(self._within, stop)
        ends = after == len(self._within)
        return Run(
            stored_start=self._stored[first],
            stored_stop=self.stored_stop if ends else self._stored[after],
            start=self._within[first],
            stop=self.size if ends else self._within[after],
        )


UNDIVIDED = BlockIndex(array("Q"), array("Q"), stored_stop=0, size=0)
"""Remembered for a body without blocks, so that they are not looked for again. It has no size."""


class Marks:
    """Collects the marks of a body from its start, at least ``step`` bytes of it apart."""

    def __init__(self, step: int = STEP_BYTES) -> None:
        self._step = step
        self._stored, self._within = array("Q", (0,)), array("Q", (0,))

    def add(self, stored: int, within: int) -> None:
        """A block begins at ``stored`` in the object and at ``within`` in the body; offsets must not fall.

        Raises:
            CorruptObject: the body would be larger than anything can be.
        """
        if within > _MAX_SIZE:
            raise CorruptObject(f"the object's headers promise {within} bytes")
        if within - self._within[-1] < self._step:
            return
        self._stored.append(stored)
        self._within.append(within)
        if len(self._within) > MAX_MARKS:
            self._step *= 2
            self._stored, self._within = self._stored[::2], self._within[::2]

    def index(self, *, stored_stop: int, size: int) -> BlockIndex:
        """The index of what was marked; the last block ends at ``stored_stop`` and makes the body ``size`` bytes.

        Raises:
            CorruptObject: as ``add``.
        """
        if size > _MAX_SIZE:
            raise CorruptObject(f"the object's headers promise {size} bytes")
        return BlockIndex(self._stored, self._within, stored_stop=stored_stop, size=size)

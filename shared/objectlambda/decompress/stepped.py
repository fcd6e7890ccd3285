"""Decoders whose libraries give out everything that their input becomes, made to give out bounded chunks."""

from __future__ import annotations

from collections.abc import Callable


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

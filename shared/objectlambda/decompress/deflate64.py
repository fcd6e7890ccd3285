"""Deflate64, the ZIP method 9 that Windows writes for files over 2 GiB."""

from __future__ import annotations

from objectlambda.decompress.decoding import Codec
from objectlambda.errors import UnsupportedMethod

_STEP_BYTES = 128
"""inflate64 has no bound of its own: one step can give out 4 MiB (64 KiB for some 18 bits)."""


class Deflate64Decoder:
    """inflate64 in the shape of `Decoder`, with bounded output."""

    def __init__(self) -> None:
        import inflate64

        self._inflater = inflate64.Inflater()
        self._input = memoryview(b"")
        self._output = memoryview(b"")
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return bool(self._inflater.eof) and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        if data:
            self._input = memoryview(data)
        pieces: list[memoryview] = []
        room = max_length
        while room and (self._output or (self._input and not self._inflater.eof)):
            if not self._output:
                self._output = memoryview(self._inflater.inflate(bytes(self._input[:_STEP_BYTES])))
                self._input = self._input[_STEP_BYTES:]
            pieces.append(self._output[:room])
            room -= len(pieces[-1])
            self._output = self._output[len(pieces[-1]) :]
        return b"".join(pieces)


def deflate64_codec() -> Codec:
    """The only decoder there is; `UnsupportedMethod` where it is not installed."""
    try:
        import inflate64  # noqa: F401 - asked for here, so that its absence is known before the first byte
    except ImportError as error:
        raise UnsupportedMethod("deflate64 needs inflate64: pip install 'objectlambda[codecs]'") from error
    return Codec(name="deflate64", open=Deflate64Decoder, failures=(ValueError,), ending="its last block")

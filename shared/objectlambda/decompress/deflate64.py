"""Deflate64, the ZIP method 9 that Windows writes for files over 2 GiB."""

from __future__ import annotations

from objectlambda.decompress.decoding import Codec
from objectlambda.errors import UnsupportedMethod

_STEP_BYTES = 512
"""One step can give out 12 MiB (64 KiB for some 22 bits), and inflate64 has no bound of its own."""


class Deflate64Decoder:
    """inflate64 in the shape of `Decoder`, with bounded output."""

    def __init__(self) -> None:
        import inflate64

        self._inflater = inflate64.Inflater()
        self._input = b""
        self._output = b""
        self.unused_data = b""

    @property
    def eof(self) -> bool:
        return bool(self._inflater.eof) and not self._output

    @property
    def needs_input(self) -> bool:
        return not self._input and not self._output

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        self._input += bytes(data)
        pieces = [self._output]
        ready = len(self._output)
        position = 0
        while ready < max_length and position < len(self._input) and not self._inflater.eof:
            pieces.append(self._inflater.inflate(self._input[position : position + _STEP_BYTES]))
            ready += len(pieces[-1])
            position += _STEP_BYTES
        self._input = b"" if self._inflater.eof else self._input[position:]
        output = b"".join(pieces)
        self._output = output[max_length:]
        return output[:max_length]


def deflate64_codec() -> Codec:
    """The only decoder there is; `UnsupportedMethod` where it is not installed."""
    try:
        import inflate64  # noqa: F401 - asked for here, so that its absence is known before the first byte
    except ImportError as error:
        raise UnsupportedMethod("deflate64 needs inflate64: pip install 'objectlambda[codecs]'") from error
    return Codec(name="deflate64", open=Deflate64Decoder, failures=(ValueError,), ending="its last block")

"""Brotli (RFC 7932): one stream, which has no magic number and no checksum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import Codec, Trailing, decode_stream
from objectlambda.errors import CorruptObject, MissingCodec, UnsupportedMethod

_STEP_BYTES = 4 * 1024

_LARGE_WINDOW = (b"\x11", b"\x91")
"""How streams of larger windows begin: seven bits that RFC 7932, section 9.1, reserves."""

WINDOW_BYTES = 16 * 1024 * 1024
"""The largest window of brotli (RFC 7932)."""


def unbrotli(chunks: Iterable[bytes], *, trailing: Trailing = "error") -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of some 256 KiB, lazily.

    Brotli says neither how long the content is nor what its checksum is: damage inside may go unnoticed, a missing end
    does not. Memory is the window, of 16 MiB at most. Data behind the stream is `CorruptObject`, with
    ``trailing="ignore"`` too: the library does not tell where the stream ended. Raises `TruncatedObject` where the
    stream is not complete: also for an empty source. `UnsupportedMethod` for the windows of ``brotli --large_window``,
    which RFC 7932 does not know. The source is closed at the end, on an error and when the
    generator is closed.
    """
    del trailing
    module = _module()
    codec = Codec(
        name="brotli",
        open=lambda: _Stream(module),
        failures=(module.error,),
        ending="its last block",
        memory_bytes=WINDOW_BYTES,
    )
    with ByteReader(chunks) as reader:
        if reader.peek(1)[:1] in _LARGE_WINDOW:
            raise UnsupportedMethod(
                "brotli stream needs a window over 16 MiB: compress the object again without `--large_window`"
            )
        yield from decode_stream(reader, codec)
        if reader.peek(1):
            raise CorruptObject(
                f"brotli stream ends at byte {reader.position} of the object and is followed by other data: "
                "upload it without"
            )


def _module() -> Any:
    try:
        import brotli
    except ImportError as error:
        raise MissingCodec("brotli needs brotli: pip install 'objectlambda[codecs]'") from error
    return brotli


class _Stream:
    """The library's decoder in the shape of `Decoder`.

    It is fed little by little, and its output is cut, since its own limit is a soft one.
    """

    def __init__(self, module: Any) -> None:
        self._decoder = module.Decompressor()
        self._input = memoryview(b"")
        self._output = memoryview(b"")
        self._holds_more = False  # output over the limit, of input that is already taken

    @property
    def eof(self) -> bool:
        return bool(self._decoder.is_finished()) and not self._input and not self._output

    @property
    def needs_input(self) -> bool:
        return not (self._input or self._output or self._holds_more) and bool(self._decoder.can_accept_more_data())

    @property
    def unused_data(self) -> bytes:
        return b""

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        if data:
            self._input = memoryview(data)
        if not self._output:
            step = b""
            if not self._holds_more and self._decoder.can_accept_more_data():
                step, self._input = bytes(self._input[:_STEP_BYTES]), self._input[_STEP_BYTES:]
            self._output = memoryview(self._decoder.process(step, output_buffer_limit=max_length))
            self._holds_more = len(self._output) >= max_length and not self._decoder.is_finished()
        given, self._output = self._output[:max_length], self._output[max_length:]
        return bytes(given)

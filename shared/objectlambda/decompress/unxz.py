"""xz (the .xz file format, version 1.2): every stream one after the other, as ``xz -dc`` gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from objectlambda.decompress.byte_reader import ByteReader
from objectlambda.decompress.decoding import (
    MAX_WINDOW_BYTES,
    Codec,
    Trailing,
    WrappedDecoder,
    another_stream,
    decode_stream,
)
from objectlambda.decompress.first_bytes import XZ_MAGIC
from objectlambda.errors import CorruptObject, UnsupportedMethod

_OVERHEAD_BYTES = 4 * 1024 * 1024
"""What liblzma needs beside the dictionary."""

DICTIONARY_BYTES = 64 * 1024 * 1024
"""What is reserved for a dictionary: that of xz's largest preset."""


def unxz(
    chunks: Iterable[bytes], *, trailing: Trailing = "error", max_window_bytes: int = MAX_WINDOW_BYTES
) -> Iterator[bytes]:
    """The decompressed bytes of ``chunks``, in chunks of at most 256 KiB, lazily.

    All streams are decoded; the check of every block, the index and the footer are verified. Memory is the dictionary
    that a block asks for: over ``max_window_bytes`` it is `UnsupportedMethod`. Stream padding, zeros in multiples of
    four, is passed over. Other data behind a stream is `CorruptObject`, or left out with ``trailing="ignore"``. Raises
    `TruncatedObject` where a stream is not complete: also for an empty source. The source is closed at the end, on an
    error and when the generator is closed.
    """
    import lzma

    codec = Codec(
        name="xz",
        open=lambda: _Bounded(max_window_bytes),
        failures=(lzma.LZMAError,),
        ending="its footer",
        memory_bytes=min(DICTIONARY_BYTES, max_window_bytes),
    )
    with ByteReader(chunks) as reader:
        while True:
            yield from decode_stream(reader, codec)
            end = reader.position
            if not another_stream(reader, name="xz", starts=_starts, magic_bytes=len(XZ_MAGIC), trailing=trailing):
                if trailing == "error" and (reader.position - end) % 4:
                    raise CorruptObject(
                        f"xz stream padding before byte {reader.position} of the object is no multiple of 4"
                    )
                return


def _starts(head: bytes) -> bool:
    return XZ_MAGIC.startswith(head)


class _Bounded(WrappedDecoder):
    """liblzma's decoder of one stream; a dictionary over the limit is told as what it is, not as damage."""

    def __init__(self, max_window_bytes: int) -> None:
        import lzma

        super().__init__(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=max_window_bytes + _OVERHEAD_BYTES))
        self._limit, self._failure = max_window_bytes, lzma.LZMAError

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        try:
            return super().decompress(data, max_length)
        except self._failure as error:
            if "emory" in str(error):
                raise UnsupportedMethod(
                    f"xz block needs a dictionary over the limit of {self._limit} bytes: raise max_window_bytes"
                ) from error
            raise

"""Decoders for DEFLATE data (RFC 1951) with gzip's trailer, in a zlib stream (RFC 1950), or bare.

isal decodes 2.5 to 3 times as fast as zlib and takes the same calls; where it is missing, zlib does the work.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Literal, cast

from objectlambda.decompress.decoding import Codec, Decoder, SteppedDecoder
from objectlambda.errors import MissingCodec

Wrapper = Literal["gzip", "zlib", "raw"]
"""What is around the data: for gzip the trailer only, since its header is read by `gzip_header`."""

_WINDOW_BITS: dict[Wrapper, int] = {"gzip": 31, "zlib": 15, "raw": -15}
_NAME: dict[Wrapper, str] = {"gzip": "gzip", "zlib": "zlib", "raw": "deflate"}
_ENDING: dict[Wrapper, str] = {"gzip": "its trailer", "zlib": "its checksum", "raw": "its last block"}
_PLAIN_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"


class ZlibDecoder:
    """zlib in the shape of `Decoder`: the standard library's, or another with its interface."""

    __slots__ = ("_inflater",)

    def __init__(self, wrapper: Wrapper, library: ModuleType = zlib) -> None:
        # What another library gives has the same interface, but no types.
        self._inflater: zlib._Decompress = library.decompressobj(_WINDOW_BITS[wrapper])
        if wrapper == "gzip":
            # zlib verifies the trailer only of a member whose header it has seen.
            self._inflater.decompress(_PLAIN_GZIP_HEADER, 1)

    @property
    def eof(self) -> bool:
        return self._inflater.eof

    @property
    def needs_input(self) -> bool:
        return not self._inflater.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inflater.unused_data

    def copy(self) -> ZlibDecoder:
        """A decoder that goes on from here by itself."""
        made = ZlibDecoder.__new__(ZlibDecoder)
        made._inflater = self._inflater.copy()
        return made

    def decompress(self, data: bytes | memoryview, max_length: int, /) -> bytes:
        return self._inflater.decompress(self._inflater.unconsumed_tail or data, max_length)


@functools.cache  # of a decoder or function that never changes: threads may share it
def deflate_codec(wrapper: Wrapper) -> Codec:
    """The fastest decoder at hand."""
    try:
        from isal import igzip_lib
    except ImportError:
        return zlib_codec(wrapper)
    flags = {
        "gzip": igzip_lib.DECOMP_GZIP_NO_HDR_VER,
        "zlib": igzip_lib.DECOMP_ZLIB,
        "raw": igzip_lib.DECOMP_DEFLATE,
    }
    flag = flags[wrapper]
    return Codec(
        name=_NAME[wrapper],
        open=lambda: igzip_lib.IgzipDecompressor(flag=flag),
        failures=(cast("type[Exception]", igzip_lib.error),),  # isal's stub declares an instance
        ending=_ENDING[wrapper],
    )


def zlib_codec(wrapper: Wrapper) -> Codec:
    """The standard library's decoder."""
    return Codec(
        name=_NAME[wrapper], open=lambda: ZlibDecoder(wrapper), failures=(zlib.error,), ending=_ENDING[wrapper]
    )


@functools.cache  # of a decoder or function that never changes: threads may share it
def copied_codec() -> Codec:
    """The fastest decoder of gzip whose state can be copied; isal's cannot."""
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return zlib_codec("gzip")
    return zlib_codec("gzip")._replace(
        open=lambda: ZlibDecoder("gzip", zlib_ng), failures=(cast("type[Exception]", zlib_ng.error),)
    )


@functools.cache  # of a decoder or function that never changes: threads may share it
def fast_crc32() -> Callable[[bytes, int], int]:
    """The fastest CRC-32 at hand, called with the next bytes and the value so far (0 at the start)."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.crc32
    fast: Callable[[bytes, int], int] = isal_zlib.crc32
    return fast


_STEP_BYTES = 128  # can become 4 MiB: 64 KiB for some 18 bits


def deflate64_codec() -> Codec:
    """The only decoder there is; `UnsupportedMethod` where it is not installed."""
    try:
        import inflate64
    except ImportError as error:
        raise MissingCodec("deflate64 needs inflate64: pip install 'objectlambda[codecs]'") from error

    def decoder() -> Decoder:
        inflater = inflate64.Inflater()
        # inflate64 does not tell what it left; the directory knows how long the data is.
        return SteppedDecoder(inflater.inflate, ended=lambda: bool(inflater.eof), unused=lambda: b"", step=_STEP_BYTES)

    return Codec(name="deflate64", open=decoder, failures=(ValueError,), ending="its last block")

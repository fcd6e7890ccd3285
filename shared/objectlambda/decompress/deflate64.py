"""Deflate64, the ZIP method 9 that Windows writes for files over 2 GiB."""

from __future__ import annotations

from objectlambda.decompress.decoding import Codec, Decoder
from objectlambda.decompress.stepped import SteppedDecoder
from objectlambda.errors import UnsupportedMethod

_STEP_BYTES = 128  # can become 4 MiB: 64 KiB for some 18 bits


def deflate64_codec() -> Codec:
    """The only decoder there is; `UnsupportedMethod` where it is not installed."""
    try:
        import inflate64
    except ImportError as error:
        raise UnsupportedMethod("deflate64 needs inflate64: pip install 'objectlambda[codecs]'") from error

    def decoder() -> Decoder:
        inflater = inflate64.Inflater()
        # inflate64 does not tell what it left; the directory knows how long the data is.
        return SteppedDecoder(inflater.inflate, ended=lambda: bool(inflater.eof), unused=lambda: b"", step=_STEP_BYTES)

    return Codec(name="deflate64", open=decoder, failures=(ValueError,), ending="its last block")

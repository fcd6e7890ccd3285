"""Small zstd frames in one call of the library each.

A decoder of PEP 784 takes some 8 microseconds to make, four times what the zstd command needs for a frame of one byte.
python-zstandard decodes frame after frame with the same decoder, but must be told where a frame ends, and takes the
header's word for the size of the output; PEP 784's module tells the former, and the latter is checked here.
"""

from __future__ import annotations

from typing import Any

from objectlambda.decompress.small_streams import SmallCodec, SmallDecoder
from objectlambda.decompress.zstd.codec import ZstdBackend, zstd_module
from objectlambda.decompress.zstd.frames import is_skippable

_SIZE_UNKNOWN = (1 << 64) - 1


def small_frames(backend: ZstdBackend, max_window_bytes: int) -> SmallCodec:
    """Decodes frames that lie whole in what it is given, skippable ones too, and that need no dictionary.

    Fails on all others, and on those whose window is over ``max_window_bytes``. Where one of the two libraries is
    missing, each frame gets a decoder of ``backend``.
    """
    module = zstd_module()
    if module is None:
        return SmallCodec(open=lambda: backend.decoder(None, raw=False), failures=backend.failures)
    libraries = _Libraries(module, backend, max_window_bytes)
    return SmallCodec(open=libraries.decoder, failures=(*backend.failures, module.ZstdError, _NotSmall))


class _NotSmall(Exception):
    """The frame is not a small one, or none that python-zstandard can decode."""


class _Libraries:
    """Makes the decoders of one object's frames; used by one thread at a time."""

    __slots__ = ("_backend", "_library", "_max_window_bytes", "_module")

    def __init__(self, module: Any, backend: ZstdBackend, max_window_bytes: int) -> None:
        self._module, self._backend, self._max_window_bytes = module, backend, max_window_bytes
        self._library: _Library | None = None

    def decoder(self) -> SmallDecoder:
        """A decoder of one frame."""
        if self._library is None:
            try:
                import zstandard  # slow to load, and most objects are one frame
            except ImportError:
                return self._backend.decoder(None, raw=False)
            self._library = _Library(self._module, zstandard, self._backend, self._max_window_bytes)
        return _WholeFrame(self._library)


class _Library:
    """What all frames of one object share; used by one thread at a time."""

    __slots__ = ("backend", "decompress", "empty", "failure", "max_window_bytes", "parameters", "size")

    def __init__(self, module: Any, zstandard: Any, backend: ZstdBackend, max_window_bytes: int) -> None:
        self.size = module.get_frame_size
        self.parameters = zstandard.get_frame_parameters
        self.decompress = zstandard.ZstdDecompressor().decompress
        self.failure = zstandard.ZstdError
        self.backend = backend
        self.max_window_bytes = max_window_bytes
        self.empty = b""  # a frame without content that was verified


class _WholeFrame:
    """The frame that begins what is given to ``decompress``, in the shape of `SmallDecoder`."""

    __slots__ = ("_library", "eof", "unused_data")

    def __init__(self, library: _Library) -> None:
        self._library = library
        self.eof = False
        self.unused_data = b""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        library = self._library
        size = library.size(data)
        frame, rest = data[:size], data[size:]
        try:
            output = b"" if is_skippable(frame) else self._decode_frame(frame, max_length)
        except library.failure as error:
            raise _NotSmall from error
        self.eof, self.unused_data = True, rest
        return output

    def _decode_frame(self, frame: bytes, max_length: int) -> bytes:
        library = self._library
        told = library.parameters(frame)
        known = told.content_size != _SIZE_UNKNOWN
        if told.dict_id or told.window_size > library.max_window_bytes or (known and told.content_size > max_length):
            raise _NotSmall
        if told.content_size or not known:
            output: bytes = library.decompress(frame, max_output_size=max_length)
            return output
        if frame != library.empty:  # python-zstandard believes the header and does not look at the rest
            decoder = library.backend.decoder(None, raw=False)
            decoder.decompress(frame, max_length)
            if not decoder.eof:
                raise _NotSmall
            library.empty = frame
        return b""

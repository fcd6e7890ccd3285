"""Decoders of one zstd frame: the module of PEP 784, or python-zstandard where that is missing.

PEP 784's decoder bounds its output and knows the end of a frame; python-zstandard's knows the end only where its output
has no bound, so it is fed by a few bytes at a time, at a third of the speed.
"""

from __future__ import annotations

import importlib
from typing import Any, Protocol

from objectlambda.decompress.decoding import Decoder, SteppedDecoder
from objectlambda.errors import MissingCodec

_LARGEST_WINDOW_LOG = 31
_STEP_BYTES = 64  # can become 2 MiB: blocks of 128 KiB in four bytes


class ZstdBackend(Protocol):
    """Decoders of frames whose window is at most what the backend was made for."""

    failures: tuple[type[Exception], ...]

    def decoder(self, dictionary: bytes | None, *, raw: bool) -> Decoder:
        """A decoder of one frame, with a dictionary's content, ``raw`` where it is plain data."""


def zstd_backend(max_window_bytes: int) -> ZstdBackend:
    """The best backend at hand; `UnsupportedMethod` where there is none."""
    module = zstd_module()
    if module is not None:
        return _Pep784(module, max_window_bytes)
    try:
        import zstandard
    except ImportError as error:
        raise MissingCodec("zstd needs backports.zstd on this Python: pip install 'objectlambda[codecs]'") from error
    return _Zstandard(zstandard, max_window_bytes)


def zstd_module() -> Any:
    """The standard library's compression.zstd (from Python 3.14 on), else backports.zstd, else None."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


class _Pep784:
    def __init__(self, module: Any, max_window_bytes: int) -> None:
        self._module = module
        window_log = min(max((max_window_bytes - 1).bit_length(), 10), _LARGEST_WINDOW_LOG)
        self._options = {module.DecompressionParameter.window_log_max: window_log}
        self.failures: tuple[type[Exception], ...] = (module.ZstdError,)

    def decoder(self, dictionary: bytes | None, *, raw: bool) -> Decoder:
        given = None if dictionary is None else self._module.ZstdDict(dictionary, is_raw=raw)
        made: Decoder = self._module.ZstdDecompressor(zstd_dict=given, options=self._options)
        return made


class _Zstandard:
    def __init__(self, module: Any, max_window_bytes: int) -> None:
        self._module = module
        self._max_window_bytes = max(max_window_bytes, 1024)
        self.failures: tuple[type[Exception], ...] = (module.ZstdError,)

    def decoder(self, dictionary: bytes | None, *, raw: bool) -> Decoder:
        kind = self._module.DICT_TYPE_RAWCONTENT if raw else self._module.DICT_TYPE_FULLDICT
        given = None if dictionary is None else self._module.ZstdCompressionDict(dictionary, dict_type=kind)
        frame = self._module.ZstdDecompressor(dict_data=given, max_window_size=self._max_window_bytes).decompressobj()
        return SteppedDecoder(
            frame.decompress, ended=lambda: bool(frame.eof), unused=lambda: bytes(frame.unused_data), step=_STEP_BYTES
        )

"""The file that a redacted Parquet file is written to: frames for whoever started this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from objectlambda.parquet import frames
from objectlambda.parquet.footer import MAGIC

_FRAME_BYTES = 4 * 1024 * 1024


class Output:
    """A file as far as pyarrow asks for one: what is written becomes frames.

    The magic bytes at its beginning wait for what follows them, so that a file whose first row group is refused is
    refused before the first byte. Once it ``is_broken``, nothing is written.
    """

    closed = False

    def __init__(self, tell: Callable[[bytes, Any], None]) -> None:
        self._tell = tell
        self._written = 0
        self._held = b""
        self.is_broken = False

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        self._written += len(view)
        if self.is_broken:
            return len(view)
        if self._written <= len(MAGIC):
            self._held += view
            return len(view)
        if self._held:
            self._tell(frames.OUTPUT, self._held)
            self._held = b""
        for start in range(0, len(view), _FRAME_BYTES):
            self._tell(frames.OUTPUT, bytes(view[start : start + _FRAME_BYTES]))
        return len(view)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Every frame is flushed."""

    def close(self) -> None:
        """The pipe stays open for the frame that says that all went well."""

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

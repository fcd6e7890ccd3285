"""A line on a terminal that tells how far a transfer is."""

from __future__ import annotations

import sys
import time

MIB = 1024 * 1024
EVERY_SECONDS = 0.1
_WIDTH = 24


class Progress:
    """Counts bytes read and written, and shows them on stderr while ``enabled``.

    Args:
        total: the bytes that there are to read, where known: then it is a bar.
        enabled: whether anything is shown.
    """

    def __init__(self, total: int | None, *, enabled: bool) -> None:
        self._total = total
        self._enabled = enabled
        self._read = self._written = 0
        self._started = self._shown = time.monotonic()

    def read(self, count: int) -> None:
        self._read += count

    def written(self, count: int) -> None:
        self._written += count
        now = time.monotonic()
        if self._enabled and now - self._shown >= EVERY_SECONDS:
            self._shown = now
            sys.stderr.write(f"\r\033[K{self._line(now)}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the terminal as it was, with the last line standing."""
        if self._enabled:
            sys.stderr.write(f"\r\033[K{self._line(time.monotonic())}\n")
            sys.stderr.flush()

    def _line(self, now: float) -> str:
        speed = self._written / max(now - self._started, 1e-6) / 1e6
        sizes = f"{self._read / MIB:.1f} MiB in, {self._written / MIB:.1f} MiB out, {speed:.0f} MB/s"
        if not self._total:
            return sizes
        done = min(1.0, self._read / self._total)
        bar = "#" * int(done * _WIDTH)
        return f"[{bar:<{_WIDTH}}] {done:4.0%}  {sizes}"

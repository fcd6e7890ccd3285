"""The line on a terminal that tells how far a copy or a scan is."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from objectlambda.copy.job import Outcome
    from objectlambda.copy.summary import Summary

EVERY_SECONDS = 0.2
_MB = 1e6


class CopyProgress:
    """Shows objects, bytes, rate and what failed on stderr while ``enabled``.

    Args:
        total: how many objects there are, where that is known; then the line tells the time that is left.
    """

    def __init__(self, *, enabled: bool, total: int | None = None) -> None:
        self._enabled, self._total = enabled, total
        self._shown = 0.0
        self._last: Summary | None = None

    def tell(self, outcome: Outcome, summary: Summary) -> None:
        """An object is done."""
        del outcome
        self._last = summary
        now = time.monotonic()
        if self._enabled and now - self._shown >= EVERY_SECONDS:
            self._shown = now
            sys.stderr.write(f"\r\033[K{self.line(summary)}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the terminal as it was."""
        if self._enabled and self._last is not None:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def line(self, summary: Summary) -> str:
        """How far it is."""
        seconds = max(summary.seconds, 1e-6)
        done = summary.objects
        of = f" of {self._total:,}" if self._total else ""
        said = f"{done:,}{of} objects, {summary.size_in / _MB:,.0f} MB, {done / seconds:,.0f}/s"
        said += f", {summary.size_in / seconds / _MB:,.1f} MB/s"
        if summary.errors:
            said += f", {summary.errors:,} refused or failed"
        if self._total and done:
            left = seconds / done * (self._total - done)
            said += f", {int(left) // 60}:{int(left) % 60:02d} left"
        return said

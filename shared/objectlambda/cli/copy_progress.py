"""The line on a terminal that tells how far a copy or a scan is."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from objectlambda.copy.counting import Count
    from objectlambda.copy.job import Outcome
    from objectlambda.copy.summary import Summary

EVERY_SECONDS = 0.2
_MB = 1e6


class CopyProgress:
    """Shows objects, bytes, rate and what failed on stderr while ``enabled``.

    Args:
        count: counts the objects that there are; once it has counted all, the line tells the time that is left.
    """

    def __init__(self, *, enabled: bool, count: Count | None = None) -> None:
        self._enabled, self._count = enabled, count
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
        if self._count is not None:
            self._count.stop()
        if self._enabled and self._last is not None:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def line(self, summary: Summary) -> str:
        """How far it is."""
        seconds = max(summary.seconds, 1e-6)
        said = f"{summary.objects:,}{self._of()} objects, {summary.size_in / _MB:,.0f} MB"
        said += f", {summary.objects / seconds:,.0f}/s, {summary.size_in / seconds / _MB:,.1f} MB/s"
        if summary.errors:
            said += f", {summary.errors:,} refused or failed"
        share = self._share(summary)
        if share:
            left = int(seconds * (1 - share) / share)
            hours, minutes = left // 3600, left // 60 % 60
            said += f", {f'{hours}:{minutes:02d}' if hours else minutes}:{left % 60:02d} left"
        return said

    def _of(self) -> str:
        if self._count is None:
            return ""
        return f" of {self._count.objects:,}{'' if self._count.is_whole else '+'}"

    def _share(self, summary: Summary) -> float:
        """How much of the work is done; 0 where that is not known. Objects that were not read tell nothing of bytes."""
        count = self._count
        if count is None or not count.is_whole or not count.objects:
            return 0.0
        if count.bytes and summary.objects == summary.read:
            return min(1.0, summary.size_in / count.bytes)
        return min(1.0, summary.objects / count.objects)

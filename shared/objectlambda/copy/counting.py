"""Counts the objects of a run in a thread beside it, so that its progress can tell how much is left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from objectlambda.copy.job import Item
from objectlambda.errors import ObjectLambdaError


class Count:
    """How many objects ``items`` gives, and their bytes. One thread counts; others may look at any time.

    It lists the source once more: a request for each 1,000 objects of a bucket. A listing that fails ends the count,
    which is then never whole; the run itself tells of the failure.
    """

    def __init__(self, items: Callable[[], Iterator[Item]]) -> None:
        self.objects = self.bytes = 0
        self.is_whole = False
        self._items = items
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="count", daemon=True)

    def start(self) -> None:
        """Begin to count."""
        self._thread.start()

    def stop(self) -> None:
        """Count no further."""
        self._stop.set()

    def _run(self) -> None:
        try:
            for item in self._items():
                if self._stop.is_set():
                    return
                self.objects += 1
                self.bytes += item.size or 0
        except (ObjectLambdaError, OSError):
            return
        self.is_whole = True

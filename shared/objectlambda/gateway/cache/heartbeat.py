"""Tells other processes that this one runs while it makes objects: some functions write nothing for minutes."""

from __future__ import annotations

import threading
import time

from objectlambda.gateway.cache.partial import Partial

HEARTBEAT_SECONDS = 1.0


class Heartbeat:
    """One thread for all files that are being made; it ends when there are none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: set[Partial] = set()
        self._beating = False

    def add(self, partial: Partial) -> None:
        """Heartbeat in ``partial`` from now on."""
        with self._lock:
            self._files.add(partial)
            if self._beating:
                return
            self._beating = True
        threading.Thread(target=self._run, name="cache-heartbeat", daemon=True).start()

    def remove(self, partial: Partial) -> None:
        """Do so no more; it may be closed then."""
        with self._lock:
            self._files.discard(partial)

    def _run(self) -> None:
        while True:
            time.sleep(HEARTBEAT_SECONDS)
            with self._lock:
                if not self._files:
                    self._beating = False
                    return
                for partial in self._files:
                    partial.show_alive()

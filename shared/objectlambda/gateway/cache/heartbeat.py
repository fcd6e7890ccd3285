"""The heartbeat of a maker: it shows other processes that this one runs, also while a function writes nothing."""

from __future__ import annotations

import threading
import time

from objectlambda.gateway.cache.partial import Partial


class Heartbeat:
    """One thread for all files that are being made; it writes every ``seconds``, and ends when there are none."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._files: set[Partial] = set()
        self._beating = False

    def add(self, partial: Partial) -> None:
        """Show in ``partial`` from now on that it is being made."""
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
            time.sleep(self._seconds)
            with self._lock:
                if not self._files:
                    self._beating = False
                    return
                for partial in self._files:
                    partial.show_alive()

"""Starts processes that a terminal's Ctrl-C leaves to their parent."""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess


def start_uninterrupted(process: BaseProcess) -> None:
    """Starts ``process`` with SIGINT blocked, from its first instruction on.

    A terminal sends Ctrl-C to every process. The parent decides what becomes of its children, which would else print a
    traceback each. A SIGINT to the parent waits until the process is started.
    """
    resource_tracker.ensure_running()  # else the first start would run it, and unblock SIGINT
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

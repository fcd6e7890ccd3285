"""Runs several processes on one socket: starts them, replaces one that dies, stops them together."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from objectlambda import log

RESTART_SECONDS = 1.0
"""How soon a worker that died is replaced at the earliest: one that cannot start must not keep the machine busy."""

_FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def supervise(count: int, work: Callable[[], int], hung_up: Callable[[], None]) -> int:
    """Run ``work`` in ``count`` processes until told to stop; gives the exit code.

    A worker that ends by itself is replaced. SIGINT, SIGTERM and SIGHUP are handed on; after the first two, the
    workers finish the requests under way and are waited for. Before the third is, ``hung_up`` is called, so that a
    worker that begins later begins with what the others go on with.
    """
    running: dict[int, float] = {}
    stopping = False

    def hand_on(number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = stopping or number != signal.SIGHUP
        if number == signal.SIGHUP:
            hung_up()
        for worker in running:
            try:
                os.kill(worker, number)
            except ProcessLookupError:
                continue  # it has just ended

    # Signals are blocked while a child is forked: every child must be in the list when a signal is forwarded.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FORWARDED)
    for number in _FORWARDED:
        signal.signal(number, hand_on)
    while running or not stopping:
        while len(running) < count and not stopping:
            running[_fork(work, before)] = time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _FORWARDED)
        ended, status = os.wait()
        signal.pthread_sigmask(signal.SIG_BLOCK, _FORWARDED)
        age = time.monotonic() - running.pop(ended, 0.0)
        if not stopping:
            log.write(logging.ERROR, "worker ended", worker=ended, status=os.waitstatus_to_exitcode(status))
            time.sleep(max(0.0, RESTART_SECONDS - age))
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return 0


def _fork(work: Callable[[], int], mask: set[signal.Signals | int]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for number in _FORWARDED:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        code = work()
    except Exception as error:  # noqa: BLE001 - the process ends with it
        log.write(logging.ERROR, "worker failed", error=error)
    os._exit(code)

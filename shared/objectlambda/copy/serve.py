"""The life of a worker process of :mod:`objectlambda.copy.pool`.

Parent and worker speak in tuples: ``(number, batch)`` goes to the worker, or ``None`` where it is to begin no more
items; ``(number, outcomes, is_last)`` comes back, ``None`` once the worker is ready, and a text where it cannot be.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

from objectlambda import log
from objectlambda.copy.failures import Stop
from objectlambda.copy.job import Item, Job, Outcome, Status
from objectlambda.copy.work import work_of
from objectlambda.copy.worker import Worker
from objectlambda.errors import ObjectLambdaError

TELL_SECONDS = 0.5
"""A worker sends the outcomes of a batch after so long, though the batch is not done."""
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Where nothing else is set, NumPy's products run in one thread: the other cores belong to the other workers."""


def serve(job: Job, connection: Connection, name: str) -> None:
    """The life of a worker process: items come in through ``connection``, outcomes go out."""
    stop = Stop()
    for variable in _ONE_THREAD:  # NumPy reads them when it is imported, which is later
        os.environ.setdefault(variable, "1")
    # The terminal's Ctrl-C reaches all processes; the parent decides what becomes of what is under way.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sending = threading.Lock()

    def send(message: object) -> None:
        with sending:
            try:
                connection.send(message)
            except OSError:
                stop.set()  # the parent is gone

    try:
        worker = Worker(job, name, stop)
        work = work_of(worker)
    except ObjectLambdaError as error:
        send(str(error))
        return

    is_ending = threading.Event()

    def run(number: int, items: Sequence[Item]) -> None:
        try:
            run_batch(number, items)
        except BaseException as error:  # noqa: BLE001 - the same
            log.write(logging.ERROR, "a worker ends", error=error)
            os._exit(1)  # the parent tries what is left again; without an outcome it would wait for ever

    def run_batch(number: int, items: Sequence[Item]) -> None:
        outcomes, told = [], time.monotonic()
        for item in items:
            if is_ending.is_set():
                break
            outcomes.append(_outcome(work, item, name))
            if time.monotonic() - told > TELL_SECONDS:
                send((number, outcomes, False))
                outcomes, told = [], time.monotonic()
        send((number, outcomes, True))

    send(None)
    with ThreadPoolExecutor(job.transfers, thread_name_prefix="copy") as threads:
        while True:
            try:
                message = connection.recv()
            except (EOFError, OSError):
                is_ending.set()
                stop.set()
                break
            if message is None:
                is_ending.set()
            else:
                threads.submit(run, *message)


def _outcome(work: Callable[[Item], Outcome], item: Item, name: str) -> Outcome:
    """What became of ``item``, also where ``work`` fails in a way that it does not know."""
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001 - the parent waits for an outcome, whatever is wrong
        log.write(logging.ERROR, "internal error", error=error)
        return Outcome(key=item.name, asked=item.version, status=Status.FAILED, code="InternalError", worker=name)

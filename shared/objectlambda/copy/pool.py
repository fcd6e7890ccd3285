"""Worker processes: one a core, each loads the functions once and has a few objects under way at a time.

Processes are spawned, so nothing of the parent's threads or sockets comes along. An object under way in a worker that
dies is tried once more, alone in its worker: the one that kills it is found out and recorded, the others are copied.

Parent and worker speak in tuples: ``(number, batch)`` goes to the worker, or ``None`` where it is to begin no more
items; ``(number, outcomes, is_last)`` comes back, ``None`` once the worker is ready, and a text where it cannot be.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from objectlambda import log
from objectlambda.copy.batches import Batch, Batches, Limits, alone
from objectlambda.copy.failures import Stop
from objectlambda.copy.job import MIB, Item, Job, Outcome, Status
from objectlambda.copy.scanning import Scanner
from objectlambda.copy.worker import Worker
from objectlambda.errors import ObjectLambdaError

POLL_SECONDS = 0.2
DRAIN_SECONDS = 10.0
"""When the run is stopped, objects under way have so long to finish. Then they are aborted."""
ABORT_SECONDS = 10.0
TELL_SECONDS = 0.5
"""A worker sends the outcomes of a batch after so long, though the batch is not done."""
MOST_BYTES_UNDER_WAY = 32 * MIB
"""A worker that has more bytes than this under way is given no third batch, to bound its memory."""
LIMITS = Limits(seconds=0.25, least_seconds=0.01, items=64)
MOST_FAILED_STARTS = 3
DIED = "WorkerDied"
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Where nothing else is set, NumPy's products run in one thread: the other cores belong to the other workers."""


class WorkersFailed(Exception):
    """Workers cannot be started, or end before they are ready."""


@dataclass(slots=True)
class _Process:
    """A worker process as its parent sees it."""

    process: Any
    connection: Connection
    name: str
    ready: bool = False
    alone: bool = False  # it has an object that may have killed another worker
    under_way: dict[int, Batch] = field(default_factory=dict)  # by their numbers
    done: dict[int, int] = field(default_factory=dict)  # how many outcomes of a batch are known

    def has_room(self, most: int) -> bool:
        """Whether it should be given one of at most ``most`` batches."""
        size = sum(batch.size for batch in self.under_way.values())
        return not self.alone and len(self.under_way) < (most if size < MOST_BYTES_UNDER_WAY else min(most, 2))


class Pool:
    """Runs items, all distinct, through ``processes`` workers of ``job``.

    Each worker has at most twice ``job.transfers`` batches at hand.
    """

    def __init__(self, job: Job, processes: int) -> None:
        self._job, self._count = job, processes
        self._workers: list[_Process] = []
        self._number = self._failed_starts = 0
        self._suspects: deque[Item] = deque()
        self._batches = 0
        self._context = multiprocessing.get_context("spawn")

    def outcomes(self, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        """What became of each of ``items``, as it is known. After ``stop`` no more are begun.

        Raises:
            WorkersFailed: no worker can be started.
        """
        try:
            for _ in range(self._count):
                self._start()
            yield from self._run(items, stop)
        finally:
            self._end()

    def _run(self, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        source: Batches | None = Batches(items, self._count * self._job.transfers, LIMITS)
        until: float | None = None
        while True:
            if stop.is_set():
                if until is None:
                    source, until = None, time.monotonic() + DRAIN_SECONDS
                    self._begin_no_more()
                self._suspects.clear()
                if time.monotonic() > until:
                    return
            source = self._fill(source)
            if source is None and not self._suspects and not any(w.under_way for w in self._workers):
                return
            for connection in wait([worker.connection for worker in self._workers], POLL_SECONDS):
                worker = next(w for w in self._workers if w.connection is connection)
                outcomes = list(self._receive(worker))
                if source is not None:
                    source.learn(outcomes)
                yield from outcomes

    def _fill(self, source: Batches | None) -> Batches | None:
        """Hand out what there is room for, to all workers in turn; gives the source, or ``None`` where it has ended."""
        for worker in self._workers:
            if self._suspects and worker.ready and not worker.under_way:
                worker.alone = True
                self._send(worker, alone(self._suspects.popleft()))
        for round_ in range(1, 2 * self._job.transfers + 1):
            for worker in self._workers:
                if source is None:
                    return None
                if worker.ready and worker.has_room(round_):
                    batch = source.next()
                    if batch is None:
                        return None
                    self._send(worker, batch)
        return source

    def _send(self, worker: _Process, batch: Batch) -> None:
        self._batches += 1
        worker.under_way[self._batches], worker.done[self._batches] = batch, 0
        try:
            worker.connection.send((self._batches, batch.items))
        except OSError:
            pass  # it has died; reading from its connection will show it

    def _begin_no_more(self) -> None:
        """Have the workers begin no more items."""
        for worker in self._workers:
            try:
                worker.connection.send(None)
            except OSError:
                pass  # it has died

    def _receive(self, worker: _Process) -> Iterator[Outcome]:
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace_worker(worker)
            return
        if isinstance(message, tuple):
            number, outcomes, is_last = message
            worker.done[number] += len(outcomes)
            if is_last:
                del worker.under_way[number], worker.done[number]
                worker.alone = worker.alone and bool(worker.under_way)
            yield from outcomes
        elif isinstance(message, str):
            raise WorkersFailed(message)
        else:
            worker.ready = True

    def _replace_worker(self, worker: _Process) -> Iterator[Outcome]:
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join()
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= MOST_FAILED_STARTS:
                raise WorkersFailed(f"workers end with code {worker.process.exitcode} before they are ready")
        for item in _left(worker):
            if worker.alone:
                yield Outcome(
                    key=item.name,
                    asked=item.version,
                    status=Status.FAILED,
                    code=DIED,
                    worker=worker.name,
                    attempts=2,
                )
            else:
                self._suspects.append(item)
        self._start()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        name = str(self._number)
        self._number += 1
        process = self._context.Process(target=serve, args=(self._job, theirs, name), daemon=True)
        try:
            process.start()
        except OSError as error:
            raise WorkersFailed(f"a worker cannot be started: {error.strerror}") from error
        theirs.close()
        self._workers.append(_Process(process=process, connection=ours, name=name))

    def _end(self) -> None:
        """End the workers: at once where they have nothing to do, else they abort what is under way first."""
        for worker in self._workers:
            if worker.under_way:
                worker.process.terminate()
            worker.connection.close()
        until = time.monotonic() + ABORT_SECONDS
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _left(worker: _Process) -> Iterator[Item]:
    """The items of which no outcome is known."""
    for number, batch in worker.under_way.items():
        yield from batch.items[worker.done[number] :]


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
        if job.destination is None:
            work = Scanner(worker).scan
        else:
            worker.check()
            work = worker.copy
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


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

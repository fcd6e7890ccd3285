"""Worker processes: one a core, each loads the functions once and has a few objects under way at a time.

Processes are spawned, so nothing of the parent's threads or sockets comes along. An object under way in a worker that
dies is tried once more, alone in its worker: the one that kills it is found out and recorded, the others are copied.

:mod:`objectlambda.copy.serve` is what runs in a worker, and says in what messages the two speak.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from objectlambda.copy.batches import Batch, Batches, Limits, alone
from objectlambda.copy.job import MIB, Item, Job, Outcome, Status
from objectlambda.copy.serve import serve
from objectlambda.spawning import start_uninterrupted

POLL_SECONDS = 0.2
DRAIN_SECONDS = 10.0
"""When the run is stopped, objects under way have so long to finish. Then they are aborted."""
ABORT_SECONDS = 10.0
MOST_BYTES_UNDER_WAY = 32 * MIB
"""A worker that has more bytes than this under way is given no third batch, to bound its memory."""
LIMITS = Limits(seconds=0.25, least_seconds=0.01, items=64)
MOST_FAILED_STARTS = 3
DIED = "WorkerDied"


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

    @property
    def work(self) -> int:
        """How much it has to do, in bytes."""
        return sum(batch.work for batch in self.under_way.values())

    def has_room(self, most: int, share: float | None) -> bool:
        """Whether it should be given one of at most ``most`` batches, where ``share`` is its part of all there is."""
        if self.alone or (share is not None and self.under_way and self.work >= share):
            return False
        size = sum(batch.size for batch in self.under_way.values())
        return len(self.under_way) < (most if size < MOST_BYTES_UNDER_WAY else min(most, 2))


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
                if worker.ready and worker.has_room(round_, self._share(source)):
                    batch = source.next()
                    if batch is None:
                        return None
                    self._send(worker, batch)
        return source

    def _share(self, source: Batches) -> float | None:
        """A worker's part of what is to be done, once the end is known.

        Without it the worker that is ready first takes what the others could do at the same time.
        """
        left = source.left()
        return None if left is None else (left + sum(worker.work for worker in self._workers)) / self._count

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
            start_uninterrupted(process)
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


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

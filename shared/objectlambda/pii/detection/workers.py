"""Detection on several cores: one process for each core, with an analyzer of its own.

Only processes and pipes are used: queues, pools and locks of ``multiprocessing`` need /dev/shm, which Lambda does not
have. The pipes carry marshalled lists, texts and numbers, and only between our own processes. The first windows of a
text are analyzed in the calling process, so that small objects need no worker and the first result does not wait for
workers to start.
"""

from __future__ import annotations

import atexit
import marshal
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from objectlambda.pii.detection.protocols import Job, TextAnalyzer
from objectlambda.pii.detection.stream import analyze, known_types
from objectlambda.pii.entities import Entity, Field
from objectlambda.spawning import start_uninterrupted

_FIRST_JOBS = 4
"""How many jobs the calling process does: about 64 KB of text."""
_AHEAD = 2
"""How many jobs each worker has: one in work, one waiting in its thread's queue."""


class ParallelAnalyzer:
    """An analyzer that spreads the windows of a text over ``processes`` worker processes.

    Workers start with the first text that needs them, and stay. Any number of threads may use them at the same time.
    Each worker loads the package's analyzer (about 100 MB).
    """

    def __init__(self, local: TextAnalyzer, processes: int, *, recognizers_file: str = "", model: str = "") -> None:
        self._local = local
        self._made_of = (recognizers_file, model)
        self._processes = processes
        self._starting = threading.Lock()
        self._executor: ThreadPoolExecutor | None = None
        self._mine = threading.local()
        self._workers: list[_Worker] = []

    @property
    def types(self) -> frozenset[str]:
        """Every type that can be found."""
        return known_types(self._local)

    @property
    def process_ids(self) -> list[int]:
        """The ids of the worker processes that run."""
        return [worker.process_id for worker in self._workers]

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = "en",
        fields: Sequence[Sequence[Field]] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[list[Entity]]:
        """The entities of each text, found by the calling process."""
        return self._local.analyze_many(
            texts, language_code=language_code, fields=fields, entity_types=entity_types, threshold=threshold
        )

    def analyze_ahead(self, jobs: Iterator[Job]) -> Iterator[list[list[Entity]]]:
        """Yields the entities of each job's texts in order, while later jobs are already under way."""
        for job in islice(jobs, _FIRST_JOBS):
            yield analyze(self._local, job)
        first = next(jobs, None)
        if first is None:
            return
        executor = self._start_workers()
        under_way: deque[Future[list[list[Entity]]]] = deque()
        try:
            for job in chain([first], jobs):
                under_way.append(executor.submit(self._work, job))
                if len(under_way) >= self._processes * _AHEAD:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()

    def close(self) -> None:
        """Ends the workers; the next text starts new ones."""
        with self._starting:
            executor, self._executor = self._executor, None
            workers, self._workers = self._workers, []
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)
        for worker in workers:
            worker.stop()

    def _start_workers(self) -> ThreadPoolExecutor:
        with self._starting:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(self._processes, "pii-worker", self._start_worker)
                atexit.register(self.close)
            return self._executor

    def _start_worker(self) -> None:
        # Each thread of the executor has one process.
        worker = _Worker(self._made_of)
        self._mine.worker = worker
        self._workers.append(worker)

    def _work(self, job: Job) -> list[list[Entity]]:
        worker: _Worker = self._mine.worker
        return worker.analyze(job)


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, made_of: tuple[str, str]) -> None:
        context = multiprocessing.get_context("spawn")  # other threads may hold locks that a fork would copy
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=serve, args=(theirs, *made_of), daemon=True)
        start_uninterrupted(self._process)
        theirs.close()

    @property
    def process_id(self) -> int:
        """The process's id."""
        return self._process.pid or 0

    def analyze(self, job: Job) -> list[list[Entity]]:
        """The entities of the job's texts; raises RuntimeError if the process has ended or failed."""
        try:
            self._pipe.send_bytes(_encode(job))
            reply = marshal.loads(self._pipe.recv_bytes())  # noqa: S302 - written by our own process
        except (EOFError, OSError) as error:
            raise RuntimeError("a detection process ended unexpectedly") from error
        if isinstance(reply, str):
            raise RuntimeError(f"a detection process failed: {reply}")
        return [[Entity(*entity) for entity in entities] for entities in reply]

    def stop(self) -> None:
        """Ends the process."""
        self._pipe.close()
        self._process.join(timeout=5)
        if self._process.is_alive():
            self._process.terminate()


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(pipe: Connection, recognizers_file: str, model: str) -> None:
    """The main function of a worker process: reads jobs from ``pipe`` and writes results until the pipe is closed."""
    from objectlambda.pii.detection.local_analyzer import local_analyzer

    analyzer = local_analyzer(recognizers_file, model)
    while True:
        try:
            job = _decode(pipe.recv_bytes())
        except EOFError:
            return
        try:
            found = analyze(analyzer, job)
            reply = marshal.dumps([[(str(e.type), e.start, e.end, e.score) for e in entities] for entities in found])
        except Exception as error:  # noqa: BLE001 - the caller is told its kind; the message could quote content
            reply = marshal.dumps(type(error).__qualname__)
        pipe.send_bytes(reply)


def _encode(job: Job) -> bytes:
    fields = [[tuple(field) for field in fields] for fields in job.fields]
    types = None if job.entity_types is None else sorted(job.entity_types)
    return marshal.dumps([list(job.texts), fields, job.language_code, types, job.threshold])


def _decode(message: bytes) -> Job:
    texts, fields, language_code, types, threshold = marshal.loads(message)  # noqa: S302 - written by our own process
    return Job(
        texts=texts,
        fields=[[Field(*field) for field in window] for window in fields],
        language_code=language_code,
        entity_types=types,
        threshold=threshold,
    )

"""The same work on a Dask cluster: the client lists and writes the report, the cluster's workers make the copies.

A plugin gives each worker the job once, so that a task is no more than a batch of items. For each thread at most a few
tasks are at the scheduler. Credentials and secrets are those of the workers' own environment; no task holds one.
"""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from objectlambda import __version__
from objectlambda.copy.batches import Batch, Batches, Limits, alone
from objectlambda.copy.failures import Stop
from objectlambda.copy.job import MIB, Item, Job, Outcome, Status
from objectlambda.copy.pool import DIED, POLL_SECONDS, WorkersFailed
from objectlambda.copy.work import work_of
from objectlambda.copy.worker import Worker
from objectlambda.errors import InvalidSettings, ObjectLambdaError

WAITING_FOR_EACH_THREAD = 2
"""Tasks at the scheduler for each thread of a worker: one under way, and one that is there when it ends."""
LIMITS = Limits(seconds=1.0, least_seconds=0.1, items=256, bytes=4 * MIB)
"""A task costs about 10 ms of processor time at client, scheduler and worker, so it should take much longer."""
CONNECT_SECONDS = 30
OTHER_VERSION = "OtherVersion"
GONE = "the scheduler went away; go on with --resume"
_TRIES = 2  # an object whose worker ended is tried a second time, alone

_JOBS: dict[str, tuple[Stop, Callable[[Item], Outcome]]] = {}
"""The jobs of this process by name: the event that stops the job, and the function that copies an item.

A plugin writes an entry before a task reads it, and tasks do not write, so threads need no lock.
"""


class DaskEngine:
    """Runs items on the cluster of the scheduler at ``address``.

    Raises:
        InvalidSettings: Dask is not installed.
    """

    def __init__(self, job: Job, address: str, connect_seconds: float = CONNECT_SECONDS) -> None:
        try:
            import distributed  # noqa: F401 - only whether it is there
        except ImportError as error:
            raise InvalidSettings("--scheduler needs Dask: pip install 'objectlambda[dask]'") from error
        self._job, self._address, self._connect_seconds = job, address, connect_seconds
        self._name = f"objectlambda-{uuid.uuid4().hex}"
        self._threads = 1  # of all workers
        self._under_way: dict[Any, Batch] = {}
        self._suspects: deque[Item] = deque()
        self._alone: Any = None  # the task of an item that may have ended a worker

    def outcomes(self, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        """What became of each of ``items``. After ``stop`` no more are begun, and what is under way is aborted.

        Raises:
            WorkersFailed: the scheduler cannot be reached, or went away, or a worker cannot run the job.
        """
        from distributed import Client

        try:
            client: Any = Client(self._address, timeout=self._connect_seconds, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError) as error:
            raise WorkersFailed(f"no answer from the scheduler at {self._address}") from error
        try:
            self._prepare(client)
            yield from self._run(client, items, stop)
        finally:
            self._end(client)

    def _prepare(self, client: Any) -> None:
        workers = client.scheduler_info(n_workers=-1)["workers"]
        if not workers:
            raise WorkersFailed("the cluster has no workers")
        for where, version in client.run(installed_version).items():
            if version != __version__:
                raise WorkersFailed(f"the worker {where} has objectlambda {version}, and this is {__version__}")
        try:
            client.register_plugin(plugin(self._job, self._name))
        except Exception as error:  # Dask raises here what the worker raised
            raise WorkersFailed(f"a worker cannot run the job: {error}") from error
        self._threads = sum(worker["nthreads"] for worker in workers.values())

    def _run(self, client: Any, items: Iterator[Item], stop: threading.Event) -> Iterator[Outcome]:
        source: Batches | None = Batches(items, self._threads, LIMITS)
        aborted = False
        while True:
            if stop.is_set() and not aborted:
                source, aborted = None, True
                self._suspects.clear()
                client.run(abort, self._name)
            source = self._fill(client, source)
            if not self._under_way:
                if source is None and not self._suspects:
                    return
                continue
            done = self._ended(client)
            if client.status != "running":
                raise WorkersFailed(GONE)
            for future in done:
                outcomes = list(self._outcomes(future))
                if source is not None:
                    source.learn(outcomes)
                yield from outcomes

    def _ended(self, client: Any) -> list[Any]:
        """The tasks that have ended, well or not. Waits a moment for the first."""
        from distributed import wait

        waiting: Any = wait
        try:
            with client.as_current():
                waiting(list(self._under_way), timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
        except (TimeoutError, CancelledError):
            pass  # each task's status says how it ended
        return [future for future in self._under_way if future.status != "pending"]

    def _fill(self, client: Any, source: Batches | None) -> Batches | None:
        while source is not None and len(self._under_way) < WAITING_FOR_EACH_THREAD * self._threads:
            batch = source.next()
            if batch is None:
                source = None
                break
            self._submit(client, batch)
        if source is None and self._suspects and not self._under_way:
            self._alone = self._submit(client, alone(self._suspects.popleft()))
        return source

    def _submit(self, client: Any, batch: Batch) -> Any:
        future = client.submit(run_items, self._name, __version__, batch.items, pure=False)
        self._under_way[future] = batch
        return future

    def _outcomes(self, future: Any) -> Iterator[Outcome]:
        from distributed import KilledWorker

        items = self._under_way.pop(future).items
        outcomes: list[Outcome] | None = None
        ended = False
        try:
            outcomes = future.result()
        except CancelledError:
            ended = True  # the worker ended before the result was fetched from it
        except Exception as error:  # noqa: BLE001 - Dask raises here what the worker raised
            ended = isinstance(error, KilledWorker)
        if outcomes is not None:
            yield from outcomes
            return
        future.release()
        if ended and future is not self._alone:
            self._suspects.extend(items)
            return
        code = DIED if ended else "InternalError"
        for item in items:
            yield Outcome(key=item.name, asked=item.version, status=Status.FAILED, code=code, attempts=_TRIES)

    def _end(self, client: Any) -> None:
        try:
            if client.status == "running":
                client.cancel(list(self._under_way), force=True)
                client.unregister_worker_plugin(self._name)
        except Exception:  # noqa: BLE001, S110 - the cluster is gone, and with it what was to be taken away
            pass
        finally:
            self._under_way.clear()
            client.close(timeout=5)


def plugin(job: Job, name: str) -> Any:
    """A worker plugin that sets ``job`` up under ``name``."""
    from distributed import WorkerPlugin

    class JobPlugin(WorkerPlugin):
        """Gives a worker its job."""

        def __init__(self, job: Job, name: str) -> None:
            self.job, self.name = job, name

        def setup(self, worker: Any) -> None:
            prepare(self.job, self.name, str(worker.address))

        def teardown(self, worker: Any) -> None:
            del worker
            _JOBS.pop(self.name, None)

    return JobPlugin(job, name)


def prepare(job: Job, name: str, address: str) -> None:
    """Set ``job`` up in this process.

    Raises:
        RuntimeError: it cannot be run here, with what is wrong.
    """
    try:
        worker = Worker(job, address)
        work = work_of(worker)
    except ObjectLambdaError as error:
        raise RuntimeError(str(error)) from error
    _JOBS[name] = worker.stop, work


def run_items(name: str, version: str, items: Sequence[Item]) -> list[Outcome]:
    """What became of each of ``items``: a task of the cluster."""
    if version != __version__:
        return [Outcome(key=i.name, asked=i.version, status=Status.FAILED, code=OTHER_VERSION) for i in items]
    _, work = _JOBS[name]
    return [work(item) for item in items]


def abort(name: str) -> None:
    """Abort what a worker has under way of a job."""
    if name in _JOBS:
        _JOBS[name][0].set()


def installed_version() -> str:
    """The version of this package where it is called."""
    return __version__

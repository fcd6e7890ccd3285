"""What a worker does with each item of its job: copy it or scan it."""

from __future__ import annotations

from collections.abc import Callable

from objectlambda.copy.job import Item, Outcome
from objectlambda.copy.worker import Worker


def work_of(worker: Worker) -> Callable[[Item], Outcome]:
    """What ``worker`` does with an item: copy it, or scan it where its job has no destination.

    Raises:
        ObjectLambdaError: the job cannot be run.
    """
    if worker.job.destination is None:
        from objectlambda.copy.scanning import Scanner  # copies by other functions need none of its libraries

        return Scanner(worker).scan
    worker.check()
    return worker.copy

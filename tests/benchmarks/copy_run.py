"""One run of ``objectlambda copy``, timed from within: the start of workers and their end are told apart from the work.

    python -m tests.benchmarks.copy_run --cores 1 SOURCE DESTINATION --function decompress --workers 1

Prints one JSON object: ``start`` are the seconds until the first worker asks for objects, ``seconds`` those from then
to the last outcome, ``cpu`` the processor seconds of the command and its workers, start included, ``mebibytes`` the
largest process, and ``memory`` the resident MiB of the command and of its largest worker after each ``--every``
objects.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from objectlambda.cli import copy as command
from objectlambda.cli.main import parser_of
from objectlambda.copy.job import Item, Outcome
from objectlambda.copy.listing import list_items
from objectlambda.copy.places import open_store
from objectlambda.copy.report import Earlier
from objectlambda.copy.run import Run
from objectlambda.copy.summary import Summary


def resident(pid: int) -> float:
    """The MiB of a process that are in memory."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:  # it has ended
        return 0.0
    return pages * resource.getpagesize() / 2**20


def children(pid: int) -> list[int]:
    """The processes that ``pid`` has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cores", type=int, default=0, help="use so many cores (default: all)")
    parser.add_argument("--every", type=int, default=0, help="measure memory after so many objects")
    own, rest = parser.parse_known_args()
    if own.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-own.cores :])
    begun = time.monotonic()
    arguments = parser_of(["copy"]).parse_args(["copy", *rest, "--quiet"])
    plan = command._plan(arguments)
    ready = last = 0.0
    memory: list[tuple[float, float]] = []

    def items(_: object) -> Iterator[Item]:
        nonlocal ready
        ready = time.monotonic()
        yield from list_items(open_store(plan.job.source))

    def tell(_: Outcome, summary: Summary) -> None:
        nonlocal last
        last = time.monotonic()
        if own.every and summary.objects % own.every == 0:
            memory.append((resident(os.getpid()), max(map(resident, children(os.getpid())))))

    run = Run(replace(plan, items=items), tell)
    summary = run.go(command._engine(arguments, plan.job), None, Earlier())
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    said = {
        "start": ready - begun,
        "seconds": last - ready,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "mebibytes": max(one.ru_maxrss for one in used) / 1024,
        "memory": memory,
    }
    print(json.dumps(said))
    return int(summary.errors > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Detection by 4 threads against one: ``python -m tests.benchmarks.threads``. The exit status is 1 below the target.

Documents of 2 KB, with words of their own each, are read by one thread and by 4, in turn, many times. What counts is
the time of all rounds together, by the clock and by the processor; the second tells what threads cost each other on a
busy machine. The best round of each would not do: single rounds of the same kind differ by half. Rules hold Python's
lock, so 4 threads are not to be faster, only not slower.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "concurrency"))

from documents import documents

from objectlambda.pii import detect

THREADS = 4
TARGET = 0.95
COUNT = 60


def seconds(texts: list[str], threads: int) -> tuple[float, float]:
    """How long ``threads`` take for all of ``texts``, by the clock and by the processor."""
    with ThreadPoolExecutor(threads) as pool:
        started, worked = time.perf_counter(), time.process_time()
        list(pool.map(detect, texts))
        return time.perf_counter() - started, time.process_time() - worked


def main() -> int:
    """Print the table; 1 where the target is missed by the clock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=24)
    rounds = parser.parse_args().rounds
    detect("Call Ann Bell on 206-555-0100.")  # loads what is loaded once
    size = sum(map(len, documents(COUNT))) / 1e6
    taken: dict[int, list[tuple[float, float]]] = {1: [], THREADS: []}
    for number in range(rounds):
        # New words each time: a word that is known costs no thread anything.
        for threads in (1, THREADS) if number % 2 else (THREADS, 1):
            taken[threads].append(seconds(documents(COUNT, seed=100 * number + threads), threads))
    total = {threads: [sum(column) for column in zip(*times, strict=True)] for threads, times in taken.items()}
    print("| threads | MB/s by the clock | by the processor |\n| --- | --: | --: |")
    for threads, times in total.items():
        print(f"| {threads} | {' | '.join(f'{size * rounds / each:.2f}' for each in times)} |")
    clock, processor = (one / many for one, many in zip(total[1], total[THREADS], strict=True))
    print(f"\n{THREADS} threads do {clock:.2f} of what one does, by the processor {processor:.2f} (at least {TARGET})")
    return 0 if clock >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())

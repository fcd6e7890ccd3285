"""Detection by 4 threads against one: ``python -m tests.benchmarks.threads``. The exit status is 1 below the target.

The same documents of 2 KB, with words of their own each, are read by one thread and by 4, in turn, several times; what
counts is the median of the ratios. Rules hold Python's lock, so 4 threads are not to be faster, only not slower.
"""

from __future__ import annotations

import argparse
import statistics
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


def seconds(texts: list[str], threads: int) -> float:
    """How long ``threads`` take for all of ``texts``."""
    with ThreadPoolExecutor(threads) as pool:
        started = time.perf_counter()
        list(pool.map(detect, texts))
        return time.perf_counter() - started


def main() -> int:
    """Print the table; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    detect("Call Ann Bell on 206-555-0100.")  # loads what is loaded once
    size = sum(map(len, documents(COUNT))) / 1e6
    speeds: dict[int, list[float]] = {1: [], THREADS: []}
    for number in range(rounds):
        # New words each time: a word that is known costs no thread anything.
        for threads in (1, THREADS) if number % 2 else (THREADS, 1):
            speeds[threads].append(size / seconds(documents(COUNT, seed=100 * number + threads), threads))
    ratio = statistics.median(many / one for one, many in zip(speeds[1], speeds[THREADS], strict=True))
    print("| threads | MB/s |\n| --- | --- |")
    for threads, measured in speeds.items():
        print(f"| {threads} | {statistics.median(measured):.2f} |")
    print(f"\n{THREADS} threads do {ratio:.2f} of what one does (target: at least {TARGET})")
    return 0 if ratio >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())

"""100,000 mixed requests, some broken off: ``python -m tests.benchmarks.soak [--requests N] [--only ADAPTER]``.

Prints resident memory, descriptors and threads after each tenth; exits with 1 where memory or descriptors grew.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.clients.traffic import ACCESS_POINTS, descriptors, requests, resident_bytes, threads, write_objects
from tests.waiting import eventually

from objectlambda.demo.serving import serving

TENTHS = 10
GROWTH = 1.05
"""Memory after the last tenth, of what it was half-way: pools and caches are filled by then, and a leak of 64 bytes for
each of 50,000 requests would show."""
MAX_DESCRIPTORS = 60
ADAPTERS = {"inprocess": (), "cached": ("--cache", "kept"), "wire": ("--wire",)}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--only", choices=ADAPTERS)
    asked = parser.parse_args(arguments)
    runners = [asked.only] if asked.only else list(ADAPTERS)
    passed = [_soak(runner, asked.requests) for runner in runners]
    return 0 if all(passed) else 1


def _soak(runner: str, total: int) -> bool:
    print(f"{runner}\n| requests | seconds | resident MiB | descriptors | threads |\n|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_objects(folder / "objects")
        options = [str(folder / word) if word == "kept" else word for word in ADAPTERS[runner]]
        with serving([str(folder / "objects"), *ACCESS_POINTS, *options]) as served:
            host, _, port = served.url.removeprefix("http://").partition(":")
            started, memory = time.monotonic(), []
            for tenth in range(TENTHS):
                requests(host, int(port), total // TENTHS, seed=1 + 100 * tenth)
                memory.append(resident_bytes(served.pid))
                seconds = time.monotonic() - started
                cells = (f"{memory[-1] / 2**20:.0f}", descriptors(served.pid), threads(served.pid))
                print(
                    f"| {total // TENTHS * (tenth + 1):,} | {seconds:.0f} | {' | '.join(map(str, cells))} |", flush=True
                )
            flat = memory[-1] < memory[TENTHS // 2 - 1] * GROWTH
            # Kept-alive connections are given back by and by.
            eventually(lambda: descriptors(served.pid) <= MAX_DESCRIPTORS, 40, every=0.5)
            left = descriptors(served.pid)
    print(f"memory {'flat' if flat else 'GREW'}, {left} descriptors in the end\n")
    return flat and left <= MAX_DESCRIPTORS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

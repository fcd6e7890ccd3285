"""All benchmarks, one after the other: ``python -m tests.benchmarks [--quick] [NAME …]``. Markdown on stdout.

Progress goes to stderr, at the end with a table of what ran, for how long, and how it ended. ``--quick`` does the same
with less text, fewer runs and fewer requests: it shows that everything runs, and its figures are for a look only. A
benchmark that lacks a program is skipped, and the reason is said. Each runs in a process of its own, so that none
inherits another's memory or threads. The exit status is 1 if one of them failed or missed a target.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ZIPS = ROOT / "build" / "lambda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A module of this package, its arguments in a quick run, and what it needs beside the environment."""

    name: str
    quick: tuple[str, ...] = ()
    program: str = ""
    zips: bool = False

    def missing(self) -> str:
        """What it lacks, as a reason to skip it; empty where it can run."""
        if self.program and shutil.which(self.program) is None:
            return f"{self.program} is not installed (make system-deps)"
        if self.zips and not list(ZIPS.glob("*.zip")):
            return f"there are no zips in {ZIPS.relative_to(ROOT)} (make layers)"
        return ""


BENCHMARKS = (
    Benchmark(name="decompress", quick=("--quick",)),
    Benchmark(name="ranges", quick=("--mib", "32", "--ranges", "16")),
    Benchmark(name="end_to_end", quick=("--mib", "32", "--runs", "1")),
    Benchmark(name="pii", quick=("--quick",)),
    Benchmark(name="pii_redaction", quick=("--quick",)),
    Benchmark(name="threads", quick=("--rounds", "1")),
    Benchmark(name="gateway", quick=("--quick",), program="wrk"),
    Benchmark(name="soak", quick=("--requests", "2000")),
    Benchmark(name="copy", quick=("--quick",)),
    Benchmark(name="deploy", quick=("--quick",), zips=True),
)


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named, all by default."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="less of everything, for a look")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(each.name for each in BENCHMARKS))
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - {each.name for each in BENCHMARKS}):
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    chosen = [each for each in BENCHMARKS if each.name in options.names or not options.names]
    ends = [(each.name, *run(each, quick=options.quick)) for each in chosen]
    print("| benchmark | seconds | end |\n| --- | --: | --- |", file=sys.stderr)
    for name, seconds, end in ends:
        print(f"| {name} | {seconds:.0f} | {end} |", file=sys.stderr)
    return int(any(end.startswith("failed") for _, _, end in ends))


def run(benchmark: Benchmark, *, quick: bool) -> tuple[float, str]:
    """Run one benchmark; its seconds, and how it ended."""
    print(f"== {benchmark.name}", file=sys.stderr, flush=True)
    if reason := benchmark.missing():
        print(f"{benchmark.name} is skipped: {reason}\n", flush=True)
        return 0.0, f"skipped: {reason}"
    command = [sys.executable, "-m", f"tests.benchmarks.{benchmark.name}", *(benchmark.quick if quick else ())]
    started = time.monotonic()
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    print(flush=True)
    return time.monotonic() - started, f"failed or missed a target (exit status {code})" if code else "as promised"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Copies of whole folders: ours, ``rclone copy`` raw, and ``rclone copy`` through the gateway.

    python -m tests.benchmarks.copy            # 10,000 objects of 10 KB, 20 of 50 MB: about five minutes
    python -m tests.benchmarks.copy --quick    # a fifth of the objects

Redaction is measured with a share of the objects, since it takes about a millisecond for 1.5 KB. Rates are net of the
start of processes, which is measured with a copy of nothing. Processor seconds are those of the command and its
workers; on a machine that others use only they can be compared. Dask's workers and the gateway run by themselves, so
their processor seconds are not told. MiB is the largest process of the command.

Targets: two workers do 1.8 times what one does, and Dask does .9 of what the embedded workers do.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import eventually

from objectlambda.demo.serving import serving

LINE = "2026-11-28T17:00:%02d host%d app[%d]: user%d@example.com logged in from 10.0.%d.%d, the weather is fine\n"
OWN = [sys.executable, "-m", "objectlambda.cli.main", "copy"]
RCLONE = str(Path(sys.executable).with_name("rclone"))
FUNCTIONS = ("decompress", "pii_redaction")
TWO_WORKERS, DASK = 1.8, 0.9

# One thread for a BLAS, as for workers in production: two would use the other worker's core.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", AWS_EC2_METADATA_DISABLED="true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objects:
    """A folder of gzipped logs: how many, and their size uncompressed."""

    folder: Path
    count: int
    size: int

    @property
    def name(self) -> str:
        return f"{self.count:,} of {self.size / 1e6:g} MB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command took."""

    seconds: float
    cpu: float
    mebibytes: float


def text(size: int, seed: int) -> bytes:
    """``size`` bytes of a log, with a mail address in each line."""
    lines = []
    length = number = 0
    while length < size:
        line = LINE % (number % 60, seed % 7, number, number * 31 + seed, number % 256, seed % 256)
        lines.append(line)
        length += len(line)
        number += 1
    return "".join(lines).encode()[:size]


def filled(folder: Path, count: int, size: int) -> Objects:
    """``count`` gzipped objects of ``size`` bytes each."""
    folder.mkdir()
    block_bytes = min(size, 500_000)
    block = gzip.compress(text(block_bytes, 1), 6)
    for number in range(count):
        content = gzip.compress(text(size, number), 6) if size <= 100_000 else block * (size // block_bytes)
        (folder / f"{number:06}.log.gz").write_bytes(content)
    return Objects(folder=folder, count=count, size=size)


def timed(command: Sequence[str | Path], **environ: str) -> Run:
    """What ``command`` took, with the processes that it started."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, env={**os.environ, **environ}
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds=seconds, cpu=used.ru_utime + used.ru_stime, mebibytes=used.ru_maxrss / 1024)


class Table:
    """Prints a row for each run, and remembers the rates."""

    def __init__(self, to: Path) -> None:
        self._to, self._number = to, 0
        self.seconds: dict[tuple[str, str, str], float] = {}
        print("| objects | function | how | seconds | of CPU | objects/s | MB/s | MiB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")

    def destination(self) -> Path:
        """A folder that no run has written to."""
        self._number += 1
        return self._to / f"{self._number:02}"

    def add(
        self, objects: Objects, function: str, how: str, run: Run, start: float = 0.0, *, alone: bool = True
    ) -> None:
        """A row; ``start`` are the seconds that are no part of the rates, ``alone`` says that CPU and MiB are whole."""
        net = run.seconds - start
        seconds = net if net > run.seconds / 5 else run.seconds  # on a busy machine the start may seem longer
        self.seconds[objects.name, function, how] = seconds
        rate, bulk = objects.count / seconds, objects.count * objects.size / seconds / 1e6
        own = (
            f"{run.cpu:.1f} | {rate:,.0f} | {bulk:.1f} | {run.mebibytes:.0f}"
            if alone
            else f"– | {rate:,.0f} | {bulk:.1f} | –"
        )
        print(f"| {objects.name} | {function} | {how} | {run.seconds:.1f} | {own} |", flush=True)

    def ratio(self, objects: Objects, function: str, slow: str, fast: str) -> float:
        """How many times as fast ``fast`` is as ``slow``."""
        return self.seconds[objects.name, function, slow] / self.seconds[objects.name, function, fast]


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """``dask scheduler`` and two workers of one process each; yields the scheduler's address."""
    from distributed import Client

    file = folder / "scheduler.json"
    common = ["--host", "127.0.0.1", "--scheduler-file", str(file), "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    module = [sys.executable, "-m"]
    scheduler = subprocess.Popen(
        [*module, "distributed.cli.dask_scheduler", *common, "--port", "0", "--no-show"], **quiet
    )
    workers = ["--nworkers", "2", "--nthreads", "4", "--memory-limit", "0"]
    worker = subprocess.Popen([*module, "distributed.cli.dask_worker", *common, *workers], **quiet)
    try:
        eventually(file.exists, 60)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            yield client.scheduler.address
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait()


def through_gateway(table: Table, objects: Objects, function: str) -> None:
    """``rclone copy`` from an access point of the gateway."""
    remote = {"TYPE": "s3", "PROVIDER": "Other", "ACCESS_KEY_ID": "bench", "SECRET_ACCESS_KEY": "bench-bench-bench"}
    with serving([str(objects.folder), "--access-point", f"point={function}"]) as served:
        environ = {
            f"RCLONE_CONFIG_GATEWAY_{name}": value for name, value in (remote | {"ENDPOINT": served.url}).items()
        }
        # A redacted object's size is known only when it is made.
        command = [RCLONE, "copy", "gateway:point", table.destination(), "--ignore-size", "--ignore-checksum"]
        run = timed(command, RCLONE_CONFIG="", RCLONE_CONFIG_GATEWAY_FORCE_PATH_STYLE="true", **environ)
    table.add(objects, function, "rclone copy through the gateway", run, alone=False)


def copies(table: Table, objects: Objects, function: str, scheduler: str) -> None:
    """Our copies by one worker, by two, and on Dask."""
    ways = {f"{number} worker{'s' * (number > 1)}": ["--workers", str(number)] for number in (1, 2)}
    ways["Dask, 2 workers"] = ["--scheduler", scheduler]
    for how, options in ways.items():
        common = [*OWN, objects.folder]
        rest = ["--function", function, "--quiet", *options]
        start = timed([*common, table.destination(), *rest, "--include", "none"])
        run = timed([*common, table.destination(), *rest])
        table.add(objects, function, how, run, start.seconds, alone="Dask" not in how)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a fifth of the objects")
    share = 5 if parser.parse_args().quick else 1
    ratios = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        table = Table(folder)
        small, large = (
            filled(folder / "small", 10_000 // share, 10_000),
            filled(folder / "large", 20 // share, 50_000_000),
        )
        some_small = filled(folder / "some-small", 1_000 // share, 10_000)
        some_large = filled(folder / "some-large", 4, 5_000_000 // share)
        for objects in (small, large):
            table.add(
                objects, "–", "rclone copy, as stored", timed([RCLONE, "copy", objects.folder, table.destination()])
            )
        with cluster(folder) as scheduler:
            for function, chosen in (("decompress", (small, large)), ("pii_redaction", (some_small, some_large))):
                for objects in chosen:
                    through_gateway(table, objects, function)
                    copies(table, objects, function, scheduler)
                    two = table.ratio(objects, function, "1 worker", "2 workers")
                    dask = table.ratio(objects, function, "2 workers", "Dask, 2 workers")
                    ratios.append((objects.name, function, two, dask))
    print("\n| objects | function | two workers over one (1.8) | Dask over embedded (.9) |\n| --- | --- | --- | --- |")
    for name, function, two, dask in ratios:
        print(f"| {name} | {function} | {two:.2f} | {dask:.2f} |")
    return int(any(two < TWO_WORKERS or dask < DASK for _, _, two, dask in ratios))


if __name__ == "__main__":
    sys.exit(main())

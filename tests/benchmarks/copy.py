"""Copies of whole folders: ours, ``rclone copy`` raw, and ``rclone copy`` through the gateway.

    python -m tests.benchmarks.copy            # 10,000 objects of 10 KB, 20 of 50 MB: about ten minutes
    python -m tests.benchmarks.copy --quick    # a fifth of the objects
    python -m tests.benchmarks.copy --memory   # 100,000 objects: what the command and its workers hold

Ours is steady work: a run is timed from the moment the first worker asks for objects to the last outcome, and the
start is told beside it. "1 core" is one worker that may use one core, "2 cores" two workers on two: one worker with
four objects under way already decompresses on both. Rounds are interleaved, and the best of each counts. rclone's
seconds are those of the whole command; those through the gateway are without its start. Processor seconds are those
of the command and its workers, start included; Dask's workers and the gateway run by themselves, so theirs are not
told. Redaction is measured with a share of the objects, since it takes one to two milliseconds for 1 KB of such a
log.

Targets: two cores do 1.8 times what one does, and Dask does .9 of what the embedded workers do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
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
OWN = [sys.executable, "-m", "tests.benchmarks.copy_run"]
RCLONE = str(Path(sys.executable).with_name("rclone"))
ONE, TWO, DASK = "1 core", "2 cores", "Dask, 2 workers"
LEAST_TWO, LEAST_DASK = 1.8, 0.9
MOST_GROWTH = 8.0
"""MiB that 90,000 more objects may cost a process."""

# Dask's workers get what ours set for themselves, one thread for a BLAS, and run without their profiler.
os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", AWS_EC2_METADATA_DISABLED="true")
os.environ.update(DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED="False")


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
    start: float | None = None


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
    for number in range(count):
        block = gzip.compress(text(block_bytes, number), 6)
        (folder / f"{number:06}.log.gz").write_bytes(block * (size // block_bytes))
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


def steady(*options: str | Path) -> Run:
    """What a copy of ours took, without its start."""
    command = [*OWN, *map(str, options)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout)
    return Run(seconds=said["seconds"], cpu=said["cpu"], mebibytes=said["mebibytes"], start=said["start"])


class Table:
    """Prints a row for each run, and remembers the seconds of the fastest."""

    def __init__(self, to: Path) -> None:
        self._to, self._number = to, 0
        self.seconds: dict[tuple[str, str, str], float] = {}
        print("| objects | function | how | start | seconds | of CPU | objects/s | MB/s | MiB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")

    @contextmanager
    def destination(self) -> Iterator[Path]:
        """A folder that no run has written to, removed afterwards."""
        self._number += 1
        folder = self._to / f"{self._number:02}"
        yield folder
        shutil.rmtree(folder)

    def add(self, objects: Objects, function: str, how: str, run: Run, *, alone: bool = True) -> None:
        """A row; ``alone`` says that CPU and MiB are whole."""
        name = (objects.name, function, how)
        self.seconds[name] = min(run.seconds, self.seconds.get(name, run.seconds))
        rate, bulk = objects.count / run.seconds, objects.count * objects.size / run.seconds / 1e6
        start = "" if run.start is None else f"{run.start:.1f}"
        cpu, memory = (f"{run.cpu:.1f}", f"{run.mebibytes:.0f}") if alone else ("", "")
        cells = (*name, start, f"{run.seconds:.2f}", cpu, f"{rate:,.0f}", f"{bulk:.1f}", memory)
        print(f"| {' | '.join(cells)} |", flush=True)

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
        with table.destination() as to:
            command = [RCLONE, "copy", "gateway:point", to, "--ignore-size", "--ignore-checksum"]
            run = timed(command, RCLONE_CONFIG="", RCLONE_CONFIG_GATEWAY_FORCE_PATH_STYLE="true", **environ)
    table.add(objects, function, "rclone copy through the gateway", run, alone=False)


def copies(table: Table, objects: Objects, function: str, scheduler: str, rounds: int) -> None:
    """Our copies on one core, on two, and on Dask."""
    ways = {
        ONE: ("--cores", "1", "--workers", "1"),
        TWO: ("--cores", "2", "--workers", "2"),
        DASK: ("--scheduler", scheduler),
    }
    for _ in range(rounds):
        for how, options in ways.items():
            with table.destination() as to:
                run = steady(*options, objects.folder, to, "--function", function)
            table.add(objects, function, how, run, alone=how != DASK)


def memory(folder: Path) -> int:
    """Copies 100,000 objects of 200 bytes by two workers; prints what is in memory after each 10,000."""
    objects = filled(folder / "tiny", 100_000, 200)
    options = ["--every", "10000", objects.folder, folder / "to", "--function", "decompress", "--workers", "2"]
    done = subprocess.run([*OWN, *map(str, options)], stdout=subprocess.PIPE, check=True)
    held = json.loads(done.stdout)["memory"]
    print("| objects | command, MiB | largest worker, MiB |\n| --- | --- | --- |")
    for number, (command, worker) in enumerate(held, start=1):
        print(f"| {number * 10_000:,} | {command:.1f} | {worker:.1f} |")
    return int(any(held[-1][who] > held[0][who] + MOST_GROWTH for who in (0, 1)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a fifth of the objects")
    parser.add_argument("--memory", action="store_true", help="measure memory over 100,000 objects instead")
    parser.add_argument("--rounds", type=int, default=2, help="how often our copies are measured (default: 2)")
    parser.add_argument("--only", default="", help="the objects and functions whose name contains it")
    arguments = parser.parse_args()
    share = 5 if arguments.quick else 1
    ratios = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if arguments.memory:
            return memory(folder)
        small = filled(folder / "small", 10_000 // share, 10_000)
        large = filled(folder / "large", 20 // share, 50_000_000)
        some_small = filled(folder / "some-small", 1_000 // share, 10_000)
        some_large = filled(folder / "some-large", 8, 5_000_000 // share)
        table = Table(folder)
        for objects in (small, large):
            with table.destination() as to:
                table.add(objects, "", "rclone copy, as stored", timed([RCLONE, "copy", objects.folder, to]))
        with cluster(folder) as scheduler:
            for function, chosen in (("decompress", (small, large)), ("pii_redaction", (some_small, some_large))):
                for objects in chosen:
                    if arguments.only not in f"{objects.name} {function}":
                        continue
                    through_gateway(table, objects, function)
                    copies(table, objects, function, scheduler, arguments.rounds)
                    two = table.ratio(objects, function, ONE, TWO)
                    dask = table.ratio(objects, function, TWO, DASK)
                    ratios.append((objects.name, function, two, dask))
    print("\n| objects | function | two cores over one (1.8) | Dask over embedded (.9) |\n| --- | --- | --- | --- |")
    for name, function, two, dask in ratios:
        print(f"| {name} | {function} | {two:.2f} | {dask:.2f} |")
    return int(any(two < LEAST_TWO or dask < LEAST_DASK for _, _, two, dask in ratios))


if __name__ == "__main__":
    sys.exit(main())

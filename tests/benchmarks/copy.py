"""Copies of whole folders: objects and bytes a second, beside ``rclone copy`` of the same, on one and two workers.

    python -m tests.benchmarks.copy            # 10,000 objects of 10 KB, 20 of 50 MB
    python -m tests.benchmarks.copy --small    # a hundredth of the objects

Processor seconds are told beside those of the clock: on a machine that others use only the first can be compared.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINE = "2026-11-28T17:00:%02d host%d app[%d]: user%d@example.com logged in from 10.0.%d.%d, the weather is fine\n"


def text(size: int, seed: int) -> bytes:
    """About ``size`` bytes of a log, a mail address in each line."""
    lines = []
    length = number = 0
    while length < size:
        line = LINE % (number % 60, seed % 7, number, number * 31 + seed, number % 256, seed % 256)
        lines.append(line)
        length += len(line)
        number += 1
    return "".join(lines).encode()[:size]


def filled(folder: Path, count: int, size: int) -> int:
    """``count`` gzipped objects of ``size`` bytes; gives how many bytes they have together, uncompressed."""
    folder.mkdir()
    block = gzip.compress(text(min(size, 1_000_000), 1), 6)
    for number in range(count):
        content = gzip.compress(text(size, number), 6) if size <= 100_000 else block * (size // 1_000_000)
        (folder / f"{number:06}.log.gz").write_bytes(content)
    return count * size


def timed(command: list[str]) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor, and the largest process in MiB, of a command and its children."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, used, after.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="a hundredth of the objects")
    small = parser.parse_args().small
    own = [sys.executable, "-m", "objectlambda.cli.main", "copy"]
    rclone = str(Path(sys.executable).with_name("rclone"))
    print(f"{'objects':28}{'what':34}{'seconds':>9}{'of CPU':>9}{'objects/s':>11}{'MB/s':>8}{'MiB':>6}")
    with tempfile.TemporaryDirectory() as temporary:
        for count, size in ((100 if small else 10_000, 10_000), (1 if small else 20, 50_000_000)):
            source = Path(temporary, f"source-{size}")
            total = filled(source, count, size)
            runs = [("rclone copy, as stored", [rclone, "copy", str(source)])]
            for function in ("decompress", "pii_redaction"):
                for workers in (1, 2):
                    command = [*own, str(source), "--function", function, "--workers", str(workers), "--quiet"]
                    runs.append((f"{function}, {workers} worker{'s' * (workers > 1)}", command))
            for number, (name, command) in enumerate(runs):
                at = 3 if command[0] == rclone else 5  # the destination stands behind the source
                to = str(Path(temporary, f"to-{size}-{number}"))
                seconds, used, peak = timed([*command[:at], to, *command[at:]])
                print(
                    f"{f'{count:,} of {size / 1e6:g} MB':28}{name:34}{seconds:9.1f}{used:9.1f}"
                    f"{count / seconds:11.0f}{total / seconds / 1e6:8.1f}{peak:6.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

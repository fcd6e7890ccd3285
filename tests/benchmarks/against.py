"""This checkout's speed against another revision's, in one run: ``python -m tests.benchmarks.against REVISION``.

Processor time of detection, redaction and decompression, of cold starts and of the command line's start, as ratios: 1.2
means that the other revision needs 1.2 times as long. Each revision runs in processes of its own, with one thread in
BLAS, on the same inputs; they take turns, and the best of the rounds counts, since what else a machine does only adds
time. The other revision is taken from git, but runs with this checkout's packages. The exit status is 1 where a ratio
is below .97.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks import material, pii_texts

_ROOT = Path(__file__).resolve().parents[2]
_MIB = 1024 * 1024
_LEAST = 0.97
_CHARACTERS = 600_000
_FORMATS = ("gzip", "zlib", "bzip2", "zstd", "snappy", "zip")
_DECODED = 256
"""MiB of text in the files that are decompressed."""
_DETECT = "from objectlambda.pii import detect\ndetect('Call Ann Bell on 206-555-0100.')"
_HANDLER = "from objectlambda.decompress import DECOMPRESS\nfrom objectlambda.{} import lambda_handler\n"


class Side:
    """One revision: the folder of its package, and a process that reads texts."""

    def __init__(self, package: Path, compiled: Path) -> None:
        self.package = package
        self._compiled = compiled
        moved = (package / "objectlambda/cli").is_dir()
        self.command = "objectlambda.cli.main" if moved else "objectlambda.cli"
        self.handler = _HANDLER.format("aws.lambda_handler" if moved else "lambda_handler")
        self._reader: subprocess.Popen[str] | None = None

    def _environment(self) -> dict[str, str]:
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        ours = {
            "PYTHONPATH": f"{self.package}{os.pathsep}{_ROOT}",
            "PYTHONPYCACHEPREFIX": str(self._compiled),  # both find all their modules compiled
            "PYTHONDONTWRITEBYTECODE": "",
        }
        return os.environ | one_thread | ours

    def process(self, *arguments: str) -> float:
        """Processor seconds of a whole Python process."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, *arguments]
        subprocess.run(command, check=True, cwd=self.package, env=self._environment(), stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def read(self, work: str, kind: str, characters: int = _CHARACTERS) -> float:
        """Processor seconds of detection or redaction in a text of that kind, in a process that is warm."""
        if self._reader is None:
            self._reader = subprocess.Popen(
                [sys.executable, "-m", "tests.benchmarks.against", "--answer"],
                cwd=self.package,
                env=self._environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for each in pii_texts.ALL_LINES:
                self.read("redact", each, _CHARACTERS // 8)
        assert self._reader.stdin is not None and self._reader.stdout is not None
        print(json.dumps([work, kind, characters]), file=self._reader.stdin, flush=True)
        return float(self._reader.stdout.readline())

    def close(self) -> None:
        """End the process that reads texts."""
        if self._reader is not None:
            self._reader.communicate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One line of the table."""

    name: str
    seconds: Callable[[Side], float]


def cases() -> Iterator[Case]:
    """Everything that is measured."""
    for work in WORK:
        for kind in pii_texts.ALL_LINES:
            yield Case(name=f"{work}, {kind}", seconds=partial(Side.read, work=work, kind=kind))
    for form in _FORMATS:
        yield Case(name=f"run decompress, {form}", seconds=partial(_decompress, form))
    yield Case(name="run decompress, a small file", seconds=_small)
    yield Case(name="cold start, decompression's handler", seconds=lambda side: side.process("-c", side.handler))
    yield Case(name="cold start, detection", seconds=lambda side: side.process("-c", _DETECT))


def _decompress(form: str, side: Side) -> float:
    path = material.compressed(form, _DECODED * _MIB)
    return side.process("-m", side.command, "run", "--quiet", "decompress", str(path))


def _small(side: Side) -> float:
    path = material.FOLDER / "small.txt.gz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(b"A small file.\n"))
    return side.process("-m", side.command, "run", "--quiet", "decompress", str(path))


def _detect(text: str) -> None:
    from objectlambda.pii import detect_stream

    for _ in detect_stream(iter([text])):
        pass


def _redact(text: str) -> None:
    from objectlambda.pii.redaction import redact

    for _ in redact(iter([text.encode()])):
        pass


WORK: dict[str, Callable[[str], None]] = {"detect": _detect, "redact": _redact}


def _answer() -> None:
    """Do what the lines of standard input ask for, one after the other, and tell the processor seconds of each."""
    for line in sys.stdin:
        work, kind, characters = json.loads(line)
        text = pii_texts.text(kind, characters)
        started = time.process_time()
        WORK[work](text)
        print(time.process_time() - started, flush=True)


def measured(case: Case, ours: Side, theirs: Side, rounds: int) -> tuple[str, float]:
    """A line of Markdown and the ratio: the best round of each, whose rounds take turns."""
    best, other = float("inf"), float("inf")
    for number in range(rounds + 1):
        for side in (ours, theirs) if number % 2 else (theirs, ours):
            seconds = case.seconds(side)
            if number == 0:
                continue  # files come into the page cache, texts are made
            if side is ours:
                best = min(best, seconds)
            else:
                other = min(other, seconds)
    return f"| {case.name} | {other:.3f} | {best:.3f} | {other / best:.2f} |", other / best


def taken(revision: str, folder: Path) -> Path:
    """The package as it was in ``revision``, in ``folder``."""
    command = ["git", "archive", revision, "shared"]
    archive = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder / "shared"


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where a ratio is below the least that is allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("revision", nargs="?", default="HEAD", help="any name of a commit (default: HEAD)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="lines of the table whose name contains this")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.answer:
        _answer()
        return 0
    slower = 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = Side(_ROOT / "shared", folder / "ours")
        theirs = Side(taken(options.revision, folder), folder / "theirs")
        stack.callback(ours.close)
        stack.callback(theirs.close)
        print(f"| processor seconds | {options.revision} | this checkout | ratio |\n|---|---|---|---|")
        for case in cases():
            if options.only in case.name:
                line, ratio = measured(case, ours, theirs, options.rounds)
                slower += ratio < _LEAST
                print(line, flush=True)
    return int(slower > 0)


if __name__ == "__main__":
    sys.exit(main())

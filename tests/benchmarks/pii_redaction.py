"""Speed and memory of redaction end to end: bytes in, bytes out, against the detector in the same run.

    python -m tests.benchmarks.pii_redaction [--quick] [--memory]

Redaction of 5 MB each of prose, CSV with personal data and JSON logs in processor seconds of this process, which a busy
machine does not change, and its ratio to `detect`. The first byte of a 100 MB log. Two worker processes: the processor
seconds of all processes, from which follows how much faster two free cores are at most. With --memory, resident memory
(`VmRSS`) while 1 GiB of logs passes. KB and MB are powers of ten.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# One core: a BLAS that starts threads of its own would measure several. Read before NumPy is first imported.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from tests.benchmarks import pii_texts  # noqa: E402  # imports nothing numeric, but stands behind the rule above
from tests.benchmarks.pii import KB, MB, Figure  # noqa: E402  # the same

_CHUNK = 256 * 1024
_RESIDENT_LIMIT = 500
_KEPT = 0.85
_SPEEDUP = 1.6
_FIRST_BYTE_SECONDS = 0.5


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    begun = clock()
    work()
    return clock() - begun


def _chunks(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))


def speed(size: int) -> Iterator[Figure]:
    """KB/s of redaction by text and mode, and what is left of the detector's speed."""
    from objectlambda.pii import detect
    from objectlambda.pii.redaction import Mode, Redaction, redact

    for kind in pii_texts.LINES:
        text = pii_texts.text(kind, size)
        data = text.encode()
        detect(text[: 200 * KB])
        alone = min(_seconds(lambda text=text: detect(text)) for _ in range(3))
        for mode in (Mode.MASK, Mode.REPLACE_WITH_PII_ENTITY_TYPE, Mode.FAKE):
            redaction = Redaction(mode=mode, secret=b"a key of 16 bytes")
            taken = min(
                _seconds(lambda data=data, redaction=redaction: sum(map(len, redact(_chunks(data), redaction))))
                for _ in range(3)
            )
            kept = alone / taken
            bound = mode is not Mode.FAKE
            yield Figure(name=f"{kind}, {mode.name}", value=len(data) / taken / KB, unit="KB/s")
            yield Figure(
                name=f"{kind}, {mode.name}, of the detector's speed", value=kept, unit="x",
                bound=f">= {_KEPT}" if bound else "", met=kept >= _KEPT if bound else None,
            )  # fmt: skip


def first_byte() -> Iterator[Figure]:
    """Wall seconds from the first chunk of a 100 MB log to the first redacted one, warm."""
    from objectlambda.pii.redaction import redact

    source = (chunk.encode() for chunk in pii_texts.chunks("JSON logs", 100 * MB))
    list(redact(_chunks(pii_texts.text("JSON logs", 100 * KB, seed="warm").encode())))

    def begin() -> None:
        for chunk in redact(source):
            if chunk:
                return

    seconds = _seconds(begin, time.perf_counter)
    yield Figure(
        name="first byte of a 100 MB log", value=seconds, unit="s", bound=f"< {_FIRST_BYTE_SECONDS}",
        met=seconds < _FIRST_BYTE_SECONDS,
    )  # fmt: skip


def processes(size: int) -> Iterator[Figure]:
    """What two worker processes cost together, against one process alone."""
    from objectlambda.pii.detection.loading import local_analyzer
    from objectlambda.pii.detection.workers import ParallelAnalyzer
    from objectlambda.pii.redaction import redact

    local = local_analyzer()
    for kind in pii_texts.LINES:
        data = pii_texts.text(kind, size).encode()
        alone = _seconds(lambda data=data: list(redact(_chunks(data), analyzer=local)))
        parallel = ParallelAnalyzer(local, 2)
        try:
            list(redact(_chunks(data[: 600 * KB]), analyzer=parallel))  # starts the workers
            before = _processor_seconds(parallel.process_ids)
            own = _seconds(lambda data=data, parallel=parallel: list(redact(_chunks(data), analyzer=parallel)))
            theirs = _processor_seconds(parallel.process_ids) - before
        finally:
            parallel.close()
        # The main process and the workers share the cores; no stage may take longer than the whole.
        faster = alone / max((own + theirs) / 2, own)
        yield Figure(
            name=f"{kind}, two processes on two free cores", value=faster, unit="x", bound=f">= {_SPEEDUP}",
            met=faster >= _SPEEDUP,
        )  # fmt: skip


def memory(size: int) -> Iterator[Figure]:
    """MiB resident while `size` bytes of logs are redacted, the highest of a sample for each 10 MB."""
    from objectlambda.pii.redaction import redact

    highest, passed, told = 0.0, 0, 0
    for chunk in redact(chunk.encode() for chunk in pii_texts.chunks("JSON logs", size)):
        passed += len(chunk)
        if passed - told >= 10 * MB:
            told = passed
            status = Path("/proc/self/status").read_text(encoding="ascii")
            highest = max(highest, int(status.partition("VmRSS:")[2].split()[0]) / 1024)
    yield Figure(
        name=f"resident memory over {size / 2**20:.0f} MiB of logs", value=highest, unit="MiB",
        bound=f"< {_RESIDENT_LIMIT}", met=highest < _RESIDENT_LIMIT,
    )  # fmt: skip


def _processor_seconds(process_ids: Sequence[int]) -> float:
    ticks = 0
    for process_id in process_ids:
        fields = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measured(*, quick: bool = False, long_memory: bool = False) -> dict[str, list[Figure]]:
    """All figures by section; `quick` measures less text, for a look, not for the record."""
    size = 500 * KB if quick else 5 * MB
    sections = {
        "Redaction": list(speed(size)),
        "First byte": list(first_byte()),
        "Processes": list(processes(max(size, 2 * MB))),
    }
    if long_memory:
        sections["Memory"] = list(memory(2**30))
    return sections


def run(*, quick: bool = False, long_memory: bool = False) -> Iterator[str]:
    """The benchmark's Markdown, line by line."""
    yield from _markdown(measured(quick=quick, long_memory=long_memory))


def _markdown(sections: dict[str, list[Figure]]) -> Iterator[str]:
    yield f"## PII redaction: speed and memory\n\nPython {platform.python_version()}, {os.cpu_count()} cores.\n"
    for title, figures in sections.items():
        yield f"### {title}\n\n| figure | measured | bound | met |\n| --- | --- | --- | --- |"
        for figure in figures:
            met = "" if figure.met is None else "yes" if figure.met else "**no**"
            yield f"| {figure.name} | {figure.value:.3g} {figure.unit} | {figure.bound} | {met} |"
        yield ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; 1 when a bound is not met."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.pii_redaction")
    parser.add_argument("--quick", action="store_true", help="less text, for a look")
    parser.add_argument("--memory", action="store_true", help="resident memory over 1 GiB as well; takes minutes")
    options = parser.parse_args(arguments)
    sections = measured(quick=options.quick, long_memory=options.memory)
    sys.stdout.write("\n".join(_markdown(sections)) + "\n")
    return any(figure.met is False for figures in sections.values() for figure in figures)


if __name__ == "__main__":
    sys.exit(main())

"""Speed of PII detection: one core, one process, stock Presidio around the same spaCy pipeline in the same run.

    python -m tests.benchmarks.pii [--quick] [--memory] [--json FILE]

Throughput on 5 MB each of prose, CSV with personal data and JSON logs, and its ratio to stock Presidio. Stock Presidio
reads a sample of the same text, in documents of three sizes, since its cost grows with the square of the document (5 MB
in one would take hours, and spaCy refuses more than 1 MB): 100 KB, the most that Comprehend takes in a request; 4 KB,
which suits it best; 1 MB, for prose alone. It is measured around our pipeline, and around spaCy's usual NER. Then the
same speed from 10 KB to 50 MB; `contains` against `detect`; several processes; the cold start and what it is made of;
with --memory, resident memory over 210 MB. KB and MB are powers of ten, of text as UTF-8.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

# One core: a BLAS that starts threads of its own would measure several. Read before NumPy is first imported.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from tests.benchmarks import pii_texts  # noqa: E402  # imports nothing numeric, but stands behind the rule above

if TYPE_CHECKING:
    from spacy.language import Language

KB, MB = 1000, 1000 * 1000
_STOCK_PIECE = 4 * KB
_STOCK_DOCUMENT = 100 * KB  # the most that Comprehend takes in one request
_CONTAINS_PIECE = 64 * KB


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure and the bound it is held to; `met` is None where there is none."""

    name: str
    value: float
    unit: str
    bound: str = ""
    met: bool | None = None


def _say(text: str) -> None:
    sys.stderr.write(f"pii benchmark: {text}\n")
    sys.stderr.flush()


def _cpu_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process: with one thread they are wall seconds on a machine that nobody shares."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _bytes(text: str) -> int:
    return len(text.encode())


def _detect_all(text: str) -> int:
    from objectlambda.pii import detect

    return len(detect(text))


def _count(chunks: Iterator[str]) -> int:
    from objectlambda.pii import detect_stream

    return sum(1 for _ in detect_stream(chunks))


def _pieces(text: str, size: int) -> list[str]:
    """Pieces of about `size` characters, cut at ends of lines."""
    out: list[str] = []
    held: list[str] = []
    length = 0
    for line in text.splitlines(keepends=True):
        held.append(line)
        length += len(line)
        if length >= size:
            out.append("".join(held))
            held, length = [], 0
    return [*out, "".join(held)] if held else out


def _warm_up() -> None:
    for kind in pii_texts.LINES:
        _detect_all(pii_texts.text(kind, 100 * KB, seed="warm"))


def _usual_pipeline() -> Language:
    """A pipeline of spaCy's own NER architecture (HashEmbedCNN 96x4 and a transition parser), as Presidio usually runs.

    Trained for a few steps on generated documents, so that it finds about as much as there is: its speed is measured,
    not its quality.
    """
    import random

    import spacy
    from spacy.training import Example
    from thinc.api import fix_random_seed

    from evaluation.sets import s3_documents

    nlp = spacy.blank("en")
    tok2vec = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 4}
    tok2vec |= {"embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True}
    parser = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "extra_state_tokens": False}
    parser |= {"hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None, "tok2vec": tok2vec}
    nlp.add_pipe("ner", config={"model": parser})
    examples = []
    for record in s3_documents().records[:240:2]:
        doc = nlp.make_doc(record.text)
        spans = [doc.char_span(g.start, g.end, label=g.label) for g in record.gold if g.label in {"NAME", "ADDRESS"}]
        doc.ents = [span for span in spans if span is not None]
        examples.append(Example(nlp.make_doc(record.text), doc))
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(1)
    for _ in range(6):
        order.shuffle(examples)
        for start in range(0, len(examples), 20):
            nlp.update(examples[start : start + 20], sgd=optimizer)
    return nlp


def _stock_speed(stock: Callable[[str, str], object], text: str, piece: int) -> float:
    """KB/s of stock Presidio on the text in pieces."""
    pieces = _pieces(text, piece)

    def read() -> None:
        for each in pieces:
            stock(each, "en")

    return sum(map(_bytes, pieces)) / KB / _cpu_seconds(read)


def throughput(size: int, stock_size: int) -> Iterator[Figure]:
    """KB/s of `detect` on each text, of stock Presidio on its sample, and the ratios."""
    from evaluation.detector import shipped_pipeline
    from evaluation.stock import stock_presidio

    stock, usual = stock_presidio(shipped_pipeline()), stock_presidio(_usual_pipeline())
    for each in (stock, usual):
        each(pii_texts.text("CSV", 4 * KB, seed="warm"), "en")
    for kind, least in {"prose": 250, "CSV": 600, "JSON logs": 600}.items():
        text = pii_texts.text(kind, size)
        _say(f"{kind}: {size / MB:g} MB")
        rounds = [_cpu_seconds(lambda text=text: _detect_all(text)) for _ in range(2)]  # type: ignore[misc]
        ours = _bytes(text) / KB / min(rounds)
        yield Figure(name=f"{kind}, {size / MB:g} MB", value=ours, unit="KB/s", bound=f"≥ {least}", met=ours >= least)
        sample = text[:stock_size]
        if kind == "prose" and size >= 5 * MB:
            theirs = _stock_speed(stock, text[:MB], MB)
            yield Figure(name="prose, stock Presidio, same pipeline, one document of 1 MB", value=theirs, unit="KB/s")
            yield Figure(name="prose, ours : stock Presidio, same pipeline, 1 MB", value=ours / theirs, unit="x")
        for title, stock_detect, piece in (
            ("stock Presidio, same pipeline", stock, _STOCK_DOCUMENT),
            ("stock Presidio, same pipeline", stock, _STOCK_PIECE),
            ("stock Presidio, spaCy's usual NER", usual, _STOCK_PIECE),
        ):
            theirs = _stock_speed(stock_detect, sample, piece)
            name = f"{kind}, {title}, documents of {piece / KB:g} KB ({stock_size / KB:g} KB read)"
            yield Figure(name=name, value=theirs, unit="KB/s")
            ratio = ours / theirs
            name = f"{kind}, ours : {title}, {piece / KB:g} KB"
            if piece == _STOCK_DOCUMENT:
                yield Figure(name=name, value=ratio, unit="x", bound="≥ 15", met=ratio >= 15)
                continue
            yield Figure(name=name, value=ratio, unit="x")


def _speed(kind: str, size: int) -> float:
    """KB/s on texts of `size`: on several small ones, 2 MB together, or on one stream."""
    times = max(1, min(200, 2 * MB // size))
    if times == 1:
        parts = list(pii_texts.chunks(kind, size, seed="linear"))
        return sum(map(_bytes, parts)) / KB / _cpu_seconds(lambda: _count(iter(parts)))
    texts = [pii_texts.text(kind, size, seed=f"linear-{i}") for i in range(times)]
    return sum(map(_bytes, texts)) / KB / _cpu_seconds(lambda: [_count(iter([text])) for text in texts])


def linearity(kind: str, sizes: Sequence[int]) -> Iterator[Figure]:
    """KB/s at each size as a ratio to the speed on 1 MB, which is measured before and after it.

    What else the machine does changes the speed by more than 10 % from one minute to the next.
    """
    ratios = []
    before = _speed(kind, MB)
    for size in sizes:
        _say(f"linearity, {kind}: {size / KB:g} KB")
        rounds = []
        for _ in range(5 if size <= MB else 1):
            speed = _speed(kind, size)
            after = _speed(kind, MB)
            rounds.append((speed / statistics.mean((before, after)), speed))
            before = after
        ratio, speed = statistics.median_low(rounds)
        ratios.append(ratio)
        yield Figure(name=f"{kind}, {size / KB:g} KB", value=speed, unit="KB/s")
        yield Figure(name=f"{kind}, {size / KB:g} KB : 1 MB", value=ratio, unit="x")
    worst = max(abs(ratio - 1) for ratio in ratios)
    name = f"{kind}, largest deviation from the speed on 1 MB"
    yield Figure(name=name, value=100 * worst, unit="%", bound="≤ 10", met=worst <= 0.1)


def contains_against_detect(size: int) -> Iterator[Figure]:
    """How much faster `contains` answers than `detect` on pieces that hold personal data."""
    from objectlambda.pii import contains, detect

    for kind in pii_texts.LINES:
        pieces = _pieces(pii_texts.text(kind, size, seed="contains"), _CONTAINS_PIECE)
        all_of_it = _cpu_seconds(lambda pieces=pieces: [detect(p) for p in pieces])  # type: ignore[misc]
        answers: list[bool] = []
        first = _cpu_seconds(lambda pieces=pieces, answers=answers: answers.extend(contains(p) for p in pieces))  # type: ignore[misc]
        if not all(answers):
            raise AssertionError(f"{kind}: contains() denied personal data in a piece that has some")
        ratio = all_of_it / first
        name = f"{kind}, pieces of {_CONTAINS_PIECE / KB:g} KB: contains : detect"
        yield Figure(name=name, value=ratio, unit="x", bound="≥ 2", met=ratio >= 2)


def _read_alone(kind: str, size: int, seed: str, ready: Any) -> None:
    text = pii_texts.text(kind, size, seed=seed)
    _warm_up()
    ready.send("ready")
    ready.recv()
    begun = time.perf_counter()
    _detect_all(text)
    ready.send(time.perf_counter() - begun)


def _side_by_side(kind: str, size: int, processes: int) -> float:
    """Characters a second of all processes together."""
    context = multiprocessing.get_context("spawn")
    pipes, started = [], []
    for index in range(processes):
        mine, theirs = context.Pipe()
        process = context.Process(target=_read_alone, args=(kind, size, f"process-{index}", theirs))
        process.start()
        pipes.append(mine)
        started.append(process)
    for pipe in pipes:
        pipe.recv()
    begun = time.perf_counter()
    for pipe in pipes:
        pipe.send("go")
    for pipe in pipes:
        pipe.recv()
    seconds = time.perf_counter() - begun
    for process in started:
        process.join()
    return processes * size / seconds


def scaling(size: int) -> Iterator[Figure]:
    """Speed of one process for each core against that of one process (wall clock, so it wants a quiet machine)."""
    cores = len(os.sched_getaffinity(0))
    if cores < 2:
        return
    _say(f"{cores} processes")
    # In turn, and the best of each: one disturbed round would decide otherwise.
    rounds = [(_side_by_side("CSV", size, 1), _side_by_side("CSV", size, cores)) for _ in range(3)]
    alone, together = (max(speeds) for speeds in zip(*rounds, strict=True))
    share = together / alone / cores
    yield Figure(
        name=f"CSV, {cores} processes : {cores} x one", value=share, unit="x", bound="≥ 0.85", met=share >= 0.85
    )


_COLD = """
import json, pathlib, sys, time
def peak():  # not ru_maxrss, which begins with what the parent had when it forked
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
out, at = [], time.perf_counter()
def stage(name):
    global at
    now = time.perf_counter()
    out.append([name, now - at, peak()])
    at = time.perf_counter()
import objectlambda.pii
stage("import objectlambda.pii")
import presidio_analyzer
stage("import presidio_analyzer (with spaCy)")
analyzer = objectlambda.pii.default_analyzer()
stage("recognizers and model")
found = objectlambda.pii.detect(sys.stdin.read())
stage(f"first document")
json.dump([out, time.process_time()], sys.stdout)
"""


def cold_start() -> Iterator[Figure]:
    """A new interpreter: wall seconds of each stage (median of five) and resident memory after it."""
    document = pii_texts.text("prose", 4 * KB, seed="cold")
    runs: list[list[Any]] = []
    whole: list[float] = []
    bare: list[float] = []
    processor: list[float] = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        bare.append(time.perf_counter() - begun)
        done = subprocess.run([sys.executable, "-c", _COLD], input=document, capture_output=True, text=True, check=True)
        stages, seconds = json.loads(done.stdout)
        runs.append(stages)
        processor.append(seconds)
        whole.append(bare[-1] + sum(stage[1] for stage in stages))
    yield Figure(name="python itself", value=statistics.median(bare), unit="s")
    for index, (name, _, _) in enumerate(runs[0]):
        yield Figure(name=name, value=statistics.median(run[index][1] for run in runs), unit="s")
    total = statistics.median(whole)
    yield Figure(
        name="cold start in all, until the first document is read",
        value=total,
        unit="s",
        bound="≤ 2.0",
        met=total <= 2.0,
    )
    yield Figure(name="processor seconds of it", value=statistics.median(processor), unit="s")
    for index, (name, _, _) in enumerate(runs[0]):
        peak = statistics.median(run[index][2] for run in runs)
        if index < len(runs[0]) - 1:
            yield Figure(name=f"resident after: {name}", value=peak, unit="MiB")
            continue
        yield Figure(name=f"resident after: {name}", value=peak, unit="MiB", bound="≤ 350", met=peak <= 350)


def _resident() -> float:
    """MiB of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def memory(size: int) -> Iterator[Figure]:
    """Resident memory of one process while it reads `size` bytes of all three texts in turn."""
    levels: list[float] = []
    step = 10 * MB
    for index in range(size // step):
        kind = list(pii_texts.LINES)[index % 3]
        _count(pii_texts.chunks(kind, step, seed=f"memory-{index}"))
        levels.append(_resident())
        _say(f"memory: {(index + 1) * step / MB:g} MB read, {levels[-1]:.0f} MiB resident")
    settled = levels[min(2, len(levels) - 1)]  # each kind read once
    for index in sorted({0, min(2, len(levels) - 1), len(levels) // 2, len(levels) - 1}):
        yield Figure(name=f"resident after {(index + 1) * step / MB:g} MB", value=levels[index], unit="MiB")
    growth = max(levels) - settled
    yield Figure(
        name=f"growth from {3 * step / MB:g} MB to {size / MB:g} MB",
        value=growth,
        unit="MiB",
        bound="≤ 10",
        met=growth <= 10,
    )


def _table(title: str, figures: Sequence[Figure]) -> Iterator[str]:
    yield f"### {title}"
    yield ""
    yield "| figure | measured | bound | met |"
    yield "|---|--:|--:|--:|"
    for f in figures:
        digits = 0 if f.value >= 100 else 1 if f.value >= 10 else 2
        met = {None: "", True: "yes", False: "**NO**"}[f.met]
        yield f"| {f.name} | {f.value:.{digits}f} {f.unit} | {f.bound} | {met} |"
    yield ""


def measured(*, quick: bool = False, long_memory: bool = False) -> dict[str, list[Figure]]:
    """All figures by section; `quick` measures less text, for a look, not for the record."""
    size = 500 * KB if quick else 5 * MB
    sections: dict[str, list[Figure]] = {}
    sections["Cold start (new process)"] = list(cold_start())
    sections["Several processes"] = list(scaling(MB if quick else 4 * MB))
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        _warm_up()
        sections["Throughput, one core"] = list(throughput(size, 100 * KB))
        most = 2 * MB if quick else 50 * MB
        sizes = [s for s in (10 * KB, 100 * KB, MB, 10 * MB, 50 * MB) if s <= most]
        sections["The same speed at every size"] = list(linearity("JSON logs", sizes))
        sections["contains : detect"] = list(contains_against_detect(size))
        if long_memory:
            sections["Memory of a long-lived process"] = list(memory(210 * MB))
    finally:
        os.sched_setaffinity(0, allowed)
    return sections


def run(*, quick: bool = False, long_memory: bool = False) -> Iterator[str]:
    """The benchmark's Markdown, line by line."""
    yield from _markdown(measured(quick=quick, long_memory=long_memory))


def _markdown(sections: dict[str, list[Figure]]) -> Iterator[str]:
    yield "## PII detection: speed"
    yield ""
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}."
    yield ""
    for title, figures in sections.items():
        if figures:
            yield from _table(title, figures)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; 1 when a bound is not met."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.pii", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="less text, for a look")
    parser.add_argument("--memory", action="store_true", help="also read 210 MB and watch resident memory")
    parser.add_argument("--json", metavar="FILE", help="write the figures there as well")
    options = parser.parse_args(arguments)
    sections = measured(quick=options.quick, long_memory=options.memory)
    print("\n".join(_markdown(sections)))
    if options.json:
        raw = {title: [asdict(f) for f in figures] for title, figures in sections.items()}
        Path(options.json).write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    return int(any(f.met is False for figures in sections.values() for f in figures))


if __name__ == "__main__":
    sys.exit(main())

"""Scores of a tagger on the development sets: `python layers/pii-model/evaluate.py [--model DIR] [--errors SET]`.

A gold span counts as found when predictions of its label cover half of it; a prediction is right when half of it
lies in gold of its label. Documents without NAME and ADDRESS count as hit when either is predicted in them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE), str(REPOSITORY / "shared")]

import botocore
import corpora
from generate import Generator, is_held_out
from segments import Document

from objectlambda.pii.ner.storage import read_tagger
from objectlambda.pii.ner.tagging import Span, Tagger


def development_sets(shared: Path) -> Iterator[tuple[str, list[Document]]]:
    """(name, documents) of each set."""
    rows = [json.loads(line) for line in (shared / "pii/dev/presidio_synth.jsonl").read_text("utf-8").splitlines()]
    # Organisations and places of this set are not annotated throughout; those inside predictions are neither right nor wrong.
    yield (
        "presidio_synth",
        [
            Document(r["text"], tuple((s["start"], s["end"], s["label"].replace("OTHER:", "~")) for s in r["spans"]))
            for r in rows
        ],
    )
    for name in ("tab", "wikigold", "wnut17", "btc"):
        documents = corpora.read(shared / f"pii/train/{name}.jsonl")
        yield name, [document for index, document in enumerate(documents) if is_held_out(name, index)]
    yield "meddocan_dev", corpora.read(shared / "pii/train/meddocan_es_dev.jsonl")
    generator = Generator(shared, Path(botocore.__file__).parents[1], seed=99, part="dev")
    records, prose = generator.records, generator.prose
    from segments import document

    yield "synthetic records", [document(records.document(generator.language())) for _ in range(400)]
    yield "synthetic prose", [document(prose.people(generator.language())) for _ in range(400)]
    yield "synthetic cells", [document(records.cell(generator.language())) for _ in range(1500)]
    yield "synthetic logs", [document(records.log_lines(generator.language())) for _ in range(300)]
    yield "nobody records", [document(records.document(generator.language(), people=False)) for _ in range(300)]
    yield "nobody prose", [document(prose.nobody(generator.language())) for _ in range(400)]
    yield "nobody formal and code", list(generator.nobody(300))


def covered(start: int, end: int, others: list[tuple[int, int]]) -> int:
    """How many characters of [start, end) lie in `others`."""
    return sum(max(0, min(end, high) - max(start, low)) for low, high in others)


def score(documents: list[Document], found: list[list[Span]], label: str) -> tuple[int, int, int, int]:
    """Gold spans, those found, predictions, right ones."""
    gold = hits = predictions = right = 0
    for source, spans in zip(documents, found, strict=True):
        truth = [(s, e) for s, e, kind in source.spans if kind == label]
        other = [
            (s, e) for s, e, kind in source.spans if kind.startswith("~") or (kind != label and label == "ADDRESS")
        ]
        guesses = [(s.start, s.end) for s in spans if s.label == label]
        gold += len(truth)
        hits += sum(2 * covered(s, e, guesses) >= e - s for s, e in truth)
        for s, e in guesses:
            good = 2 * covered(s, e, truth) >= e - s
            if not good and 2 * covered(s, e, other) >= e - s and label == "ADDRESS":
                continue
            if (
                not good
                and any(source.spans)
                and 2 * covered(s, e, [(a, b) for a, b, k in source.spans if k.startswith("~")]) >= e - s
            ):
                continue
            predictions += 1
            right += good
    return gold, hits, predictions, right


def show_errors(documents: list[Document], found: list[list[Span]], count: int) -> None:
    """Print missed (-) and wrong (+) names and addresses with what stands around them."""
    rng = random.Random(0)
    lines = []
    for source, spans in zip(documents, found, strict=True):
        for label in ("NAME", "ADDRESS"):
            truth = [(s, e) for s, e, kind in source.spans if kind == label]
            guesses = [(s.start, s.end) for s in spans if s.label == label]
            for sign, some, others in (("-", truth, guesses), ("+", guesses, truth)):
                for s, e in some:
                    if 2 * covered(s, e, others) < e - s:
                        got = (
                            [
                                (x.label, source.text[x.start : x.end], x.score)
                                for x in spans
                                if x.start < e and s < x.end
                            ]
                            if sign == "-"
                            else [k for a, b, k in source.spans if a < e and s < b]
                        )
                        lines.append(
                            f"{sign}{label} {source.text[max(0, s - 50) : s]!r} >>{source.text[s:e]!r}<< {source.text[e : e + 40]!r} {got}"
                        )
    rng.shuffle(lines)
    print("\n".join(lines[:count]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("OBJECTLAMBDA_SHARED", REPOSITORY.parent / "shared"))
    )
    parser.add_argument("--model", type=Path, default=REPOSITORY / "shared" / "objectlambda" / "pii" / "model")
    parser.add_argument("--errors", help="print errors of this set")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--threshold", type=float)
    arguments = parser.parse_args()
    tagger: Tagger = read_tagger(arguments.model / "tagger")
    if arguments.threshold:
        tagger.thresholds = dict.fromkeys(tagger.thresholds, arguments.threshold)
    print(
        f"{'set':24s} {'docs':>5s} | {'NAME':>5s} {'rec':>5s} {'prec':>5s} {'F1':>5s} | {'ADDR':>5s} {'rec':>5s} {'prec':>5s} {'F1':>5s} | empty hit | KB/s"
    )
    for name, documents in development_sets(arguments.shared):
        if arguments.errors and arguments.errors != name:
            continue
        began = time.perf_counter()
        found = list(tagger.tag(d.text for d in documents))
        speed = sum(len(d.text) for d in documents) / (time.perf_counter() - began) / 1000
        cells = []
        for label in ("NAME", "ADDRESS"):
            gold, hits, predictions, right = score(documents, found, label)
            recall, precision = hits / max(gold, 1), right / max(predictions, 1)
            cells.append(
                f"{gold:5d} {recall:.3f} {precision:.3f} {2 * recall * precision / max(recall + precision, 1e-9):.3f}"
            )
        empty = [
            (d, f)
            for d, f in zip(documents, found, strict=True)
            if not any(k in ("NAME", "ADDRESS") for _, _, k in d.spans)
        ]
        hit = sum(any(s.label in ("NAME", "ADDRESS") for s in f) for _, f in empty)
        print(f"{name:24s} {len(documents):5d} | {' | '.join(cells)} | {hit:4d}/{len(empty):4d} | {speed:.0f}")
        if arguments.errors:
            show_errors(documents, found, arguments.count)


if __name__ == "__main__":
    main()

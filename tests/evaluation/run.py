"""Score the detector, with stock Presidio around the same spaCy pipeline beside it.

    python tests/evaluation/run.py [--report-only] [--json FILE] [--sets A,B] [--no-stock] [--quick]
                                   [--errors FILE] [--examples N]

Markdown goes to stdout, progress to stderr. The exit status is 1 when a target is missed, unless --report-only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

if __package__ in {None, ""}:  # run as a script: tests/ is the root that `evaluation` is found under
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from evaluation import report
from evaluation.detector import ours, shipped_pipeline
from evaluation.errors import analysis
from evaluation.scoring import Labelled, Scores, score, score_document
from evaluation.sets import EvaluationSet, Record, aws_case, evaluation_sets
from evaluation.targets import targets

Detect = Callable[[str, str, str], Sequence[Labelled]]
"""Gives the spans in a text, told its language and its file's name."""
_QUICK = {
    "s3_documents": 3,
    "s3_prose_names": 3,
    "written": 2,
    "presidio_synth": 10,
    "meddocan_es": 8,
    "tab_names": 10,
    "wnut17_names": 10,
    "strangers_a": 4,
    "strangers_b": 4,
    "detector_cases": 1,
}


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _every(chosen: EvaluationSet, step: int) -> EvaluationSet:
    return replace(chosen, records=chosen.records[::step])


def quick_sets(wanted: Collection[str] | None = None) -> list[EvaluationSet]:
    """A sample of each set, for tests."""
    return [_every(chosen, _QUICK[chosen.name]) for chosen in evaluation_sets(wanted)]


def predictions(detect: Detect, chosen: EvaluationSet, title: str) -> list[Sequence[Labelled]]:
    """What a detector says of each document, in the set's order."""
    begun = time.perf_counter()
    out: list[Sequence[Labelled]] = []
    told = begun
    for done, record in enumerate(chosen.records, 1):
        out.append(detect(record.text, record.lang, record.name))
        if (now := time.perf_counter()) - told > 10:
            told = now
            _say(f"  {title} on {chosen.name}: {done} of {len(chosen.records)}")
    size = sum(len(r.text) for r in chosen.records) / 1000
    _say(f"{title} on {chosen.name}: {len(out)} documents, {size:.0f} KB in {time.perf_counter() - begun:.1f} s")
    return out


def scored(chosen: EvaluationSet, found: Sequence[Sequence[Labelled]]) -> Scores:
    """The scores of a set."""
    return score(((r.gold, p) for r, p in zip(chosen.records, found, strict=True)), chosen.labels)


def _grouped(
    chosen: EvaluationSet, found: Sequence[Sequence[Labelled]], group: Callable[[Record], str]
) -> dict[str, Scores]:
    """The scores of each group of the set's documents, by the group's name."""
    groups: dict[str, Scores] = {}
    for record, predicted in zip(chosen.records, found, strict=True):
        score_document(groups.setdefault(group(record), Scores()), record.gold, predicted, chosen.labels)
    return dict(sorted(groups.items()))


def aws_exact(detect: Detect) -> bool | None:
    """Whether the spans in AWS's own case are exactly those that AWS masks; None when the case is not there."""
    case = aws_case()
    if case is None:
        return None
    text, expected = case
    found = sorted((p.start, p.end) for p in detect(text, "en", ""))
    for span in sorted(set(expected) ^ set(found)):
        _say(f"aws-cases: {'missing' if span in expected else 'extra'} span at {span}")
    return found == list(expected)


def _sections(
    sets: Sequence[EvaluationSet],
    found: dict[str, list[Sequence[Labelled]]],
    stock_found: dict[str, list[Sequence[Labelled]]],
    mine: dict[str, Scores],
    stock: dict[str, Scores],
) -> Iterator[str]:
    yield "## All sets"
    yield ""
    yield from report.overview(mine, stock)
    for chosen in sets:
        yield f"## {chosen.name}: by type"
        yield ""
        yield f"{len(chosen.records)} documents; {chosen.note}."
        yield ""
        yield from report.by_type(mine[chosen.name], stock.get(chosen.name))
        if chosen.name == "s3_documents":
            yield "### by shape of document"
            yield ""
            family = attrgetter("family")
            beside = _grouped(chosen, stock_found[chosen.name], family) if chosen.name in stock_found else {}
            yield from report.by_family(_grouped(chosen, found[chosen.name], family), beside)
        if chosen.by_kind:
            yield "### by language and kind of document"
            yield ""
            groups = (attrgetter("lang"), attrgetter("kind"))
            yield from report.by_kind([_grouped(chosen, found[chosen.name], group) for group in groups])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, and give the exit status."""
    parser = argparse.ArgumentParser(
        prog="evaluation", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    parser.add_argument(
        "--json", metavar="FILE", help="write the figures there as well (- for stdout, in place of Markdown)"
    )
    parser.add_argument("--errors", metavar="FILE", help="write the classes of our errors there, with examples")
    parser.add_argument("--examples", type=int, default=8, help="how many of each class (default: 8)")
    parser.add_argument("--sets", help="only these, by commas")
    parser.add_argument("--no-stock", action="store_true", help="leave stock Presidio out")
    parser.add_argument("--quick", action="store_true", help="a sample of each set, without stock Presidio")
    options = parser.parse_args(arguments)

    wanted = options.sets.split(",") if options.sets else None
    sets = quick_sets(wanted) if options.quick else evaluation_sets(wanted)
    detect = ours()
    found = {chosen.name: predictions(detect, chosen, "ours") for chosen in sets}
    mine = {chosen.name: scored(chosen, found[chosen.name]) for chosen in sets}
    stock_found: dict[str, list[Sequence[Labelled]]] = {}
    if not (options.no_stock or options.quick):
        from evaluation.stock import stock_presidio

        plain = stock_presidio(shipped_pipeline())
        stock_found = {chosen.name: predictions(plain, chosen, "stock Presidio") for chosen in sets}
    stock = {chosen.name: scored(chosen, stock_found[chosen.name]) for chosen in sets if chosen.name in stock_found}
    reached = targets(mine, stock, aws_exact(detect))

    if options.errors:
        lines = [line for chosen in sets for line in analysis(chosen, found[chosen.name], examples=options.examples)]
        Path(options.errors).parent.mkdir(parents=True, exist_ok=True)
        Path(options.errors).write_text("\n".join(lines) + "\n", encoding="utf-8")
    figures = {
        "ours": {name: report.as_json(s) for name, s in mine.items()},
        "stock_presidio": {name: report.as_json(s) for name, s in stock.items()},
        "targets": [{"figure": t.figure, "bound": t.bound, "measured": t.measured, "met": t.met} for t in reached],
    }
    if options.json == "-":
        print(json.dumps(figures, indent=1))
    else:
        if options.json:
            Path(options.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        print("# PII detection: measured quality\n")
        print("\n".join(_sections(sets, found, stock_found, mine, stock)))
        print("## Targets\n")
        print("\n".join(report.target_table(reached)))
    missed = sum(not t.met for t in reached)
    _say(f"{len(reached) - missed} of {len(reached)} targets met")
    return 0 if options.report_only or not missed else 1


if __name__ == "__main__":
    sys.exit(main())

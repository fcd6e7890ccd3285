"""Where the detector went wrong, by class, with a little of the text around it: for people who improve it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from evaluation.scoring import Labelled, covered
from evaluation.sets import EvaluationSet, Record

_AROUND = 45


def _snippet(record: Record, span: Labelled) -> str:
    before = record.text[max(span.start - _AROUND, 0) : span.start]
    after = record.text[span.end : span.end + _AROUND // 2]
    shown = f"{before}⟦{record.text[span.start : span.end]}⟧{after}"
    return shown.replace("\n", "⏎").replace("\t", "⇥").replace("`", "'")


def _classes(record: Record, predicted: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
    gold = record.gold
    for g in gold:
        if g.neutral:
            continue
        same = covered(g.start, g.end, (p for p in predicted if p.label == g.label))
        if same * 2 >= g.end - g.start:
            continue
        others = sorted({p.label for p in predicted if p.start < g.end and g.start < p.end})
        kind = f"{g.label} found as {'+'.join(others)}" if others else f"{g.label} missed"
        yield kind, f"{record.kind} {record.id}: `{_snippet(record, g)}`"
    for p in predicted:
        length = p.end - p.start
        right = covered(p.start, p.end, (g for g in gold if g.label == p.label)) * 2 >= length
        if right or p.neutral or covered(p.start, p.end, (g for g in gold if g.neutral)) * 2 >= length:
            continue
        under = sorted({g.label for g in gold if g.start < p.end and p.start < g.end})
        if under and any(covered(p.start, p.end, [g]) * 2 >= length for g in gold):
            continue  # told above, as a span found under another type
        kind = f"{p.label} false" + (f" (touches {'+'.join(under)})" if under else "")
        yield kind, f"{record.kind} {record.id}: `{_snippet(record, p)}`"


def analysis(chosen: EvaluationSet, predictions: Iterable[Sequence[Labelled]], *, examples: int = 8) -> Iterator[str]:
    """Markdown: the classes of errors of a set, most frequent first, with examples from distinct documents."""
    found: dict[str, list[str]] = defaultdict(list)
    for record, predicted in zip(chosen.records, predictions, strict=True):
        for kind, example in _classes(record, predicted):
            if chosen.labels is None or kind.split()[0] in chosen.labels:
                found[kind].append(example)
    yield f"## {chosen.name}"
    yield ""
    for kind, all_examples in sorted(found.items(), key=lambda item: -len(item[1])):
        yield f"- **{kind}**: {len(all_examples)}"
        step = max(len(all_examples) // examples, 1)
        for example in all_examples[::step][:examples]:
            yield f"  - {example}"
    yield ""

"""The scores as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluation.scoring import Scores, Tally
from evaluation.targets import Target


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table; every column but the first is right-aligned."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + "|".join(["---"] + ["--:"] * (len(header) - 1)) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _figures(tally: Tally) -> list[str]:
    return [
        f"{tally.recall:.3f}",
        f"{tally.recall_any:.3f}",
        f"{tally.precision:.3f}" if tally.predicted else "-",
        f"{tally.f():.3f}",
        f"{tally.f(2):.3f}",
        f"{tally.leak:.3f}",
    ]


_HEAD = ["recall", "any", "prec.", "F1", "F2", "leak"]


def _both(name: str, ours: Tally, stock: Tally | None) -> list[str]:
    row = [name, str(ours.gold), *_figures(ours)]
    return row + (_figures(stock) if stock is not None else [])


def overview(ours: Mapping[str, Scores], stock: Mapping[str, Scores]) -> Iterator[str]:
    """One row a set."""
    head = ["set", "spans", *_HEAD, *([f"stock {h}" for h in _HEAD] if stock else [])]
    rows = (_both(name, s.total(), stock[name].total() if name in stock else None) for name, s in ours.items())
    yield from table(head, rows)
    for name, scores in ours.items():
        if not scores.clean_documents or not any(t.gold for t in scores.by_label.values()):
            continue
        line = (
            f"Documents of {name} without gold labels: {scores.clean_documents}, hit by us {scores.clean_documents_hit}"
        )
        if name in stock:
            line += f", by stock Presidio {stock[name].clean_documents_hit}"
        yield line + "."
        yield ""


def by_type(ours: Scores, stock: Scores | None) -> Iterator[str]:
    """One row a label, most frequent first, then the micro average."""
    head = ["type", "spans", *_HEAD, *([f"stock {h}" for h in _HEAD] if stock else [])]
    labels = {label for label, t in ours.by_label.items() if t.gold or t.predicted}
    if stock:
        labels |= {label for label, t in stock.by_label.items() if t.gold or t.predicted}
    order = sorted(labels, key=lambda label: (-ours.by_label[label].gold, label))
    rows = [_both(label, ours.by_label[label], stock.by_label[label] if stock else None) for label in order]
    rows.append(_both("**all**", ours.total(), stock.total() if stock else None))
    yield from table(head, rows)


def by_family(ours: Mapping[str, Scores], stock: Mapping[str, Scores]) -> Iterator[str]:
    """One row a family of document shapes."""
    head = ["family", "spans", *_HEAD, *([f"stock {h}" for h in _HEAD] if stock else [])]
    yield from table(
        head, (_both(name, s.total(), stock[name].total() if name in stock else None) for name, s in ours.items())
    )


def by_kind(groups: Iterable[Mapping[str, Scores]]) -> Iterator[str]:
    """One row a group of documents, with the spans that a reader would look at first: missed and wrong ones."""
    head = ["group", "documents", "spans", "missed", "wrong", "recall", "precision", "leak", "clean", "clean hit"]
    rows = []
    for name, scores in (item for group in groups for item in group.items()):
        total = scores.total()
        rows.append([
            name,
            str(scores.documents),
            str(total.gold),
            str(total.gold - total.found_typed),
            str(total.predicted - total.right),
            f"{total.recall:.3f}" if total.gold else "-",
            f"{total.precision:.3f}" if total.predicted else "-",
            f"{total.leak:.3f}" if total.gold else "-",
            str(scores.clean_documents or "-"),
            str(scores.clean_documents_hit) if scores.clean_documents else "-",
        ])  # fmt: skip
    yield from table(head, rows)


def target_table(found: Iterable[Target]) -> Iterator[str]:
    """One row a target."""
    yield from table(
        ["target", "bound", "measured", "met"],
        ([t.figure, t.bound, t.measured, "yes" if t.met else "**NO**"] for t in found),
    )


def as_json(scores: Scores) -> dict[str, Any]:
    """Counts and figures of a set."""

    def figures(t: Tally) -> dict[str, Any]:
        return {
            "gold": t.gold,
            "found_typed": t.found_typed,
            "found_any": t.found_any,
            "predicted": t.predicted,
            "right": t.right,
            "recall": round(t.recall, 4),
            "recall_any": round(t.recall_any, 4),
            "precision": round(t.precision, 4),
            "f1": round(t.f(), 4),
            "f2": round(t.f(2), 4),
            "leak": round(t.leak, 4),
        }

    return {
        "documents": scores.documents,
        "clean_documents": scores.clean_documents,
        "clean_documents_hit": scores.clean_documents_hit,
        "all": figures(scores.total()),
        "types": {label: figures(t) for label, t in sorted(scores.by_label.items())},
    }

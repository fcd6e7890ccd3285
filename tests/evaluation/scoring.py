"""Scores of predicted spans against gold spans, by the rules of the reference's scorer.

A gold span is found when predictions cover at least half of its characters: *typed* when they carry its label, *any*
when they carry any label (what redaction needs). A prediction is right when at least half of it lies in gold spans of
its label. Labels that begin with `OTHER:` are neutral: a prediction at least half inside such a gold span is not
judged, and a prediction with such a label counts as cover and is not judged. Leaked characters are the characters of
gold spans that no prediction covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

NEUTRAL = "OTHER:"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span of characters, end exclusive, with its label."""

    start: int
    end: int
    label: str

    @property
    def neutral(self) -> bool:
        return self.label.startswith(NEUTRAL)


@dataclass(slots=True)
class Tally:
    """Counts of one label, or of all of them."""

    gold: int = 0
    found_typed: int = 0
    found_any: int = 0
    predicted: int = 0
    right: int = 0
    characters: int = 0
    leaked: int = 0

    def add(self, other: Tally) -> None:
        self.gold += other.gold
        self.found_typed += other.found_typed
        self.found_any += other.found_any
        self.predicted += other.predicted
        self.right += other.right
        self.characters += other.characters
        self.leaked += other.leaked

    @property
    def recall(self) -> float:
        return self.found_typed / self.gold if self.gold else 0.0

    @property
    def recall_any(self) -> float:
        return self.found_any / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def leak(self) -> float:
        """The share of gold characters that no prediction covers."""
        return self.leaked / self.characters if self.characters else 0.0

    def f(self, beta: float = 1.0) -> float:
        p, r, b = self.precision, self.recall, beta * beta
        return (1 + b) * p * r / (b * p + r) if p + r else 0.0


@dataclass(slots=True)
class Scores:
    """Tallies by label, and documents without personal data (neutral gold at most) that were hit all the same."""

    by_label: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    documents: int = 0
    clean_documents: int = 0
    clean_documents_hit: int = 0

    def total(self, labels: Collection[str] | None = None) -> Tally:
        """Micro average over the labels (all when None)."""
        total = Tally()
        for label, tally in self.by_label.items():
            if labels is None or label in labels:
                total.add(tally)
        return total


def covered(start: int, end: int, spans: Iterable[Labelled]) -> int:
    """Characters of [start, end) inside at least one span."""
    marked = bytearray(end - start)
    for span in spans:
        low, high = max(span.start, start) - start, min(span.end, end) - start
        if high > low:
            marked[low:high] = b"\1" * (high - low)
    return sum(marked)


def score_document(
    scores: Scores, gold: Sequence[Labelled], predicted: Sequence[Labelled], labels: Collection[str] | None = None
) -> None:
    """Add one document; with `labels`, only those are judged and other gold labels are neutral."""
    judged = [g for g in gold if not g.neutral and (labels is None or g.label in labels)]
    neutral = [g for g in gold if g.neutral or (labels is not None and g.label not in labels)]
    scores.documents += 1
    hit = False
    for g in judged:
        length = g.end - g.start
        tally = scores.by_label[g.label]
        tally.gold += 1
        same = covered(g.start, g.end, (p for p in predicted if p.label == g.label))
        tally.found_typed += same * 2 >= length
        under_any = covered(g.start, g.end, predicted)
        tally.found_any += under_any * 2 >= length
        tally.characters += length
        tally.leaked += length - under_any
    for p in predicted:
        length = p.end - p.start
        if p.neutral or length <= 0 or (labels is not None and p.label not in labels):
            continue
        right = covered(p.start, p.end, (g for g in judged if g.label == p.label)) * 2 >= length
        if not right and neutral and covered(p.start, p.end, neutral) * 2 >= length:
            continue
        tally = scores.by_label[p.label]
        tally.predicted += 1
        tally.right += right
        hit = True
    if not judged and labels is None:
        scores.clean_documents += 1
        scores.clean_documents_hit += hit


def score(
    documents: Iterable[tuple[Sequence[Labelled], Sequence[Labelled]]], labels: Collection[str] | None = None
) -> Scores:
    """Scores of (gold, predicted) pairs, one a document."""
    scores = Scores()
    for gold, predicted in documents:
        score_document(scores, gold, predicted, labels)
    return scores

"""The sums of a run: by status, by code, by type of entity; constant memory but for the names."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from objectlambda.copy.job import MIB, Outcome, Status

_PREFIX_DEPTH = 1
MOST_PREFIXES = 1000
"""Prefixes that a scan's summary tells apart; the objects below others are counted together."""


@dataclass(slots=True)
class Summary:
    """What all objects together became."""

    begun: float = field(default_factory=time.monotonic)
    statuses: Counter[Status] = field(default_factory=Counter)
    codes: Counter[tuple[Status, str]] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    objects_with: Counter[str] = field(default_factory=Counter)
    scores: dict[str, float] = field(default_factory=dict)
    by_prefix: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    size_in: int = 0
    size_out: int = 0
    refused_before: int = 0  # by the runs that this one resumes; not read again

    def add(self, outcome: Outcome) -> None:
        """Count ``outcome``."""
        self.statuses[outcome.status] += 1
        if outcome.code:
            self.codes[outcome.status, outcome.code] += 1
        self.size_in += outcome.size_in
        self.size_out += outcome.size_out
        self.entities.update(outcome.entities)
        self.objects_with.update(outcome.entities.keys())
        for name, score in outcome.scores.items():
            self.scores[name] = max(score, self.scores.get(name, 0.0))
        if outcome.status is Status.SCANNED:
            prefix = outcome.key.rpartition("/")[0] or "."
            if prefix not in self.by_prefix and len(self.by_prefix) >= MOST_PREFIXES:
                prefix = "…"
            self.by_prefix[prefix].update(outcome.entities)

    @property
    def objects(self) -> int:
        """How many objects there were."""
        return self.statuses.total()

    @property
    def read(self) -> int:
        """How many were read to their end."""
        return self.statuses[Status.COPIED] + self.statuses[Status.SCANNED]

    @property
    def errors(self) -> int:
        """How many failed or were refused in this run."""
        return self.statuses[Status.FAILED] + self.statuses[Status.REFUSED]

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self.begun

    def lines(self) -> Iterator[str]:
        """The summary for people."""
        for status, count in self.statuses.most_common():
            codes = ", ".join(f"{number:,} {code}" for (of, code), number in self.codes.most_common() if of is status)
            yield f"{count:>12,}  {status}{f' ({codes})' if codes else ''}"
        if self.refused_before:
            yield f"{self.refused_before:>12,}  refused before, and unchanged since (--retry-refused reads them again)"
        if self.entities:
            yield ""
            yield "    entities     objects  type"
            for name, count in self.entities.most_common():
                yield f"{count:>12,}{self.objects_with[name]:>12,}  {name}"
        rate = self.size_in / max(self.seconds, 1e-6) / MIB
        yield ""
        yield (
            f"{self.objects:,} object{'s' * (self.objects != 1)}, "
            f"{self.size_in / MIB:,.1f} MiB in, {self.size_out / MIB:,.1f} MiB out, "
            f"{self.seconds:,.1f} s, {self.objects / max(self.seconds, 1e-6):,.0f} objects/s, {rate:,.1f} MiB/s"
        )

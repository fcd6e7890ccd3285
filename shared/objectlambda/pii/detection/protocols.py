"""What detection asks of an analyzer, and what it may have beyond that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from objectlambda.pii.entities import Entity, Field


class TextAnalyzer(Protocol):
    """Finds entities in texts of bounded size, as :class:`objectlambda.pii.detection.analyzer.Analyzer` does."""

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = ...,
        fields: Sequence[Sequence[Field]] = ...,
        entity_types: Collection[str] | None = ...,
        threshold: float = ...,
    ) -> list[list[Entity]]:
        """The entities of each text."""
        ...


@runtime_checkable
class StagedAnalyzer(Protocol):
    """An analyzer that yields cheap findings before it has all of them."""

    def stages(
        self,
        text: str,
        *,
        language_code: str = ...,
        fields: Sequence[Field] = ...,
        entity_types: Collection[str] | None = ...,
    ) -> Iterator[list[Entity]]:
        """Yields the text's entities in stages of growing cost; the last stage has all of them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The decoded texts of windows with their fields, and what to look for in them."""

    texts: Sequence[str]
    fields: Sequence[Sequence[Field]]
    language_code: str
    entity_types: Collection[str] | None
    threshold: float


@runtime_checkable
class AheadAnalyzer(Protocol):
    """An analyzer that works on several jobs at once, such as worker processes."""

    def analyze_ahead(self, jobs: Iterator[Job]) -> Iterator[list[list[Entity]]]:
        """Yields the entities of each job's texts in order; takes a bounded number of jobs in advance."""
        ...

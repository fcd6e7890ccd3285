"""The analyzer: the personal data in bounded windows of text, rules first, then the network.

What it gives depends on its arguments only: no state is carried from one window to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from presidio_analyzer import EntityRecognizer, RecognizerRegistry

from objectlambda.pii.entities import NETWORK_TYPES, Entity, EntityType, Field, checked_language, checked_types
from objectlambda.pii.overlaps import resolved
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.registry import default_registry
from objectlambda.pii.scan import Scan, WindowArtifacts

Tagged = tuple[int, int, str, float]
"""A name, an address, an organisation or a place that the network found: start, end, label, score."""


class Tagger(Protocol):
    """The network: labels NAME, ADDRESS, ORG and LOC in a batch of texts."""

    def __call__(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """What is found in each text."""
        ...


class Analyzer:
    """Finds personal data with the recognizers of ``registry`` and the network ``tagger``.

    Without a registry it is ours; without a tagger names and addresses are found by rules only.
    """

    def __init__(self, registry: RecognizerRegistry | None = None, tagger: Tagger | None = None) -> None:
        self.registry = registry if registry is not None else default_registry()
        self._tagger = tagger
        self._added = frozenset(
            entity for recognizer in self.registry.recognizers for entity in recognizer.supported_entities
        )

    @property
    def types(self) -> frozenset[str]:
        """Every type that can be found: Comprehend's and those of recognizers that were added."""
        return checked_types({"ALL"}, extra=self._added)

    def analyze(
        self,
        text: str,
        *,
        language_code: str = "en",
        fields: Sequence[Field] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[Entity]:
        """The entities of one window, in order, none overlapping another; offsets are characters of ``text``.

        ``text`` should be bounded (64 KB at most): longer texts go through ``objectlambda.pii.detect``. Raises
        InvalidSettings for an unknown language or type.
        """
        return self.analyze_many(
            [text], language_code=language_code, fields=[fields], entity_types=entity_types, threshold=threshold
        )[0]

    def analyze_many(
        self,
        texts: Sequence[str],
        *,
        language_code: str = "en",
        fields: Sequence[Sequence[Field]] = (),
        entity_types: Collection[str] | None = None,
        threshold: float = 0.5,
    ) -> list[list[Entity]]:
        """The entities of each window; the network reads all of them at once."""
        checked_language(language_code)
        wanted = self.types if entity_types is None else checked_types(entity_types, extra=self._added)
        scans = [Scan(text, fields[index] if fields else ()) for index, text in enumerate(texts)]
        found = [list(self._rules(scan, language_code)) for scan in scans]
        if self._tagger is not None:
            for entities, tagged in zip(found, self._tagger(texts), strict=True):
                entities.extend(_from_network(tagged))
        return [
            [entity for entity in resolved(entities) if entity.type in wanted and entity.score >= threshold]
            for entities in found
        ]

    def stages(
        self,
        text: str,
        *,
        language_code: str = "en",
        fields: Sequence[Field] = (),
    ) -> Iterator[list[Entity]]:
        """The window's findings in growing order of cost: the rules', then all of them with the network's."""
        checked_language(language_code)
        scan = Scan(text, fields)
        found = list(self._rules(scan, language_code))
        yield resolved(found)
        if self._tagger is not None:
            yield resolved([*found, *_from_network(self._tagger([text])[0])])

    def _rules(self, scan: Scan, language_code: str) -> Iterator[Entity]:
        for recognizer in self.registry.recognizers:
            if recognizer.supported_language != language_code:
                continue
            if isinstance(recognizer, WindowRecognizer):
                yield from recognizer.find(scan)
            else:
                yield from _presidio(recognizer, scan, language_code)


def _presidio(recognizer: EntityRecognizer, scan: Scan, language_code: str) -> Iterator[Entity]:
    """The findings of a recognizer that is not ours."""
    artifacts = WindowArtifacts(scan, language_code)
    for result in recognizer.analyze(scan.text, recognizer.supported_entities, artifacts) or ():
        yield Entity(result.entity_type, result.start, result.end, result.score)


def _from_network(tagged: Iterable[Tagged]) -> Iterator[Entity]:
    for start, end, label, score in tagged:
        if label in NETWORK_TYPES:
            yield Entity(EntityType(label), start, end, score)

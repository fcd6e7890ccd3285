"""The base of our recognizers: Presidio recognizers that share one scan of the window.

In our analyzer a recognizer is asked to ``find`` in a :class:`~objectlambda.pii.rules.scan.Scan`. In Presidio's own
AnalyzerEngine it is asked to ``analyze`` a text and makes the scan itself: it works in both.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from presidio_analyzer import LocalRecognizer, RecognizerResult

from objectlambda.pii.entities import Entity
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.digit_groups import Number
from objectlambda.pii.rules.scan import Scan, WindowArtifacts


class WindowRecognizer(LocalRecognizer):
    """Finds entities of ``TYPES`` in a window; ``HOW`` (by type, where they differ) and ``CHECK`` tell it in words."""

    TYPES: ClassVar[tuple[str, ...]]
    HOW: ClassVar[str | Mapping[str, str]]
    CHECK: ClassVar[str] = ""

    name: str

    def __init__(self, supported_language: str = "en") -> None:
        super().__init__(supported_entities=list(self.TYPES), supported_language=supported_language)

    def load(self) -> None:
        """Nothing is loaded: the rules are part of the class."""

    @abstractmethod
    def find(self, scan: Scan) -> Iterator[Entity]:
        """The entities in the window, in any order, overlaps included."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Presidio's way in: the same entities as RecognizerResults."""
        scan = nlp_artifacts.scan if isinstance(nlp_artifacts, WindowArtifacts) else Scan(text)
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return [
            RecognizerResult(found.type, found.start, found.end, found.score, recognition_metadata=metadata)
            for found in self.find(scan)
            if found.type in entities
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """What a number of one of ``shapes`` scores ``alone``, with its concept ``near``, and ``labelled`` with it.

    ``check`` must pass for the score to count; a ``labelled`` number that fails it scores ``failing`` instead,
    because a label says more than a mistyped digit.
    """

    shapes: Collection[str]
    alone: float = 0.0
    near: float = 0.0
    labelled: float = 0.0
    check: Callable[[bytes], bool] | None = None
    failing: float = 0.0
    proven: float = 0.0
    """What a number that passes scores behind the label of an order, a claim or a reference: it proves itself."""


def no_year(digits: bytes) -> bool:
    """Whether four digits are no year of these days, which stands near any word."""
    return not digits.startswith((b"19", b"20"))


class NumberRecognizer(WindowRecognizer):
    """Finds one type of number by its shape, its check digit and its context."""

    CONCEPTS: ClassVar[int]
    RULES: ClassVar[tuple[NumberRule, ...]]

    def find(self, scan: Scan) -> Iterator[Entity]:
        spoken = scan.speaks_of(self.CONCEPTS)
        for rule in self.RULES:
            if not spoken and not rule.alone and not rule.proven:
                continue  # nothing in the window says what such a number would be
            for shape in rule.shapes:
                for number in scan.numbers(shape):
                    if not spoken and number.attached:
                        continue
                    passes = rule.check is None or rule.check(number.digits)
                    if not passes and not (spoken and rule.failing):
                        continue
                    if score := self._score(rule, scan, number, passes=passes):
                        yield Entity(self.TYPES[0], number.start, number.end, score)

    def _score(self, rule: NumberRule, scan: Scan, number: Number, *, passes: bool) -> float:
        labelled, near = scan.context(number.start, number.end)
        if labelled & self.CONCEPTS:
            return rule.labelled if passes else rule.failing if rule.labelled else 0.0
        if number.attached or not passes:
            return 0.0
        if labelled & OTHER:
            return rule.proven
        return rule.near if near & self.CONCEPTS else rule.alone

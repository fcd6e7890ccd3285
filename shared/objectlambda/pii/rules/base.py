"""The base of our recognizers, which share one scan of a window.

They know nothing of Presidio, whose import takes longer than the rest of a cold start; see
:mod:`objectlambda.pii.detection.presidio` for our recognizers in its registry.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from objectlambda.pii.entities import Entity
from objectlambda.pii.rules.concepts import OTHER
from objectlambda.pii.rules.digit_borders import Number
from objectlambda.pii.rules.scan import Scan


class WindowRecognizer(ABC):
    """Finds entities of ``TYPES`` in a window; ``HOW`` (for each type, if they differ) and ``CHECK`` describe it."""

    TYPES: ClassVar[tuple[str, ...]]
    HOW: ClassVar[str | Mapping[str, str]]
    CHECK: ClassVar[str] = ""

    def __init__(self, supported_language: str = "en") -> None:
        self.supported_language = supported_language

    @property
    def name(self) -> str:
        """The name of the class."""
        return type(self).__name__

    @property
    def supported_entities(self) -> list[str]:
        """The types that can be found."""
        return list(self.TYPES)

    @abstractmethod
    def find(self, scan: Scan) -> Iterator[Entity]:
        """Yields the entities in the window, in any order and with overlaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """The scores of a number of one of ``shapes``: ``alone``, with its concept ``near``, and ``labelled`` with it.

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
    """The score of a number that passes the check after the label of an order, a claim or a reference."""


def no_year(digits: bytes) -> bool:
    """Whether four digits are not a recent year, which may stand near any word."""
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
            check = rule.check
            for shape in rule.shapes:
                for number in scan.numbers(shape):
                    start, end, digits, attached = number
                    if not spoken and attached:
                        continue
                    passes = check is None or check(digits)
                    if not passes and not (spoken and rule.failing):
                        continue
                    if score := self._score(rule, scan, number, passes=passes):
                        yield Entity(self.TYPES[0], start, end, score)

    def _score(self, rule: NumberRule, scan: Scan, number: Number, *, passes: bool) -> float:
        labelled, near = scan.context(number.start, number.end)
        if labelled & self.CONCEPTS:
            return rule.labelled if passes else rule.failing if rule.labelled else 0.0
        if number.attached or not passes:
            return 0.0
        if labelled & OTHER:
            return rule.proven
        return rule.near if near & self.CONCEPTS else rule.alone

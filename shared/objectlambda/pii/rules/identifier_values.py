"""Finds values of the identifiers beside Comprehend's types, by the rows of ``objectlambda.pii.identifiers``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from objectlambda.pii.entities import Entity
from objectlambda.pii.identifiers import Form, Identifier
from objectlambda.pii.rules.context import ContextHits, linear, phrase_pattern
from objectlambda.pii.rules.field_concepts import field_phrase
from objectlambda.pii.rules.scan import Scan

_LABEL = 1
_NEAR = 0.9
_PROVEN = 0.8
"""From this score on, a form counts even after a foreign label."""
_SEPARATORS = re.compile(rb"[^0-9A-Z]+")
_TIMESTAMP = re.compile(
    rb"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?\d*"
)
_BOUND_BEFORE = re.compile(rb"[0-9A-Za-z][.\-/]\Z|[$%+] ?\Z")
_BOUND_AFTER = re.compile(rb"[.\-]?[0-9A-Za-z]|/[0-9]|%")


class IdentifierRule:
    """Finds the values of one row. It is immutable, so threads may share it."""

    def __init__(self, row: Identifier) -> None:
        self.row = row
        self.name = f"{row.type} row"
        self._forms = [(form, linear(form.pattern)) for form in row.forms]
        self._labels = linear(phrase_pattern({_LABEL: row.labels}), longest=True)

    def find(self, scan: Scan) -> Iterator[Entity]:
        """Yields the values in the window whose check passes, in any order and with overlaps."""
        hits: ContextHits | None = None
        for form, pattern in self._forms:
            for start, end in scan.matches(pattern, lower=True):
                if not self.row.check(_SEPARATORS.sub(b"", scan.shadow[start:end].upper())):
                    continue
                hits = hits or self._hits(scan.lower)
                if score := self._score(scan, form, start, end, hits):
                    yield Entity(self.row.type, start, end, score)

    def _hits(self, lower: bytes) -> ContextHits:
        spans = [match.span() for match in self._labels.finditer(lower)]
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        return ContextHits(lower, starts, ends, [_LABEL] * len(spans))

    def _score(self, scan: Scan, form: Form, start: int, end: int, hits: ContextHits) -> float:
        field = scan.field(start, end)
        floor, ceiling = (0, len(scan.shadow)) if field is None else (field.start, field.end)
        labelled, near = hits.around(start, end, floor, ceiling)
        if labelled or (field is not None and self._names(field.name)):
            return form.labelled
        if not form.alone or _is_bound(scan.shadow, start, end):
            return 0.0
        if scan.context(start, end).labelled:
            return form.alone if form.alone >= _PROVEN else 0.0
        if near:
            return max(form.alone, _NEAR)
        value = scan.shadow[start:end]
        if _TIMESTAMP.fullmatch(value) or (form.capitals and value != value.upper()):
            return 0.0
        return form.alone

    def _names(self, name: str) -> bool:
        """Whether a field of that name holds such values."""
        return self._labels.search(field_phrase(name)) is not None


def _is_bound(shadow: bytes, start: int, end: int) -> bool:
    """Whether ``shadow[start:end]`` is part of something longer, such as an amount, a version or a path."""
    return bool(_BOUND_BEFORE.search(shadow, max(0, start - 2), start) or _BOUND_AFTER.match(shadow, end))


@lru_cache(maxsize=64)  # of immutable values, by their arguments alone: threads may share it
def rule_of(row: Identifier) -> IdentifierRule:
    """The rule of ``row``, compiled once."""
    return IdentifierRule(row)

"""Detection on streams: windows of text in, entities with their offsets in the whole text out.

An entity belongs to the window in which it starts, so that one at a seam is found once; windows go to the
analyzer in batches whose sizes depend on nothing but the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import NamedTuple, Protocol

from objectlambda.pii.entities import Entity, Field
from objectlambda.pii.structure.escapes import View
from objectlambda.pii.windows import Window

_SURROGATES = re.compile("[\ud800-\udfff]")
_BATCHES = (1, 1, 2, 4, 8)
"""Windows in a batch: few at first, for a first answer soon; then as many as the network likes."""


class TextAnalyzer(Protocol):
    """What finds entities in texts of bounded size; :class:`objectlambda.pii.analyzer.Analyzer` is one."""

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


class Detected(NamedTuple):
    """A window and its entities, whose offsets count in the whole text.

    The last one may end behind the window's own part; the next window's entities begin behind it.
    """

    window: Window
    entities: list[Entity]


def detect_windows(
    windows: Iterable[Window],
    analyzer: TextAnalyzer,
    *,
    language_code: str = "en",
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
) -> Iterator[Detected]:
    """Each window with the entities that start in it; entities are in order and do not overlap."""
    source = iter(windows)
    covered = 0
    for size in chain(_BATCHES, repeat(_BATCHES[-1])):
        batch = list(islice(source, size))
        if not batch:
            return
        views = [window.view() for window in batch]
        found = analyzer.analyze_many(
            [_readable(window.text if view is None else view.text) for window, view in zip(batch, views, strict=True)],
            language_code=language_code,
            fields=[
                window.fields
                if view is None
                else [Field(view.view(f.start), view.view(f.end), f.name) for f in window.fields]
                for window, view in zip(batch, views, strict=True)
            ],
            entity_types=entity_types,
            threshold=threshold,
        )
        for window, view, entities in zip(batch, views, found, strict=True):
            own = list(_own(window, entities if view is None else _placed(view, entities), covered))
            if own:
                covered = own[-1].end
            yield Detected(window, own)


def _readable(text: str) -> str:
    """``text`` with a replacement character for each lone surrogate, which no tokenizer takes."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def _placed(view: View, entities: Iterable[Entity]) -> list[Entity]:
    """``entities`` found in the view, where they stand in the window's text."""
    return [Entity(e.type, view.source(e.start), view.source(e.end), e.score) for e in entities]


def _own(window: Window, entities: Iterable[Entity], covered: int) -> Iterator[Entity]:
    """The entities that start in the window's own part, cut to its values, behind ``covered``.

    What reaches into the own part from the context before, and was not found there, counts from the seam on.
    """
    first = max(window.begin, covered - window.start)
    starts = [field.start for field in window.fields] if window.strict else []
    for entity in sorted(entities, key=_place):
        if entity.start >= window.end:
            return
        pieces = _in_fields(window.fields, starts, entity) if window.strict else [(entity.start, entity.end)]
        for begin, end in pieces:
            start = max(begin, first)
            if start >= end or (start > begin and not any(map(str.isalnum, window.text[start:end]))):
                continue
            first = end
            yield Entity(entity.type, window.start + start, window.start + end, entity.score)


def _place(entity: Entity) -> tuple[int, int]:
    return entity.start, -entity.end


def _in_fields(fields: Sequence[Field], starts: Sequence[int], entity: Entity) -> Iterator[tuple[int, int]]:
    """The parts of ``entity`` that lie in ``fields``."""
    for index in range(max(0, bisect_right(starts, entity.start) - 1), len(fields)):
        field = fields[index]
        if field.start >= entity.end:
            return
        start, end = max(field.start, entity.start), min(field.end, entity.end)
        if start < end:
            yield start, end


class Run(NamedTuple):
    """A stretch of the text: an entity, or what stands between two; ``window.text[begin:end]``."""

    window: Window
    begin: int
    end: int
    entity: Entity | None

    @property
    def text(self) -> str:
        """The characters of the stretch."""
        return self.window.text[self.begin : self.end]


def runs(detected: Iterable[Detected]) -> Iterator[Run]:
    """The whole text as stretches in order, without gaps; an entity is one stretch, also across a seam."""
    covered = 0
    for window, entities in detected:
        position = max(window.begin, covered - window.start)
        for entity in entities:
            begin, end = entity.start - window.start, entity.end - window.start
            if begin > position:
                yield Run(window, position, begin, None)
            yield Run(window, begin, end, entity)
            position = end
            covered = entity.end
        if position < window.end:
            yield Run(window, position, window.end, None)

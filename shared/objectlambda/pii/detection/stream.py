"""Detection on streams: reads windows of text and yields entities with offsets in the whole text.

An entity belongs to the window in which it starts, so that an entity at a seam is found once. Windows go to the
analyzer in batches whose sizes depend on the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from operator import itemgetter, lt
from typing import NamedTuple

from objectlambda.pii.detection.named_keys import names_somebody
from objectlambda.pii.detection.overlaps import in_order
from objectlambda.pii.detection.protocols import AheadAnalyzer, Job, StagedAnalyzer, TextAnalyzer
from objectlambda.pii.detection.remainders import remainders
from objectlambda.pii.detection.windows import Window
from objectlambda.pii.entities import ENTITY_TYPES, Entity, Field, new_entity
from objectlambda.pii.entity_types import expand_types, is_sure_in_keys
from objectlambda.pii.placeholders import hide_placeholders, is_redacted
from objectlambda.pii.structure.views import View

_FIRST, _START, _STOP, _SCORE = itemgetter(0), itemgetter(1), itemgetter(1), itemgetter(3)
_SURROGATES = re.compile("[\ud800-\udfff]")
_STAGED = 8
"""How many windows are searched for a first entity stage by stage: short texts, and the beginnings of long ones."""
_BATCHES = (1, 1, 2, 4, 8)
"""The windows in each batch: few at first, for an early first result; then as many as suit the network."""


class Detected(NamedTuple):
    """A window and its entities, whose offsets count in the whole text.

    The last entity may end after the window's own part; the entities of the next window begin after it.
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
    """Yields each window with the entities that start in it, in order and without overlaps."""
    taken: deque[list[tuple[Window, list[_Reading]]]] = deque()

    def jobs() -> Iterator[Job]:
        source = iter(windows)
        for size in chain(_BATCHES, repeat(_BATCHES[-1])):
            batch = [(window, _readings(window)) for window in islice(source, size)]
            if not batch:
                return
            taken.append(batch)
            yield Job(
                texts=[reading.text for _, readings in batch for reading in readings],
                fields=[reading.fields for _, readings in batch for reading in readings],
                language_code=language_code,
                entity_types=entity_types,
                threshold=threshold,
            )

    results = (
        analyzer.analyze_ahead(jobs())
        if isinstance(analyzer, AheadAnalyzer)
        else (analyze(analyzer, job) for job in jobs())
    )
    covered = 0
    for found in results:
        parts = iter(found)
        for window, readings in taken.popleft():
            entities = [e for reading in readings for e in to_source(reading.view, next(parts), reading.plain)]
            own = _own_entities(window, entities, covered)
            if own:
                own = _with_remainders(window, own, covered, analyzer, language_code, entity_types, threshold)
                covered = own[-1].end
            yield Detected(window, own)


def _with_remainders(
    window: Window,
    own: list[Entity],
    covered: int,
    analyzer: TextAnalyzer,
    language_code: str,
    entity_types: Collection[str] | None,
    threshold: float,
) -> list[Entity]:
    """The entities of a window, and those that are left around them and that a reader would join."""
    left = remainders(window, own, covered)
    if not left:
        return own
    job = Job(
        texts=[one.text for one in left],
        fields=[one.fields for one in left],
        language_code=language_code,
        entity_types=entity_types,
        threshold=threshold,
    )
    found = analyze(analyzer, job)
    parts = [part for one, entities in zip(left, found, strict=True) for part in one.entities(entities, window.start)]
    made: list[Entity] = []
    for entity in sorted([*own, *parts], key=_START):
        if not made or entity.start >= made[-1].end:
            made.append(entity)
    return made


def first_entity(
    windows: Iterable[Window],
    analyzer: TextAnalyzer,
    *,
    language_code: str = "en",
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
) -> Entity | None:
    """An entity, if there is any; a cheap finding in the first windows spares the expensive stages."""
    source = iter(windows)
    wanted = None if entity_types is None else expand_types(entity_types, extra=known_types(analyzer))
    if isinstance(analyzer, StagedAnalyzer):
        for window in islice(source, _STAGED):
            for reading in _readings(window):
                stages = analyzer.stages(
                    reading.text, language_code=language_code, fields=reading.fields, entity_types=wanted
                )
                for entities in stages:
                    sure = (entity for entity in entities if entity.score >= threshold)
                    counting = [entity for entity in sure if wanted is None or entity.type in wanted]
                    for entity in _own_entities(window, to_source(reading.view, counting, reading.plain), 0):
                        return entity
    found = detect_windows(
        source, analyzer, language_code=language_code, entity_types=entity_types, threshold=threshold
    )
    return next((entity for _, entities in found for entity in entities), None)


def analyze(analyzer: TextAnalyzer, job: Job) -> list[list[Entity]]:
    """The entities of the job's texts."""
    return analyzer.analyze_many(
        job.texts,
        language_code=job.language_code,
        fields=job.fields,
        entity_types=job.entity_types,
        threshold=job.threshold,
    )


def known_types(analyzer: TextAnalyzer) -> frozenset[str]:
    """Every type that ``ALL`` stands for in ``analyzer``, including those of added recognizers."""
    types: frozenset[str] = getattr(analyzer, "types", ENTITY_TYPES)
    return types


class _Reading(NamedTuple):
    """One reading of a window: its text, its named values, and the view that leads back to the window's own text."""

    text: str
    fields: Sequence[Field]
    view: View | None
    plain: bool


def _readings(window: Window) -> list[_Reading]:
    first = _Reading(readable_text(window), readable_fields(window), window.view, plain=False)
    others = window.view.others if window.view is not None else ()
    return [first, *(_Reading(_readable(other.text), other.fields, other, plain=True) for other in others)]


def readable_text(window: Window) -> str:
    return _readable(window.text if window.view is None else window.view.text)


def readable_fields(window: Window) -> list[Field]:
    return window.fields if window.view is None else window.view.fields


def _readable(text: str) -> str:
    """``text`` as an analyzer has to see it, of the same length.

    A lone surrogate, which no tokenizer accepts, becomes a replacement character. The name of a type in the placeholder
    of an earlier redaction is hidden, so that ``[USERNAME]`` does not announce a user name.
    """
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
    return hide_placeholders(text)


def to_source(view: View | None, entities: Sequence[Entity], plain: bool = False) -> Sequence[Entity]:
    """``entities`` of the decoded text, moved to their places in the window's text."""
    if view is None:
        return entities
    if not plain:
        return [Entity(e.type, view.source(e.start), view.source_end(e.end), e.score) for e in entities]
    found = ((entity, list(view.places(entity.start, entity.end))) for entity in entities)
    return [
        Entity(e.type, *place, e.score, plain, len(places) > 1 or view.is_encoded(e.start, e.end))
        for e, places in found
        for place in places
    ]


def _own_entities(window: Window, entities: Sequence[Entity], covered: int) -> list[Entity]:
    """The entities that start in the window's own part and after ``covered``, clipped to its values.

    An entity that extends from the context before into the own part is clipped to this window, unless the window before
    has found it. Keys and tags are markup, in which only types with a sure form count, and who is named in keys.
    """
    text, base, strict, fields = window.text, window.start, window.strict, window.fields
    first, last = max(window.begin, covered - base), window.end
    starts: list[int] = list(map(_FIRST, fields)) if strict else []
    stops = dict(zip(starts, map(_STOP, fields), strict=True)) if strict else {}
    marked = "*" in text or "[" in text  # else nothing in it is a mask or a placeholder
    own: list[Entity] = []
    count = len(starts)
    for entity in _in_order(entities):
        kind, begin, stop, score, plain, part = entity
        if begin >= last:
            break
        pieces: Sequence[tuple[int, int]] = ()
        if strict and stops.get(begin) != stop:  # in most tables, it fills a field
            behind = bisect_right(starts, begin)
            # In most other cases it lies in one field, and no other field begins in it.
            if not behind or fields[behind - 1][1] < stop or (behind < count and starts[behind] < stop):
                pieces = list(_in_fields(fields, starts, entity))
                if not pieces and not (is_sure_in_keys(kind) or names_somebody(window, kind, begin, stop)):
                    continue
        if not (pieces or marked) and first <= begin < stop:
            first = stop
            own.append(new_entity((kind, base + begin, base + stop, score, plain, part)))
            continue
        for piece, end in pieces or ((begin, stop),):
            start = piece
            if start < first:
                start = first
                if not any(map(str.isalnum, text[start:end])):
                    continue
            if start >= end or (marked and is_redacted(text, start, end)):
                continue
            first = end
            own.append(new_entity((kind, base + start, base + end, score, plain, part)))
    return own


def _in_order(entities: Sequence[Entity]) -> Sequence[Entity]:
    """``entities`` by their places. Of those in one place, which come from several readings, the surest comes first."""
    starts = list(map(_START, entities))
    if all(map(lt, starts, starts[1:])):
        return entities
    return in_order(sorted(entities, key=_SCORE, reverse=True))


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
    """A stretch of the text, ``window.text[begin:end]``: an entity, or the text between two entities."""

    window: Window
    begin: int
    end: int
    entity: Entity | None

    @property
    def text(self) -> str:
        """The characters of the stretch."""
        return self.window.text[self.begin : self.end]


def runs(detected: Iterable[Detected]) -> Iterator[Run]:
    """The whole text as stretches in order and without gaps; an entity is one stretch, even across a seam."""
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

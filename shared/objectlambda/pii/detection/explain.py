"""Explains why something was found, or why nothing was found at a place, for people who report misses.

Explanations hold places, types, scores and names of rules and fields, and never a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.detection.stream import readable_fields, readable_text, to_source
from objectlambda.pii.detection.windows import Window, windows
from objectlambda.pii.entities import NOTHING, Entity, check_language
from objectlambda.pii.entity_types import expand_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One finding, or the reason why there is none: who found it, in which field, and its outcome.

    ``type`` is empty where nothing was found. ``start`` and ``end`` count characters of the whole text.
    """

    type: str
    start: int
    end: int
    score: float
    found_by: str
    field: str
    format: str
    outcome: str


def explain(
    chunks: Iterable[str],
    analyzer: Analyzer,
    language_code: str = "en",
    *,
    key: str | None = None,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    offset: int | None = None,
) -> Iterator[Explanation]:
    """Explains every entity in the text; with ``offset``, every finding there, or why there is none.

    ``entity_types`` are those to look for (all by default). Raises InvalidSettings for an unknown language or type.
    """
    check_language(language_code)
    wanted = analyzer.types if entity_types is None else expand_types(entity_types, extra=analyzer.types)
    for window in windows(chunks, key=key):
        if offset is not None and not window.start + window.begin <= offset < window.start + window.end:
            continue
        found = list(_explain(window, analyzer, language_code, wanted, threshold))
        if offset is None:
            yield from (one for one in found if one.outcome == _KEPT)
            continue
        here = [one for one in found if one.start <= offset < one.end]
        yield from here or [_nothing(window, offset)]


_KEPT = "reported"


def _explain(
    window: Window, analyzer: Analyzer, language: str, wanted: Collection[str], threshold: float
) -> Iterator[Explanation]:
    text, fields = readable_text(window), readable_fields(window)
    kept = set(analyzer.analyze(text, language_code=language, fields=fields, entity_types=wanted, threshold=threshold))
    findings = analyzer.findings(text, language_code=language, fields=fields, entity_types=wanted)
    for found_by, entity, counts in findings:
        [there] = to_source(window.view, [entity])
        yield Explanation(
            type=str(entity.type),
            start=window.start + there.start,
            end=window.start + there.end,
            score=round(entity.score, 4),
            found_by=found_by,
            field=_field(window, there.start, there.end),
            format=_format(window),
            outcome=_outcome(entity, kept, wanted, counts=counts, threshold=threshold),
        )


def _outcome(entity: Entity, kept: set[Entity], wanted: Collection[str], *, counts: bool, threshold: float) -> str:
    if not counts:
        return "dropped: its form, its place or its format rules it out"
    if entity.type not in wanted:
        return "its type is not looked for"
    same = [one for one in kept if one.type == entity.type and one.start < entity.end and entity.start < one.end]
    if same:
        return _KEPT
    if entity.score < threshold:
        return f"below the threshold of {threshold:g}"
    others = sorted({str(one.type) for one in kept if one.start < entity.end and entity.start < one.end})
    return f"an overlapping {' and '.join(others) or 'finding'} is preferred"


def _nothing(window: Window, offset: int) -> Explanation:
    at = offset - window.start
    around = [field for field in window.fields if field.start <= at < field.end]
    why = "no rule and no guess of the network matches here"
    if any(field.type == NOTHING for field in around):
        why = "the format says that this value is nobody's"
    elif window.strict and not around:
        why = "this is a key or markup, in which only what its form alone proves is reported"
    return Explanation(
        type="",
        start=offset,
        end=offset + 1,
        score=0.0,
        found_by="",
        field=around[-1].name if around else "",
        format=_format(window),
        outcome=why,
    )


def _field(window: Window, start: int, end: int) -> str:
    """The name of the innermost field around the place."""
    around = [field for field in window.fields if field.start <= start and end <= field.end]
    return min(around, key=lambda field: field.end - field.start).name if around else ""


def _format(window: Window) -> str:
    return window.structure.log or str(window.structure.format)

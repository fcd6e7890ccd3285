"""Many texts of one object, each under its name: what is found in them, and what takes its place there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from objectlambda.pii.access_control import Policy
from objectlambda.pii.detection.stream import Detected, TextAnalyzer, detect_windows
from objectlambda.pii.detection.windows import Window, windows
from objectlambda.pii.entities import Entity, Field
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen, pieces
from objectlambda.pii.structure import HARD, TARGET, Format, Structure
from objectlambda.pii.structure.readable import readable

Text = tuple[str, str]
"""A name, which may be empty, and a text."""

_PLAIN = Structure(format=Format.TEXT)


class Replaced(NamedTuple):
    """``text[begin:end]`` of a text becomes ``after``."""

    begin: int
    end: int
    after: str


def replacements(
    texts: Sequence[Text], redaction: Redaction, analyzer: TextAnalyzer, *, seen: Seen | None = None
) -> list[list[Replaced]]:
    """What is replaced in each of ``texts``, in order."""
    made: list[list[Replaced]] = [[] for _ in texts]
    for window, places, entities in _detected(texts, redaction, analyzer):
        for place, inside in zip(places, _by_field(window, entities), strict=True):
            if not inside:
                continue
            cell = replace(window, begin=place.field.start, end=place.field.end, fields=[], strict=False)
            at = place.offset
            for before, after, _ in pieces([Detected(cell, inside)], redaction, seen=seen):
                if after is not before and after != before:
                    made[place.number].append(Replaced(at, at + len(before), after))
                at += len(before)
    return made


def entities_in(
    texts: Sequence[Text], wanted: Redaction | Policy, analyzer: TextAnalyzer
) -> Iterator[tuple[int, Entity, str]]:
    """Each entity of ``texts`` with the text's number and the entity's value."""
    for window, places, entities in _detected(texts, wanted, analyzer):
        for place, inside in zip(places, _by_field(window, entities), strict=True):
            for entity in inside:
                yield place.number, entity, window.text[entity.start - window.start : entity.end - window.start]


class _Place(NamedTuple):
    """A field of a window is the text of this number, from this offset on."""

    number: int
    offset: int
    field: Field


def _detected(
    texts: Sequence[Text], wanted: Redaction | Policy, analyzer: TextAnalyzer
) -> Iterator[tuple[Window, list[_Place], list[Entity]]]:
    taken: list[list[_Place]] = []

    def cut() -> Iterator[Window]:
        for window, places in _windows(texts):
            taken.append(places)
            yield window

    found = detect_windows(
        cut(),
        analyzer,
        language_code=wanted.language_code,
        entity_types=wanted.entity_types,
        threshold=wanted.threshold,
    )
    for number, (window, entities) in enumerate(found):
        yield window, taken[number], entities


def _windows(texts: Sequence[Text]) -> Iterator[tuple[Window, list[_Place]]]:
    """Texts in lines, as many as fit into a window; long ones in several windows."""
    places: list[_Place] = []
    parts: list[str] = []
    start = length = 0
    for index, (name, text) in enumerate(texts):
        offset = 0
        for piece in _pieces(text):
            if parts and length + len(piece) > TARGET:
                yield _window(parts, start, places), places
                start += length
                places, parts, length = [], [], 0
            places.append(_Place(index, offset, Field(length, length + len(piece), name)))
            parts.append(piece)
            offset += len(piece)
            length += len(piece) + 1
    if parts:
        yield _window(parts, start, places), places


def _window(parts: list[str], start: int, places: list[_Place]) -> Window:
    text = "\n".join(parts)
    fields = [place.field for place in places]
    view = readable(text, Format.TEXT, fields)
    return Window(text, start, 0, len(text), fields, _PLAIN, strict=True, view=view)


def _pieces(text: str) -> Iterator[str]:
    if len(text) <= HARD:
        yield text
        return
    for window in windows([text], structure=_PLAIN):
        yield window.own


def _by_field(window: Window, entities: Sequence[Entity]) -> Iterator[list[Entity]]:
    """The entities of each field; both are in order."""
    remaining = iter(entities)
    entity = next(remaining, None)
    for field in window.fields:
        inside = []
        while entity is not None and entity.start - window.start < field.end:
            inside.append(entity)
            entity = next(remaining, None)
        yield inside

"""Finds and replaces personal data in many texts of one object, each of which has a name."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from objectlambda.pii.access_control import Policy
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import Detected, detect_windows
from objectlambda.pii.detection.windows import Window, windows
from objectlambda.pii.entities import Entity, Field
from objectlambda.pii.redaction.modes import Redaction
from objectlambda.pii.redaction.redact import Seen, pieces
from objectlambda.pii.structure import HARD, TARGET, Format, Structure
from objectlambda.pii.structure.readable import readable

Text = tuple[str, str]
"""A name, which may be empty, and a text."""

_PLAIN = Structure(format=Format.TEXT)
_JSON = Structure(format=Format.JSON)
_IS_JSON = re.compile(r"\s*[\[{]\s*[\"\[{]")


class Replaced(NamedTuple):
    """``text[begin:end]`` of a text becomes ``after``."""

    begin: int
    end: int
    after: str


def replacements(
    texts: Sequence[Text],
    redaction: Redaction,
    analyzer: TextAnalyzer,
    *,
    json: bool = False,
    seen: Seen | None = None,
) -> list[list[Replaced]]:
    """The replacements in each of ``texts``, in order; with ``json``, texts that are JSON are read as JSON."""
    made: list[list[Replaced]] = [[] for _ in texts]
    for number, offset, found in _cells(texts, redaction, analyzer, json=json):
        at = offset
        for before, after, _ in pieces([found], redaction, seen=seen):
            if after is not before and after != before:
                made[number].append(Replaced(at, at + len(before), after))
            at += len(before)
    return made


def with_replacements(text: str, made: Sequence[Replaced]) -> str:
    """``text`` after the replacements; where two overlap, the second one only deletes its rest."""
    parts, position = [], 0
    for begin, end, after in sorted(made):
        if end > position:
            parts += [text[position:begin], after if begin >= position else ""]
            position = end
    return "".join([*parts, text[position:]])


def entities_in(
    texts: Sequence[Text], wanted: Redaction | Policy, analyzer: TextAnalyzer, *, json: bool = False
) -> Iterator[tuple[int, Entity, str]]:
    """Each entity of ``texts`` with the text's number and the entity's value."""
    for number, _, (window, entities) in _cells(texts, wanted, analyzer, json=json):
        for entity in entities:
            yield number, entity, window.text[entity.start - window.start : entity.end - window.start]


class _Place(NamedTuple):
    """A field of a window that holds the text with this number, from this offset of the text on."""

    number: int
    offset: int
    field: Field


def _cells(
    texts: Sequence[Text], wanted: Redaction | Policy, analyzer: TextAnalyzer, *, json: bool
) -> Iterator[tuple[int, int, Detected]]:
    """Each stretch of a text with entities: the text's number, the stretch's offset in it, and the entities."""
    taken: deque[list[_Place]] = deque()

    def cut() -> Iterator[Window]:
        for window, places in _windows(texts, json=json):
            taken.append(places)
            yield window

    found = detect_windows(
        cut(),
        analyzer,
        language_code=wanted.language_code,
        entity_types=wanted.entity_types,
        threshold=wanted.threshold,
    )
    covered = 0
    for window, entities in found:
        places = taken.popleft()
        for place, inside in zip(places, _by_place(window, places, entities), strict=True):
            if not inside:
                continue
            begin = max(place.field.start, covered - window.start)  # an entity may reach into the next window
            covered = max(window.start + place.field.end, inside[-1].end)
            if window.structure is _JSON:
                cell = replace(window, begin=begin)
            else:
                cell = replace(window, begin=begin, end=place.field.end, fields=[], strict=False)
            yield place.number, place.offset + begin - place.field.start, Detected(cell, inside)


def _windows(texts: Sequence[Text], *, json: bool) -> Iterator[tuple[Window, list[_Place]]]:
    """Windows of as many texts as fit, one on each line; long texts, and JSON with ``json``, have their own windows."""
    places: list[_Place] = []
    parts: list[str] = []
    start = length = 0
    apart = [number for number, (_, text) in enumerate(texts) if json and _IS_JSON.match(text)]
    held = frozenset(apart)
    for number, (name, text) in enumerate(texts):
        offset = 0
        for piece in () if number in held else _pieces(text):
            if parts and length + len(piece) > TARGET:
                yield _window(parts, start, places), places
                start += length
                places, parts, length = [], [], 0
            places.append(_Place(number, offset, Field(length, length + len(piece), name)))
            parts.append(piece)
            offset += len(piece)
            length += len(piece) + 1
    if parts:
        yield _window(parts, start, places), places
        start += length
    for number in apart:
        name, text = texts[number]
        for part in windows([text], structure=_JSON):
            whole = Field(part.begin, part.end, name)
            yield replace(part, start=start + part.start), [_Place(number, part.start + part.begin, whole)]
        start += len(text) + 1


def _window(parts: list[str], start: int, places: list[_Place]) -> Window:
    text = "\n".join(parts)
    fields = [place.field for place in places]
    view = readable(text, Format.TEXT, fields)
    return Window(text, start, 0, len(text), fields, _PLAIN, strict=True, view=view)


def _pieces(text: str) -> Iterator[str]:
    """``text``, or parts of it that fit into a window each, cut at words."""
    if len(text) <= HARD:
        yield text
        return
    for window in windows([text], structure=_PLAIN):
        yield window.own


def _by_place(window: Window, places: Sequence[_Place], entities: Sequence[Entity]) -> Iterator[list[Entity]]:
    """The entities of each place; all are in order."""
    remaining = iter(entities)
    entity = next(remaining, None)
    for place in places:
        inside = []
        while entity is not None and entity.start - window.start < place.field.end:
            inside.append(entity)
            entity = next(remaining, None)
        yield inside

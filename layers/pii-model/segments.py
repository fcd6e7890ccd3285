"""Labelled text under construction: a list of segments, each a string and its label (or None)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Segment = tuple[str, str | None]
Segments = list[Segment]
Span = tuple[int, int, str]

_SLOT = re.compile(r"\{([A-Z_]+[0-9]?)\}")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its spans (start, end, label), characters, in order."""

    text: str
    spans: tuple[Span, ...]


def document(segments: Iterable[Segment]) -> Document:
    """The segments as one text; neighbouring segments stay separate spans."""
    parts, spans, length = [], [], 0
    for text, label in segments:
        if label and text:
            spans.append((length, length + len(text), label))
        parts.append(text)
        length += len(text)
    return Document("".join(parts), tuple(spans))


def mapped(segments: Iterable[Segment], change: Callable[[str], str]) -> Segments:
    """The segments with `change` applied to each text."""
    return [(change(text), label) for text, label in segments]


def plain(segments: Iterable[Segment]) -> str:
    """The text of the segments."""
    return "".join(text for text, _ in segments)


def fill(template: str, slots: Mapping[str, Callable[[], Segments]], rng: random.Random) -> Segments:
    """`template` with each {SLOT} drawn; `[a|b|]` picks one of the alternatives. A digit after the slot's name
    ({NAME1} … {NAME1}) repeats the same value."""
    while "[" in template:
        chosen = re.sub(r"\[([^\[\]]*\|[^\[\]]*)\]", lambda match: rng.choice(match[1].split("|")), template)
        if chosen == template:
            break
        template = chosen
    result: Segments = []
    kept: dict[str, Segments] = {}
    position = 0
    for match in _SLOT.finditer(template):
        result.append((template[position : match.start()], None))
        slot = match[1]
        name = slot.rstrip("0123456789")
        if name not in slots:
            raise KeyError(f"template uses the unknown slot {slot}: {template}")
        if slot not in kept:
            kept[slot] = slots[name]()
        result += kept[slot]
        if name == slot:
            del kept[slot]
        position = match.end()
    result.append((template[position:], None))
    return [segment for segment in result if segment[0]]

"""Detection for programs: whole texts, streams of text or bytes, and yes-or-no answers.

The analyzer, and with it spaCy and Presidio, is loaded at the first call and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypedDict

from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.stream import Detected, TextAnalyzer, detect_windows, first_entity
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.entities import Entity, check_language
from objectlambda.pii.structure import Structure
from objectlambda.pii.text_encoding import decoded, encoding_of


class Label(NamedTuple):
    """That a text holds a type, and the score of the surest entity of it (ContainsPiiEntities' answer)."""

    name: str
    score: float


class LocatedEntity(NamedTuple):
    """An entity and the bytes of the stream that it takes, ``end`` exclusive, a byte order mark counted."""

    entity: Entity
    byte_start: int
    byte_end: int


class ComprehendEntity(TypedDict):
    """One entity as DetectPiiEntities gives it."""

    Score: float
    Type: str
    BeginOffset: int
    EndOffset: int


class ComprehendLabel(TypedDict):
    """One label as ContainsPiiEntities gives it."""

    Name: str
    Score: float


def detect(
    text: str,
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    key: str | None = None,
    structure: Structure | None = None,
    analyzer: TextAnalyzer | None = None,
) -> list[Entity]:
    """The personal data in ``text``, in order, offsets in characters, of any length.

    ``entity_types`` are Comprehend's names (all by default); entities below ``threshold`` are left out. The
    text's format is seen from its beginning; ``key`` (a file name) helps, ``structure`` decides. Raises
    InvalidSettings for a language or type that is unknown.
    """
    return list(
        detect_stream(
            [text],
            language_code,
            entity_types=entity_types,
            threshold=threshold,
            key=key,
            structure=structure,
            analyzer=analyzer,
        )
    )


def detect_stream(
    chunks: Iterable[str] | Iterable[bytes],
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    encoding: str = "auto",
    key: str | None = None,
    structure: Structure | None = None,
    analyzer: TextAnalyzer | None = None,
) -> Iterator[Entity]:
    """The personal data in the text that ``chunks`` are, while they arrive, in memory that does not grow.

    Gives what :func:`detect` gives for the whole text, however it is cut into chunks. Bytes are decoded as
    ``encoding`` says; undecodable ones raise UnexpectedContent with their offset.
    """
    found = detected_windows(
        _text(chunks, encoding),
        language_code,
        entity_types=entity_types,
        threshold=threshold,
        key=key,
        structure=structure,
        analyzer=analyzer,
    )
    for _, entities in found:
        yield from entities


def detected_windows(
    chunks: Iterable[str],
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    key: str | None = None,
    structure: Structure | None = None,
    analyzer: TextAnalyzer | None = None,
) -> Iterator[Detected]:
    """The text that ``chunks`` are in windows, each with its entities: what redaction works on."""
    check_language(language_code)
    return detect_windows(
        windows(chunks, key=key, structure=structure),
        analyzer or default_analyzer(),
        language_code=language_code,
        entity_types=entity_types,
        threshold=threshold,
    )


def locate(
    chunks: Iterable[bytes],
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    encoding: str = "auto",
    key: str | None = None,
    analyzer: TextAnalyzer | None = None,
) -> Iterator[LocatedEntity]:
    """The personal data in the bytes that ``chunks`` are, each with its place in characters and in bytes."""
    source = iter(chunks)
    head = next(source, b"")
    while len(head) < 3 and (more := next(source, None)) is not None:
        head += more
    kind = encoding_of(head, encoding)
    offset = len(kind.mark)
    found = detected_windows(
        decoded(chain([head], source), encoding),
        language_code,
        entity_types=entity_types,
        threshold=threshold,
        key=key,
        analyzer=analyzer,
    )
    for window, entities in found:
        for entity in entities:
            before = window.text[window.begin : entity.start - window.start]
            value = window.text[entity.start - window.start : entity.end - window.start]
            start = offset + len(before.encode(kind.codec))
            yield LocatedEntity(entity, start, start + len(value.encode(kind.codec)))
        offset += len(window.own.encode(kind.codec))


def contains(
    text: str | Iterable[str] | Iterable[bytes],
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    encoding: str = "auto",
    key: str | None = None,
    analyzer: TextAnalyzer | None = None,
) -> bool:
    """Whether there is any personal data in ``text`` (a text, or its chunks); reads no further than it must."""
    check_language(language_code)
    found = first_entity(
        windows([text] if isinstance(text, str) else _text(text, encoding), key=key),
        analyzer or default_analyzer(),
        language_code=language_code,
        entity_types=entity_types,
        threshold=threshold,
    )
    return found is not None


def labels(
    text: str | Iterable[str] | Iterable[bytes],
    language_code: str = "en",
    *,
    entity_types: Collection[str] | None = None,
    threshold: float = 0.5,
    encoding: str = "auto",
    key: str | None = None,
    analyzer: TextAnalyzer | None = None,
) -> list[Label]:
    """Which types of personal data ``text`` holds, with the highest score of each, sorted by name."""
    scores: dict[str, float] = {}
    for entity in detect_stream(
        [text] if isinstance(text, str) else text,
        language_code,
        entity_types=entity_types,
        threshold=threshold,
        encoding=encoding,
        key=key,
        analyzer=analyzer,
    ):
        scores[entity.type] = max(entity.score, scores.get(entity.type, 0.0))
    return [Label(name, score) for name, score in sorted(scores.items())]


def as_comprehend_entities(entities: Iterable[Entity]) -> dict[str, list[ComprehendEntity]]:
    """``entities`` in the shape of DetectPiiEntities' answer."""
    return {"Entities": [as_comprehend_entity(entity) for entity in entities]}


def as_comprehend_entity(entity: Entity) -> ComprehendEntity:
    """``entity`` in the shape of DetectPiiEntities' answer."""
    return {
        "Score": entity.score,
        "Type": str(entity.type),
        "BeginOffset": entity.start,
        "EndOffset": entity.end,
    }


def as_comprehend_labels(found: Iterable[Label]) -> dict[str, list[ComprehendLabel]]:
    """``found`` in the shape of ContainsPiiEntities' answer."""
    return {"Labels": [{"Name": str(label.name), "Score": label.score} for label in found]}


def _text(chunks: Iterable[str] | Iterable[bytes], encoding: str) -> Iterator[str]:
    """``chunks`` as text: as they are, or decoded."""
    source: Iterator[str | bytes] = iter(chunks)
    first = next(source, None)
    if first is None:
        return
    if isinstance(first, str):
        yield first
        yield from (chunk for chunk in source if isinstance(chunk, str))
        return
    yield from decoded((chunk for chunk in chain([first], source) if isinstance(chunk, bytes)), encoding)

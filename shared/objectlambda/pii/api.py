"""Detection for programs: in whole texts, in streams of text or bytes, and whether there is anything at all.

The first call loads the analyzer, with spaCy and Presidio, and keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypedDict, TypeVar

from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import Detected, detect_windows, first_entity
from objectlambda.pii.detection.windows import windows
from objectlambda.pii.entities import Entity, check_language
from objectlambda.pii.structure import Structure
from objectlambda.pii.text_encoding import check_text, decode_text, encoding_of

_TEXTS = "the text is a str, or an iterable of str or of bytes"
Chunk = TypeVar("Chunk", str, bytes)


class Label(NamedTuple):
    """A type that a text holds, with the highest score of its entities, as ContainsPiiEntities returns it."""

    name: str
    score: float


class LocatedEntity(NamedTuple):
    """An entity and its bytes in the stream, ``byte_end`` exclusive; a byte order mark is counted."""

    entity: Entity
    byte_start: int
    byte_end: int


class ComprehendEntity(TypedDict):
    """One entity as DetectPiiEntities returns it."""

    Score: float
    Type: str
    BeginOffset: int
    EndOffset: int


class ComprehendLabel(TypedDict):
    """One label as ContainsPiiEntities returns it."""

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
    """The personal data in ``text``, in order, with offsets in characters; ``text`` may have any length.

    ``entity_types`` are the types to look for (all of Comprehend's by default); entities below ``threshold`` are left
    out. The format is told from the beginning of the text; ``key`` (a file name) is a hint, ``structure`` decides.
    Raises InvalidSettings for an unknown language or type.
    """
    if not isinstance(text, str):
        raise TypeError(f"the text is a str, not {type(text).__name__}; detect_stream() takes chunks of bytes")
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
    """Yields the personal data in ``chunks`` of a text while they arrive, in constant memory.

    The result is that of :func:`detect` for the whole text, wherever the chunks end. Bytes are decoded by ``encoding``;
    bytes that cannot be decoded raise UnexpectedContent with their offset.
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
    """Yields the windows of the text in ``chunks``, each with its entities; redaction works on these."""
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
    """Yields the personal data in ``chunks`` of bytes, with its place in characters and in bytes."""
    source = iter(chunks)
    head = next(source, b"")
    while len(head) < 3 and (more := next(source, None)) is not None:
        head += more
    kind = encoding_of(head, encoding)
    offset = len(kind.mark)
    found = detected_windows(
        decode_text(chain([head], source), encoding),
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
    """Whether there is any personal data in ``text`` (a text or its chunks); stops reading at the first.

    Raises UnexpectedContent for a text in which nothing can be looked for, such as Ascii85.
    """
    check_language(language_code)
    if isinstance(text, str):
        check_text(text)
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
    """``entities`` in the shape of a response of DetectPiiEntities."""
    return {"Entities": [as_comprehend_entity(entity) for entity in entities]}


def as_comprehend_entity(entity: Entity) -> ComprehendEntity:
    """``entity`` in the shape of a response of DetectPiiEntities."""
    return {
        "Score": entity.score,
        "Type": str(entity.type),
        "BeginOffset": entity.start,
        "EndOffset": entity.end,
    }


def as_comprehend_labels(found: Iterable[Label]) -> dict[str, list[ComprehendLabel]]:
    """``found`` in the shape of a response of ContainsPiiEntities."""
    return {"Labels": [{"Name": str(label.name), "Score": label.score} for label in found]}


def _text(chunks: Iterable[str] | Iterable[bytes], encoding: str) -> Iterator[str]:
    """``chunks`` as text; bytes are decoded. Raises TypeError for what is neither, and where they are mixed."""
    given: object = chunks  # callers need not check types
    if isinstance(given, bytes | bytearray | memoryview) or not isinstance(given, Iterable):
        raise TypeError(f"{_TEXTS}, not {type(given).__name__}")
    source: Iterator[str | bytes] = iter(given)
    first = next(source, None)
    if first is None:
        return
    if isinstance(first, str):
        yield from _only(str, chain([first], source))
        return
    yield from decode_text(_only(bytes, chain([first], source)), encoding)


def _only(kind: type[Chunk], chunks: Iterable[object]) -> Iterator[Chunk]:
    for chunk in chunks:
        if not isinstance(chunk, kind):
            raise TypeError(f"{_TEXTS}; this one gives {type(chunk).__name__}")
        yield chunk

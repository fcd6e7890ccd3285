"""The redaction transform: yields a text without its personal data while the text is still arriving.

The result depends on the text alone, and not on its chunks. Memory is bounded by a batch of windows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from objectlambda.pii.detection.loading import default_analyzer
from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.detection.stream import Detected, detect_windows
from objectlambda.pii.detection.windows import Window, windows
from objectlambda.pii.entities import Entity, check_language
from objectlambda.pii.placeholders import placeholders
from objectlambda.pii.redaction.key_names import KeyNames
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.sites import Site, Sites, mask_in, replacement_at, replacement_in_tag
from objectlambda.pii.structure import Structure
from objectlambda.pii.text_encoding import decode_as, encoding_of, lenient_errors
from objectlambda.streams import close

_MARK_BYTES = 3

Seen = Callable[[Entity], None]


def redact(
    chunks: Iterable[bytes],
    redaction: Redaction | None = None,
    *,
    key: str | None = None,
    structure: Structure | None = None,
    analyzer: TextAnalyzer | None = None,
    seen: Seen | None = None,
) -> Iterator[bytes]:
    """Yields the text in ``chunks`` with its personal data replaced as ``redaction`` says.

    Args:
        chunks: text in UTF-8, UTF-16 with BOM, or the encoding that ``redaction`` names.
        redaction: what to replace and how; by default everything, by a mask.
        key: the object's name, a hint at its format.
        structure: the format, if it is known.
        analyzer: finds the data; by default the one of the package.
        seen: called with each entity that is replaced.

    Raises:
        UnexpectedContent: a byte cannot be decoded; the text before it may have been yielded.
    """
    wanted = redaction or Redaction()
    check_language(wanted.language_code)
    source = iter(chunks)
    try:
        head = b""
        while len(head) < _MARK_BYTES and (more := next(source, None)) is not None:
            head += more
        encoding = encoding_of(head, wanted.encoding)
        errors = lenient_errors(encoding) if wanted.lenient else "strict"
        if encoding.mark:
            yield encoding.mark
        text = decode_as(encoding, chain([head[len(encoding.mark) :]], source), errors=errors)
        found = detect_windows(
            windows(text, key=key, structure=structure),
            analyzer or default_analyzer(),
            language_code=wanted.language_code,
            entity_types=wanted.entity_types,
            threshold=wanted.threshold,
        )
        for part in redact_windows(found, wanted, seen=seen):
            if part:
                yield part.encode(encoding.codec, errors)
    finally:
        close(source)


def redact_windows(detected: Iterable[Detected], redaction: Redaction, *, seen: Seen | None = None) -> Iterator[str]:
    """Yields the text of ``detected``, window by window, with its entities replaced."""
    for window, stretches in _stretches(detected, redaction, seen):
        text = window.text
        yield "".join([text[begin:end] if after is None else after for begin, end, after in stretches])


def pieces(
    detected: Iterable[Detected], redaction: Redaction, *, seen: Seen | None = None
) -> Iterator[tuple[str, str, Window]]:
    """The whole text in stretches: the text before redaction, the text after it, and the window."""
    for window, stretches in _stretches(detected, redaction, seen):
        for begin, end, after in stretches:
            before = window.text[begin:end]
            yield before, before if after is None else after, window


def _stretches(
    detected: Iterable[Detected], redaction: Redaction, seen: Seen | None
) -> Iterator[tuple[Window, list[tuple[int, int, str | None]]]]:
    """Each window with its stretches: where one begins and ends, and what replaces it, or None if it stays."""
    covered = 0
    names, tags = KeyNames(), KeyNames(in_tags=True)
    modes, mode = redaction.modes, redaction.mode
    for window, entities in detected:
        text, base = window.text, window.start
        position = max(window.begin, covered - base)
        found: list[tuple[int, int, str | None]] = []
        as_written = window.view is None and not redaction.mask_bytes
        if entities:
            sites = Sites(window, keys=redaction.keys)
            earlier = placeholders(text)
            mask = mask_in(window.structure, redaction.mask_character)
        for entity in entities:
            kind, start, stop, _, _, _ = entity
            whole = (start - base, stop - base)
            for begin, end in _parts_to_replace(window, entity, earlier, redaction) if earlier else (whole,):
                site = sites.at(begin, end)
                first, last, quote, _, outside = site
                if last <= position or (outside and sites.is_markup(site)):
                    continue
                if first > position:
                    found.append((position, first, None))
                else:
                    first = position
                if as_written and not (quote or outside) and modes.get(kind, mode) is Mode.MASK:
                    replacement = mask * (last - site.begin)
                else:
                    replacement = _replacement(window, entity, sites, site, redaction, mask, tags)
                    if sites.is_key(site):
                        replacement = names.distinct(text[site.begin : site.end], replacement, mask)
                    view = None if entity.plain else window.view
                    if first > site.begin and view is not None and view.keeps_length(site.begin):
                        replacement = replacement[first - site.begin :]  # it may hold bits of both values
                found.append((first, last, replacement))
                position = last
                if seen is not None:
                    seen(entity)
        if position < window.end:
            found.append((position, window.end, None))
        covered = base + max(position, window.end)
        yield window, found


def _replacement(
    window: Window, entity: Entity, sites: Sites, site: Site, redaction: Redaction, mask: str, tags: KeyNames
) -> str:
    """What stands in place of ``entity`` at its ``site``; ``tags`` are the replacements in tags so far."""
    shown = replace(window, view=None) if entity.plain else window
    wanted = redaction.of_parts() if entity.part else redaction
    if sites.is_in_tag(site):
        return replacement_in_tag(wanted, entity.type, site, shown, tags)
    return replacement_at(wanted, entity.type, site, shown, mask)


def _parts_to_replace(
    window: Window, entity: Entity, earlier: list[tuple[int, int]], redaction: Redaction
) -> Iterator[tuple[int, int]]:
    """The parts of ``entity`` outside of placeholders, which would get a second pair of brackets."""
    begin, end = entity.start - window.start, entity.end - window.start
    if redaction.mode_of(entity.type) is not Mode.REPLACE_WITH_PII_ENTITY_TYPE:
        yield begin, end
        return
    text = window.text
    for start, stop in earlier:
        if stop <= begin:
            continue
        if start >= end:
            break
        if any(map(str.isalnum, text[begin:start])):
            yield begin, start
        begin = stop
    if begin < end and any(map(str.isalnum, text[begin:end])):
        yield begin, end

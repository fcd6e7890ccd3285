"""Text in segments, some of which are entities: what a browser needs to show where they stand, without offsets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PROBE_CHARACTERS = 80
"""How much of the text behind an entity is looked for, to see where its replacement ends."""

HEX_BYTES = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An entity of ``type`` from character ``start`` to ``end`` (exclusive)."""

    type: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of a text; ``type`` is empty where it is no entity."""

    text: str = field(repr=False)
    type: str = ""
    score: float = 0.0


def marked(text: str, spans: Sequence[Span]) -> Iterator[Segment]:
    """``text`` with its entities apart; ``spans`` in order and without overlaps."""
    position = 0
    for span in spans:
        if span.start > position:
            yield Segment(text=text[position : span.start])
        yield Segment(text=text[span.start : span.end], type=span.type, score=span.score)
        position = span.end
    if position < len(text):
        yield Segment(text=text[position:])


def mark_replacements(before: str, after: str, spans: Sequence[Span]) -> Iterator[Segment]:
    """``after`` with what stands in it in place of the entities of ``before`` apart.

    What lies between entities is the same in both; from where it is not, ``after`` is given as it is.
    """
    at = position = 0
    for index, span in enumerate(spans):
        same = before[position : span.start]
        if not after.startswith(same, at):
            break
        if same:
            yield Segment(text=same)
        at += len(same)
        if at >= len(after):
            return
        following = spans[index + 1].start if index + 1 < len(spans) else len(before)
        probe = before[span.end : following][:PROBE_CHARACTERS]
        end = _end(after, at, span.type, before[span.start : span.end], probe)
        if end > at:
            yield Segment(text=after[at:end], type=span.type, score=span.score)
        at, position = end, span.end
    if at < len(after):
        yield Segment(text=after[at:])


def readable(data: bytes, *, cut: bool) -> str | None:
    """``data`` as text, without a character that was ``cut`` in half; ``None`` where it is no text."""
    codec = "utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    if codec == "utf-8-sig" and b"\0" in data:
        return None
    try:
        return codecs.getincrementaldecoder(codec)().decode(data, final=not cut)
    except UnicodeDecodeError:
        return None


def hexadecimal(data: bytes) -> str:
    """The first bytes of ``data`` as offsets, hexadecimal digits and what of them is ASCII."""
    lines = []
    for start in range(0, min(len(data), HEX_BYTES), 16):
        row = data[start : start + 16]
        digits = " ".join(f"{byte:02x}" for byte in row)
        ascii_ = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append(f"{start:06x}  {digits:<47}  {ascii_}")
    return "\n".join(lines)


def _end(after: str, at: int, kind: str, value: str, probe: str) -> int:
    """Where the replacement of ``value`` ends: ``[TYPE]``, a mask of its length, or where the text goes on."""
    named = re.compile(rf"\[{re.escape(kind)}(:[0-9a-f]+)?\]").match(after, at)
    if named is not None:
        return named.end()
    end = min(at + len(value), len(after))
    masked = all(new == old or not new.isalnum() for new, old in zip(after[at:end], value, strict=False))
    if (masked and after.startswith(probe, end)) or not probe:
        return end
    found = after.find(probe, at)
    return found if found >= 0 else at  # it is not known: all from here is given as it is

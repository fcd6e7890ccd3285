"""What a lexer gives for each window, and where free text may be cut.

A lexer is asked for one window after the other and says where the window ends, how much context stands on either
side of it, and which fields lie in it. It looks at no character behind ``start + HARD``, and the caller has
those characters in hand or the text ends before: so what it answers depends on the text alone, never on how
the text arrived.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from objectlambda.pii.entities import Field

TARGET = 8 * 1024
"""Characters that a window has when there is a good place to cut."""
HARD = 16 * 1024
"""Characters that a window never exceeds, context not counted."""
CONTEXT = 256
"""Characters of context on either side of a cut through running text."""
_LEAST_CONTEXT = 64
"""Characters of context below which a word is cut rather than a number in groups."""
DEPTH = 1000
"""Nesting whose names are remembered; deeper values keep the name of the level above."""

_SPACE = re.compile(r"\s")
_PUNCTUATION = ",;|&<>(){}[]\"'="


class Lexed(NamedTuple):
    """One window: ``text[start:end]`` is its own, ``text[left:right]`` what may be looked at to judge it.

    The offsets of ``fields`` count from ``left``.
    """

    left: int
    end: int
    right: int
    fields: list[Field]


class Lexer(Protocol):
    """Cuts windows off a text and names the values in them; keeps state from one window to the next."""

    strict: bool
    """Whether everything that is not in a field is markup, which no entity may touch."""

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``.

        ``text`` goes on for at least ``HARD + CONTEXT`` characters from there, unless the text ends; of what
        came before ``start`` it still has more than ``CONTEXT`` characters.
        """
        ...


class Cut(NamedTuple):
    """A place to cut free text; ``clean`` when nothing can stand across it."""

    end: int
    clean: bool


def cut_text(text: str, start: int, stop: int, *, clean_lines: bool = False) -> Cut:
    """Where the window of free text that starts at ``start`` and must end at ``stop`` at the latest is cut best.

    In this order: the end of a paragraph, of a line, of a sentence, of a word, punctuation, anywhere.
    ``clean_lines`` says that nothing goes over the end of a line (logs).
    """
    aim = min(start + TARGET, stop)
    low = start + TARGET // 2
    if clean_lines and (found := text.rfind("\n", low, aim)) >= 0:
        return Cut(found + 1, True)
    paragraph = max(text.rfind("\n\n", low, aim), text.rfind("\n\r\n", low, aim))
    if paragraph >= 0:
        return Cut(text.index("\n", paragraph + 1) + 1, True)
    for mark in ("\n", ". ", " "):
        if (found := text.rfind(mark, low, aim)) >= 0:
            return Cut(found + len(mark), False)
    hard = min(start + HARD, stop)
    if space := _SPACE.search(text, aim, hard):
        return Cut(space.end(), False)
    found = max(text.rfind(mark, low, hard) for mark in _PUNCTUATION)
    return Cut(found + 1 if found >= 0 else hard, False)


def context_before(text: str, position: int, floor: int = 0) -> int:
    """Where the context of a cut at ``position`` begins: at a word, not before ``floor``."""
    low = max(position - CONTEXT, floor, 0)
    if low in (0, floor):
        return low
    space = _SPACE.search(text, low, position)
    return space.end() if space and space.end() < position - _LEAST_CONTEXT else low


def context_after(text: str, position: int, ceiling: int) -> int:
    """Where the context behind a cut at ``position`` ends: at a word, not behind ``ceiling``."""
    high = min(position + CONTEXT, ceiling)
    if high == ceiling:
        return high
    space = max(text.rfind(" ", position, high), text.rfind("\n", position, high))
    return space if space > position + _LEAST_CONTEXT else high


class LongValue(NamedTuple):
    """A value that goes on behind the window: what matches the rest of it, its name, its length so far."""

    pattern: re.Pattern[str]
    name: str
    length: int


def cut_value(text: str, start: int, begin: int, pattern: re.Pattern[str]) -> tuple[int, int]:
    """Where a window that starts at ``start`` ends inside the value at ``begin``, and how far it may look on.

    ``pattern`` matches as much of the value as there is, escapes only when they are whole: no escape is cut.
    """
    stop = min(len(text), start + HARD)
    end = span_end(pattern, text, begin, cut_text(text, start, stop).end)
    return end, context_after(text, end, span_end(pattern, text, begin, min(len(text), stop + CONTEXT)))


def span_end(pattern: re.Pattern[str], text: str, begin: int, stop: int) -> int:
    """Where the match of ``pattern`` at ``begin`` ends, ``begin`` itself if there is none."""
    match = pattern.match(text, begin, stop)
    return match.end() if match else begin

"""The interface of lexers, and the places where free text may be cut.

A lexer is called for one window after the other. It returns the end of the window, the context on either side, and the
fields in it. It reads no character after ``start + HARD``; the caller holds all of these characters, unless the text
ends before. The result therefore depends on the text alone, and not on how the text arrived.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

from objectlambda.pii.entities import Field

TARGET = 16 * 1024
"""The usual size of a window in characters, if there is a good place to cut."""
HARD = 32 * 1024
"""The largest size of a window in characters, without its context."""
CONTEXT = 256
"""The characters of context on either side of a cut through running text."""
_LEAST_CONTEXT = 64
"""With less context than this, a word is cut rather than a number in groups."""
DEPTH = 1000
"""How deep names are remembered; deeper values keep the name of the level above."""

_SPACE = re.compile(r"\s")
_PUNCTUATION = ",;|&<>(){}[]\"'="


class Lexed(NamedTuple):
    """One window: ``text[start:end]`` is its own part, ``text[left:right]`` includes its context.

    The offsets of ``fields`` count from ``left``.
    """

    left: int
    end: int
    right: int
    fields: list[Field]


class Lexer(Protocol):
    """Cuts a text into windows and names the values in them; keeps state from one window to the next."""

    strict: bool
    """Whether everything outside of fields is markup, which no entity may touch."""

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``.

        ``text`` continues for at least ``HARD + CONTEXT`` characters from there, unless it ends; before ``start`` it
        holds more than ``CONTEXT`` characters, if there are so many.
        """
        ...


class Cut(NamedTuple):
    """A place to cut free text; ``clean`` if no value can extend across it."""

    end: int
    clean: bool


def cut_text(text: str, start: int, stop: int, *, clean_lines: bool = False) -> Cut:
    """The best end, up to ``stop``, for the window of free text that starts at ``start``.

    It tries in this order: the end of a paragraph, of a line, of a sentence, of a word, punctuation, any place.
    ``clean_lines`` says that no value extends over the end of a line, as in logs.
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
    """The start of the context before a cut at ``position``: at a word, and not before ``floor``."""
    low = max(position - CONTEXT, floor, 0)
    if low in (0, floor):
        return low
    space = _SPACE.search(text, low, position)
    return space.end() if space and space.end() < position - _LEAST_CONTEXT else low


def context_after(text: str, position: int, ceiling: int) -> int:
    """The end of the context after a cut at ``position``: at a word, and not after ``ceiling``."""
    high = min(position + CONTEXT, ceiling)
    if high == ceiling:
        return high
    space = max(text.rfind(" ", position, high), text.rfind("\n", position, high))
    return space if space > position + _LEAST_CONTEXT else high


class LongValue(NamedTuple):
    """A value that continues after the window: the pattern of its rest, its name, its length so far."""

    pattern: re.Pattern[str]
    name: str
    length: int


def cut_value(text: str, start: int, begin: int, pattern: re.Pattern[str]) -> tuple[int, int]:
    """The end, inside the value at ``begin``, of a window that starts at ``start``; and the end of its context.

    ``pattern`` matches the value as far as it goes, and only whole escapes, so that no escape is cut.
    """
    stop = min(len(text), start + HARD)
    end = span_end(pattern, text, begin, cut_text(text, start, stop).end)
    return end, context_after(text, end, span_end(pattern, text, begin, min(len(text), stop + CONTEXT)))


def span_end(pattern: re.Pattern[str], text: str, begin: int, stop: int) -> int:
    """The end of the match of ``pattern`` at ``begin``; ``begin`` if there is none."""
    match = pattern.match(text, begin, stop)
    return match.end() if match else begin

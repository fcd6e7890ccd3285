"""Windows over texts that consist of records: lines, folded lines, segments.

A reader knows one format. It says where a record ends and which values it holds, and the lexer makes windows of whole
records. A record that is longer than a window (a picture in an HL7 message) is cut like running text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.lexing import HARD, TARGET, Lexed, context_after, context_before, cut_text


class Escape(NamedTuple):
    """An escape sequence of the format, or a fold, which stands for nothing; a text with one holds ``mark``."""

    mark: str
    pattern: re.Pattern[str]
    character: Callable[[re.Match[str]], str]


class Reader(Protocol):
    """Reads the records of one format; remembers what one record says about the next."""

    @property
    def separators(self) -> str:
        """The characters that a replacement must not contain."""
        ...

    @property
    def escape(self) -> Escape | None:
        """The format's escapes."""
        ...

    def record_end(self, text: str, start: int, stop: int) -> int:
        """The place after the record at ``start``; -1 if the record does not end before ``stop``."""
        ...

    def values(self, text: str, start: int, end: int) -> list[Field]:
        """The values of the record ``text[start:end]`` in order, with offsets in ``text``: everything but markup."""
        ...


class RecordLexer:
    """Cuts a text into windows of whole records."""

    strict = True

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._long = False

    def lex(self, text: str, start: int) -> Lexed:
        """The window that starts at ``start``; see :class:`Lexer`."""
        stop = min(len(text), start + HARD)
        aim, low = min(start + TARGET, stop), start + TARGET // 2
        if self._long:
            return self._cut_record(text, start, stop)
        fields: list[Field] = []
        position = start
        while position < aim:
            end = self._record_end(text, position, stop)
            if (end < 0 or end > aim) and position >= low:
                break
            if end < 0:
                if position > start:
                    break
                return self._cut_record(text, start, stop)
            fields.extend(
                Field(begin - start, last - start, name, kind)
                for begin, last, name, kind in self._reader.values(text, position, end)
            )
            position = end
        return Lexed(start, position, position, fields)

    def _record_end(self, text: str, start: int, stop: int) -> int:
        end = self._reader.record_end(text, start, stop)
        return stop if end < 0 and stop == len(text) else end

    def _cut_record(self, text: str, start: int, stop: int) -> Lexed:
        """A window inside a record that is longer than a window, cut like running text, with context on both sides."""
        left = context_before(text, start) if self._long else start
        record_end = self._record_end(text, start, stop)
        end = cut_text(text, start, stop).end
        self._long = not 0 <= record_end <= end
        if not self._long:
            end = record_end
        right = context_after(text, end, len(text)) if self._long else end
        return Lexed(left, end, right, [Field(0, right - left, "")])


def line_end(text: str, start: int, stop: int) -> int:
    """The place after the line at ``start``; -1 if the line does not end before ``stop``."""
    found = text.find("\n", start, stop)
    lone = text.find("\r", start, stop if found < 0 else found)
    if lone >= 0 and lone + 1 != found:
        return lone + 1
    return found + 1 if found >= 0 else -1


def folded_line_end(text: str, start: int, stop: int) -> int:
    """The place after the line at ``start`` and its continuation lines, which begin with a blank; -1 as above."""
    end = line_end(text, start, stop)
    while 0 < end < len(text):
        if end >= stop:
            return -1
        if text[end] not in " \t":
            return end
        end = line_end(text, end, stop)
    return end

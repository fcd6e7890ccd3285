"""Splits a text of any length into windows of bounded size, each with its context and its named values.

The end of a window depends on the text alone, and not on the chunks in which the text arrives. Memory is bounded by two
windows and a chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from objectlambda.pii.entities import Field
from objectlambda.pii.structure import CONTEXT, HARD, SNIFFED, Lexer, Structure, lexer_for, sniff
from objectlambda.pii.structure.joined_texts import Borders
from objectlambda.pii.structure.mail_escapes import declares_quoted_printable
from objectlambda.pii.structure.readable import readable
from objectlambda.pii.structure.segments import find_escapes
from objectlambda.pii.structure.views import View

_AHEAD = HARD + CONTEXT + 1
"""How many characters a lexer may read from a window's start, and one more, which shows that the text goes on."""

_CUTS, _LEAST_PART = 16, 2048
"""A text has so many borders between formats, and one more for so many characters: each costs as much as a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """``text[begin:end]`` is this window's own part of the whole text; the rest is context.

    ``start`` is the offset of ``text[0]`` in the whole text; offsets of ``fields`` count from there. If ``strict``,
    everything outside of the fields is markup. ``view`` is the decoded text, or None if nothing is encoded.
    """

    text: str
    start: int
    begin: int
    end: int
    fields: list[Field]
    structure: Structure
    strict: bool
    view: View | None = field(default=None, compare=False)

    @property
    def own(self) -> str:
        """The window's own text, without context; joined, these parts are the whole text."""
        return self.text[self.begin : self.end]


def windows(chunks: Iterable[str], *, key: str | None = None, structure: Structure | None = None) -> Iterator[Window]:
    """Yields the windows of the text in ``chunks``, in order and without gaps.

    ``key`` is the object's name, a hint at its format; ``structure`` gives the format instead.
    """
    text, base, position = "", 0, 0
    pending: list[str] = []
    waiting = 0
    lexer: Lexer | None = None
    borders: Borders | None = None
    quoted = False
    cuts = 0
    for chunk, last in chain(((chunk, False) for chunk in chunks), [("", True)]):
        pending.append(chunk)
        waiting += len(chunk)
        if not last and len(text) - position + waiting < _AHEAD:
            continue
        keep = max(0, position - CONTEXT - 1)
        text = "".join((text[keep:], *pending))
        base, position = base + keep, position - keep
        pending.clear()
        waiting = 0
        if lexer is None or borders is None or structure is None:
            structure = structure or sniff(text, key)
            lexer = lexer_for(structure)
            borders = Borders(structure, text)
        while len(text) - position >= _AHEAD or (last and position < len(text)):
            border = borders.after(text, position) if cuts < _CUTS + (base + position) // _LEAST_PART else -1
            left, end, right, fields = lexer.lex(text if border < 0 else text[:border], position)
            shown = text[left:right]
            own = find_escapes(structure.reader, structure.prologue, shown) if structure.reader else ()
            quoted = quoted or declares_quoted_printable(shown)
            view = readable(shown, structure.format, fields, own, quoted=quoted)
            yield Window(shown, base + left, position - left, end - left, fields, structure, lexer.strict, view)
            position = end
            if end == border:
                cuts += 1
                structure = sniff(text[end : end + SNIFFED])
                lexer, borders = lexer_for(structure), Borders(structure, text[end : end + SNIFFED])

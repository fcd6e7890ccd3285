"""Texts that come in small pieces, each in an event of its own, read as the one text that they make.

Recordings of terminals (asciicast: ``[1.25, "o", "SSN 536-"]``), and answers that a model or a server sends while it
makes them (``{"delta": {"content": "SSN 536-"}}``). What a terminal showed and what was typed are read apart and, as
passwords do not show, together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.views import Substitution, View

_BETWEEN = re.compile(r"\"\s?,\s?\"")
_KINDS = ("o", "i")
_TEXTS = frozenset({"content", "text", "delta", "partial_json", "token", "chunk", "arguments", "generated_text"})
"""The keys of the pieces of a text that is sent while it is made."""


class _Recording(View):
    """Pieces of a text in a row; a value in it is replaced in each of the pieces in which it stands."""

    __slots__ = ()

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for first, last in self.stretches(start, end):
            if any(map(str.isalnum, self._original[first:last])):
                if self._below is None:
                    yield first, last
                else:
                    yield self._below.source(first), self._below.source_end(last)


def recordings(text: str, fields: Sequence[Field], below: View | None) -> list[View]:
    """What the pieces in the ``fields`` of ``text`` make; ``below`` is the view whose text it is."""
    if text_has(text, '"o"') and (events := list(_events(text, fields))):
        kinds = [*_KINDS, ""] if any(kind == "i" for kind, _ in events) else ["o"]
        rows = [[place for of, place in events if kind in ("", of)] for kind in kinds]
    elif text_has(text, '"stdout"'):  # the first version of asciicast: "stdout": [[1.25, "…"]]
        rows = [[one[:2] for one in fields if one.name == "stdout" and text[one.start - 1 : one.start] == '"']]
    elif text_has(text, '"delta"'):
        rows = [[(field.start, field.end) for field in fields if field.name in _TEXTS]]
    else:
        return []
    return [_Recording(text, list(_gaps(text, row)), below=below) for row in rows if len(row) > 1]


def _events(text: str, fields: Sequence[Field]) -> Iterator[tuple[str, tuple[int, int]]]:
    """What was shown or typed by each event, and where that stands."""
    for kind, piece in pairwise(fields):
        if (
            kind.end - kind.start == 1
            and text[kind.start] in _KINDS
            and _BETWEEN.fullmatch(text, kind.end, piece.start)
        ):
            yield text[kind.start], (piece.start, piece.end)


def _gaps(text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[Substitution]:
    at = 0
    for start, end in pieces:
        yield Substitution(at, start, "")
        at = end
    yield Substitution(at, len(text), "")

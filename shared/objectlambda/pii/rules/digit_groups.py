"""The numbers of a text by their shapes, which are the ways in which digits are grouped.

A run such as ``4111 1111 1111 1111 12/25`` may hold several numbers. Which parts of it could be one depends only
on its outline and its neighbours' (every digit a ``9``, every letter an ``a``), so the parts are worked out once for
an outline and remembered.

A shape is written as the lengths of its groups: ``3-2-4`` for a social security number, ``9`` for nine digits in a row.
The shape ``phone`` stands for every part that could be a telephone number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import cast

from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.digit_borders import (
    ANNOUNCED_ENDS,
    Number,
    glued_numbers,
    has_suffix,
    is_announced,
    new_number,
)
from objectlambda.pii.rules.digit_parts import (
    BEFORE,
    BEHIND,
    FRACTION,
    GLUED,
    GOES_ON,
    LABEL,
    LEAST_GLUED,
    LETTER,
    MOST_GROUPED,
    SIGNED,
    SUFFIX,
    TOUCHED,
    Outline,
    Placed,
    outline_of,
    outlined,
)

_RUN = re.compile(rb"\d++(?:\)?[ .\-/]{0,2}\(?\d++){0,14}+(?: ?(?:x|X|ext\.?|Ext\.?|extension) ?\d{1,6}\b)?")
"""Digit groups. The pattern is possessive and therefore linear. It begins with a digit, because such patterns are found
fastest; a plus or a parenthesis before it is read afterwards.
"""
_AS_NINES = bytes.maketrans(b"012345678", b"999999999")
_RARE = 20
_FEW_LINES = 12  # with more lines that hold digits than this, a search of the whole text costs less than one of each
_MASKED = linear(rb"(?:[Xx*#]{2,}[ \-]?){1,4}\d{1,6}(?:[ \-]\d{2,4})*\b|(?:\d{4}[ \-]?)[Xx*]{4,}[Xx* \-]*\d{4}\b")
_AS_STARS, _MASKS = bytes.maketrans(b"Xx#", b"***"), b"**"
_DIGITS_ONLY = bytes(char for char in range(256) if not 48 <= char <= 57)
_AROUND = BEFORE + BEHIND
_ANNOUNCED = LABEL | TOUCHED | SIGNED
_JOINING = frozenset(b" -./")
_START = itemgetter(0)


def _pieces(shadow: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The run that the pattern found, and, if it goes on, its next pieces, each of which begins some groups earlier."""
    size = len(shadow)
    yield start, end
    while end < size and shadow[end] in _JOINING and shadow[end + 1 : end + 2].isdigit():
        cut = end
        for _ in range(MOST_GROUPED):
            cut = shadow.rfind(b" ", start, max(cut, 0))
        following = _RUN.match(shadow, cut + 1) if cut > start else None
        if following is None or following.end() <= end:
            break
        start, end = following.span()
        yield start, end


def numbered_lines(shadow: bytes) -> list[tuple[int, int]]:
    """The places of the lines that hold a digit; all of ``shadow`` as one, if these are more than a few."""
    lines: list[tuple[int, int]] = []
    nines = shadow.translate(_AS_NINES)  # a single byte is found many times as fast as one of ten
    end = 0
    while (digit := nines.find(b"9", end)) >= 0:
        if len(lines) == _FEW_LINES:
            return [(0, len(shadow))]
        start = shadow.rfind(b"\n", end, digit) + 1 or end
        end = shadow.find(b"\n", digit)
        end = len(shadow) if end < 0 else end
        lines.append((start, end))
    return lines


class Numbers:
    """The numbers of an ASCII shadow, by shape; parts of one run may overlap.

    One scan finds the runs; ``lines`` are the `numbered_lines` of the shadow. The numbers of a shape are made when a
    rule asks for them, since most shapes of most texts are never asked for. A window has its own ``Numbers``, which one
    thread reads.
    """

    __slots__ = ("_made", "_placed", "_shadow")

    def __init__(self, shadow: bytes, lines: Iterable[tuple[int, int]]) -> None:
        self._shadow = shadow
        self._made: dict[str, list[Number]] = {}
        starts, glued = _runs(shadow)
        self._placed: defaultdict[str, list[tuple[Placed, list[int]]]] = defaultdict(list)
        for outline, of_it in starts.items():
            for part in outline.parts:
                self._placed[part.shape].append((part, of_it))
        masked = [
            Number(start, end, shadow[start:end].translate(None, _DIGITS_ONLY), attached=False)
            for start, end in (spans(_MASKED, shadow, lines) if _MASKS in shadow.translate(_AS_STARS) else ())
            if not shadow[start - 1 : start].isalnum() or start == 0
        ]
        if masked:
            self._made["masked"] = masked
        if glued:
            self._made.update(glued_numbers(shadow, glued))

    def of(self, shape: str) -> Sequence[Number]:
        """The numbers of one shape, in order."""
        made = self._made.get(shape)
        if made is None:
            if shape not in self._placed:
                return ()
            placed = self._placed[shape]
            made = self._made[shape] = [number for part, starts in placed for number in self._numbers(part, starts)]
            if len(placed) > 1:
                made.sort(key=_START)
        return made

    def _numbers(self, part: Placed, starts: Sequence[int]) -> list[Number]:
        """The numbers at ``part`` of the runs of one outline, whose first digits are at ``starts``."""
        shadow = self._shadow
        _, first, last, attached, plain = part
        signs = b"" if plain else _DIGITS_ONLY
        return [
            new_number((at + first, at + last, shadow[at + first : at + last].translate(None, signs), attached))
            for at in starts
        ]


def _runs(shadow: bytes) -> tuple[dict[Outline, list[int]], list[tuple[int, int]]]:
    """Where the runs of each outline have their first digits, and the runs that letters or signs touch."""
    outline = outlined(shadow)
    starts: defaultdict[Outline, list[int]] = defaultdict(list)
    glued: list[tuple[int, int]] = []
    known: dict[bytes, tuple[int, list[int]]] = {}
    taken = 0
    for match in _matches(shadow, outline):
        start, end = match.span()
        if end <= taken:
            continue
        if (
            outline[start + BEFORE - 1] == LETTER
            and end - start < LEAST_GLUED
            and shadow[start - 2 : start] not in ANNOUNCED_ENDS
            and shadow.find(b" ", start, end) < 0
        ):
            continue  # a part of a word, as in most identifiers
        around = outline[start : end + _AROUND]
        alike = known.get(around)
        if alike is None:
            read = outline_of(around)
            alike = known[around] = read.doubts, starts[read]
        doubts, of_it = alike
        if (
            not doubts
            or (doubts == TOUCHED and shadow[start - 2 : start] not in ANNOUNCED_ENDS)
            or (doubts == SIGNED and shadow[start - 3 : start - 1] not in ANNOUNCED_ENDS)
        ):
            of_it.append(start)
            continue
        for first, last in _pieces(shadow, start, end) if doubts & GOES_ON else ((start, end),):
            read = _doubtful(shadow, outline[first : last + _AROUND], first, last)
            starts[read].append(first)
            if read.doubts & GLUED:
                glued.append((first + read.lead, last))
            taken = last
    return starts, glued


def _matches(shadow: bytes, outline: bytes) -> Iterator[re.Match[bytes]]:
    """The matches of ``_RUN``; where digits are rare, each is looked for by its first one, in a tenth of the time."""
    return _sparse(shadow, outline) if outline.count(b"9") * _RARE < len(outline) else _RUN.finditer(shadow)


def _sparse(shadow: bytes, outline: bytes) -> Iterator[re.Match[bytes]]:
    at = outline.find(b"9", BEFORE)
    while at >= 0:
        match = cast("re.Match[bytes]", _RUN.match(shadow, at - BEFORE))
        yield match
        at = outline.find(b"9", match.end() + BEFORE)


def _doubtful(shadow: bytes, around: bytes, start: int, end: int) -> Outline:
    """How the run ``shadow[start:end]`` is read, given its outline and what it leaves in doubt."""
    read = outline_of(around)
    first, doubts = start + read.lead, read.doubts
    announced = bool(doubts & _ANNOUNCED) and is_announced(shadow, first)
    suffixed = bool(doubts & SUFFIX) and has_suffix(shadow, end)
    whole = shadow[first:end] if doubts & FRACTION and shadow.find(b".0", first, end) > 0 else b""
    return outline_of(around, announced, suffixed, whole) if announced or suffixed or whole else read

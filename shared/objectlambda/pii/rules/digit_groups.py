"""The numbers of a text by their shapes, which are the ways in which digits are grouped.

A run such as ``4111 1111 1111 1111 12/25`` may hold several numbers. Which parts of it could be one depends only
on its outline and its neighbours' (every digit a ``9``, every letter an ``a``), so the parts are worked out once for
an outline and remembered.

A shape is written as the lengths of its groups: ``3-2-4`` for a social security number, ``9`` for nine digits in a row.
The shape ``phone`` stands for every part that could be a telephone number.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.digit_borders import Number, glued_numbers, has_suffix, is_announced, new_number
from objectlambda.pii.rules.words import words

_RUN = re.compile(rb"\d++(?:\)?[ .\-/]{0,2}\(?\d++){0,14}+(?: ?(?:x|X|ext\.?|Ext\.?|extension) ?\d{1,6}\b)?")
"""Digit groups. The pattern is possessive and therefore linear. It begins with a digit, because such patterns are found
fastest; a plus or a parenthesis before it is read afterwards.
"""
_DIGIT = re.compile(rb"\d")
_FEW_LINES = 12  # with more lines that hold digits than this, a search of the whole text costs less than one of each
_MASKED = linear(rb"(?:[Xx*#]{2,}[ \-]?){1,4}\d{1,6}(?:[ \-]\d{2,4})*\b|(?:\d{4}[ \-]?)[Xx*]{4,}[Xx* \-]*\d{4}\b")
_AS_STARS, _MASKS = bytes.maketrans(b"Xx#", b"***"), b"**"
_OUTLINE = bytes.maketrans(string.digits.encode() + string.ascii_letters.encode(), b"9" * 10 + b"a" * 52)
_GROUP = re.compile(rb"9+")
_EXTENSION = re.compile(rb" ?a+\.? ?9+$")
_DIGITS_ONLY = bytes(char for char in range(256) if not 48 <= char <= 57)
_OPENING, _PLUS, _BLANK, _LETTER = b"(+ a"
_SIGNS, _JOINING = frozenset(b"(+ "), frozenset(b" -./")
_GLUED = frozenset(b"a9_.-#")
"""The characters of an outline before a number that a label may announce."""
_GLUES = frozenset(b"a_$%./-")
_LEAST_GLUED = 9
_LONG = b"9" * 9
"""So many digits are a number also with letters behind them, if a label says which."""


class _Part(NamedTuple):
    shape: str
    start: int
    end: int


class _Placed(NamedTuple):
    """A part of a run; ``start`` and ``end`` count from the start of the run; ``plain`` means digits only."""

    shape: str
    start: int
    end: int
    attached: bool
    plain: bool


SHAPES = words(
    """
    4-4-4-1 4-4-4-2 6-10 8-8 8-6 8-7 20 3-4-2 4-4-2-10 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 3-2-4 3-3-3 4-4-4
    4-4-4-4 4-4-4-4-3 4-6-5 4-6-4 3-3-4 4-3-3 4-3-3-2 5-5 2-2 1-2 2-4 1-4 10-3-4 3-3-4-3-4 2-7 3-7 4-6 3-6 4-4-2 4-5
    2-5-4 3-4-4 4-4-3 3-4-3 2-3-3-3 2-4-4 3-2-6 2-3-4 3-3-2 5-4 6-4 4-8 3-9 4-4-5 5-5-2 3-4-5 2-8 1-9 3-5-1 2-2-2-2
    2-6-2 2-2-2 3-3 2-8-2 2-10 22 8-14 3-6-2 3-8-1-2 3-3-12-2 3-3-11-1
    """
)
"""The shapes that some recognizer uses."""
_MAX_GROUPED = 5
_SEPARATORS = (b" ", b"-", b".", b"/", b" - ")
_BLANKS = {b" ", b"  "}
_OF_CARDS = words("4-4-4-4 4-6-5 4-6-4 4-4-4-4-3")
"""The shapes whose groups may be two blanks apart."""
_WHOLE = re.compile(rb"\d{7,}\.00?")
"""A whole number as spreadsheets and pandas write it."""
_PHONE = re.compile(
    rb"(?:\+ ?9{1,3}|99?9?)?[ .\-/]{0,2}(?:\(9{1,4}\)[ .\-/]{0,2})?9{1,10}(?:[ .\-/]{1,2}9{1,9}){0,5}|\+? ?9{7,15}"
)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _parts(outline: bytes) -> tuple[_Part, ...]:
    """The parts of a run with this outline that have one separator throughout, and those that may be phones."""
    extension = _EXTENSION.search(outline)
    stop = extension.start() if extension else len(outline)
    groups = [match.span() for match in _GROUP.finditer(outline, 0, stop)]
    parts: list[_Part] = []
    for first, (start, _) in enumerate(groups):
        before = outline[:start]
        touched = bool(before) and before[-1:] not in b" ("
        for last in range(first, min(first + _MAX_GROUPED, len(groups))):
            end = groups[last][1]
            inner = {outline[groups[i][1] : groups[i + 1][0]] for i in range(first, last)}
            if len(inner) > 1 and inner != _BLANKS:
                break
            if inner and (separator := next(iter(inner))) not in _SEPARATORS and separator != b"  ":
                break
            after = outline[end : end + 1]
            if touched or (after in (b"-", b".", b"/") and end < stop):
                continue  # a piece of a number is not a number
            shape = "-".join(str(b - a) for a, b in groups[first : last + 1])
            if b"  " in inner and shape not in _OF_CARDS:
                continue  # columns of a table
            if shape in SHAPES:
                parts.append(_Part(shape, start, end))
    parts.extend(_phones(outline, groups, stop))
    return tuple(parts)


def _phones(outline: bytes, groups: list[tuple[int, int]], stop: int) -> Iterator[_Part]:
    """Parts with 7 to 15 digits that begin and end at a blank or at the run's ends, the longest first."""
    starts = [0] + [a for a, _ in groups[1:] if outline[a - 1 : a] == b" "]
    starts += [a - 1 for a, _ in groups[1:] if outline[a - 2 : a] in (b" (", b" +")]
    ends = [b for _, b in groups[:-1] if outline[b : b + 1] == b" "] + [len(outline)]
    for begin in sorted(set(starts)):
        for end in sorted(set(ends), reverse=True):
            start = begin
            part = outline[start:end]
            count = part.count(b"9")
            if end <= start or not 7 <= count <= 20:
                continue
            core = outline[start : min(end, stop)]
            if core[:1] == b"(" and b")" not in core:
                core, start = core[1:], start + 1
            if 7 <= core.count(b"9") <= 15 and _PHONE.fullmatch(core):
                yield _Part("phone", start, end)


def _runs(shadow: bytes) -> Iterator[tuple[int, int]]:
    """Every run of digit groups; if a run is longer than the pattern, its next part begins some groups earlier."""
    taken = 0
    size = len(shadow)
    for match in _RUN.finditer(shadow):
        start, end = match.span()
        if end <= taken:
            continue
        while end < size and shadow[end] in _JOINING and shadow[end + 1 : end + 2].isdigit():
            cut = end
            for _ in range(_MAX_GROUPED):
                cut = shadow.rfind(b" ", start, cut)
            following = _RUN.match(shadow, cut + 1) if cut > start else None
            if following is None or following.end() <= end:
                break
            yield _signed_start(shadow, start), end
            start, end = following.span()
        taken = end
        yield _signed_start(shadow, start) if start and shadow[start - 1] in _SIGNS else start, end


def _signed_start(shadow: bytes, start: int) -> int:
    """The start of the run whose digits begin at ``start``, with its plus or parenthesis: ``+49``, ``(206)``."""
    first = start
    if first and shadow[first - 1] == _OPENING:
        first -= 1
    if first and shadow[first - 1] == _PLUS:
        first -= 1
        return first - 1 if first and shadow[first - 1] == _OPENING and first == start - 1 else first
    if first > 1 and shadow[first - 1] == _BLANK and shadow[first - 2] == _PLUS:
        return first - 2
    return first


def _is_call(shadow: bytes, start: int, end: int) -> bool:
    """Whether the parenthesis at which the run begins is that of a call, as in ``NumberLong(536221234)``."""
    return shadow[start - 1 : start].isalpha() and shadow.find(b")", start, end) < 0


def _goes_on(outline: bytes, mark: bytes, end: int) -> bool:
    """Whether the text after ``mark`` at ``end`` belongs to the number: a digit, or a letter after a dash.

    A letter after a dot is the ending of a file's name, or the next sentence, whose blank is missing.
    """
    following = outline[end + 1 : end + 2]
    return following.isdigit() or (mark == b"-" and following.isalpha())


@lru_cache(maxsize=16_384)  # of immutable values, by their arguments alone: threads may share it
def _place_parts(outline: bytes, lead: int, stop: int, announced: bool, whole: bytes) -> tuple[_Placed, ...]:
    """The numbers in the run ``outline[lead:stop]``; ``outline`` has up to two more characters on either side.

    ``announced`` says that a label stands right before the run; ``whole`` is the run itself, with its digits, if a
    part of it may be a whole number with a fraction of zeros.
    """
    start, end = lead, stop
    before = outline[start - 1 : start] if start else b" "
    after = outline[end : end + 1]
    if (before.isalnum() or (before == b"_" and outline[: start - 1].isalnum())) and not announced:
        # "CVV2 123" and "phone1 555-0100": the first group belongs to a word; the groups after it may be numbers.
        start = outline.find(b" ", start, end) + 1
        while 0 < start < end and outline[start : start + 1] in (b" ", b"-", b".", b"/", b")"):
            start += 1
        if not start:
            return ()
        before = b" "
    lettered = after.isalpha() or (after == b"_" and outline[end + 1 :].isalnum())
    long = lettered and outline.endswith(_LONG, start, end)
    if lettered and not long:
        # "12px" and "3rd": the last group belongs to a word; the groups before it may be numbers.
        end = max(outline.rfind(b" ", start, end), start)
        while end > start and not outline[end - 1 : end].isdigit():
            end -= 1
        if end - start < 3:
            return ()
    touched = before in (b".", b"-", b"/", b"$", b"%") and start > 1 and outline[start - 2 : start - 1].isalnum()
    touched = (touched and not announced) or before == b"$"
    touches = after in (b"-", b".", b"/", b"%") and (_goes_on(outline, after, end) or after == b"%")
    touches = touches or long
    if whole and _WHOLE.fullmatch(whole, start - lead, end - lead):
        end = outline.rfind(b".", start, end)
    run = outline[start:end]
    return tuple(
        _Placed(
            part.shape,
            start - lead + part.start,
            start - lead + part.end,
            (touched and part.start == 0) or (touches and start + part.end == end),
            run[part.start : part.end].isdigit(),
        )
        for part in _parts(run)
    )


def numbered_lines(shadow: bytes) -> list[tuple[int, int]]:
    """The places of the lines that hold a digit; all of ``shadow`` as one, if these are more than a few."""
    lines: list[tuple[int, int]] = []
    end = 0
    while (digit := _DIGIT.search(shadow, end)) is not None:
        if len(lines) == _FEW_LINES:
            return [(0, len(shadow))]
        start = shadow.rfind(b"\n", end, digit.start()) + 1 or end
        end = shadow.find(b"\n", digit.end())
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
        self._placed: defaultdict[str, list[tuple[int, _Placed]]] = defaultdict(list)
        self._made: dict[str, list[Number]] = {}
        placed = self._placed
        outline = shadow.translate(_OUTLINE)
        glued: list[tuple[int, int]] = []
        for first, end in _runs(shadow):
            start = first + 1 if shadow[first] == _OPENING and _is_call(shadow, first, end) else first
            lead = 2 if start > 1 else start
            announced = lead > 0 and outline[start - 1] in _GLUED and is_announced(shadow, start)
            beside = end + 2
            if end - start < _LEAST_GLUED:
                if lead and outline[start - 1] == _LETTER and not announced and shadow.find(b" ", start, end) < 0:
                    continue  # a part of a word
            else:
                after = outline[end : end + 1]
                if after == b"a" and has_suffix(shadow, end):
                    beside = end
                if (
                    (lead and outline[start - 1] in _GLUES)
                    or (after and after in b"a_%/-")
                    or shadow.find(b"/", start, end) > 0
                ):
                    glued.append((start, end))
            whole = shadow[start:end] if end - start > 8 and shadow.find(b".0", start, end) > 0 else b""
            parts = _place_parts(outline[start - lead : beside], lead, lead + end - start, announced, whole)
            for part in parts:
                placed[part[0]].append((start, part))
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
            made = self._made[shape] = [self._number(start, part) for start, part in self._placed[shape]]
        return made

    def _number(self, start: int, part: _Placed) -> Number:
        _, first, last, attached, plain = part
        digits = self._shadow[start + first : start + last].translate(None, b"" if plain else _DIGITS_ONLY)
        return new_number((start + first, start + last, digits, attached))

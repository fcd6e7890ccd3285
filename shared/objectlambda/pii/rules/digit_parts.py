"""Which parts of a run of digit groups may be numbers, told by its outline: ``9`` for digits, ``a`` for letters.

Runs with one outline have their numbers in the same places, so these are worked out once and remembered.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from objectlambda.pii.rules.digit_borders import SELF_PROVING
from objectlambda.pii.rules.words import words

_OUTLINE = bytes.maketrans(string.digits.encode() + string.ascii_letters.encode(), b"9" * 10 + b"a" * 52)
BEFORE, BEHIND = 5, 2
"""How many characters beside a run of digits tell how it is read; a plus and a parenthesis are among those before."""
LABEL, TOUCHED, SIGNED, SUFFIX, FRACTION, GLUED, GOES_ON = 1, 2, 4, 8, 16, 32, 64
"""Doubts about a run that its outline leaves: a label may stand right before it; the suffix of a program may stand
behind it; it may be a whole number with a fraction of zeros; a part may prove itself; it may go on behind what the
pattern of runs takes. If nothing but a label is in doubt, then the label would touch the run, or a sign parts them.
"""
_GROUP = re.compile(rb"9+")
_EXTENSION = re.compile(rb" ?a+\.? ?9+$")
LETTER = 0x61
_OPENING, _PLUS, _BLANK, _DIGIT = b"(+ 9"
_JOINING = frozenset(b" -./")
_ANNOUNCED = frozenset(b"a9_.-#")
"""The characters of an outline before a number that a label may announce."""
_GLUES_BEFORE, _GLUES_BEHIND = frozenset(b"a_$%./-"), frozenset(b"a_%/-")
LEAST_GLUED = 9
_LEAST_SUFFIXED = 7
_LONG = b"9" * 9
"""So many digits are a number also with letters behind them, if a label says which."""


class _Part(NamedTuple):
    shape: str
    start: int
    end: int


class Placed(NamedTuple):
    """A part of a run; ``start`` and ``end`` count from a place in the run; ``plain`` means digits only."""

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
    2-6-2 2-2-2 3-3 2-8-2 2-10 21 22 8-14 3-6-2 3-8-1-2 3-3-12-2 3-3-11-1 4-4
    """
)
"""The shapes that some recognizer uses."""
MOST_GROUPED = 5
_SEPARATORS = (b" ", b"-", b".", b"/", b" - ")
_BLANKS = {b" ", b"  "}
_OF_CARDS = words("4-4-4-4 4-6-5 4-6-4 4-4-4-4-3")
"""The shapes whose groups may be two blanks apart."""
_ZEROS = re.compile(rb"\d{7,}\.00?")
"""A whole number as spreadsheets and pandas write it."""
_WHOLE = re.compile(rb"9{7}\.9")
"""What the outline of such a number holds."""
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
        for last in range(first, min(first + MOST_GROUPED, len(groups))):
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


def _goes_on(outline: bytes, mark: bytes, end: int) -> bool:
    """Whether the text after ``mark`` at ``end`` belongs to the number: a digit, or a letter after a dash.

    A letter after a dot is the ending of a file's name, or the next sentence, whose blank is missing.
    """
    following = outline[end + 1 : end + 2]
    return following.isdigit() or (mark == b"-" and following.isalpha())


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _place_parts(outline: bytes, lead: int, stop: int, announced: bool, whole: bytes) -> tuple[Placed, ...]:
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
    if whole and _ZEROS.fullmatch(whole, start - lead, end - lead):
        end = outline.rfind(b".", start, end)
    run = outline[start:end]
    return tuple(
        Placed(
            part.shape,
            start - lead + part.start,
            start - lead + part.end,
            (touched and part.start == 0) or (touches and start + part.end == end),
            run[part.start : part.end].isdigit(),
        )
        for part in _parts(run)
    )


class Outline:
    """How runs with one outline are read: where their numbers are, and what the outline leaves in ``doubts``.

    The numbers begin ``lead`` characters from the first digit, and ``parts`` count from that digit. It never changes.
    """

    __slots__ = ("doubts", "lead", "parts")

    def __init__(self, lead: int, doubts: int, parts: tuple[Placed, ...]) -> None:
        self.lead = lead
        self.doubts = doubts
        self.parts = parts


def outlined(shadow: bytes) -> bytes:
    """The outline of a text, with `BEFORE` blanks before it and `BEHIND` behind it."""
    return b"".join((b" " * BEFORE, shadow.translate(_OUTLINE), b" " * BEHIND))


@lru_cache(maxsize=16_384)  # of values that nothing changes, by their arguments alone: threads may share it
def outline_of(around: bytes, announced: bool = False, suffixed: bool = False, whole: bytes = b"") -> Outline:
    """How a run is read; ``around`` is its outline with `BEFORE` characters before and `BEHIND` after it.

    ``announced`` says that a label stands right before it, ``suffixed`` that a program's suffix follows; ``whole`` is
    the run itself, if a part of it may be a whole number with a fraction of zeros.
    """
    end = len(around) - BEHIND
    first = _signed_start(around)
    if around[first] == _OPENING and around[first - 1] == LETTER and around.find(b")", first, end) < 0:
        first += 1  # the parenthesis of a call: "NumberLong(536221234)"
    before, after = around[first - 1], around[end]
    doubts = LABEL if before in _ANNOUNCED else 0
    if around[end] in _JOINING and around[end + 1] == _DIGIT:
        doubts |= GOES_ON
    if after == LETTER and end - first >= _LEAST_SUFFIXED:
        doubts |= SUFFIX
    if end - first >= LEAST_GLUED:
        if _WHOLE.search(around, first, end) is not None:
            doubts |= FRACTION
        glued = before in _GLUES_BEFORE or after in _GLUES_BEHIND or around.find(b"/", first, end) > 0
        if glued and SELF_PROVING.search(around, first, end) is not None:
            doubts |= GLUED
        is_word = False
    else:
        is_word = before == LETTER and not announced and around.find(b" ", first, end) < 0
    if doubts == LABEL and first == BEFORE:
        doubts = TOUCHED if before in (LETTER, _DIGIT) else SIGNED
    beside = end if suffixed else end + BEHIND
    parts = () if is_word else _place_parts(around[first - 2 : beside], 2, 2 + end - first, announced, whole)
    lead = first - BEFORE
    moved = (part._replace(start=part.start + lead, end=part.end + lead) for part in parts)
    return Outline(lead, doubts, tuple(moved))


def _signed_start(around: bytes) -> int:
    """The start of the run whose digits begin behind `BEFORE`, with its plus or parenthesis: ``+49``, ``(206)``."""
    first = BEFORE
    if around[first - 1] == _OPENING:
        first -= 1
    if around[first - 1] == _PLUS:
        first -= 1
        return first - 1 if around[first - 1] == _OPENING and first == BEFORE - 1 else first
    return first - 2 if around[first - 1] == _BLANK and around[first - 2] == _PLUS else first

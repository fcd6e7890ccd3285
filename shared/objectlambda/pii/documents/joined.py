"""Values that stand in several cells or paragraphs side by side: one character in each, groups of digits, parts of an
address of mail. What they make together is inspected under the label before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from objectlambda.pii.rules.concepts import CARD, ITIN, OTHER, PHONE, SSN
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.spelled import is_card

T = TypeVar("T")

_FEWEST = 7
"""How many characters a value has at least, if each stands alone."""
_MOST = 80
_LABEL_CHARACTERS = 48
_GROUP = re.compile("[0-9]{1,8}")
_SIGN = re.compile(r"[0-9@]")
_PART_OF_MAIL = re.compile(r"[A-Za-z0-9._+@\-]{1,64}")
_SSN_LENGTHS = [3, 2, 4]
_CARD_LENGTHS = range(13, 20)


class Joined(NamedTuple, Generic[T]):
    """A value: the ``label`` before it, its ``parts``, and what is put ``between`` them to make its text."""

    label: str
    parts: Sequence[tuple[T, str]]
    between: str

    @property
    def text(self) -> str:
        """The value as a reader puts it together."""
        return self.between.join(text for _, text in self.parts)

    def spread(self, begin: int, end: int, after: str) -> Iterator[tuple[T, int, int, str]]:
        """What is replaced in each part, if ``text[begin:end]`` becomes ``after``: the part, start, end, new text."""
        at = 0
        for part, text in self.parts:
            start, stop = max(begin, at), min(end, at + len(text))
            if start < stop:
                is_mask = len(after) == end - begin and not after.strip(after[:1])
                new = after[: stop - start] if is_mask else after if start == begin else ""
                yield part, start - at, stop - at, new
            at += len(text) + len(self.between)


def joined(items: Iterable[tuple[T, str]]) -> Iterator[Joined[T]]:
    """The values that neighbouring ``items`` make; each has a shown text. Memory is bounded by the longest value."""
    label = ""
    singles: list[tuple[T, str]] = []
    groups: list[tuple[T, str]] = []
    last: list[tuple[T, str]] = []
    for item, shown in items:
        text = shown.strip()
        if not text:
            continue
        if len(text) != 1 and singles:
            yield from _single(label, singles)
            singles = []
        if not _GROUP.fullmatch(text) and groups:
            yield from _groups(label, groups)
            groups = []
        if len(text) == 1 and len(singles) < _MOST:
            singles.append((item, text))
        if _GROUP.fullmatch(text) and len(groups) < _MOST:
            groups.append((item, text))
        last = [*last[-2:], (item, text)]
        if "@" in text or (len(last) > 1 and "@" in last[-2][1]):
            yield from _mail(last)
        if len(text) > 1 and not text[:1].isdigit():
            label = text.rstrip(" :") if len(text) <= _LABEL_CHARACTERS else ""
    yield from _single(label, singles)
    yield from _groups(label, groups)


def without_chance(values: Sequence[Joined[T]]) -> Iterator[Joined[T]]:
    """``values`` without numbers that nothing proves: no label, or a check digit that most rows of that length fail."""
    numbers = [value.text.encode() for value in values if not value.label and value.text.isdigit()]
    cards = Counter(len(number) for number in numbers if is_card(number))
    rows = Counter(map(len, numbers))
    for value in values:
        length = len(value.text)
        if (
            value.label
            or not value.text.isdigit()
            or (cards[length] and (rows[length] < 3 or 2 * cards[length] >= rows[length]))
        ):
            yield value


def _single(label: str, parts: Sequence[tuple[T, str]]) -> Iterator[Joined[T]]:
    if len(parts) >= _FEWEST and any(_SIGN.match(text) for _, text in parts):
        yield Joined(label if field_concepts(label) & ~OTHER else "", parts, "")


def _groups(label: str, parts: Sequence[tuple[T, str]]) -> Iterator[Joined[T]]:
    """Groups of digits that begin with a card's number, or with as many digits as the label says."""
    if len(parts) < 2 or all(len(text) == 1 for _, text in parts):
        return
    concepts = field_concepts(label) if label else 0
    for count in range(2, min(len(parts), 8) + 1):
        taken = parts[:count]
        digits = "".join(text for _, text in taken)
        if [len(text) for _, text in taken] == _SSN_LENGTHS and concepts & (SSN | ITIN):
            yield Joined(label, taken, "-")
        elif (
            (concepts & (SSN | ITIN) and len(digits) == 9)
            or (concepts & PHONE and len(digits) in (10, 11))
            or (concepts & CARD and len(digits) in _CARD_LENGTHS and is_card(digits.encode()))
        ):
            yield Joined(label, taken, "")
    for first in range(len(parts) - 3):
        taken = parts[first : first + 4]
        digits = "".join(text for _, text in taken)
        if all(len(text) == 4 for _, text in taken) and is_card(digits.encode()):
            yield Joined("", taken, "")


def _mail(last: Sequence[tuple[T, str]]) -> Iterator[Joined[T]]:
    """Two or three items that an ``@`` joins, at a border of one or alone between two."""
    if not all(_PART_OF_MAIL.fullmatch(text) for _, text in last[-2:]):
        return
    before, after = (text for _, text in last[-2:]) if len(last) > 1 else ("", "")
    if len(before) > 1 < len(after) and (before[-1] == "@" or after[0] == "@"):
        yield Joined("", last[-2:], "")
    if before == "@" and len(last) > 2 and _PART_OF_MAIL.fullmatch(last[-3][1]):
        yield Joined("", last[-3:], "")

"""Finds numbers whose digits are written as words: "five three six, double two, one two three four"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import DIGITS, PHONE_DIGITS, label_before
from objectlambda.pii.structure.views import Substitution

_NUMBER_WORDS = {
    word: str(index % 10)
    for line in (
        b"zero one two three four five six seven eight nine",
        b"cero uno dos tres cuatro cinco seis siete ocho nueve",
        b"oh un",
    )
    for index, word in enumerate(line.split())
}
_WORD = re.compile(rb"[A-Za-z]+")
_TIMES = {b"double": 2, b"doble": 2, b"triple": 3, b"treble": 3}
_ANY_DIGIT = rb"(?:(?:double|doble|tr[ie][bp]le) )?(?:" + rb"|".join(sorted(_NUMBER_WORDS)) + rb")"
_WORDS_OF_DIGITS = IN_PIECES.pattern(rb"(?i)\b" + _ANY_DIGIT + rb"(?:[^0-9A-Za-z]{1,3}" + _ANY_DIGIT + rb"){8,}\b")


def digits_in_words(held: Held) -> Iterator[Pieces]:
    """Digits that are written as words, behind a label."""
    shadow = held.subject
    for start, end in spans_of(held, _WORDS_OF_DIGITS):
        parts: list[Substitution] = []
        times, first = 1, -1
        for word in _WORD.finditer(shadow, start, end):
            if (digit := _NUMBER_WORDS.get(word[0].lower())) is not None:
                parts.append(Substitution(first if times > 1 else word.start(), word.end(), digit * times))
                times = 1
            elif (more := _TIMES.get(word[0].lower())) is not None:
                times, first = more, word.start()
        if sum(len(part.text) for part in parts) in DIGITS:
            yield Pieces(_as_telephone(parts), label_before(shadow, start))


def _as_telephone(parts: list[Substitution]) -> list[Substitution]:
    """Ten digits that somebody spells out, with the hyphens of a telephone number; other numbers as they are."""
    counts = list(accumulate(len(part.text) for part in parts))
    if counts[-1] not in PHONE_DIGITS:
        return parts
    behind = (3, 6) if counts[-1] == min(PHONE_DIGITS) else (1, 4, 7)
    return [p._replace(text=f"{p.text}-") if count in behind else p for p, count in zip(parts, counts, strict=True)]

"""Social security numbers that a sentence gives part by part: "the first three digits are 078, the middle two 05, …".

Only words of numbers, parts and their places may stand between the parts. A label has to say what the number is, or the
words have to name all three parts; then they may come in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.rules.words import byte_words
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.views import Substitution

_ANCHOR = IN_PIECES.pattern(
    rb"(?i)\b(?:ssns?|nss|social|area[^0-9\n]{1,12}[0-9]{3}|[0-9]{3}[^0-9\n]{1,12}area"
    rb"|(?:first|last) (?:three|four|[34])|(?:tres|3) primer[oa]s|primer[oa]s (?:tres|3)|ultim[oa]s (?:cuatro|4))\b"
)
_BEFORE, _BEHIND = 80, 240
_MOST = 64
"""How many places of a window are read."""
_WORD = re.compile(rb"[0-9]+|[A-Za-z']+|\n")
_UNITS = {
    word: str(index % 10)
    for line in (
        b"zero one two three four five six seven eight nine",
        b"cero uno dos tres cuatro cinco seis siete ocho nueve",
        b"oh un",
        b"o",
        b"nought",
    )
    for index, word in enumerate(line.split())
}
_TENS = {
    word: str(index)
    for line in (
        b"- ten twenty thirty forty fifty sixty seventy eighty ninety",
        b"- diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    )
    for index, word in enumerate(line.split())
    if index
}
_TEENS = {
    word: str(11 + index)
    for line in (
        b"eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
        b"once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve - veintiuno veintidos veintitres"
        b" veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
    )
    for index, word in enumerate(line.split())
    if word != b"-"
}
_ROLES = {
    word: place
    for place, line in enumerate(
        (
            b"area first primero primera primeros primeras starts start begins begin comienza empieza",
            b"group grupo middle mid second segunda segundo next medio centrales siguientes sigue then luego",
            b"serial serie last final third ends end ending ultimo ultima ultimos ultimas termina acaba",
        )
    )
    for word in line.split()
}
"""Words that say which of the parts stands behind them, or before them."""
_SURE = ({b"area"}, {b"group", b"grupo"}, {b"serial", b"serie"})
_LABELS = byte_words("ssn ssns nss social security seguro seguridad")
_PLACES = byte_words("part parte group grupo section")
_NOUNS = byte_words("digits digit numbers number numeros numero digitos digito cifras cifra") | _PLACES
_COUNTED = byte_words(
    "primeros primeras ultimos ultimas siguientes centrales del de digits digitos numbers numeros cifras"
)
_COUNTS = byte_words("one two three four dos tres cuatro 1 2 3 4")
_LINKS = byte_words(
    """
    is are was the a an my your his her their its it of in on with by and dash hyphen minus dot guion raya menos y es
    son el la los las lo de del por en con su mi comes que as for no num that to this prefix suffix infix starting
    beginning
    """
)
_SOCIAL = (3, 2, 4)
_LENGTHS, _LONGEST = range(7, 10), 19
"""How many digits an SSN in words has, and what numbers in digits are no longer than."""


class _Run:
    """The parts of a run of words that tell of nothing but parts."""

    def __init__(self) -> None:
        self.parts: list[Substitution] = []
        self.roles: list[int] = []
        self.words: set[bytes] = set()
        self.counts = 0
        self.joins = False

    def add(self, start: int, end: int, digits: str, *, spoken: bool) -> None:
        """Adds digits; those in words go on with the digits in words right before them."""
        if spoken and self.joins:
            last = self.parts.pop()
            start, digits = last.start, last.text + digits
        self.parts.append(Substitution(start, end, digits))
        self.joins = spoken

    def values(self) -> Iterator[Pieces]:
        """The social security numbers of the run."""
        labelled = not self.words.isdisjoint(_LABELS)
        told = list(dict.fromkeys(self.roles))
        named = len(told) == len(_SOCIAL) and (
            self.counts >= _FEWEST_COUNTS or not any(map(self.words.isdisjoint, _SURE))
        )
        if not labelled and not named:
            return
        order = told if named and len(self.parts) == len(_SOCIAL) else [0, 1, 2]
        at = 0
        while at < len(self.parts):
            whole = self.parts[at]
            if labelled and whole.end - whole.start > _LONGEST and len(whole.text) in _LENGTHS:
                digits = whole.text.zfill(sum(_SOCIAL))
                yield Pieces([whole._replace(text=f"{digits[:3]}-{digits[3:5]}-{digits[5:]}")], name="ssn")
            parts = self.parts[at : at + len(_SOCIAL)]
            if [len(part.text) for part in parts] == [_SOCIAL[place] for place in order]:
                in_order = [parts[order.index(place)].text for place in range(len(_SOCIAL))]
                shown = (f"{in_order[0]}-", f"{in_order[1]}-", in_order[2])
                yield Pieces([part._replace(text=text) for part, text in zip(parts, shown, strict=True)], name="ssn")
                at += len(_SOCIAL) - 1
            at += 1


_FEWEST_COUNTS = 2
"""So many parts are told by how many digits they have, where no label says what the number is."""


def described_parts(held: Held) -> Iterator[Pieces]:
    """The social security numbers in an ASCII shadow whose parts a sentence gives one by one."""
    shadow = held.subject
    reached = 0
    for anchor, end in spans_of(held, _ANCHOR)[:_MOST]:
        if end <= reached:
            continue
        first = max(reached, shadow.rfind(b"\n\n", 0, anchor) + 1, anchor - _BEFORE)
        reached = min(len(shadow), anchor + _BEHIND)
        words = list(_WORD.finditer(shadow, first, reached))
        for run in _runs(words):
            yield from run.values()


def _runs(words: Sequence[re.Match[bytes]]) -> Iterator[_Run]:
    """The runs of words that may tell of parts; every other word ends one."""
    run = _Run()
    shown = [b"", *(match[0].lower() for match in words), b"", b""]
    for index, match in enumerate(words, 1):
        before, word, following = shown[index - 1 : index + 2]
        counts = word in _COUNTS and (before in _ROLES or before in _PLACES or following in _COUNTED)
        digits = "" if counts else _digits(word, following)
        if digits:
            run.add(*match.span(), digits, spoken=not word.isdigit())
            continue
        run.joins = False
        if counts:
            run.counts += 1
        elif word in _ROLES:
            run.roles.append(_ROLES[word])
        elif word not in _LABELS and word not in _NOUNS and word not in _LINKS and (word != b"\n" or before == b"\n"):
            yield run
            run = _Run()
            continue
        run.words.add(word)
    yield run


def _digits(word: bytes, following: bytes) -> str:
    """The digits for which a word stands."""
    if word.isdigit():
        return word.decode()
    if word in _TENS:
        return _TENS[word] + ("" if following in _UNITS else "0")
    return _UNITS.get(word) or _TEENS.get(word) or ""

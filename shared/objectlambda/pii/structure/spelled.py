"""Finds values in running text whose characters or groups stand apart: ``5 3 6 2 2 1 2 3 4``, ``4111, 1111, 1111, 11``.

Tables have many small numbers, so digits that stand apart count only if something proves them:

* the label before them, or the name of their field: the detector reads both with the digits in a row;
* a check digit, for card numbers. Where most rows of equally many digits fail it, the others passed by chance;
* the hyphens between the groups of a social security number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from objectlambda.pii.rules.ascii_shadow import lower_shadow
from objectlambda.pii.rules.checkdigits import luhn
from objectlambda.pii.rules.concepts import NAME, OTHER
from objectlambda.pii.rules.context import ContextHits
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.pieces import Pieces, Span, as_social, stand_in_a_row
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.views import Substitution

_GLUE = rb"(?:<[^<>]*>|[^0-9A-Za-z<]){1,12}"
_IN_LINE = rb"(?:<[^<>]*>|[^0-9A-Za-z<\n]){1,12}"
_OVER_LINES = rb"(?:<[^<>]*>|[^0-9A-Za-z<\n]){0,8}\r?\n(?:<[^<>]*>|[^0-9A-Za-z<]){0,40}"
_SINGLE = tuple(
    IN_PIECES.pattern(rb"[0-9A-Za-z](?:" + between + rb"[0-9A-Za-z]){6,}") for between in (_IN_LINE, _OVER_LINES)
)
_CARDS = IN_PIECES.pattern(
    rb"[0-9]{4}(?:" + _GLUE + rb"[0-9]{4}){3}"
    rb"|[0-9]{4}" + _GLUE + rb"[0-9]{6}" + _GLUE + rb"[0-9]{4,5}"
    rb"|[0-9]{6}" + _GLUE + rb"[0-9]{6}" + _GLUE + rb"[0-9]{4}"
    rb"|[0-9]{2}(?:" + _GLUE + rb"[0-9]{2}){7}"
    rb"|[0-9]{4}(?:['\"][^0-9\n'\"]{0,4}['\"]?[A-Za-z_]{1,20}['\"]?[=:][ ]?['\"][0-9]{4}){3}"
)
_ANY = rb"(?:<[^<>]*>|[^0-9A-Za-z<])"
_APART = rb"(?:" + _ANY + rb"{1,6}-" + _ANY + rb"{0,6}|-" + _ANY + rb"{1,6})"
_HYPHENS = IN_PIECES.pattern(
    rb"[0-9]{3}(?:" + _APART + rb"[0-9]{2}(?:-|" + _APART + rb")|-[0-9]{2}" + _APART + rb")[0-9]{4}"
)
_LABEL = IN_PIECES.pattern(
    rb"(?i)\b(?:ssn|nss|social|security|seguro|seguridad|itin|card|visa|mastercard|amex|pan|tarjeta|tel|telephone|phone|mobile|cell"
    rb"|fax|movil|telefono)\b(?:<[^<>]*>|[^0-9<]){0,24}[0-9]{1,9}" + _GLUE + rb"[0-9]{1,9}" + _GLUE + rb"[0-9]"
)
_LABELLED = re.compile(
    rb"[A-Za-z]{3,10}(?:<[^<>]*+>|[^0-9<]){0,24}?([0-9]{1,9}(?:(?:<[^<>]*+>|[^0-9A-Za-z<]){1,12}[0-9]{1,9}){1,18})"
)
_PART = rb"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,15}[\"']?[ \t]?[=:][ \t]?[\"']?[0-9]{1,9}[\"']?"
_NAMED_PARTS = IN_PIECES.pattern(
    rb"(?i)\b(?:ssn|nss|social|security|seguro|seguridad|itin|card|visa|mastercard|amex|pan|tel|telephone|phone|mobile|cell|fax)[\"']?"
    rb"(?:[^0-9A-Za-z<>]{1,20}" + _PART + rb"){2,6}"
)
"""A label, and a few numbers below or beside it that have names of their own: ``<ssn a="536" b="22" c="1234"/>``."""
_NAMED_PART = re.compile(rb"[=:][ \t]?[\"']?([0-9]{1,9})(?![0-9])")
_FEWEST_OF_NINE = 6
_OF_NINE = (b"ss", b"ns", b"so", b"se", b"it")
_OF_CARDS = (b"ca", b"vi", b"ma", b"am", b"pa", b"ta")
_CARD = re.compile(
    rb"4[0-9]{12}(?:[0-9]{3}){0,2}|(?:5[1-5]|2[2-7])[0-9]{14}|3[47][0-9]{13}|3[0689][0-9]{12}|6[0-9]{15}"
)
_TAG = re.compile(rb"<[^<>]*>")
_GROUP = re.compile(rb"[0-9]+")
_CHARACTER = re.compile(rb"[0-9A-Za-z]")
_IDENTIFIER = re.compile(rb"[A-Za-z_][A-Za-z0-9_]{1,40}")
_BEFORE_LABEL_END = re.compile(rb"(?:<[^<>]*>|[^0-9A-Za-z<>])*\Z")
_LABEL_LENGTH = 48
DIGITS = range(9, 33)
"""How many single digits in a row are looked at: numbers, and card numbers with a date and a code behind."""
_PAIRS = 8
"""The groups of a card number that is written in pairs of digits."""
_CARD_DIGITS, _FEW = range(13, 33), 4
"""How many digits a card number has, or a row of digits that may hold one, and how many rows are few."""
_MOST_CHARACTERS = 80
_WORDS = re.compile(r"[^@\s]{2,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+|[A-Z][a-z]+(?: [A-Z][a-z]+)+")
"""What letters have to be in a row: an address of mail, a name in capitals and small letters."""
_CAPITALS = re.compile(r"[A-Z]{2,}(?: [A-Z]{2,})+")
_CODE = re.compile(r"(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{8,34}")
_PARTING = (b'"', b"'", b"{", b"}", b"[", b"]", b";")
_COUNTING = b"01234567890123456789 9876543210"
"""Digits that number columns."""
_SIGN = re.compile(r"[@.\-_+]")
_WORD = re.compile(rb"[A-Za-z]+")
_LONGEST_NUMBER = 19
_PHONES = ([3, 3, 4], [1, 3, 3, 4], [3, 7])
PHONE_DIGITS = (10, 11)


def spelled_values(text: str, held: Held) -> Iterator[Pieces]:
    """The values in ``text`` whose characters or groups stand apart; ``held`` says what its ASCII shadow holds."""
    yield from _single(text, held)
    yield from _card_groups(held)
    yield from _hyphenated(held)
    yield from _labelled(held)
    yield from _named_parts(held)


def label_before(shadow: bytes, start: int) -> Span:
    """What may be the label of a value at ``start``: the words before it, or the last name there that says something.

    Names of tags, keys and variables say what is in them: ``<ssn><d>``, ``{"ssn": {"d0":``.
    """
    first = max(0, start - _LABEL_LENGTH)
    found = _BEFORE_LABEL_END.search(shadow, first, start)
    end = found.start() if found else first
    if says(shadow, (first, end)):
        return first, end
    names = list(_IDENTIFIER.finditer(shadow, first, start))
    telling = (name.span() for name in reversed(names) if field_concepts(name[0].decode()) & ~OTHER)
    return next(telling, (first, end))


def says(shadow: bytes, label: Span) -> bool:
    """Whether the label says what a number is."""
    phrases = ContextHits.of(lower_shadow(shadow[slice(*label)])).concepts if label[0] < label[1] else ()
    return any(concepts & ~OTHER for concepts in phrases)


def is_card(digits: bytes) -> bool:
    """Whether ``digits`` can be a card number by its issuer, length and check digit."""
    return _CARD.fullmatch(digits) is not None and luhn(digits)


def groups_of(shadow: bytes, start: int, end: int) -> list[Substitution]:
    """The groups of digits in ``shadow[start:end]``, outside of tags."""
    inside = _without_tags(shadow[start:end])
    return [Substitution(start + m.start(), start + m.end(), m[0].decode()) for m in _GROUP.finditer(inside)]


def _single(text: str, held: Held) -> Iterator[Pieces]:
    """Values whose characters all stand apart."""
    shadow = held.subject
    digits: defaultdict[int, list[Pieces]] = defaultdict(list)
    for start, end in chain.from_iterable(spans_of(held, pattern) for pattern in _SINGLE):
        places = [start + match.start() for match in _CHARACTER.finditer(_without_tags(shadow[start:end]))]
        if shadow[end : end + 1].isalnum():
            places.pop()  # the first character of a word
        if shadow[start - 1 : start].isalnum():
            places = places[1:]  # the last one of a word
        for run in _alike(shadow, places):
            if not 6 < len(run) <= _MOST_CHARACTERS or _is_fractions(shadow, run):
                continue
            if not bytes(shadow[place] for place in run).isdigit():
                value = _spelled(text, shadow, run, digits=False)
                if _WORDS.search(value.value) or _CODE.fullmatch(value.value) or _is_named(shadow, value):
                    yield value
            elif len(run) in DIGITS:
                value = _spelled(text, shadow, run, digits=True)
                if not (is_card(_number(value)) and _is_cut_out(shadow, run) and not says(shadow, value.label)):
                    digits[len(run)].append(value)
    numbers = [number for values in digits.values() for number in map(_number, values) if len(number) in _CARD_DIGITS]
    by_chance = len(numbers) > _FEW and _FEW * sum(map(is_card, numbers)) < len(numbers)
    for values in digits.values():
        yield from _rows(values, by_chance=by_chance)


def _is_named(shadow: bytes, value: Pieces) -> bool:
    """Whether the value is in capitals and its label says that it is a person's name."""
    if _CAPITALS.fullmatch(value.value) is None:
        return False
    words = _WORD.findall(shadow[slice(*value.label)])
    return bool(words) and bool(field_concepts(words[-1].decode()) & NAME)


def _is_fractions(shadow: bytes, run: Sequence[int]) -> bool:
    """Whether the digits are numbers with a fraction each: ``0.3,0.2,0.6``."""
    gaps = [shadow[a + 1 : b] for a, b in pairwise(run)]
    points = gaps.count(b".")
    return points > 1 and sum(b"," in gap or b"\t" in gap or b";" in gap for gap in gaps) > 1


def _is_cut_out(shadow: bytes, run: Sequence[int]) -> bool:
    """Whether the digits are part of a longer row of numbers, some of which have more digits."""
    if _ROW_GOES_ON.match(shadow, run[-1] + 1):
        return True
    return _ROW_BEFORE.search(shadow, max(0, run[0] - _LABEL_LENGTH), run[0]) is not None


_SEPARATOR = rb"[\"']?[ ]?[,;\t|][ ]?[\"']?"
_ROW_GOES_ON = re.compile(_SEPARATOR + rb"[0-9]{2}")
_ROW_BEFORE = re.compile(rb"[^\n,;\t|\[({]" + _SEPARATOR + rb"[0-9]{2,9}" + _SEPARATOR + rb"\Z")


def _alike(shadow: bytes, places: Sequence[int]) -> Iterator[Sequence[int]]:
    """``places`` in runs: quotes and brackets part them, unless they stand everywhere."""
    gaps = [shadow[a + 1 : b] for a, b in pairwise(places)]
    if not gaps:
        return
    usual = max(set(gaps), key=gaps.count)
    first = 0
    for index, gap in enumerate(gaps, 1):
        if gap != usual and any(sign in gap and sign not in usual for sign in _PARTING):
            yield places[first:index]
            first = index
    yield places[first:]


def _spelled(text: str, shadow: bytes, places: Sequence[int], *, digits: bool) -> Pieces:
    """The characters at ``places``. A gap that differs from most keeps its sign, or becomes a blank or a hyphen."""
    gaps = [_TAG.sub(b"", shadow[a + 1 : b]).decode() for a, b in pairwise(places)]
    usual = max(set(gaps), key=gaps.count)
    parts = []
    for place, gap in zip(places, [*gaps, usual], strict=True):
        parts.append(Substitution(place, place + 1, chr(shadow[place]) if digits else text[place]))
        if gap == usual:
            continue
        sign = _SIGN.search(gap.removeprefix(usual).removesuffix(usual))
        if sign or len(gap) > len(usual):
            parts.append(Substitution(place + 1, place + 2, sign[0] if sign else "-" if digits else " "))
    return Pieces(parts, label_before(shadow, places[0]))


def _number(value: Pieces) -> bytes:
    return value.value.replace("-", "").encode()


def _rows(values: Sequence[Pieces], *, by_chance: bool) -> Iterator[Pieces]:
    """Values of equally many digits, without those that pass the check digit by chance."""
    numbers = list(map(_number, values))
    by_chance = by_chance or (len(values) > 2 and 2 * sum(map(is_card, numbers)) < len(values))
    for value, number in zip(values, numbers, strict=True):
        if number in _COUNTING:
            continue
        if not is_card(number):
            yield value
        elif not by_chance:
            yield value._replace(label=(0, 0))
        if len(number) > _LONGEST_NUMBER and not by_chance:
            of_card = next((length for length in (16, 15) if is_card(number[:length])), 0)
            yield Pieces([part for part in value.parts if part.text.isdigit()][: of_card or None], value.label)


def _card_groups(held: Held) -> Iterator[Pieces]:
    """Card numbers in groups, which their check digits prove."""
    shadow = held.subject
    rows: defaultdict[tuple[int, ...], list[Pieces]] = defaultdict(list)
    for start, end in spans_of(held, _CARDS):
        if not (shadow[start - 1 : start].isdigit() or shadow[end : end + 1].isdigit()):
            value = Pieces(groups_of(shadow, start, end))
            if len(value.parts) == _PAIRS and _is_cut_out(shadow, (start, end - 1)):
                continue
            rows[tuple(part.end - part.start for part in value.parts)].append(value)
    for values in rows.values():
        cards = [value for value in values if is_card(value.value.encode())]
        if len(values) < 3 or 2 * len(cards) >= len(values):
            yield from cards


def _hyphenated(held: Held) -> Iterator[Pieces]:
    """Social security numbers with more than a hyphen between their groups."""
    shadow = held.subject
    for start, end in spans_of(held, _HYPHENS):
        if not (shadow[start - 1 : start].isalnum() or shadow[end : end + 1].isalnum()):
            area, group, serial = groups_of(shadow, start, end)
            hyphens = [Substitution(part.end, part.end + 1, "-") for part in (area, group)]
            yield Pieces([area, hyphens[0], group, hyphens[1], serial], label_before(shadow, start))


def _labelled(held: Held) -> Iterator[Pieces]:
    """Groups of digits behind a label, if they are as many digits as it says."""
    shadow = held.subject
    for start, _ in spans_of(held, _LABEL):
        found = _LABELLED.match(shadow, start)
        if found is None:
            continue
        parts = _fitting(shadow[start : start + 2].lower(), groups := groups_of(shadow, *found.span(1)))
        told = parts is groups or (parts and stand_in_a_row(shadow, groups))
        if told and not shadow[found.end() : found.end() + 1].isalnum():
            yield Pieces(parts, label_before(shadow, found.start(1)))


def _named_parts(held: Held) -> Iterator[Pieces]:
    """Numbers with names of their own below a label, if they are as many digits as it says."""
    shadow = held.subject
    for start, end in spans_of(held, _NAMED_PARTS):
        groups = [Substitution(*m.span(1), m[1].decode()) for m in _NAMED_PART.finditer(shadow, start, end)]
        parts = _fitting(shadow[start : start + 2].lower(), groups)
        if parts and not shadow[end : end + 1].isalnum():
            label = _WORD.match(shadow, start)
            yield Pieces(parts, label.span() if label else (0, 0))


def _fitting(label: bytes, parts: Sequence[Substitution]) -> Sequence[Substitution]:
    """``parts``, with the zeros that they lost, if they are as many digits as the label says; else nothing."""
    digits = "".join([part.text for part in parts]).encode()
    if label in _OF_NINE:
        whole = as_social([part.text for part in parts]) if _FEWEST_OF_NINE <= len(digits) < 9 else ()
        zeros = [part._replace(text=text) for part, text in zip(parts, whole, strict=False)]
        return parts if len(digits) == 9 else zeros
    lengths = [len(part.text) for part in parts]
    is_phone = lengths in _PHONES or (len(digits) in PHONE_DIGITS and max(lengths) <= 2)
    return parts if (is_card(digits) if label in _OF_CARDS else is_phone) else ()


def _without_tags(shadow: bytes) -> bytes:
    """``shadow`` with blanks in place of tags."""
    return _TAG.sub(lambda tag: b" " * len(tag[0]), shadow) if b"<" in shadow else shadow

"""Finds values that stand in several fields: ``ssn1,ssn2,ssn3``, ``area_code,number``, an array of digits.

Fields belong together if they have one name, names that end in numbers or letters, or names of the parts of a known
whole. The detector reads the whole under the name that they have in common.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import ACCOUNT, CARD, CVV, ITIN, NAME, PHONE, PIN, ROUTING, SSN
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.structure.pieces import Pieces, as_social
from objectlambda.pii.structure.spelled import is_card, label_before
from objectlambda.pii.structure.views import Substitution

_NAME_OF = itemgetter(2)
_MIDDLE = "(mid(dle)?|second|next|medio|centrales|siguientes)"
_WHOLES = tuple(
    (re.compile(first), re.compile(second), whole)
    for first, second, whole in (
        ("area( number| num)?", "group.*", "ssn"),
        ("group.*", "serial.*", "ssn"),
        ("area|numero( de)? area", "grupo.*", "ssn"),
        ("grupo.*", "(numero( de)? )?seri(e|al).*", "ssn"),
        ("(first|primer[oa]s|prim|ini) ?(three|tres|3)( .*)?", f"{_MIDDLE} ?(two|dos|2)( .*)?", "ssn"),
        (f"{_MIDDLE} ?(two|dos|2)( .*)?", "(last|final|ultim[oa]s|ult|fin) ?(four|cuatro|4)( .*)?", "ssn"),
        ("(phone )?area ?code|npa|ddd|lada", "(phone |tel |local )?(number|num|no|exchange|nxx|prefix|phone)", "phone"),
        ("(phone )?(exchange|nxx|prefix)", "line( number)?|number|subscriber|station|suffix", "phone"),
        ("country ?code|dial ?code", "(phone |tel )?(area ?code|npa|number|num|no|phone)", "phone"),
        ("(card )?(bin|iin)|first ?(six|6)", "middle|mid|account|digits|rest", "card"),
        ("middle|mid|account|digits|rest", "last ?(four|4)|tail|check", "card"),
    )
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])")
_NO_WORD = re.compile(r"[^A-Za-z0-9]+")
_ORDER = "first|second|third|fourth|middle|mid|last|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|ultim[oa]"
_PART = re.compile(
    rf"(.*\S) (?:\d{{1,2}}|[a-f]|i{{1,3}}|iv|area|group|serial|{_ORDER}|last ?4|part|prefix|suffix|start|end|head|tail"
    r"|left|right|one|two|three|four|line|exchange|[ps] ?\d|seg(?:ment)? ?\d|parte? ?\d"
    r"|(?:first|mid|middle|next|last|final) ?\d|grupo|serie|inicio|medio|fin(?:al)?)"
)
_GLUED = re.compile(
    r"\b(ssn|nss|card|pan|phone|tel)(?=(?:area|group|serial|first|mid|last|part|prefix|line)[a-z0-9]*\b)"
)
"""The names of headers have no capitals: ``ssnarea``."""
_PLACE = re.compile(rf"(?:[a-z]|\d{{1,2}}(?:st|nd|rd|th)?|{_ORDER}|area|group|serial|part ?\d) (.*\S)")
_LETTERED = re.compile(r"(.*\S) [a-z]")
"""Names of parts that count only where the name of the whole says what it is: ``1_ssn``, ``ssn_x``."""
_PIECE = re.compile(r"[ \t]{0,4}(?:[0-9]{1,8}|[0-9A-Za-z@.+_\- ])[ \t]{0,4}")
_LONGEST_PIECE = 16
_APART = re.compile(
    r"\s*+[0-9]{1,4}(?:[^0-9A-Za-z\-. ()/+]{1,3}[0-9]{1,4}){1,18}\s*+"
    r"|\s*+[0-9]{1,2}(?:[^0-9A-Za-z]{1,3}[0-9]{1,2}){3,18}\s*+"
)
"""Groups of digits in one field, as nobody writes telephone numbers."""
_GROUP = re.compile("[0-9]+")
_TELLING = SSN | ITIN | CARD | PHONE
_SHORT = ACCOUNT | ROUTING | CVV | PIN
_FRACTION = re.compile(r"[ \t]{0,8}([0-9]{1,6})(\.0{1,4})[ \t]{0,8}")
"""A short number that was stored as a quantity; longer ones are read without the name of a field."""
_SPELLED = re.compile(
    r"(?=(?:[^0-9]*[0-9]){7})[0-9 .+\-]{9,40}|[^@\s]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+|[A-Z][a-z]+(?: [A-Z][a-z]+)+"
    r"|(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{8,34}"
)
"""What characters make together: a number, an address of mail, a name, a code."""
_LETTERS_OF_NAME = re.compile(r"[A-Z][a-z]{2,}(?: ?[A-Z][a-z]{2,})*|[A-Z]{4,}(?: [A-Z]{2,})*")
"""What the letters of a name make, under a field's name that says it."""
_SIGNS = re.compile(rb"[0-9@A-Z]")
"""What a value in pieces has at least one of."""
_SSN_LENGTHS = [3, 2, 4]
_FEWEST_IN_LIST = 7
"""How many digits of an SSN are left where a list has its parts, which may also be pages."""
_FEW = 3
"""More parts than these are of one length, except for the last, in a number whose name says nothing of it."""
_DISTANCE = 160
"""How many characters may stand between two fields of one value."""


def split_values(text: str, shadow: bytes, fields: Sequence[Field], *, rows: bool) -> Iterator[Pieces]:
    """The values of neighbouring ``fields``, which are in order; ``rows`` says that a line end parts fields."""
    if not _SIGNS.search(shadow):
        return
    names: list[str] = list(map(_NAME_OF, fields))
    telling = {name: concepts for name in set(names) if (concepts := field_concepts(name) & (_TELLING | _SHORT))}
    if telling:
        for field in fields:
            start, end, name, _ = field
            if name in telling and _APART.fullmatch(text, start, end):
                yield from _in_one(text, field)
            elif telling.get(name, 0) & _SHORT and (number := _FRACTION.fullmatch(text, start, end)):
                parts = [Substitution(*number.span(1), number[1]), Substitution(*number.span(2), "")]
                yield Pieces(parts, name=name)
    beside = {pair for pair in set(pairwise(names)) if _in_common(*pair) is not None}
    if any(first != second or not rows for first, second in beside):
        joined = {name for pair in beside for name in pair}
        places = [place for place, name in enumerate(names) if name in joined]
        yield from _without_chance(list(_runs(text, shadow, fields, places, rows=rows)))


def _without_chance(values: Sequence[Pieces]) -> Iterator[Pieces]:
    """``values`` without card numbers by chance: most values of the same fields, which say nothing, are none."""
    kinds: defaultdict[str, list[bool]] = defaultdict(list)
    for value in values:
        kinds[value.name].append(_is_card(value))
    for value in values:
        cards = kinds[value.name]
        if not (len(cards) > 2 and 2 * sum(cards) < len(cards) and _is_card(value)) or field_concepts(value.name):
            yield value


def _is_card(value: Pieces) -> bool:
    return is_card(value.value.encode("ascii", "replace"))


def _runs(text: str, shadow: bytes, fields: Sequence[Field], places: Sequence[int], *, rows: bool) -> Iterator[Pieces]:
    """The values of neighbouring fields that belong together; only those at ``places`` have names that may."""
    run: list[Field] = []
    whole: str | None = ""
    reached = -1
    for place in places:
        field = fields[place]
        start, end, _, kind = field
        if kind or end - start > _LONGEST_PIECE or not _PIECE.fullmatch(text, start, end):
            continue
        if run and place > reached + 1:  # another field stands between them
            yield from _joined(text, shadow, run, whole or "")
            run = []
        reached = place
        if run:
            last = run[-1]
            common = _in_common(last.name, field.name)
            goes_on = common is not None and (len(run) == 1 or common == whole)
            if field.name == run[0].name != last.name or not _is_near(
                text, last.end, field.start, rows=rows or not common
            ):
                goes_on = False  # the next row
            if not goes_on:
                yield from _joined(text, shadow, run, whole or "")
                run = []
            whole = common
        run.append(field)
    yield from _joined(text, shadow, run, whole or "")


def wholes_of(names: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The first and last of neighbouring columns that make one value, and the name of that value."""
    first, whole = 0, ""
    for index, (name, following) in enumerate(pairwise(names)):
        common = _in_common(name, following) or ""
        if common != whole:
            if whole:
                yield first, index, whole
            first, whole = index, common
    if whole:
        yield first, len(names) - 1, whole


def whole_text(name: str, values: Sequence[str]) -> str:
    """What the ``values`` of the parts of a whole with that ``name`` make together; nothing if they are no digits."""
    shown = [value.strip() for value in values if value and value.strip()]
    if len(shown) < 2 or not all(map(str.isdecimal, shown)):
        return ""
    social = as_social(shown) if field_concepts(name) & SSN else ()
    return "-".join(social) if social else " ".join(shown)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _in_common(first: str, second: str) -> str | None:
    """The name of the whole of which two fields are parts; None if they are not."""
    if first == second:
        return first
    one, other = _words(first), _words(second)
    if (part := _PART.fullmatch(one)) and (next_part := _PART.fullmatch(other)) and part[1] == next_part[1]:
        return part[1]
    for pattern in (_PLACE, _LETTERED):
        part, next_part = pattern.fullmatch(one), pattern.fullmatch(other)
        if part and next_part and part[1] == next_part[1] and field_concepts(part[1]) & _TELLING:
            return part[1]
    return next((whole for a, b, whole in _WHOLES if a.fullmatch(one) and b.fullmatch(other)), None)


def _words(name: str) -> str:
    spaced = _NO_WORD.sub(" ", _CAMEL.sub(" ", fold(name[:80]).decode("latin-1"))).strip().lower()
    return _GLUED.sub(r"\1 ", spaced)


def _is_near(text: str, end: int, start: int, *, rows: bool) -> bool:
    return start - end <= _DISTANCE and not (rows and text.find("\n", end, start) >= 0)


def _joined(text: str, shadow: bytes, run: Sequence[Field], whole: str) -> Iterator[Pieces]:
    """The value that the fields of ``run`` make, if it is one."""
    if len(run) < 2:
        return
    values = [text[field.start : field.end] for field in run]
    values = [value.strip() or value for value in values]
    if SSN & field_concepts(whole) and (run[0].name != whole or len("".join(values)) >= _FEWEST_IN_LIST):
        values = as_social(values) or values
    shown = "".join(values)
    digits = "".join(filter(str.isdigit, shown))
    single = all(len(value) == 1 for value in values)
    is_name = single and _LETTERS_OF_NAME.fullmatch(shown) is not None and bool(field_concepts(whole) & NAME)
    if single and not (is_name or _SPELLED.fullmatch(shown) or is_card(digits.encode("ascii", "replace"))):
        return
    if not single and not (9 <= len(digits) <= 19 and shown.replace(" ", "").isdigit()):
        return
    lengths = [len(value.strip()) for value in values]
    if len(lengths) > _FEW and len(set(lengths[:-1])) > 1 and not field_concepts(whole):
        return  # coordinates
    label = (0, 0) if field_concepts(whole) else label_before(shadow, run[0].start)
    between = "-" if lengths == _SSN_LENGTHS else " " if is_name else ""
    yield Pieces(list(_parts(values, run, between)), label, whole)


def _parts(values: Sequence[str], run: Sequence[Field], between: str) -> Iterator[Substitution]:
    """The values, with ``between`` between them; a blank only where a word of a name begins."""
    for index, (value, field) in enumerate(zip(values, run, strict=True)):
        if index and between and (between != " " or (value.isupper() and values[index - 1].islower())):
            yield Substitution(field.start - 1, field.start, between)
        yield Substitution(field.start, field.end, value)


def _in_one(text: str, field: Field) -> Iterator[Pieces]:
    """The digits of one field that stand apart."""
    groups = [Substitution(*m.span(), m[0]) for m in _GROUP.finditer(text, field.start, field.end)]
    digits = "".join([group.text for group in groups])
    concepts = field_concepts(field.name)
    if (
        (concepts & (SSN | ITIN) and len(digits) == 9)
        or (concepts & PHONE and len(digits) in (10, 11))
        or (concepts & CARD and is_card(digits.encode()))
    ):
        yield Pieces(groups, name=field.name)

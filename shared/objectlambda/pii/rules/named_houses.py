"""Addresses without a number, with a house's name or in layouts of few countries: "Rose Cottage, Back Lane, Skeeby"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear, spans
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import PLACES, Gated
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.spanish_ends import spanish_end
from objectlambda.pii.rules.teams_and_towns import follows_stops
from objectlambda.pii.rules.words import words_of

_CAP = rb"[A-Z][A-Za-z'\-]*\.?"
_TOWN = rb"%s(?:[ \-](?:%s|on|upon|under|le|la|les|in|by|sur|y|de|the))*?(?: %s)?" % (_CAP, _CAP, _CAP)
_UK = rb"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_CA = rb"[A-Z]\d[A-Z][ \-]?\d[A-Z]\d\b"
_IE = rb"[AC-FHKNPRTV-Y](?:\d\d|6W) ?[0-9AC-FHKNPRTV-Y]{4}\b"
_POST = rb"(?:%s|%s|%s|\d{5}(?:-\d{4})?\b)" % (_UK, _CA, _IE)
_HOUSES = (
    rb"(?:Cottages?|House|Farm|Farmhouse|Barn|Lodge|Forge|Mill|Rectory|Vicarage|Manor|Villa|Bungalow|Grange"
    rb"|Croft|Stables|Granary"
    rb"|Chapel|Oast|Bothy|School ?house|Schoolhouse|Old School|Coach House|Priory|Parsonage|Gatehouse|Smithy"
    rb"|Dairy|Creamery|Malthouse"
    rb"|Hall|Court|Towers|Mansions|Buildings|Park|Cabin|Homestead|Ranch)"
)
_WAYS = (
    rb"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Parade|Pde|Drive|Dr|Terrace|Tce|Crescent|Cres|Close|Way|Hill|Row"
    rb"|Green|Square|Place|Court"
    rb"|Grove|Gardens|Mews|Walk|Bank|Boulevard|Highway|Esplanade|Promenade|Quay|Wharf)\b"
)
_VIEWS = (
    rb"(?:Pde|Cct|Tce|Bvd|View|Rise|Meadows?|Fields?|Orchard|Chase|Vale|Dene|Parade|Esplanade|Promenade|Brow"
    rb"|Bank|Croft|Garth"
    rb"|Copse|Heights|Drove|Mead"
    rb"|Reach|Wynd|Brae|Loan|Yard|Mount|Side|End|Gate|Fold|Leys?|Lea|Park|Approach|Glade|Glen|Spinney|Paddocks?"
    rb"|Quadrant|Circus|Gait|Cottages|Villas|Buildings|Mansions|Almshouses|Maisonettes|Chambers)\b"
)
_PROVINCE = rb"(?:ON|QC|PQ|BC|AB|MB|SK|NS|NB|NL|PE|PEI|YT|NT|NU)"
_NAMED = PLACES.pattern(
    rb"(?:\"[A-Z][A-Za-z' \-]{2,24}\"|(?:[Tt]he )?(?:%(cap)s ){1,3}%(houses)s),(?: |\r?\n)[ \t]{0,12}"
    rb"(?:(?:rear of |adj\. |off |opp\.? )?\d{1,4}[A-Za-z]?,? )?(?:%(cap)s ){1,3}%(ways)s"
    rb"(?:,(?: |\r?\n)[ \t]{0,12}%(town)s){0,3}?(?:,?\s{1,4}%"
    rb"(post)s)?" % {b"cap": _CAP, b"houses": _HOUSES, b"ways": _WAYS, b"town": _TOWN, b"post": _POST},
    longest=True,
)
"""A house's name and its street."""
_VIEW = PLACES.pattern(
    rb"\b\d{1,4}[A-Za-z]?(?:/\d{1,4})? (?:%s ){1,2}%s(?:, %s)?(?:,? %s)?" % (_CAP, _VIEWS, _TOWN, _POST), longest=True
)
"""A number and a street whose name ends like a landscape: "2 Orchard View, Nether Stowey"."""
_GRID = PLACES.pattern(
    rb"\b\d{3,5} (?:[NSEW]\.|(?:NE|NW|SE|SW)\.?) (?:[A-Z][a-z]{2,15}|\d{1,3}(?:st|nd|rd|th))(?: (?:[A-Z][a-z]+))?\b"
)
"""A number, a quarter of the town and a street without its kind: "1822 SE Taylor"."""
_RURAL = PLACES.pattern(
    rb"\b(?:R\. ?R\. ?|RR ?|Rural Route |Rural Delivery |R\.D\. ?|RD ?|HC ?|SS ?|RMB ?|Lot )#? ?\d{1,4},? "
    rb"(?:Box \d{1,5},? )?%s(?:,? %s)?,?[ ]{1,2}(?:%s|[A-Z]{2,3})"
    rb"[ ]{1,2}(?:%s|\d{4,5}\b)" % (_TOWN, _TOWN, _PROVINCE, _CA)
)
_ALONG = PLACES.pattern(
    rb"\b(?:along|on|in|at|from|near|off|into|onto|of|down|up|outside|address is|moved to|lives at|live at) ("
    rb"(?:%s ){1,3}%s, %s)(?:[ .;:)\n\r]|,|$)" % (_CAP, _WAYS, _CAP)
)
_SPOKEN = PLACES.pattern(
    rb"(?i)\bpost ?code\b[^\n]{0,24}?(?:\?[ \t]*\r?\n[^\n:]{0,30}:)? ?([a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})\b"
)
_CORNER = linear(
    rb"\b(?i:junction of|jct of|corner of|cnr|intersection of|crossroads of|between) (?:the )?(?:%s ){1,3}%s"
    rb"(?: and| &|/| with) (?:%s ){1,3}%s(?:, (?:%s|[A-Z]{1,2}\d{1,2}\b))?" % (_CAP, _WAYS, _CAP, _WAYS, _TOWN)
)
_BEHIND_POST = re.compile(
    rb"(?:,? ?[ \n][ \t]{0,12}(?:Co\.? [A-Z][a-z]+|County [A-Z][a-z]+|[A-Z][a-z]+),?)?,?\s{1,3}(?:%s|%s"
    rb"|%s)" % (_IE, _UK, _CA)
)
_BEHIND_LINES = re.compile(
    rb"(?:,?[ \t]*\r?\n[ \t]{0,12}[A-Z][A-Za-z'\-]+(?:[ \-][A-Za-z0-9'\-]+){0,3}){1,3},?[ \t]*(?:\r?\n[ \t]{0,12}"
    rb"| {1,3})%s" % _UK
)
"""A flat, a town and a postcode of the UK on lines of their own."""
_FLOOR = (
    rb"(?:[,.]? ?-? ?(?:bajo|bj|atico|piso|pta|puerta|izquierda|derecha|izda|dcha|izq|der|[1-9][oa]?(?:\.? ?(?:izda"
    rb"|dcha|izq|der"
    rb"|[A-D]\b))?)\b\.?){1,3}"
)
_BEHIND_SPANISH = re.compile(
    rb"(?:%(floor)s)?(?:[,.]? ?-? ?\(?(?:C\.?P\.? ?)?\d{5}\)?(?: ?-? ?[A-Z][A-Za-z]+(?: (?:de|la|del"
    rb"|[A-Z][A-Za-z]+)){0,3}"
    rb"(?: \([A-Z][A-Za-z]+\))?)?)|%(floor)s(?=[,.;)\s]|$)" % {b"floor": _FLOOR}
)
"""The floor and the postal code of a Spanish address."""
_BEHIND_MEXICAN = re.compile(
    rb"(?:,? (?:entre|esq(?:uina)?\.?(?: con)?) (?:calles? )?[A-Z0-9][\w.]*(?: [A-Z][a-z]+){0,2}"
    rb"(?: y (?:calle )?[A-Z0-9][\w.]*(?: [A-Z][a-z]+){0,2})?)?(?:,? (?:[Cc]ol(?:onia|\.)|[Ff]racc(?:ionamiento|\.)"
    rb"|[Bb]arrio"
    rb"|[Uu]nidad) [A-Z][A-Za-z]+(?: (?:de|la|del|[A-Z][A-Za-z]+)){0,3})(?:, [A-Z][a-z]+(?: [A-Z][a-z]+)?\.?){0,2}"
    rb"(?:,? C\.?P\.? ?\d{5})?"
)
"""The streets between which a house stands, and its quarter."""
_BEHIND_TOWN = re.compile(rb", ([A-Z][a-z]{2,20}(?:[ \-][A-Z][a-z]{2,16})?)(?=[,.;)\n\r]|$| [a-z])")
_BEHIND_PROVINCE = re.compile(
    rb"(?:,| |\r?\n)[ \t]{0,12}([A-Z][a-z]+(?: [A-Z][a-z]+)?,? (?:%s|NSW|QLD|VIC|TAS|WA|SA|ACT)(?:[ ]{1,2}(?:%s"
    rb"|\d{4}\b))?)(?=[,.;)\s]|$)" % (_PROVINCE, _CA)
)
_BEHIND_STATE = re.compile(
    rb",? (?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT"
    rb"|V[TA]|W[AVIY])"
    rb"(?:,? \d{5}(?:-\d{4})?)?(?=[,.;)\s]|$)"
)
_BEHIND_EUROPE = re.compile(
    rb"(?:, ?| - |\s{1,2})(?:[A-Z]{1,2}-)?\d{4,5} [A-Z][A-Za-z'\-]{2,20}(?:[ \-][A-Z][a-z]{2,16})?(?: \([A-Z]{2}\))?"
)
_CONTINUATIONS = (
    (_BEHIND_LINES, True),
    (_BEHIND_SPANISH, False),
    (_BEHIND_MEXICAN, True),
    (_BEHIND_EUROPE, False),
    (_BEHIND_PROVINCE, False),
    (_BEHIND_TOWN, True),
    (_BEHIND_STATE, True),
    (_BEHIND_POST, True),
)
"""What may follow an address, and whether one of its first two characters is white space."""
_ADDRESS, _NAME, _OF = EntityType.ADDRESS, EntityType.NAME, (b" of ", b", of ")
_OF_HOUSE = re.compile(
    rb",? of ((?:The )?(?:[A-Z][a-z']+ ){1,2}(?:Cottages?|Farm|Farmhouse|Barn|Rectory|Vicarage|Bungalow|Croft"
    rb"|Lodge|House|Hall|Mill))\b(?! of)"
)
_OF_STREET = re.compile(
    rb",? of ((?:%s ){1,4}?%s, (?:%s ){1,3}%s(?:, %s(?: %s)?){0,3})(?=[,.;)\n]| (?:revoke|hereby|and|do|in the)\b)"
    % (_CAP, _CAP, _CAP, _WAYS, _CAP, _CAP)
)
"""A house of any name and its street: "of Quarry Bank, Chapel Lane, Clun"."""
_STREET = re.compile(rb"\d{1,5}[A-Za-z]? ([A-Z][a-z]{4,20})\b")
_STREET_BEHIND_DIGIT = linear(rb"\d[A-Za-z]? [A-Z][a-z]{4,20}\b")
"""The same from the last digit on, which is found faster: no other place of a number is tried."""
_AGAIN = 0.75
"""The score of a street that stands again."""
_LONGEST_NUMBER = 5
_DIGIT, _BLANK = re.compile(rb"\d"), re.compile(rb"\s")
_BEHIND = re.compile(rb"[,.]?\s|[,.](?:[\-(0-9a-z]|C\.?P|[A-Z]{1,2}-\d|[A-Z][a-z]+(?: [A-Z][a-z]+)?,? [A-Z])")
"""What every continuation of an address begins with; most cells of tables fail it."""
_CAPITALS = PLACES.pattern(
    rb"\b(?:(?:PLOT|FLAT|HOUSE|BLK|BLOCK|NO\.?|UNIT|APT) ?)?\d{1,5}[A-Z]?,? (?:[A-Z][A-Z'.\-]+ ){1,3}(?:ESTATE"
    rb"|ROAD|RD|STREET|AVENUE|AVE"
    rb"|LANE|CLOSE|CRESCENT|DRIVE|NAGAR|LAYOUT|COLONY|GARDENS|TERRACE|HIGHWAY|BLVD|BOULEVARD|MARG|QUARTERS)\b"
    rb"(?:, (?:[A-Z][A-Z'\-]+)(?: [A-Z][A-Z'\-]+){0,2}){0,3}"
)
"""An address in capitals, as forms have it."""
_COUNTY = PLACES.pattern(rb"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?, Co\.? (?:na )?[A-Z][a-z]+\b")
"""A village and its Irish county."""
_HEAD = re.compile(
    rb"(?:(?:The )?(?:[A-Z][A-Za-z'\-]+ ){1,3}(?:%s)|\"[A-Z][^\"\n]{2,28}\")(?:, |,? ?\r?\n[ \t]{0,12})\Z" % _HOUSES
)
_REACH = 64
_MANY = 8
"""To count more streets than these takes longer than to look for all."""
_GAP = 16
"""The most characters between the name of a house and its address."""


class NamedHouseRecognizer(WindowRecognizer):
    """An address with a house's name, a street without a number beside a town, a rural route."""

    TYPES = (EntityType.ADDRESS,)
    HOW = '"Rose Cottage, Back Lane, Skeeby", "2 Orchard View, …", "1822 SE Taylor", "R.R. #3, Elora, ON …"'

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if scan.code:
            return
        if has(shadow, b", ") or has(shadow, b",\n"):
            for pattern in (_NAMED, _RURAL):
                for start, end in scan.matches(pattern):
                    if not follows_stops(scan, start):
                        yield Entity(EntityType.ADDRESS, start, end, 0.85)
            for start, end in _groups(scan, _ALONG):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for start, end in scan.matches(_CAPITALS, numbered=True):
            yield Entity(EntityType.ADDRESS, start, end, 0.85)
        for start, end in scan.matches(_COUNTY) if has(shadow, b", Co") else ():
            yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for start, end in scan.matches(_VIEW, numbered=True):
            value = shadow[start:end]
            closed = b", " in value or shadow[end : end + 1] in (b",", b")", b"\n", b"")
            if closed or _LED.search(shadow, max(0, start - 12), start):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)
        for start, end in scan.matches(_GRID, numbered=True):
            if not is_common(" ".join(words_of(scan.text, shadow, start, end)[2:])):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)
        if has(shadow, b"ode"):
            for start, end in _groups(scan, _SPOKEN):
                yield Entity(EntityType.ADDRESS, start, end, 0.85)
        if has(shadow, b" of ") or has(shadow, b"etween ") or has(shadow, b"nr "):
            for start, end in scan.matches(_CORNER):
                yield Entity(EntityType.ADDRESS, start, end, 0.8)


_LED = re.compile(rb"\b(?:of|at|in|to|from|near|is|address:?) \(?\Z")


def _groups(scan: Scan, pattern: Gated) -> Iterator[tuple[int, int]]:
    for begin, stop in scan.matches(pattern):
        match = pattern.compiled.search(scan.shadow, begin, stop)
        if match is not None:
            yield match.span(1)


def houses_behind(scan: Scan, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yields the houses behind the persons among ``found``: "Ann Roe of Rose Cottage"."""
    shadow = scan.shadow
    for kind, _, end, _, _, _ in found:
        if kind == _NAME and shadow.startswith(_OF, end):
            house = _OF_STREET.match(shadow, end) or _OF_HOUSE.match(shadow, end)
            if house is not None:
                yield Entity(_ADDRESS, *house.span(1), 0.8)


def longer_ends(scan: Scan, addresses: Sequence[Entity]) -> Iterator[Entity]:
    """Yields ``addresses`` again with the town and the postal code behind, and their streets where they stand again."""
    shadow = scan.shadow
    # Most towns and postal codes in tables have no blank.
    spaced = [address for address in addresses if shadow.find(b" ", address[1], address[2]) >= 0]
    yield from _streets_again(shadow, spaced)
    for _, first, last, score, _, _ in spaced:
        start, end = first, last
        if (shadow.endswith(b", ", 0, start) or shadow.find(b"\n", max(0, start - _GAP), start) >= 0) and (
            head := _HEAD.search(shadow, max(0, start - _REACH), start)
        ) is not None:
            start = head.start()
        if _DIGIT.search(shadow, start, end) is None:
            if start < first:
                yield Entity(_ADDRESS, start, end, score)
            continue
        if _BEHIND.match(shadow, end) is not None:
            end = _end_behind(scan, end)
        end = spanish_end(scan, start, end)
        if start != first or end != last:
            yield Entity(_ADDRESS, start, end, score)


def _streets_again(shadow: bytes, addresses: Sequence[Entity]) -> Iterator[Entity]:
    """Yields the streets of ``addresses``, each with its number, where they stand again."""
    streets: set[bytes] = set()
    places: set[int] = set()
    known: set[int] = set()
    for _, start, end, score, _, _ in addresses:
        if street := _STREET.match(shadow, start, end):
            streets.add(street[1])
            places.add(street.end())
            if score >= _AGAIN:
                known.add(street.end())
    # They stand again only where their names stand more often than they were found.
    if not streets or (len(streets) <= _MANY and sum(map(shadow.count, streets)) <= len(places)):
        return
    for digit, end in spans(_STREET_BEHIND_DIGIT, shadow):
        name = shadow[shadow.find(b" ", digit) + 1 : end]
        if end not in known and name in streets and not is_common(name.decode()):
            yield Entity(EntityType.ADDRESS, _number_start(shadow, digit), end, _AGAIN)


def _end_behind(scan: Scan, end: int) -> int:
    """The end of an address with a number that ends at ``end``, with the town and the postal code behind it."""
    shadow = scan.shadow
    for pattern, blank in _CONTINUATIONS:
        if blank and _BLANK.search(shadow, end, end + 2) is None:
            continue  # a cheap test, which most cells of tables fail
        if pattern in (_BEHIND_TOWN, _BEHIND_POST) and not any(map(str.isspace, scan.text[end : end + 2])):
            continue
        more = pattern.match(shadow, end)
        if more is not None and _is_place(scan, more):
            end = more.end()
    return end


def _number_start(shadow: bytes, last: int) -> int:
    """The start of the number whose last digit is at ``last``, of its last five digits if it is longer."""
    start = last
    while start > 0 and last - start < _LONGEST_NUMBER - 1 and 48 <= shadow[start - 1] <= 57:
        start -= 1
    return start


def _is_place(scan: Scan, more: re.Match[bytes]) -> bool:
    """Whether what follows an address is no person and no word of the sentence."""
    if more.re is not _BEHIND_TOWN:
        return True
    value = scan.text[slice(*more.span(1))]
    words = value.split(" ")
    return words[0].lower() not in FIRST_NAMES and not any(is_common(word) for word in words)

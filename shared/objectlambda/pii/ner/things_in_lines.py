"""Things that their line shows: stops of a train, dishes with prices, circuits, airports, keys, lakes, listed programs.

Each is told by what stands before and behind the words in the same line or cell, whatever the words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from objectlambda.pii.ner.familiarity import is_given
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.literals import has_any, text_has
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_REACH = 80
_AIRPORT = re.compile(
    r"(?:[ \-][A-ZÀ-Þ][\w'’.\-]*){0,4} (?:Airport|Airfield|Aerodrome|Heliport|Airbase|Air Base|Airstrip)\b(?!['’]s)"
)
"""The rest of the name of an airport, behind the person after whom it is called."""
_VENUE = re.compile(
    r"(?<!\w)(?i:aut[óo]dromo|circuit[oe]?|vel[óo]dromo|hip[óo]dromo|est[áa]dio|stadio|stadion|stade|aeropuerto"
    r"|aeroporto|aeroport|polideportivo|pabell[óo]n) (?:(?:[A-ZÀ-Þ][\w'’.]*|de|del|la|do|da|di) ){0,3}\Z"
)
"""What stands before the person after whom a circuit, a stadium or an airport is called."""
_TRAIN = re.compile(
    r"[ \t|]*\d\d?[:.]\d\d[ \t|]+(?:(?:RE|RB|ICE?|EC|IR|TGV|AVE|MD|RJX?|NJ|S|U|R|Bus)[ \t]?\d{1,5})\b[^\n]{0,80} - \Z"
)
"""The start of a row in a table of departures: a time, a train and its first stops."""
_PRICED = re.compile(r"(?m)[ \t.]{3,}[£$€] ?\d{1,4}[.,]\d\d[ \t]*\r?$")
_PRICE_BEHIND = re.compile(r"[ \t.]{3,}[£$€] ?\d{1,4}[.,]\d\d[ \t]*(?:\r?\n|\Z)")
_FEWEST_PRICES = 4
_IN_DISH = re.compile(r"\w(?:, | & | with | con | and | y )\Z")
"""What stands in a dish before its next part, and the price at the end of its line."""
_FLOW_KEY_BEFORE, _FLOW_KEY_BEHIND = re.compile(r"[{,] ?\Z"), re.compile(r": ?[\d\"'\[{]|: \w")
"""What stands around a key in a mapping of YAML or JavaScript on one line: ``{mode: max, patience: 5}``."""
_WHO = re.compile(r"\b[Qq]uien(?:es)? \Z")
"""What stands before a verb in Spanish: "A quien madruga"."""
_OPENS_VALUE, _DENIED = re.compile(r"[:=,\[] ?[\"']\Z"), re.compile(r" (?:nicht|keine?n?|bitte|noch|schon|nur)\b")
"""What stands before and behind the adverb at the start of a message in German: "Leider nicht"."""
_VARIANT = re.compile(r"[A-Z]{2,6}-[A-Z][a-z]*[A-Z]\w*")
"""The name of a model with a family's before it: "XLM-RoBERTa"."""
_ACTS = re.compile(r"[.;!?](?:\s|\Z)| (?:should|would|could|will|shall|was|had|did|said|replied|answered|cried|ran)\b")
"""What stands behind the characters of a fable, which have an article: "the Fox should choose"."""
_WATERS = ("Lake ", "Loch ", "Lough ", "Mount ", "Cape ", "Fort ", "Lago ", "Monte ", "Cerro ", "Isla ", "Lac ")
"""What stands before the names of lakes, mountains and islands."""
_GOES_ON = re.compile(r" [A-ZÀ-Þ]|['’]s? ")
_NO_NAMES = words(
    "ok okay doctor doctora nurse enfermera enfermero professor profesor profesora"
    " nachbarn mitglieder eltern kollegen kolleginnen freunde kunden mieter leute bewohner gäste"
)
"""What persons are called by what they do, and what opens an answer: "Good morning, Doctor."."""
_DEAR = ("Liebe", "Lieber", "Werte")
_FEW = 2
_WEATHER = re.compile(rb"(?m)^(?:METAR|SPECI|TAF)(?: (?:AMD|COR))? [A-Z]{4} \d{6}Z ")
_LISTING = re.compile(r"(\d{1,5}) ?[A-Z]")
_STATEMENT = re.compile(
    r"\b(?:GOTO|GOSUB|PRINT|PROC|GCOL|PLOT|THEN|FOR|NEXT|LET|DIM|REM|DATA|INPUT|SOUND|POKE|MODE|VDU|DEF)"
)
"""Statements of BASIC, whose lines begin with numbers."""
_TIMES, _TIME = (
    re.compile(r"[ \t,;|]{1,40}(?:[\-–|][ \t]+)*\d\d?[:.]\d\d[ \t,;|]"),
    re.compile(r"\b(\d\d?)[:.](\d\d)\b"),
)
_FEWEST_TIMES = 4
_COUNTRY = words("country pais país nation countries paises países")


def names_thing_in_line(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether the line around the guess ``value`` at ``text[start:end]`` shows that it is no person."""
    text = scan.text
    before = text[max(0, start - _REACH) : start]
    if _TIMES.match(text, end) and _is_stop(text, end):
        return True
    if _AIRPORT.match(text, end) or (before[-1:] == " " and _VENUE.search(before)):
        return True
    first, _, rest = value.partition(" ")
    if first in _DEAR and rest.lower() in _NO_NAMES:
        return True
    known = is_first_name(fold(first.lower()).decode())
    if not known and before.endswith(" - ") and _TRAIN.match(text, text.rfind("\n", 0, start) + 1, start):
        return True
    if rest:
        if len(rest) == 1 and not known and (is_common(first) or text.count(value) > _FEW):
            return any(f"{first} {other}" in text for other in "AB1X" if other != rest)  # "Lottery A" and "Lottery B"
        return not known and _IN_DISH.search(before) is not None and _is_priced(scan, end)
    if value.lower() in _NO_NAMES:
        return True
    if value.islower():
        if _FLOW_KEY_BEFORE.search(before) and _FLOW_KEY_BEHIND.match(text, end):
            return True
        return _WHO.search(before) is not None and not is_given(value)
    if _VARIANT.fullmatch(value) or (before.endswith(("the ", "The ")) and _ACTS.match(text, end)):
        return True
    if not known and _DENIED.match(text, end) and _OPENS_VALUE.search(before):
        return True
    return _is_land(scan, value, end)


def _is_stop(text: str, end: int) -> bool:
    """Whether times that rise stand behind a stop on its line, as in a timetable, and no hours of work."""
    line = text.find("\n", end)
    times = [
        int(hour) * 60 + int(minute) for hour, minute in _TIME.findall(text, end, line if line >= 0 else len(text))
    ]
    return len(times) >= _FEWEST_TIMES and all(a < b for a, b in pairwise(times))


def _is_priced(scan: Scan, end: int) -> bool:
    """Whether the line ends with a price behind ``end``, as many lines of the window do."""
    return _PRICE_BEHIND.match(scan.text, end) is not None and scan.once(_has_prices, scan.text)


def _has_prices(text: str) -> bool:
    return sum(1 for _ in islice(_PRICED.finditer(text), _FEWEST_PRICES)) == _FEWEST_PRICES


def _is_land(scan: Scan, value: str, end: int) -> bool:
    """Whether the word stands behind "Lake" or the like somewhere in the text, and before no surname here."""
    known = scan.once(_waters_in, scan.text)
    if not known or not value.isalpha() or _GOES_ON.match(scan.text, end):
        return False
    return any(f"{kind}{value}" in scan.text for kind in known)


def _waters_in(text: str) -> Sequence[str]:
    return [kind for kind in _WATERS if text_has(text, kind)]


def is_no_address(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether the guess ``value`` of an address is a report of weather, a line of BASIC, or a country in its column."""
    if value.isupper():
        if has_any(scan.shadow, (b"METAR ", b"TAF ", b"SPECI ")) and _WEATHER.search(scan.shadow):
            return True
        if _is_statement(scan.text, start):
            return True
    field = scan.field(start, end) if scan.fields else None
    if field is None or any(map(str.isdigit, value)):
        return False
    return not _COUNTRY.isdisjoint(field_words(field.name))


def _is_statement(text: str, start: int) -> bool:
    """Whether ``text[start:]`` begins a line of a program in BASIC, between two with a lower and a higher number."""
    if start and text[start - 1] != "\n":
        return False
    here = _LISTING.match(text, start)
    stop = text.find("\n", start)
    if here is None or stop < 0 or _STATEMENT.search(text, start, stop) is None:
        return False
    above = _LISTING.match(text, text.rfind("\n", 0, max(0, start - 1)) + 1)
    below = _LISTING.match(text, stop + 1)
    return above is not None and below is not None and int(above[1]) < int(here[1]) < int(below[1])

"""Money, marks on scales and places that are called like persons: "Turkish Lira", "linea Max", "Victoria Park"."""

from __future__ import annotations

import re

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.words import words

_CURRENCIES = words(
    """
    ariary baht balboa birr bolivar boliviano cedi dalasi dinar dinars dirham dirhams dobra dollar dollars escudo
    euro euros florin forint franc francs gourde guarani guilder hryvnia kina koruna krona krone kroner kronor kuna
    kwacha kwanza kyat lari lek lempira leu lev lilangeni lira loti manat metical naira nakfa ngultrum ouguiya
    paanga pataca peso pesos pounds quetzal rand renminbi rial ringgit riyal riel rouble ruble rufiyaa rupee
    rupees rupiah shekel shilling shillings somoni sterling taka tenge tugrik yen yuan zloty
    """
)
_STOPS = re.compile(r"\b(?:calls|calling|stops|stopping|(?<![a-z] )change) at \Z")
"""What trains, buses and ships do at a place."""
_SCALE = re.compile(r"\b(?:l[ií]nea|livello|nivel|niveau|level|mark|marca|tacca|Linie|Markierung|Marke|Pegel) \Z")
_MARKS = ("Max", "Min")
"""A mark on a scale, and what stands before it: "la linea Max"."""
_AFTER_RULERS = re.compile(
    r"(?:(?:Prince|Princess|King|Queen|Lady|Lord|Duke|Royal) )?(?:Victoria|Albert|Alexandra|Elizabeth|Waterloo)"
    r" (?:Park|Bridge|Dock|Docks|Tower|Embankment|Falls|Square|Station|Memorial|Hall|Gate|Quay|Line|Gardens)"
)
_CAPITALISED = re.compile(r"([^\W\d_a-z][\w'’\-]*) \Z")


def names_place_or_money(value: str, before: str) -> bool:
    """Whether ``value`` behind the text ``before`` is a currency, a mark, a stop or a place called after rulers."""
    if _is_currency(value, before) or _AFTER_RULERS.fullmatch(value):
        return True
    if value in _MARKS:
        return _SCALE.search(before) is not None
    return " " in value and before.endswith(" at ") and _STOPS.search(before) is not None


def _is_currency(value: str, before: str) -> bool:
    """Whether ``value`` is money of a country, or the last word of it: "Jordanian Dinar", "Lira" of "Turkish Lira"."""
    first, _, last = value.lower().rpartition(" ")
    if last not in _CURRENCIES:
        return False
    if first:
        return fold(first.partition(" ")[0]).decode() not in FIRST_NAMES
    led = _CAPITALISED.search(before)
    return led is not None and is_common(led[1])

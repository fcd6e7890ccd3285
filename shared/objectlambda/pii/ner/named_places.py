"""Money, marks on scales and places that are called like persons: "Turkish Lira", "linea Max", "Victoria Park"."""

from __future__ import annotations

import re

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import PARTICLES, is_first_name
from objectlambda.pii.rules.words import words

CURRENCIES = words(
    """
    ariary baht balboa birr bolivar boliviano cedi dalasi dinar dinars dirham dirhams dobra dollar dollars escudo
    dong euro euros florin forint franc francs gourde guarani guilder hryvnia kina koruna krona krone kroner kronor kuna
    kwacha kwanza kyat lari lek lempira leu lev lilangeni lira loti manat metical naira nakfa ngultrum ouguiya
    paanga pataca peso pesos pounds quetzal rand renminbi rial ringgit riyal riel rouble ruble rufiyaa rupee
    rupees rupiah shekel shilling shillings somoni sterling taka tenge tugrik yen yuan zloty
    """
)
_STOPS = words("calls calling stops stopping")
"""What trains, buses and ships do at a place."""
_HOSTS = words("server host node peer backend")
_ITS_ADDRESS = re.compile(r" [\d.]{7,15}(?::\d|\b)")
"""What stands before the name of a host in a configuration, and what behind it."""
_VENUES = words(
    "autódromo autodromo circuit circuito velódromo velodromo hipódromo hipodromo estadio estádio stadio stade stadion"
)
"""What sports are done in, before the words of its name: "Autódromo José Carlos Pace"."""
_NAME_OF_VENUE = 4
_CHAIRS = words("Garden Dining Office Lounge Folding Deck Camping Swivel Rocking High")
_ARTICLES = words(
    "Armchair Sofa Lamp Lantern Headlamp Bookcase Wardrobe Rug Parasol Mattress Cushion Curtain Vase Stool Tent"
    " Rucksack Backpack Sandals Boots Sneakers Trousers Jeans Blouse Fermenter Boiler Locomotive Tractor Excavator"
    " Reactor"
)
"""Articles and machines that have names of their own: "Garden Chair Olivia", "Fermenter Bertha"."""
_AFTER_PERSON = re.compile(
    r"(?: [A-ZÀ-Þ][\w'’.\-]*){1,4} (?:(?:Memorial|Nature|Historic|Hiking|Community) )?(?:Trails?|Trailhead|Campground"
    r"|Campsite|Reservoir|Playground|Cemetery|Greenway|Bikeway|Boardwalk|Footpath|Bridleway|Towpath|Overlook|Lookout"
    r"|Lighthouse|Causeway|Viaduct|Aqueduct|Pavilion|Theatre|Theater|Auditorium|Gymnasium|Arboretum|Amphitheatre"
    r"|Amphitheater|Planetarium|Observatory|Bandstand|Footbridge)\b(?! [A-ZÀ-Þ]|['’]s)"
)
"""What is called after a person and never a surname, behind the first words of its name: "Edward Payson Trail"."""
_NUMBER_BEFORE = re.compile(r"\d[A-Za-z]?,? \Z")
_SCALES = words("línea linea livello nivel niveau level mark marca tacca Linie Markierung Marke Pegel")
_MARKS = ("Max", "Min")
"""A mark on a scale, and what stands before it: "la linea Max"."""
_WORD = re.compile(r"[^\W\d_]+")
_AFTER_RULERS = re.compile(
    r"(?:(?:Prince|Princess|King|Queen|Lady|Lord|Duke|Royal) )?(?:Victoria|Albert|Alexandra|Elizabeth|Waterloo)"
    r" (?:Park|Bridge|Dock|Docks|Tower|Embankment|Falls|Square|Station|Memorial|Hall|Gate|Quay|Line|Gardens)"
)
_SURNAMES = ("Park", "Bridge", "Hall", "Gate", "Tower", "Line")
_TO_PLACE = re.compile(
    r"\b(?:at|in|to|near|into|the|from|around|through|across|past|via|behind|opposite|towards?|outside|inside|off|on|of"
    r"|our|Royal|Old|New) \Z"
)
"""Surnames among those, and what stands before the place: "in Victoria Park", but "Elizabeth Hall called"."""
_OF_LAND = re.compile(
    r"(?:an|ese|ish|[jb]ic|ench|wiss|zech|utch|reek|raini|mani|tari|raqi|meni|waiti|raeli|rati|stani|deshi|jani)\Z"
)
"""The end of the word for what belongs to a country: "Turkish", "Omani"."""


def names_place_or_money(value: str, before: str, behind: str) -> bool:
    """Whether ``value`` between two texts is money, a mark, a stop, a host, an article or a place after rulers."""
    first, _, rest = value.partition(" ")
    if first in _ARTICLES or (rest and _AFTER_RULERS.fullmatch(value) and not _is_surname(rest, before)):
        return True
    if _AFTER_PERSON.match(f" {value}{behind}") and not _NUMBER_BEFORE.search(before):
        return True
    led = _WORD.findall(before) if before[-1:] == " " and before[-2:-1].isalpha() else ()
    if _is_currency(value, led[-1] if led else ""):
        return True
    if not led:
        return False
    last = led[-1]
    if last in _ARTICLES or (last == "Chair" and len(led) > 1 and led[-2] in _CHAIRS):
        return True
    if last in _HOSTS and value.islower():
        return _ITS_ADDRESS.match(behind) is not None
    if value in _MARKS and last in _SCALES:
        return True
    if rest and last == "at" and len(led) > 1 and led[-2] in _STOPS:
        return True
    near = led[-_NAME_OF_VENUE:]
    return not _VENUES.isdisjoint(map(str.lower, near)) and all(
        word.istitle() or word in PARTICLES for word in near[-2:]
    )


def _is_currency(value: str, before: str) -> bool:
    """Whether ``value`` is money of a country, or the last word of it: "Jordanian Dinar", "Lira" of "Turkish Lira"."""
    land, _, last = value.rpartition(" ")
    if last.lower() not in CURRENCIES:
        return False
    land = land or before
    given = fold(land.partition(" ")[0].lower()).decode()
    if is_first_name(given):
        return False
    return land[:1].isupper() and (_OF_LAND.search(land) is not None or (land != before and is_common(land)))


def _is_surname(last: str, before: str) -> bool:
    """Whether ``last`` behind a ruler's name is likelier a surname, since no word before it says that it is a place."""
    return last in _SURNAMES and _TO_PLACE.search(before) is None

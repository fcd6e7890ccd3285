"""Teams, towns that are called after persons, and stops of a line in a row, each told by its form.

The last word tells a team ("Blackburn Rovers") or a town ("Alice Springs"), and what announces a row tells its stops
("calling at …").
"""

from __future__ import annotations

import re

from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.gates import NOTES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_CALLS = re.compile(
    r"\b(?:(?:call|stop|chang)(?:s|es|ing|ed)? (?:only )?at|(?:train|bus|tram|metro|line|service|stations?|stops?)s?"
    r" (?:is|are|runs|serves|include|includes)(?: from)?|stops(?: are)?:|stations(?: are)?:|para(?:n|da|das)? en"
    r"|con paradas? en|efect[uú]a parada en|paradas:|estaciones(?: de)?:|h[aä]lt in|Haltestellen:|dessert|desservant"
    r"|s'arr[eê]te à|ferma(?:ndo|te)? a|fermate:|paragens:|paragens em|p[aá]ra em) ",
    re.IGNORECASE,
)
"""What announces the stops of a line."""
_ANNOUNCED = NOTES.pattern(
    rb"(?i)\b(?:(?:call|stop|chang)(?:s|es|ing|ed)? (?:only )?at|(?:train|bus|tram|metro|line|service|station|stop)s?"
    rb" (?:is|are|runs|serves|includes?)(?: from)?|(?:stops|stations)(?: are)?:|para(?:n|da|das)? en|con paradas? en"
    rb"|efectua parada en|paradas:|estaciones(?: de)?:|halt in|haltestellen:|dessert|desservant|s'arrete a"
    rb"|ferma(?:ndo|te)? a|fermate:|paragens:|paragens em|para em) "
)
"""The same in the window's shadow: few windows hold one."""
_REACH = 400
_ROW = re.compile(
    r"(?:(?:[A-ZÀ-Þ\d][\w'’.\-]*|de|del|la|las|los|el|y|e|and|und|et|of|the|on|upon|am|an|der|bei|sur|en|do|da|dos"
    r"|then|change|at)[ ,/()\-]{1,3})*"
)
"""Names with capitals in a row, and what joins them."""
TEAMS = words(
    """
    rovers wanderers rangers hotspur albion athletic academical thistle hornets bulls lakers celtics raptors wolverines
    earthquakes generals rams pirates dodgers giants jets sharks tigers bears eagles hawks knicks pistons pacers
    warriors clippers grizzlies rockets mavericks blazers nuggets timberwolves panthers cardinals brewers cubs mets
    yankees astros twins royals mariners athletics padres rockies braves marlins phillies nationals orioles bengals
    steelers ravens patriots dolphins colts titans texans jaguars broncos chiefs raiders chargers cowboys packers
    vikings falcons buccaneers seahawks bruins canucks oilers penguins sabres senators wizards cavaliers pelicans
    sixers whitecaps timbers sounders redbacks bulldogs crusaders hurricanes highlanders blues brumbies waratahs
    stallions mustangs wildcats huskies badgers gators longhorns buckeyes spartans trojans bobcats cougars lions wolves
    stars comets thunderbirds fc cf sc afc
    """
)
"""The last word of what teams call themselves."""
TOWNS = words(
    "arbor springs heights rapids junction harbor harbour landing city vineyard vineyards winery cellars estate estates"
    " orchard orchards seedling pippin"
)
"""The last word of a town, a vineyard or an apple that is called after a person, which is seldom a surname."""
_TOWN = re.compile(rf"(?:[A-ZÀ-Þ][\w'’.\-]* ){{1,2}}(?:{'|'.join(sorted(map(str.title, TOWNS)))})(?![\w'’])")
_PLANT = re.compile(rb"(?:^|[\n(*_:;.,>\-] ?|[^A-Za-z][a-z]+ )([A-Z][a-z]{3,20})(?: (?:x )?[a-z]{4,20})?[*_]{0,2} '\Z")


def is_cultivar(shadow: bytes, start: int, end: int) -> bool:
    """Whether single quotes enclose a name behind that of a plant, as botany writes it: "Rosa 'Peace'"."""
    if shadow[start - 1 : start] != b"'" or shadow[end : end + 1] != b"'":
        return False
    plant = _PLANT.search(shadow, max(0, start - 48), start)
    return (
        plant is not None and plant[1].decode().lower() not in FIRST_NAMES and not shadow[end + 2 : end + 3].isupper()
    )


def is_team(value: str) -> bool:
    """Whether the last of several words is what teams call themselves."""
    first, _, last = value.rpartition(" ")
    return first != "" and last.lower() in TEAMS


def is_town(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a town, or the first words of one."""
    town = _TOWN.match(text, start)
    return town is not None and town.end() >= end


def follows_stops(scan: Scan, start: int) -> bool:
    """Whether only names stand between what announces the stops of a line and ``start``."""
    if not scan.holds(_ANNOUNCED):
        return False
    text = scan.text
    first = max(text.rfind("\n", 0, start), text.rfind(";", 0, start), start - _REACH) + 1
    called = [found.end() for found in _CALLS.finditer(text, max(first, 0), start)]
    return called != [] and _ROW.fullmatch(text, called[-1], start) is not None

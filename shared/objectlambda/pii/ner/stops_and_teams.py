"""Stops of trains and buses in a row, teams, towns that are called after persons, and verbs that are given names too.

Each is told by a form: what announces the row, what teams call themselves, the last word of a town's name.
"""

from __future__ import annotations

import re

from objectlambda.pii.ner.named_places import CURRENCIES
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import is_first_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.teams_and_towns import TEAMS, follows_stops, is_cultivar, is_team, is_town
from objectlambda.pii.rules.words import words

_TEAM_BEHIND = re.compile(r" ([A-Z][a-z]{3,16}|FC|CF|SC|AFC)\b")
_VERBS = words("mark bill grant chase sue rob drew pat will frank jack nick josh")
_OBJECT = re.compile(r" (?:the|a|an|all|any|each|every|this|that|these|those|your|it|them|as)\b (?!\w+ed\b)")
_OPENS = re.compile(r"(?:^|\n)[ \t>]*(?:[*+\-]|\d{1,3}[.)])[ \t]+\Z")
_ABBREVIATIONS = frozenset(("P.S.", "P.P.S.", "N.B.", "R.S.V.P.", "S.O.S."))
_DETERMINERS = words(
    "many most some any each few several both other such every another either neither these those here there why whose"
    " only even often again once while since until though although however therefore moreover otherwise instead"
)


def names_stop_or_team(scan: Scan, value: str, start: int, end: int) -> bool:
    """Whether ``value`` at ``text[start:end]`` is a stop, a team, a town, money, an abbreviation, or no name at all."""
    text, lower = scan.text, value.lower()
    if value in _ABBREVIATIONS or lower in _DETERMINERS or (value == lower and value in CURRENCIES):
        return True
    if lower in _VERBS:
        return _OBJECT.match(text, end) is not None and _OPENS.search(text, max(0, start - 24), start) is not None
    if text.startswith("'", start - 1) and is_cultivar(scan.shadow, start, end):
        return True
    return _is_team(text, value, end) or is_town(text, start, end) or _is_stop(scan, value, start)


def _is_team(text: str, value: str, end: int) -> bool:
    """Whether the last word, or the word behind a single one, is what teams call themselves."""
    if " " in value:
        return is_team(value)
    behind = _TEAM_BEHIND.match(text, end)
    return behind is not None and behind[1].lower() in TEAMS


def _is_stop(scan: Scan, value: str, start: int) -> bool:
    """Whether ``value`` stands in a row of stops; a first name needs a comma before or behind it."""
    if not follows_stops(scan, start):
        return False
    given = fold(value.partition(" ")[0].lower()).decode()
    behind = start + len(value)
    listed = scan.text.startswith(", ", start - 2) or scan.text.startswith(", ", behind)
    return listed or not is_first_name(given)

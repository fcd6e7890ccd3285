"""The rest of an address in Spanish: floors, doors, quarters, towns, postal codes and states, in any order."""

from __future__ import annotations

import re

import re2

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.scan import Scan

_ANCHORED = re2._Anchor.ANCHOR_START
_PART = (
    rb"(?:\"[A-Z0-9]{1,3}\"|[A-Z0-9](?:[\w'\-]*\w)?|(?:primer|segund|tercer|cuart|quint|sext)[oa]?|izquierda"
    rb"|derecha|centro|interior"
    rb"|exterior)"
)
_BEHIND_DETAILS = (
    rb"(?:[,.]? ?-? ?(?:(?i:piso|planta|pta|puerta|esc|escalera|portal|bloque|blq|depto|dpto|dto|departamento|apto"
    rb"|apartamento"
    rb"|apart|int|interior|oficina|of|local|nave|casa|torre|edif|edificio|mz|manzana|lt|lote|sector|etapa|block"
    rb"|km)\b\.?"
    rb" ?(?:n[o.]{1,2} ?|num\. ?|numero )?%s(?: %s)?(?!\w)|(?i:bajos?|bjo|atico|entresuelo|entlo|principal|pral|sotano"
    rb"|pb|s/n)\b\.?(?: \"[A-Z0-9]{1,2}\")?"
    rb"|(?:\d{1,2}[oa\x1a]|\x1a)\.? ?-? ?(?:[A-Z]\b|\d{1,2}[oa]\b|(?i:izda|izq|dcha|der|izquierda|derecha|centro"
    rb"|ctro)\b\.?)?))" % (_PART, _PART)
)
"""The floor, the door, the building or the lot of an address in Spanish."""
_BEHIND_QUARTER = (
    rb",? ?-? ?(?:[Cc]ol|[Cc]olonia|COL|COLONIA|[Ff]racc|FRACC|[Ff]raccionamiento|[Bb]arrio|BARRIO|B[.]o|B\x1a|[Uu]rb"
    rb"|URB"
    rb"|[Uu]rbanizacion|[Vv]illa|[Pp]ob|[Pp]oblacion|[Ss]ector|[Rr]eparto|[Ee]nsanche|[Cc]onjunto|[Rr]esidencial|[Rr]es"
    rb"|[Aa]mpliacion|[Aa]mp|[Ee]jido|[Aa]lcaldia|[Dd]elegacion|[Dd]el|[Dd]eleg|[Mm]unicipio|[Mm]pio|[Cc]omuna"
    rb"|[Bb]arriada|[Pp]oligono|[Pp]artido|[Pp]do|[Pp]rovincia|[Pp]rov|[Pp]cia|[Dd]istrito|[Dd]epto|[Cc]anton"
    rb"|[Pp]arroquia|[Cc]orregimiento|[Vv]ereda|[Zz]ona|[Aa]sentamiento [Hh]umano|AA\.?HH"
    rb"|PP\.?JJ|[Cc]ooperativa|[Ee]tapa|[Cc]ercado)\.?,? (?:de )?"
    rb"[A-Z][A-Za-z'\-]*(?: (?:(?:de|del|la|las|los|el|y) ){0,2}[A-Z0-9][A-Za-z0-9'\-]*){0,4}\.?(?![A-Za-z])"
)
"""The quarter, the borough or the province of an address in Spanish."""
_BEHIND_STATES = (
    rb",? ?-? ?\(?(?:Ags|B\.? ?C\.? ?S|B\.? ?C|Camp|Coah|Chis|Chih|CDMX|D\.? ?F|Dgo|Gto|Gro|Hgo|Jal|Mex"
    rb"|Edo\.? (?:de )?Mex"
    rb"|Mich|Mor|Nay|N\.? ?L|Oax|Pue|Qro|Q\.? ?Roo|S\.? ?L\.? ?P|Sin|Son|Tab|Tamps?|Tlax|Ver|Yuc|Zac|CABA|C\.A\.B\.A"
    rb"|Bs\.? ?As|Pcia\.? de [A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?\)?(?![A-Za-z])"
)
"""The state of Mexico or the capital of Argentina."""
_BEHIND_POSTCODE = rb",? ?-? ?\(?(?:C\.? ?P\.? ?:? ?\d{4,5}|\(\d{4}\)|[A-HJ-NP-Z]\d{4}[A-Z]{3})\)?(?!\w)"
_BEHIND_CAPITALS = re.compile(
    rb", ([A-Z]{3,20}(?: (?:(?:DE|DEL|LA|LAS|LOS|EL|Y) ){0,2}[A-Z]{2,16}){0,3}\.?)(?=[,.;)\n\r]|$)"
)
"""A town or a state in capitals, behind an address in capitals."""
_ENDS = b"|".join((_BEHIND_DETAILS, _BEHIND_QUARTER, _BEHIND_POSTCODE, _BEHIND_STATES))
_SPANISH_ENDS = re.compile(_ENDS)
_BEGINS_END = linear(re.sub(rb"\(\?!.*?\)", b"", _ENDS))._regexp.Match
"""Whether what stands at a place may be such an end. RE2, which knows no look-ahead, says no in a third of the time."""
_MOST_ENDS = 8
_BEHIND_CITY = re.compile(
    rb", ([A-Z][a-z]{2,20}(?: (?:(?:de|del|la|las|los|el|y) ){0,2}[A-Z][a-z]{2,16}){0,3})(?=[,.;)\n\r]|$| [a-z(]"
    rb"| \d{5})"
)
"""A town of several words behind an address in Spanish."""


def spanish_end(scan: Scan, start: int, end: int) -> int:
    """The end of an address with floors, quarters, towns, postal codes and states behind it, in any order."""
    shadow, first = scan.shadow, end
    for _ in range(_MOST_ENDS):
        if _BEHIND_ANY.match(shadow, end) is None:
            break
        begins = _BEGINS_END(_ANCHORED, shadow, end, len(shadow))[0][0] >= 0
        more = _SPANISH_ENDS.match(shadow, end) if begins else None
        if (
            more is None
            and shadow.startswith(b", ", end)
            and (end > first or _SPANISH_STREET.search(shadow, start, end))
        ):
            more = (_BEHIND_CAPITALS if shadow[start:end].isupper() else _BEHIND_CITY).match(shadow, end)
            if more is not None and not _is_town(scan, more):
                more = None
        if more is None:
            break
        end = more.end()
    return end


_BEHIND_ANY = re.compile(rb"[,.\s(\-\x1a]")
_SPANISH_STREET = re.compile(
    rb"(?i)\b(?:calle|c/|avenida|avda|av|paseo|plaza|camino|carretera|ctra|ronda|col|colonia|fracc|urb|barrio|c\.?p"
    rb"|blvd"
    rb"|calz|priv|cerrada|pasaje|pje|psje|cra|carrera|jr|jiron|s/n|piso|puerta)\b"
)


def _is_town(scan: Scan, more: re.Match[bytes]) -> bool:
    """Whether the words behind an address are no person and no words of the sentence."""
    words = scan.text[slice(*more.span(1))].split(" ")
    if words[0] in ("San", "Santa", "Santo", "Villa", "Puerto", "Ciudad") and len(words) > 1:
        return True
    return words[0].lower() not in FIRST_NAMES and not any(is_common(word) for word in words)

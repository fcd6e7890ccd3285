"""Postal addresses by their form. The network finds most of them; these rules find the usual layouts completely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.gates import LOWER, NUMBERS, WORDS
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.scan import Scan

_STATE = (
    rb"(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]"
    rb"|W[AVIY]|PR|A[EPA]"
    rb"|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    rb"|Illinois|Indiana|Iowa"
    rb"|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    rb"|Nebraska|Nevada"
    rb"|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina"
    rb"|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island"
    rb"|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming)"
)
_SUFFIX = (
    rb"(?i:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Circle|Cir|Place|Pl|Square|Sq"
    rb"|Terrace|Ter"
    rb"|Parkway|Pkwy|Highway|Hwy|Way|Trail|Trl|Alley|Aly|Crescent|Cres|Close|Row|Loop|Mews|Gardens|Grove|Walk|Plaza"
    rb"|Pike|Turnpike"
    rb"|Freeway|Expressway|Crossing|Xing|Point|Ridge|Path|Run|Pass|Cove|Hill|Hollow|Bend|Green|Wharf|Quay|Broadway)"
)
_UNIT = (
    rb"(?:[,.]?[ \n]{1,2}(?i:Apt|Apartment|Suite|Ste|Unit|Room|Rm|Floor|Fl|Flat"
    rb"|Bldg|Building|Lot|#|No)\b?\.? ?#?[A-Za-z0-9\-]{1,6}|,? ?#[A-Za-z0-9\-]{1,6})"
)
_ZIP = rb"\d{5}(?:-\d{4})?"
_UKPOST = rb"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})"
_CAPOST = rb"(?:[A-Z]\d[A-Z] ?\d[A-Z]\d)"
_WORD = rb"[A-Z][A-Za-z'.\-]*"
_CITY = rb"(?:%s(?: %s){0,3})" % (_WORD, _WORD)
_TAIL = (
    rb"(?:[,.]?[ ]?\s{0,3}%(city)s,?\s{1,3}%(state)s\b(?:[, ]{1,2}\s?%(zip)s\b)?(?:,? ?(?:USA"
    rb"|U\.S\.A\.|US|United States(?: of America)?)\b)?"
    rb"|,\s{0,3}%(city)s(?:,\s?%(city)s){0,2},?\s{1,3}(?:%(uk)s|%(ca)s)\b"
    rb"|,\s{0,3}%(city)s,\s?(?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE)(?: %(ca)s)?\b"
    rb"|,?\s{1,3}%(city)s,?\s{1,2}(?:NSW|QLD|VIC|TAS|ACT|WA|SA|NT),?\s{1,2}\d{4}\b"
    rb"|,?\s{1,3}\d{4,6},?\s{1,2}[A-Z][A-Za-z'.\-]{2,}(?: %(city)s)?"
    rb"|(?:,?\s{1,3}%(city)s){1,3},?(?:\s{1,2}-)?\s{1,2}\d{3} ?\d{3}\b"
    rb"|\s{0,2}%(uk)s\b"
    rb"|,? %(zip)s\b|,\s{0,2}(?:%(uk)s|%(ca)s)\b)"
    % {b"city": _CITY, b"state": _STATE, b"zip": _ZIP, b"uk": _UKPOST, b"ca": _CAPOST}
)
_STREET = linear(
    rb"\b\d{1,6}[A-Za-z]?(?:-\d{1,4})?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?"
    rb"(?:(?:%(word)s|\d{1,3}(?:st|nd|rd|th)|[a-z]{3,}) ){0,3}%(suffix)s\b\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b\.?)?"
    rb"(?:%(unit)s){0,2}(?:%(tail)s)?" % {b"word": _WORD, b"suffix": _SUFFIX, b"unit": _UNIT, b"tail": _TAIL},
    longest=True,
)
_BOX = WORDS.pattern(
    rb"\b(?i:P\.? ?O\.? Box|Post Office Box|Apartado(?: de Correos)?|Apdo\.?) (?i:No\.? ?"
    rb"|#)?\d{1,6}\b(?:%(tail)s)?|\bPSC \d{2,5},? Box \d{1,6}\s{1,3}(?:APO|FPO|DPO) A[AEP] \d{5}"
    rb"|\b(?:Unit|USNS|USS|USNV|USCGC) [A-Z0-9][A-Za-z0-9]*(?: Box \d{1,5})?\s{1,3}(?:APO|FPO|DPO) A[AEP] \d{5}"
    % {b"tail": _TAIL},
    longest=True,
)
_EUROPE = linear(
    rb"\b(?:[A-Z][a-z]{2,24}(?:strasse|strase|str\.|straat|weg|platz|allee|gasse|laan|plein|gracht|kade|ufer|damm)"
    rb"|[A-Z][a-z]{2,20}(?:[ \-][A-Z][a-z]{2,20}){0,2}[ \-](?:Strasse|Strase|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm))"
    rb" \d{1,4}(?: ?[a-h]\b)?(?:,?\s{1,3}(?:[DAFINL]{1,2}-)?\d{4,5}(?: [A-Z]{2})?\s%(city)s)?"
    rb"|\b\d{1,4}(?: ?bis| ?ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Qq]uai"
    rb"|[Rr]oute|[Cc]ours)(?: (?:de la|de l'|du|des|de|d'|la|le|les))? ?[A-Z][\w'\-]*"
    rb"(?: (?:de la|du|des|de|et|[A-Z][\w'\-]*)){0,4}"
    rb"(?:,?\s{1,3}\d{5}\s%(city)s)?"
    rb"|\b(?:Rua|Avenida|Av\.|Travessa|Praca|Largo|Estrada|Alameda|Via|Viale|Piazza|Corso|Vicolo)"
    rb" (?:(?:d[aeo]s?|di|della?|delle|dei) )?[A-Z][\w'.]*"
    rb"(?: (?:(?:d[aeo]s?|e|di|della) )?[A-Z][\w'.]*){0,3},? \d{1,4}\b"
    rb"(?:, \d[^\W\d_]{0,2}[oa]?\.?(?: (?:esq|dto|dta|frt)\.?)?)?"
    rb"(?:,?\s{1,3}(?:\d{4}-\d{3}|\d{5})\s[A-Z][A-Za-z'\-]+(?: [A-Z][a-z'\-]+){0,2})?" % {b"city": _CITY},
    longest=True,
)
"""Streets in German, Dutch, French, Portuguese and Italian, with postal code and town after them."""
_STATE_CODE = linear(
    rb"\b%(word)s(?: %(word)s){0,2},? (?:NSW|QLD|VIC|TAS|ACT|SA|NT|WA),? \d{4}\b"
    rb"|\b%(word)s(?: %(word)s){0,2},? (?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU),? %(ca)s\b"
    rb"|\b%(word)s(?:[ \-]%(word)s){0,2},? %(uk)s\b"
    % {b"word": rb"[A-Z][a-z][A-Za-z'.\-]*", b"ca": _CAPOST, b"uk": _UKPOST},
    longest=True,
)
"""Town, state and postal code of Australia and Canada, town and postcode of the UK."""
_INDIAN = linear(
    rb"\b(?:(?:Flat|House|[HD]\.? ?No\.?|Plot|Door|Shop|No\.?|Block|Sector|Phase|Tower|Floor)"
    rb"[ .:#]{1,3}(?:No\.? ?)?[A-Z0-9/\-]{1,14},? )"
    rb"{1,4}(?:[A-Z0-9][\w.'\-]*(?: [A-Z0-9][\w.'\-]*){0,3}, ){0,5}%(city)s(?:,? ?-)? \d{3} ?\d{3}\b"
    % {b"city": _CITY},
    longest=True,
)
"""Flat, sector, quarter, town, state and PIN code of India."""
_SIX_DIGITS = LOWER.pattern(rb"(?:[a-z]|-) ?\d{3} ?\d{3}\b")
_EUROPEAN = LOWER.pattern(
    rb"strasse|strase|str\. \d|straat|(?:platz|allee|gasse|weg|laan|kade|plein|ufer|damm) \d|gracht"
    rb"|\b(?:rua|travessa|praca|largo|estrada|via|viale|piazza|corso|vicolo) [^\n]{2,60}\d"
    rb"|\d ?(?:bis|ter)?,? (?:bis |ter )?(?:rue|avenue|boulevard|bd|place|chemin|impasse|quai|route|cours) "
)
_POSTCODE = NUMBERS.pattern(rb"\d[A-Z]{2}\b|\d[A-Z] ?\d[A-Z]\d\b| (?:NSW|QLD|VIC|TAS|ACT|WA|SA|NT),? \d{4}\b")
"""What a text with such an address holds; it is searched first, because the patterns are slow."""
_CALLE = NUMBERS.pattern(
    rb"\b(?:(?i:Calle|Avenida|Avda\.?|Plaza|Pza\.?|Plza\.?|Paseo|Ronda|Camino|Carretera|Ctra\.?|Travesia|Calzada"
    rb"|Glorieta"
    rb"|Callejon|Rambla|Barriada|Alameda|Jiron|Jr\.|Pasaje|Pje\.|Psje\.?|Cuesta del?|Urb\.|Urbanizacion|Poligono|Pol\."
    rb"|Costanilla|Vereda|Rda\.|Cl\.|Rambla|Bulevar|Calz\.?|Privada|Priv\.|Cerrada|Cda\."
    rb"|Prol(?:ongacion)?\.?|Andador|Circuito|Carrer|Avinguda|Trva?\.|Trav\.)|[Cc]/|P\.?o\.? de(?: la)?|C\.|C\\|Av\."
    rb"|P\.o|Pso\.?|Via|Blvd\.|Bv\.|Bvar\.) ?"
    rb"(?:de la |de los |de las |del |de )?[A-Z0-9][A-Za-z0-9'.\-]*(?: (?:de|la|los|las"
    rb"|del|el|y|[A-Z][A-Za-z'.\-]*)){0,5},? ?(?i:(?:n[o.]{0,2}|num\.?|numero|#|no\.) ?)?"
    rb"(?:\d{1,5}(?:[ \-]?[A-Za-z]\b)?|s/n\b)(?:,? ?(?:\d{1,2} ?[oa]?\.? ?(?:-? ?(?:[A-Z]\b"
    rb"|(?:izquierda|derecha|centro|izda|izqda|dcha|izq|der)\b\.?"
    rb"|\d{1,2}\b))?|(?i:piso|puerta|pta|planta|esc|escalera|portal|bloque|depto|int|local|nave|casa|parcela)\.? ?"
    rb"[A-Za-z0-9]{1,4}|(?i:bajo|bj|atico|entlo|entresuelo|pral|principal)\b\.?)){0,3}"
    rb"(?:, (?:(?:Col|Fracc|Urb)\.? |Colonia |Barrio )?[A-Z][A-Za-z]+(?: (?:de|la|del|[A-Z][A-Za-z]+)){0,3})?"
    rb"(?:(?:,? ?| - )(?:C\.?P\.? ?)?\d{5}\b)?(?:,?(?: -)?(?: de| en)? [A-Z][A-Za-z]+(?: (?:de|la|del"
    rb"|[A-Z][A-Za-z]+)){0,3}(?:,? \d{5}\b)?(?:,? ?\(?[A-Z][A-Za-z]+\)?)?)?",
    longest=True,
)
_TOWN_BEFORE = re.compile(rb"(?<![A-Za-z])[A-Z][a-z]{2,20}(?: (?:de |del |la |los )?[A-Z][a-z]{2,20}){0,2}, \Z")
"""The town before its street: "en Toledo, calle del Olmo, 4"."""
_INITIALS = re.compile(rb"C\.[A-Z]\.")
_DOSE = re.compile(rb"[Cc]/ ?\d{1,2} ?(?:[Hh]\b|[Hh]rs?|[Hh]s|[Hh]oras|d.as)")
"""How often a medicine is taken: "c/12 hs"."""
_CLOSED = re.compile(rb"(?:Cerrada|CERRADA|cerrada|Privada),? (?:el )?\d{1,4}[/.\-]\d{1,2}[/.\-]\d")
"""When a case was closed: "Cerrada 02/10/2023"."""
_DAY = re.compile(rb"[/.\-]\d{1,2}[/.\-]\d")
"""The rest of the day behind a signature: "C. Roe 15/1/25"."""
_VCARD = linear(rb"(?m)^(?:item\d{1,2}\.)?ADR(?:;[^:\n]{0,60})?:;*[^\n]+")
_ROAD = rb"(?:\d{1,6} )?[A-Z0-9][\w.'\-]*(?: [A-Z0-9][\w.'\-]*){0,3}"
_CORNER = linear(
    rb"\b(?:[Tt]he )?(?:[Cc]orner" rb"|[Ii]ntersection) of %s(?: St\.?| str\.?)? (?:and|&) %s" % (_ROAD, _ROAD),
    longest=True,
)
_PLACE = NUMBERS.pattern(rb"\b%s, %s,? %s\b" % (_CITY, _STATE, _ZIP), longest=True)


class StreetRecognizer(WindowRecognizer):
    """Street addresses, post boxes and "City, ST 12345" in the layouts of the US, the UK, Canada and Spain."""

    TYPES = (EntityType.ADDRESS,)
    HOW = "street, unit, city, state and postal code in usual layouts, post boxes, crossings"

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        for start, end in scan.matches(_STREET):
            if start and shadow[start - 1 : start] in (b"-", b".", b"/", b"$", b":", b"#"):
                continue
            value = shadow[start:end]
            words = value.split()
            # "3 way", "12 St": a number and a lower-case suffix is an expression, not an address.
            named = [word for word in words[1:] if word[:1].isupper()]
            if words[0].endswith(b",") and words[1].islower():
                continue  # "November, 2023, and the Court"
            if len(words) < 3 or not named or (len(words) < 4 and not words[-1][:1].isupper()):
                continue
            if any(word.islower() and word.isalpha() for word in words[1:3]) and not any(
                char in b"," for char in value
            ):
                continue
            yield Entity(EntityType.ADDRESS, start, end, 0.85)
        if has(scan.lower, b"ox") or has(scan.lower, b"apartado") or has(shadow, b"PO A"):
            for start, end in scan.matches(_BOX):
                yield Entity(EntityType.ADDRESS, start, end, 0.85)
        for start, end in scan.matches(_CALLE, numbered=True):
            if shadow.startswith(b"C/C", start) or (shadow.startswith(b"C. ", start) and _DAY.match(shadow, end)):
                continue
            if _DOSE.match(shadow, start) or _CLOSED.match(shadow, start):
                continue
            if _INITIALS.match(shadow, start) or shadow[start - 1 : start] == b".":
                continue  # "C.H. Robinson,86", "R.F.C. RSB0905127H4"
            town = _TOWN_BEFORE.search(shadow, max(0, start - 70), start)
            yield Entity(EntityType.ADDRESS, town.start() if town else start, end, 0.85)
        if has(shadow, b"ADR"):
            for start, stop in scan.matches(_VCARD):
                value = shadow[shadow.find(b":", start) + 1 : stop].rstrip(b";\r ")
                first = stop - len(shadow[shadow.find(b":", start) + 1 : stop].lstrip(b";"))
                end = shadow.find(b":", start) + 1 + len(value)
                if end > first:
                    yield Entity(EntityType.ADDRESS, first, end, 0.95)
        if has(shadow, b"orner of ") or has(shadow, b"ntersection of "):
            for start, end in scan.matches(_CORNER):
                yield Entity(EntityType.ADDRESS, start, end, 0.8)
        if scan.holds(_EUROPEAN):
            for start, end in scan.matches(_EUROPE):
                yield Entity(EntityType.ADDRESS, start, end, 0.85)
        if scan.holds(_POSTCODE):
            for start, end in scan.matches(_STATE_CODE):
                yield Entity(EntityType.ADDRESS, start, end, 0.7)
        if scan.holds(_SIX_DIGITS) and shadow.count(b", ") > 1:
            for start, end in scan.matches(_INDIAN):
                yield Entity(EntityType.ADDRESS, start, end, 0.8)
        for start, end in scan.matches(_PLACE, numbered=True):
            yield Entity(EntityType.ADDRESS, start, end, 0.75)

"""Addresses as letters, deeds and calls write them: "Am Anger 7a, 83134 Prutting", "calle san roque veintitrés"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import LOWER, PLACES
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_WORD = rb"[A-Z][A-Za-z'.\-]*"
_NAME = rb"%(word)s(?: (?:(?:de la|de los|de las|del|de|la|las|los|el|y|e) )?%(word)s){0,3}" % {b"word": _WORD}
_KIND = (
    rb"(?:(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Aa]v\.|[Pp]laza|[Pp]za\.|[Pp]aseo|[Pp]asaje|[Pp]je\.|[Pp]sje\."
    rb"|[Cc]amino|[Cc]arretera|[Cc]tra\.|[Rr]onda|[Tt]raves.a|[Bb]arriada|[Uu]rb\.|[Uu]rbanizaci.n|[Rr]esidencial"
    rb"|[Gg]lorieta|[Cc]onjunto|[Cc]errada|[Pp]rivada|[Aa]ndador|[Cc]alzada|[Rr]etorno|[Cc]ircuito|[Jj]ir.n"
    rb"|[Jj]r\.|[Mm]alec.n|[Oo]valo|[Cc]/) ?(?:de la |de los |de las |del |de )?)"
)
_NUMBER = rb",? ?(?:[Nn][.o\x1a]{0,2} ?|[Nn].m\.? |n.mero |# ?)?\d{1,5}(?:[ \-]?[A-Z]\b)?"
_FLOOR = (
    rb"(?:,? \d{1,2}(?:o|\x1a|to|do|ro|er)?\.?,? ?[\"' ]?[A-Z]{1,2}[\"']?\b[\"']?|,? [Pp]iso \d{1,2}|,?"
    rb" [Dd]e?pto\.? ?\w{1,4})?"
)
_TOWNS = (
    rb"(?:[Ll]ocalidad|[Cc]iudad|[Vv]illa|[Pp]artido|[Mm]unicipio|[Cc]omuna|[Dd]istrito|[Cc]olonia|[Bb]arrio"
    rb"|[Dd]epartamento|[Pp]rovincia|[Pp]cia\.?|[Pp]rov\.?|[Ee]stado|[Aa]lcald.a|[Pp]oblaci.n)"
)
_OF_TOWN = PLACES.pattern(
    rb"\b(%(kind)s?%(name)s%(number)s%(floor)s,? (?:de |en )?(?:la |el |esta )?%(towns)s(?: y %(towns)s)? (?:de"
    rb" )?%(name)s(?:,? (?:(?:de |en )?(?:la )?%(towns)s (?:de )?)%(name)s){0,2})"
    % {b"kind": _KIND, b"name": _NAME, b"number": _NUMBER, b"floor": _FLOOR, b"towns": _TOWNS},
    needle=rb"\d[A-Z\"'o]{0,3},? (?:\d{1,2}.?,? ?[\"' ]?[A-Z]{1,2}[\"']?,? )?(?:de |en )?(?:la |el |esta )?%s "
    % _TOWNS,
)
"""A street with its town in words: "calle Salta 1146 de la localidad de Haedo, provincia de Buenos Aires"."""
_BLOCK = (
    rb",? (?:[Bb]loque|[Bb]lq\.?|[Pp]ortal|[Ee]dificio|[Ee]dif\.|[Ee]scalera|[Ee]sc\.|[Pp]arcela|[Cc]halet|[Nn]ave"
    rb"|[Pp]abell.n|[Pp]ab\.|[Tt]orre|[Cc]asa|[Mm]anzana|[Ff]ase|[Bb]ajo|[Pp]uerta|[Pp]ta\.|[Ll]ote|[Ll]t\.?"
    rb"|[Mm]za?\.?|[Ii]nterior|[Ii]nt\.|[Dd]epto\.?) ?[A-Z0-9][A-Za-z0-9\-]{0,5}"
)
_BLOCKED = PLACES.pattern(
    rb"\b((?:%(kind)s|(?:Pol\.|[Pp]ol.gono)(?: [Ii]nd(?:ustrial|\.))? (?:de |del"
    rb" )?)%(name)s(?:%(block)s){1,3}(?:,? \d{1,2}(?:o|\x1a)? ?[A-Z]\b)?(?:(?:,? ?-? ?|, )\d{5} %(name)s)?(?:,?"
    rb" (?:[Cc]ol\.|[Ff]racc\.|[Bb]\.o|%(towns)s) (?:de )?%(name)s){0,3})"
    % {b"kind": _KIND, b"name": _NAME, b"block": _BLOCK, b"towns": _TOWNS},
    needle=_BLOCK,
)
"""A street or an estate with its block instead of a number: "Pje. de la Trinidad, bloque 3, portal 2, 1º C"."""
_BOLIVIAN = PLACES.pattern(
    rb"\b([Cc]\. ?%(name)s (?:[Nn][.o\x1a]{1,2} ?|# ?)\d{1,5}(?:,? (?:e/|entre|esq\.|esquina) ?%(name)s(?: y"
    rb" %(name)s)?)?)" % {b"name": _NAME},
    needle=rb"\b[Cc]\. ?[A-Z]",
)
_ITALIAN = PLACES.pattern(
    rb"\b((?:[Ff]raz(?:ione|\.)|[Ll]oc(?:alit.|\.)|[Cc]\.da|[Cc]ontrada|[Bb]orgata|[Vv]ico|[Ss]alita|[Ss]trada"
    rb"|[Pp]iazzale|[Pp]\.zz?a|[Vv]\.le|[Cc]\.so|[Vv]iale|[Vv]ia|[Pp]iazza|[Cc]orso|[Ll]argo|[Vv]icolo)"
    rb" (?:(?:d[aei]i?|dell[ae']|degli|delle|san|della) ?)?%(word)s(?: (?:(?:d[aei]i?|dell[ae]|e)"
    rb" )?%(word)s){0,3},? (?:n\.? ?\x1a?o? ?)?\d{1,4}(?:[/\-]?[a-zA-Z]\b)?(?:,? (?:scala|sc\.|int\.|interno|piano"
    rb"|p\.) ?(?:[A-Z0-9]{1,3}|terra|primo|secondo|terzo|quarto|quinto|sesto)\b){0,3}(?:,?[ \t]?\s{1,3}(?:\d{5}"
    rb" )?[A-Z][A-Za-z' ]{2,24}\([A-Z]{2}\))?)" % {b"word": _WORD},
    needle=rb"\b(?:[Ff]raz|[Ll]oc|[Cc]\.da|[Cc]ontrada|[Bb]orgata|[Vv]ic|[Ss]alita|[Ss]trada|[Pp]iazza|[Pp]\.zz?a"
    rb"|[Vv]\.le|[Cc]\.so|[Vv]ia|[Cc]orso|[Ll]argo)",
)
"""A street or a hamlet of Italy: "fraz. Avendita, 33", "Via dei Tigli, n. 14"."""
_STOREY = (
    rb"(?:, (?:\d{1,2}\. (?:OG|UG|DG|Stock|Etage|Obergeschoss)|EG|DG|Erdgeschoss|Hinterhaus|Vorderhaus|HH|VH)"
    rb"(?: (?:links|rechts|Mitte|li|re)\b\.?)?)?"
)
"""The floor of a flat in German, before the postal code."""
_GERMAN = PLACES.pattern(
    rb"\b((?:(?:Am|An der|An den|Im|In der|In den|Auf der|Auf dem|Auf den|Zum|Zur|Hinterm|Hinter der|Unter den"
    rb"|Unterm|Beim|Bei der|Vorm|Vor dem|Obere[rn]?|Untere[rn]?|Alte[rn]?|Neue[rn]?|Gro.e|Kleine|Achter(?: de|"
    rb" het)?|Aan de|Op de) )?[A-Z][a-z]{2,24}(?:[ \-](?:(?:de|het|den|der|van|op|aan) )?[A-Z][a-z]{2,16}){0,2}"
    rb" \d{1,4}(?:[ \-]?[A-Za-z]\b)?(?:/\d{1,2})?%(floor)s(?:,\s{1,3}|[ \t]?\r?\n[ \t]{0,3})(?:[DACH]{1,2}-)?\d{4,5}(?:"
    rb" [A-Z]{2})? [A-Z][a-z]{2,20}(?:[ \-](?:am|an der|im|bei|[A-Z][a-z]{2,16})){0,3})(?:[,.;)\s]|$)"
    % {b"floor": _STOREY},
    needle=rb" \d{1,4}(?:[ \-]?[A-Za-z])?(?:/\d{1,2})?%s(?:,\s{1,3}"
    rb"|[ \t]?\r?\n[ \t]{0,3})(?:[DACH]{1,2}-)?\d{4,5}(?: [A-Z]{2})? [A-Z][a-z]" % _STOREY,
)
"""A street of any name with its number, its postal code and its town: "Am Anger 7a, 83134 Prutting"."""
_PREPOSITIONS = words("am an im in auf zum zur hinter unter beim bei vor obere untere alte neue kleine achter aan op")
_YEAR = re.compile(rb",?\s+(?:19|20)\d\d (?![A-Z]{2} )")
_WELSH = PLACES.pattern(
    rb"\b(\d{1,4}[A-Za-z]?,? %(word)s(?: %(word)s){0,3}(?:,\s{1,3}%(word)s(?:"
    rb" %(word)s){0,2}){1,3},?\s{1,3}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b" % {b"word": rb"[A-Z][A-Za-z'\-]*"},
    needle=rb"[A-Za-z],?\s{1,3}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
)
"""A house by its number on a street without its kind, up to the postcode: "3 Tan-y-Bryn, Llanberis LL55 4HD"."""
_DISTRICT = PLACES.pattern(
    rb"\b((?:\d{1,4}[A-Za-z]? )?(?:%(word)s ){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Hill|Park|Terrace|Grove"
    rb"|Gardens|Way),? (?:EC?|N|NW|SE|SW|WC?)\d{1,2}[A-Z]?)(?:[,.;)\s]|$)" % {b"word": rb"[A-Z][A-Za-z'.]*"},
    needle=rb"(?:d|t|ne|ue|ve|ll|rk|ce|ns|ay),? [A-Z]{1,2}\d{1,2}[A-Z]?(?:[,.;)\s]|$)",
)
"""A street with its postal district: "Queens Road, SE15"."""
_ABROAD = PLACES.pattern(
    rb"\b(?:wohnhaft(?: in(?: der)?)?|wohne(?: in(?: der)?)?|[Aa]nschrift:?|demeurant(?: au)?|domicilie(?:e)?(?:"
    rb" au)?|habite(?: au)?|residente (?:in|a)|domiciliat[oa] in|moro na|woonachtig(?: te| aan de)?|wonende te|R/o"
    rb"|r/o|R/O|[Rr]esiding at|[Rr]esident of|[Ll]ives? at|[Rr]esides? at),? (?:(?:den|the|la|le)"
    rb" )?((?:(?:[A-Z]\.? ?No\.? ?)?%(part)s(?: (?:(?:de|du|des|di|da|do|of|der|van) )?%(part)s){0,4}(?:, |,?"
    rb" )){0,4}(?:\d{1,5}[A-Za-z]?"
    rb"|[A-Z][a-z]+-\d{1,6})(?:, (?:\d{4,6} )?[A-Z][a-z]{2,16}(?:[ \-][A-Z][a-z]{2,16})?)?)(?:[,.;)\n]|$)"
    % {b"part": rb"[A-Z0-9][A-Za-z0-9'./\-]*"},
)
"""A street of any name behind words for living there: "wohnhaft Obere Länd 17, Landshut", "r/o H. No. 12, Gali Roe"."""
_FRENCH = PLACES.pattern(
    rb"\b(\d{1,4}(?: ?bis| ?ter)?,? (?:imp|av|bd|bld|boul|ch|chem|pl|all|rte|sq|res|r)\. (?:(?:des|du|de la|de|d'"
    rb"|de l') ?)?[A-Z][A-Za-z'\-]+(?: (?:(?:de|du|des|et) )?[A-Z][A-Za-z'\-]+){0,2}(?:(?:,? \d{5}| a|,)"
    rb" [A-Z][A-Za-z'\-]+)?)"
    rb"|\b(\d{1,4}(?: ?bis| ?ter)?,? (?:venelle|ruelle|sentier|allee|cite|residence|lotissement|hameau|passage"
    rb"|square|cour|montee"
    rb"|cote|faubourg|traverse|esplanade|villa) (?:(?:des|du|de la|de|d'|de l') ?)?[A-Z][A-Za-z'\-]+(?: (?:(?:de"
    rb"|du|des|et) )?[A-Z][A-Za-z'\-]+){0,2}"
    rb"(?:,? \d{5} [A-Z][A-Za-z'\-]+)?)"
)
_MILESTONE = PLACES.pattern(
    rb"\b((?:[Cc]amino|[Cc]arretera|[Cc]tra\.?|[Rr]uta|[Aa]utopista|[Aa]utov.a)(?: [A-Z][A-Za-z'\-]*){0,3}(?: (?:a"
    rb"|al|de|hacia) [A-Z][A-Za-z'\-]*){0,2},? (?:[Kk][Mm]|[Kk]il.metro)\.? ?\d{1,4}(?:[.,]\d{1,3})?(?:,?"
    rb" (?:[Pp]arcela|[Ll]ote|[Ss]itio|[Ff]undo|[Cc]asa|[Nn]ave) ?[A-Z0-9][A-Za-z0-9\-]{0,4})?(?:,"
    rb" [A-Z][a-z]{2,16}(?: [A-Z][a-z]{2,16})?)?)"
)
"""A place on a road in Spanish: "Camino Antiguo a Lota km 14, parcela 7B"."""
_CORNERED = PLACES.pattern(
    rb"\b((?:[A-Z][A-Za-z.']*)(?: (?:(?:de la|del|de) )?[A-Z0-9][A-Za-z0-9.']*){0,3},? (?:esquina|esq\.?)(?: con|"
    rb" de)? (?:la calle |calle )?[A-Z][A-Za-z']+(?: (?:(?:de la|del|de) )?[A-Z][A-Za-z']+){0,2})",
    needle=rb"[A-Za-z0-9],? (?:esquina|esq\.?)(?: con| de)? (?:la calle |calle )?[A-Z]",
)
_AT_CORNER = PLACES.pattern(
    rb"\b(?:at|on|near|by|corner of) (\d{1,3}(?:st|nd|rd|th) (?:&|and|/) [A-Z][a-z]{2,16}|[A-Z][a-z]{2,16} (?:&"
    rb"|and) \d{1,3}(?:st|nd|rd|th))\b"
)
"""A crossing of a numbered street: "at 5th & Main"."""
_BLOCKS = LOWER.pattern(
    rb"\b((?:jr|jiron|av|calle|psje|pje)\.? [a-z]{3,16}(?: [a-z]{3,16}){0,2} (?:cdra|cuadra|cdr)\.? ?\d{1,2}"
    rb"|(?:jr|psje|pje)\. [a-z]{3,16}(?: [a-z]{3,16}){0,2} (?:n\.?o?\.? ?)?\d{2,4})\b"
)
"""A block or a house of a street in Peru: "jr. huiracocha cdra 17", "jr. puno 341"."""
_TOWN = PLACES.pattern(
    rb"\b(\d{1,5}[A-Za-z]? (?:[A-Z][A-Za-z'\-]+ ){1,3}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Drive|Dr|Close"
    rb"|Crescent|Cres|Court|Ct|Terrace|Place|Pl|Parade|Pde|Way|Grove|Gardens|Mews|Hill|Row|Square|Walk|Boulevard"
    rb"|Blvd)\.?(?:,\s| in )[A-Z][a-z]{2,16}(?:[ \-][A-Z][a-z]{2,16})?)(?:[.;)]|,\s|[ \t]*\r?\n|[ \t]*$| (?:pls"
    rb"|please|and|on|by|or)\b)",
    needle=rb"\d[A-Za-z]? (?:[A-Z][A-Za-z'\-]+ ){1,4}[A-Z]?[a-z]{1,9}\.?(?:,\s| in )[A-Z][a-z]{2}",
)
"""A street with its town at the end of a clause: "14 Cedar Crescent, Reading"."""
_BLOCK_OF = PLACES.pattern(
    rb"\b(\d{1,5} (?:BLK|BLOCK|[Bb]lk) (?:OF|of) (?:[NSEW]{1,2}\.? )?[A-Z0-9][A-Za-z0-9']{1,20}(?:"
    rb" [A-Z][A-Za-z']{1,16}){0,2} (?:ST|AVE?|RD|DR|BLVD|LN|WAY|CT|PL|PKWY|HWY|TER|CIR|St|Ave|Rd|Dr|Ln|Ct|Pl)\b)"
)
_ORDINAL = (
    rb"(?:primera|segunda|tercera|cuarta|quinta|sexta|septima|octava|novena|decima|once|doce|trece|catorce|quince"
    rb"|diecinueve|veinte|veintiseis|\d{1,3} ?[a-d]?)"
)
_CROSSING = LOWER.pattern(
    rb"\b(?:en|por|de|sobre|vive en|hasta) ((?:la |calle |carrera |cra\.? |avenida ){1,2}%s con (?:la |calle "
    rb"|carrera |cra\.? |avenida )*%s)\b" % (_ORDINAL, _ORDINAL)
)
"""A crossing as people of Colombia say it: "por la séptima con segunda"."""
_DIGIT = rb"(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_SPELT = (
    rb"(?:(?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y %(d)s)?|diez|once|doce|trece"
    rb"|catorce|quince|dieci[a-z]{4,6}|veinti[a-z]{3,7}|cien|ciento(?: [a-z]{3,9}(?: y %(d)s)?)?|(?:dos|tres"
    rb"|cuatro|seis|ocho)cient[oa]s|quinient[oa]s|setecient[oa]s|novecient[oa]s|%(d)s)" % {b"d": _DIGIT}
)
_SPOKEN = LOWER.pattern(
    rb"\b((?:calle|avenida|avda\.?|plaza|paseo|carrera|camino|ronda|travesia|pasaje) (?:(?:de la |de los |de las "
    rb"|del |de )?[a-z]{3,14}(?: [a-z]{3,14}){0,2}) (?:%(n)s|\d{1,4})(?:,? (?:primero|segundo|tercero|cuarto"
    rb"|quinto|sexto|septimo|octavo|bajo|atico|entresuelo|principal|piso [a-z0-9]{1,8}|\d{1,2}o?)(?:,?"
    rb" (?:izquierda|derecha|centro|puerta [a-z0-9]{1,7}|izq|dcha|[a-h]\b))?)?)(?:[,.;\r\n]|$| (?:en|de|por|que|y"
    rb"|es|portal)\b)" % {b"n": _SPELT}
)
"""A street with its number in words, as people say it on the telephone: "calle san roque veintitrés"."""
_YUCATAN = LOWER.pattern(
    rb"\b(calle (?:%(n)s|\d{1,3}) por (?:%(n)s|\d{1,3})(?: y (?:%(n)s|\d{1,3}))?,? (?:numero|num\.?|no\.?|#)"
    rb" ?(?:\d{1,4}|%(n)s(?: %(n)s){0,2})(?:,? (?:colonia|col\.?|fraccionamiento|fracc\.?) [a-z]{3,16}(?:"
    rb" [a-z]{3,16}){0,2})?)(?:[,.;\r\n]|$)" % {b"n": _SPELT}
)
"""A street by its number and those that cross it, as in Mérida."""
_NO_STREET = byte_words(
    "esta estaba estan es era fue queda que con por para sin tiene tenia habia hay son muy llena vacia cortada cerrada"
    " las los casi entre unos unas mas menos solo unas sobre desde hasta hace"
)
_PORTUGUESE = LOWER.pattern(
    rb"\b((?:rua|r\.|avenida|av\.|travessa|alameda|estrada|praca) (?:d[aeo]s? )?[a-z]{3,16}(?: [a-z]{2,16}){0,3},?"
    rb" (?:n\.?o? ?)?\d{1,5}(?:,? (?:casa|apto?\.?|ap\.?|bloco|bl\.?|fundos|sala|cj\.?|quadra|lote)"
    rb" ?[a-z0-9]{1,4})*(?:,? (?:jd|jardim|vila|vl|bairro|pq|parque|conj|conjunto|cohab)\.? [a-z]{3,16}(?:"
    rb" [a-z]{3,16}){0,2})?)(?:[,.;)\r\n]|$)"
)


_SURE = (
    _OF_TOWN,
    _BLOCKED,
    _BOLIVIAN,
    _ITALIAN,
    _WELSH,
    _DISTRICT,
    _BLOCK_OF,
    _CROSSING,
    _PORTUGUESE,
    _ABROAD,
    _FRENCH,
    _MILESTONE,
    _CORNERED,
    _AT_CORNER,
    _BLOCKS,
    _YUCATAN,
)


class LetterAddressRecognizer(WindowRecognizer):
    """An address with its town in words, by block, by postal code and town, or said in words."""

    TYPES = (EntityType.ADDRESS,)
    HOW = (
        '"Salta 1146 de la localidad de Haedo", "Pje. Roa, bloque 3, portal 2", "Am Anger 7a, 83134 Prutting", '
        '"fraz. Avendita, 33", "Queens Road, SE15", "calle san roque veintitrés", "por la séptima con segunda"'
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code or scan.catalogue:
            return
        for pattern in _SURE:
            for start, end in groups(scan, pattern):
                yield Entity(EntityType.ADDRESS, start, start + len(scan.shadow[start:end].rstrip(b" ,.-")), 0.87)
        for start, end in groups(scan, _GERMAN):
            street = _street(scan, start, end)
            if street < end and not _YEAR.search(scan.shadow, start, end):
                yield Entity(EntityType.ADDRESS, street, end, 0.86)
        for start, end in groups(scan, _TOWN):
            if not _is_day(scan.lower[scan.lower.rfind(b", ", start, end) + 2 : end]):
                yield Entity(EntityType.ADDRESS, start, end, 0.86)
        for start, end in groups(scan, _SPOKEN):
            if _NO_STREET.isdisjoint(re.split(rb"[ ,]+", scan.lower[start:end])[1:4]):
                yield Entity(EntityType.ADDRESS, start, end, 0.86)


def _street(scan: Scan, start: int, end: int) -> int:
    """Where the street begins, behind common words before it ("Ihre Wohnung Lindenallee 17"); the end, if nowhere."""
    while (first := scan.text[start:end].split(" ")[0]).isalpha():
        if first.lower() in _PREPOSITIONS or not is_common(first):
            return start
        start += len(first) + 1
    return end


def _is_day(word: bytes) -> bool:
    return word.endswith(b"day") or word in _MONTHS


_MONTHS = byte_words("january february march april may june july august september october november december")

"""Lists of places, of codes and of streets, in which the names are nobody's: departments, countries, scripts, stations.

The layout says what they may be (a map whose keys are codes of countries, coordinates or a province's code beside a
name), and each column is then judged by its own cells: where one in five begins like a person's name, it holds persons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import (
    ADDRESS,
    AGE,
    BIRTH,
    DATE,
    EMAIL,
    IDENTITY,
    NAME,
    NONE,
    OTHER,
    PHONE,
    PLACE,
    SSN,
)
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.feasts import names_feast
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import ONLY_NAMES, PARTICLES, is_first_name
from objectlambda.pii.rules.literals import has_any
from objectlambda.pii.rules.person_fields import names_person
from objectlambda.pii.rules.phrases import FREE_TEXT
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.thing_fields import OF_WHOM
from objectlambda.pii.rules.words import words

_COUNTRIES = frozenset(
    code.upper()
    for code in words(
        """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
        """.lower()
    )
)
"""The codes of countries with two letters (ISO 3166-1)."""
_FEWEST_CODES, _OF_TEN = 8, 9
"""How many codes a map of countries has at least, and how many of ten keys are codes."""
_NAMED = words(
    """
    afganistan afghanistan albania alemania algeria angola argelia argentina armenia australia austria azerbaijan
    bahamas bahrain bangladesh belarus belgica belgium belize benin bielorrusia bolivia botswana brasil brazil bulgaria
    camboya cambodia camerun cameroon canada chad chile china chipre colombia croacia croatia cuba cyprus denmark
    dinamarca ecuador egipto egypt eslovaquia eslovenia espana estonia ethiopia etiopia filipinas finland finlandia
    france francia gabon gambia germany ghana grecia greece guatemala guinea guyana haiti honduras hungary hungria
    iceland india indonesia iran iraq irlanda islandia italia italy jamaica japan japon kazajistan kazakhstan kenia
    kenya kuwait laos latvia lebanon lesotho letonia libano liberia libia libya lituania lithuania luxemburgo luxembourg
    madagascar malasia malawi malaysia maldivas maldives mali malta marruecos mauritania mexico moldavia monaco mongolia
    morocco mozambique myanmar namibia nepal nicaragua niger nigeria norway noruega oman pakistan panama paraguay peru
    philippines poland polonia portugal qatar romania rumania rusia russia rwanda senegal serbia singapore singapur
    siria slovakia slovenia somalia spain sudan suecia suiza surinam sweden switzerland syria tailandia taiwan tanzania
    thailand togo tunez tunisia turkey turquia ucrania uganda ukraine uruguay uzbekistan venezuela vietnam yemen zambia
    zimbabwe
    """
)
"""Names of countries in English and Spanish, without accents, that are a single word and seldom a person's name."""
_NAMED_OF_TEN = 4
_LATITUDE, _LONGITUDE = words("lat latitude latitud latitudine"), words("lon lng long longitude longitud longitudine")
_OF_PLACE = words(
    "provincia province departamento department region región comuna municipio municipality canton cantón distrito"
    " district county state estado country pais país ciudad city localidad aglomerado estacion estación station barrio"
)
_CODES = words("codigo código cod code id ine indec iso ibge insee conara")
_PLACES = words(
    "ciudades cities municipios municipalities provincias provinces departamentos comunas localidades regiones regions"
    " countries paises países cantones distritos districts barrios towns villages estaciones stations airports"
    " aeropuertos pueblos pedanias pedanías"
)
"""The names of lists of places."""
_KEYS_OF_CODES = re.compile(
    r"(?:alpha|iso)_?[234]|numeric|codes?|c[oó]d(?:igo)?s?|type|symbol|common_name", re.IGNORECASE
)
_ISO_CODES = re.compile(r"[\"']?(?:[A-Z]{2,4}|[A-Z][a-z]{2,3}|[A-Z]{2}-[A-Z\d]{1,3}|\d{1,3})[\"']?")
"""A code of a country, a region, a currency, a script or a language."""
_NAMES = words("name nombre names nom nome")
_KINDS, _CALLED = (
    words("tipo type kind art clase"),
    words("nombre name nom nome denominacion denominación via vía descripcion"),
)
_OF_STREETS = words(
    "calle avenida plaza paseo travesia camino carretera ronda glorieta callejon pasaje cuesta bulevar via urbanizacion"
    " barrio senda vereda rua avenue street road lane square drive court boulevard place rue chemin impasse"
    " allee strasse weg platz gasse"
)
_STREETS = words("via vía calle street vial viario")
_HOUSES = words("numero número num portal number house piso puerta bloque cp zip postal postcode escalera floor flat")
_PERSONAL = EMAIL | PHONE | SSN | BIRTH | AGE | IDENTITY
_FEWEST_CELLS, _ONE_PERSON_IN, _ONE_STOP_IN = 5, 5, 2
_STOPS = (
    b"stop ",
    b"stops",
    b"stations",
    b"station ",
    b"paradas",
    b"parada ",
    b"estaciones",
    b"haltestelle",
    b"bahnhof",
    b"arrets",
    b"gares",
    b"fermate",
    b"paragens",
    b"haltes",
    b"przystan",
    b"geltoki",
)
"""What lists of stops with coordinates hold; more of these are called after persons."""
_CELLS = re.compile(r"[\"']?[ \t]*[,;][ \t\n]*[\"']|[\[\]\n]")
_LONGEST_NAME = 5
_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_DROPPED = frozenset((EntityType.NAME, EntityType.ADDRESS, EntityType.USERNAME, EntityType.PASSWORD))
_DROPPED_IN_ROWS = frozenset((EntityType.NAME, EntityType.ADDRESS, EntityType.USERNAME))
_LONGEST_CELL, _HEAD = 64, 4000
_COUNTRY_ROW = re.compile(r"(?m)^([A-Z]{2})(?:,[A-Z]{2})*[\t;,|]")
_COUNTRY_ROWS = linear(_COUNTRY_ROW.pattern.encode())
_CELL = re.compile(r"[\t;|]|,(?=[^\d\s])")
_POSITION = re.compile(r"(?<![\d+\-])[+\-]\d{4}(?:\d\d)?[+\-]\d{5}(?:\d\d)?(?!\d)")


def outside_places(scan: Scan, found: Iterable[Entity]) -> Iterator[Entity]:
    """Those of ``found`` that are no names or addresses in columns of places, codes or streets."""
    columns = place_columns(scan)
    rows = not columns and scan.once(_lists_countries, scan)
    for entity in found:
        if entity.type == EntityType.NAME and names_feast(scan, scan.text[entity.start : entity.end]):
            continue
        if entity.type in _DROPPED and columns and _is_in_column(scan, entity, columns):
            continue
        if rows and (entity.type in _DROPPED_IN_ROWS or _is_position(scan, entity)):
            continue
        yield entity


def _is_in_column(scan: Scan, entity: Entity, columns: Collection[str]) -> bool:
    """Whether ``entity`` lies in a short cell of one of the ``columns``, or over the border of two, and is no house."""
    field = scan.field(entity.start, entity.end)
    if field is None:  # over the border of two cells
        first = scan.field(entity.start, entity.start + 1)
        return first is not None and first.name in columns
    if field.name not in columns or field.end - field.start > _LONGEST_CELL:
        return False
    value = scan.text[entity.start : entity.end]
    if entity.type == EntityType.ADDRESS:
        return not any(map(str.isdigit, value)) or not any(map(str.isalpha, value))
    return entity.type == EntityType.NAME or (field.name in _COUNTRIES and value.isalpha())


def _is_position(scan: Scan, entity: Entity) -> bool:
    """Whether ``entity`` is a telephone in the degrees and minutes of a place: ``+4230+00131`` (ISO 6709)."""
    if entity.type != EntityType.PHONE:
        return False
    stop = max(0, entity.start - 8)
    line = scan.text[stop : entity.end + 8]
    return any(
        found.start() <= entity.start - stop and entity.end - stop <= found.end() for found in _POSITION.finditer(line)
    )


def _lists_countries(scan: Scan) -> bool:
    """Whether the lines of a window without names of fields begin with codes of countries, and hold no persons."""
    bare = not any(scan.names.values())
    return bare and _COUNTRY_ROWS.search(scan.shadow[:_HEAD]) is not None and _begin_with_codes(scan)


def _begin_with_codes(scan: Scan) -> bool:
    lines = [line for line in scan.text.split("\n") if line.strip() and line[0] != "#"]
    coded = [line for line in lines if (row := _COUNTRY_ROW.match(line)) and row[1] in _COUNTRIES]
    if len(coded) < _FEWEST_CODES or len(coded) * 10 < len(lines) * _OF_TEN:
        return False
    return not _hold_persons([cell for line in coded for cell in _CELL.split(line)[1:] if "/" not in cell])


def place_columns(scan: Scan) -> frozenset[str]:
    """The names of the fields of the window that hold places, streets or things with codes, and no persons."""
    return scan.once(_place_columns, scan) if scan.fields else frozenset()


def _place_columns(scan: Scan) -> frozenset[str]:
    names = scan.names
    codes = _COUNTRIES.intersection(names)
    if len(codes) >= _FEWEST_CODES and len(codes) * 10 >= len(names) * _OF_TEN:
        return frozenset() if _hold_persons(_values(scan, codes)) else frozenset(codes)
    told = {name for name in names if fold(name.lower()).decode() in _NAMED} if len(names) >= _FEWEST_CODES else ()
    if len(told) >= _FEWEST_CODES and len(told) * 10 >= len(names) * _NAMED_OF_TEN:
        return frozenset() if _hold_persons(_values(scan, names)) else frozenset(names)
    if any(concepts & _PERSONAL or (concepts & NAME and names_person(name)) for name, concepts in names.items()):
        return frozenset()
    if _lists_streets(names):
        streets = {name for name, concepts in names.items() if concepts & (ADDRESS | PLACE)}
        numbered = sum(any(map(str.isdigit, value)) for value in _values(scan, streets))
        if numbered * _ONE_PERSON_IN < sum(1 for field in scan.fields if field.name in streets):
            return frozenset(streets)
        return frozenset()
    if _lists_kinds_of_streets(scan):
        return frozenset(name for name in names if not _CALLED.isdisjoint(field_words(name)))
    if reduce(or_, names.values(), NONE) & ADDRESS:
        return frozenset()  # the towns are parts of addresses
    if _lists_places(names) or _lists_codes(scan):
        candidates = set(names)
    else:
        candidates = {name for name in names if not _PLACES.isdisjoint(field_words(name))}
    one_in = _ONE_STOP_IN if has_any(scan.lower, _STOPS) and _lists_places(names) else _ONE_PERSON_IN
    return frozenset(
        name for name in candidates if _may_hold(name) and not _hold_persons(_values(scan, {name}), one_in)
    )


def _values(scan: Scan, names: Collection[str]) -> list[str]:
    """The cells of the fields called ``names``; a list in one field has many."""
    told = [scan.text[field.start : field.end] for field in scan.fields if field.name in names]
    return [cell for value in told for cell in (_CELLS.split(value) if "," in value or "[" in value else (value,))]


def _hold_persons(values: Sequence[str], one_in: int = _ONE_PERSON_IN) -> bool:
    """Whether one value in five, or in ``one_in``, begins like a person's name, or there are too few to tell."""
    cells = [cell for value in values if (cell := value.strip(" \t\r\n\"',;"))]
    if len(cells) < _FEWEST_CELLS:
        return True
    return sum(map(_is_person, cells)) * one_in >= len(cells)


def _is_person(value: str) -> bool:
    """Whether ``value`` is a given name, or begins or ends with one and has another word with a capital."""
    parts = _WORD.findall(value[:80])
    if not 1 <= len(parts) <= _LONGEST_NAME:
        return False
    first = fold(parts[0].lower()).decode()
    if len(parts) == 1:
        return first in ONLY_NAMES
    last = fold(parts[-1].lower()).decode()
    capitals = all(part[:1].isupper() or part in PARTICLES for part in parts)
    return capitals and (is_first_name(first) or ("," in value and last in ONLY_NAMES))


def _lists_places(names: Iterable[str]) -> bool:
    """Whether the fields of the records hold coordinates, or the code of a province beside its name."""
    of_each = [field_words(name) for name in names]
    if any(_LATITUDE & kinds for kinds in of_each) and any(_LONGITUDE & kinds for kinds in of_each):
        return True
    return any(_OF_PLACE & kinds and _CODES & kinds for kinds in of_each)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _may_hold(name: str) -> bool:
    """Whether a field called ``name`` in a list of places may hold them: it names no person, no login and no text."""
    kinds = field_words(name)
    if field_concepts(name) & ~(NAME | PLACE | OTHER | DATE):
        return False
    return OF_WHOM.isdisjoint(kinds) and FREE_TEXT.isdisjoint(kinds)


def _lists_streets(names: Collection[str]) -> bool:
    """Whether the records are those of streets, with codes, and not of houses in them."""
    of_each = [field_words(name) for name in names]
    if any(not _HOUSES.isdisjoint(kinds) or not OF_WHOM.isdisjoint(kinds) for kinds in of_each):
        return False
    named = any(_STREETS & kinds and field_concepts(name) & ADDRESS for name, kinds in zip(names, of_each, strict=True))
    return named and any(_CODES & kinds and _STREETS & kinds for kinds in of_each)


def _lists_kinds_of_streets(scan: Scan) -> bool:
    """Whether a field holds nothing but kinds of streets, as in a directory: ``"tipo": "Avenida"``."""
    if any(not (_HOUSES | OF_WHOM).isdisjoint(field_words(name)) for name in scan.names):
        return False
    for name in scan.names:
        if _KINDS.isdisjoint(field_words(name)):
            continue
        values = [value.strip(" \"'").lower() for value in _values(scan, {name})]
        if len(values) >= _FEWEST_CELLS and all(fold(value).decode() in _OF_STREETS for value in values):
            return True
    return False


def _lists_codes(scan: Scan) -> bool:
    """Whether the records hold a name and codes of it, and nothing else: of scripts, currencies, regions."""
    keys = [name for name in scan.names if _NAMES.isdisjoint({name.lower()})]
    if not 0 < len(keys) < len(scan.names) or not all(map(_KEYS_OF_CODES.fullmatch, keys)):
        return False
    coded = {name for name in keys if name.lower() != "type"}
    values = [scan.text[field.start : field.end] for field in scan.fields if field.name in coded]
    return bool(values) and sum(_ISO_CODES.fullmatch(value) is not None for value in values) * 10 >= 9 * len(values)

"""What the network took for addresses, checked against what is known without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType, Field
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.things_in_lines import is_no_address
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.concepts import ADDRESS, EMAIL, IP, NAME, OTHER, PHONE, PLACE, USERNAME, WEB
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.phrases import THINGS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_WORD = re.compile(r"[^\W\d_]{3,}")
_BASES = re.compile(r"\b[ACGTUN]{12}")
"""A sequence of bases."""
_CLOCKED = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d [A-Z][A-Za-z'\-]+,?")
"""A time and a name at the start of a line of a log: "0810 Hutchens"."""
_SENTENCE = re.compile(
    r"\b(?:Street|Road|Lane|Avenue|Close|Drive|Terrace|Crescent|Gardens|Court|Place|Square|Grove|Row)(?=\. [A-Z])"
)
"""A street that ends a sentence: "near 40 Hollybush Lane. Ring Sue"."""
_GAP = re.compile(
    r"\s{4,}|\t|\n\r?\n|\s{2,}(?=(?:TEL|Tel|PH|Ph|Phone|PHONE|Mob|Mobile|MOB|Cell|CELL|Fax|FAX|Email|DOB|SSN|H|W|M)\b)"
    r"|\n(?=(?:[01]\d|2[0-3])[0-5]\d (?![A-Z]{2}\b))"
)
_NEXT_ROW = re.compile(r"\r?\n[\"']?\d{1,12}\Z")
_BETWEEN_CELLS = (";", "\t", "|", ",", '";', '",', '"\t')
"""The number at the start of a table's next row, and what stands behind it."""
_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2}\s+)*[0-9a-fA-F]{1,2}")
_NO_ADDRESSES = NAME | OTHER | USERNAME | IP | EMAIL | PHONE | WEB
_LONGEST_CELL = 48
_TIMES = re.compile(r"[^\n\d]{0,30}?[ \t,;|]\d\d?:\d\d[ \t,;|]+\d\d?:\d\d\b")
"""What stands behind a stop in a timetable: "Avenida de América   06:58  07:28"."""
_BEGINS_WITH_DIGIT = re.compile(r"(?<!\w)\d")
_BEARING = re.compile(r"\d+(?:\.\d+)? ?(?:km|mi|miles|nm) [NSEW]{1,3} of ")
"""Where an earthquake or a ship is: "9 km S of Houston"."""
_OF_BEARING, _DISTANCE = re.compile("[NSEW]{1,3} of "), re.compile(r"\d ?(?:km|mi|miles|nm) \Z")
_CODES = re.compile(r"(?:[A-Z]{4,6} ){0,2}(?:[A-Z]*+\d[A-Z\d]*+[\s/]*+)+")
"""Words of digits, or of digits and capitals, as in weather reports: ``24009KT 9999 BKN022``."""
_SHELF = re.compile(
    r"(?:hall|halle|lager|regal|gang|aisle|bay|shelf|dock|gate|room|ramp|rampe|tor|slot|rack|zone|zona|pasillo|nave"
    r"|estante|sala|aula|bin|salle|quai|raum|saal|warehouse|depot) ?[A-Z]?\d{1,3}[A-Z]?",
    re.IGNORECASE,
)
"""A place inside of a house, where a cell holds nothing else: "Halle 2"."""
_LONG_NUMBER = re.compile(r"\d{3}")
_STREET_WORDS = words(
    """
    street st avenue ave av road rd boulevard blvd drive dr lane ln court ct circle place pl square sq terrace parkway
    pkwy highway hwy way trail crescent close row loop mews gardens grove walk plaza house suite apt apartment floor box
    calle avenida avda paseo camino carretera ronda plaza carrer rua rue via viale piazza strasse str platz weg allee
    gasse ring straat laan plein building unit flat
    """
)


_NO_STREETS = words(
    """
    libro tomo folio finca boleta factura recibo acta expediente recurso auto sentencia ley artículo art decreto orden
    registro inscripción protocolo póliza cláusula capítulo sección apartado anexo página ref referencia modelo talla
    serie lote pedido albarán ticket turno pregunta ejercicio versión ordinaria extraordinaria resolución oficio
    junta vecinos sinfonía sonata concierto línea módulo grupo nivel planta error código zona calzada
    afiliación colegiado colegiada matrícula contrato atestado diligencias procedimiento rollo expte denuncia
    instancia instrucción juzgado tribunal sala fiscalía comisaría seccional notaría brigada
    invoice receipt order article section chapter page clause appendix annex volume invoice
    """
)
"""Words before numbers that are no streets: "libro 255, folio 19"."""


def verified_addresses(scan: Scan, found: Tagged) -> Iterator[Entity]:
    """The addresses in what the network ``found``."""
    start = found.start
    value = scan.text[found.start : found.end]
    if (sentence := _SENTENCE.search(value)) is not None:
        value = value[: sentence.end()]
    if scan.text[start - 1 : start] == "-" and (line := value.find("\n")) > 0:
        value = value[line + 1 :]  # the end of a name with a hyphen, above the address
    if "\n" in value and (row := _NEXT_ROW.search(value)) and scan.text.startswith(_BETWEEN_CELLS, found.end):
        value = value[: row.start()]
    for piece in _GAP.split(value):
        start = scan.text.index(piece, start)
        end = start + len(piece)
        if _is_address(scan, piece, start, end):
            yield Entity(EntityType.ADDRESS, start, end, found.score)
        start = end


def _names_street(value: str) -> bool:
    """Whether ``value`` has a word that occurs in addresses only."""
    return not _STREET_WORDS.isdisjoint(word.strip(".,") for word in fold(value.lower()).decode().split())


def _is_address(scan: Scan, value: str, start: int, end: int) -> bool:
    words = _WORD.findall(value)
    if _CLOCKED.fullmatch(value) and scan.shadow[start - 1 : start] in (b"", b"\n") and not _names_street(value):
        return False
    if _BASES.search(value) or not words or _HEXADECIMAL.fullmatch(value) or max(map(len, words)) > 30:
        return False
    if is_no_address(scan, value, start, end):
        return False
    if scan.fields and scan.columns_of_things and scan.field(start, end) is None:
        return False  # over the borders of cells of a table without persons
    if _CODES.fullmatch(value) and not _names_street(value):
        return False
    if words[0].lower() in _NO_STREETS and not _names_street(value):
        return False
    if value[0].islower() and not _names_street(value) and not any(map(str.isdigit, value)):
        return False  # "porter Ludek"
    if value.islower() and (len(words) < 2 or not any(char.isdigit() for char in value)):
        return False
    if (
        _BEARING.match(value)
        or (_OF_BEARING.match(value) and _DISTANCE.search(scan.text, max(0, start - 12), start))
        or _TIMES.match(scan.text, end) is not None
    ):
        return False
    numbered = _BEGINS_WITH_DIGIT.search(value) is not None
    if not numbered and (scan.catalogue or (any(map(str.isdigit, value)) and not _names_street(value))):
        return False  # "Stereo1 ADC L2 Mux", "Canon CR2 rou beeld"
    if "%" in value or (is_common(value) and not _LONG_NUMBER.search(value) and not _names_street(value)):
        return False
    field = scan.field(start, end)
    bare = not any(map(str.isdigit, value))
    if scan.about_things and (field is None or not _names_place(field)):
        return field is not None and field.end - field.start > _LONGEST_CELL
    if field is None or not (fills(field, start, end) or (bare and field.end - field.start <= _LONGEST_CELL)):
        return True
    if _SHELF.fullmatch(value):
        return False
    concepts = field_concepts(field.name)
    if concepts & (ADDRESS | PLACE):
        return True
    return not concepts & _NO_ADDRESSES and THINGS.isdisjoint(field_words(field.name))


def _names_place(field: Field) -> bool:
    """Whether the name of ``field`` stands for an address or a place."""
    return bool(field_concepts(field.name) & (ADDRESS | PLACE)) or not _WHERE.isdisjoint(field_words(field.name))


_WHERE = words("location locations venue where place site lugar ubicacion ort lieu luogo local")


def fills(field: Field, start: int, end: int) -> bool:
    """Whether ``start`` to ``end`` is all of the field's value, or nearly."""
    return end - start >= 0.8 * (field.end - field.start)

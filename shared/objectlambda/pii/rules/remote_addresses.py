"""Addresses off the streets: hamlets of Spain, blocks of a street, what3words, and streets said in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.gates import LOWER, PLACES
from objectlambda.pii.rules.place_fields import ZIP_FIELDS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import byte_words, words

_CAP = rb"[A-Z\x1a][A-Za-z\x1a'.\-]*"
_NAME = rb"%s(?: (?:(?:de|del|la|las|los|el|y|e|da|do|dos|das|i|d') ){0,2}%s){0,4}" % (_CAP, _CAP)
_TOWN = rb"(?:,? (?:\d{5},? )?%s(?: \(%s\))?)" % (_NAME, _NAME)
_KINDS = (
    rb"(?:[Ll]ugar|[Bb]arrio|[Aa]ldea|[Cc]aser.o|[Pp]artida|[Pp]araje|[Cc]ortijo|[Mm]as.a|[Dd]iseminado|[Bb]arriada|[Pp]oblado"
    rb"|[Cc]amino|[Cc]amin[oh]o|[Vv]ereda|[Cc]uesta|[Ss]ubida|[Bb]ajada|[Cc]arreiro|[Rr].a|[Cc]arrer|[Tt]ravessera|[Kk]alea"
    rb"|[Rr]onda|[Rr]inc.n|[Cc]orredera|[Cc]ostanilla|[Cc]a.ada|[Ss]enda|[Mm]uelle|[Cc]orral|[Pp]asadizo|[Ee]scalinata)"
)
_HAMLET = PLACES.pattern(
    rb"\b%s (?:(?:de la|de los|de las|del|de|da|do|d') ?)?%s(?:,? (?:n.m\.?|n\.?\x1a|n\.?o\.?|n.mero) ?\d{1,4}"
    rb"|,? \d{1,4}|,? [Ss]/[Nn])(?: ?(?:bis|[A-D]\b|dcha\.?|izda\.?|bajo))?%s?" % (_KINDS, _NAME, _TOWN),
    needle=_KINDS + rb" (?:de|da|do|[A-Z\x1a])",
)
"""A hamlet, a quarter or a path with a number or without one: "Lugar de Cima, 7", "Camino del Soto s/n, Yebra"."""
_BLOCK = PLACES.pattern(
    rb"\b(?:the )?\d{1,3}00 (?:block|blk\.?) (?:of )?(?:(?:N|S|E|W|North|South|East|West)\.? )?[A-Z][A-Za-z'\-]+"
    rb"(?: [A-Z][A-Za-z'\-]+){0,2}\.?(?:,? (?:#|apt\.? ?#?|unit ?#?)\d{1,5}[A-Z]?)?"
)
"""A block of a street, as the police write it: "the 600 block of Sycamore, #612"."""
_THREE_WORDS = PLACES.pattern(rb"(?:^|[\s(:\"'=])///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}(?:[\s),.;\"'<]|$)")
"""A square of three metres by what3words."""
_LIVES = LOWER.pattern(
    rb"\b(?:vivo|vive|vivimos|viven|resido|reside|me he mudado a|me mude a|nos mudamos a)"
    rb"(?: ahora| actualmente| desde siempre)?(?: en|,)? (?:la |el |c/ ?|calle |plaza |avda\.? |av\.? )?[a-z\x1a]{3,}"
    rb"(?: (?:de |del |la |los |las )?[a-z\x1a]{2,}){0,3}"
    rb",? (?:n.mero |num |n\.?\x1a )?\d{1,3}(?:,? \d{1,2}(?:\x1a|\.?o)? ?[a-z]\b|[a-d]\b| ?bis\b)?(?:[\s,.;)\"'!?]|$)"
)
_AFTER_LIVES = re.compile(
    rb"(?:vivo|vive|vivimos|viven|resido|reside|mudado a|mude a|mudamos a)"
    rb"(?: ahora| actualmente| desde siempre)?(?: en|,)? (?=\S)"
)
_NO_STREETS = byte_words(
    """
    un una este esta ese esa aqui alli casa piso hace desde con sin solo sola mas menos de mi su tu que por para los las
    pueblo ciudad barrio planta edificio bloque habitacion familia dias anos meses personas hijos euros km kilometros
    """
)
_COUNTED = re.compile(
    rb" ?(?:anos|meses|dias|semanas|horas|personas|hijos|euros|km|kilometros|minutos|gatos|perros|familias)\b"
)
_NUMBER = (
    rb"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty"
    rb"|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh)"
)
_SAID = LOWER.pattern(
    rb"\b%s(?:[ \-](?:and )?%s){0,4} (?:[a-z']{3,14} ){1,2}(?:street|road|lane|avenue|drive|close|terrace|crescent"
    rb"|court|gardens|grove|mews)\b" % (_NUMBER, _NUMBER)
)
"""A street with its number in words in a transcript: "forty two mill lane"."""
_NO_NAMES = byte_words(
    "way lane lanes more other new old busy quiet wide narrow long short different separate single double main side"
    " dead end star minute minutes hour hours day days year years mile miles of the in a and or more times people cars"
)
_LINES = words("line1 line2 line3 linea1 linea2 linea3 line_1 line_2 linea_1 linea_2 addressline linea")
_CODES = ZIP_FIELDS | words("cp postcode postal_code postalcode codigo_postal codigopostal cod_postal")
_LETTER = re.compile(r"[^\W\d_]{2}")
_LONGEST = 90
_SENT_TO = re.compile(
    r"(?:ship(?:ped|ping)?|deliver(?:ed|y)?|send|sent|mail|dispatch|dropoff|drop_?off)_?to"
    r"|(?:envio|env\u00edo|entrega|entregar_?en|enviar_?a|enviado_?a|destino_?envio|ship_?address|livraison|lieferung"
    r"|lieferung_?an|livrer_?a|entregar_?a|spedire_?a|bezorgen_?op)",
    re.IGNORECASE,
)
"""The name of a field that says where goods go."""
_WHOLE = re.compile(
    r"(?=[^,]*(?:,[^,]*){1,6}\Z)(?=.*\d)(?=[^,]{0,40}[A-ZÀ-Þ][^\W\d_])"
    r"(?:[\w.'’/#ºª°()\-]+,? ){2,20}[\w.'’()\-]+"
)
_CODE = re.compile(r"(?<![\w/.\-])(?:\d{4,6}|\d{3} \d{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d?[A-Z\d]{2,4})(?![\w/.])")
"""A postal code of some country."""
_LONGEST_WHOLE = 120


class RemoteAddressRecognizer(WindowRecognizer):
    """A hamlet, a block of a street, a square of what3words, a street in lower case, lines of an address in fields."""

    TYPES = (EntityType.ADDRESS,)
    HOW = (
        '"Lugar de Cima, 7", "the 600 block of Sycamore", ///three.plain.words, "vivo en nueva 3 2b", line1 beside zip,'
        " whole addresses in ship_to"
    )

    def find(self, scan: Scan) -> Iterator[Entity]:
        for start, end in scan.matches(_THREE_WORDS):
            first = scan.shadow.index(b"///", start)
            yield Entity(
                EntityType.ADDRESS, first, first + len(scan.shadow[first:end].rstrip(b" \t\r\n),.;\"'<")), 0.85
            )
        yield from _lines(scan)
        yield from _sent_to(scan)
        if scan.code or scan.catalogue:
            return
        for start, end in (*scan.matches(_HAMLET), *scan.matches(_BLOCK, numbered=True)):
            yield Entity(EntityType.ADDRESS, start, end, 0.82)
        for start, end in scan.matches(_LIVES):
            led = _AFTER_LIVES.search(scan.lower, start, end)
            if led is None:
                continue
            value = scan.lower[led.end() : end].rstrip(b" \t\r\n,.;)\"'!?")
            stop = led.end() + len(value)
            if _NO_STREETS.isdisjoint(re.findall(rb"[a-z]{2,}", value)[:1]) and not _COUNTED.match(scan.lower, stop):
                yield Entity(EntityType.ADDRESS, led.end(), led.end() + len(value), 0.75)
        for start, end in scan.matches(_SAID):
            if _NO_NAMES.isdisjoint(scan.lower[start:end].split()[:-1]):
                yield Entity(EntityType.ADDRESS, start, end, 0.75)


def _lines(scan: Scan) -> Iterator[Entity]:
    """The lines of an address in fields called ``line1`` or ``linea2``, beside a field of a postal code."""
    named = {name for name in scan.names if name.rpartition(".")[2].lower() in _LINES}
    if not named or not any(name.rpartition(".")[2].lower() in _CODES for name in scan.names):
        return
    for field in scan.fields:
        value = scan.text[field.start : field.end] if field.name in named else ""
        if _LETTER.search(value) and len(value) < _LONGEST and not (is_common(value) and value.islower()):
            yield Entity(EntityType.ADDRESS, field.start, field.end, 0.85)


def _sent_to(scan: Scan) -> Iterator[Entity]:
    """Whole addresses of any country in fields called ``ship_to`` or ``envio``: street, postal code, town, country."""
    named = {name for name in scan.names if _SENT_TO.fullmatch(name.rpartition(".")[2])}
    for field in scan.fields if named else ():
        if field.name not in named or field.end - field.start > _LONGEST_WHOLE:
            continue
        value = scan.text[field.start : field.end]
        if _WHOLE.fullmatch(value) and (_CODE.search(value) or value.count(",") > 1):
            yield Entity(EntityType.ADDRESS, field.start, field.end, 0.99)

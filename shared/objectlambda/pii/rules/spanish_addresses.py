"""Parts of addresses in Spanish forms and sentences: streets without their kind, quarters, towns behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER, NUMBERS, PLACES
from objectlambda.pii.rules.login_phrases import groups
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_WORD = rb"[A-Z0-9\x1a][A-Za-z0-9\x1a'.\-]*"
_NAME = rb"[A-Z\x1a][A-Za-z\x1a'.\-]*(?: (?:(?:de|del|la|las|los|el|y|e|i) ){0,2}%s){0,4}" % _WORD
_FLOOR = (
    rb"(?:,? ?(?:\d{1,2}(?:\.?o?\.?|\x1a),? ?(?:[\"\x1a][A-Z0-9]{1,2}[\"\x1a]|[A-Z]\b|(?:dcha|izqd?a?|der)\b\.?)"
    rb"|\d{1,2}\.?(?:o|\x1a)\.?(?: (?:izquierda|derecha|izda?\.?|exterior|interior|centro))?\b"
    rb"|[Pp]\.?[Bb]\.?(?: [\"\x1a]?[A-Z0-9]{1,2}\b[\"\x1a]?)?))?"
    rb"(?:,? (?:esq\.?|esquina)(?: con| de)? [A-Z][A-Za-z\x1a'\-]+(?: (?:de |del |la )?[A-Z][A-Za-z\x1a'\-]+){0,2})?"
)
"""A floor and a door behind the number: 6.o "C", PB A."""
_NUMBER = (
    rb"(?:,? ?(?:n[o.]{0,3}|num\.?|n.mero|No\.?|Nro\.?|#) ?)?\d{1,5}(?:[ \-]?[A-Z]\b|-\d{1,3})?"
    rb"(?: (?:bis|Ote|Pte|Nte|Sur)\b\.?)?"
)
_QUARTER = (
    rb"(?:[Cc]ol\.?|[Cc]olonia|COL\.?|COLONIA|[Ff]racc\.?|FRACC\.?|[Ff]raccionamiento|[Bb]arrio|BARRIO|B\.o"
    rb"|[Uu]rb\.?|URB\.?"
    rb"|[Uu]rbanizaci.n|[Uu]nidad [Hh]abitacional|[Uu]nidad|U\.H\.|[Vv]illa|[Pp]obl?\.|[Pp]oblaci.n|[Ss]ector"
    rb"|[Rr]eparto"
    rb"|[Ee]nsanche|[Cc]onjunto|[Rr]esidencial|[Rr]es\.|[Aa]mpliaci.n|[Aa]mp\.|[Ee]jido|[Aa]lcald.a|[Dd]elegaci.n"
    rb"|[Dd]eleg?\."
    rb"|[Mm]unicipio(?: de)?|[Mm]pio\.?|[Cc]omuna(?: de)?|[Bb]arriada|[Pp]ol.gono|[Pp]artido(?: de)?|[Pp]do\.?(?: de)?)"
)
_QUARTERED = NUMBERS.pattern(
    rb"\b(%s%s(?:,? (?:[Ii]nt|[Dd]epto|[Dd]pto|[Pp]iso|[Ee]dif|[Tt]orre|[Cc]asa|[Aa]pto|[Ll]ote|[Mm]z)\.? ?%s){0,2}"
    rb",? %s %s)" % (_NAME, _NUMBER, _WORD, _QUARTER, _NAME),
    needle=rb"\b%s [A-Z\x1a]" % _QUARTER,
)
"""A street that is followed by its quarter: "Río Lerma 12, Col. Cuauhtémoc"."""
_PARCEL = NUMBERS.pattern(
    rb"(?i)\b((?:(?:asoc|cdla|ciudadela|lotizacion|aahh|a\.h|pp\.?jj|urb|coop|sect|sector|barrio|villa"
    rb"|asentamiento humano|conj|conjunto)\.? ?"
    rb"[a-z\x1a][a-z\x1a .'\-]{2,40}?,? )?(?:mz|mza|manz|manzana|mzna)\.? ?[a-z0-9'\-]{1,4},? ?-? ?(?:lt|lte|lote"
    rb"|casa|cs|villa|solar|v)\.? ?"
    rb"[a-z0-9\-]{1,4})\b",
    needle=rb"(?i)\b(?:mz|manz)",
)
"""A block and a lot: "Asoc. Los Pinos Mz. K Lt. 14"."""
_LIVES = (
    rb"\b(?i:domicili(?:ad[oa]s?|o(?: (?:particular|legal|real|social|fiscal|actual|conocido))?)(?: est.)? en"
    rb"|residentes? en"
    rb"|[Ee]stamos en|[Ee]stoy en|[Qq]uedamos en|[Tt]e espero en|[Nn]os vemos en"
    rb"|reside[n]? en|resido en|vive[n]? en|vivo en|vivimos en|sit[oa]s? en|ubicad[oa]s? en|situad[oa]s? en"
    rb"|localizad[oa] en"
    rb"|vecin[oa] de [a-z ]{3,30}, (?:en )?|mi direcci.n es|la direcci.n es|mud(?:amos|.|aron|arse|armos) a"
    rb"|entregar en|entrega en|recoger en"
    rb"|enviar(?:lo|la|me|melo)? a"
    rb"|(?:la|mi) dire?(?:cci.n)?(?: (?:nueva|de ella|de .l))? es|direcci.n:"
    rb"|casa (?:doliente|mortuoria):|domicilio:|dom\.:|dir\.:) (?:(?:la|el|calle|los|las) ){0,2}"
)
_DOMICILED = NUMBERS.pattern(
    rb"%(lives)s((?:%(name)s, )?%(name)s%(number)s%(floor)s|[A-Z][a-z]+(?: (?:de |del )?[A-Z][a-z]+){0,3}, \d{1,4}"
    rb"%(floor)s)" % {b"lives": _LIVES, b"name": _NAME, b"number": _NUMBER, b"floor": _FLOOR},
    needle=_LIVES + rb"[A-Z\x1a]",
)
"""A street without its kind, behind words for living or lying somewhere: "con domicilio en Larra 12"."""
_KINDS = (
    rb"\b(?:(?:[Ll]as?|[Uu]na|[Ee]sta|[Mm]isma|[Ee]l|[Uu]n|[Dd]el|[Aa]l|[Ee]n|[Pp]or)"
    rb" (?:calle|avenida|avda\.?|av\.|plaza"
    rb"|pza\.?|paseo|carretera|ctra\.|ronda|travesia|callejon|pasaje|glorieta|rambla|costanilla|alameda)|[Cc]/) ?"
    rb"(?:(?:de la|de los|de las|del|de) )?[A-Z\x1a][A-Za-z\x1a'\-]+"
)
_STREET = PLACES.pattern(
    rb"(%s(?: (?:(?:de la|de los|de las|del|de|y) )?[A-Z\x1a][A-Za-z\x1a'\-]+){0,3}"
    rb"(?:,? a la altura del? (?:n.mero |n\.o |kil.metro |km\.? )?\d{1,5})?)" % _KINDS,
    needle=_KINDS,
)
"""A street without a number in a sentence: "salió por la calle San Vicente"."""
_KIND_OF_STREET = re.compile(rb"(?:[A-Za-z]+ )?([a-z]+\.?|[Cc]/) ?(?:(?:de la|de los|de las|del|de) )?")
_NOT_STREETS = words(
    "profesor profesora titular técnico tecnico auxiliar administrativo administrativa médico medico residente interno"
    " aparcamiento garaje parking españa europa número numero código codigo postal ciudad"
)
"""What a "plaza" is that is no square: "una plaza de Profesor"."""
_BETWEEN = PLACES.pattern(
    rb"\b(?i:por|en|calle|sobre|frente a|vive en|av\.|avda\.) ([A-Z][A-Za-z\x1a.'\-]*(?: [A-Z][A-Za-z\x1a.'\-]*){0,3}"
    rb"(?: \d{1,5})?,? e(?:ntre|/) %(name)s y %(name)s)(?:[,.;:)\n]|$| (?:de|del|en|con|a|cuando|y|fue|se)\b)"
    % {b"name": rb"[A-Z][A-Za-z\x1a.'\-]*(?: (?:de |del |la )?[A-Z][A-Za-z\x1a.'\-]*){0,3}"},
    needle=rb"[A-Za-z0-9\x1a.],? e(?:ntre|/) [A-Z]",
)
"""A street and those that cross it: "por Thames entre Honduras y Gorriti"."""
_ESTATE = NUMBERS.pattern(
    rb"\b((?:Pol.gono(?: [Ii]ndustrial)?|P\. ?I\.|Pol\.(?: [Ii]nd\.)?|Parque (?:[Ee]mpresarial|[Tt]ecnol.gico"
    rb"|[Ii]ndustrial))"
    rb" %s(?:,? (?:(?:fase|parcela|parc\.|nave|naves|manzana|sector|calle|c/|C/|edificio|m.dulo) ?[A-Z0-9][\w.\-]*))+"
    rb"(?:[ ,.*\-]{1,3}\d{5} %s(?: \([A-Z][A-Za-z ]+\))?)?)" % (_NAME, _NAME),
    needle=rb"\b(?:Pol.gono|P\. ?I\.|Pol\.|Parque )",
)
"""An industrial estate with its plot: "Polígono Los Olivos, parcela 12"."""
_UNITED = NUMBERS.pattern(
    rb"\b(%s%s,? (?:[Dd]epto|[Dd]pto|[Dd]to|[Pp]iso|[Oo]f\.|[Oo]ficina|[Aa]pto|[Dd]epartamento|[Tt]orre|[Pp]ta"
    rb"|[Pp]uerta|[Ii]nt|[Ll]ocal|P\.|PB)\b\.?(?: ?%s)?)" % (_NAME, _NUMBER, _WORD),
    needle=rb"\d(?:[ \-]?[A-Z]|-\d{1,3})?(?: (?:bis|Ote|Pte|Nte|Sur)\.?)?,? "
    rb"(?:[Dd]epto|[Dd]pto|[Dd]to|[Pp]iso|[Oo]f\.|[Oo]ficina|[Aa]pto|[Dd]epartamento|[Tt]orre|[Pp]ta|[Pp]uerta"
    rb"|[Ii]nt|[Ll]ocal|P\.|PB)",
)
"""A street without its kind that is followed by a floor or a flat: "Lavalle 920, depto 4"."""
_FLOORED = NUMBERS.pattern(
    rb"\b(%s,? \d{1,3},? \d{1,2}\.?o\.?(?: ?[A-H]\b| (?:izquierda|derecha|izda?\.?|dcha\.?|exterior|interior))?)"
    rb"(?:[.,;)\n]|$)" % _NAME,
    needle=rb"[a-z],? \d{1,3},? \d{1,2}\.?o\.?(?:[.,;)\n]|$| [A-Hdei])",
)
"""A street without its kind before a number and a floor: "Larra 10, 2.º"."""
_TO_NUMBER = re.compile(r",? \d")
_OF_LAWS = words(
    "artículo articulo art ley apartado capítulo capitulo título titulo grupo reglamento decreto página norma"
)
_COMPASS = NUMBERS.pattern(
    rb"\b((?:[Cc]alle|C\.) \d{1,3}(?:-?[A-Z])? (?:#|[Nn]o\.? ?|[Nn].m\.? ?)\d{1,5}(?:-?[A-Z])?"
    rb" (?:x|por) \d{1,3}(?:-?[A-Z])?"
    rb"(?: y \d{1,3}(?:-?[A-Z])?)?"
    rb"|(?:(?:[Cc]alle|[Aa]v\.|[Aa]venida|[Pp]riv\.|[Pp]rivada) )?\d{1,3}(?:-?[A-Z])? "
    rb"(?:Poniente|Oriente|Norte|Sur|Pte|Ote|Nte)\b\.?"
    rb"(?:,? ?(?:n.mero|[Nn]o\.|[Nn].m\.|#|N.) ?\d{1,5}(?:-?[A-Z]\b)?"
    rb"| (?:esquina(?: con)?|esq\.|y|entre) (?:la )?\d{1,3}(?:-?[A-Z])? (?:Poniente|Oriente|Norte|Sur)\b))"
)
"""A numbered street by its direction, as in Puebla: "9 Sur número 1204"."""
_TENS = rb"(?:veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)"
_DIGIT = rb"(?:cero|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
_SPELT = (
    rb"(?:%(tens)s(?: y %(digit)s)?|diez|once|doce|trece|catorce|quince|dieci[a-z]{4,6}|veinti[a-z]{3,7}|cien"
    rb"|ciento|mil"
    rb"|(?:dos|tres|cuatro|seis|ocho)cient[oa]s|quinient[oa]s|setecient[oa]s|novecient[oa]s|%(digit)s)"
    % {b"tens": _TENS, b"digit": _DIGIT}
)
_WRITTEN = LOWER.pattern(
    rb"\b(?:calle|avenida|avda\.?|av\.?|plaza|paseo|camino|carretera|ronda|travesia|carrera|pasaje|callejon|c/)"
    rb" (?:[a-z\x1a'.\-]+,? ){1,6}?(?:s/n\b|sin numero\b|n(?:umero|\.o|um\.) (?:%(n)s )*%(n)s\b)"
    rb"(?:,? (?:piso|planta|puerta|letra"
    rb"|escalera|portal|bloque) (?:primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|septim[oa]"
    rb"|octav[oa]|noven[oa]|decim[oa]|baj[oa]|izquierda|derecha|%(n)s|[a-z0-9]{1,3})\b){0,3}" % {b"n": _SPELT}
)
"""A street with its number in words: "calle de la Feria, número ciento doce"."""
_ROOMS = words(
    "sala consultorio aula habitación habitacion nivel módulo modulo planta lot unit suite room cama box puesto"
)
_LABELS = (
    rb"localidad|municipio|poblacion|provincia|ciudad|colonia|delegacion|alcaldia|comuna|barrio|distrito|departamento"
    rb"|estado|entidad federativa|entidad|urbanizacion|fraccionamiento|parroquia|canton|corregimiento|vereda"
    rb"|partido|region"
    rb"|municipio del domicilio|municipio de residencia|lugar de residencia|ciudad de residencia"
)
_LABELLED = LOWER.pattern(
    rb"\b(?:%s)(?: ?[/y] ?(?:%s))?(?: ?\([a-z ]{1,16}\))?[ \t]*:[ \t.]*"
    rb"[a-z\x1a][a-z\x1a'.\-]*(?:(?: | ?[/,\-] ?)[a-z\x1a()][a-z\x1a'.\-)]*)*" % (_LABELS, _LABELS)
)
_PLACE = re.compile(
    r"[^\W\d_a-z][^\W\d_'’.\-]*(?:(?: (?:de|del|la|las|los|el|y|i|d['’]))*[ \-/][^\W\d_a-z][^\W\d_'’.\-]*){0,4}"
    r"(?: \([^()\n]{2,24}\))?"
)
_NEAR = LOWER.pattern(
    rb"\b(?:curp|fecha de nac|fecha nac|f\. nac|paciente|acudiente|historia clinica|afiliad[oa]|trabajadora?"
    rb"|domicilio|direccion|calle"
    rb"|c\.? ?p\.?:|codigo postal|cod\. postal|via:|num\. ext|no\. ext|domic\.)"
)
_VAGUE = re.compile(rb"estado|departamento|distrito|ciudad|entidad|region|partido|barrio|delegacion|vereda|poblacion")
"""Labels that also stand before words of other kinds: "Departamento: Ventas"."""
_REACH = 320
_SHELF = re.compile(
    r"(?:pasillo|estante|estanter[ií]a|balda|rack|caj[oó]n|hueco|almac[eé]n|bodega|anaquel|g[oó]ndola|box|sala|aula"
    r"|zona|nivel|m[oó]dulo|mostrador|puesto|muelle|lineal) ?[A-Z]{0,2}[\-.]?\d{1,4}[A-Z]?\b",
    re.IGNORECASE,
)
"""A place inside of a house: "Pasillo 3"."""
_FIELDS = words("lugar ubicacion vivienda localizacion sitio emplazamiento inmueble residencia")
_LETTERS = re.compile(r"[^\W\d_]{4}")
_IN_FIELD = re.compile(rb"%s,? ?%s(?:[ ,.].{0,60})?" % (_NAME, _NUMBER))


_IN_PATH = (b"/", b"\\", b"+", b"-", b"=")


class SpanishAddressRecognizer(WindowRecognizer):
    """A street before its quarter or behind "con domicilio en", a block and a lot, a town behind its label."""

    TYPES = (EntityType.ADDRESS,)
    HOW = '"Río Lerma 12, Col. Cuauhtémoc", "con domicilio en Larra 12", "Mz. K Lt. 14", "Localidad: …" beside a street'

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        for pattern in (_QUARTERED, _PARCEL, _DOMICILED, _UNITED, _COMPASS, _ESTATE, _BETWEEN, _FLOORED):
            for start, end in groups(scan, pattern):
                first = scan.text[start:end].split(" ")[0]
                sure = pattern in (_PARCEL, _COMPASS, _ESTATE) or (pattern is _UNITED and first.lower() not in _ROOMS)
                if pattern is _FLOORED and first.lower() in _OF_LAWS:
                    continue
                if pattern is _FLOORED:
                    first = _TO_NUMBER.split(scan.text[start:end])[0]
                if sure or not is_common(first):
                    yield Entity(EntityType.ADDRESS, start, end, 0.8)
        for start, end in groups(scan, _STREET):
            kind = _KIND_OF_STREET.match(scan.shadow, start, end)
            if scan.shadow[start : start + 2].lower() == b"c/" and scan.shadow[start - 1 : start] in _IN_PATH:
                continue  # "/cygdrive/c/Program", "Ctrl+X/C/V"
            if kind is not None and scan.text[kind.end() : end].split(" ")[0].lower() not in _NOT_STREETS:
                yield Entity(EntityType.ADDRESS, kind.start(1), end, 0.7)
        for start, end in scan.matches(_WRITTEN):
            if scan.shadow[start : start + 2].lower() == b"c/" and scan.shadow[start - 1 : start] in _IN_PATH:
                continue
            yield Entity(EntityType.ADDRESS, start, end, 0.85)
        if scan.holds(_NEAR):
            yield from _labelled(scan)
        names = {name for name in scan.names if not _FIELDS.isdisjoint(field_words(name))}
        for field in scan.fields if names else ():
            value = scan.text[field.start : field.end] if field.name in names else ""
            if (
                _LETTERS.search(value)
                and not _SHELF.match(value)
                and _IN_FIELD.fullmatch(scan.shadow, field.start, field.end)
            ):
                yield Entity(EntityType.ADDRESS, field.start, field.end, 0.8)


def _labelled(scan: Scan) -> Iterator[Entity]:
    """Towns and provinces behind their labels, near a street or a postal code."""
    near = [start for start, _ in scan.matches(_NEAR)]
    for start, end in scan.matches(_LABELLED):
        colon = scan.lower.find(b":", start, end) + 1
        first = colon + len(scan.lower[colon:end]) - len(scan.lower[colon:end].lstrip(b" \t."))
        place = _PLACE.match(scan.text, first, end)
        if place is None or not any(abs(other - start) < _REACH for other in near):
            continue
        value = place[0].rstrip(" .")
        vague = _VAGUE.match(scan.lower, start) is not None
        label = scan.text.startswith(":", first + len(value))  # of the next line of a form
        if len(value) > 1 and not label and not is_company(value) and not (vague and is_common(value)):
            yield Entity(EntityType.ADDRESS, first, first + len(value), 0.75)

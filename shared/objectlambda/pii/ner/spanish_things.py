"""Towns, saints, routes, offices and participles of Spanish, which have capitals and are no persons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.ner.surroundings import Surroundings, surroundings
from objectlambda.pii.ner.titles import TITLES
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_listed
from objectlambda.pii.rules.first_names import FIRST_NAMES, ONLY_NAMES, is_first_name
from objectlambda.pii.rules.person_fields import NOBODY

_SAINT = re.compile(r"\b(?:San|Santa|Santo|Sant|SAN|SANTA|SANTO|Castilla y|Castilla-) ?\Z")
_DATELINE = re.compile(r"(?:, [A-ZÀ-Þ][^\W\d_]+\.?)?,? a (?:los )?\d{1,2} ")
_OPENS_LINE = re.compile(r"(?:\A|\n)[ \t]*(?:En )?\Z")
"""What stands around the town at the head of a letter or above a signature: "León, Guanajuato, a 30"."""
_TOWN = re.compile(
    r"(?:(?:San|Santa|Santo) [A-ZÀ-Þ]\w+|Villa[a-zé]*|Valle|Campo|Tierra|Sierra|Llanos|Puebla|Alcalá"
    r"|Alcázar|Peñaranda|Jerez|Aldea[a-z]*"
    r"|Puerto|Puente"
    r"|Pozuelo|Torrejón|Arroyo|Fuentes?"
    r"|Castro|Palma|Vega|Las Palmas|Miranda|Molina|Medina|Torre[a-z]*) de(?:l| la| los| las)? [A-ZÀ-Þ]"
)
"""The beginning of the name of a Spanish town."""
_ORDINAL = re.compile(r"(?:Primer|Segund|Tercer|Cuart|Quint|Sext|[ÚU]nic)[oa]? (?:de|del)\b")
"""The number of a notary or a court: "Notario Segundo del Círculo"."""
_REGIONS = frozenset(("Castilla y León", "Castilla La Mancha", "Castilla-La Mancha", "Buenos Aires", "San Luis Potosí"))
_ROUTE = re.compile(
    r"\b(?:Ruta|Camino|Vía Verde|Senda|Sendero|Travesía|Cañón|Cascada|Laguna|Parque Natural|Batalla|Tratado|Estrecho"
    r"|Fiestas?|Feria|Virgen|Ley|Plan|Operación|Caso|Proyecto|Premios?"
    r"|[Ee]mbalse|[Pp]antano|[Mm]irador|[Pp]uerto|[Dd]esembocadura|[Tt]érminos?)"
    r" (?:de |del |de [lL]a |de [lL]os |de [lL]as |de El )?\Z"
)
_CASE_OF = re.compile(r"\b(?:Caso|(?:Caso|Proyecto|Plan|[Tt]érminos?) de) \Z")
"""What is also called after the person whom it is about."""
_INSIDE_ROUTE = re.compile(_ROUTE.pattern.removesuffix(r"\Z"))
"""Routes, feasts and laws that are called after places and persons: "la Ruta del Cares"."""
_OFFICE = re.compile(
    r"(?:Consejo|Junta|Comisi[oó]n|Comit[eé]|Asamblea|Secretar[ií]a|Direcci[oó]n|Subdirecci[oó]n|Gerencia|Intervenci[oó]n"
    r"|Tesorer[ií]a|Delegaci[oó]n|Consejer[ií]a|Concejal[ií]a|(?:Mesa|Sala)(?= de)|Fiscal[ií]a"
    r"|Claustro|Patronato|Comunidad|Plataforma"
    r"|Mancomunidad|Diputaci[oó]n|Cabildo|Agrupaci[oó]n|Coordinadora|Mutua|Gestor[ií]a|Notar[ií]a|Registro|Cl[aá]usula"
    r"|Comarca|Provincia|Municipio|T[eé]rmino|Disposici[oó]n|Cap[ií]tulo|Anexo|Art[ií]culo"
    r"|Estimad[oa]s?|Querid[oa]s?) [^\W\d_]",
    re.IGNORECASE,
)
"""Boards, offices and heads of letters, where two words have capitals."""
_PARTICIPLE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{1,14}(?:[aií]d[oa]s?|ando|iendo|yendo)")
"""A participle or a gerund of Spanish, as it opens sentences: "Leída que le fue"."""
_GOODS = re.compile(
    r"(?:(?:Vestido|Blusa|Camisa|Camiseta|Pantalón|Falda|Chaqueta|Abrigo|Sandalia|Zapato|Zapatilla|Bolso|Mochila"
    r"|Sombrero|Pijama|Sofá|Silla|Sillón|Taburete|Tumbona|Balancín|Pérgola|Farol|Cojín|Puff"
    r"|Almacén|Boletín|Contiene|Butaca|Lámpara|Cortina|Colchón|Alfombra|Estantería|Armario"
    r"|Viña|Sinfonía|Obertura"
    r"|Sonata|Protectora|Almazara|Quesería|Conservera|Viveros?|Talleres|Transportes|Suministros|Premios?|Trofeo|Medalla"
    r"|Torneo|Dulce|Oro|Vajilla|Jarra|Cubertería|Mantel|Naviera|Mensajería|Ensanche"
    r"|Camping|Balneario|Mesón|Taberna|Pensión|Autocares|Ferretería|Línea|Módulo|Ensalada|Tarta|Crema"
    r"|Patrimonio) [^\W\d_]"
    r"|Refugio (?:La|El|Los|Las|de|del) "
    r"|(?:Azul|Verde|Roj[oa]|Gris|Negr[oa]|Blanc[oa]|Amarill[oa]|Marrón|Rosa|Naranja|Crema|Beige?) "
    r"(?:Marino|Marina|Cobalto|Cielo|Botella|Oliva|Agua|Menta|Roto|Perla|Palo|Chicle|Fucsia|Empolvado|Pastel|Clar[oa]"
    r"|Oscur[oa]|Viejo|Carmín|Cereza|Coral|Mate|Brillo|Nieve|Hueso|Piedra|Antracita|Marengo|Turquesa|Eléctrico)\b)"
)
"""Goods, colours, dishes, shops and prizes that are called by a name: "Blusa Rocío", "Rosa Palo"."""
_GOODS_BEFORE = re.compile(
    r"\b(?:[Vv]estido|[Bb]lusa|[Cc]amisa|[Cc]amiseta|[Pp]antalón|[Ff]alda|[Cc]haqueta|[Ss]andalia|[Zz]apato|[Bb]olso"
    r"|[Mm]ochila|[Ss]ofá|[Ss]illa|[Ll]ámpara|[Cc]olchón|[Ss]infonía|[Oo]bertura|[Cc]amping|[Mm]esón|[Tt]aberna"
    r"|[Vv]ajilla|[Mm]antel(?:ería)?|[Cc]ubertería|[Jj]arra|[Cc]ristalería|[Ss]ábanas?|[Tt]oallas?|[Ee]dredón"
    r"|[Cc]ortinas?|[Aa]lfombra|[Cc]ojín|[Bb]utaca|[Aa]rmario|[Ee]stantería|[Cc]ómoda|[Tt]aburete|[Ff]lorero"
    r"|[Pp]érgola|extensible|plegable|apilable|[Tt]umbona|[Ss]illón) \Z"
)
"""The same before the name."""
_LANGUAGES = frozenset(
    ("francés", "inglés", "alemán", "portugués", "catalán", "español", "japonés", "danés", "holandés")
)
_KINDS = (
    r"[Cc]olor(?:es)?|[Tt]onos?|[Tt]allas?|[Vv]ariedad(?:es)?|[Uu]vas?|[Ss]abor(?:es)?|[Ii]ngredientes|[Aa]lérgenos"
    r"|[Pp]remios|[Mm]aridajes?|[Mm]aterial(?:es)?|[Tt]ejidos?|[Ee]species?|[Rr]azas?|[Mm]unicipios|[Ll]ocalidades"
    r"|[Pp]oblaciones|[Pp]aradas|[Dd]estinos|[Ii]diomas|[Mm]arcas?|[Mm]odelos?|[Vv]inos?|[Cc]ervezas?|[Qq]uesos?"
    r"|[Cc]achorros|[Gg]at[oa]s?|[Pp]err[oa]s?|[Mm]ascotas?|[Ff]uentes?|[Zz]onas?|[Bb]arrios?|[Aa]cabados?|[Aa]romas?"
    r"|[Gg]uarnición|[Cc]ontiene|[Gg]astronomía|[Ll]ista de la compra|[Mm]odalidad(?:es)?|[Pp]rograma deseado"
)
_LISTED = re.compile(rf"\b(?:{_KINDS})(?: (?:de |del )?[A-Za-zß-ÿ]+){{0,2}}: ?(?:[^\n:;]{{0,60}}(?:, | y ))?\Z")
"""What stands before the entries of a list whose label names a kind of things: "Colores: marfil, Rosa Palo"."""
_LABEL_REACH = 110
_PET = re.compile(
    r"\b(?:[Gg]at|[Pp]err|[Cc]achorr|[Gg]atit|[Pp]errit|[Ll]or|[Yy]egua|[Cc]aball|[Cc]onej|[Cc]anari|[Tt]ortug)[oaé]?s?\b"
    r"[^\n.;:]{0,40}\bllamad[oa] \Z"
)
"""An animal before its name: "gato siamés llamado Simba"."""
_KEEPERS = re.compile(
    r"\b(?:[Dd]ueñ|[Pp]ropietari|[Cc]lient|[Vv]ecin|[Vv]oluntari|[Aa]doptante|[Cc]uidador|[Cc]riador)"
)
"""Persons whom things or animals belong to: "Dueños de perros: "."""
_WITH = re.compile(
    r"\b(?:quedado|quedar|quedamos|habl[a-zéó]{1,6}|reunid[oa]s?|reunión|cita|comid[oa]|cenado) con \Z"
    r"|\b(?:nombre|cargo|parte|favor|casa|lo) de \Z|\b(?:[Ss]egún|[Ss]oy|[Dd]ice|[Dd]ijo|profe|le) \Z"
    r"|\b(?:[Ll]o|[Ll]a|[Nn]os|[Mm]e|[Tt]e|[Ll]es?) (?!llama|gusta|encanta|trae|queda|regala|vende)"
    r"[a-zß-ÿ]{3,12}[eaó] \Z"
    r"|\b(?:[Aa]vis|[Pp]regunt|[Ll]lam|[Pp]ag|[Ee]ntreg|[Ee]nvi|[Pp]rest|[Dd]eb|[Vv]i|[Cc]onoc|[Ss]alud|[Pp]id"
    r"|[Ee]scrib)[a-zß-ÿ]{0,5}(?: [a-zß-ÿ]{2,8}){0,2} a \Z"
)
"""What one does with a person, and what a person does."""
_TOWN_BY = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ]{2,14} de(?:l| la| los| las) (?:Sierra|Frontera|Río|Condado|Ribera|Vega|Valle|Campo|Reina|Mar"
    r"|Monte|Camino|Calzada|Duero|Ebro|Tajo|Jarama|Segura|Guadalquivir|Barros|Caballeros|Infantes|Maestre|Arroyo|Plana)"
)
"""A town that is told from others by a river or a range: "Zahara de la Sierra"."""
_OPENS = re.compile(r"(?:^|\n|[:.] )[ \t>*#\-]*\Z")
_DOES = re.compile(r" [a-zß-ÿ]+(?:ó|ará|erá|irá)\b| (?:dijo|vino|trajo|hizo|puso|quiere|tiene|está|va|no)\b")
"""What stands behind a person: "Zaida llamó"."""
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-z][\w'’\-]* \Z")


def names_place_or_office(text: str, value: str, end: int, before: str, *, led: bool) -> bool:
    """Whether ``value``, which ends at ``end`` and stands behind ``before``, is a town, a route or an office.

    ``led`` says whether a word that leads to things ends ``before``.
    """
    if _is_place_or_office(value):
        return True
    if led and (_SAINT.search(before) or (_ROUTE.search(before) and not _is_case_of(value, before))):
        return True
    if _names_goods(text, value, end - len(value), before, led=led):
        return True
    if _DATELINE.match(text, end) and _OPENS_LINE.search(before) and not _is_full_name(value):
        return True
    if _TOWN.match(value) is None:
        return False
    last = "".join(before.split()[-1:])
    return last.rstrip(".").lower() not in TITLES and _CAPITAL_BEFORE.search(before) is None


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _is_place_or_office(value: str) -> bool:
    if _OFFICE.match(value) or _INSIDE_ROUTE.match(value) or _ORDINAL.match(value):
        return True
    return value in _REGIONS or _is_noun(value) or (value.isupper() and value.lower() in NOBODY)


def _is_case_of(value: str, before: str) -> bool:
    return _is_full_name(value) and _CASE_OF.search(before) is not None


def _is_full_name(value: str) -> bool:
    """Whether a given name and another word with a capital begin ``value``."""
    first, _, rest = value.partition(" ")
    return rest[:1].isupper() and fold(first.lower()).decode() in ONLY_NAMES


def _names_goods(text: str, value: str, start: int, before: str, *, led: bool) -> bool:
    """Whether ``value`` names goods or an animal, is listed among things of a kind, or is a town by its river."""
    does = _DOES.match(text, start + len(value)) is not None
    if _GOODS.match(value):
        return not (does or _has_names_behind(value))
    if value.lower() in _LANGUAGES:
        return _CAPITAL_BEFORE.search(before) is None
    given = _begins_with_given(value)
    if before.endswith((", ", ": ", " y ")) and not (given and " " in value):
        label = _LISTED.search(text, max(0, start - _LABEL_REACH), start)
        return label is not None and _KEEPERS.search(text, max(0, start - _LABEL_REACH), start) is None
    if before.endswith((" llamado ", " llamada ")):
        return names_pet(text, start)
    if led and _GOODS_BEFORE.search(before) is not None:
        return True
    return not (given or does) and _TOWN_BY.fullmatch(value) is not None


def _has_names_behind(value: str) -> bool:
    """Whether ``value`` goes on with a given name, or with two words, behind a given name or Dulce: "Dulce María"."""
    first, _, rest = value.partition(" ")
    if first != "Dulce" and not _begins_with_given(first):
        return False
    return _begins_with_given(rest) if " " not in rest else rest.partition(" ")[2][:1].isupper()


def names_pet(text: str, start: int) -> bool:
    """Whether the word at ``start`` is what an animal is called."""
    pet = _PET.search(text, max(0, start - _LABEL_REACH), start)
    return pet is not None and _KEEPERS.search(pet[0]) is None


def holds_full_name(text: str, guesses: Iterable[Tagged]) -> bool:
    """Whether one of the network's ``guesses`` begins with a given name and has a surname."""
    return any(
        guess.label == "NAME" and " " in (value := text[guess.start : guess.end]) and _begins_with_given(value)
        for guess in guesses
    )


def lacks_given_name(text: str, value: str, start: int) -> bool:
    """Whether ``value`` in Spanish has the form of a thing: a word, or a phrase that begins with a word of things.

    It matters in texts without any full name, where a surname alone is rare.
    """
    if surroundings(text, start) not in (Surroundings.SPANISH, Surroundings.BARE) or _begins_with_given(value):
        return False
    if _DOES.match(text, start + len(value)) or _WITH.search(text, max(0, start - _AROUND // 5), start):
        return False
    first, _, rest = value.partition(" ")
    if rest and not (rest.startswith(("de ", "del ")) or rest.islower() or is_listed(fold(first.lower()).decode())):
        return False
    return _SPANISH.search(text, max(0, start - _AROUND), start + _AROUND) is not None


_SPANISH = re.compile(r"[áéíóúñ¿¡]|\b(?:de la|del|de los|de las|los|las|para|con|por) ")
_AROUND = 200


def _begins_with_given(value: str) -> bool:
    given = fold(value.partition(" ")[0].lower()).decode()
    return is_first_name(given)


def opens_sentence(text: str, value: str, end: int, before: str) -> bool:
    """Whether ``value`` is a participle or a gerund at the start of a sentence, and no given name."""
    if not _PARTICIPLE.fullmatch(value) or not _OPENS.search(before) or not text[end + 1 : end + 2].islower():
        return False
    return fold(value.lower()).decode() not in FIRST_NAMES and _DOES.match(text, end) is None


def _is_noun(value: str) -> bool:
    """Whether ``value`` in small letters is an article and a noun that is no given name: "la dueña"."""
    article, _, noun = value.partition(" ")
    if article not in _SMALL_ARTICLES or not noun.islower():
        return False
    return not _begins_with_given(noun)


_SMALL_ARTICLES = frozenset(("el", "la", "los", "las", "un", "una", "mi", "su", "tu"))

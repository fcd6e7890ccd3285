"""Towns, saints, routes, offices and participles of Spanish, which have capitals and are no persons."""

from __future__ import annotations

import re

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES, rarer_first_names
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
_OPENS = re.compile(r"(?:^|\n|[:.] )[ \t>*#\-]*\Z")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-z][\w'’\-]* \Z")


def names_place_or_office(text: str, value: str, end: int, before: str, *, led: bool) -> bool:
    """Whether ``value``, which ends at ``end`` and stands behind ``before``, is a town, a route or an office.

    ``led`` says whether a word that leads to things ends ``before``.
    """
    if _OFFICE.match(value) or _INSIDE_ROUTE.match(value):
        return True
    if led and (_SAINT.search(before) or _ROUTE.search(before)):
        return True
    if _DATELINE.match(text, end) and _OPENS_LINE.search(before):
        return True
    if value in _REGIONS:
        return True
    if _ORDINAL.match(value) or _is_noun(value) or (value.isupper() and value.lower() in NOBODY):
        return True
    return _TOWN.match(value) is not None and _CAPITAL_BEFORE.search(before) is None


def opens_sentence(text: str, value: str, end: int, before: str) -> bool:
    """Whether ``value`` is a participle or a gerund at the start of a sentence, and no given name."""
    if not _PARTICIPLE.fullmatch(value) or not _OPENS.search(before) or not text[end + 1 : end + 2].islower():
        return False
    return fold(value.lower()).decode() not in FIRST_NAMES


def _is_noun(value: str) -> bool:
    """Whether ``value`` in small letters is an article and a noun that is no given name: "la dueña"."""
    article, _, noun = value.partition(" ")
    if article not in _SMALL_ARTICLES or not noun.islower():
        return False
    given = fold(noun).decode()
    return given not in FIRST_NAMES and given not in rarer_first_names()


_SMALL_ARTICLES = frozenset(("el", "la", "los", "las", "un", "una", "mi", "su", "tu"))

"""Fields that hold a part of an address: a town, a state, a postal code."""

from __future__ import annotations

import re
from functools import lru_cache

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.phrases import MACHINES
from objectlambda.pii.rules.words import words

_STATE_FIELDS = words("state province region estado provincia st")
_CODE_FIELDS = words("zip zipcode postal postalcode postcode code cp")
ZIP_FIELDS = frozenset({"zip", "zipcode", "zip_code", "postal"})
"""Fields beside which "ST" is a state."""
_COUNTRY_FIELDS = words("country pais nation land")
"""A country alone is not an address."""
_STATES = words(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI
    SC SD TN TX UT VT VA WA WV WI WY DC PR ON QC BC AB MB SK NS NB NL PE NT YT NU
    """
)
_OF_STATES = ("ing", "ed", "ado", "ada", "able", "ready", "idle", "active")
"""The ends of words for the state of a machine or a case."""
STATUSES = words(
    """
    activo activa inactivo inactiva pendiente baja alta moroso morosa pagado pagada cerrado cerrada abierto abierta
    vigente
    vencido vencida cancelado cancelada anulado anulada nuevo nueva usado usada bloqueado bloqueada suspendido
    suspendida
    enviado enviada entregado entregada soltero soltera casado casada viudo viuda divorciado divorciada ok error
    aprobado aprobada rechazado rechazada borrador disponible ocupado ocupada reservado reservada finalizado finalizada
    completado completada registrado registrada habilitado habilitada confirmado confirmada procesado procesada
    """
)
"""What "estado" and "state" have where they mean a condition."""
_TYPE = re.compile(r"(?i:(?:option<)?(?:string|str|varchar|text|char|any|unknown|number|object))[\W_]{0,4}")
_PLACE_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ.'’\-]*(?:(?:[ /]| \()[A-Za-zÀ-ÿ.'’\-]+\)?){0,4}")
_STATE_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?: (?:de |del |la )?[A-ZÀ-Þ][a-zß-ÿ]+)?")
WORDS_OF_ADDRESSES = words(
    """
    street address city town village state province region county country postcode zip zipcode suburb district locality
    municipality house apartment number calle direccion dirección ciudad provincia municipio localidad poblacion
    población pais país postal code and line numero número linea línea
    """
)
"""The words of a form's labels for the parts of an address."""
_POSTAL_CODE = re.compile(r"\d{5}(?:-\d{4})?|[A-Z0-9]{2,4} ?[A-Z0-9]{3}|\d{4,6}")


def labels_address(value: str) -> bool:
    """Whether ``value`` is a form's label for a part of an address, "Street and number", or its type in a program."""
    return WORDS_OF_ADDRESSES.issuperset(value.lower().split()) or _TYPE.fullmatch(value) is not None


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def place_score(name: str, value: str) -> float:
    """The score of ``value`` as a part of an address in a field called ``name``, 0 if it is none."""
    kinds = field_words(name)
    if not kinds.isdisjoint(_COUNTRY_FIELDS) or labels_address(value):
        return 0.0
    if kinds & _CODE_FIELDS and "state" not in kinds and "country" not in kinds:
        return 0.85 if _POSTAL_CODE.fullmatch(value) else 0.0
    if kinds & _STATE_FIELDS and (
        (value.lower() in STATUSES and value not in _STATES) or (is_common(value) and value.endswith(_OF_STATES))
    ):
        return 0.0  # "State: Running"
    if kinds & _STATE_FIELDS:
        return 0.8 if (value in _STATES or _STATE_NAME.fullmatch(value)) and not kinds & MACHINES else 0.0
    return 0.8 if _PLACE_NAME.fullmatch(value) or (len(value) == 5 and value.isdigit()) else 0.0

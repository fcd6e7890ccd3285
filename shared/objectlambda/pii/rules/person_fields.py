"""Whether a field's name says that its value is the name of a person, and not of something else."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.field_concepts import field_concepts
from objectlambda.pii.rules.field_translations import in_english
from objectlambda.pii.rules.phrases import FIELD_PHRASES
from objectlambda.pii.rules.words import words

_WORD = re.compile(r"[A-Z]?[a-záéíóúñ]+|[A-ZÁÉÍÓÚÑ]+(?![a-z])|\d+")
_LENGTH = 200
"""How many characters of a field's name are read."""
_ROLES = words(
    """
    agent holder patient person doctor owner member client customer contact officer tenant
    consignee consignor debtor insured attorney witness landlord signatory worker caseworker sn cn technician teacher
    student employee nurse judge plaintiff claimant counsel instructor coach supervisor manager
    cliente contacto empleado empleada alumno alumna trabajador trabajadora propietario propietaria inquilino
    arrendatario arrendador testigo huesped socio asegurado asegurada solicitante firmante
    denunciante demandante demandado demandada chofer conductor conyuge representante suplente tomador recibe
    interventor interventora vigilante encargado encargada nadador nadadora corredor corredora jugador jugadora
    swimmer runner player skater climber cyclist rower guard watchman caretaker
    tratante vendedor vendedora comprador compradora por elaboro reviso autorizo asignado apoderado apoderada tutor
    tutora docente profesor profesora maestro maestra victima imputado heredero heredera causante copropietario
    profesional asignado odontologo terapeuta
    otorgante compareciente notario madrina padrino acompanante familiar cuidador cuidadora vecino vecina emergencia
    """
)
"""Last words of field names whose values are as often things, numbers or companies as persons."""
_BARE = words("name nombre nm")
_PAIRS = (
    words("first last"), words("given family"), words("given surname"), words("forename family"), words("fore sur"),
    words("name surname"),
    words("nombre apellidos"), words("nombre apellido"), words("nombre apellido1"), words("nombre primer_apellido"),
    words("nombres apellidos"), words("fn sn"), words("fn ln"),
)  # fmt: skip
_PHRASES = frozenset(
    phrase.replace(" ", "") for line in FIELD_PHRASES[NAME].split("\n") for phrase in line.strip().split("|")
)


def names_person(name: str) -> bool:
    """Whether a field called ``name`` certainly holds a person's name: "last_name", and not "name" or "client"."""
    return _names_person(name[:_LENGTH])


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _names_person(name: str) -> bool:
    if not field_concepts(name) & NAME:
        return False
    ordered = [word.lower() for word in _WORD.findall(in_english(name))]
    if not ordered or ordered[-1] not in _ROLES | _BARE:
        return True
    before = range(len(ordered) - 1)
    return ordered[-1] in _BARE and any(
        "".join(ordered[count:]) in _PHRASES or ordered[count] in _ROLES for count in before
    )


_LABEL = re.compile(
    r"name|nombre|apellid|nachnam|vornam|naam|pr[eé]nom|nom\b|cognom|sobrenom|soyad|surnam", re.IGNORECASE
)


_LABELS = _PHRASES | words("nom nome naam")


NOBODY = words(
    "libre vacante vacío vacio reservado reservada anulado anulada bloqueado pendiente cerrado descanso comida festivo"
    " vacant blocked reserved lunch"
)


def is_label(value: str) -> bool:
    """Whether ``value`` is itself a label of names ("Apellidos", "Last name"), or says that there is none ("LIBRE")."""
    if value.lower() in NOBODY:
        return True
    if len(value) > _LENGTH:
        return False
    lower = value.lower()
    plain = lower if lower.isascii() else fold(lower).decode()
    return plain.replace(" ", "").rstrip(":*") in _LABELS and _LABEL.search(value) is not None


def name_pairs(names: Collection[str]) -> frozenset[str]:
    """The names of two fields that together hold a person's name and say little alone: "first" and "last"."""
    present = {name.rpartition(".")[2].lower() for name in names}
    return next((pair for pair in _PAIRS if pair <= present), frozenset())

"""Logins of those who did something: ``opened_by: jdoe``, ``assignedTo=jdoe``, columns such as ``usuario_alta``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.field_concepts import field_words
from objectlambda.pii.rules.gates import LOWER
from objectlambda.pii.rules.labelled import NO_VALUES
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.words import words

_DONE = words(
    """
    opened closed created modified updated changed edited approved reviewed reported requested submitted signed entered
    checked resolved deleted added uploaded handled assigned processed authorized authorised verified cancelled canceled
    raised logged registered recorded issued prepared completed released rejected escalated taken posted inserted
    amended touched locked claimed acknowledged dispatched enrolled admitted discharged scheduled booked sold hired
    generated authored exported imported published merged committed pushed deployed triggered invited banned drafted
    inspected measured collected received shipped packed logged voided overridden
    alta baja creado creada modificado modificada asignado asignada revisado revisada registrado registrada atendido
    atendida validado validada aprobado aprobada actualizado actualizada cerrado cerrada abierto abierta tramitado
    tramitada grabado grabada editado editada anulado anulada firmado firmada gestionado gestionada autorizado
    autorizada
    """
)
_BY = words("by to por a")
_ACTORS = words(
    """
    assignee approver reviewer requester reporter tramitador tramitadora gestor gestora cajero cajera operador operadora
    grabador revisor revisora autoriza tramita valida firmante_usuario enteredby createdby modifiedby updatedby
    """
)
_USERS = words("usuario usr user login usu")
_CHANGES = words(
    "alta baja mod modif modificacion creacion crea creo modifica modifico upd ins insert update actualizacion graba"
)
_LOGIN = re.compile(r"[a-z][a-z0-9]{2,19}(?:[._\-][a-z0-9]{1,20}){0,2}|[A-Z][A-Z0-9]{3,11}")
_MACHINES = words(
    """
    terraform ansible jenkins helm kubectl docker github gitlab cron liquibase flyway doxygen scheduler migration
    migrator importer etl api batch script bot hibernate django rails spring sap dba dbo public sistema proceso
    automatico nightly
    """
)
_OF_MACHINES = re.compile(r"(?:^|[._\-])(?:bot|svc|service|system|job|cron|ci|deploy|agent|app|api)(?:$|[._\-\d])")


@cache  # of one pattern that never changes: threads may share it; compiled at the first label, for a quick start
def _act() -> re.Pattern[bytes]:
    """A label and a login, over the text in lower case."""
    return re.compile(
        rb"(?:^|[^a-z0-9])(?:(?:last[ _]?)?(?:%s)[ _]?(?:by|to|por|a)|tramitador|gestor|assignee)"
        rb"\\?[\"']?[ \t]?[:=][ \t]?\\?[\"']?([a-z][a-z0-9._\-]{2,30})\b" % "|".join(sorted(_DONE)).encode()
    )


_SIGNS = LOWER.pattern(rb"(?:by|to|por|[ _]a|tramitador|gestor|assignee)\\?[\"']?[ \t]?[:=]")
_BEFORE, _BEHIND = 24, 60
_GOES_ON = (b"(", b"/", b"@", b"=", b"[", b"$", b"{", b"\\")


_WORD_BEHIND = re.compile(rb" [A-Za-z\x1a]+(?![A-Za-z\x1a_]|[ \t]?[:=])")
"""A word that goes on, as in "assigned to: other teams", and no key."""


class ActorRecognizer(WindowRecognizer):
    """A login in a field or behind a label that says who did something."""

    TYPES = (EntityType.USERNAME,)
    HOW = "opened_by, assigned to, alta por … and a login"

    def find(self, scan: Scan) -> Iterator[Entity]:
        actors = {name for name in scan.names if _names_actor(name)}
        if actors:
            for field in scan.fields:
                if field.name in actors and not field.type:
                    plain = scan.text[field.start : field.end].strip("\"' ")
                    if _is_login(plain):
                        start = scan.text.index(plain, field.start)
                        yield Entity(EntityType.USERNAME, start, start + len(plain), 0.85)
        if not scan.code:
            yield from _labelled(scan)


def _labelled(scan: Scan) -> Iterator[Entity]:
    for at, _ in scan.matches(_SIGNS):
        found = _act().search(scan.lower, max(0, at - _BEFORE), at + _BEHIND)
        if found is None or not found.start() <= at < found.end():
            continue
        start = found.start(1)
        end = start + len(found[1].rstrip(b".-_"))
        goes_on = scan.shadow[found.end() : found.end() + 1] in _GOES_ON
        if not goes_on and not _WORD_BEHIND.match(scan.shadow, end) and _is_login(scan.text[start:end]):
            yield Entity(EntityType.USERNAME, start, end, 0.85)


@lru_cache(maxsize=4096)  # of immutable values, by their arguments alone: threads may share it
def _names_actor(name: str) -> bool:
    kinds = field_words(name)
    if not kinds.isdisjoint(_ACTORS):
        return len(kinds) < 3
    return (not kinds.isdisjoint(_BY) and not kinds.isdisjoint(_DONE) and len(kinds) < 5) or (
        not kinds.isdisjoint(_USERS) and not kinds.isdisjoint(_CHANGES)
    )


def _is_login(value: str) -> bool:
    plain = value.lower()
    return (
        _LOGIN.fullmatch(value) is not None
        and plain.encode() not in NO_VALUES
        and plain not in _MACHINES
        and not _OF_MACHINES.search(plain)
        and not is_common(plain)
    )

"""Columns called ``name`` beside one of surnames, which hold given names."""

from __future__ import annotations

from collections.abc import Sequence

from objectlambda.pii.rules.words import words

_SURNAMES = words(
    """
    surname lastname familyname sname lname apellido apellidos apellido1 primerapellido apellidopaterno nachname
    familienname cognome sobrenome achternaam efternavn etternavn efternamn nazwisko familiya фамилия
    """
)
_NAMES = words("name nombre nombres nom nome naam navn namn imya имя")
_OF_WHOM = words(
    "cl cliente client customer alumno student paciente patient empleado employee usuario user persona person"
)
"""What may stand behind: ``nombre_cliente``."""
_GIVEN = "first name"


def with_given_names(columns: Sequence[str]) -> list[str]:
    """``columns``, with "first name" for a name beside a surname."""
    plain = [column.lower().replace("_", "").replace(" ", "") for column in columns]
    if _SURNAMES.isdisjoint(plain):
        return list(columns)
    return [_GIVEN if _is_name(one) else column for one, column in zip(plain, columns, strict=True)]


def _is_name(plain: str) -> bool:
    return plain in _NAMES or any(plain.startswith(name) and plain.removeprefix(name) in _OF_WHOM for name in _NAMES)

"""Columns called ``name`` beside one of surnames or given names, which hold the other."""

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
_GIVEN_NAMES = words(
    "prenom prénom prenoms prénoms vorname voornaam fornavn fornamn imie imię firstname givenname fname nome1 имя"
)
_LAST_NAMES = words("nom name naam navn namn nomfamille nomusage nomnaissance фамилия")
_GIVEN, _LAST = "first name", "last name"


def with_given_names(columns: Sequence[str]) -> list[str]:
    """``columns``, with "first name" for a name beside a surname, and "last name" for one beside a given name."""
    plain = [column.lower().replace("_", "").replace(" ", "") for column in columns]
    if _SURNAMES.isdisjoint(plain):
        if plain.count("name") + plain.count("nom") > 1 or _GIVEN_NAMES.isdisjoint(plain):
            return list(columns)
        return [_LAST if one in _LAST_NAMES else column for one, column in zip(plain, columns, strict=True)]
    return [_GIVEN if _is_name(one) else column for one, column in zip(plain, columns, strict=True)]


def _is_name(plain: str) -> bool:
    return plain in _NAMES or any(plain.startswith(name) and plain.removeprefix(name) in _OF_WHOM for name in _NAMES)

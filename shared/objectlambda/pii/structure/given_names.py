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
_GIVEN = "first name"


def with_given_names(columns: Sequence[str]) -> list[str]:
    """``columns``, with "first name" for a name beside a surname."""
    plain = [column.lower().replace("_", "").replace(" ", "") for column in columns]
    if _SURNAMES.isdisjoint(plain):
        return list(columns)
    return [_GIVEN if one in _NAMES else column for one, column in zip(plain, columns, strict=True)]

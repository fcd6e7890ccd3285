"""Infers names for unnamed columns from the shapes of their values, from their neighbours and the table's name.

Beside a column of first names there are surnames, companies and titles; after a column of streets come town, region and
postal code. A column that shows no kind gets no name, and its values are read like any text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.thing_fields import names_goods
from objectlambda.pii.rules.words import words
from objectlambda.pii.structure.shapes import (
    fold_letters,
    is_document_number,
    is_given,
    is_mail,
    is_phone,
    is_street,
    is_surely_given,
)
from objectlambda.pii.structure.street_words import STREET_WORD

ROWS = 50
"""How many rows are read."""
_SHARE = 0.6
"""The share of a column's values that must have a shape."""
_GIVEN_SHARE = 0.3
"""The share of values with a common first name that makes a column one of persons."""

_PEOPLE = words(
    """
    customer customers client clients owner owners user users employee employees staff person persons people contact
    contacts patient patients member members student students author authors driver drivers passenger passengers guest
    guests tenant tenants vet vets doctor doctors nurse nurses teacher teachers player players actor actors profile
    profiles account accounts subscriber subscribers lead leads donor donors voter voters applicant applicants
    candidate candidates cliente clientes empleado empleados usuario usuarios persona personas paciente pacientes
    alumno alumnos socio socios contacto contactos titular titulares propietario propietarios medico medicos profesor
    profesores huesped huespedes proveedor proveedores supplier suppliers autor autores conductor conductores kunden
    mitarbeiter personen
    """
)
_EMPTY = words("null none nil na n/a \\n - 0")
_WORDS = re.compile(r"[^\W\d_][^\W\d_.'’\-]*(?:[ .\-'’]+[^\W\d_][^\W\d_.'’\-]*){0,5}\.?")
_POSTAL = re.compile(
    r"\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}-\d{3,5}(?: \d{2})?"
    r"|\d{4} ?[A-Z]{2}|\d{5}-\d{3}|[A-HJ-NP-Z]\d{4}(?:[A-Z]{3})?"
)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{2,4}[ \-]?[A-Z0-9]{3,4}")
"""A postal code of no known form, between a street and its town."""
_REGION = re.compile(r"[A-Z]{2,3}")
_REGION_ID = re.compile(r"\d{1,3}")
_ROLE = re.compile(
    r"manager|representative|owner|engineer|director|assistant|sales|president|officer|analyst|agent|clerk|accountant"
    r"|administrator|coordinator|developer|consultant|driver|mechanic|active|inactive|full time|part time|gerente"
    r"|representante|propietario|ingenier|directora?|asistente|ventas|jefe|contable|\b(?:mrs?|ms|dr|male|female)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d\d(?:\.\d\d){3,4}")
"""A telephone number in pairs, which may look like the address of a host."""
_NAME_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[\-'’][^\W\d_]+)*\.?"
_FULL_NAME = re.compile(rf"{_NAME_WORD}(?: (?:(?:d[aeiou]s?|del|la|v[ao]n|bin|al|y) )*{_NAME_WORD}){{1,3}}")
_LOGIN = re.compile(r"[a-z][a-z0-9]{2,19}(?:[._][a-z0-9]{1,15})?")
_OF_LOGINS = words("login logins audit audits session sessions access accesses acceso accesos bitacora auditoria")
"""Words in the names of tables that tell who came when."""
_OF_DRIVERS = words("driver drivers conductor conductores chofer choferes licence licences license licenses")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*")
_SECRET = re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?=.*[A-Z\W])\S{8,72}")
_DRIVER_ID = re.compile(r"(?=.*\d{3})[A-Z]{1,2}[\dA-Z]{2,5}[ \-]?[\dA-Z]{2,8}(?:[ \-][\dA-Z]{2,6}){0,3}")
_CLEAR = 0.8
"""The share of full names that makes a column beside an address or a phone one of persons."""
_NINE_DIGITS = re.compile(r"\d{9}")
_IBERIAN_PHONE = re.compile(r"[6789]\d{8}")


def infer_names(rows: Sequence[Sequence[str]], table: str = "", *, header: Sequence[str] = ()) -> list[str]:
    """A name for each column of ``rows``, or ""; ``table`` is the table's name, ``header`` the row above them."""
    sample = [row for row in rows[:ROWS] if len(row) > 1]
    if not sample:
        return []
    width = Counter(map(len, sample)).most_common(1)[0][0]
    columns = [_Column([row[index] for row in sample if len(row) == width]) for index in range(width)]
    names = [""] * width
    of_people = is_table_of_people(table)
    streets = [index for index, column in enumerate(columns) if column.all(is_street) and _is_filled(column, sample)]
    if not (of_people or _are_streets(columns, streets)):
        streets = []
    for street in streets:
        names[street] = "address"
        _name_places(columns, names, street)
    if not header or of_people or any(column.share(is_surely_given) for column in columns):
        of_people = _name_persons(columns, names, of_people=of_people, header=header) or of_people
    kinds = frozenset(re.findall(r"[a-z]+", table.lower()))
    _name_logins(sample, columns, names, of_logins=bool(kinds & _OF_LOGINS), of_people=of_people)
    if of_people or streets or any(column.all(is_mail) for column in columns):
        for index, column in enumerate(columns):
            if not names[index] and (column.all(is_phone) or column.all(_DOTTED.fullmatch)):
                names[index] = "phone"
            elif not names[index] and of_people and column.all(_NINE_DIGITS.fullmatch) and column.varies:
                names[index] = "phone" if column.all(_IBERIAN_PHONE.fullmatch) else "ssn"
    for index, column in enumerate(columns[:-1]) if of_people else ():
        if not names[index] and _issued_by_countries(column, columns[index + 1]):
            names[index] = "passport number"
    if table and of_people and ("phone" in names or "address" in names):
        for index, column in enumerate(columns):
            if not names[index] and column.share(_is_full_name) >= _CLEAR and (column.varies or len(column.values) < 4):
                names[index] = "full name"
            elif not names[index] and kinds & _OF_DRIVERS and column.all(_DRIVER_ID.fullmatch) and column.varies:
                names[index] = "driver license"
    return names


def _issued_by_countries(numbers: _Column, countries: _Column) -> bool:
    """Whether each of ``numbers`` is that of a document, and the column behind says which country gave it."""
    return (
        len(numbers.values) > 1
        and numbers.share(is_document_number) == 1.0
        and numbers.varies
        and countries.share(_REGION.fullmatch) == 1.0
    )


def is_table_of_people(table: str) -> bool:
    """Whether a table called ``table`` holds persons."""
    return not _PEOPLE.isdisjoint(re.findall(r"[a-z]+", table.lower()))


class _Column:
    """The values of a column that are not empty."""

    def __init__(self, values: Sequence[str]) -> None:
        stripped = (value.strip() for value in values)
        self.values = [value for value in stripped if value and value.lower() not in _EMPTY]

    def all(self, test: Callable[[str], object]) -> bool:
        """Whether most values pass ``test``."""
        return self.share(test) >= _SHARE

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the values that pass ``test``, from 0 to 1."""
        return sum(bool(test(value)) for value in self.values) / len(self.values) if self.values else 0.0

    @property
    def varies(self) -> bool:
        """Whether most values occur once."""
        return len(set(self.values)) > len(self.values) / 2

    def tells_persons(self, *, with_address: bool) -> bool:
        """Whether the values differ as persons do; of rows ``with_address`` some may have the same given name."""
        return self.varies or len(self.values) < 4 or (with_address and self.share(is_surely_given) == 1.0)


def _is_filled(column: _Column, sample: Sequence[object]) -> bool:
    """Whether half of the rows have a value, or a value names a street, and not only some "2 spare keys"."""
    return len(column.values) * 2 >= len(sample) or column.share(STREET_WORD.search) > 0


def _are_streets(columns: Sequence[_Column], streets: Sequence[int]) -> bool:
    """Whether ``streets``, whose values are numbers and words, hold no goods, accounts or measures.

    There is a word for a street among them, a town and a postal code behind them, or a column of persons or of mail.
    """
    if any(columns[street].share(STREET_WORD.search) >= _GIVEN_SHARE for street in streets):
        return True
    if any(column.all(is_mail) or column.share(is_given) >= _GIVEN_SHARE for column in columns):
        return True
    behind = [column for street in streets for column in columns[street + 1 : street + 6]]
    return any(column.all(_POSTAL.fullmatch) for column in behind) and any(column.all(_is_words) for column in behind)


def _name_places(columns: Sequence[_Column], names: list[str], street: int) -> None:
    """Names the columns right after a street: more of the address, town, region, postal code, country."""
    town = postal = False
    for index in range(street + 1, min(street + 6, len(columns))):
        column = columns[index]
        if names[index]:
            return
        if not column.values:
            continue
        if column.all(_POSTAL.fullmatch) or (not town and column.all(_CODE.fullmatch)):
            names[index], postal = "postal code", True
        elif town and column.all(_REGION.fullmatch) and not postal:
            names[index] = "state"
        elif postal and town and _holds_persons(columns, index):
            return
        elif column.all(_is_words) and not column.all(_ROLE.search):
            below = names[index - 1] in ("postal code", "state")
            names[index] = "city" if not town else "country" if postal and below else "state"
            town = True
        elif not (column.all(is_street) or column.all(_REGION_ID.fullmatch)):
            return


def _holds_persons(columns: Sequence[_Column], index: int) -> bool:
    """Whether a column behind an address holds whole names of persons, and not countries."""
    persons, phones = columns[index], any(column.all(is_phone) for column in columns[index + 1 : index + 2])
    return persons.share(_is_full_name) >= _CLEAR and (persons.share(is_given) > 0 or phones)


def _name_persons(columns: Sequence[_Column], names: list[str], *, of_people: bool, header: Sequence[str]) -> bool:
    """Names the columns that hold persons and those around them; returns whether there are any.

    Below a ``header`` surnames have to differ. In a table of goods, most persons have a common first name.
    """
    open_ = [i for i, column in enumerate(columns) if not names[i] and column.values and column.all(_is_words)]
    with_address = "address" in names
    persons = [
        i for i in open_ if not columns[i].all(_ROLE.search) and columns[i].tells_persons(with_address=with_address)
    ]
    least = _SHARE if sum(map(names_goods, header)) > 1 else _GIVEN_SHARE
    given = [i for i in persons if columns[i].share(is_given) >= least]
    first = max(given, key=lambda index: (columns[index].share(is_given), -index), default=None)
    roles = [i for i, column in enumerate(columns) if not names[i] and column.values and column.all(_ROLE.search)]
    if first is None and of_people:
        # "Marla Anders", "Owner": the role stands after the person who has it.
        first = next((i - 1 for i in roles if i - 1 in open_ and not columns[i - 1].all(_is_single)), None)
    if first is None and of_people:
        first = next((i for i in open_ if columns[i].varies and not columns[i].all(_ROLE.search)), None)
        if first is not None and not (given or columns[first].all(_is_single) or len(open_) == 1):
            first = None
    if first is None:
        return False
    whole = not columns[first].all(_is_single)
    names[first] = "full name" if whole else "first name"
    beside = () if whole else (first + 1, first - 1)
    for index in filter(open_.__contains__, beside):
        if header and not columns[index].tells_persons(with_address=False):
            continue
        if not names[index] and columns[index].all(_is_single) and not columns[index].all(_ROLE.search):
            names[index] = "last name"
            break
    for index in open_:
        if not names[index] and columns[index].all(_ROLE.search):
            names[index] = "title"
        elif not names[index] and whole and index < first and index not in given:
            paired = of_people and _are_singles(columns, open_, index)
            names[index] = ("last name" if names[index - 1] == "first name" else "first name") if paired else "company"
    return True


def _are_singles(columns: Sequence[_Column], open_: Sequence[int], index: int) -> bool:
    """Whether the column and one beside it hold single words that differ, as given names and surnames do."""
    return columns[index].varies and any(
        other in open_ and columns[index].all(_is_single) and columns[other].all(_is_single) and columns[other].varies
        for other in (index - 1, index + 1)
    )


def _name_logins(
    rows: Sequence[Sequence[str]], columns: Sequence[_Column], names: list[str], *, of_logins: bool, of_people: bool
) -> None:
    """Names columns of logins: in tables of logins, before the time of a change, or made of the names beside them."""
    persons = [index for index, name in enumerate(names) if name in ("full name", "first name", "last name")]
    for index, column in enumerate(columns):
        if names[index] or not column.values or not column.all(_is_login):
            continue
        after = columns[index + 1] if index + 1 < len(columns) else None
        changed = of_people and after is not None and after.all(_STAMP.fullmatch)
        if (column.all(str.islower) and (of_logins or changed)) or _made_of_names(rows, index, persons):
            names[index] = "username"
            if after is not None and not names[index + 1] and after.values and after.all(_SECRET.fullmatch):
                names[index + 1] = "password"


def _made_of_names(rows: Sequence[Sequence[str]], index: int, persons: Sequence[int]) -> bool:
    """Whether most values of a column hold the first letters of a name in their row."""
    wide = [row for row in rows if len(row) > max(index, *persons, 0)]
    made = sum(
        any(
            part[:4] in row[index].lower()
            for person in persons
            for part in fold_letters(row[person]).split()
            if len(part) > 2
        )
        for row in wide
    )
    return bool(persons and wide) and made >= _SHARE * len(wide)


def _is_login(value: str) -> bool:
    return _LOGIN.fullmatch(value if value.islower() else value.lower()) is not None and not is_common(value)


def _is_full_name(value: str) -> bool:
    return _FULL_NAME.fullmatch(value) is not None and not is_company(value) and not any(map(is_common, value.split()))


def _is_words(value: str) -> bool:
    return len(value) > 1 and len(value) < 60 and _WORDS.fullmatch(value) is not None


def _is_single(value: str) -> bool:
    return len(value.split()) == 1

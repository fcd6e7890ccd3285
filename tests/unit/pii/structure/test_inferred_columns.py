"""Tables whose columns have no names, or odd ones: what the values show names them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact
from objectlambda.pii.structure import Format, sniff
from objectlambda.pii.structure.inferred import infer_names

GIVEN = ("Sabrina", "Moritz", "INÉS", "Darren", "Ximena", "Keith", "LORENA", "Gustavo")
LAST = ("Vogt", "Pye", "ARCE", "Lund", "Quispe", "Rhee", "MORA", "Tapia")
STREETS = ("12 Heron Close", "Calle Sol 4", "88 Ash Ave.", "Hauptstr. 7", "P.O. Box 5512", "3, rue Basse")
TOWNS = ("Truro", "Burgos", "Salem", "Marburg", "Lugo", "Vannes")
CODES = ("05021", "80303", "35037", "09001", "56000", "97301")
KEY = {"sql": "dump.sql", "csv": "rows.csv"}


def people(draw: random.Random, count: int = 6) -> list[list[str]]:
    rows = []
    for number in range(count):
        phone = f"{draw.choice(('608', '212', '915', '677'))}{draw.randint(200, 999)}{draw.randint(1000, 9999)}"
        ssn = f"{draw.randint(101, 665)}{draw.randint(10, 99)}{draw.randint(1000, 9999)}"
        row = [str(number + 1), draw.choice(GIVEN), draw.choice(LAST), draw.choice(STREETS), draw.choice(TOWNS)]
        rows.append([*row, draw.choice(CODES), phone, ssn])
    return rows


def inserts(rows: list[list[str]], draw: random.Random) -> str:
    table = draw.choice(("owners", "`clientes`", "public.patients", "t17"))
    values = [f"({row[0]}, {', '.join(repr(cell) for cell in row[1:])})" for row in rows]
    if draw.random() < 0.5:
        return "".join(f"INSERT INTO {table} VALUES {value};\n" for value in values)  # noqa: S608 - not run
    return f"INSERT INTO {table} VALUES\n" + ",\n".join(values) + ";\n"


def lines(rows: list[list[str]], draw: random.Random) -> str:
    mark = draw.choice((",", ";", "\t", "|"))
    quote = (lambda cell: f'"{cell}"') if mark == "," else (lambda cell: cell)
    return "".join(mark.join(map(quote, row)) + "\n" for row in rows)


@pytest.mark.parametrize(("write", "key"), [(inserts, "dump.sql"), (lines, "rows.csv")])
@pytest.mark.parametrize("seed", range(12))
def test_rows_of_people_without_names_of_columns_go(
    write: Callable[[list[list[str]], random.Random], str], key: str, seed: int
) -> None:
    draw = random.Random(seed)
    rows = people(draw)
    after = redacted(write(rows, draw), key)
    assert [cell for row in rows for cell in row[1:] if cell in after] == []


def redacted(text: str, key: str) -> str:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    return b"".join(redact([text.encode()], redaction, key=key)).decode()


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [
                ["1", "Exotic Spices", "Charlotte Vane", "Sales Manager", "49 Gill St.", "London", "EC1 4SD", "UK"],
                ["2", "Nord Fisch", "Petra Winkler", "Owner", "Heerstr. 4", "Kiel", "24103", "Germany"],
            ],
            ["", "company", "full name", "title", "address", "city", "postal code", "country"],
        ),
        ([["5.1", "3.5", "Iris-setosa"], ["4.9", "3.0", "Iris-setosa"]] * 4, ["", "", ""]),
        ([["2024-01-02", "17", "SKU-1", "990101234"], ["2024-01-03", "18", "SKU-2", "990101235"]], [""] * 4),
    ],
)
def test_values_show_what_a_column_holds(rows: list[list[str]], names: list[str]) -> None:
    assert infer_names(rows) == names


HEADERS = (
    "id,last_name,ssn,id", "id,last_name,ssn,2023", "id,last_name,ssn,Pay ($)", "@timestamp,last_name,ssn,x",
    "id,last\xa0name,ssn\xa0no,x", "#id,last_name,ssn,x", f"id,last_name,ssn,{'a very long title of it ' * 4}",
    'id, "last_name", "ssn", "x"', "People of 2024\n\nid,last_name,ssn,x", "sep=,\nid,last_name,ssn,x",
    "id,qty\n1,2\n\nid,last_name,ssn,x", "ID^LAST NAME^SSN^X",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_odd_cell_does_not_lose_the_header(header: str, end: str) -> None:
    if end == "\r" and "\n" in header:
        return
    row = "7,Tapia,212345678,9\n8,Lund,212345679,9\n"
    text = f"{header}\n{row.replace(',', '^') if '^' in header else row}".replace("\n", end)
    after = redacted(text, "t.csv")
    assert "212345678" not in after and "Tapia" not in after and "Lund" not in after
    assert header.splitlines()[-1] in after


@pytest.mark.parametrize(
    "text",
    [
        "Sabrina Vogt,Bus Driver,Active,Full time\nKeith Pye,Mechanic,Active,Part time\n",
        "keith,pye,212345678\nlorena,mora,212345679\n",
        "Patient Keith Pye, SSN 212345678, was seen today.\nHe called 2065550100, twice, last week.\n",
    ],
)
def test_a_first_record_or_a_sentence_is_no_header(text: str) -> None:
    after = redacted(text, "t.csv").lower()
    assert [value for value in ("keith", "pye", "sabrina", "vogt", "212345678", "2065550100") if value in after] == []


def test_a_header_in_another_language_is_seen_by_its_columns() -> None:
    text = 'Datum,Bedrag,Rekening,Omschrijving\n2018-03-09,"750,00",NL47BUNQ2025181418,x\n2018-03-10,"1,10",,y\n'
    structure = sniff(text, "b.csv")
    assert (structure.format, structure.header) == (Format.DELIMITED, True)
    assert redacted(text, "b.csv").startswith("Datum,Bedrag,Rekening,Omschrijving\n[DATE_TIME]")

"""Tables with a column for each person, in which the first cell of a row says what its numbers are."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

TABLES = {
    "commas": "field,a,b\n{0},{1},{2}\ncity code,12,14\n",
    "quotes": '"","Person 1","Person 2"\n"{0}","{1}","{2}"\n',
    "semicolons": ";Kunde A;Kunde B\n{0};{1};{2}\n",
    "bars": "| field | a | b |\n|---|---|---|\n| {0} | {1} | {2} |\n",
    "blanks": "name     Person A        Person B\n{0}      {1}       {2}\n",
}
ROWS = [
    ("ssn", "SSN", "536221234", "536221236"),
    ("passport no.", "PASSPORT_NUMBER", "533401122", "533401123"),
    ("teléfono", "PHONE", "912345678", "913345679"),
    ("Phone (home)", "PHONE", "2065550143", "2065550144"),
    ("account number", "BANK_ACCOUNT_NUMBER", "12345678", "87654321"),
]


@pytest.mark.parametrize("layout", TABLES)
@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_first_cell_says_what_the_numbers_of_its_row_are(layout: str, row: tuple[str, str, str, str]) -> None:
    label, kind, *values = row
    text = TABLES[layout].format(label, *values)
    found = {(entity.type, text[entity.start : entity.end]) for entity in detect(text)}
    assert {(kind, value) for value in values} <= found, found


@pytest.mark.parametrize(
    "text",
    [
        "country,2023,2024\nphone,53622123,53622124\nvisitors,536221234,536221236\n",
        "key,en,de\nssn,Enter SSN,SSN eingeben\nphone,Call 123456,Ruf 123456\n",
        "size,width,height\nsku,536221234,536221236\n",
        "feature,Basic,Pro\nphone support,yes,yes\naccount limit,1000000,2000000\n",
        "indicator,Kenya,Uganda\npopulation,53771296,45741007\nmobile phones,64700000,29100000\n",
        "| Metric | Q1 | Q2 |\n|---|---|---|\n| card payments | 1203442 | 1304455 |\n",
    ],
)
def test_counts_by_year_and_messages_are_left(text: str) -> None:
    assert not list(detect(text))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("label", ["name", "Full name", "Nombre"])
def test_persons_in_the_first_row_are_no_names_of_columns(delimiter: str, label: str) -> None:
    rows = [(label, "Wanjiru Kamau", "Liv Berg"), ("ssn", "536221234", "536221236"), ("city", "Mombasa", "Ely")]
    text = "".join(delimiter.join(row) + "\n" for row in rows)
    found = {text[entity.start : entity.end]: entity.type for entity in detect(text)}
    assert {value: found.get(value) for value in rows[0][1:]} == dict.fromkeys(rows[0][1:], "NAME")
    assert {value: found.get(value) for value in rows[1][1:]} == dict.fromkeys(rows[1][1:], "SSN")


def test_titles_of_columns_stay_names() -> None:
    text = "name,Street Address,Home Phone\nAnn Roe,12 Elm Street,2065550100\nLiv Berg,9 Oak Lane,2065550101\n"
    assert {text[entity.start : entity.end] for entity in detect(text)} == {
        *("Ann Roe", "12 Elm Street", "2065550100"),
        *("Liv Berg", "9 Oak Lane", "2065550101"),
    }

"""Tables whose rows are not all as wide as the header: remarks below them, and cells with a delimiter too many."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.structure import Format, lexer_for, sniff


def named(text: str, key: str | None = None) -> list[tuple[str, str]]:
    """Name and value of each field."""
    lexed = lexer_for(sniff(text, key)).lex(text, 0)
    return [(field.name, text[field.start : field.end]) for field in lexed.fields]


STREETS = (
    "id,given,surname,birth,street,city,zip\n"
    "17,Wanda,Pruett,1980-02-11,9 Elm Row,Yreka,96097\n"
    "18,Otis,Sandoval,1975-12-01,4 Pine Way,Weed,96094\n"
    "19,Ines,Kaur,1991-07-23,Flat 2, 77 Fir Ln,Dorris,96023\n"
)
RUNNERS = (
    "dorsal\tnombre\tedad\tciudad\ttiempo\n"
    "4\tGarrido Sanz, Itziar\t41\tLerma\t40:12\n"
    "9\tMuñoz Gil, Ramiro\t37\tHaro\t41:55\n"
    "12\tOchoa Ruiz, Berta\t29\tNájera\t43:01\n"
    "Cronometraje: Club Atlético Ebro\n"
    "La organización agradece la ayuda de los vecinos.\n"
)
PAYROLL = (
    '"Payee","Period","Gross","Account","Paid?"\n'
    '"Tuck, Edwin","Wk 2","310.00","61220934","Y"\n'
    '"Rowe, Jill","Wk 2","295.40","70018823","N"\n'
    '"Prepared by the office, see the notes on page 2"\n'
)


def test_a_cell_with_a_delimiter_too_many_leaves_the_other_rows_named() -> None:
    found = named(STREETS)
    assert ("surname", "Pruett") in found
    assert ("surname", "Kaur") in found
    assert found[-1] == ("zip", "96023")


@pytest.mark.parametrize(
    ("text", "cell", "remark"),
    [
        (RUNNERS, ("edad", "41"), "Cronometraje: Club Atlético Ebro"),
        (PAYROLL, ("Account", "61220934"), "Prepared by the office, see the notes on page 2"),
    ],
)
@pytest.mark.parametrize("key", [None, "x.csv"])
def test_remarks_below_a_table_have_no_name_and_leave_the_cells_theirs(
    text: str, cell: tuple[str, str], remark: str, key: str | None
) -> None:
    found = named(text, key)
    assert cell in found
    assert ("", remark) in found


def test_remarks_with_commas_below_a_table_are_read_as_one_text() -> None:
    text = STREETS.replace(" 2, 77", " 2 77") + "Checked by the clerk, on a Monday, without any doubt\n"
    assert named(text, "x.csv")[-1] == ("", "Checked by the clerk, on a Monday, without any doubt")


def test_finds_ages_and_accounts_in_tables_with_remarks() -> None:
    ages = [RUNNERS[e.start : e.end] for e in detect(RUNNERS, "es") if e.type == "AGE"]
    assert ages == ["41", "37", "29"]
    accounts = [PAYROLL[e.start : e.end] for e in detect(PAYROLL) if e.type == "BANK_ACCOUNT_NUMBER"]
    assert accounts == ["61220934", "70018823"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all, first, second, third\nwe came, we saw, we won, and left\nthen home, by bus, on foot, at last\nBye\n",
        "name, email, phone, city\nAll four are needed. Bring them, or write, or call, or come.\nThanks\nAnn\n",
    ],
)
def test_prose_with_commas_is_no_table(text: str) -> None:
    assert sniff(text).format is Format.TEXT

"""Days and times as people say them, numbers of telephones that are spelled out, ends of addresses, archived mail."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


def found(text: str, kind: str, language: str = "en") -> list[str]:
    return [text[e.start : e.end] for e in detect(text, language_code=language) if e.type == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pasaremos sobre las cinco de la tarde, gracias.", "cinco de la tarde"),
        ("quedamos a las 8 y cuarto en el portal", "8 y cuarto"),
        ("Siendo las veintiuna horas y diez minutos se levanta", "veintiuna horas y diez minutos"),
        ("el próximo sábado 14, a mediodía", "sábado 14"),
        ("he said half 6.", "half 6"),
        ("out until the 21st. Call later", "the 21st"),
        ("she rang at nine. Then", "nine"),
        ("He comes Friday at ten, I think", "Friday at ten"),
        ("It's Thursday the twelfth, and", "Thursday the twelfth"),
        ("Admission:  2174-03-21 10:30  ward", "2174-03-21 10:30"),
        ("LOS-AMS 12SEP dep 2235", "12SEP"),
        ("b. 1785, d. young", "1785"),
        ("Mozo de almacén (verano 2012)", "verano 2012"),
        ("desde oct-15, fija", "oct-15"),
    ],
)
def test_days_and_times_are_found_as_they_are_spoken(text: str, expected: str) -> None:
    assert expected in [*found(text, "DATE_TIME"), *found(text, "DATE_TIME", "es")]


def test_durations_and_counts_are_no_times() -> None:
    text = (
        "Alta a las 24 horas. Control a las 6 semanas y a las 48 h. Subió a las 3 plantas. the 1stly. Take 12 at once."
        " M19 1-1h.5c.28 0 .5-.22 look at two trees, meet at one end, 3-12SEPAL"
    )
    assert found(text, "DATE_TIME", "es") == found(text, "DATE_TIME") == []


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("From: t.wiechers at gmx.net (Tjark W)\n", "EMAIL", "t.wiechers at gmx.net"),
        ("AGENT: number?\nit's five one two, five double five, oh one four oh\n", "PHONE", None),
        ("Reach me at 218/555-0136, and", "PHONE", "218/555-0136"),
        ("Vicarage. 020 7946 0777\n", "PHONE", "020 7946 0777"),
        ("a@b.example • 07700900842 • SE1\n", "PHONE", "07700900842"),
        ("22a Corporation Street\nFlat 4\nStoke-on-Trent\nST4 4AU\n\nDear", "ADDRESS", None),
        ("vive en Plaza del Coso 3, bajo izquierda (47300). El", "ADDRESS", "Plaza del Coso 3, bajo izquierda (47300)"),
        ("4 bis, rue du Calvaire - 29000 QUIMPER\n", "ADDRESS", "4 bis, rue du Calvaire - 29000 QUIMPER"),
        ("en calle 61 número 512-B entre 64 y 66, colonia Centro, con", "ADDRESS", None),
        ("the password was always snowflake.", "PASSWORD", "snowflake"),
        ("cta. 2103 0447 11 0030012345\n", "BANK_ACCOUNT_NUMBER", "2103 0447 11 0030012345"),
        ("Anneke, 29, I live here. Wife, 51, worked. (daughter, 4)", "AGE", "51"),
    ],
)
def test_values_in_letters_and_notes_are_whole(text: str, kind: str, expected: str | None) -> None:
    values = found(text, kind)
    assert expected in values if expected else any(len(value) > 30 for value in values)

"""Numbers and logins that letters, statements and reviews give with few words; and numbers alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("Atentamente,\nRosa Pico\nC.C. 41.220.873\n", "SSN", "41.220.873"),
        ("Afiliado: Juan Roa, TI 1.022.415.907", "SSN", "1.022.415.907"),
        ("quedo localizable en el 644.120.873 todo el día", "PHONE", "644.120.873"),
        ("je suis joignable au 06.41.22.08.73", "PHONE", "06.41.22.08.73"),
        ("Rückruf oder 0160 - 44 12 087", "PHONE", "0160 - 44 12 087"),
        ("T. 943 22 10 48 | M. 622.410.877\n", "PHONE", "622.410.877"),
        ("Ana Roa (legajo 88, interno 4417) no entra", "PHONE", "4417"),
        ("Publicado por luna_88 el lunes", "USERNAME", "luna_88"),
        ("El viernes. Usuario agarcete, le cambié la clave", "USERNAME", "agarcete"),
        ("DL of witness: MD R-512-400-118-903.", "DRIVER_ID", "R-512-400-118-903"),
        ("he parks there, rego 1AB-4CD. Again", "LICENSE_PLATE", "1AB-4CD"),
        ("silver Impala OH TAG GHT 4471 on scene", "LICENSE_PLATE", "GHT 4471"),
        ("Numero de documento de viaje: CC441902", "PASSPORT_NUMBER", "CC441902"),
    ],
)
def test_finds_numbers_of_letters(text: str, type_: str, value: str) -> None:
    assert any(text[e.start : e.end] == value for e in detect(text, "es") if e.type == type_)


@pytest.mark.parametrize(
    "text",
    [
        "motor de 1.800 CC y 12.500.000 pesos",
        "control (interno 2024) de calidad",
        "Publicado por la editorial el lunes",
        "El usuario final, como siempre",
        "we cannot provide login credentials.",
        "disponible en 2024 y 2025",
    ],
)
def test_takes_amounts_years_and_words_for_no_numbers(text: str) -> None:
    found = [text[e.start : e.end] for e in detect(text, "es") if e.type in {"SSN", "PHONE", "USERNAME"}]
    assert found == []


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("Eliana Roa // RUN 9.114.882-3", "SSN", "9.114.882-3"),
        ("yapeen 20 soles al 987 220 114 porfa", "PHONE", "987 220 114"),
        ("Tlm: 912 004 118\n", "PHONE", "912 004 118"),
        ("cashapp is $RoeAnn88\n", "USERNAME", "RoeAnn88"),
        ("Bel me op 06 4411 2087.", "PHONE", "06 4411 2087"),
        ("Hausmeister Roeder (0421-44 81 20).", "PHONE", "0421-44 81 20"),
        ("My license is WA 5512087 exp 2031", "DRIVER_ID", "5512087"),
        ("~ github annroeling\n", "USERNAME", "annroeling"),
    ],
)
def test_finds_numbers_of_messages(text: str, type_: str, value: str) -> None:
    for language in ("en", "es"):
        assert any(text[e.start : e.end] == value for e in detect(text, language) if e.type == type_)

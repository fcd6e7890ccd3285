"""National identity numbers by their form, their check character and their label, and what only looks like one."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

NUMBERS = [
    ("firma el titular 12345678Z del piso", "12345678Z"),
    ("con D.N.I. 17.345.612-R y domicilio en Ávila", "17.345.612-R"),
    ("D. N. I.: 4.812.377 K", "4.812.377 K"),
    ("Mi DNI sí está bien (71.204.833-B), revíselo", "71.204.833-B"),
    ("DNI: 06 233 154 p", "06 233 154 p"),
    ("con NIE Y-2284615-C y teléfono", "Y-2284615-C"),
    ("nie=X1029384A estado=alta", "X1029384A"),
    ("nombre;dni;alta\nEva Gil;51230987C;2020\nLuis Roa;Z0099887B;2021\n", "51230987C"),
    ("nombre;dni;alta\nEva Gil;51230987C;2020\nLuis Roa;Z0099887B;2021\n", "Z0099887B"),
    ('{"cliente": {"nif": "40123456A", "alta": true}}', "40123456A"),
    ("<persona><NIF>33221100X</NIF></persona>", "33221100X"),
    ("def limpia(nif):\n    # fallaba con '03311220-t' y con blancos\n", "03311220-t"),
    ("Recibí: E. Gil      DNI 5120988G", "5120988G"),
    ("bot: ¿Me dice su DNI?\ncliente: 44556677h\n", "44556677h"),
    ("DNI 24.118.906, de nacionalidad argentina", "24.118.906"),
    ("DNI N° 45.667.120", "45.667.120"),
    ("RUT: 9.876.543-2, Temuco", "9.876.543-2"),
    ("mi rut es 15678234-k", "15678234-k"),
    ("CUIL 27-30123456-1", "27-30123456-1"),
    ("su CURP es GOMC960912MDFRRL09.", "GOMC960912MDFRRL09"),
    ("RFC: GOMC960912AB3", "GOMC960912AB3"),
    ("cédula de ciudadanía No. 52.123.456 de Tunja", "52.123.456"),
    ("cédula 1-0834-0567", "1-0834-0567"),
    ("cédula 001-1234567-8", "001-1234567-8"),
    ("C.I. V-12.345.678 (cédula de identidad V-12.345.678)", "V-12.345.678"),
    ("National ID number: 8001015009087", "8001015009087"),
    ("Identity card no. AB1234567, issued in Leeds", "AB1234567"),
    ("national_id,name\n84011712345,Ann Roe\n", "84011712345"),
    ("PPS number 1234567TW", "1234567TW"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_numbers_of_identity_cards(text: str, value: str, language: str) -> None:
    assert value in [text[e.start : e.end] for e in detect(text, language) if e.type == "SSN"]


@pytest.mark.parametrize(
    "text",
    [
        "CIF B12345674 y NIF A58818501 de la sociedad",
        "NIF: ESB12345674",
        "RUT 76.543.210-3 de la empresa",
        "CUIT 30-71234567-8",
        "R.F.C. TUV850101AB3 de la sociedad",
        "SKU 12345678A, lote 87654321B",
        "SKU 12345678Z",
        "Pieza 12345678Z-01 y f12345678z",
        "Total: 12.345.678 €, y 1.234.567-8",
        "RFC 793, RFC 2616 and RFC 7231",
        "The team is stuck in a rut, 1200000 rows a day",
        "consume 12 345 678 W",
        "renovar el DNI antes del 12/05/2024",
        "ID card 20231105",
        "commit 12345678d fixes 23456789a",
        "cédula profesional 1234567",
        "pedidos\n12345678A\n23456789B\n34567890C\n",
        "Tarjetas de identidad: faltan 300, hay 1200",
    ],
)
def test_takes_companies_codes_and_amounts_for_no_identity_cards(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, "es") if e.type == "SSN"]


def test_takes_a_number_behind_a_licence_for_that_of_the_licence() -> None:
    for text in ('<conductor permiso="28331209-A">x</conductor>', "permiso de conducir 12345678Z"):
        assert [str(e.type) for e in detect(text, "es")] == ["DRIVER_ID"]

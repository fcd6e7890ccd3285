"""Values in quoted clauses, in objects that stand for a place or a telephone, and under headers of other countries."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii import detect


def found(text: str, language_code: str = "en", key: str | None = None) -> set[tuple[str, str]]:
    """The types and values that are found."""
    return {(str(e.type), text[e.start : e.end]) for e in detect(text, language_code, key=key)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The company\'s registered office is at "18 Orchard Lane", in the town of "Hartwell", county of "Kent".',
            {("ADDRESS", "18 Orchard Lane"), ("ADDRESS", "Hartwell"), ("ADDRESS", "Kent")},
        ),
        ('The landlord of the flat is "Nadia Osei".', {("NAME", "Nadia Osei")}),
        (
            'El arrendatario es "Bruno Salas", vecino de la ciudad de "Lugo".',
            {("NAME", "Bruno Salas"), ("ADDRESS", "Lugo")},
        ),
        ('The seller is "Brightwater Trading Ltd" and the purpose is "General Repair".', set()),
    ],
)
def test_quoted_values_of_a_contract(text: str, expected: set[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_objects_stand_for_places_and_telephones() -> None:
    customer = {
        "phone": {"area_code": "21", "number": "998877665"},
        "telephones": [{"num": "3125550142"}],
        "email": "leo@example.org",
        "address": {
            "street_name": "Rua Augusta",
            "street_number": 1204,
            "city": {"id": "BR-SP-9", "name": "Campinas"},
            "state": {"id": "BR-SP", "name": "Minas Gerais"},
        },
    }
    after = found(json.dumps(customer), key="customer.json")
    assert {
        ("PHONE", "998877665"), ("PHONE", "3125550142"), ("ADDRESS", "1204"), ("ADDRESS", "Campinas"),
        ("ADDRESS", "Minas Gerais"),
    } <= after  # fmt: skip
    assert not {value for kind, value in after if kind == "NAME"}


@pytest.mark.parametrize("before", ["", '  - label: "VAT"\n    code: "60784097L"\n'])
def test_the_code_beside_a_street_is_its_postal_code_and_no_other(before: str) -> None:
    text = (
        f'series: "S1"\ncode: "0042"\nids:\n{before}addresses:\n  - num: "7"\n    street: "Calle del Olmo"\n'
        '    locality: "Lugo"\n    code: "27003"\nlines:\n  - unit: "h"\n    code: "001"\n'
    )
    codes = {value for kind, value in found(text, "es", "invoice.yaml") if kind == "ADDRESS"}
    assert {"Calle del Olmo", "7", "Lugo", "27003"} <= codes
    assert not codes & {"0042", "001", "h", "60784097L"}


def test_a_header_says_whose_town_it_is() -> None:
    text = "Id;CorreoRecep;DirRecep;CmnaRecep;CiudadRecep\n1;ana@example.cl;Av. Los Leones 12;Ñuñoa;Temuco\n"
    assert {("ADDRESS", "Ñuñoa"), ("ADDRESS", "Temuco")} <= found(text, "es", "carga.csv")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"Address": "+14155550199999"}', "+14155550199999"),
        ('client.calls.create(to="+15558675399", from_="x")', "+15558675399"),
        ("-99912345678\n+99912345679\n", None),
        ("sum: 5 +1234567890123456", None),
    ],
)
def test_a_plus_and_enough_digits_are_a_phone_but_no_line_of_a_patch(text: str, expected: str | None) -> None:
    assert [value for kind, value in found(text) if kind == "PHONE"] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("address", "language_code"),
    [
        ("Calz. de los Misterios 480, Col. Industrial, 07800 Ciudad de México", "es"),
        ("Calle 5 de Febrero 18, Centro, 76000 Querétaro", "es"),
        ("12, Park Lane Road, Pune, Maharashtra 411001", "en"),
        ("Flat 7, Sector 21, Gandhinagar, Gujarat 382021", "en"),
        ("Birkenstraße 44, 70191 Stuttgart", "en"),
        ("Carrer de Mallorca 230, 08008 Barcelona", "es"),
    ],
)
def test_addresses_of_several_countries_are_found_whole(address: str, language_code: str) -> None:
    text = f"Ship to {address}; thanks." if language_code == "en" else f"Envíen a {address}; gracias."
    spans = [text[e.start : e.end] for e in detect(text, language_code) if e.type == "ADDRESS"]
    assert len(spans) == 1
    assert len(spans[0]) > 0.9 * len(address)


@pytest.mark.parametrize("above", ["sep=,", "# export of 3 May", "Quarterly list"])
def test_a_line_above_a_short_table_is_no_header(above: str) -> None:
    assert ("SSN", "536221234") in found(f"{above}\nname,ssn\nAnn Roe,536221234\n", key="a.csv")


def test_an_attribute_called_value_takes_its_elements_name() -> None:
    text = (
        '<Patient><birthDate value="1961-04-03"/><address><line value="9 Fir Ln"/><city value="Alton"/>'
        '<state value="IL"/><postalCode value="62002"/></address></Patient>'
    )
    assert {("ADDRESS", "Alton"), ("ADDRESS", "IL"), ("ADDRESS", "62002")} <= found(text, key="p.xml")

"""Addresses in parts: in fields of their own, and in the layouts of several countries."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


def found(text: str, key: str | None = None, lang: str = "en") -> list[str]:
    return [text[one.start : one.end] for one in detect(text, lang, key=key) if one.type == "ADDRESS"]


PARTS = [
    (
        "offices.yaml",
        "- id: H1\n  address: 7 Larch Ave. NE\n  suite: Suite 12\n  building: Ada Pye Building\n"
        "  city: Salem\n  state: OR\n  zip: '97301'\n",
        ["7 Larch Ave. NE", "Suite 12", "Ada Pye Building", "Salem", "OR", "97301"],
    ),
    (
        "party.json",
        '{"addresses":[{"num":"42","street":"Calle Pradillo","locality":"Lugo","region":"Galicia","code":"27001"}]}',
        ["42", "Calle Pradillo", "Lugo", "Galicia", "27001"],
    ),
    (
        "invoice.xml",
        "<cac:PostalAddress><cbc:StreetName>Backring 7</cbc:StreetName><cbc:CityName>Kiel</cbc:CityName>"
        "<cbc:PostalZone>24103</cbc:PostalZone></cac:PostalAddress>",
        ["Backring 7", "Kiel", "24103"],
    ),
    (
        "charge.json",
        '{"billing":{"address":{"city":"Truro","line1":null,"postal_code":"TR1 2AB","state":"Cornwall"}}}',
        ["Truro", "TR1 2AB", "Cornwall"],
    ),
    (
        "seller.php",
        '$seller = [\n  "address"  => "C/ Luna, 17",\n  "postCode" => "02001",\n  "town"  => "Albacete",\n];\n',
        ["C/ Luna, 17", "02001", "Albacete"],
    ),
    ("ficha.md", "- **Ciudad:** Puerto Real\n- **Provincia:** Cádiz\n", ["Puerto Real", "Cádiz"]),
]


@pytest.mark.parametrize(("key", "text", "expected"), PARTS)
def test_parts_beside_a_street_or_under_an_address_are_found(key: str, text: str, expected: list[str]) -> None:
    assert found(text, key) == expected


def test_a_list_of_towns_is_no_address() -> None:
    towns = ("Utuado", "Lares", "Ponce", "Jayuya")
    rows = "".join(f"{80000 + row},PR,{towns[row % 4]}\n" for row in range(20))
    assert found(f"zip,state,city\n{rows}", "zips.csv") == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Send it to Gold Coast QLD 4217 today.", "en", "Gold Coast QLD 4217"),
        ("He moved to Red Deer, AB T4N 1X5 then.", "en", "Red Deer, AB T4N 1X5"),
        ("Post an Lindenstraße 12, 34117 Kassel senden.", "en", "Lindenstraße 12, 34117 Kassel"),
        ("Au 14 rue des Lilas, 56000 Vannes, porte B.", "en", "14 rue des Lilas, 56000 Vannes"),
        ("Naar Kerkstraat 8, 1017 GA Amsterdam gestuurd.", "en", "Kerkstraat 8, 1017 GA Amsterdam"),
        ("con domicilio en Toledo, calle del Olmo, 45, y", "es", "Toledo, calle del Olmo, 45"),
    ],
)
def test_layouts_of_other_countries_are_found_whole(text: str, lang: str, value: str) -> None:
    assert any(value in one for one in found(text, lang=lang))


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Customer: katherine lund\n", "x.txt", "katherine lund"),
        ("Cliente: lorena tapia\n", "x.txt", "lorena tapia"),
        ('{"name":"gustavo arce","total":5}', "x.json", "gustavo arce"),
        ('{"sending_facility_namespace_id":"LUND KATHERINE"}', "x.json", "LUND KATHERINE"),
        ("Lorena\nTapia\n\nis the tenant of flat 3.\n", "x.txt", "Lorena\nTapia"),
        ("Key contact: Ida Kemp, (518) 421-7362\n", "x.txt", "Ida Kemp"),
    ],
)
def test_names_behind_labels_and_alone_in_lines_are_found(text: str, key: str, value: str) -> None:
    names = [text[one.start : one.end] for one in detect(text, key=key) if one.type == "NAME"]
    assert value in names

"""Numbers of health cards, licences and passports that their label or their column tells."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Tarjeta sanitaria (CIP): RZSN120817914015", "CA_HEALTH_NUMBER", "RZSN120817914015"),
        ("nº de tarjeta sanitaria: GOGA 650312 1012", "CA_HEALTH_NUMBER", "GOGA 650312 1012"),
        ("nombre;tarjeta_sanitaria\nEva Gil;AN0123456789\nLuis Roa;AN0987654321\n", "CA_HEALTH_NUMBER", "AN0123456789"),
        ('<conductor permiso="X8127735D">Ion</conductor>', "DRIVER_ID", "X8127735D"),
        ("DL # / State ....... K5517720 / TX", "DRIVER_ID", "K5517720"),
        ("Driver's license / State: K5517720 TX", "DRIVER_ID", "K5517720"),
    ],
)
def test_finds_numbers_of_cards_by_their_label(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(str(e.type), text[e.start : e.end]) for e in detect(text, "es")]


@pytest.mark.parametrize(
    "text",
    [
        "La tarjeta sanitaria caduca en 2031; el lote es ABCD 123456",
        "Pieza ABCD120817914015 del catálogo",
        "DL / State of the art 2024",
    ],
)
def test_takes_parts_and_lots_for_no_cards(text: str) -> None:
    kinds = {"CA_HEALTH_NUMBER", "DRIVER_ID", "PASSPORT_NUMBER"}
    assert not [e for e in detect(text, "es") if e.type in kinds]


def test_finds_passports_beside_the_country_that_gave_them_in_a_table_of_persons() -> None:
    rows = (
        "INSERT INTO guests VALUES (11, 'Wanda', 'Pruett', 'w@roe.example', 'K6671190', 'IE', '1971-04-01');\n"
        "INSERT INTO guests VALUES (12, 'Ines', 'Kaur', NULL, '633019882', 'GB', '1990-12-12');\n"
    )
    found = [rows[e.start : e.end] for e in detect(rows, key="x.sql") if e.type == "PASSPORT_NUMBER"]
    assert found == ["K6671190", "633019882"]
    parts = "INSERT INTO parts VALUES (1, 'Bolt', '4871190', 'EU', 3), (2, 'Nut', '533019882', 'US', 4);"
    assert not [e for e in detect(parts, key="x.sql") if e.type == "PASSPORT_NUMBER"]

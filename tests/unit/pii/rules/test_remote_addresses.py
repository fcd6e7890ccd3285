"""Hamlets, farms, blocks, what3words, streets in lower case, and lines of addresses in fields."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

ADDRESSES = [
    ("nació en su casa de Barrio de San Roque, 9, Mieres, en 1931", "Barrio de San Roque, 9, Mieres"),
    ("Entregar en: Camino del Soto s/n, Yebra (Guadalajara)", "Camino del Soto s/n, Yebra (Guadalajara)"),
    ("Vive en Lugar de Cima, 12, y no sale", "Lugar de Cima, 12"),
    ("Caserío Etxeberri, 4, Oñati", "Caserío Etxeberri, 4, Oñati"),
    ("Cuesta de la Ermita 3, 40100 Pedraza", "Cuesta de la Ermita 3, 40100 Pedraza"),
    ("Rúa do Vilar, 22, 15705 Santiago de Compostela", "Rúa do Vilar, 22"),
    ("dispatched to the 400 block of Juniper, #212, ref. noise", "the 400 block of Juniper, #212"),
    ("a burglary in the 1200 block of N. Halsted last night", "the 1200 block of N. Halsted"),
    ("meet at ///table.lamps.wander by noon", "///table.lamps.wander"),
    ("what3words: ///filled.count.soap)", "///filled.count.soap"),
    ("cambia mi dirección que ahora vivo en ramiro de maeztu 7 3b", "ramiro de maeztu 7 3b"),
    ("hola, vivimos en calle nueva 14, tercero", "calle nueva 14"),
    ("caller: sixty one orchard road, just past the church", "sixty one orchard road"),
    ('{"envio":{"linea1":"Casa Rectoral","linea2":"A Ponte","cp":"27001"}}', "Casa Rectoral"),
    ('{"line1": "The Old Forge", "line2": "Nether Lacton", "postcode": "TA4 2PX"}', "Nether Lacton"),
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_addresses_off_the_streets(text: str, address: str, language: str) -> None:
    assert any(address in text[e.start : e.end] for e in detect(text, language) if e.type == "ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "vivo en una casa de 3 plantas, con 2 gatos",
        "vive en madrid 3 meses al año",
        "a two way street, a six lane road and a one way lane",
        "the 500 block limit, and 1200 blocks of data",
        "file:///etc.conf.d, and https://a.example///x",
        '{"line1": "Hello there", "line2": "Press any key", "color": "red"}',
        "Lugar de nacimiento: Ávila",
        "Camino de perfección, capítulo 12",
        "el lugar, 3 veces",
    ],
)
def test_takes_roads_blocks_and_lines_for_no_addresses(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, "en") if e.type == "ADDRESS"]

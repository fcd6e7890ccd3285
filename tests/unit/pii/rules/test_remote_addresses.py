"""Hamlets, farms, blocks, what3words, streets in lower case, and lines of addresses in fields."""

from __future__ import annotations

import json

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


SENT_TO = [
    ("Herengracht 182-1, 1016 BR Amsterdam, Netherlands", "ship_to"),
    ("7 Orchard Lane, Sandton, Johannesburg 2196, South Africa", "shipTo"),
    ("Vicolo del Gallo 4/B, 00186 Roma, Italia", "envio"),
    ("Ul. Piekna 22/8, 00-549 Warszawa, Poland", "deliver_to"),
    ("11 Lagan Parade, Belfast BT1 3AL, Northern Ireland", "order.delivery_to"),
    ("Storgata 9 B, 0155 Oslo, Norge", "enviar_a"),
]


@pytest.mark.parametrize(("address", "name"), SENT_TO)
def test_fields_of_where_goods_go_hold_whole_addresses_of_any_country(address: str, name: str) -> None:
    text = json.dumps({"ref": "X-31", "items": 2, name: address, "paid": True}, ensure_ascii=False)
    assert [text[e.start : e.end] for e in detect(text) if e.type == "ADDRESS"] == [address]


@pytest.mark.parametrize("value", ["Warehouse", "Store 12", "2 boxes, 3 bags", "web, phone, 24h", "3, 4, 5", "locker"])
def test_fields_of_where_goods_go_hold_other_things_too(value: str) -> None:
    text = json.dumps([{"ref": "X-31", "ship_to": value}, {"ref": "X-32", "envio": value}])
    assert not [e for e in detect(text) if e.type == "ADDRESS"]

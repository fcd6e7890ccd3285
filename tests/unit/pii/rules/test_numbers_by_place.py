"""Numbers of Spain's Seguridad Social, sort codes in fields, and passwords that somebody says to have typed."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Falta el número de la Seguridad Social. En la ficha pone 31/20482736/55 y no vale", "SSN", "31/20482736/55"),
        ("empleado;naf\nEva Gil;281098337505\nLuis Roa;080123456717\n", "SSN", "281098337505"),
        ('<pay><to sort="20-45-77" acct="00441276"/></pay>', "BANK_ROUTING", "20-45-77"),
        ("payee,sort,account\nAnn Roe,09-01-28,66374958\nBob Fay,40-47-84,70872490\n", "BANK_ROUTING", "40-47-84"),
        ("Nº de afiliación 28 12345678 40", "SSN", "28 12345678 40"),
        ("Sort 20-11-33 Ac 12345678", "BANK_ROUTING", "20-11-33"),
        ("the wifi pass → hunter22!Q", "PASSWORD", "hunter22!Q"),
        ("Me pide la contraseña otra vez. He puesto Otoño2031* y nada", "PASSWORD", "Otoño2031*"),
        ("It wants my password all day. I tried Maple-77-Leaf and it failed", "PASSWORD", "Maple-77-Leaf"),
        ("Cambié la clave del router. Ahora es Zaguan#4410.", "PASSWORD", "Zaguan#4410"),
    ],
)
def test_finds_numbers_and_passwords_by_what_stands_around(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(str(e.type), text[e.start : e.end]) for e in detect(text, "es")]


@pytest.mark.parametrize(
    "text",
    [
        '{"sort": "name", "order": "asc"}',
        '{"sort": 100200, "page": 3}',
        '{"sort": "-created_at"}',
        "item,sort\nLamp,100200\nDesk,100300\n",
        "La contraseña caducó. He puesto incidencias y nadie responde",
        "My password expired, so I used yesterday the other laptop",
        "el lote 31/20482736/55 del almacén",
    ],
)
def test_takes_orders_and_words_for_no_codes_and_passwords(text: str) -> None:
    assert not [e for e in detect(text, "es") if e.type in ("SSN", "BANK_ROUTING", "PASSWORD")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The parties showed Nevada driver's licenses K4417290 and M8830012.", ["K4417290", "M8830012"]),
        ("We saw their driving licences: H2290417, J5518830 and L0047213.", ["H2290417", "J5518830", "L0047213"]),
        ("Presentan permisos de conducir B7714420 y C1108835.", ["B7714420", "C1108835"]),
    ],
)
def test_several_licences_stand_behind_one_label(text: str, numbers: list[str]) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "DRIVER_ID"] == numbers


GUESTS = (
    "name;document;nationality;room;nights\nOlga Brandt;C4F1K70PZ;Germany;12;2\n"
    "Pierre Lemaire;18CK40217;France;7;1\nAnders Holm;EH0441829;Norway;3;4\nAna Mena;53179144Q;Spain;9;1\n"
)


def test_documents_beside_nationalities_are_passports() -> None:
    found = [GUESTS[e.start : e.end] for e in detect(GUESTS) if e.type == "PASSPORT_NUMBER"]
    assert found == ["C4F1K70PZ", "18CK40217", "EH0441829"]
    other = GUESTS.replace("nationality", "department")
    assert not [e for e in detect(other) if e.type == "PASSPORT_NUMBER"]

"""Persons in Spanish notes, chats and minutes, by their verbs, trades, kin and families; and things alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2. Rubén mencionó los retrasos con el proveedor.", "Rubén"),
        ("dense prisa que Merche está mareada", "Merche"),
        ("Pasará el fontanero Quino el jueves.", "Quino"),
        ("avisa a la cuidadora Oneida, que hoy entra antes", "Oneida"),
        ("Se concede el trastero a la flia. Urrutia por un mes.", "Urrutia"),
        ("El matrimonio Lizarazu vive enfrente.", "Lizarazu"),
        ("si no abren, dejarlo en casa de Manolo, que está siempre", "Manolo"),
        ("representada por el Procurador Sr. Vélez de Haro y asistida", "Vélez de Haro"),
        ("con el perito Gonzalo ya hablé", "Gonzalo"),
    ],
)
def test_finds_persons_by_verb_trade_kin_and_family(text: str, name: str) -> None:
    assert any(text[e.start : e.end] == name for e in detect(text, "es") if e.type == "NAME")


@pytest.mark.parametrize(
    "text",
    [
        "La familia Numerosa tiene descuento.",
        "El técnico Superior revisa la caldera.",
        "El comercial Ibérico y la gestora Bancaria informan.",
        "la tía del pueblo y el vecino de arriba",
    ],
)
def test_takes_groups_offices_and_towns_for_no_persons(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, "es") if e.type == "NAME"]

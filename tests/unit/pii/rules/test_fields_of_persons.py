"""Fields that hold persons by their role or by a half of a name, and settings with sections."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "key", "names"),
    [
        (
            "interventora = Ruiz Cano, Elvira\nvigilante_2 = Samir (turno B)\n[x]\n",
            "caja.ini",
            ["Ruiz Cano, Elvira", "Samir"],
        ),
        (
            "Lane\tSwimmer\tAge\n1\tPruett, W\t12\n3\tSt. Clair, Odile\t13\n",
            None,
            ["Pruett, W", "St. Clair, Odile"],
        ),
        ("<p><Fore>Wanda</Fore><Sur>Thackeray</Sur></p>", None, ["Wanda", "Thackeray"]),
        ("vigilante = sin asignar\nencargado = vacante\n", "caja.ini", []),
    ],
)
def test_finds_persons_in_fields_of_guards_athletes_and_halves_of_names(
    text: str, key: str | None, names: list[str]
) -> None:
    assert [text[e.start : e.end] for e in detect(text, key=key) if e.type == "NAME"] == names


def test_takes_the_south_for_no_surname() -> None:
    text = '{"norte": "abierto", "sur": "Cerrado", "este": "abierto"}'
    assert not [e for e in detect(text, key="zonas.json") if e.type == "NAME"]


def test_reads_settings_below_sections_also_where_keys_are_numbers() -> None:
    text = (
        "; till of the shop\n[till]\noperator = wanda.pruett\n\n[orders]\n1 = two tickets\n2 = one ticket\n3 = none\n"
    )
    assert [text[e.start : e.end] for e in detect(text) if e.type == "USERNAME"] == ["wanda.pruett"]

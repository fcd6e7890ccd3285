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


@pytest.mark.parametrize(
    ("header", "row", "kinds"),
    [
        ("nm_cli;dt_nasc;telef_fijo", "Wanjiru Kamau;12/03/1980;912345678", "NAME DATE_TIME PHONE"),
        ("vorn;nachn;mobiel", "Wanjiru;Kamau;0612345678", "NAME NAME PHONE"),
        ("όνομα;επώνυμο;adresa", "Wanjiru;Kamau;Lipová 12", "NAME NAME ADDRESS"),
        ("surnm;fnm;nr_paszportu", "KAMAU;WANJIRU;533401122", "NAME NAME PASSPORT_NUMBER"),
        ("apenom;numer_telefonu;compte_bancaire", "Wanjiru Kamau;512345678;12345678", "NAME PHONE BANK_ACCOUNT_NUMBER"),
    ],
)
def test_columns_in_other_languages_and_cut_short_are_told(header: str, row: str, kinds: str) -> None:
    text = f"{header}\n{row}\n"
    found = {text[entity.start : entity.end]: entity.type for entity in detect(text)}
    assert {value: found.get(value) for value in row.split(";")} == dict(
        zip(row.split(";"), kinds.split(), strict=True)
    )

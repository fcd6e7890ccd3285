"""Persons behind kin, trades and titles in German, French, Italian, Portuguese and Dutch; and nouns alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eine Vollmacht für meine Tochter Walburga liegt bei.", "Walburga"),
        ("Ich sprach mit Ihrem Herrn Gschwendner.", "Gschwendner"),
        ("Ma grand-mère Solange viendra le chercher.", "Solange"),
        ("Mme Kerouanton a rappelé.", "Kerouanton"),
        ("Ho avvisato mio cognato Ubaldo subito.", "Ubaldo"),
        ("la signora Concetta abita di fronte", "Concetta"),
        ("o pedreiro Genival chega cedo", "Genival"),
        ("fala com a dona Zuleide", "Zuleide"),
        ("Loodgieter Wiebe komt langs.", "Wiebe"),
        ("mijn zoon Jurre is ziek", "Jurre"),
    ],
)
def test_finds_persons_behind_words_of_other_languages(text: str, name: str) -> None:
    assert any(text[e.start : e.end].endswith(name) for e in detect(text) if e.type == "NAME")


@pytest.mark.parametrize(
    "text",
    ["Unser Kind Krankheit bleibt gering.", "mon amie la France"],
)
def test_takes_nouns_for_no_persons(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]

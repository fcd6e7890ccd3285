"""Who signs, for whose attention it is, who speaks in turns, persons in slang and papers of courts; and words alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asistiré por la tarde. Cordialmente, Liv Dahlberg, Directora", "Liv Dahlberg"),
        ("Bis bald!\nLG\nHeinz-Rüdiger", "Heinz-Rüdiger"),
        ("Fins aviat.\nMolts petons,\nGuillema", "Guillema"),
        ("Aan: De Linde, t.a.v. mevr. T. (Trijntje) de Boer-Wiersma\n", "de Boer-Wiersma"),
        ("su IBAN intestato a Arcidiacono S.\n", "Arcidiacono S."),
        ("Maëlys : tu viens ?\nYann : oui\nMaëlys : super\nYann : a demain", "Maëlys"),
        ("There are two minor children: R.B.M., born 2011, and", "R.B.M."),
        ("goin 2 tasha crib then home", "tasha"),
        ("can't believe Bukele just said that", "Bukele"),
        ("con sus hijos y la pequeña Aisha (7 meses)", "Aisha"),
        ("LA FAMILIA URIBARRI lamenta informar", "URIBARRI"),
        ("Je soussigné Gildas Kerbrat, né à Brest", "Gildas Kerbrat"),
        ("Rest well. RIP Tupelo Jones", "Tupelo Jones"),
        ("Soporte: ¿tu nombre y apellido?\nUsuario: fabiola zuleta\nSoporte: ok", "fabiola zuleta"),
        ("Sal, that's my husband, says so", "Sal"),
        ("El ajustador Chan lo visita hoy", "Chan"),
    ],
)
def test_finds_who_signs_speaks_and_is_spoken_of(text: str, name: str) -> None:
    assert any(name in text[e.start : e.end] for e in detect(text, "es") if e.type == "NAME")


@pytest.mark.parametrize(
    "text",
    [
        "Cordialmente, Departamento de Ventas",
        "Note : text\nWarning : text\nNote : more\nWarning : more",
        "Lake Erie\n\nIt is wide.",
        "goin 2 the store then home",
        "Atentamente, la Dirección",
        "Médico: El paciente refiere dolor",
    ],
)
def test_takes_offices_labels_and_words_for_no_persons(text: str) -> None:
    for language in ("en", "es"):
        assert not [text[e.start : e.end] for e in detect(text, language) if e.type == "NAME"]

"""Ages in words, of several children, on a ward and on a birthday, and numbers beside such words that are none."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

AGES = [
    ("falleció a los ochenta y siete años de edad, en su casa", ["ochenta y siete años"]),
    ("Mujer de treinta y dos años que acude por tos", ["treinta y dos años"]),
    ("Mi padre tiene noventa y un años y vive solo", ["noventa y un años"]),
    ("un lactante con once meses de vida", ["once meses"]),
    ("vive con dos hijos de 3 y 6 años", ["3", "6 años"]),
    ("niñas de 4, 7 y 11 años en acogida", ["4", "7", "11 años"]),
    ("espera gemelos de 8 meses", ["8 meses"]),
    ("Bed 1  Mrs Okoro 79 #NOF day 2\nBed 2  T. Marley 54M cellulitis\n", ["79", "54M"]),
    ("Cama 4  Sra. Quirós 88 caída en baño\n", ["88"]),
    ("Wanda's birthday, 40 today!! Rang her mum", ["40"]),
    ("el cumpleaños de Iker, y el cumple, 8 hoy", ["8"]),
]


@pytest.mark.parametrize(("text", "ages"), AGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_ages_in_words_of_children_and_on_wards(text: str, ages: list[str], language: str) -> None:
    assert [text[e.start : e.end] for e in detect(text, language) if e.type == "AGE"] == ages


@pytest.mark.parametrize(
    "text",
    [
        "*Day 1, Fri 2 June.* Cliffs to Monmouth.\n*Day 2.* Rain.\n*Day 3, Sun.* Home.\n",
        "1. Etapa 4, de Burgos a Castrojeriz\n2. Etapa 5, a Carrión\n",
        "un contrato de dos años y una pena de tres años",
        "cinco años de experiencia, a los tres años de la firma",
        "hace cuarenta años que no llueve",
        "Room 12  Hall 25 chairs\nRoom 14  Library 30 desks\n",
        "the birthday party on 12 June at 7",
        "equipos de 3 y 6 personas",
    ],
)
def test_takes_days_durations_and_rooms_for_no_ages(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text, "es") if e.type == "AGE"]

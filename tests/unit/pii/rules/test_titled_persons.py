"""Persons behind titles and ranks, spelt out, in keys of programs, in short maps and in greetings; and things alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

PERSONS = [
    ("C4 = wheelchair, Mr. Tolland and carer", "Tolland"),
    ("2 = coach party, Ms Okafor, two vans", "Okafor"),
    ("Plot 9  Cpt. Hargreave (ret'd), runner beans", "Hargreave"),
    ("Waiting list: the Misses Ludd, and others", "Ludd"),
    ("Signed S/N Prentice", "Prentice"),
    ("Lo trae la guardia civil, cabo Iniesta, con el coche", "Iniesta"),
    ("el parte lo firmó el sargento Quintana ayer", "Quintana"),
    ("that's W E T H E R I L L, account 440", "W E T H E R I L L"),
    ("se escribe G-O-I-K-O-A, con ka", "G-O-I-K-O-A"),
    ('const a = {\n  holder: "MAUREEN T OAKES",\n  pan: "4111111111111111",\n};\nfoo(a);\n', "MAUREEN T OAKES"),
    ("next_of_kin: {name: Morag, tel: '01632 960077'}", "Morag"),
    ("// HACK (Odile, 2021-03-04): real customer\nconst a = 1;\nfunction f() { return a; }\n", "Odile"),
    ('Pt prefers "Kit". No interpreter.', "Kit"),
    ("hola soy paqui la del tercero", "paqui"),
    ("hiya it's colin wetherill here", "colin wetherill"),
    ("Referee: Ann Roe   Starter: Gareth   Timing: Omega", "Gareth"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PERSONS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_persons_by_title_letters_key_and_greeting(text: str, name: str, language: str) -> None:
    assert any(name in text[e.start : e.end] for e in detect(text, language) if e.type == "NAME")


@pytest.mark.parametrize(
    "text",
    [
        "that's A B C D, in that order",
        'labels = {\n  fullName: "Full Name",\n  client_name: "Client Name",\n};\nexport default labels;\n',
        "// TODO (Windows, 2021-03-04): test\nconst a = 1;\nfunction f() { return a; }\n",
        'He prefers "Dark" over "Light"',
        "hola soy nueva en esto",
        "hi i'm going home, hello it's raining",
        "Starter: Soup of the day   Main: Fish pie",
        "a Sgt Pepper record",
    ],
)
def test_takes_letters_labels_and_dishes_for_no_persons(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<section>\n<h3>Grooming: Heidi Vang and Moe Rashid</h3>\n<p>Open daily</p>", ["Heidi Vang", "Moe Rashid"]),
        ("## Recepción: Marta Oyarzun y Bela Kis\n\nAbierto.", ["Marta Oyarzun", "Bela Kis"]),
        ("The flat may be used by the minor child Ivy Castellano, age 6.", ["Ivy Castellano"]),
        ("Convive con la menor Lluna Ferrandis, de 5 años.", ["Lluna Ferrandis"]),
        ("Payee: R Penhaligon t/a Kernow Roofing\n", ["R Penhaligon"]),
        ("Contract with Denise Ostrow d/b/a Ostrow Tree Care.", ["Denise Ostrow"]),
        ("<p><b>Nuria (soporte)</b>: Buenos días.</p>", ["Nuria"]),
        ("**Oihana** (support): we are on it", ["Oihana"]),
    ],
)
def test_persons_in_headings_leases_trades_and_answers(text: str, names: list[str]) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "NAME"] == names


@pytest.mark.parametrize(
    "text",
    [
        "<h3>Walks: Ben Nevis Trail and Loch Lomond</h3>",
        "Fields: Order Number and Delivery Date\n",
        "Acme Tools Ltd t/a Bright Tools\n",
        "<b>Ticket</b> (support): closed",
        "the minor child Support Act",
    ],
)
def test_things_at_the_same_places_are_nobody(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]

"""Full names that are a whole line, item, string, link or heading are found; places and things in their place not."""

from __future__ import annotations

import time

import pytest

from objectlambda.pii import detect
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.whole_names import WholeNameRecognizer

FOUND = {
    "authors": (
        "Barney Gale\nBen Brown\nAlice Smith\nArpan Sahoo\nRobert Hooke\n",
        ["Barney Gale", "Ben Brown", "Alice Smith", "Arpan Sahoo", "Robert Hooke"],
    ),
    "bullets": ("Contributors\n\n* Ben R. Brown\n* Bart de Koning\n", ["Ben R. Brown", "Bart de Koning"]),
    "spanish": (
        "- María José Peñalver\n- Íñigo Etxeberria\n- JOSÉ LUIS PÉREZ ROMÁN\n",
        ["María José Peñalver", "Íñigo Etxeberria", "JOSÉ LUIS PÉREZ ROMÁN"],
    ),
    "hyphens": ("1. Anne-Marie Duval\n2. Ottilie Kern-Haas\n", ["Anne-Marie Duval", "Ottilie Kern-Haas"]),
    "neighbours": (
        "- Anna Torres\n- Grant Pallister\n- Mark Nowak\n- Ceridwyn\n- Helen Ostrow\n",
        ["Grant Pallister", "Mark Nowak", "Ceridwyn"],
    ),
    "surnames": ("Baker\nCarter\nDawson\nEllis\nHarper\nKnox\n", ["Baker", "Dawson", "Knox"]),
    "claims": ('new Claim(ClaimTypes.Role, "Alice Hubble"),\nreturn x;\n', ["Alice Hubble"]),
    "code in capitals": ('const who = "HOWARD LINDQVIST";\nsend(who);\nclose();\nreturn who;\n', ["HOWARD LINDQVIST"]),
    "link": ("- [Hynek Schlawack](https://hynek.example) wrote it\n", ["Hynek Schlawack"]),
    "html": ("<ul><li>Ada Lovelace</li><li>Edwin Hubble</li></ul>", ["Ada Lovelace", "Edwin Hubble"]),
    "title": ("---\ntitle: Isaac Newton's CV\n---\n\n# Isaac Newton\n\nPhysicist.\n", ["Isaac Newton"]),
    "page": ("Maintainers\n\nArpan Sahoo (https://github.com/arpan)\n", ["Arpan Sahoo"]),
    "answer": ("- - Who first used the word cell?\n  - Robert Hooke\n", ["Robert Hooke"]),
    "signed": ("x = 1; // why twice? //Jef\n", ["Jef"]),
    "signed mail": ("Kind regards,\n\n//Jef\n", ["Jef"]),
    "page in brackets": ("- Arpan Sahoo <https://github.com/arpan>\n", ["Arpan Sahoo"]),
    "behind a hyphen": ("See the HTTP API.\n\n-Abhishek Kona\n", ["Abhishek Kona"]),
    "quoted": ('A roommate agreement between "John" and "Joan".\n', ["John", "Joan"]),
}
NOBODY = {
    "places.txt": "Virginia Beach\nSanta Clara\nMadison Avenue\nRuby Slippers\nStanley Park\nAlice Springs\n",
    "songs.md": "1. Billie Jean\n2. Eleanor Rigby\n3. Penny Lane\n4. Purple Rain\n",
    "ships.md": "- Edmund Fitzgerald\n- Mary Celeste\n- Queen Elizabeth\n",
    "quotes.txt": 'Buy "Jack Daniels" or "Kate Spade" or "Tommy Bahama" at "Martin Marietta" by "Aurora Borealis".\n',
    "fonts.js": 'const a = "Roboto Mono"; f("Gill Sans"); k("Franklin Gothic");\nm("Lucida Grande");\nreturn 1;\n',
    "map.kml": "<kml><Placemark><name>Ben Macdui</name></Placemark></kml>",
    "islands.json": '[{"name": "Isla Bouvet", "capital": ""}, {"name": "Isla de Navidad", "capital": ""}]',
    "heads.md": "# Getting Started\n\n## Max Pooling\n\n## Monte Carlo\n\n## Victoria Falls\n",
}


@pytest.mark.parametrize("case", FOUND)
def test_finds_names_that_are_whole_segments(case: str) -> None:
    text, names = FOUND[case]
    found = [(e.start, e.end) for e in detect(text) if e.type == "NAME"]
    for name in names:
        start = text.index(name)
        assert any(first <= start and start + len(name) <= last for first, last in found), name


@pytest.mark.parametrize("name", NOBODY)
def test_takes_no_place_and_no_thing_for_a_person(name: str) -> None:
    assert [NOBODY[name][e.start : e.end] for e in detect(NOBODY[name], key=name) if e.type == "NAME"] == []


def test_takes_labels_in_cyrillic_and_no_specimen_for_a_number() -> None:
    text = "Имя: Раиса\nВозраст: 44\nТелефон: +7 912 555 01 44\n"
    assert {"Раиса", "44"} <= {text[e.start : e.end] for e in detect(text, key="a.txt")}
    assert [e for e in detect("con N.I.F. nº 00000000T, y domicilio", "es") if e.type == "SSN"] == []
    assert [e for e in detect("con N.I.F. nº 00000001R, y domicilio", "es") if e.type == "SSN"] != []


def test_reads_long_runs_in_linear_time() -> None:
    begun = time.perf_counter()
    for text in ("Ann " * 15_000, '"Ann ' * 12_000, "- Ann\n" * 10_000, "<a " * 20_000, "Ann Roe\n" * 8_000):
        list(WholeNameRecognizer().find(Scan(text)))
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Laura Bennett 078-05-1120", "Laura Bennett"),
        ("Peter Novak, (518) 421-9248\n", "Peter Novak"),
        ('{"subject": "Laura Bennett 078-05-1120"}', "Laura Bennett"),
        ("Elena Torres: 612 345 678\n", "Elena Torres"),
    ],
)
def test_a_name_before_a_number_is_found(text: str, name: str) -> None:
    assert [text[e.start : e.end] for e in detect(text) if e.type == "NAME"] == [name]

"""A word that no list of names holds is a person's name only where something beside its score shows it."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.ner.familiarity import GIVEN, KNOWN, RARE, UNKNOWN, familiarities
from objectlambda.pii.ner.networks import load_tagger

NOBODY = {
    "dashboard.ini": "[Editor]\nColors=Monokai\nEnabled=Prettier,Pylance,Emmet\nRuler=100\n",
    "feed.xml": "<item><title>Cambrian</title><description>Opabinia, Hallucigenia and others</description></item>\n",
    "run.log": "[INFO] eval | wikitext ppl 18.42 | piqa acc 0.744\n[INFO] rank 3 (MSIE) delayed 4.2s\n",
    "dish.json": '{"titulo":"Pisto manchego con huevo","raciones":4,"tiempo_min":50}\n',
    "sinks.rst": "Added\n~~~~~\n* Support for Parquet and Avro sinks.\n* New flag for the connector.\n",
    "stars.tsv": "hip\tname\tconstellation\tvmag\n32349\tSirius\tCanis Major\t-1.4\n30438\tCanopus\tPuppis\t-0.6\n"
    "69673\tArcturus\tBootes\t0.0\n91262\tVega\tLyra\t0.0\n24436\tRigel\tOrion\t0.2\n",
    "openings.csv": "eco,opening,moves,plies\nB12,Caro-Kann Advance,e4 c6,5\nC60,Ruy Lopez,e4 e5,5\n"
    "C44,Scotch Game,e4 e5,5\nE60,Indian Defence,d4 Nf6,4\n",
    "birds.md": "Listen for the song at dusk. Cetti's Warbler shouts from the reeds and Montagu's Harrier rests.\n",
    "export.log": "INFO [Airflow] DAG nightly_export started\nERROR [Trino] query failed\n",
    "bericht.md": "Die Zwischenfrüchte und die Ränder der Gewässer senken den Eintrag von Stickstoff in das Wasser.\n",
}
PERSONS = {
    "field": ("id;last name;city\n1;Volkhonsky;Oslo\n2;Hallanan;Bergen\n", "Hallanan"),
    "neighbour": ("id,last,first\n1,Tzaneli,Karen\n2,Doe,Peter\n", "Tzaneli"),
    "sentence": (
        "Session 7, 5pm\n\nMeibh arrived on time and described how her week was at the new school.\n",
        "Meibh",
    ),
    "mail": ("owners:\n- Brodanka <brodanka@example.org>\n- ops\n", "Brodanka"),
    "list": ("Thanks to\n\n- Anna Torres\n- Ceridwyn\n- Mark Nowak\n", "Ceridwyn"),
    "column": (
        "race;winner;laps;km\n1;Ngozi Okafor;12;60\n2;Rahwa Tesfai;12;60\n3;Marek Nowak;9;45\n4;Aylin Demir;9;45\n",
        "Rahwa Tesfai",
    ),
    "titled": ("3. Plot 17 (Mr Oduyaze) is overgrown.\n", "Oduyaze"),
}


@pytest.mark.parametrize("name", NOBODY)
def test_unknown_words_without_evidence_are_nobody(name: str) -> None:
    assert [(e.type, NOBODY[name][e.start : e.end]) for e in detect(NOBODY[name], key=name)] == []


@pytest.mark.parametrize("case", PERSONS)
def test_unknown_words_with_evidence_are_persons(case: str) -> None:
    text, person = PERSONS[case]
    assert person in {text[e.start : e.end] for e in detect(text) if e.type == "NAME"}


def test_tells_how_well_names_are_known() -> None:
    names = ["Maria Volkhonskaya", "Smith", "Haddock", "Opabinia", "Сергей", "12"]
    assert familiarities(load_tagger().lexicon, names) == [GIVEN, KNOWN, RARE, UNKNOWN, KNOWN, KNOWN]

"""Persons whose names are words, nicknames, who is addressed, names in other scripts; and words alike."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("June will write to the council about the gate.", "June"),
        ("The pump broke. Grant from Y6 offered a spare.", "Grant"),
        ("for the cake, Robbie Forest already paid me", "Robbie Forest"),
        ('with a girl she called "Bexy" at the stop', "Bexy"),
        ('al que todos conocen: le dicen "el Turco", del barrio', "el Turco"),
        ("Dearest Minty,\n\nYour card came.", "Minty"),
        ("Lieve Jurre,\n\nBedankt", "Jurre"),
        ("Ok then. Rod, any thoughts? I have none.", "Rod"),
        ("call the marquee man (Baz from the club, 07700 900123)", "Baz"),
        ("LOMAX--Winifred, aged, of Ely", "LOMAX--Winifred"),
        ("PC 2204MD KEMBLE came at ten", "KEMBLE"),
        ("Full name in native alphabet: Ірина Шевчук\nDate:", "Ірина Шевчук"),
        ("Father's name: Νίκος Παπαδάκης\n", "Νίκος Παπαδάκης"),
        ("Nombre de la madre: ליאת כהן\n", "ליאת כהן"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_persons_of_stories(text: str, name: str, language: str) -> None:
    assert any(name in text[e.start : e.end] for e in detect(text, language) if e.type == "NAME")


@pytest.mark.parametrize(
    "text",
    [
        "Will write access be granted? May to August is quiet.",
        "Dear Customer,\n\nthe shop is shut.",
        "Liebe Mitglieder,\n\nwir laden ein.",
        "Dear Mum,\n\nthe shop is shut.",
        'a project they called "Atlas" in the plan',
        "Rose from the ashes, the town did",
    ],
)
def test_takes_verbs_greetings_and_titles_for_no_persons(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("male, approx 30-35 yoa, tall", "30-35 yoa"),
        ("He was IC1, about 23. He ran.", "23"),
        ("the baby, who is seven weeks and tiny", "seven weeks"),
        ("Yo tengo sesenta y dos pues, y sigo", "sesenta y dos"),
    ],
)
def test_finds_ages_that_people_tell(text: str, age: str) -> None:
    assert any(text[e.start : e.end] == age for e in detect(text, "es") if e.type == "AGE")

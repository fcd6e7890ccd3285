"""Stops, teams, towns, money, cultivars and verbs that have the form of names, and persons beside them."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect

NOBODY = {
    "stops": "The line calls at Queen's Park, Kensal Green, Alexandra Palace, Harry Lane and Victoria Square.\n",
    "paradas": "La línea 6 para en Oporto, Méndez Álvaro, Pacífico, Conde de Casal, Manuel Becerra y Diego de León.\n",
    "teams": "The Charlotte Hornets beat Orlando, and Blackburn Rovers drew.\n",
    "town": "# Ann Arbor\n\nWe stayed near Alice Springs.\n",
    "cultivar": "Clematis 'Nelly Moser' flowers in June; prune Hydrangea 'Annabelle' hard.\n",
    "verb": "- Mark the working copy as clean.\n- Grant all rights that a user needs.\n",
    "determiner": "Many\ndefault commands emit labels, and the others are silent.\n",
    "abbreviation": "P.S. If you did, tell us about the changes.\n",
    "money": "The signs for lira, dong and naira are shown in the list of symbols.\n",
    "Cyrillic": "Обратите внимание, что пароль не меняется. Нови теми се показват тук.\n",
    "Chinese": "如果该字符串的格式不正确，则抛出错误。更新日誌在這裡。\n",
}
PERSONS = {
    "train": ("The train calls at noon, and Manuel Becerra gets off with Ann Lee.\n", "Manuel Becerra"),
    "driver": ("Bus stops: Harlow Road; driver: Peter Novak\n", "Peter Novak"),
    "surname": ("We met Alice Hardy and Mark Rangers at the hotel.\n", "Alice Hardy"),
    "nickname": ("- Daniele Tricoli 'Eriol'\n- Richard Boulton\n", "Daniele Tricoli"),
    "subject": ("Mark the plumber came at nine.\n", "Mark"),
    "Cyrillic label": ("Пациент: Иванова Анна\nИмя: Анна\n", "Анна"),
    "Chinese label": ("姓名: 王小明\n", "王小明"),
}


@pytest.mark.parametrize("kind", NOBODY)
def test_what_only_looks_like_persons(kind: str) -> None:
    text = NOBODY[kind]
    assert [(e.type, text[e.start : e.end]) for e in detect(text) if e.type != "DATE_TIME"] == []


@pytest.mark.parametrize("kind", PERSONS)
def test_persons_beside_such_words(kind: str) -> None:
    text, person = PERSONS[kind]
    assert person in {text[e.start : e.end] for e in detect(text) if e.type == "NAME"}

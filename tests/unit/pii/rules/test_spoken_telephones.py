"""Telephone numbers that somebody says in digits and pairs, without a word for one; and what is only counted."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "is it still oh double seven double oh, nine hundred, three one two?",
            "oh double seven double oh, nine hundred, three one two",
        ),
        (
            "mine ends, oh seven seven oh oh nine double oh four six one",
            "oh seven seven oh oh nine double oh four six one",
        ),
        (
            "apunte: seis uno dos, treinta y cuatro, cincuenta y seis, setenta y ocho",
            "seis uno dos, treinta y cuatro, cincuenta y seis, setenta y ocho",
        ),
        ("es el nueve siete cuatro veintidós cero ocho quince", "nueve siete cuatro veintidós cero ocho quince"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_finds_telephones_that_are_said_in_digits_and_pairs(text: str, said: str, language: str) -> None:
    assert said in [text[e.start : e.end] for e in detect(text, language) if e.type == "PHONE"]


@pytest.mark.parametrize(
    "text",
    [
        "zero one two three four five six seven eight nine ten",
        "uno dos tres cuatro cinco seis siete ocho nueve",
        "oh one more, two more, three",
        "seis de cada diez, ocho de cada nueve",
        "between twenty five and thirty six of them",
    ],
)
def test_takes_counting_for_no_telephones(text: str) -> None:
    assert not [text[e.start : e.end] for e in detect(text) if e.type == "PHONE"]

"""Words before guesses of the network: every pattern of things ends with one that is known, and is tried after it."""

from __future__ import annotations

import itertools
import re

import pytest

from objectlambda.pii.ner import spanish_things, things_beside
from objectlambda.pii.ner.leads import ends_sentence, is_introduced, may_be_led

NOT_OF_LEADS = {"_CAPITAL_BEFORE", "_UPDATES", "_OPENS_LINE", "_LISTED", "_PET", "_WITH"}
AT_MARKS = {"_OPENS", "_HEADED", "_HEADING", "_OF_LAW"}
PATTERNS = {
    name: pattern
    for name, pattern in (*vars(things_beside).items(), *vars(spanish_things).items())
    if isinstance(pattern, re.Pattern)
    and isinstance(pattern.pattern, str)
    and pattern.pattern.endswith(r"\Z")
    and name not in NOT_OF_LEADS
}


def words_of(pattern: str) -> set[str]:
    """The words in the source of ``pattern``; ``[Vv]`` and ``?`` stand for both readings."""
    plain = re.sub(r"\\[A-Za-z]", " ", re.sub(r"\(\?[:<=!]+", "(", pattern))
    found = set(re.findall(r"[^\W\d_]+", re.sub(r"\[(\w)\w\]", r"\1", plain)))
    found |= set(re.findall(r"[^\W\d_]+", re.sub(r"\[\w(\w)\]", r"\1", plain)))
    return found | {word + "s" for word in found} | {word[:-1] for word in found if len(word) > 1}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_what_a_pattern_of_things_matches_is_led(name: str) -> None:
    pattern = PATTERNS[name]
    words = {*words_of(pattern.pattern), "de", "del", "la"}
    before = ["see " + " ".join(two) + " " for two in itertools.product({"", "Torre", "version", "us", *words}, words)]
    matched = [text for text in before if pattern.search(text)]
    assert all(map(may_be_led, matched))
    assert matched or name in AT_MARKS


@pytest.mark.parametrize("name", sorted(PATTERNS.keys() - {"_OPENS"}))
def test_behind_a_sentence_only_the_pattern_for_its_first_word_matches(name: str) -> None:
    pattern = PATTERNS[name]
    words = {*words_of(pattern.pattern), "de", "del", "la", "XIII", "n", "7"}
    ends = [
        f"see {first} {word}{mark} " for first in ("", "Ley 7/2019,", "ANEXO") for word in words for mark in ".:?!;"
    ]
    assert not any(pattern.search(before) for before in ends if ends_sentence(before))
    assert sum(map(ends_sentence, ends)) > len(words)


@pytest.mark.parametrize("before", ["and then ", "\nwhen ", "que ", "(because Hotel and "])
def test_other_words_lead_to_nothing(before: str) -> None:
    assert not may_be_led(before)
    assert not any(pattern.search(before) for pattern in PATTERNS.values())


@pytest.mark.parametrize("before", ["", "x, ", "3.- ", "\n- ", "Hotel\t", "d'", "(Hotel "])
def test_where_no_word_of_letters_ends_any_pattern_is_tried(before: str) -> None:
    assert may_be_led(before)


@pytest.mark.parametrize(
    ("before", "introduced"),
    [("my name is ", True), ("(dear ", True), ("so i'm ", True), ("sra. ", True), ("then ", False), ("dear", False)],
)
def test_persons_are_introduced(before: str, introduced: bool) -> None:
    assert is_introduced(before.encode(), len(before)) is introduced

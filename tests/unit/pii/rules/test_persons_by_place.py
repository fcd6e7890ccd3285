"""Logins in the messages of servers, and names and ages that their place tells, as generators write them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.documents.marks import unmark
from evaluation.kinds import persons, servers
from objectlambda.pii import detect


def faults(
    documents: Iterable[tuple[str, str]], types: set[str], key: str | None = None
) -> list[tuple[str, list[str]]]:
    """The documents in which the values of ``types`` are not exactly those that are marked."""
    wrong = []
    for language, marked in documents:
        text, spans = unmark(marked)
        found = [(e.start, e.end, str(e.type)) for e in detect(text, language, key=key) if e.type in types]
        if found != [(s.start, s.end, s.label) for s in spans]:
            wrong.append((text, [f"{label} {text[start:end]}" for start, end, label in found]))
    return wrong


def test_finds_the_logins_in_the_messages_of_servers() -> None:
    assert faults(servers.lines(0), {"USERNAME", "NAME", "PASSWORD", "AGE"}, key="x.log") == []


def test_finds_no_login_in_messages_that_name_nobody() -> None:
    wrong = faults((("en", text) for text in servers.nobody()), {"USERNAME", "NAME", "PASSWORD", "AGE", "EMAIL"})
    assert wrong == []


def test_finds_names_behind_labels_in_any_case() -> None:
    assert faults(persons.labelled(0), {"NAME"}) == []


def test_finds_names_and_ages_by_their_place_in_sentences() -> None:
    assert faults(persons.sentences(), {"NAME", "AGE"}) == []


def test_finds_values_that_their_surroundings_tell() -> None:
    types = {"NAME", "ADDRESS", "PHONE", "EMAIL", "USERNAME"}
    wrong = faults(((lang, text) for lang, text in persons.values() if "INSERT" not in text), types)
    wrong += faults(((lang, text) for lang, text in persons.values() if "INSERT" in text), types, key="x.sql")
    assert wrong == []


def test_finds_nobody_in_texts_of_the_same_form() -> None:
    assert faults(persons.nobody(), {"NAME", "AGE", "USERNAME"}) == []

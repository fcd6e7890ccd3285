"""Logs in documented formats: what is a person's in them is found, and nothing else is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # tests/, the root of `evaluation`

from evaluation.documents.marks import unmark
from evaluation.kinds import aws_logs, login_phrases
from objectlambda.pii import detect


def faults(text: str, gold: list[tuple[int, int, str]], *, key: str | None = None) -> list[str]:
    """What is not found, what is found beside it, and what is of another type."""
    found = [(e.start, e.end, str(e.type)) for e in detect(text, key=key)]
    said = {"missed": set(gold) - set(found), "extra": set(found) - set(gold)}
    return [
        f"{what} {label}: {text[start:end]!r} in {text[max(0, start - 30) : end + 10]!r}"
        for what, spans in said.items()
        for start, end, label in sorted(spans)
    ]


@pytest.mark.parametrize("kind", aws_logs.KINDS)
def test_finds_the_persons_in_a_log_of_aws_and_nothing_else(kind: str) -> None:
    for seed in range(8):
        text, spans = unmark(aws_logs.document(kind, seed))
        assert faults(text, [(s.start, s.end, s.label) for s in spans]) == []


@pytest.mark.parametrize("seed", range(3))
def test_finds_the_logins_in_the_sentences_that_programs_log(seed: int) -> None:
    missed = []
    for line in login_phrases.lines(seed):
        text, [span] = unmark("2024-05-06 07:08:09 host " + line + "\n")
        found = [(e.start, e.end) for e in detect(text, key="x.log") if e.type in {"USERNAME", "NAME"}]
        if found != [(span.start, span.end)]:
            missed.append((text, [text[a:b] for a, b in found]))
    assert missed == []


@pytest.mark.parametrize("text", login_phrases.nobody())
def test_finds_no_login_where_a_text_only_speaks_of_logins(text: str) -> None:
    assert [text[e.start : e.end] for e in detect(text)] == []

"""The cases that were handed to the project, run where they lie: values that must go, and entities that they expect."""

from __future__ import annotations

import json
from pathlib import Path

from objectlambda.pii import detect
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

KINDS = ("1 ", "5 ", "6 ", "7 ", "8 ", "9 ", "10 ")
Span = tuple[int, int, str]


def test_values_of_the_handed_leaks_go(reference_files: Path) -> None:
    left = {}
    for line in (reference_files / "cases" / "leaks.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        settings = case["settings"]
        if not case["kind"].startswith(KINDS) or settings.get("function") != "pii_redaction":
            continue
        text = written(case["input"])
        if text is None:
            continue
        redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE, language_code=settings["language_code"])
        after = b"".join(redact([text.encode()], redaction, key=settings["file"])).decode()
        values = case["expected"].removeprefix("gone: ").split(", ")
        if found := [value for value in values if value in after]:
            left[case["name"]] = found
    assert left == {}


def written(said: str) -> str | None:
    """The input of a case; two are told in words."""
    if said.startswith("','.join"):
        header = ",".join(f"some_long_column_name_{number}" for number in range(600))
        return f"{header},ssn\n{','.join('1' * 600)},536221234\n"
    if said.startswith("'a'*8174"):
        return "a" * 8174 + ",card 4111 1111 1111 1111," + "a" * 9000
    return None if "150,000" in said else said


def test_what_the_handed_cases_expect_is_found(reference_files: Path) -> None:
    missed, wrong = {}, {}
    for line in (reference_files / "cases" / "detector.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        expected = [(span["start"], span["end"], span["label"]) for span in case["expected"]]
        entities = detect(case["text"], case["lang"], key=case["name"])
        found = [(entity.start, entity.end, str(entity.type)) for entity in entities]
        if less := [one for one in expected if not covered(one, found)]:
            missed[case["kind"]] = less
        if more := [one for one in found if not covered(one, expected)]:
            wrong[case["kind"]] = more
    assert (missed, wrong) == ({}, {})


def covered(span: Span, others: list[Span]) -> bool:
    """Whether half of ``span`` lies in spans of its type."""
    start, end, label = span
    inside = sum(any(a <= place < b and label == kind for a, b, kind in others) for place in range(start, end))
    return inside * 2 >= end - start

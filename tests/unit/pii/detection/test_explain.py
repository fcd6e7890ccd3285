"""Why something was found, and why nothing was."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from objectlambda.cli.detect import add_parser
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.detection.explain import Explanation, explain

LOG = '198.51.100.7 - mkemp [10/Oct/2023:13:55:36 +0000] "GET /x?mail=eva@corp.example HTTP/1.1" 200 4421907\n'
MAIL = "My doctor is Ann Lee Harrow.\nOrder 4111 1111 1111 1111 and the product is blue.\n"


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def explained(text: str, analyzer: Analyzer, offset: int | None = None) -> list[Explanation]:
    return list(explain([text], analyzer, key="x.txt", offset=offset))


def test_says_who_found_an_entity_and_in_which_field(analyzer: Analyzer) -> None:
    found = {(one.type, one.found_by, one.field, one.format) for one in explained(LOG * 3, analyzer)}
    assert ("USERNAME", "format", "remote_user", "common") in found
    assert ("EMAIL", "EmailAddressRecognizer", "mail", "common") in found
    assert ("NAME", "network", "", "text") in {
        (one.type, one.found_by, one.field, one.format) for one in explained(MAIL, analyzer)
    }


@pytest.mark.parametrize(
    ("text", "place", "outcome"),
    [
        (LOG * 3, "4421907", "the format says that this value is nobody's"),
        (MAIL, "blue", "no rule and no guess of the network matches here"),
        (
            '{"colour": "red"}',
            "colour",
            "this is a key or markup, in which only what its form alone proves is reported",
        ),
    ],
)
def test_says_why_nothing_was_found_at_a_place(analyzer: Analyzer, text: str, place: str, outcome: str) -> None:
    [one] = explained(text, analyzer, text.index(place))
    assert (one.type, one.outcome) == ("", outcome)


def test_command_explains_without_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "access.log"
    path.write_text(LOG * 3)
    parser = ArgumentParser()
    add_parser(parser.add_subparsers())
    args = parser.parse_args(["detect", str(path), "--explain"])
    assert args.run(args) == 0
    out = capsys.readouterr().out
    assert {json.loads(line)["found_by"] for line in out.splitlines()} >= {"format", "EmailAddressRecognizer"}
    assert "mkemp" not in out
    assert "eva@" not in out

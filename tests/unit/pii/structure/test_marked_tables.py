"""Tables of wikis that go on over the ends of windows, and what comes behind them."""

from __future__ import annotations

import time

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.structure.wiki_tables import MarkedTables

ROWS = [(f"{100 + n % 500}{10 + n % 80}{1000 + n}", f"lime{n}stone") for n in range(900)]
FORMS = (
    ("x.txt", "||ssn||password||\n", "|{0}|{1}|\n", "\n"),
    ("x.txt", "^ ssn ^ password ^\n", "| {0} | {1} |\n", "\n"),
    ("x.wiki", "{{| class=wikitable\n! ssn !! password\n", "|-\n| {0} || {1}\n", "|}}\n"),
    ("x.adoc", "[cols=2]\n|===\n|ssn |password\n\n", "|{0}\n|{1}\n\n", "|===\n"),
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("key", "head", "row", "end"), FORMS, ids=["jira", "dokuwiki", "mediawiki", "asciidoc"])
def test_columns_have_names_in_every_window(rules: Analyzer, key: str, head: str, row: str, end: str) -> None:
    text = head.format() + "".join(row.format(*cells) for cells in ROWS) + end.format() + "\n| 88213341 | brookside |\n"
    found = {(text[e.start : e.end], str(e.type)) for e in detect(text, key=key, analyzer=rules)}
    assert {(ssn, "SSN") for ssn, _ in ROWS} <= found
    assert {(password, "PASSWORD") for _, password in ROWS} <= found
    assert not {value for value, _ in found} & {"88213341", "brookside"}


@pytest.mark.parametrize("unit", ["{|\n", "|===\n", "||ssn||\n", "|===\n|a\n\n", "{|\n|}\n"])
def test_marks_of_tables_are_read_in_linear_time(unit: str) -> None:
    text = unit * 8_000
    begun = time.process_time()
    assert list(MarkedTables().fields(text, 0, 0, len(text), text)) is not None
    assert time.process_time() - begun < 1

"""What is left around a value that stands in another one makes no value, whatever takes its place."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

OUTER = (("078-05-", "1120"), ("078-", "05-1120"), ("4012 8888 ", "8888 1881"), ("4012", " 8888 8888 1881"))
INNER = ("a@example.com", "536-22-1234", "203.0.113.9", "Tel. 206-555-0147")
AROUND = ("{}", " {} ", "({})", "(mail {})", "[{}]", "<{}>", '"{}"', ", {}, ", " / {} / ")


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, mode: Mode, key: str = "a.txt") -> str:
    redaction = Redaction(mode=mode, secret=b"0123456789abcdef0123456789abcdef")
    return b"".join(redact([text.encode()], redaction, key=key, analyzer=rules)).decode()


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode not in (Mode.FAKE, Mode.HASH)])
def test_redaction_leaves_nothing_around_a_value_that_makes_another(rules: Analyzer, mode: Mode) -> None:
    cases = [(before, after, around) for before, after in OUTER for around in AROUND[1:]]
    texts = "\n\n".join(before + around.format(INNER[0]) + after for before, after, around in cases)
    for (before, after, around), made in zip(cases, redacted(rules, texts, mode).split("\n\n"), strict=True):
        shown = "".join(filter(str.isdigit, made))
        whole = "".join(filter(str.isdigit, before + after))
        assert whole not in shown, around
        assert whole[-4:] not in shown or before[0] == "4" or mode is Mode.KEEP_LAST_4, around


@pytest.mark.parametrize("mode", [Mode.HASH, Mode.FAKE])
def test_no_part_of_it_stays_beside_a_token(rules: Analyzer, mode: Mode) -> None:
    for before, after in OUTER[:2]:
        for inner in INNER[:2]:
            made = redacted(rules, f"SSN: {before}(see {inner}){after}\n", mode)
            assert before not in made
            assert after not in made


@pytest.mark.parametrize("inner", INNER)
def test_what_is_removed_once_leaves_nothing_to_remove(rules: Analyzer, inner: str) -> None:
    for before, after in OUTER:
        once = redacted(rules, f"{before}({inner}){after} and\n", Mode.REMOVE)
        assert redacted(rules, once, Mode.REMOVE) == once


def test_two_values_in_another_one_go_with_it(rules: Analyzer) -> None:
    text = "SSN 078 (a@example.com) 05 (b@example.com) 1120\n"
    assert not any(map(str.isdigit, redacted(rules, text, Mode.REMOVE)))


def test_a_field_tells_what_is_left(rules: Analyzer) -> None:
    text = json.dumps({"ssn": "07805(a@example.com)1120", "card": "40128888(a@example.com)88881881"})
    assert not any(map(str.isdigit, redacted(rules, text, Mode.REMOVE, "a.json")))


def test_numbers_beside_a_value_stay(rules: Analyzer) -> None:
    text = "Room 12 (a@example.com) 14 seats; item 4417 a@example.com 2031 pieces\n1 a@example.com 2\n"
    after = redacted(rules, text, Mode.REMOVE)
    assert after == text.replace("a@example.com", "")

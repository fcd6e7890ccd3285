"""Persons and telephones that are keys are redacted and refused; words of schemas stay; keys stay apart."""

from __future__ import annotations

import json

import pytest

from objectlambda.errors import AccessDenied
from objectlambda.pii.access_control import Policy, guard
from objectlambda.pii.redaction import Mode, Redaction, redact
from objectlambda.pii.redaction.key_names import KeyNames

PERSON = "Olga Ivanova"


def redacted(text, key, mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE, **more):
    wanted = Redaction(mode=mode, keys=True, **more)
    return b"".join(redact([text.encode()], wanted, key=key)).decode()


def is_denied(text, key):
    try:
        b"".join(guard([text.encode()], Policy(), key=key))
    except AccessDenied:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ('{"Olga Ivanova": 5, "total": 3}', "a.json", '{"[NAME]": 5, "total": 3}'),
        ('{"hours": {"Olga Ivanova": {"mon": 8}}}', "a.json", '{"hours": {"[NAME]": {"mon": 8}}}'),
        ('{"Olga Ivanova": 5}\n{"Olga Ivanova": 6}\n', "a.jsonl", '{"[NAME]": 5}\n{"[NAME]": 6}\n'),
        ('{"Olga Ivanova 219-09-9999": 5, "x": 1}', "a.json", '{"[NAME] [SSN]": 5, "x": 1}'),
        ('{"+1 206-555-0143": "ok", "x": 1}', "a.json", '{"[PHONE]": "ok", "x": 1}'),
        ("day,Olga Ivanova,total\n1,2,3\n4,5,6\n", "a.csv", "day,[NAME],total\n1,2,3\n4,5,6\n"),
    ],
)
def test_who_is_named_in_a_key_is_redacted_and_refused(text, key, after):
    assert redacted(text, key) == after
    assert is_denied(text, key)
    assert not is_denied(after, key)


@pytest.mark.parametrize(
    "name",
    [
        "first name",
        "Will Power Limit",
        "Customer Name",
        "St. John Field",
        "Helen Keller Award",
        "Grace Period",
        "555-0143",
    ],
)
def test_words_of_a_schema_are_nobodys_names(name):
    for text, key in ((json.dumps({name: 1, "n": {name: [2, 3]}}), "a.json"), (f"day,{name}\n1,2\n3,4\n", "a.csv")):
        assert redacted(text, key) == text
        assert not is_denied(text, key)


@pytest.mark.parametrize("mode", list(Mode))
def test_keys_with_one_replacement_stay_apart(mode):
    text = '{"Olga Ivanova": 1, "219-09-9999": 2, "Igor Ivanov": 3, "219-09-8888": 4}'
    made = json.loads(redacted(text, "a.json", mode, secret=b"0123456789abcdef"))
    assert list(made.values()) == [1, 2, 3, 4]
    assert not {PERSON, "219-09-9999", "219-09-8888"} & set(made)


def test_no_token_of_hash_is_the_number_of_a_card():
    wanted = Redaction(mode=Mode.HASH, secret=b"0123456789abcdef")
    tokens = [wanted.replacement("PIN", str(number))[5:-1] for number in range(5000)]
    assert not any(map(str.isdigit, tokens))
    assert len(set(tokens)) == len(tokens)
    assert {len(token) for token in tokens} == {16}


def test_numbers_keep_masks_long_and_repeated_keys_equal():
    names = KeyNames()
    assert [names.distinct(value, "****", "*") for value in ("anna", "olga", "anna", "vera")] == [
        "****", "2***", "****", "3***"
    ]  # fmt: skip
    assert [names.distinct(value, "[NAME]", "*") for value in ("anna", "olga", "olga")] == [
        "[NAME]", "[NAME] 2", "[NAME] 2"
    ]  # fmt: skip

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


@pytest.mark.parametrize(
    ("text", "key", "mask", "named"),
    [
        ("219-09-9999: a\n219-09-9998: b\n", "a.yaml", "***********: a\n2**********: b\n", "[SSN]: a\n[SSN] 2: b\n"),
        ("'a@b.co': 1\n'c@b.co': 2\n", "a.yaml", "'******': 1\n'2*****': 2\n", "'[EMAIL]': 1\n'[EMAIL] 2': 2\n"),
        ("x:\n- a@b.co\n- c@b.co\n", "a.yaml", "x:\n- ******\n- ******\n", "x:\n- [EMAIL]\n- [EMAIL]\n"),
        ("[a@b.co]\nx=1\n[c@b.co]\n", "a.ini", "[******]\nx=1\n[2*****]\n", "[[EMAIL]]\nx=1\n[[EMAIL] 2]\n"),
        (
            "<r a219-09-9999='1' a219-09-9998='2'><_219-09-9998/></r>",
            "a.xml",
            "<r aXXXXXXXXXXX='1' a2XXXXXXXXXX='2'><_2XXXXXXXXXX/></r>",
            "<r a_SSN_='1' a_SSN__2='2'><__SSN__2/></r>",
        ),
    ],
)
def test_keys_of_lines_and_names_in_tags_stay_apart(text, key, mask, named):
    assert redacted(text, key, Mode.MASK) == mask
    assert redacted(text, key) == named
    assert not is_denied(mask, key)
    assert not is_denied(named, key)


def test_an_element_keeps_its_name_behind_more_names_than_are_remembered(monkeypatch):
    monkeypatch.setattr("objectlambda.pii.redaction.key_names._REMEMBERED", 2)
    names = [f"_219-09-999{digit}" for digit in range(5)]
    text = "".join(f"<{name}>" for name in names) + "".join(f"</{name}>" for name in reversed(names))
    starts, ends = (redacted(text, "a.xml", Mode.MASK).split(mark)[1:] for mark in ("<_", "</_"))
    assert [name.partition(">")[0] for name in starts] == [name.partition(">")[0] for name in reversed(ends)]
    assert len({name.partition(">")[0] for name in starts}) == 2

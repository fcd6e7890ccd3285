"""Lists of values under one key, in the forms of YAML, TOML, programs and properties; and lists of other things."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.structure.named_lists import NamedLists

VALUES = (
    ("passwords", "PASSWORD", ("Tulip+Gate55", "hunter2x", "snowflake")),
    ("ssns", "SSN", ("536221234", "219094567")),
    ("phones", "PHONE", ("2065550147", "4155550199")),
    ("usernames", "USERNAME", ("bhadley", "m_oduya")),
    ("account_numbers", "BANK_ACCOUNT_NUMBER", ("88213341", "55120973")),
    ("passports", "PASSPORT_NUMBER", ("A1234567", "K7654321")),
)
FORMS = (
    ("x.yml", "{k}:\n{y}", "  - {v}\n"),
    ("x.yml", "db:\n  {k}:\n{y}  other: x\n", '    - "{v}"\n'),
    ("x.yml", "db:\n  {k}:\n{y}  other: x\n", "  - {v}  # the next\n"),
    ("x.yml", "{k}: [{y}]\n", "{v}, "),
    ("x.toml", "{k} = [\n{y}]\n", '  "{v}",\n'),
    ("x.js", "const {k} = [{y}];\n", "'{v}', "),
    ("x.py", "{k}: list[str] = [{y}]\n", "'{v}', "),
    ("x.properties", "size=3\n{k}={y}\n", "{v},"),
)
FDF = (
    "%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [ << /T (password) /V ({v}) >> << /T (x) /V (y) >> ] >> >>\nendobj\n",
    "%FDF-1.2\n1 0 obj\n<</FDF<</Fields[<</V({v})/T(password)>><</V(y)/T(x)>>]>>>>\nendobj\n",
)
NOTHING = (
    ("x.yml", "alias: ['allow-staged-publish']\nscopes:\n  - read\n  - write\nsizes: [1024, 2048]\n"),
    ("x.py", "PASSWORD_FIELDS = ['current', 'confirmation']\nPASSWORD_HASHERS = ['auth.Argon2', 'auth.PBKDF2']\n"),
    ("x.py", "keys = (usernames, ssns)\n"),
    ("x.md", "The passwords:\n\n- are long\n- are many\n\nUsers (all of them), please.\n"),
    ("x.yml", "passwords:\n  - name: policy\n    kind: strict\nusernames: []\nphones:\n"),
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


@pytest.mark.parametrize(("key", "form", "item"), FORMS)
def test_a_key_names_every_value_of_its_list(rules: Analyzer, key: str, form: str, item: str) -> None:
    for name, kind, values in VALUES:
        items = "".join(item.format(v=value) for value in values)
        text = form.format(k=name, y=items.rstrip(", "))
        entities = [one for one in detect(text, key=key, analyzer=rules) if one.type == kind]
        places = [text.index(value) for value in values]
        assert all(any(one.start <= at < one.end for one in entities) for at in places)


@pytest.mark.parametrize("form", FDF)
def test_a_field_of_a_form_of_pdf_has_its_name(rules: Analyzer, form: str) -> None:
    text = form.format(v="snowflake")
    assert found(rules, text, "x.fdf", "PASSWORD") == ["snowflake"]


@pytest.mark.parametrize(("key", "form", "item"), [FORMS[0], FORMS[4]])
def test_a_list_goes_on_over_the_end_of_a_window(rules: Analyzer, key: str, form: str, item: str) -> None:
    values = [f"lime{number}stone" for number in range(2_000)]
    text = form.format(k="passwords", y="".join(item.format(v=value) for value in values))
    assert found(rules, text, key, "PASSWORD") == values


@pytest.mark.parametrize(("key", "text"), NOTHING)
def test_lists_of_other_things_have_no_such_name(rules: Analyzer, key: str, text: str) -> None:
    assert [text[one.start : one.end] for one in detect(text, key=key, analyzer=rules)] == []


def test_brackets_in_the_values_of_a_list_begin_no_lists_of_their_own() -> None:
    text = "ssns=[" + '"ssns=[", ' * 60_000
    begun = time.process_time()
    assert len(list(NamedLists().fields(text, 0, 0, len(text)))) <= 120_000
    assert time.process_time() - begun < 1


def test_items_that_head_lists_of_their_own_end_the_list_above_them() -> None:
    text = "- my passwords:\n" * 400 + "- Tulip+Gate55\n"
    values = [text[field.start : field.end] for field in NamedLists().fields(text, 0, 0, len(text))]
    assert values == ["Tulip+Gate55"]


def found(rules: Analyzer, text: str, key: str, kind: str) -> Sequence[str]:
    return [text[one.start : one.end] for one in detect(text, key=key, analyzer=rules) if one.type == kind]

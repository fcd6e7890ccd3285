"""Numbers under names that also say whose they are, and in the maps of programming languages."""

from __future__ import annotations

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

NAMES = (
    ("ssn holder", "536221234", "SSN"),
    ("ssn of the holder", "78051120", "SSN"),
    ("holder's ssn", "536221234", "SSN"),
    ("SSN (holder)", "78051120", "SSN"),
    ("ssn_insured", "536221234", "SSN"),
    ("número de la seguridad social del titular", "536221234", "SSN"),
    ("NSS del asegurado", "78051120", "SSN"),
    ("DNI del titular", "12345678", "SSN"),
    ("teléfono del titular", "2065550147", "PHONE"),
    ("phone of holder", "2065550147", "PHONE"),
    ("card number of customer", "4012888888881881", "CREDIT_DEBIT_NUMBER"),
    ("routing number of beneficiary", "11401533", "BANK_ROUTING"),
)
MAPS = {
    "EDN": "{{:id 1 :ssn {} :ok true}}",
    "EDN with a namespace": "{{:person/ssn {}}}",
    "Lisp plist": "(:id 1 :ssn {})",
    "Lisp alist": "((id . 1) (ssn . {}))",
    "Ruby": "{{ :ssn => {} }}",
    "Perl": "my %h = (ssn => {}, id => 1);",
    "Perl element": "$h->{{'ssn'}} = {};",
    "Perl bare element": "$h{{ssn}} = {};",
    "PHP": "$a = array('ssn' => {}, 'id' => 1);",
    "Lua": 'p = {{ ["ssn"] = {} }}',
    "Erlang": "#{{ssn => {}, id => 1}}",
    "Erlang pairs": "[{{id,1}},{{ssn,{}}}].",
    "Elixir": "%{{:ssn => {}}}",
    "R": "p$ssn <- {}",
    "Java": "long ssn = {}L;",
    "Mongo": '{{"ssn": NumberLong({})}}',
}


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, key: str) -> str:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    return b"".join(redact([text.encode()], redaction, key=key, analyzer=rules)).decode()


@pytest.mark.parametrize(("name", "value", "kind"), NAMES)
def test_a_name_that_says_whose_the_number_is_tells_it(rules: Analyzer, name: str, value: str, kind: str) -> None:
    for text, key in (
        (f"id,{name},city\n1,{value},Leeds\n2,{value},York\n", "a.csv"),
        (f'{{"{name}": "{value}"}}', "a.json"),
        (f"{name}: {value}\n", "a.txt"),
    ):
        after = redacted(rules, text, key)
        assert value not in after
        assert f"[{kind}]" in after


def test_a_person_under_such_a_name_is_still_found(rules: Analyzer) -> None:
    after = redacted(rules, '{"ssn holder": "Katherine Johnson", "passport holder": "Miguel Ibarra"}', "a.json")
    assert "Johnson" not in after
    assert "Ibarra" not in after


@pytest.mark.parametrize("form", MAPS)
def test_a_number_in_the_map_of_a_program_goes(rules: Analyzer, form: str) -> None:
    for value in ("78051120", "536221234"):
        assert value not in redacted(rules, MAPS[form].format(value) + "\n", "a.txt")

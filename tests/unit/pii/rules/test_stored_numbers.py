"""Numbers that a program stored as quantities, without leading zeros, perhaps with a fraction or an exponent."""

from __future__ import annotations

import pytest

from objectlambda.pii import detect
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.named_texts import replacements, with_replacements
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

SSN = ("78051120", "1234567", "78051120.0", "7.805112e7", "7.805112E+07")
CONTAINERS = {
    "a.json": '{{"id": 4, "{0}": {1}, "note": "ok"}}',
    "b.json": '{{"a": "{{\\"{0}\\": {1}}}"}}',
    "a.jsonl": '{{"{0}": {1}}}\n{{"{0}": {1}}}\n',
    "a.csv": "id,{0},city\n1,{1},Leeds\n2,{1},York\n",
    "b.csv": "id,{0},order\n1,{1},7\n2,{1},8\n",
    "c.csv": "{0},order\n{1},7\n{1},8\n",
    "a.yaml": "person:\n  {0}: {1}\n",
    "a.toml": "[person]\n{0} = {1}\n",
    "a.xml": "<?xml version='1.0'?><p><{0}>{1}</{0}></p>",
    "a.sql": "INSERT INTO p (id, {0}) VALUES (1, {1}), (2, {1});\n",
    "a.md": "| id | {0} |\n|---|---|\n| 1 | {1} |\n",
    "a.log": "2026-01-02T03:04:05Z INFO saved {0}={1} ok=true\n",
    "a.edn": "{{:id 4 :{0} {1}}}\n",
    "a.rb": "{{ :{0} => {1}, :id => 4 }}\n",
    "a.lisp": "(:id 4 :{0} {1})\n",
    "a.txt": "{0}: {1}\n",
}
OTHERS = (
    ("routing_number", "11401533", "BANK_ROUTING"),
    ("routing_number", "21000021.0", "BANK_ROUTING"),
    ("sort_code", "40004", "BANK_ROUTING"),
    ("sin", "46454286", "CA_SOCIAL_INSURANCE_NUMBER"),
    ("tax_id", "78051120", "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER"),
    ("nhs_number", "101000004", "UK_NATIONAL_HEALTH_SERVICE_NUMBER"),
    ("cvv", "42", "CREDIT_DEBIT_CVV"),
    ("cbu", "850590940090418135201", "BANK_ACCOUNT_NUMBER"),
)
PROSE = (
    "SSN: 78051120",
    "her SSN is 78051120.",
    "Social Security No. 1234567",
    "My social is 78051120, thanks",
    "número de seguro social: 78051120",
    "SSNs: 78051120, 78051121",
)
CLEAN = (
    ("a.txt", "Order 78051120 was sent. Bienestar social 78051120. Capital social: 78051120."),
    ("a.json", '{"id": 78051120, "bytes": 1234567, "ssn_count": 1234567, "ssn_verified_at": 20240115, "sin": 1234567}'),
    ("a.json", '{"pin": 13, "cvv_attempts": 3, "cvv_result": 2, "routing": {"timeout": 12345678}}'),
    ("a.csv", "sort,routing_key,total\n12345,78051120,78051120\n12346,78051121,78051121\n"),
    ("a.txt", "SSN requests: 78051120 rows in 1234567 ms, near 12345678"),
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, key: str) -> str:
    redaction = Redaction(mode=Mode.REPLACE_WITH_PII_ENTITY_TYPE)
    return b"".join(redact([text.encode()], redaction, key=key, analyzer=rules)).decode()


@pytest.mark.parametrize("key", CONTAINERS)
def test_an_ssn_that_lost_its_leading_zeros_goes(rules: Analyzer, key: str) -> None:
    for value in SSN:
        for label in ("ssn", "social_security_number", "nss"):
            after = redacted(rules, CONTAINERS[key].format(label, value), key)
            assert value not in after
            assert "[SSN]" in after


@pytest.mark.parametrize(("label", "value", "kind"), OTHERS)
def test_other_numbers_that_lost_their_leading_zeros_go(rules: Analyzer, label: str, value: str, kind: str) -> None:
    for key in ("a.json", "a.csv", "a.yaml", "a.sql"):
        after = redacted(rules, CONTAINERS[key].format(label, value), key)
        assert value not in after
        assert f"[{kind}]" in after


@pytest.mark.parametrize("text", PROSE)
def test_a_label_in_a_sentence_tells_a_short_number(rules: Analyzer, text: str) -> None:
    found = detect(text, "en", analyzer=rules)
    assert {str(entity.type) for entity in found} == {"SSN"}
    assert not any(character.isdigit() for character in _without(text, found))


def test_named_texts_are_read_so_as_in_parquet_and_sheets(rules: Analyzer) -> None:
    texts = [("ssn", "78051120"), ("ssn", "1234567"), ("aba", "21000021"), ("total", "78051120")]
    made = replacements(texts, Redaction(), rules)
    assert [with_replacements(text, one) for (_, text), one in zip(texts, made, strict=True)] == [
        "********",
        "*******",
        "********",
        "78051120",
    ]


@pytest.mark.parametrize(("key", "text"), CLEAN)
def test_numbers_under_other_names_stay(rules: Analyzer, key: str, text: str) -> None:
    assert redacted(rules, text, key) == text


def _without(text: str, found: list) -> str:
    for entity in reversed(found):
        text = text[: entity.start] + text[entity.end :]
    return text

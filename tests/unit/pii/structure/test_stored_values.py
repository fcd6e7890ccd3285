"""Numbers and texts in another base, with a label, in every container; and numbers with a fraction of zeros."""

from __future__ import annotations

import json

import pytest

from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import redact

TEXT, NUMBER = b"536-22-1234", 536221234
FORMS = {
    "hex": hex(NUMBER),
    "octal": oct(NUMBER),
    "binary": bin(NUMBER),
    "binary of a short number": bin(78051120),
    "hex with a suffix": "0x4a6fb70L",
    "hex in groups": "0x1ff6_1c92",
    "Pascal": f"${NUMBER:X}",
    "Lisp": f"#x{NUMBER:x}",
    "Smalltalk": f"16r{NUMBER:X}",
    "Ada": f"16#{NUMBER:x}#",
    "Basic": f"&H{NUMBER:X}",
    "assembler": f"{NUMBER:X}h",
    "bytes of a number": f"x'{NUMBER:X}'",
    "text": f"0x{TEXT.hex()}",
    "text in capitals": f"0X{TEXT.hex().upper()}",
    "UTF-16": "0x" + TEXT.decode().encode("utf-16-le").hex(),
    "text as a number": str(int.from_bytes(TEXT, "big")),
    "text in octal": oct(int.from_bytes(TEXT, "big")),
}
CONTAINERS = {
    "a.txt": "ssn={}\n",
    "b.txt": "SSN: {}.\n",
    "a.json": '{{"id": 1, "ssn": "{}"}}',
    "b.json": '{{"a": "{{\\"ssn\\": \\"{}\\"}}"}}',
    "a.csv": "id,ssn,city\n1,{0},Leeds\n2,{0},York\n",
    "a.yaml": "ssn: {}\n",
    "a.xml": "<?xml version='1.0'?><p><ssn>{}</ssn></p>",
    "a.jsonl": '{{"ssn": "{0}"}}\n{{"ssn": "{0}"}}\n',
}
SHORT = (("account_number", "123456.0"), ("cvv", "123.0"), ("sort_code", "203344.0"), ("sort_code", "40004.0"))
CLEAN = (
    '{"address": "0x7ffe1c92a010", "offset": "$1FF61C92", "hash": "0x3533362d", "total": 123456.0, "rate": 12.0}',
    "jmp 1FF61C92h ; loads #x1FF61C92 at 0x1ff61c92UL, 26881177182939193218503460 in all",
)


@pytest.fixture(scope="module")
def rules() -> Analyzer:
    return Analyzer(network=lambda texts: [[] for _ in texts])


def redacted(rules: Analyzer, text: str, key: str, mode: Mode = Mode.MASK) -> str:
    return b"".join(redact([text.encode()], Redaction(mode=mode), key=key, analyzer=rules)).decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_value_in_another_base_goes(rules: Analyzer, form: str) -> None:
    for key, text in CONTAINERS.items():
        after = redacted(rules, text.format(FORMS[form]), key)
        assert FORMS[form] not in after, key
        if key.endswith("json"):
            json.loads(after)


def test_a_mask_in_hex_has_as_many_digits(rules: Analyzer) -> None:
    assert redacted(rules, f"ssn=0x{TEXT.hex()} ok\n", "a.txt") == f"ssn=0x{(b'*' * len(TEXT)).hex()} ok\n"


@pytest.mark.parametrize(("name", "value"), SHORT)
def test_a_short_number_with_a_fraction_goes(rules: Analyzer, name: str, value: str) -> None:
    for key, text in (
        ("a.json", f'{{"id": 4, "{name}": {value}}}'),
        ("b.json", f'{{"a": "{{\\"{name}\\": {value}}}"}}'),
        ("a.csv", f"id,{name},city\n1,{value},Leeds\n2,{value},York\n"),
        ("a.md", f"| id | {name} |\n|---|---|\n| 1 | {value} |\n"),
        ("a.yaml", f"{name}: {value}\n"),
    ):
        assert value not in redacted(rules, text, key), key


def test_a_postal_code_that_was_stored_as_a_number_belongs_to_its_street(rules: Analyzer) -> None:
    after = redacted(rules, "street,city,zip\n12 Main St,Boston,2134.0\n14 Oak Ave,Boston,2135.0\n", "a.csv")
    assert "2134" not in after
    assert "2135" not in after


@pytest.mark.parametrize("text", CLEAN)
def test_addresses_in_memory_and_amounts_stay(rules: Analyzer, text: str) -> None:
    assert redacted(rules, text, "a.txt") == text

"""The analyzer of windows: AWS's own case, fields, languages, networks, batches."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import spacy

from objectlambda.errors import InvalidSettings
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.entities import ENTITY_TYPES, NOTHING, Field
from objectlambda.pii.ner.networks import Tagged


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def spans(analyzer: Analyzer, text: str, **arguments: object) -> list[tuple[str, str]]:
    return [(str(e.type), text[e.start : e.end]) for e in analyzer.analyze(text, **arguments)]  # type: ignore[arg-type]


def record(*values: tuple[str, str]) -> tuple[str, list[Field]]:
    """A line of values and its fields."""
    text, fields = "", []
    for name, value in values:
        fields.append(Field(len(text), len(text) + len(value), name))
        text += value + ","
    return text[:-1] + "\n", fields


def masked(text: str, analyzer: Analyzer, types: set[str] | None = None) -> str:
    for entity in analyzer.analyze(text, entity_types=types):
        text = text[: entity.start] + "*" * (entity.end - entity.start) + text[entity.end :]
    return text


def test_masks_what_aws_masks(analyzer: Analyzer, reference_files: Path) -> None:
    cases = reference_files / "pii" / "aws-cases"
    text = (cases / "pii_input.txt").read_text("utf-8")
    assert masked(text, analyzer) == (cases / "pii_output.txt").read_text("utf-8")
    chosen = {"CREDIT_DEBIT_NUMBER", "BANK_ROUTING", "BANK_ACCOUNT_NUMBER", "EMAIL", "PASSWORD"}
    assert masked(text, analyzer, chosen) == (cases / "pii_bank_routing_redacted.txt").read_text("utf-8")
    assert masked(text, analyzer, {"USERNAME", "PASSWORD", "AWS_ACCESS_KEY"}) == text
    clean = (cases / "clean.txt").read_text("utf-8")
    assert analyzer.analyze(clean) == []


def test_titles_are_no_part_of_a_name(analyzer: Analyzer) -> None:
    assert spans(analyzer, "We spoke with Dr. Maria Sanchez yesterday.") == [("NAME", "Maria Sanchez")]


def test_a_name_in_an_address_is_part_of_the_address(analyzer: Analyzer) -> None:
    text = "Deliver to 12 John Adams Street, Springfield, IL 62701."
    assert spans(analyzer, text) == [("ADDRESS", "12 John Adams Street, Springfield, IL 62701")]


def test_fields_say_what_their_values_are(analyzer: Analyzer) -> None:
    text, fields = record(
        ("first_name", "Mary"), ("last_name", "Major"), ("userSSN", "123456789"), ("acct_no", "00123456"),
        ("pin", "4821"), ("dob", "19800131"), ("age", "41"), ("pwd", "correct horse"), ("licensePlate", "7ABC123"),
        ("order_id", "4111111111111111"), ("city", "Dayton"), ("state", "OH"), ("zip", "45402"), ("plan", "Jordan"),
    )  # fmt: skip
    assert spans(analyzer, text, fields=fields) == [
        ("NAME", "Mary"), ("NAME", "Major"), ("SSN", "123456789"), ("BANK_ACCOUNT_NUMBER", "00123456"),
        ("PIN", "4821"), ("DATE_TIME", "19800131"), ("AGE", "41"), ("PASSWORD", "correct horse"),
        ("LICENSE_PLATE", "7ABC123"), ("CREDIT_DEBIT_NUMBER", "4111111111111111"),
        ("ADDRESS", "Dayton"), ("ADDRESS", "OH"), ("ADDRESS", "45402"),
    ]  # fmt: skip


def test_a_type_that_the_format_gives_a_value_beats_what_its_form_says(analyzer: Analyzer) -> None:
    text = "0017|qxzt|206-555-0100|Call Ann Lee"
    fields = [Field(0, 4, "", "PIN"), Field(5, 9, "", "NAME"), Field(10, 22, "", NOTHING), Field(23, 35, "")]
    assert spans(analyzer, text, fields=fields) == [("PIN", "0017"), ("NAME", "qxzt"), ("NAME", "Ann Lee")]


def test_a_cell_is_no_context_of_the_next(analyzer: Analyzer) -> None:
    text, fields = record(("topic", "reset of PIN"), ("count", "4821"))
    assert spans(analyzer, text, fields=fields) == []


def test_the_same_column_name_is_a_person_among_people_and_a_product_among_goods(analyzer: Analyzer) -> None:
    people, people_fields = record(("name", "April Roth"), ("email", "april@example.com"))
    goods, goods_fields = record(("sku", "KB-12"), ("name", "April Rain"), ("price", "12.50"))
    assert ("NAME", "April Roth") in spans(analyzer, people, fields=people_fields)
    assert spans(analyzer, goods, fields=goods_fields) == []


def test_a_batch_gives_what_its_windows_give_alone(analyzer: Analyzer) -> None:
    record_text, fields = record(("customer", "Ann Lee"), ("note", "please call Bob Smith back about the lease"))
    texts = ["I am John Doe.", record_text, "", "Escribe a María Pérez, calle Mayor 3.", record_text]
    named = [[], fields, [], [], fields]
    together = analyzer.analyze_many(texts, fields=named)
    assert together == [analyzer.analyze(text, fields=own) for text, own in zip(texts, named, strict=True)]
    assert together == analyzer.analyze_many(texts, fields=named)


def test_entities_are_in_order_and_do_not_overlap(analyzer: Analyzer) -> None:
    text = "Jo Hart <jo.hart@example.com> https://example.com/?email=jo@example.com&ip=10.1.2.3 10 Hart Road, Leeds"
    found = analyzer.analyze(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert ("URL", "https://example.com/?email=jo@example.com&ip=10.1.2.3") in spans(analyzer, text)


def test_gives_the_types_asked_for_at_the_score_asked_for(analyzer: Analyzer) -> None:
    text = "Ann Lee, ssn 123-45-6789, card 4111 1111 1111 1111"
    assert spans(analyzer, text, entity_types={"SSN"}) == [("SSN", "123-45-6789")]
    assert analyzer.analyze(text, threshold=1.0) == []
    assert spans(analyzer, text, entity_types={"ALL"}) == spans(analyzer, text)


def test_stages_tell_what_rules_find_before_the_network_runs() -> None:
    asked: list[str] = []

    def network(texts: object) -> list[list[Tagged]]:
        asked.extend(texts)  # type: ignore[call-overload]
        return [[Tagged(0, 7, "NAME", 0.9)]]

    stages = Analyzer(network=network).stages("Ann Lee, ssn 123-45-6789")
    assert [entity.type for entity in next(stages)] == ["SSN"]
    assert asked == []
    assert [entity.type for entity in next(stages)] == ["NAME", "SSN"]


def test_does_not_ask_the_network_when_no_type_of_it_is_wanted() -> None:
    def network(texts: object) -> list[list[Tagged]]:
        raise AssertionError("the network was asked")

    assert spans(Analyzer(network=network), "pin 4821 of Ann", entity_types={"PIN"}) == [("PIN", "4821")]


@pytest.mark.parametrize("language_code", ["fr", "", "EN", "en-US"])
def test_refuses_a_language_it_cannot_read(analyzer: Analyzer, language_code: str) -> None:
    with pytest.raises(InvalidSettings, match="language_code"):
        analyzer.analyze("Jean Dupont", language_code=language_code)


def test_refuses_a_type_that_nothing_finds(analyzer: Analyzer) -> None:
    with pytest.raises(InvalidSettings, match="SHOE_SIZE"):
        analyzer.analyze("42", entity_types={"SHOE_SIZE"})


def test_any_spacy_pipeline_can_find_the_names(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "Zaphod"}, {"label": "GPE", "pattern": "Leeds"}]
    )
    nlp.to_disk(tmp_path / "pipeline")
    other = Analyzer(model=tmp_path / "pipeline")
    assert spans(other, "Zaphod of Leeds, pin 4821") == [("NAME", "Zaphod"), ("PIN", "4821")]


def test_refuses_a_pipeline_that_labels_no_persons(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "pipeline")
    with pytest.raises(InvalidSettings, match="labels no persons"):
        Analyzer(model=tmp_path / "pipeline")
    with pytest.raises(InvalidSettings, match="neither installed nor a folder"):
        Analyzer(model="no_such_pipeline")


def test_all_types_are_comprehends_without_recognizers_of_the_user(analyzer: Analyzer) -> None:
    assert analyzer.types == ENTITY_TYPES


def test_starts_without_the_network_and_within_its_memory() -> None:
    script = (
        "import socket\n"
        "def refuse(*args, **kwargs): raise AssertionError('a connection was opened')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from objectlambda.pii.detection.analyzer import Analyzer\n"
        "found = Analyzer().analyze('Jane Doe, jane@example.co.uk, 4111 1111 1111 1111, +44 20 7946 0958')\n"
        "assert len(found) == 4, found\n"
        # Not ru_maxrss, which begins with what the parent had when it forked.
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) < 350 * 1024

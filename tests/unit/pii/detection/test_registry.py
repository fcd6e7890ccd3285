"""Presidio as the frame: our recognizers in its registry and its engine, and a user's own beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from objectlambda.errors import InvalidSettings
from objectlambda.pii.detection.analyzer import Analyzer
from objectlambda.pii.detection.presidio import FramedRecognizer, default_registry
from objectlambda.pii.detection.registry import RULES, type_table
from objectlambda.pii.entities import ENTITY_TYPES, LANGUAGES
from objectlambda.pii.ner.networks import Tagged
from objectlambda.pii.rules.base import NumberRecognizer
from objectlambda.pii.rules.digit_parts import SHAPES

ADDED = """
supported_languages: [en, es]
recognizers:
  - name: project codes
    type: custom
    supported_entity: PROJECT
    supported_languages:
      - language: en
        context: [project]
      - language: es
    patterns:
      - {name: sure, regex: 'PRJ-\\d{4}', score: 0.6}
      - {name: weak, regex: '\\bX\\d{3}\\b', score: 0.3}
  - name: code names
    type: custom
    supported_entity: CODE_NAME
    supported_language: en
    deny_list: [Bluebird, Heron Two]
  - name: PlPeselRecognizer
    type: predefined
    supported_languages: [en]
"""


def no_names(texts: object) -> list[list[Tagged]]:
    return [[] for _ in texts]  # type: ignore[attr-defined]


@pytest.fixture
def added(tmp_path: Path) -> Analyzer:
    (tmp_path / "recognizers.yaml").write_text(ADDED)
    return Analyzer(recognizers_file=tmp_path / "recognizers.yaml", network=no_names)


class _NoEngine(NlpEngine):
    """An NLP engine without any model, as small as Presidio allows."""

    def load(self) -> None: ...
    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        import spacy

        return NlpArtifacts([], spacy.blank(language)(text), [], [], self, language)

    def process_batch(self, *args: object, **kwargs: object) -> object:
        raise NotImplementedError

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return list(LANGUAGES)


def test_our_recognizers_work_in_presidios_own_engine() -> None:
    engine = AnalyzerEngine(registry=default_registry(), nlp_engine=_NoEngine(), supported_languages=list(LANGUAGES))
    text = "card 4111 1111 1111 1111, teléfono 612 345 678"
    found = {(r.entity_type, text[r.start : r.end]) for r in engine.analyze(text, language="es")}
    assert ("CREDIT_DEBIT_NUMBER", "4111 1111 1111 1111") in found
    assert ("PHONE", "612 345 678") in found


def test_the_registry_holds_every_rule_in_every_language() -> None:
    registry = default_registry()
    for language in LANGUAGES:
        held = registry.get_recognizers(language=language, all_fields=True)
        assert {type(one.rule) for one in held if isinstance(one, FramedRecognizer)} == set(RULES)


def test_patterns_deny_lists_and_predefined_recognizers_come_from_a_file(added: Analyzer) -> None:
    text = "Bluebird met Heron Two, not Bluebirds, on PRJ-1234; PESEL 44051401359"
    found = [(e.type, text[e.start : e.end]) for e in added.analyze(text)]
    assert found == [
        ("CODE_NAME", "Bluebird"),
        ("CODE_NAME", "Heron Two"),
        ("PROJECT", "PRJ-1234"),
        ("PL_PESEL", "44051401359"),
    ]
    assert added.types == ENTITY_TYPES | {"CODE_NAME", "PROJECT", "PL_PESEL"}
    assert [e.type for e in added.analyze(text, entity_types={"PROJECT"})] == ["PROJECT"]


def test_a_context_word_lifts_a_weak_pattern_only_as_a_whole_word(added: Analyzer) -> None:
    assert [e.type for e in added.analyze("the project is X123")] == ["PROJECT"]
    assert added.analyze("he projected X123") == []
    assert added.analyze("el X123", language_code="es") == []


def test_a_users_own_recognizer_class_is_asked(added: Analyzer) -> None:
    class Shouting(EntityRecognizer):
        def load(self) -> None: ...

        def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> list[RecognizerResult]:
            return [RecognizerResult("SHOUT", 0, 2, 0.8)] if text.startswith("HO") and "SHOUT" in entities else []

    registry = default_registry()
    registry.add_recognizer(Shouting(supported_entities=["SHOUT"], supported_language="en"))
    found = Analyzer(registry, network=no_names).analyze("HO there")
    assert [(e.type, e.start, e.end, e.score) for e in found] == [("SHOUT", 0, 2, 0.8)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("recognizers: [", "cannot be read"),
        ("- 1", "no list called recognizers"),
        ("recognizers: [{name: NoSuchRecognizer, type: predefined}]", "not in Presidio's format"),
        (
            "recognizers: [{name: x, type: custom, supported_entity: X, supported_language: en,"
            " patterns: [{name: back, regex: '(a)\\1', score: 0.5}]}]",
            "linear time",
        ),
    ],
)
def test_refuses_a_file_it_cannot_use_and_says_why(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "recognizers.yaml"
    path.write_text(content)
    with pytest.raises(InvalidSettings, match=message):
        default_registry(path)


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="cannot be read"):
        default_registry(tmp_path / "missing.yaml")


def test_the_type_table_tells_of_every_type_how_it_is_found() -> None:
    rows = {row.type: row for row in type_table()}
    assert set(rows) == ENTITY_TYPES
    assert all(row.languages == ("en", "es") and row.how for row in rows.values())
    assert rows["CREDIT_DEBIT_NUMBER"].check == "Luhn"
    assert rows["NAME"].how.startswith("the trained pipeline; ")


def test_every_shape_a_rule_asks_for_is_one_that_is_looked_for() -> None:
    asked = {
        shape for rule in RULES if issubclass(rule, NumberRecognizer) for each in rule.RULES for shape in each.shapes
    }
    assert asked <= SHAPES


def test_presidio_still_finds_its_own_recognizers_by_name() -> None:
    # Presidio looks classes up by name among all that exist: ours must not stand in the way.
    stock = RecognizerRegistry()
    stock.load_predefined_recognizers(languages=["en"])
    assert {"PhoneRecognizer", "EmailRecognizer"} <= {type(one).__name__ for one in stock.recognizers}
    assert all(type(one).__module__.startswith("presidio_analyzer") for one in stock.recognizers)

"""Presidio as a frame: our recognizers in its registry and engine, and its own and users' recognizers beside ours.

Importing this imports Presidio and spaCy. The detector does so only where it is given a registry or a file of
recognizers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # no stubs among our dependencies
from presidio_analyzer import (
    EntityRecognizer,
    LocalRecognizer,
    PatternRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.recognizer_registry.recognizers_loader_utils import (
    PredefinedRecognizerNotFoundError,
    RecognizerListLoader,
)
from spacy.tokens import Doc
from spacy.vocab import Vocab

from objectlambda.errors import InvalidSettings
from objectlambda.pii.detection.registry import own_recognizers
from objectlambda.pii.entities import LANGUAGES, Entity
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.custom import LinearPatternRecognizer, with_context
from objectlambda.pii.rules.scan import Scan

_NO_TOKENS = Doc(Vocab())


class FramedRecognizer(LocalRecognizer):
    """One of our recognizers, ``rule``, as a recognizer of Presidio."""

    name: str

    def __init__(self, rule: WindowRecognizer) -> None:
        self.rule = rule
        super().__init__(
            supported_entities=rule.supported_entities, name=rule.name, supported_language=rule.supported_language
        )

    def load(self) -> None:
        """Loads nothing, since the rules are part of the class."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The entities of the wanted types, as Presidio's RecognizerResults."""
        del nlp_artifacts
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return [
            RecognizerResult(found.type, found.start, found.end, found.score, recognition_metadata=metadata)
            for found in self.rule.find(Scan(text))
            if found.type in entities
        ]


def default_registry(recognizers_file: str | Path | None = None) -> RecognizerRegistry:
    """A registry with our recognizers in every language and with those of ``recognizers_file``.

    The file is Presidio's recognizer registry configuration (YAML): deny lists, patterns with context, and
    predefined recognizers by name. Raises InvalidSettings if it cannot be read or names what does not exist.
    """
    recognizers: list[EntityRecognizer] = [FramedRecognizer(rule) for rule in own_recognizers()]
    if recognizers_file is not None:
        recognizers.extend(load_recognizers(recognizers_file))
    return RecognizerRegistry(recognizers=recognizers, supported_languages=list(LANGUAGES))


def load_recognizers(path: str | Path) -> list[EntityRecognizer]:
    """The recognizers that a YAML file in Presidio's format describes."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            configuration: Any = yaml.safe_load(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        said = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        raise InvalidSettings(f"the recognizers file {path} cannot be read: {said}") from error
    if not isinstance(configuration, dict) or not isinstance(configuration.get("recognizers"), list):
        raise InvalidSettings(f"the recognizers file {path} has no list called recognizers")
    try:
        loaded = list(
            RecognizerListLoader.get(
                configuration["recognizers"],
                configuration.get("supported_languages") or list(LANGUAGES),
                configuration.get("global_regex_flags", re.DOTALL | re.MULTILINE | re.IGNORECASE),
            )
        )
    except (PredefinedRecognizerNotFoundError, ValueError, TypeError, KeyError, AttributeError, re.error) as error:
        raise InvalidSettings(f"the recognizers file {path} is not in Presidio's format: {error}") from error
    return [LinearPatternRecognizer(one) if type(one) is PatternRecognizer else one for one in loaded]


def findings(recognizer: Any, scan: Scan, language_code: str) -> Iterator[Entity]:
    """The findings of a recognizer of a Presidio registry, whether it is ours, Presidio's or a user's."""
    if isinstance(recognizer, FramedRecognizer):
        yield from recognizer.rule.find(scan)
        return
    artifacts = NlpArtifacts(
        entities=[], tokens=_NO_TOKENS, tokens_indices=[], lemmas=[], nlp_engine=None, language=language_code
    )
    for result in recognizer.analyze(scan.text, recognizer.supported_entities, artifacts) or ():
        found = Entity(result.entity_type, result.start, result.end, result.score)
        yield with_context(recognizer, scan.text, found)

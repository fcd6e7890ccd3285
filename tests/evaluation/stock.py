"""Stock Presidio for comparison: its default registry and context enhancer around a given spaCy pipeline."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from unittest.mock import patch

import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NerModelConfiguration, NlpArtifacts, SpacyNlpEngine
from presidio_analyzer.recognizer_registry.recognizers_loader_utils import RecognizerListLoader
from spacy.language import Language
from spacy.tokens import Doc

from evaluation.scoring import Labelled

THRESHOLD = 0.4

TO_COMPREHEND = {
    "PERSON": "NAME",
    "LOCATION": "ADDRESS",
    "DATE_TIME": "DATE_TIME",
    "AGE": "AGE",
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CREDIT_DEBIT_NUMBER",
    "IBAN_CODE": "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
    "IP_ADDRESS": "IP_ADDRESS",
    "MAC_ADDRESS": "MAC_ADDRESS",
    "URL": "URL",
    "US_SSN": "SSN",
    "US_ITIN": "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER",
    "US_PASSPORT": "PASSPORT_NUMBER",
    "US_BANK_NUMBER": "BANK_ACCOUNT_NUMBER",
    "US_DRIVER_LICENSE": "DRIVER_ID",
    "ABA_ROUTING_NUMBER": "BANK_ROUTING",
    "UK_NHS": "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
    "UK_NINO": "UK_NATIONAL_INSURANCE_NUMBER",
    "CA_SIN": "CA_SOCIAL_INSURANCE_NUMBER",
    "IN_AADHAAR": "IN_AADHAAR",
    "IN_PAN": "IN_PERMANENT_ACCOUNT_NUMBER",
    "IN_VOTER": "IN_VOTER_NUMBER",
}
_NETWORK_LABELS = {
    "NAME": "PERSON",
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ADDRESS": "LOCATION",
    "LOC": "LOCATION",
    "LOCATION": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    "ORGANIZATION": "ORGANIZATION",
    "DATE": "DATE_TIME",
    "TIME": "DATE_TIME",
    "DATE_TIME": "DATE_TIME",
    "NORP": "NRP",
}


class _Around(SpacyNlpEngine):
    """Presidio's spaCy engine, given the loaded pipelines instead of names to download."""

    def __init__(self, pipelines: dict[str, Language]) -> None:
        super().__init__(
            models=[{"lang_code": code, "model_name": "given"} for code in pipelines],
            ner_model_configuration=NerModelConfiguration(model_to_presidio_entity_mapping=_NETWORK_LABELS),
        )
        self.nlp = dict(pipelines)  # type: ignore[assignment]  # Presidio leaves it unannotated, first None

    def load(self) -> None:
        """Nothing to load."""

    def _doc_to_nlp_artifact(self, doc: Doc, language: str) -> NlpArtifacts:
        """Lower-case words stand in for lemmas that a pipeline lacks: without any, stock context words never match."""
        for token in doc:
            if not token.lemma_:
                token.lemma_ = token.lower_
        return super()._doc_to_nlp_artifact(doc, language)


def _of_presidio(recognizer_name: str) -> type[EntityRecognizer]:
    found: type[EntityRecognizer] = getattr(predefined_recognizers, recognizer_name)
    return found


def stock_presidio(pipeline: Language) -> Callable[..., Sequence[Labelled]]:
    """A function (text, language code, file name) -> spans under Comprehend's type names; what has none is neutral."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    # Its URL recognizer would fetch the list of suffixes; the bundled snapshot answers the same without a network.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.tldextract.TLDExtract(suffix_list_urls=())
    languages = ["en", "es"]
    engine = _Around(dict.fromkeys(languages, pipeline))
    registry = RecognizerRegistry(supported_languages=languages)
    # Presidio finds its recognizers by class name among all that were ever defined, ours included.
    with patch.object(RecognizerListLoader, "get_existing_recognizer_cls", _of_presidio):
        registry.load_predefined_recognizers(languages=languages, nlp_engine=engine)
    analyzer = AnalyzerEngine(
        registry=registry, nlp_engine=engine, supported_languages=languages, default_score_threshold=THRESHOLD
    )

    def detect(text: str, language_code: str, _name: str = "") -> Sequence[Labelled]:
        found = analyzer.analyze(text=text, language=language_code)
        return [Labelled(r.start, r.end, TO_COMPREHEND.get(r.entity_type, f"OTHER:{r.entity_type}")) for r in found]

    return detect

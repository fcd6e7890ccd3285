"""The registry of recognizers: ours and those of a user's YAML file; and the table of types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # no stubs among our dependencies
from presidio_analyzer import EntityRecognizer, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.recognizer_registry.recognizers_loader_utils import (
    PredefinedRecognizerNotFoundError,
    RecognizerListLoader,
)

from objectlambda.errors import InvalidSettings
from objectlambda.pii.entities import ENTITY_TYPES, LANGUAGES, NETWORK_TYPES
from objectlambda.pii.rules.address_fields import AddressFieldRecognizer
from objectlambda.pii.rules.address_tails import AddressTailRecognizer
from objectlambda.pii.rules.addresses import StreetRecognizer
from objectlambda.pii.rules.ages import AgeRecognizer
from objectlambda.pii.rules.appositions import AppositionRecognizer
from objectlambda.pii.rules.bank import (
    BankAccountRecognizer,
    IbanNumberRecognizer,
    PinRecognizer,
    RoutingRecognizer,
    SwiftRecognizer,
)
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.cards import (
    CardExpiryRecognizer,
    CardNumberRecognizer,
    CardVerificationRecognizer,
)
from objectlambda.pii.rules.clauses import ClauseRecognizer
from objectlambda.pii.rules.contact_lines import ContactLineRecognizer
from objectlambda.pii.rules.credentials import (
    AwsKeyRecognizer,
    PasswordRecognizer,
    SpokenPasswordRecognizer,
)
from objectlambda.pii.rules.custom import LinearPatternRecognizer
from objectlambda.pii.rules.dates import DateTimeRecognizer
from objectlambda.pii.rules.documents import (
    DriverIdRecognizer,
    LicenseRecognizer,
    PassportRecognizer,
    UkDriverIdRecognizer,
)
from objectlambda.pii.rules.field_names import FieldNameRecognizer
from objectlambda.pii.rules.handles import HandleRecognizer
from objectlambda.pii.rules.internet import (
    IpAddressRecognizer,
    MacRecognizer,
    WebAddressRecognizer,
)
from objectlambda.pii.rules.last_four import LastFourRecognizer
from objectlambda.pii.rules.login_phrases import LoginPhraseRecognizer
from objectlambda.pii.rules.login_places import LoginPlaceRecognizer
from objectlambda.pii.rules.mail import EmailAddressRecognizer
from objectlambda.pii.rules.name_labels import NameLabelRecognizer
from objectlambda.pii.rules.national import (
    AadhaarRecognizer,
    CaHealthRecognizer,
    ItinRecognizer,
    LetteredRecognizer,
    NhsNumberRecognizer,
    SinRecognizer,
    SsnRecognizer,
    UtrRecognizer,
)
from objectlambda.pii.rules.phones import PhoneNumberRecognizer
from objectlambda.pii.rules.usernames import AccountNameRecognizer, UsernameRecognizer
from objectlambda.pii.rules.vehicles import PlateRecognizer, RegistrationRecognizer, VinRecognizer

RULES: tuple[type[WindowRecognizer], ...] = (
    EmailAddressRecognizer,
    WebAddressRecognizer,
    AwsKeyRecognizer,
    IbanNumberRecognizer,
    CardNumberRecognizer,
    SsnRecognizer,
    ItinRecognizer,
    PhoneNumberRecognizer,
    IpAddressRecognizer,
    MacRecognizer,
    LastFourRecognizer,
    CardVerificationRecognizer,
    CardExpiryRecognizer,
    BankAccountRecognizer,
    RoutingRecognizer,
    PinRecognizer,
    SwiftRecognizer,
    SinRecognizer,
    CaHealthRecognizer,
    NhsNumberRecognizer,
    UtrRecognizer,
    AadhaarRecognizer,
    LetteredRecognizer,
    PassportRecognizer,
    DriverIdRecognizer,
    UkDriverIdRecognizer,
    LicenseRecognizer,
    PlateRecognizer,
    RegistrationRecognizer,
    VinRecognizer,
    PasswordRecognizer,
    SpokenPasswordRecognizer,
    UsernameRecognizer,
    AccountNameRecognizer,
    LoginPhraseRecognizer,
    LoginPlaceRecognizer,
    AddressTailRecognizer,
    ContactLineRecognizer,
    NameLabelRecognizer,
    AppositionRecognizer,
    HandleRecognizer,
    DateTimeRecognizer,
    AgeRecognizer,
    StreetRecognizer,
    AddressFieldRecognizer,
    ClauseRecognizer,
    FieldNameRecognizer,
)
"""Our recognizers, the surest and cheapest first, since ``contains`` may stop at the first finding."""


def default_registry(recognizers_file: str | Path | None = None) -> RecognizerRegistry:
    """A registry with our recognizers in every language and with those of ``recognizers_file``.

    The file is Presidio's recognizer registry configuration (YAML): deny lists, patterns with context, and
    predefined recognizers by name. Raises InvalidSettings if it cannot be read or names what does not exist.
    """
    recognizers: list[EntityRecognizer] = [rule(language) for language in LANGUAGES for rule in RULES]
    if recognizers_file is not None:
        recognizers.extend(load_recognizers(recognizers_file))
    return RecognizerRegistry(recognizers=recognizers, supported_languages=list(LANGUAGES))


def load_recognizers(path: str | Path) -> list[EntityRecognizer]:
    """The recognizers that a YAML file in Presidio's format describes."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            configuration: Any = yaml.safe_load(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidSettings(f"the recognizers file {path} cannot be read: {error}") from error
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One line of the type table: the type, the languages, how it is found, and its check."""

    type: str
    languages: tuple[str, ...]
    how: str
    check: str


def type_table(registry: RecognizerRegistry | None = None) -> Iterator[TypeRow]:
    """How each of Comprehend's types is found, and each type of a user's recognizers."""
    recognizers = list((registry or _default()).recognizers)
    types = sorted(ENTITY_TYPES) + sorted(
        {entity for recognizer in recognizers for entity in recognizer.supported_entities} - ENTITY_TYPES
    )
    for entity_type in types:
        found_by = [recognizer for recognizer in recognizers if entity_type in recognizer.supported_entities]
        languages = tuple(sorted({recognizer.supported_language for recognizer in found_by}))
        how = ["the trained pipeline"] if entity_type in NETWORK_TYPES else []
        how.extend(_how(recognizer, entity_type) for recognizer in found_by)
        checks = [getattr(recognizer, "CHECK", "") for recognizer in found_by]
        yield TypeRow(
            type=entity_type,
            languages=languages,
            how="; ".join(dict.fromkeys(how)),
            check="; ".join(filter(None, dict.fromkeys(checks))),
        )


def _how(recognizer: EntityRecognizer, entity_type: str) -> str:
    told = getattr(recognizer, "HOW", type(recognizer).__name__)
    return str(told if isinstance(told, str) else told[entity_type])


@cache  # recognizers are never changed once they are made: threads may share them
def _default() -> RecognizerRegistry:
    return default_registry()

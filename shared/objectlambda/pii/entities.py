"""The vocabulary of the detector: Comprehend's 36 entity types, entities, and fields with their values.

Names, spans and scores follow Amazon Comprehend's ``PiiEntity`` (API_PiiEntity.html), so that settings and programs for
Comprehend can be used without changes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from objectlambda.errors import InvalidSettings


class EntityType(StrEnum):
    """The 36 values of Comprehend's ``PiiEntityType``, without the filter value ``ALL``."""

    ADDRESS = "ADDRESS"
    AGE = "AGE"
    AWS_ACCESS_KEY = "AWS_ACCESS_KEY"
    AWS_SECRET_KEY = "AWS_SECRET_KEY"  # noqa: S105 - the name of a type
    BANK_ACCOUNT_NUMBER = "BANK_ACCOUNT_NUMBER"
    BANK_ROUTING = "BANK_ROUTING"
    CA_HEALTH_NUMBER = "CA_HEALTH_NUMBER"
    CA_SOCIAL_INSURANCE_NUMBER = "CA_SOCIAL_INSURANCE_NUMBER"
    CREDIT_DEBIT_CVV = "CREDIT_DEBIT_CVV"
    CREDIT_DEBIT_EXPIRY = "CREDIT_DEBIT_EXPIRY"
    CREDIT_DEBIT_NUMBER = "CREDIT_DEBIT_NUMBER"
    DATE_TIME = "DATE_TIME"
    DRIVER_ID = "DRIVER_ID"
    EMAIL = "EMAIL"
    IN_AADHAAR = "IN_AADHAAR"
    IN_NREGA = "IN_NREGA"
    IN_PERMANENT_ACCOUNT_NUMBER = "IN_PERMANENT_ACCOUNT_NUMBER"
    IN_VOTER_NUMBER = "IN_VOTER_NUMBER"
    INTERNATIONAL_BANK_ACCOUNT_NUMBER = "INTERNATIONAL_BANK_ACCOUNT_NUMBER"
    IP_ADDRESS = "IP_ADDRESS"
    LICENSE_PLATE = "LICENSE_PLATE"
    MAC_ADDRESS = "MAC_ADDRESS"
    NAME = "NAME"
    PASSPORT_NUMBER = "PASSPORT_NUMBER"
    PASSWORD = "PASSWORD"  # noqa: S105 - the name of a type
    PHONE = "PHONE"
    PIN = "PIN"
    SSN = "SSN"
    SWIFT_CODE = "SWIFT_CODE"
    UK_NATIONAL_HEALTH_SERVICE_NUMBER = "UK_NATIONAL_HEALTH_SERVICE_NUMBER"
    UK_NATIONAL_INSURANCE_NUMBER = "UK_NATIONAL_INSURANCE_NUMBER"
    UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER = "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER"
    URL = "URL"
    US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER = "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER"
    USERNAME = "USERNAME"
    VEHICLE_IDENTIFICATION_NUMBER = "VEHICLE_IDENTIFICATION_NUMBER"


ENTITY_TYPES: frozenset[str] = frozenset(EntityType)

NETWORK_TYPES: frozenset[str] = frozenset({EntityType.NAME, EntityType.ADDRESS})
"""The types that need the trained pipeline; every other type is found by rules."""

LANGUAGES: dict[str, frozenset[str]] = {"en": ENTITY_TYPES, "es": ENTITY_TYPES}
"""The types that can be found, by language code; the languages are Comprehend's two."""


class Entity(NamedTuple):
    """One piece of personal data: ``text[start:end]`` is a ``type``, with a ``score`` from 0 to 1.

    ``start`` and ``end`` count characters, ``end`` exclusive. ``type`` is one of :class:`EntityType`, an identifier
    beside them, or a type of a user's recognizer. ``plain`` says that it was found in the text as it stands, although
    that also decodes to something else, or in a value that stands there in pieces. ``part`` says that it is one of
    several pieces of a value, or a code for it.

    It is a tuple, because full tables have millions of them.
    """

    type: str
    start: int
    end: int
    score: float
    plain: bool = False
    part: bool = False

    def __repr__(self) -> str:
        return f"Entity(type={self.type!r}, start={self.start}, end={self.end}, score={self.score})"


NOTHING = "-"
"""The ``Field.type`` of a value that its format declares not to be personal data: a status code, a count."""


class Field(NamedTuple):
    """``text[start:end]`` is the value of a field called ``name``.

    The name is a JSON key, a CSV column's header, an XML tag, a SQL column or an environment variable, spelt as in the
    text; recognizers fold its case and split it into words.

    ``type`` is the entity type that the format's specification gives the value (the patient's name in an HL7 message,
    the client's address in an access log). It is ``NOTHING`` if the value is not personal data by its specification,
    and empty if the value is read like any text. A lexer that types one value of a window must return every stretch
    that may hold personal data as a field, because the network then does not read text outside of fields.

    It is a tuple, because tables have millions of them.
    """

    start: int
    end: int
    name: str
    type: str = ""


new_entity: Callable[[tuple[str, int, int, float, bool, bool]], Entity] = partial(tuple.__new__, Entity)
new_field: Callable[[tuple[int, int, str, str]], Field] = partial(tuple.__new__, Field)
"""What ``Entity(…)`` and ``Field(…)`` make of all their parts, in two thirds of the time: tables have many cells."""


def check_language(language_code: str) -> str:
    """Returns ``language_code`` if text in that language can be analyzed; raises InvalidSettings otherwise."""
    if language_code not in LANGUAGES:
        raise InvalidSettings(
            f"language_code is {language_code!r}; personal data is found in {' and '.join(LANGUAGES)} only"
        )
    return language_code

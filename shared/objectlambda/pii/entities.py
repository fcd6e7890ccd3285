"""What a detector speaks of: Comprehend's 36 entity types, an entity found, a field and its value.

Names, spans and scores follow Amazon Comprehend's ``PiiEntity`` (API_PiiEntity.html), so that settings and
results written for Comprehend can be used as they are.
"""

from __future__ import annotations

from enum import StrEnum
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
"""The types that only the trained pipeline can find; every other type is found by rules."""

LANGUAGES: dict[str, frozenset[str]] = {"en": ENTITY_TYPES, "es": ENTITY_TYPES}
"""The types that can be found, by language code: Comprehend's two languages."""


class Entity(NamedTuple):
    """One piece of personal data: ``text[start:end]`` is a ``type``, with a ``score`` from 0 to 1.

    ``start`` and ``end`` count characters, ``end`` exclusive. ``type`` is one of :class:`EntityType`, or the
    name that a user's own recognizer gives. It is ``plain`` if it was found in the text as it stands, though that also
    decodes to something else.

    A tuple, because full tables make millions of them.
    """

    type: str
    start: int
    end: int
    score: float
    plain: bool = False

    def __repr__(self) -> str:
        return f"Entity(type={self.type!r}, start={self.start}, end={self.end}, score={self.score})"


NOTHING = "-"
"""The ``Field.type`` of a value of which its format says that it is no personal data: a status code, a count."""


class Field(NamedTuple):
    """``text[start:end]`` is the value of a field called ``name``.

    The name is a JSON key, a CSV column's header, an XML tag, a SQL column or an environment variable, as it
    stands in the text: recognizers fold its case and split it into words themselves.

    ``type`` is the entity type that a format's specification gives the value (the patient's name in an HL7 message,
    the client's address in an access log), ``NOTHING`` where it says that the value is no personal data, and empty
    where the value is read like any text. A lexer that types one value of a window gives every stretch of it that
    may hold personal data as a field, too: text outside the fields is not read by the network then.

    A tuple, because tables make millions of them.
    """

    start: int
    end: int
    name: str
    type: str = ""


def check_language(language_code: str) -> str:
    """``language_code`` if text in it can be analyzed; raises InvalidSettings otherwise."""
    if language_code not in LANGUAGES:
        raise InvalidSettings(
            f"language_code is {language_code!r}; personal data is found in {' and '.join(LANGUAGES)} only"
        )
    return language_code

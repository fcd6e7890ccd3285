"""The types that can be asked for: Comprehend's, the identifiers beside them, and those of a user's recognizers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from objectlambda.errors import InvalidSettings, did_you_mean
from objectlambda.pii.entities import ENTITY_TYPES, EntityType
from objectlambda.pii.identifiers import identifiers

SURE_IN_KEYS = frozenset(
    {
        EntityType.AWS_ACCESS_KEY,
        EntityType.CREDIT_DEBIT_NUMBER,
        EntityType.EMAIL,
        EntityType.INTERNATIONAL_BANK_ACCOUNT_NUMBER,
        EntityType.SSN,
    }
)
"""Comprehend's types of which the form alone says what they are: only they count in keys, tags and names."""


def expand_types(entity_types: Iterable[str], *, extra: Iterable[str] = ()) -> frozenset[str]:
    """The set of ``entity_types``, with ``ALL`` spelt out.

    ``ALL`` stands for Comprehend's types and ``extra``, the types of recognizers that a user has added; the identifiers
    of ``objectlambda.pii.identifiers`` have to be named, beside ``ALL`` or without it. Raises InvalidSettings for a
    name that no recognizer has.
    """
    wanted = frozenset(entity_types)
    every = ENTITY_TYPES | frozenset(extra)
    known = every | identifiers().keys()
    if unknown := sorted(wanted - known - {"ALL"}):
        raise InvalidSettings(
            f"entity types {', '.join(unknown)} are unknown{_meant(unknown[0], known)}; "
            f"known are {', '.join(sorted(known))}"
        )
    return every | (wanted - {"ALL"}) if "ALL" in wanted else wanted


def is_type(name: str) -> bool:
    """Whether ``name`` is one of Comprehend's types or of the identifiers: what stands in a redaction's ``[NAME]``."""
    return name in ENTITY_TYPES or name in identifiers()


def is_sure_in_keys(entity_type: str) -> bool:
    """Whether values of that type count in keys, tags and names: those of identifiers prove themselves, too."""
    return entity_type in SURE_IN_KEYS or entity_type in identifiers()


def sure_types(wanted: Collection[str] | None) -> frozenset[str]:
    """Those of the types ``wanted`` (``None`` for all) that count in names which a program gave, such as a font's."""
    return SURE_IN_KEYS if wanted is None else frozenset(filter(is_sure_in_keys, wanted))


def _meant(word: str, known: Iterable[str]) -> str:
    """The hint at the type that ``word`` looks like; a type of a country may be named without the country."""
    whole = next((name for name in sorted(known) if name.endswith(f"_{word.upper()}")), word)
    return did_you_mean(whole, known)

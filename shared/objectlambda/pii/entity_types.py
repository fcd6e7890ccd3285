"""The types that a setting may name: Comprehend's, the identifiers beside them, and those of a user's recognizers."""

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
"""Comprehend's types whose form alone proves them; only these count in keys, tags and names."""


def expand_types(entity_types: Iterable[str], *, extra: Iterable[str] = ()) -> frozenset[str]:
    """The set of ``entity_types``, with ``ALL`` expanded.

    A text may name several, commas between.

    ``ALL`` stands for Comprehend's types and for ``extra``, the types of a user's recognizers. The identifiers of
    ``objectlambda.pii.identifiers`` have to be named, with or without ``ALL``. Raises InvalidSettings for an unknown
    name.
    """
    if isinstance(entity_types, str):
        entity_types = [name.strip() for name in entity_types.split(",") if name.strip()]
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
    """Whether ``name`` is one of Comprehend's types or an identifier, as in a placeholder ``[NAME]``."""
    return name in ENTITY_TYPES or name in identifiers()


def is_sure_in_keys(entity_type: str) -> bool:
    """Whether values of that type count in keys, tags and names; identifiers do, since check digits prove them."""
    return entity_type in SURE_IN_KEYS or entity_type in identifiers()


def sure_types(wanted: Collection[str] | None) -> frozenset[str]:
    """The types among ``wanted`` (``None`` for all) that count in names which programs give, such as a font's."""
    return SURE_IN_KEYS if wanted is None else frozenset(filter(is_sure_in_keys, wanted))


def _meant(word: str, known: Iterable[str]) -> str:
    """A hint at the type that ``word`` resembles; the country may be missing in ``word``."""
    whole = next((name for name in sorted(known) if name.endswith(f"_{word.upper()}")), word)
    return did_you_mean(whole, known)

"""Sets of words written as one text, which is easier to read and compare than a list of quoted words."""

from __future__ import annotations

LABELS_BEHIND_NAMES = "SSN|DOB|ID|MRN|NIF|DNI|TEL"
"""The labels of the next value that stand behind a name in forms: "Ida Kemp SSN 400-11-9876"; a part of patterns."""


def words(text: str) -> frozenset[str]:
    """The words of ``text``, separated by white space."""
    return frozenset(text.split())


def byte_words(text: str) -> frozenset[bytes]:
    """The words of ``text`` in ASCII, to match a shadow."""
    return frozenset(text.encode().split())


TITLES = words(
    """
    smt shri sri kum dr sir mr mrs ms miss prof rev dame lady lord hon fr sr sra srta sres dra don doña dña dn
    ilmo ilma excmo excma lic licda licdo ing arq mtro mtra abg abog cr cra cdor esc procurador procuradora
    letrado letrada señor señora
    """
)
"""Titles before names, in lower case without full stops."""
OPENERS = words(
    """
    Mum Dad Mom Nan Gran Nana Grandma Grandpa He She It We You They This That Who One All Any And But Not Now Then Yes
    No Ta Do
    """
)
"""Short words that open sentences."""


def words_of(text: str, shadow: bytes, start: int, end: int) -> list[str]:
    """The words of ``text[start:end]``, cut where its ``shadow`` has blanks, which stand for blanks of any kind."""
    found: list[str] = []
    for word in shadow[start:end].split(b" "):
        found.append(text[start : start + len(word)])
        start += len(word) + 1
    return found

"""Sets of words written as one text, which reads and compares better than a list of quoted words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, which white space separates."""
    return frozenset(text.split())


def byte_words(text: str) -> frozenset[bytes]:
    """The words of ``text`` as ASCII, for matching in a shadow."""
    return frozenset(text.encode().split())

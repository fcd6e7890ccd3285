"""Sets of words written as one text, which is easier to read and compare than a list of quoted words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, separated by white space."""
    return frozenset(text.split())


def byte_words(text: str) -> frozenset[bytes]:
    """The words of ``text`` in ASCII, to match a shadow."""
    return frozenset(text.encode().split())

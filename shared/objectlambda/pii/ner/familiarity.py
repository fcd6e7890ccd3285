"""How well names are known: the network's own lists hold 200,000 first names and surnames of many languages.

A capitalised word that no list holds is as often a star, a program, a dish or an abbreviation as a person; the
network's score does not tell them apart. Such a word needs evidence, see :mod:`objectlambda.pii.ner.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from objectlambda.pii.ner.features import Lexicon
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES, LOWER_WORDS, is_only_first_name

UNKNOWN, RARE, KNOWN = range(3)
"""No list holds any word of a name; only the long list of surnames does; one of first names or usual surnames does."""

_RARE_SURNAMES = np.uint16(8)
_NAMES = np.uint16(7)
"""The bits of the lists in the order of ``layers/pii-model/gazetteers.py``: first names, usual surnames, surnames."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIRST_UNLISTED = "\u0250"
"""From here on letters are not Latin; the lists hold Latin ones only."""


def familiarities(lexicon: Lexicon, names: Sequence[str]) -> list[int]:
    """For each of ``names`` how well the best known word of it is known."""
    words = [_WORD.findall(name.lower()) for name in names]
    asked = list({word for found in words if FIRST_NAMES.isdisjoint(found) for word in found})
    if not asked:
        return [KNOWN] * len(names)
    bits = lexicon.listed(asked)
    levels = np.where(bits & _NAMES, KNOWN, np.where(bits & _RARE_SURNAMES, RARE, UNKNOWN)).tolist()
    level = dict(zip(asked, levels, strict=True))
    return [
        max((level.get(word, KNOWN) for word in found), default=KNOWN)
        if name.isascii() or max(name) < _FIRST_UNLISTED
        else KNOWN
        for name, found in zip(names, words, strict=True)
    ]


_LETTERS_APART = re.compile(r"\W*[a-z](?:\W+[a-z])+\W*")


def is_scrap(value: str) -> bool:
    """Whether ``value`` in lower case is too short for a name and not a common one, or letters apart: "nil", "k.j"."""
    return (len(value) < 4 and value not in FIRST_NAMES) or _LETTERS_APART.fullmatch(value) is not None


def is_given(word: str) -> bool:
    """Whether a word in lower case is a given name and seldom another word."""
    plain = fold(word).decode()
    return plain not in LOWER_WORDS and is_only_first_name(plain)

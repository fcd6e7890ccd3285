"""How well names are known: the network's own lists hold 200,000 first names and surnames of many languages.

A capitalised word that no list holds is as often a star, a program, a dish or an abbreviation as a person; the
network's score does not tell them apart. Such a word needs evidence, see :mod:`objectlambda.pii.ner.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from objectlambda.pii.ner.features import Lexicon
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.first_names import FIRST_NAMES, LOWER_WORDS, is_only_first_name

UNKNOWN, RARE, KNOWN, GIVEN = range(4)
"""No list holds any word of a name; only the long list of surnames does; one of first names or usual surnames does; one
of first names holds its first word."""

_RARE_SURNAMES = np.uint16(8)
_NAMES, _FIRST_NAMES = np.uint16(7), np.uint16(3)
"""The bits of the lists in the order of ``layers/pii-model/gazetteers.py``: first names, usual surnames, surnames."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIRST_UNLISTED = "\u0250"
"""From here on letters are not Latin; the lists hold Latin ones only."""


def familiarities(lexicon: Lexicon, names: Sequence[str]) -> list[int]:
    """For each of ``names`` how well the best known word of it is known."""
    words = [_WORD.findall(name.lower()) for name in names]
    firsts = {found[0] for found in words if found}
    asked = list({*firsts, *(word for found in words if FIRST_NAMES.isdisjoint(found) for word in found)})
    if not asked:
        return [KNOWN] * len(names)
    bits = lexicon.listed(asked)
    levels = np.where(bits & _NAMES, KNOWN, np.where(bits & _RARE_SURNAMES, RARE, UNKNOWN)).tolist()
    level = dict(zip(asked, levels, strict=True))
    given = {word for word, listed in zip(asked, (bits & _FIRST_NAMES).tolist(), strict=True) if listed}
    return [_familiarity(name, found, level, given) for name, found in zip(names, words, strict=True)]


def _familiarity(name: str, found: Sequence[str], level: Mapping[str, int], given: Collection[str]) -> int:
    """How well ``name`` with the words ``found`` is known; a name that is not Latin is."""
    if not found or not (name.isascii() or max(name) < _FIRST_UNLISTED):
        return KNOWN
    if found[0] in given:
        return GIVEN
    return KNOWN if not FIRST_NAMES.isdisjoint(found) else max(level[word] for word in found)


_LETTERS_APART = re.compile(r"\W*[a-z](?:\W+[a-z])+\W*")


def is_scrap(value: str) -> bool:
    """Whether ``value`` in lower case is too short for a name and not a common one, or letters apart: "nil", "k.j"."""
    return (len(value) < 4 and value not in FIRST_NAMES) or _LETTERS_APART.fullmatch(value) is not None


def is_given(word: str) -> bool:
    """Whether a word in lower case is a given name and seldom another word."""
    plain = fold(word).decode()
    return plain not in LOWER_WORDS and is_only_first_name(plain)

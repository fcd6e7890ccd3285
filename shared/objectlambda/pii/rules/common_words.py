"""Words that are not names, in English, Spanish and neighbouring languages: "Sales Manager", "Hoja", "Einheit".

``layers/pii-model/common_words.py`` writes the list from the training corpora and a list by topic.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from objectlambda.pii.rules.ascii_shadow import fold

_COMMON, _SURNAMES = (
    frozenset(line.split()) for line in Path(__file__).with_suffix(".txt").read_text("ascii").splitlines()
)
"""Words that are not names, and those of them that are also surnames."""
_WORD = re.compile(r"[a-z]{3,}")
_DOT = "\u0307"
"""What the Turkish capital I with a dot leaves in lower case."""
_LONGEST = 120
"""Characters of a value that is remembered."""
_TELLING = 4
"""The least length of a word that alone shows that a value is not a name; shorter words are names somewhere."""


def is_common(value: str) -> bool:
    """Whether ``value`` consists of words that are not names, at least one of which is not a surname."""
    return _is_common(value) if len(value) <= _LONGEST else _consists_of_common(value)


def is_listed(word: str) -> bool:
    """Whether a word in lower case, of three letters or more, is a common one and no surname."""
    return word in _COMMON


def is_common_surname(word: str) -> bool:
    """Whether a word in lower case is a common one and a surname."""
    return word in _SURNAMES


@lru_cache(maxsize=4096)  # threads share it: the result depends on the value alone, and the table locks itself
def _is_common(value: str) -> bool:
    return _consists_of_common(value)


def _consists_of_common(value: str) -> bool:
    plain = value.lower()
    found = _WORD.findall(plain if plain.isascii() else fold(plain.replace(_DOT, "")).decode())
    telling = False
    for word in found:
        if word in _COMMON:
            telling = telling or len(word) >= _TELLING
        elif len(found) == 1 or word not in _SURNAMES:
            return False
    return telling

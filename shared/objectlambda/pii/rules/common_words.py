"""Words that are no names, in English, Spanish and the languages around them: "Sales Manager", "Hoja", "Einheit".

The list is written by ``layers/pii-model/common_words.py`` from the training corpora and a list by topic.
"""

from __future__ import annotations

import re
from pathlib import Path

from objectlambda.pii.rules.ascii_shadow import folded

_COMMON, _SURNAMES = (
    frozenset(line.split()) for line in Path(__file__).with_suffix(".txt").read_text("ascii").splitlines()
)
"""Words that are no names, and words that are surnames, too."""
_WORD = re.compile(rb"[a-z]{3,}")
_DOT = "\u0307"
"""What the Turkish capital I with a dot leaves behind in lower case."""
_TELLING = 4
"""Letters of the shortest word that tells by itself that a value is no name: shorter ones are names elsewhere."""


def is_common(value: str) -> bool:
    """Whether ``value`` is made of words that name no person, one of which is no surname."""
    found = [word.decode() for word in _WORD.findall(folded(value.lower().replace(_DOT, "")))]
    return any(len(word) >= _TELLING and word in _COMMON for word in found) and all(
        word in _COMMON or (len(found) > 1 and word in _SURNAMES) for word in found
    )

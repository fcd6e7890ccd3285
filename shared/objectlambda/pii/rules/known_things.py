"""Words that are brands, programs, places and cries more often than persons: "Komatsu", "Patroni", "Ludlow", "Blimey".

The network takes them for names, because some are rare surnames and others stand in no list. As a single word one of
them is a name only where something else shows it: a title, a full name elsewhere, a known name beside it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.first_names import FIRST_NAMES
from objectlambda.pii.rules.words import words

_PARTICLES = words("de del la las los el y e i da do das dos di du van von der den le les du")
_WORD = re.compile(r"[^\W\d_]+")


@cache  # of a file that never changes: threads may share it; read when the first guess comes, for a quick start
def _things() -> frozenset[str]:
    text = Path(__file__).with_suffix(".txt").read_text("ascii")
    return frozenset(word for line in text.splitlines() if line[:1] != "#" for word in line.split()) - FIRST_NAMES


@lru_cache(maxsize=4096)  # threads share it: the result depends on the value alone, and the table locks itself
def are_things(value: str) -> bool:
    """Whether each word of ``value`` is a known thing, beside particles and common words: "Kubota", "Le Creuset"."""
    things = _things()
    parts = [fold(word.lower()).decode() for word in _WORD.findall(value)]
    if things.isdisjoint(parts):
        return False
    return all(part in things or part in _PARTICLES or is_common(part) for part in parts)

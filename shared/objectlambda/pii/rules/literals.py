"""Tells whether a window holds a string of bytes, many times as fast as ``in`` where the string has a rare byte.

``in`` compares at every place for strings of two or three bytes, which takes up to 80 microseconds for a window: as
long as two scans by RE2. Here the rarest byte is sought first, which most windows do not hold, and then the string
from that byte on, by RE2, which skips from one of these bytes to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import re2

from objectlambda.pii.rules.context import linear

_UNANCHORED = re2._Anchor.UNANCHORED
_FROM_COMMON = b" etaoinsrhldcumfpgwybv,.\n-TSACIMBPRDEHkNWLFG0123\"'/:()=_456789OUVJKYxjqzXQZ"
"""Bytes of texts, the most common ones first; all others are rare."""
_RANK = {byte: rank for rank, byte in enumerate(_FROM_COMMON)}


class _Sought(NamedTuple):
    rarest: bytes
    find: Any
    whole: bool


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _prepare(sought: bytes) -> _Sought:
    ranks = [_RANK.get(byte, len(_RANK)) for byte in sought]
    rarest, at = ranks.index(max(ranks)), ranks.index(max(ranks[:-1] or ranks))  # RE2 wants two bytes
    return _Sought(sought[rarest : rarest + 1], linear(re.escape(sought[at:]))._regexp.Match, at == 0)


def has(subject: bytes, sought: bytes) -> bool:
    """Whether ``sought``, a literal of the program, is in ``subject``."""
    rarest, find, whole = _prepare(sought)
    if rarest not in subject or find(_UNANCHORED, subject, 0, len(subject))[0][0] < 0:
        return False
    return whole or sought in subject


def has_any(subject: bytes, sought: Iterable[bytes]) -> bool:
    """Whether one of ``sought`` is in ``subject``."""
    return any(has(subject, one) for one in sought)


def text_has(text: str, sought: str) -> bool:
    """Whether ``sought``, a literal of the program in ASCII, is in ``text``."""
    return has(text.encode(), sought.encode()) if text.isascii() else sought in text

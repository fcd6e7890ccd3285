"""Rows of code points in hex, some of which have digits only: ``5933 5934 5974 5B55``."""

from __future__ import annotations

import re

_BEFORE = re.compile(rb"(?<![0-9A-Za-z])(?:[0-9A-F]{4,5}\s+){1,9}\Z")
_BEHIND = re.compile(rb"(?:\s+[0-9A-F]{4,5}){1,9}(?![0-9A-Za-z])")
_LETTER = re.compile(rb"[A-F]")
_REACH = 60


def is_among_hex(shadow: bytes, start: int, end: int) -> bool:
    """Whether groups of four or five hexadecimal digits, some of them with letters, stand on both sides of a number."""
    behind = _BEHIND.match(shadow, end, end + _REACH)
    before = None if behind is None else _BEFORE.search(shadow, max(0, start - _REACH), start)
    if before is None or behind is None:
        return False
    return _LETTER.search(before[0]) is not None or _LETTER.search(behind[0]) is not None

"""Where a name begins and ends in its field: without a title, a remark, a telephone number or a full stop."""

from __future__ import annotations

import re

from objectlambda.pii.rules.common_words import is_common
from objectlambda.pii.rules.words import LABELS_BEHIND_NAMES

_TITLE = re.compile(
    r"(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|sra?|srta|dra|don|doña|dña|d|rev|hon|capt|sgt|lt|col)\.?\s+)+",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(
    r" +\([^()\d]{2,40}\)(?=$| [–—-] | *[,;]| \+?\d)| +\([^()\d]{1,12}$| +(?:"
    + LABELS_BEHIND_NAMES
    + r")$|,? +\(?\+?\d[\d ()./\-]{5,}|[,;] +[^\s@,;]+@|[\"']?\s+<[^\s<>]+>"
)
"""A remark, a telephone number or a mail address after a name: "Ida Kemp, (518) 421-7362", "Ida Kemp (by phone)"."""
_FULL_STOP = re.compile(r"(?<=[^\W\d_][^\W\d_][^\W\d_])[^\W\d_] ?\.\Z")


def without_title_and_remark(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of the name in ``text[start:end]`` without a title before it and a remark behind it."""
    title = _TITLE.match(text, start, end)
    if title is not None and title.end() < end:
        start = title.end()
    if (behind := _BEHIND_NAME.search(text, start, end)) is not None:
        end = behind.start()
    if (stop := _FULL_STOP.search(text, start, end)) is not None:
        end = stop.start() + 1
    value, comma, rest = text[start:end].partition(", ")
    if comma and rest[:1].islower() and " " in rest and is_common(rest.partition(" ")[0]):
        end = start + len(value)
    return start, end

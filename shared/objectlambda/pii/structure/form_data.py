"""Bodies of ``multipart/form-data`` as logs and dumps hold them: a part's name and the line of its value (RFC 7578)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field

_SIGN = "form-data"
_PART = re.compile(
    r"form-data;[ \t]?name=\"([^\"\r\n]{1,80})\"[^\n]{0,200}\n(?:[A-Za-z\-]{2,40}:[^\n]{0,200}\n){0,4}\r?\n"
    r"([^\r\n-][^\r\n]{0,2000})"
)


def parts(text: str, start: int, end: int) -> Iterator[Field]:
    """The values of the parts in ``text[start:end]``, with offsets in ``text``; files are left to other readers."""
    if text.find(_SIGN, start, end) < 0:
        return
    for part in _PART.finditer(text, start, end):
        if "filename" not in text[part.start() : part.start(2)]:
            yield Field(*part.span(2), part[1])

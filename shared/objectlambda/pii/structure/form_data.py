"""Bodies of ``multipart/form-data`` in logs (RFC 7578), pairs of names and values, and the data of forms in quotes."""

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


_BOUND = re.compile(r"\[\"([A-Za-z_][\w.\-]{1,48}+)\", \"([^\"\\\n]{1,200}+)\"\]")


def bound_values(text: str, start: int, end: int) -> Iterator[Field]:
    """The values that a log of statements lists with the names of their columns, with offsets in ``text``."""
    if text.find('[["', start, end) >= 0:
        for pair in _BOUND.finditer(text, start, end):
            yield Field(*pair.span(2), pair[1])


_FORM = re.compile(
    r"[\"'](?=[A-Za-z_])((?:[A-Za-z_][\w.\-\[\]]{0,48}+=[^&=\"'\n]{0,200}+&){1,60}+[A-Za-z_][\w.\-\[\]]{0,48}+=[^&=\"'\n]{0,200}+)[\"']"
)
"""The data of a form in quotes, as commands and programs send it: ``'name=Ann Roe&phone=2065550100'``."""
_PAIR = re.compile(r"([A-Za-z_][\w.\-\[\]]*+)=([^&]++)")


def form_values(text: str, start: int, end: int) -> Iterator[Field]:
    """The values with blanks in the data of forms in ``text[start:end]``, with offsets in ``text``."""
    if text.find("&", start, end) < 0:
        return
    for form in _FORM.finditer(text, start, end):
        for pair in _PAIR.finditer(text, *form.span(1)):
            if " " in pair[2]:
                yield Field(*pair.span(2), pair[1].rstrip("]").rpartition("[")[2])

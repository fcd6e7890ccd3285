"""What style sheets write into a page: the strings of ``content``, with the escapes of CSS, one after the other.

A browser shows them in the order of the page's elements, which is mostly that of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.rules.literals import has
from objectlambda.pii.structure.codes import VALUE
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.views import Substitution

_STRING = rb"\"(?:[^\"\\\n]|\\[^\n])*+\"|'(?:[^'\\\n]|\\[^\n])*+'"
_CONTENT = re.compile(rb"content\s*+:\s*+((?:%b)(?:\s*+(?:%b))*+)" % (_STRING, _STRING))
_PART = re.compile(rb"\\([0-9A-Fa-f]{1,6})\s?|\\([^\n])|[\"']\s*+[\"']?|[^\\\"']++")
_MOST = 512
"""How many strings of a window are read; icons have more, one character each."""


def styled_values(shadow: bytes) -> Iterator[Pieces]:
    """The values in an ASCII shadow that rules of CSS show."""
    if not has(shadow, b"content"):
        return
    parts: list[Substitution] = []
    for number, rule in enumerate(_CONTENT.finditer(shadow)):
        if number == _MOST:
            break
        parts += _parts(shadow, *rule.span(1))
    if len(parts) > 1 and VALUE.search("".join([part.text for part in parts])):
        yield Pieces(parts)


def _parts(shadow: bytes, start: int, end: int) -> Iterator[Substitution]:
    for part in _PART.finditer(shadow, start, end):
        code, sign = part.groups()
        if code:
            number = int(code, 16)
            shown = chr(number) if number < 0xD800 or 0xE000 <= number < 0x110000 else "\ufffd"
        elif sign:
            shown = sign.decode()
        else:
            shown = "" if part[0][:1] in b"\"'" else part[0].decode()
        if shown:
            yield Substitution(*part.span(), shown)

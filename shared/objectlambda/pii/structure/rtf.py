"""Rich Text Format inside other texts, as databases of notes hold it: ``{"note": "{\\rtf1 SSN 536\\b -22-}1234"}``.

Control words vanish or become line ends and tabs; characters in hex and by number are read. A file of RTF is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.views import Substitution

_BEGIN = "{\\rtf"
_PARAGRAPH = "\\par"
_FEWEST_PARAGRAPHS = 3
"""A window that begins within a document is known by so many of them."""
_MARK = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?[0-9]{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?|\\([a-z]{1,32})(?:-?[0-9]{1,10})? ?"
    r"|\\([\\{}~_\-])|\\\*|[{}]"
)
_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "cell": "\t", "tab": "\t"}
_SIGNS = {"~": " ", "_": "-", "-": ""}


def of_rtf(text: str) -> Iterator[Substitution]:
    """What the marks of RTF in ``text`` stand for."""
    start = text.find(_BEGIN) if text_has(text, _BEGIN) else -1
    if start < 0:
        if not text_has(text, _PARAGRAPH) or text.count(_PARAGRAPH) < _FEWEST_PARAGRAPHS:
            return
        start = 0
    for mark in _MARK.finditer(text, start):
        octet, code, word, sign = mark.groups()
        if octet:
            shown = bytes.fromhex(octet).decode("cp1252", "replace")
        elif code:
            number = int(code) % 65536
            shown = "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
        elif word:
            shown = _BREAKS.get(word, "")
        else:
            shown = _SIGNS.get(sign, sign) if sign else ""
        yield Substitution(*mark.span(), shown)

"""The marks of TeX that split values in letters: ``Lime Street 3\\\\90210 Ely``, ``Mr.~Ann``, ``M\\"uller``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.views import Substitution

_MARK = re.compile(
    r"\\\\(?:\[[\d.]{1,6}[a-z]{2}\])?|\\([\"'`^~=.]|[cvuHk](?=\{))\{?\\?([A-Za-z])\}?|\\([,;:! ])|\\([&%$#_{}])"
    r"|(?<=[.\w])(~)(?=\w)|\\(ss|o|O|l|L|ae|AE|oe|aa|AA)(?:\{\}| |(?![A-Za-z]))"
)
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
}  # fmt: skip
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å", "AA": "Å"}
_DOCUMENT = ("\\begin{", "\\documentclass", "\\usepackage")


def of_latex(text: str) -> Iterator[Substitution]:
    """What the marks of TeX in ``text`` stand for, if it is a part of a document of LaTeX."""
    if not text_has_any(text, _DOCUMENT):
        return
    for mark in _MARK.finditer(text):
        accent, letter, blank, sign, tie, named = mark.groups()
        if accent:
            shown = unicodedata.normalize("NFC", letter + _ACCENTS[accent])
            if len(shown) > 1:
                continue
        else:
            shown = " " if blank or tie else sign or _LETTERS.get(named or "", "\n")
        yield Substitution(*mark.span(), shown)

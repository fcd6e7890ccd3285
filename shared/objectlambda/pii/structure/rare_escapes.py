"""Escapes that few programs write: names of characters, HL7's hexadecimal data, Japanese hyphens between digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.views import Substitution

_BY_NAME = re.compile(r"\\N\{([A-Za-z0-9 \-]{2,60})\}")
_HL7 = re.compile(r"\\X((?:[0-9A-Fa-f]{2}){1,200})\\")
_HYPHEN = re.compile("(?<=[0-9])[ー\uff70\u301c\uff5e](?=[0-9])")


def of_rare(text: str) -> Iterator[Substitution]:
    """These escapes in ``text``."""
    if text_has(text, "\\N{"):
        for match in _BY_NAME.finditer(text):
            try:
                yield Substitution(*match.span(), unicodedata.lookup(match[1]))
            except KeyError:
                continue
    if text_has(text, "\\X"):
        for match in _HL7.finditer(text):
            shown = bytes.fromhex(match[1]).decode("latin-1")
            if shown.isprintable():
                yield Substitution(*match.span(), shown)
    if not text.isascii():
        for match in _HYPHEN.finditer(text):
            yield Substitution(*match.span(), "-")

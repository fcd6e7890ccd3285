"""Persons in names of files: "Invoice John Smith 2024.pdf", "uploads/Contrato_Ana_Gil.docx".

The network takes what ends like a file for a thing. A file is called after a person by the words alone: a known given
name, and behind it one or two words that are surnames at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common_surname
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.first_names import is_only_first_name
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.whole_names import is_full_name

_EXTENSION = linear(
    rb"(?i)\.(?:pdf|docx?|odt|rtf|txt|pages|xlsx?|ods|csv|pptx?|jpe?g|png|heic|tiff?|bmp|eml|msg|vcf|mp[34]|m4a|wav|mov"
    rb"|zip|7z)(?:[^A-Za-z0-9_(]|$)"
)
_BORDER = re.compile(r"[/\\\"'<>|=:;,\n\r\t(]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})?")
_GAPS = frozenset((" ", "_", "-", ".", "+"))
_LONGEST, _MOST_WORDS = 120, 12


class FileNameRecognizer(WindowRecognizer):
    """A full name in the name of a document, a picture or a recording."""

    TYPES = (EntityType.NAME,)
    HOW: ClassVar[str] = "a given name and surnames in the name of a file: `Invoice John Smith 2024.pdf`"

    def find(self, scan: Scan) -> Iterator[Entity]:
        if scan.code:
            return
        text, last = scan.text, 0
        for begin, _ in scan.matches(_EXTENSION):
            start = max(last, begin - _LONGEST)
            for border in _BORDER.finditer(text, start, begin):
                start = border.end()
            last = begin
            yield from _names(text, start, begin)


def _names(text: str, start: int, end: int) -> Iterator[Entity]:
    """The full names between ``start`` and ``end``, the name of a file without its extension."""
    words = list(_WORD.finditer(text, start, end))[-_MOST_WORDS:]
    index = 0
    while index < len(words) - 1:
        count = next((n for n in (3, 2) if _is_name(text, words[index : index + n], n)), 0)
        if count:
            yield Entity(EntityType.NAME, words[index].start(), words[index + count - 1].end(), 0.8)
        index += max(count, 1)


def _is_name(text: str, words: list[re.Match[str]], count: int) -> bool:
    if len(words) < count or any(text[one.end() : other.start()] not in _GAPS for one, other in pairwise(words)):
        return False
    values = [word.group() for word in words]
    if all(value.islower() for value in values):
        return is_only_first_name(values[0]) and all(map(is_common_surname, values[1:]))
    if not all(value.istitle() and len(value) > 2 for value in values):
        return False
    return is_full_name(" ".join(values))

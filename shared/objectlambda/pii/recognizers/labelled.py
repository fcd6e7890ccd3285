"""Values of any form that only their label identifies: passports, licences, plates, user names, passwords.

These rules start from the label, because nothing about ``D1234567`` says what it is. The value follows the label
after a separator or words like "is"; in a field it is the whole of the field's value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from objectlambda.pii.entities import Entity
from objectlambda.pii.recognizers.recognizer import WindowRecognizer
from objectlambda.pii.scan import Scan

REACH = 160
BETWEEN = re.compile(
    rb"[\"'`)\]]{0,2}[ \t]*(?:\((?:[a-z0-9 .'/\-]{1,24})\)[ \t]*)?"
    rb"(?:(?:[:=#>|.,-]{1,4}|(?:is|was|no|num|number|nr|id|es|numero|n|nro|el|code|issued|set to|set|now|changed to)"
    rb"(?=[\s\"'`:=#>(\[*$.,<-]|$))[ \t]*){0,5}(?:\r?\n[ \t]*)?[\"'`(\[]{0,2}"
)
SEPARATED = re.compile(rb"[:=>]")


class LabelledRecognizer(WindowRecognizer):
    """Finds the value that follows a label, or fills a field, of one of ``CONCEPTS``."""

    CONCEPTS: ClassVar[int]
    VALUE: ClassVar[re.Pattern[bytes]]
    """What a value may look like, anchored where it starts; over the shadow."""

    def accepts(self, value: bytes, *, separated: bool) -> float:
        """The score of a value, 0 if it is none; ``separated`` when a colon or an equals sign stood before it."""
        raise NotImplementedError

    def find(self, scan: Scan) -> Iterator[Entity]:
        entity_type = self.TYPES[0]
        for field in scan.named(self.CONCEPTS):
            start, end = _stripped(scan.shadow, field.start, field.end)
            score = self.accepts(scan.shadow[start:end], separated=True) if end > start else 0.0
            if score and self.whole(scan.shadow[start:end]):
                yield Entity(entity_type, start, end, score)
        hits = scan.hits
        for index, concepts in enumerate(hits.concepts):
            if not concepts & self.CONCEPTS:
                continue
            label_end = hits.ends[index]
            if scan.shadow[label_end : label_end + 1] == b"_":
                continue
            limit = min(len(scan.shadow), label_end + REACH)
            gap = BETWEEN.match(scan.lower, label_end, limit)
            if gap is None or gap.end() == label_end:
                continue
            value = self.VALUE.match(scan.shadow, gap.end(), limit)
            if value is None or value.end() == gap.end():
                continue
            separated = SEPARATED.search(scan.lower, label_end, gap.end()) is not None
            start, end = _stripped(scan.shadow, value.start(), value.end())
            holder = scan.field(start, end)
            if holder is not None and holder.start > hits.starts[index]:
                continue
            score = self.accepts(scan.shadow[start:end], separated=separated)
            if score:
                yield Entity(entity_type, start, end, score)

    def whole(self, value: bytes) -> bool:
        """Whether all of a field's value is one value of this kind."""
        match = self.VALUE.match(value)
        return match is not None and match.end() == len(value)


def _stripped(shadow: bytes, start: int, end: int) -> tuple[int, int]:
    while start < end and shadow[start] in b" \t\r\n\"'":
        start += 1
    while end > start and shadow[end - 1] in b" \t\r\n\"'":
        end -= 1
    return start, end

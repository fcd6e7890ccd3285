"""Formats of records and segments, told by their first lines; a new one needs a module and a line in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has_any
from objectlambda.pii.structure.segments import (
    bai2,
    cards,
    edifact,
    fix,
    fixed_width,
    gedcom,
    hl7,
    ldif,
    ofx,
    pnr,
    qif,
    swift,
    unnamed_columns,
    x12,
)
from objectlambda.pii.structure.segments.records import Reader, RecordLexer
from objectlambda.pii.structure.views import Substitution

__all__ = [
    "FORMATS",
    "EmbeddedSegments",
    "RecordFormat",
    "RecordLexer",
    "reader_for",
    "record_format",
    "separators_of",
    "unescaped",
]


class RecordFormat(NamedTuple):
    """A format: how its beginning is recognised, and what reads it."""

    name: str
    begins: Callable[[str], bool]
    reader: Callable[[str], Reader]
    fixed_width: bool = False


FORMATS = (
    RecordFormat("hl7", hl7.begins, hl7.Hl7Reader),
    RecordFormat("x12", x12.begins, x12.X12Reader),
    RecordFormat("edifact", edifact.begins, edifact.EdifactReader),
    RecordFormat("cards", cards.begins, lambda _: cards.CardReader()),
    RecordFormat("ldif", ldif.begins, lambda _: ldif.LdifReader()),
    RecordFormat("gedcom", gedcom.begins, lambda _: gedcom.GedcomReader()),
    RecordFormat("ofx", ofx.begins, lambda _: ofx.OfxReader()),
    RecordFormat("swift", swift.begins, lambda _: swift.SwiftReader()),
    RecordFormat("fix", fix.begins, lambda _: fix.FixReader()),
    RecordFormat("qif", qif.begins, lambda _: qif.QifReader()),
    RecordFormat("bai2", bai2.begins, lambda _: bai2.Bai2Reader()),
    RecordFormat("pnr", pnr.begins, lambda _: pnr.PnrReader()),
    RecordFormat("nacha", fixed_width.begins_nacha, lambda _: fixed_width.nacha(), fixed_width=True),
    RecordFormat("columns", unnamed_columns.begins, unnamed_columns.UnnamedColumnsReader, fixed_width=True),
    RecordFormat("norma43", fixed_width.begins_norma_43, lambda _: fixed_width.norma_43(), fixed_width=True),
)
_BY_NAME = {one.name: one for one in FORMATS}
_EMBEDDED = (hl7, x12, edifact, cards, ldif, gedcom, swift)


def record_format(head: str) -> RecordFormat | None:
    """The format of the text that begins with ``head``, if it has records."""
    return next((one for one in FORMATS if one.begins(head)), None)


def reader_for(name: str, head: str) -> Reader:
    """A new reader of the format ``name`` for the text that begins with ``head``."""
    return _BY_NAME[name].reader(head)


def separators_of(name: str, head: str) -> str:
    """The characters that structure the text; replacements must not contain them."""
    return reader_for(name, head).separators


def find_escapes(name: str, prologue: str, text: str) -> list[Substitution]:
    """The escapes and folds in ``text``, which is part of a file of the format ``name``."""
    escape = reader_for(name, prologue).escape
    if escape is None or escape.mark not in text:
        return []
    return [Substitution(*match.span(), escape.character(match)) for match in escape.pattern.finditer(text)]


class EmbeddedSegments:
    """Finds segments inside other text, such as a program's tests, a log or a mail."""

    def __init__(self) -> None:
        self._seen = [False] * len(_EMBEDDED)

    def fields(self, text: str, start: int, end: int, shown: str) -> list[Field]:
        """The typed values in the window ``text[start:end]``, which is ``shown``; to be called for every window."""
        found: list[Field] = []
        for index, module in enumerate(_EMBEDDED):
            if not self._seen[index]:
                self._seen[index] = text_has_any(shown, module.MARKS)
            if self._seen[index]:
                found.extend(module.embedded_values(text, start, end))
        return found

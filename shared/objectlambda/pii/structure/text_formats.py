"""The formats whose structure is used, and what is told of a text in one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SNIFFED = 8 * 1024
"""How many characters of the beginning are read to tell the format."""


class Format(StrEnum):
    """The kinds of text whose structure is used."""

    DELIMITED = "delimited"
    JSON = "json"
    XML = "xml"
    HTML = "html"
    SQL = "sql"
    LINES = "lines"
    LOG = "log"
    RECORDS = "records"
    FIXED_WIDTH = "fixed_width"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The format of a text, with its details.

    A table has a delimiter, names of columns, and perhaps a header row that holds them. Records (HL7, X12, vCard …)
    have the name of their reader and a ``prologue``, the beginning of the text, which defines the separators.
    """

    format: Format
    delimiter: str = ","
    names: tuple[str, ...] = ()
    header: bool = False
    titles: int = 0
    """Rows above the header: a title, ``sep=;``, a comment."""
    log: str = ""
    """The name of the documented log format, if it is one; see :mod:`objectlambda.pii.structure.logs`."""
    reader: str = ""
    prologue: str = field(default="", repr=False)

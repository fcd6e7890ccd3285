"""The structure of texts: the format of a text, and the values in it with their names.

``lexer_for(sniff(head, key))`` returns a lexer, which cuts a text into windows and names the values in them.
"""

from __future__ import annotations

from objectlambda.pii.structure.delimited import DelimitedLexer
from objectlambda.pii.structure.json_values import JsonLexer
from objectlambda.pii.structure.key_values import LABELS, LINES, PAIRS, KeyValueLexer
from objectlambda.pii.structure.lexing import CONTEXT, HARD, TARGET, Lexed, Lexer
from objectlambda.pii.structure.logs import named
from objectlambda.pii.structure.markup import MarkupLexer
from objectlambda.pii.structure.segments import RecordLexer, reader_for
from objectlambda.pii.structure.sniffing import SNIFFED, Format, Structure, sniff
from objectlambda.pii.structure.sql import SqlLexer

__all__ = ["CONTEXT", "HARD", "SNIFFED", "TARGET", "Format", "Lexed", "Lexer", "Structure", "lexer_for", "sniff"]


def lexer_for(structure: Structure) -> Lexer:
    """A new lexer for one text of that structure."""
    if structure.log:
        return named(structure.log).lexer()
    match structure.format:
        case Format.DELIMITED:
            return DelimitedLexer(
                structure.delimiter, structure.names, header=structure.header, titles=structure.titles
            )
        case Format.JSON:
            return JsonLexer()
        case Format.XML | Format.HTML:
            return MarkupLexer(html=structure.format is Format.HTML)
        case Format.SQL:
            return SqlLexer()
        case Format.RECORDS | Format.FIXED_WIDTH:
            return RecordLexer(reader_for(structure.reader, structure.prologue))
        case Format.LINES:
            return KeyValueLexer(LINES, clean_lines=False)
        case Format.LOG:
            return KeyValueLexer(PAIRS, clean_lines=True)
        case Format.TEXT:
            return KeyValueLexer(LABELS, clean_lines=False)

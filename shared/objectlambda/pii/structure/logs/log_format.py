"""The row of a log format in the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.lexing import Lexer
from objectlambda.pii.structure.logs.lines import Columns, LineLexer, column_fields, tokens

LOOKED_AT = 40
"""How many lines of a log's beginning decide its format."""

Recognizes = Callable[[Sequence[str]], bool]
"""Whether a text that begins with these lines has a format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFormat:
    """A log format: its name, how it is recognised, and how a lexer for it is made.

    ``json`` says that texts of the format are JSON; the other formats consist of lines.
    """

    name: str
    recognizes: Recognizes
    lexer: Callable[[], Lexer]
    json: bool = False


def format_of_lines(
    name: str, pattern: str, columns: Columns, *, read: Callable[[str], list[Field]] | None = None
) -> LogFormat:
    """A format whose lines match ``pattern`` and have fixed columns, or columns that ``read`` finds."""
    form = re.compile(pattern)

    def fields(line: str) -> list[Field] | None:
        if not form.match(line):
            return None
        return column_fields(line, tokens(line), columns) if read is None else read(line)

    return LogFormat(name=name, recognizes=most_lines(form), lexer=lambda: LineLexer(fields))


def most_lines(form: re.Pattern[str], *, share: float = 0.6) -> Recognizes:
    """Whether ``share`` of the first lines that are not comments match ``form``."""

    def recognizes(lines: Sequence[str]) -> bool:
        said = [line for line in lines[:LOOKED_AT] if line.strip() and not line.startswith("#")]
        return bool(said) and sum(form.match(line) is not None for line in said) >= share * len(said)

    return recognizes


def names_keys(*keys: str, having: re.Pattern[str] | None = None, never: re.Pattern[str] | None = None) -> Recognizes:
    """Whether the first lines of a JSON text hold all of ``keys``, what ``having`` finds, and nothing of ``never``."""
    wanted = [f'"{key}"' for key in keys]

    def recognizes(lines: Sequence[str]) -> bool:
        head = "\n".join(lines)
        if not all(key in head for key in wanted) or (having is not None and not having.search(head)):
            return False
        return never is None or not never.search(head)

    return recognizes

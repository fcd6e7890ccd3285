"""Whether a text is the source of a program, in which ``@name`` is not a person and ``nil`` not a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.words import words

_KEYWORDS = (
    rb"import|from|using|package|namespace|def|class|function|func|fn|let|const|var|return|if|for|foreach|while|else|elif"
    rb"|elsif|elseif|case|switch|try|catch|except|finally|use|public|private|protected|static|void|int|char|bool|sub|my"
    rb"|our|local|set|require|module|struct|enum|type|interface|impl|proc|expr|print|printf|echo|assert|raise|throw|new"
)
_LINE = linear(
    rb"(?m)(?:[;{}]|[({\[]|=>|\bthen|\*/|[^.\n]\\|\"\"\")[ \t]*\r?$"
    rb"|^[ \t]*(?:#(?:include|define|if|ifdef|ifndef|endif|else|elif|pragma|undef|import)\b|//|/\*|\* ?@|\*/|--\[\["
    rb"|;;|@[a-z_]+\("
    rb"|(?:end|begin|else|fi|done|esac)[ \t]*\r?$"
    rb"|(?:%s)\b[^\n]*[;{}()=\[\]$<>&|]"
    rb"|(?:cdef|cpdef|ctypedef) [^\n]*|(?:if|elif|while|for|with|except|class|def) [^\n]*:[ \t]*\r?$"
    rb"|(?:pass|break|continue|return|else:|try:|finally:)[ \t]*\r?$"
    rb"|[A-Za-z_][\w.\[\]>$-]*(?:\([^\n]*\)| (?:[+*/|&-]|:|<-)?= ?[^\n]+)[ \t]*[;,]?[ \t]*\r?$)" % _KEYWORDS
)
_COMMENT = rb"^[ \t]*(?:--|\"[ \t]|;|%|dnl\b|#(?:[ \t#!]|\r?$)|\.\\\"|'\\\"|\*(?:[ \t]|\r?$))"
"""A line with a comment only, which says nothing of the language around it."""
_ROW = (
    rb"^[ \t\[{(]*(?:(?:\"[^\":\n]*\"|'[^':\n]*'|[\w.+\-]+)[ \t]*[,=]?[ \t\[\]{}()]*)*"
    rb"(?:\"[^\":\n]*\"|'[^':\n]*'|[\w.+\-]+),[ \t]*\r?$"
)
"""A row of a table in a program: ``"mov","push",nil,``."""
_COMMENT_OR_ROW = linear(b"(?m)%b|%b" % (_COMMENT, _ROW))
_STATEMENT = linear(rb"(?m)^[ \t]*(?:\]|[A-Z]?[a-z]+(?:[A-Z.][A-Za-z]*)* \"[^\"\n]*\")[ \t]*\r?$")
"""A line of a configuration in blocks: ``JackControl "Line"``, or the end of a list."""
_JSON = linear(
    rb"^[ \t]*(?:[{}\[\]]{1,4},?|\\?\"(?:[^\"\\]|\\.)*\"(?:[ \t]*:[ \t]*[^ \t].*)?"
    rb"|[\[{]+[ \t]*\".*|-?[0-9.eE+\-]+|true|false|null)[ \t]*,?\r?$"
)
"""A line of JSON, whose brackets look like those of a program."""
_NEARLY_ALL = 0.9
_LOOKED_AT = 24
_LEVELS = (b'"level"', b'"severity"', b'"loglevel"', b'"log.level"')
_SQL = linear(rb"(?i)\b(?:insert into|values ?\(|replace into|copy [^\n]{1,200} from stdin)")
_FEWEST_LINES = 4
_SHARE = 0.4
"""A text is code if at least this share of its lines looks like statements."""
_FEWEST_STATEMENTS = 0.1
"""A text with a smaller share of statements is not code, whatever its other lines are."""
_LONG_LINE = 600
_MARKS = b"(){};=,:"
_FEWEST_MARKS = 0.015
"""A text with a smaller share of punctuation is not code; a cheap test for prose."""
_DENSE = 0.12
"""A text of very long lines is minified code if at least this share is punctuation."""


_UNIT = re.compile(r"[\w@.:\\-]+\.(?:service|target|timer|socket|automount|slice)")


def is_unit(value: str) -> bool:
    """Whether ``value`` is the name of one of systemd's units: "getty.target"."""
    return _UNIT.fullmatch(value) is not None


KEYWORDS = words(
    "elif elsif elseif endif endfor endwhile esac fi nil sizeof printf sprintf strcmp typedef goto subroutine cdef"
    " cpdef ctypedef nogil noexcept"
)
"""Words of programs that are taken for names."""


def is_code(shadow: bytes) -> bool:
    """Whether ``shadow`` is code; SQL statements that insert records do not count."""
    marks = len(shadow) - len(shadow.translate(None, _MARKS))
    if marks < _FEWEST_MARKS * len(shadow):
        return False
    lines = [line for line in shadow.split(b"\n") if line.strip()]
    if not lines or _SQL.search(shadow) is not None:
        return False
    if len(shadow) > _LONG_LINE * len(lines):
        return marks > _DENSE * len(shadow) and shadow.count(b" ") < 0.08 * len(shadow)
    if len(lines) < _FEWEST_LINES:
        return False
    others = _other_lines(_LINE, shadow, lines)
    statements = len(lines) - len(others)
    if statements >= _SHARE * len(lines):
        if any(mark in shadow for mark in _LEVELS):
            return True  # what a program logs, and not what people write
        few = lines[:: 1 + len(lines) // _LOOKED_AT]
        return sum(_JSON.search(line) is not None for line in few) < _NEARLY_ALL * len(few)
    likely = statements + sum(line.rstrip().endswith(b'"') for line in others)
    if likely < max(_FEWEST_LINES, _FEWEST_STATEMENTS * len(lines)) or shadow.lstrip()[:1] in (b"{", b"["):
        return False
    return _without_comments(statements, others) >= _SHARE


def _other_lines(pattern: Any, shadow: bytes, lines: Sequence[bytes]) -> Sequence[bytes]:
    """The ``lines`` in which ``pattern`` matches nothing; they are all lines of ``shadow`` that are not blank.

    One scan finds the lines in which it matches, in place of one for each line.
    """
    others: list[bytes] = []
    at = 0
    while (found := pattern.search(shadow, at)) is not None:
        first = found.start()
        others += shadow[at : max(at, shadow.rfind(b"\n", at, first) + 1)].split(b"\n")
        end = shadow.find(b"\n", first)
        at = len(shadow) if end < 0 else end + 1
    if not at:
        return lines
    others += shadow[at:].split(b"\n")
    return [line for line in others if line.strip()]


def _without_comments(statements: int, others: Sequence[bytes]) -> float:
    """The share of statements among lines that are neither comments nor rows of a table; ``others`` are the rest."""
    rest = _other_lines(_STATEMENT, b"\n".join(others), others)
    statements += len(others) - len(rest)
    prose = len(_other_lines(_COMMENT_OR_ROW, b"\n".join(rest), rest))
    return statements / (statements + prose)


def keys_of(shadow: bytes) -> frozenset[bytes]:
    """What stands before a colon from a line's start on, and between a blank and a colon that ends a line."""
    return frozenset([*_FIRST_ON_LINE.findall(shadow), *_LAST_ON_LINE.findall(shadow)])


def scopes_of(shadow: bytes) -> frozenset[bytes]:
    """The scopes of packages in quotes: ``"@scope/package"``."""
    return frozenset(_SCOPED.findall(shadow))


_FIRST_ON_LINE, _LAST_ON_LINE = re.compile(rb"\n([^\n:]*):"), re.compile(rb" ([^ \n:]*):\n")
_SCOPED = re.compile(rb"\"(@[^\"/]*)/")

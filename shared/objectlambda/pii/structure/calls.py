"""Values that programs and commands hand over under a name: ``setPassword("…")``, ``put("ssn", "…")``, ``-Dssn=…``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.constructed import constructed

_VALUE = r"[ \t]*+(?:\"([^\"\\\n]{2,200}+)\"|'([^'\\\n]{2,200}+)'|(\d{4,20}+)[lL]?)[ \t]*+"
_SETTER = re.compile(
    r"(?<![A-Za-z0-9_])(?:[sS]et|[wW]ith|[pP]ut|[aA]dd|[cC]hange|[uU]pdate)_?([A-Z]\w{1,40}+)\(" + _VALUE + r"\)"
)
_AGED = re.compile(r"(?<![A-Za-z0-9])(?:[sS]et|[wW]ith)_?([aA]ge)\([ \t]*+(\d{1,3}+)[ \t]*+\)")
_NAMED = re.compile(
    r"(?<![A-Za-z0-9_])\w{0,30}"
    r"(?:set|put|add|append|header|property|attribute|param|parameter|field|env|option|with|of|entry|define)"
    r"\([ \t]*+[\"']([A-Za-z_][\w.\- ]{1,48}+)[\"']," + _VALUE + r"[,)]",
    re.IGNORECASE,
)
_FLUENT = re.compile(r"(?<=[.>])([a-z]\w{2,40}+)\(" + _VALUE + r"\)")
"""A builder: ``.firstName("Ada")``."""
_FOUND_BY = re.compile(
    r"(?:[fF]ind|[gG]et|[lL]oad|[fF]etch|[sS]earch|[eE]xists|[cC]ount|[dD]elete|[qQ]uery|[lL]ookup)?\w{0,30}?_?[bB]y_?"
    r"([A-Z]\w{2,40}+|(?<=_)[a-z]\w{2,40}+)\((?:\w{1,20}+, )?+" + _VALUE + r"[,)]"
)
"""A search: ``findBySurname("Roe")``, ``store.ByLogin(ctx, "ada")``."""
_SIGNED_IN = re.compile(
    r"(?:\b\w{0,30}(?:[lL]og_?[iI]n|[sS]ign_?[iIuU][np]|[aA]uthenticate|[rR]egister|[bB]asic_?[aA]uth|httpBasic"
    r"|(?:create|add|Create|Add)_?[uU]ser|[cC]redentials?|(?:Username)?Password(?:Authentication)?(?:Token)?|NetworkCredential)"
    r"|\bauth[ ]?=[ ]?)\([ \t]*+(?:\"([^\"\\\n\s]{2,64}+)\"|'([^'\\\n\s]{2,64}+)'),[ \t]*+"
    r"(?:\"([^\"\\\n\s]{4,100}+)\"|'([^'\\\n\s]{4,100}+)')[ \t]*+[,)]"
)
"""A login and its password: ``login("ada", "s3cret!")``."""
_DEFINED = re.compile(
    r"(?<!\S)-D([A-Za-z_][\w.\-]{1,60}+)=(?:\"([^\"\n]{1,200}+)\"|'([^'\n]{1,200}+)'|([^\s\"']{1,200}+))"
)


_CALL = re.compile(r"\((?<=\w\()[ \t]*+[\"'\d]")
"""What every call with a value holds; it begins with a sign, because such patterns are found fastest."""


def calls(text: str, left: int, right: int, shown: str) -> Iterator[Field]:
    """The values in ``text[left:right]``, or ``shown``, that have such a name, offsets in ``text``."""
    lines = list(_lines_with_calls(text, left, right))
    yield from constructed(text, left, right, lines, shown)
    for line in lines:
        for pair in _SIGNED_IN.finditer(text, *line):
            first, second = (1 if pair[1] else 2), (3 if pair[3] else 4)
            yield Field(*pair.span(first), "username")
            yield Field(*pair.span(second), "password")
    for pattern in (_SETTER, _AGED, _NAMED, _FLUENT, _FOUND_BY):
        for line in lines:
            yield from (_field(match) for match in pattern.finditer(text, *line))
    if text_has(shown, "-D"):
        yield from (_field(match) for match in _DEFINED.finditer(text, left, right))


def _lines_with_calls(text: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    end = left
    for call in _CALL.finditer(text, left, right):
        if call.end() > end:
            start = max(end, text.rfind("\n", end, call.start()) + 1)
            end = text.find("\n", call.end(), right)
            end = right if end < 0 else end
            yield start, end


def _field(match: re.Match[str]) -> Field:
    return Field(*match.span(match.lastindex or 2), match[1])

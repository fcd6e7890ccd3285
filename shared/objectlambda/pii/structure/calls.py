"""Values that programs and commands hand over under a name: ``setPassword("…")``, ``put("ssn", "…")``, ``-Dssn=…``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.constructed import constructed

_VALUE = r"[ \t]*+(?:\"([^\"\\\n]{2,200}+)\"|'([^'\\\n]{2,200}+)'|(\d{4,20}+)[lL]?)[ \t]*+"
_SETTER = re.compile(
    r"(?<![A-Za-z0-9_])(?:[sS]et|[wW]ith|[pP]ut|[aA]dd|[cC]hange|[uU]pdate)_?([A-Z]\w{1,40}+)\(" + _VALUE + r"\)"
)
_NAMED = re.compile(
    r"(?<![A-Za-z0-9_])\w{0,30}"
    r"(?:set|put|add|append|header|property|attribute|param|parameter|field|env|option|with|of|entry)"
    r"\([ \t]*+[\"']([A-Za-z_][\w.\- ]{1,48}+)[\"']," + _VALUE + r"[,)]",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"(?<!\S)-D([A-Za-z_][\w.\-]{1,60}+)=(?:\"([^\"\n]{1,200}+)\"|'([^'\n]{1,200}+)'|([^\s\"']{1,200}+))"
)


_CALL = re.compile(r"\((?<=\w\()[ \t]*+[\"'\d]")
"""What every call with a value holds; it begins with a sign, because such patterns are found fastest."""


def calls(text: str, left: int, right: int) -> Iterator[Field]:
    """The values in ``text[left:right]`` that have such a name, offsets in ``text``."""
    lines = list(_lines_with_calls(text, left, right))
    yield from constructed(text, lines)
    for pattern in (_SETTER, _NAMED):
        for line in lines:
            yield from (_field(match) for match in pattern.finditer(text, *line))
    if text.find("-D", left, right) >= 0:
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

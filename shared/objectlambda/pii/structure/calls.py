"""Values that programs and commands hand over under a name: ``setPassword("…")``, ``put("ssn", "…")``, ``-Dssn=…``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objectlambda.pii.entities import Field

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


def calls(text: str, left: int, right: int) -> Iterator[Field]:
    """The values in ``text[left:right]`` that have such a name, offsets in ``text``."""
    patterns = []
    if text.find("(", left, right) >= 0 and text.find(")", left, right) >= 0:
        patterns += [_SETTER, _NAMED]
    if text.find("-D", left, right) >= 0:
        patterns.append(_DEFINED)
    for pattern in patterns:
        for match in pattern.finditer(text, left, right):
            yield Field(*match.span(match.lastindex or 2), match[1])

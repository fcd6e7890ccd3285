"""Elements of XML that have a value as their one attribute, as in FHIR; they mean what the keys of JSON mean.

``<text value="SSN"/><answer><valueString value="…"/></answer>`` says the same as
``{"text": "SSN", "answer": [{"valueString": "…"}]}``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from objectlambda.pii.entities import Field
from objectlambda.pii.structure.json_containers import Containers
from objectlambda.pii.structure.json_levels import Level
from objectlambda.pii.structure.json_names import Key, kind_of

_LONE_VALUE = re.compile(
    r"\s*+(?:xmlns\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')\s*+)?+(?:id\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')\s++)?+value\s*+=\s*+[\"']([^\"'<>]++)[\"']\s*+/?\Z"
)
_URL = re.compile(r"\burl\s*+=\s*+[\"']([^\"'<>]++)[\"']")


def lone_value(attributes: str) -> re.Match[str] | None:
    """The value in ``attributes``, group 1, if an element has no other attribute but its id."""
    return _LONE_VALUE.match(attributes)


class ValueElements(Containers):
    """Names the values of such attributes by the elements around and beside them."""

    type_depth = 2  # an element repeats, where JSON has an array

    def __init__(self, fields: list[Field], around: Sequence[tuple[str, str]]) -> None:
        """Begins in the elements ``around``, in a window whose fields are appended to ``fields``."""
        super().__init__()
        self.begin(fields)
        for element, _ in around:
            self.open(element.rpartition(":")[2])

    def begin(self, fields: list[Field]) -> None:
        """Begins a window, whose fields are appended to ``fields``."""
        self._labels.begin(fields)

    def add(self, element: str, field: Field, value: str, fields: list[Field]) -> None:
        """Appends ``field``, the ``value`` of ``element``, with its name."""
        kind = kind_of(element)
        fields.append(field._replace(name=self._labels.name_of(element, kind, self._level)))
        if kind is not Key.PLAIN or self._level.is_special:
            self._learn(kind, element, value, is_empty=False)

    def open(self, element: str, attributes: str = "") -> None:
        """Notes the start of ``element``, whose attributes may hold the URL of an extension."""
        kind = kind_of(element)
        self._push(Level(self._labels.name_of(element, kind, self._level), kind, element))
        if url := _URL.search(attributes):
            self._learn(Key.EXTENSION, "url", url[1], is_empty=False)

    def close(self, count: int) -> None:
        """Notes the end of so many elements."""
        for _ in range(count):
            self._pop()

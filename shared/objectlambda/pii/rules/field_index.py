"""The fields of a window by position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter, le

from objectlambda.pii.entities import Field

_START = itemgetter(0)
_NESTED = 4
"""How deep fields may be nested and still be found."""


@dataclass(slots=True)
class FieldIndex:
    """The fields of a window, found by position."""

    starts: list[int]
    fields: list[Field]

    @classmethod
    def of(cls, fields: Sequence[Field]) -> FieldIndex:
        starts: list[int] = list(map(_START, fields))
        if all(map(le, starts, starts[1:])):
            return cls(starts, list(fields))
        ordered = sorted(fields, key=lambda field: (field.start, -field.end))
        return cls([field.start for field in ordered], ordered)

    def at(self, start: int, end: int) -> Field | None:
        """The innermost field whose value holds ``text[start:end]``, or None."""
        last = bisect_right(self.starts, start) - 1
        if last >= 0 and (field := self.fields[last])[1] >= end:
            return field
        for index in range(last - 1, max(-1, last - _NESTED), -1):
            field = self.fields[index]
            if field.end >= end:
                return field
        return None

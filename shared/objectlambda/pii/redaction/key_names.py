"""Keeps keys apart that would get one replacement: most readers of JSON take the last of two equal keys alone."""

from __future__ import annotations

_REMEMBERED = 10_000
"""Keys that are remembered, some 2 MiB; after so many others, equal replacements are numbered from the start again."""


class KeyNames:
    """The replacements in keys of one object, in the order of the text. An equal value gets an equal replacement."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def distinct(self, value: str, replacement: str, mask: str) -> str:
        """``replacement`` for ``value``; with a number where another value has the same, over its masks if it can be.

        So it keeps its length where it consists of ``mask``.
        """
        if len(self._given) >= _REMEMBERED:
            self._given.clear()
            self._counts.clear()
        known = self._given.get((value, replacement))
        if known is not None:
            return known
        count = self._counts[replacement] = self._counts.get(replacement, 0) + 1
        made = replacement if count == 1 else _numbered(replacement, str(count), mask)
        self._given[value, replacement] = made
        return made


def _numbered(replacement: str, number: str, mask: str) -> str:
    if mask and replacement.startswith(mask * len(number)):
        return number + replacement[len(number) :]
    return f"{replacement} {number}".lstrip()

"""Keeps keys apart that would get one replacement: most readers of JSON take the last of two equal keys alone."""

from __future__ import annotations

_REMEMBERED = 10_000
"""Keys that are remembered, some 2 MiB; after so many others, equal replacements are numbered from the start again.
Names in tags are not numbered any more then, since the end tag of an element has to have the name of its start."""


class KeyNames:
    """The replacements in keys of one object, in the order of the text. An equal value gets an equal replacement."""

    def __init__(self, *, in_tags: bool = False) -> None:
        self._in_tags = in_tags
        self._given: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}

    def distinct(self, value: str, replacement: str, mask: str) -> str:
        """``replacement`` for ``value``; with a number where another value has the same, over its masks if it can be.

        So it keeps its length where it consists of ``mask``.
        """
        known = self._given.get((value, replacement))
        if known is not None:
            return known
        if len(self._given) >= _REMEMBERED:
            if self._in_tags:
                return replacement
            self._given.clear()
            self._counts.clear()
        count = self._counts[replacement] = self._counts.get(replacement, 0) + 1
        made = replacement if count == 1 else _numbered(replacement, str(count), mask, "_" if self._in_tags else " ")
        self._given[value, replacement] = made
        return made


def _numbered(replacement: str, number: str, mask: str, between: str) -> str:
    at = replacement.find(mask * len(number)) if mask else -1
    if at >= 0:
        return replacement[:at] + number + replacement[at + len(number) :]
    return f"{replacement}{between}{number}".lstrip()

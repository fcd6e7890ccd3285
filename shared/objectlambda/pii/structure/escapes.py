"""Texts as a reader sees them, with the way back to where each character stands in the source.

JSON writes ``é`` as ``\\u00e9`` and XML as ``&#233;``; a detector has to see the character, an offset has to
count what stands in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import unescape

from objectlambda.pii.structure.sniffing import Format

_JSON = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([^u]))", re.DOTALL
)
_JSON_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_MARKUP = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_QUOTES = re.compile(r'""')
_REPLACEMENT = "\ufffd"


class View:
    """``text`` without escapes, and where its characters stand in the source."""

    __slots__ = ("_sources", "_views", "text")

    def __init__(self, text: str, views: list[int], sources: list[int]) -> None:
        self.text = text
        self._views = views
        self._sources = sources

    def source(self, position: int) -> int:
        """The offset in the source of the view's character at ``position``."""
        index = bisect_right(self._views, position) - 1
        return self._sources[index] + position - self._views[index]

    def view(self, offset: int) -> int:
        """The position in the view of the character at ``offset`` in the source."""
        index = bisect_right(self._sources, offset) - 1
        return self._views[index] + offset - self._sources[index]


def view_of(text: str, kind: Format) -> View | None:
    """``text`` without the escapes of that kind of text; nothing if it has none."""
    if kind is Format.JSON:
        return _view(text, _JSON, _json_character) if "\\" in text else None
    if kind in (Format.XML, Format.HTML):
        return _view(text, _MARKUP, _markup_character) if "&" in text else None
    if kind is Format.DELIMITED:
        return _view(text, _QUOTES, lambda _: '"') if '""' in text else None
    return None


def _view(text: str, pattern: re.Pattern[str], character: Callable[[re.Match[str]], str]) -> View:
    parts: list[str] = []
    views, sources = [0], [0]
    length = position = 0
    for match in pattern.finditer(text):
        decoded = character(match)
        if len(decoded) != 1:  # two characters would have one place in the source
            continue
        parts += (text[position : match.start()], decoded)
        length += match.start() - position + 1
        position = match.end()
        views.append(length)
        sources.append(position)
    parts.append(text[position:])
    return View("".join(parts), views, sources)


def _json_character(match: re.Match[str]) -> str:
    high, low, single, short = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
    if single:
        code = int(single, 16)
        return _REPLACEMENT if 0xD800 <= code < 0xE000 else chr(code)
    return _JSON_SHORT.get(short, short)


def _markup_character(match: re.Match[str]) -> str:
    decoded = unescape(match[0])
    return _REPLACEMENT if "\ud800" <= decoded < "\ue000" else decoded

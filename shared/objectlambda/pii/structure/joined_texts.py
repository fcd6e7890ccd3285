"""Where a text of one format ends and one of another format begins, in objects that were put together of several.

A border is a line that begins another format, or the first line behind the end of a document that does not belong to
it. What follows has to be told as another format as well, so that a line in a value changes nothing.
"""

from __future__ import annotations

import re

from objectlambda.pii.structure.lexing import TARGET
from objectlambda.pii.structure.sniffing import sniff
from objectlambda.pii.structure.text_formats import Format, Structure
from objectlambda.pii.structure.text_starts import STARTS, STARTS_IN_TEXT

_REACH = 4096
"""How many characters behind a border tell what begins there."""
_MOST_TRIED = 4
"""How many places of a window are tried."""
_FREE = frozenset({Format.TEXT, Format.LOG, Format.LINES})
_MARKUP = frozenset({Format.XML, Format.HTML})
_RECORDS = frozenset({Format.RECORDS, Format.FIXED_WIDTH})
_QUOTES = {Format.DELIMITED: '"', Format.SQL: "'"}

_BEHIND_JSON = re.compile(r"[}\]][ \t]*+(?:\r?\n)++(?![\s\]}\[{,\"]|\Z)")
_BEHIND_SQL = re.compile(
    r"(?:(?<![sS][tT][dD][iI][nN]);|\n\\\.)[ \t]*+(?:\r?\n)++(?![\s()\\/#'\"`,;]|--|[A-Z]{2,12}[ ;]|[a-z]{2,12} |\Z)"
)
_BEHIND_CARDS = re.compile(r"\nEND:V(?:CARD|CALENDAR)[ \t]*+(?:\r?\n)++(?!BEGIN:|\s|\Z)")
_LINES = {
    "hl7": r"[A-Z][A-Z0-9]{2}[^\w\s]",
    "x12": r"[A-Z][A-Z0-9]{1,2}[^\w\s.:]",
    "edifact": r"'?(?:[A-Z]{3}[+:']|UNA)",
    "swift": r"[:\-{?]",
    "gedcom": r"\d+ ",
}
"""How the lines of records begin."""
_BEHIND_RECORDS = {name: re.compile(rf"\n(?!{own}|[\s\x0b\x1c]|\Z)") for name, own in _LINES.items()}
_OWN_LINES = {name: re.compile(rf"\n(?:{own})") for name, own in _LINES.items()}
_TELLING = re.compile(r"(?:\A|\n)[^\n:]{1,60}+:[ \t]\S|(?:[^\n]++\n+){3}")
"""Free text that is more than a remark behind a document."""
_ROOT = re.compile(r"(?:\s++|<\?[^>]*+>|<![^>]*+>)*+<([A-Za-z_][\w:.\-]{0,60}+)")


class Borders:
    """Finds the borders in a part of a text that begins with ``head`` and has a structure."""

    def __init__(self, structure: Structure, head: str) -> None:
        self._structure = structure
        self._starts: re.Pattern[str] | None = STARTS_IN_TEXT if structure.format in _FREE else STARTS
        self._behind: re.Pattern[str] | None = None
        self._own: re.Pattern[str] | None = None
        if structure.format is Format.JSON:
            self._starts, self._behind = None, _BEHIND_JSON
        elif structure.format in _MARKUP:
            root = _ROOT.match(head)
            name = re.escape(root[1]) if root else "html"
            self._behind = re.compile(rf"</{name}[ \t]*+>\s*+(?<=\n)(?![<]|\Z)", re.IGNORECASE)
            self._starts, self._own = None, re.compile(rf"<{name}[\s>]", re.IGNORECASE)
        elif structure.format is Format.SQL:
            self._behind = _BEHIND_SQL
        elif structure.reader == "cards":
            self._behind = _BEHIND_CARDS
        elif structure.reader == "ofx":
            self._starts = None
        elif structure.format in _RECORDS:
            self._behind, self._own = _BEHIND_RECORDS.get(structure.reader), _OWN_LINES.get(structure.reader)

    def after(self, text: str, position: int) -> int:
        """The first border behind ``position`` that a window from there reaches; -1 if there is none."""
        stop = min(len(text), position + TARGET)
        places = [self._first(pattern, text, position, stop) for pattern in (self._starts, self._behind) if pattern]
        return min((place for place in places if place >= 0), default=-1)

    def _first(self, pattern: re.Pattern[str], text: str, position: int, stop: int) -> int:
        for tried, match in enumerate(pattern.finditer(text, position, stop)):
            if tried == _MOST_TRIED:
                break
            if position < match.end() and self._is_other(text, match.end(), ended=pattern is self._behind):
                return match.end()
        return -1

    def _is_other(self, text: str, at: int, *, ended: bool) -> bool:
        """Whether another format begins at ``at``; ``ended`` says that a document seems to end before it."""
        rest = text[at : at + _REACH]
        told, now = sniff(rest), self._structure
        if told.format is Format.TEXT:
            is_end = ended and now.format not in (Format.SQL, *_MARKUP) and _TELLING.search(rest)
            return bool(is_end) and not (self._own and self._own.search(rest))
        if told.format is Format.DELIMITED and not told.header:
            return ended and now.format not in (Format.SQL, Format.DELIMITED)
        if now.format in _FREE:
            return told.format not in _FREE and told.format is not Format.JSON and "=3D" not in rest
        quote = _QUOTES.get(now.format)
        if quote and text.count(quote, max(0, at - TARGET), at) % 2:
            return False
        if now.format is Format.DELIMITED and rest.partition("\n")[0].count(now.delimiter) == len(now.names) - 1:
            return False
        return (told.format, told.reader) != (now.format, now.reader)

"""Writes a replacement at an entity's place so that the format stays valid.

A JSON or SQL number cannot hold a mask: it becomes a string, of the same length if the mode keeps the length. In
strings, cells, texts and attributes the replacement gets the escapes of the format.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from html import escape
from operator import itemgetter
from typing import NamedTuple

from objectlambda.pii.detection.windows import Window
from objectlambda.pii.redaction.key_names import KeyNames
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.structure import Format, Structure
from objectlambda.pii.structure.segments import separators_of

_START = itemgetter(0)
_NUMBER = re.compile(r"-?\d[\d.]*(?:[eE][+-]?\d+)?")
_RECORDS = (Format.RECORDS, Format.FIXED_WIDTH)
_KEYED = (Format.JSON, Format.DELIMITED)
_MARKUP = (Format.XML, Format.HTML)
_IN_TAGS = re.compile(r"[<>\"'=&;\s]")
"""Markup that a value in a tag may go over; of such a value only the letters and digits are masked."""
_NOT_IN_NAMES = re.compile(r"[^\w.\-]")
_BEFORE_NAMES = frozenset("</!?: \t\r\n")
_NAME_MASK = "X"
_LINE_KEY = re.compile(r"[ \t]*+(?:- )?[\"'\[]{0,2}[^\s\"'\[\]:=#]\Z")
_KEY_END = re.compile(r"[\"']?[ \t]?[:=\]]")
"""A line as far as the first sign of its key, and what stands behind the key."""
_QUOTES = {Format.JSON: '"', Format.SQL: "'"}
_SPECIAL = {
    Format.JSON: frozenset('"\\'),
    Format.DELIMITED: frozenset('"\r\n'),
    Format.XML: frozenset("<>&\"'-]"),
    Format.HTML: frozenset("<>&\"'-]"),
    Format.SQL: frozenset("'\\"),
}


class Site(NamedTuple):
    """A stretch of a window's text that is replaced as a whole; ``quote`` is the quote for an unquoted number.

    ``outside`` says that it begins in no value: in a key, a tag or a header, if the format has these.
    """

    begin: int
    end: int
    quote: str = ""
    bare_cell: bool = False
    outside: bool = False


new_site: Callable[[tuple[int, int, str, bool, bool]], Site] = partial(tuple.__new__, Site)
"""What ``Site(…)`` makes of all its parts, in two thirds of the time."""


class Sites:
    """Finds the sites of a window's entities."""

    def __init__(self, window: Window, *, keys: bool = False) -> None:
        kind, strict = window.structure.format, window.strict
        self._window = window
        self._leaves = strict and not (keys and kind in (*_KEYED, *_MARKUP))
        self._has_tags = strict and kind in _MARKUP
        self._has_keys = strict and kind in _KEYED
        self._has_lines = kind is Format.LINES
        self._starts: list[int] = list(map(_START, window.fields))
        self._quote = _QUOTES.get(kind, "")
        self._has_cells = kind is Format.DELIMITED

    def is_markup(self, site: Site) -> bool:
        """Whether ``site`` is a key, a tag or a header, which redaction does not change.

        With ``keys``, those of JSON, tables, XML and HTML are changed as well.
        """
        return site.outside and self._leaves

    def is_in_tag(self, site: Site) -> bool:
        """Whether ``site`` is in a tag of XML or HTML, or in a declaration."""
        return site.outside and self._has_tags

    def is_key(self, site: Site) -> bool:
        """Whether ``site`` is in a key of JSON, YAML or their like, or in a header of a table."""
        if site.outside and self._has_lines:
            text = self._window.text
            line = text.rfind("\n", 0, site.begin) + 1
            return bool(_LINE_KEY.match(text, line, site.begin + 1) and _KEY_END.match(text, site.end))
        return site.outside and self._has_keys

    def at(self, begin: int, end: int) -> Site:
        """The site of the entity at ``text[begin:end]``: the entity itself, or the whole number around it."""
        index = bisect_right(self._starts, begin) - 1
        if index < 0:
            return Site(begin, end, outside=True)
        start, stop, _, _ = self._window.fields[index]
        if stop < end or not (self._quote or self._has_cells):
            return new_site((begin, end, "", False, stop <= begin))
        text = self._window.text
        if self._has_cells:
            return new_site((begin, end, "", start == 0 or text[start - 1] != '"', False))
        # A value at the edge of the window continues from the window before; only strings do so.
        inside_string = text[start - 1] == self._quote if start else self._window.start > 0
        if inside_string or not _NUMBER.fullmatch(text, start, stop):
            return new_site((begin, end, "", False, False))
        return Site(start, stop, quote=self._quote)


def replacement_at(redaction: Redaction, entity_type: str, site: Site, window: Window, mask: str) -> str:
    """The text to write at ``site`` in place of an entity of that type; ``mask`` is the window's, see `mask_in`."""
    mode = redaction.mode_of(entity_type)
    if mode is Mode.MASK and window.view is None and not (site.quote or redaction.mask_bytes):
        return mask * (site.end - site.begin)
    structure = window.structure
    source = window.text[site.begin : site.end]
    if window.view is not None and window.view.keeps_length(site.begin):
        replacement = redaction.replacement(entity_type, window.view.read(site.begin, site.end), mask)
        return _escape(window.view.encode(site.begin, site.end, replacement), structure, site)
    if mode is Mode.MASK:
        if site.quote:
            return _mask_number(mask, len(source), site.quote)
        return mask * (len(source.encode("utf-8", "surrogateescape")) if redaction.mask_bytes else len(source))
    replacement = redaction.replacement(entity_type, _value(source, site, window), mask)
    if site.quote and mode is Mode.REMOVE:
        return "null"
    if site.quote and mode is Mode.FAKE:
        return replacement
    if window.view is not None:
        replacement = window.view.encode(site.begin, site.end, replacement)
    return f"{site.quote}{_escape(replacement, structure, site)}{site.quote}"


def replacement_in_tag(redaction: Redaction, entity_type: str, site: Site, window: Window, tags: KeyNames) -> str:
    """The same for an entity in a tag of XML or HTML: letters, digits and signs that a name may have.

    An element has one name in its start and its end tag, since equal values have equal replacements; ``tags`` keeps
    those of other values apart, since a tag must not have two attributes of one name.
    """
    source = window.text[site.begin : site.end]
    if _IN_TAGS.search(source):
        return "".join(_NAME_MASK if character.isalnum() else character for character in source)
    replacement = redaction.replacement(entity_type, _value(source, site, window), _NAME_MASK)
    if redaction.mode_of(entity_type) is Mode.MASK and redaction.mask_bytes:
        replacement = _NAME_MASK * len(source.encode("utf-8", "surrogateescape"))
    name = _NOT_IN_NAMES.sub("_", replacement) or "_"
    begins = window.text[site.begin - 1 : site.begin] in _BEFORE_NAMES
    name = f"_{name}" if begins and not (name[0].isalpha() or name[0] == "_") else name
    is_masked = redaction.mode_of(entity_type) in (Mode.MASK, Mode.KEEP_LAST_4)
    made = tags.distinct(source, name, _NAME_MASK if is_masked else "")
    return f"_{made[1:]}" if begins and made[0].isdecimal() else made


def _value(source: str, site: Site, window: Window) -> str:
    """The value at ``site`` as a reader sees it; ``source`` is how it is written."""
    value = source if window.view is None else window.view.read(site.begin, site.end)
    return value.replace("''", "'") if window.structure.format is Format.SQL else value


def _without_separators(text: str, structure: Structure) -> str:
    """``text`` with a dash in place of the characters that separate values in a file of records."""
    separators = frozenset(separators_of(structure.reader, structure.prologue))
    return "".join("-" if character in separators else character for character in text)


def _mask_number(mask: str, length: int, quote: str) -> str:
    """A string of ``length`` characters with its quotes; one digit leaves no room for quotes and becomes 0."""
    return "0" if length == 1 else f"{quote}{mask * (length - 2)}{quote}"


def mask_in(structure: Structure, character: str) -> str:
    """``character``, or another one if it would be markup."""
    special = _SPECIAL.get(structure.format, frozenset())
    if structure.format is Format.DELIMITED:
        special |= {structure.delimiter}
    elif structure.format in _RECORDS:
        special |= frozenset(separators_of(structure.reader, structure.prologue))
    return next(mask for mask in (character, "*", "#", "X") if mask not in special)


def _escape(text: str, structure: Structure, site: Site) -> str:
    match structure.format:
        case Format.JSON:
            return json.dumps(text, ensure_ascii=False)[1:-1]
        case Format.XML | Format.HTML:
            return escape(text)
        case Format.SQL:
            return text.replace("'", "''")
        case Format.DELIMITED if site.bare_cell:
            return re.sub(rf'["\r\n{re.escape(structure.delimiter)}]', " ", text)
        case Format.DELIMITED:
            return text.replace('"', '""')
        case Format.RECORDS:
            return _without_separators(text, structure)
        case Format.FIXED_WIDTH:
            return _without_separators(text, structure)[: site.end - site.begin].ljust(site.end - site.begin)
        case _:
            return text

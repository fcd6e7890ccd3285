"""Finds values that a call puts together: ``CONCAT_WS('-', '536', '22', '1234')``, ``["536", "22", "1234"].join("-")``.

What is joined counts only if it holds something like a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objectlambda.pii.rules.gates import Held
from objectlambda.pii.structure.joined_strings import VALUE
from objectlambda.pii.structure.pieces import Pieces
from objectlambda.pii.structure.searches import IN_PIECES, spans_of
from objectlambda.pii.structure.spelled import label_before
from objectlambda.pii.structure.views import Substitution

_CALL = IN_PIECES.pattern(
    rb"(?i)\b(?:concat(?:_ws)?|implode|join|paste0?|strcat|array_to_string|s?printf|format)\s?\((?:\s{0,9}(?:array|list|c)?\s?[\[(])?\s{0,9}n?['\"]",
    needle=rb"(?i)(?:concat|_ws|implode|join|paste0?|strcat|_to_string|printf|format)\s?\(",
)
_JOINED = IN_PIECES.pattern(rb"['\"]\s{0,9}[\])]\s?\.\s?join\s?\(\s?['\"]")
_STRING = rb"[nN]?(?:'((?:[^'\\\n]|\\.){0,64})'|\"((?:[^\"\\\n]|\\.){0,64})\")"
_STRINGS = re.compile(rb"[\s,]*+(?:(?:array|ARRAY|list|c)?\s?[\[(]\s*+)?" + _STRING)
_LIST_END = re.compile(rb"\s*+[\])]\s*+(?:,\s*+|\.\s?join\s?\(\s?)" + _STRING)
_WITH_SEPARATOR = re.compile(rb"(?i)(?:concat_ws|implode|join)\s?\(")
_SEPARATOR = re.compile(rb"['\"]([^'\"\n]{0,8})['\"]\s?\.\s?\Z")
"""A separator before the call: ``"-".join([…])``."""
_TEMPLATE = re.compile(rb"(?i)s?printf|format")
_PLACE = re.compile(r"%[\d$.]*[sdv]|\{\w*\}")
_LONGEST_LIST = 600
_LONGEST = 24
_MOST = 24


def called_values(held: Held) -> Iterator[Pieces]:
    """The values in an ASCII shadow that a call joins."""
    shadow = held.subject
    for start, end in spans_of(held, _CALL):
        strings, at = _strings(shadow, shadow.index(b"(", start, end) + 1)
        if _TEMPLATE.match(shadow, start):
            between = _PLACE.split(_text(shadow, strings[0]))[1:-1] if strings else ()
            yield from _joined(shadow, strings[1:], between, start)
            continue
        behind = _LIST_END.match(shadow, at)
        before = _SEPARATOR.search(shadow, max(0, start - _LONGEST), start)
        if _WITH_SEPARATOR.match(shadow, start) and len(strings) > 1:
            yield from _joined(shadow, strings[1:], [_text(shadow, strings[0])], start)
        said = before or behind
        yield from _joined(shadow, strings, [_text(shadow, _span(said))] if said else [], start)
    for start, _ in spans_of(held, _JOINED):
        first = max(shadow.rfind(b"[", max(0, start - _LONGEST_LIST), start), 0)
        strings, at = _strings(shadow, first)
        if at > start and (behind := _LIST_END.match(shadow, at)):
            yield from _joined(shadow, strings, [_text(shadow, _span(behind))], first)


def _strings(shadow: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """The strings of the list at ``at``, and where they end."""
    found: list[tuple[int, int]] = []
    while len(found) < _MOST and (string := _STRINGS.match(shadow, at)):
        found.append(_span(string))
        at = string.end()
    return found, at


def _span(string: re.Match[bytes]) -> tuple[int, int]:
    return string.span(string.lastindex or 0)


def _text(shadow: bytes, span: tuple[int, int]) -> str:
    return shadow[slice(*span)].decode()


def _joined(shadow: bytes, strings: Sequence[tuple[int, int]], between: Sequence[str], start: int) -> Iterator[Pieces]:
    """The value of ``strings`` with what stands ``between`` them; the last of it stands between all that follow."""
    parts: list[Substitution] = []
    for index, string in enumerate(strings):
        if parts and between:
            parts.append(Substitution(parts[-1].end, parts[-1].end, between[min(index, len(between)) - 1]))
        if string[0] < string[1]:
            parts.append(Substitution(*string, _text(shadow, string)))
    if len(parts) > 1 and VALUE.search("".join([part.text for part in parts])):
        yield Pieces(parts, label_before(shadow, start))

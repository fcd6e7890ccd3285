"""Full names that are a whole segment: a line or an item of a list, a quoted string, a link's text, a title.

A segment is read by its words alone, so it has to begin with a known given name, and no other word of it may be a
common one, a thing, a place or a company. A list whose items are mostly such names lends its others evidence.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar, NamedTuple

from objectlambda.pii.entities import Entity, EntityType
from objectlambda.pii.rules.ascii_shadow import fold
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.common_words import is_common_surname, is_listed
from objectlambda.pii.rules.companies import is_company
from objectlambda.pii.rules.concepts import NAME
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import (
    ALSO_WORDS,
    LOWER_WORDS,
    PARTICLES,
    is_first_name,
    is_only_first_name,
)
from objectlambda.pii.rules.known_things import are_things
from objectlambda.pii.rules.literals import has
from objectlambda.pii.rules.phrases import FREE_TEXT, THINGS
from objectlambda.pii.rules.scan import Scan
from objectlambda.pii.rules.subjects import about_articles, about_places
from objectlambda.pii.rules.teams_and_towns import TEAMS, TOWNS, is_cultivar
from objectlambda.pii.rules.words import words
from objectlambda.pii.rules.words_behind_names import OF_LAND, PLACES, THINGS_CALLED, ends_thing

_WORD = rb"(?:[A-Z]['a-z]?[A-Z]?[a-z\x1a]+(?:['\-][A-Z]?[a-z\x1a]{2,})?|[A-Z][A-Z'\-]*[A-Z])"
_FULL = (
    rb"%s(?: (?:[A-Z]\.?|[Dd](?:e|el|er|en|a|os|i)|[Ll](?:a|os)|[Vv](?:an|on)|[Tt]er|y|al|bin)){0,3}"
    rb" %s(?: %s)?"
) % (_WORD, _WORD, _WORD)
_NUMBER = rb"[,;:]?[ \t]+[(+]?\d[\d ()+/.\-]{6,}"
"""A telephone, a social security number, a day behind a name."""
_END = _NUMBER + rb"|[,;]?[ \t]*\r?$| <[A-Za-z0-9]| \((?:https?:|@|[^\s()]{1,60}@)|'s (?:CV|[Rr].sum.)"
_LINE = linear(rb"(?m)^[ \t]*(?:-|(?:(?:[-*+>#\x1a]+|\d{1,3}[.)]|title:) ){0,2})[\"']?(%s)[\"']?(?:%s)" % (_FULL, _END))
"""A line, an item or a heading that is a name."""
_ENCLOSED = linear(
    rb"\"%s(?:[ ,]+\d[\d \-/.]{6,})?\"|'%s'|\[%s\](?:\(|\[|: )"
    rb"|<(?:a|b|p|i|h[1-6]|li|td|th|dt|dd|em|cite|strong|span|div|small|figcaption)(?: [^<>]{0,200})?>%s</"
    % ((_FULL,) * 4)
)
"""A string, the text of a link and that of an element of HTML."""
_SIGNS = (b'"', b"'", b"](", b"</")
_SINGLE = linear(rb"(?m)^[ \t]*(?:[-*+\x1a] |\d{1,3}[.)] )?(%s),?[ \t]*\r?$" % _WORD)
_MANY_SINGLE = linear(rb"(?:^|\n)(?:[ \t]*(?:[-*+\x1a] |\d{1,3}[.)] )?[A-Z][A-Za-z'\-]{2,20},?[ \t]*(?:\r?\n|$)){5}")
_QUOTED_PAIR = linear(rb"\"([A-Z][a-z]{1,14})\",? (?:and|or|y|e|und|et) \"([A-Z][a-z]{1,14})\"")
"""Two given names in quotes: between "John" and "Joan"."""
_SIGNED = linear(rb"(?m)(?:^|\S ?)// ?([A-Z][a-z]{2,11})[ \t]*\r?$")
"""A remark and who made it."""
_BEFORE_SURNAMES = words("de den der ter van von")
"""Particles that common words become surnames behind: "Bart de Koning"."""
_FEWEST, _LONGEST_GAP = 2, 160
_FEWEST_SURNAMES, _SHORTEST = 5, 3
_MOST_FIELDS, _ROWS = 200, 20


class _Segment(NamedTuple):
    """A segment in the form of a name, and whether its words alone show that it is one."""

    start: int
    end: int
    sure: bool


class WholeNameRecognizer(WindowRecognizer):
    """A full name that is a whole line, item, string, link or heading, and its neighbours in a list of names."""

    TYPES = (EntityType.NAME,)
    HOW: ClassVar[str] = 'full names as whole lines, items, strings, links and headings; "John" and "Joan"; // Jef'

    def find(self, scan: Scan) -> Iterator[Entity]:
        shadow = scan.shadow
        if scan.catalogue or scan.of_fonts:
            return
        fields = _Fields(scan)
        if not _is_table(scan) and any(has(shadow, sign) for sign in _SIGNS):
            for begin, stop in scan.matches(_ENCLOSED):
                start, end = _inside(shadow, begin, stop)
                if is_cultivar(shadow, start, end):
                    continue
                if is_full_name(scan.text[start:end]) and fields.allow(start, end):
                    yield Entity(EntityType.NAME, start, end, 0.85)
        if has(shadow, b"//"):
            for start, end in _spans(scan, _SIGNED):
                word = scan.text[start:end].lower()
                if is_only_first_name(word) and word not in LOWER_WORDS:
                    yield Entity(EntityType.NAME, start, end, 0.8)
        if scan.code:
            return
        yield from _in_lines(scan, fields)
        if has(shadow, b'" '):
            for match in _QUOTED_PAIR.finditer(shadow):
                if all(is_only_first_name(match[group].decode().lower()) for group in (1, 2)):
                    for group in (1, 2):
                        yield Entity(EntityType.NAME, match.start(group), match.end(group), 0.85)


def _is_table(scan: Scan) -> bool:
    """Whether the window is a long table, of which the columns tell what the cells hold."""
    return len(scan.fields) > _MOST_FIELDS and len(scan.fields) > _ROWS * len(scan.names)


def _inside(shadow: bytes, start: int, end: int) -> tuple[int, int]:
    """The place of the segment between its quotes, brackets or tags."""
    if shadow.startswith(b"<", start):
        return shadow.rfind(b">", start, end) + 1, end - len(b"</")
    end = shadow.rfind(b"]", start, end) if shadow.startswith(b"[", start) else end - 1
    return start + 1, start + 1 + len(shadow[start + 1 : end].rstrip(b"0123456789 ,-/."))


def _spans(scan: Scan, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The places of the group that took part in each match."""
    for match in pattern.finditer(scan.shadow):
        yield match.span(match.lastindex or 0)


def _in_lines(scan: Scan, fields: _Fields) -> Iterator[Entity]:
    """The names that are lines, and those beside them in a list of which most items are names."""
    lines = [
        _Segment(start, end, is_full_name(scan.text[start:end]))
        for start, end in _spans(scan, _LINE)
        if fields.allow(start, end)
    ]
    for run in _runs(scan.shadow, lines):
        sure = sum(line.sure for line in run)
        listed = sure >= _FEWEST and 2 * sure >= len(run)
        for line in run:
            if line.sure or (listed and _is_possible(scan.text[line.start : line.end])):
                yield Entity(EntityType.NAME, line.start, line.end, 0.9 if listed else 0.8)
    yield from _single_lines(
        scan, fields, [line for line in lines if line.sure or _is_likely(scan.text[line.start : line.end])]
    )


def _single_lines(scan: Scan, fields: _Fields, full: Sequence[_Segment]) -> Iterator[Entity]:
    """Single words between two lines that are full names, and lists of surnames: "Baker", "Carter", "Ellis"."""
    text, shadow = scan.text, scan.shadow
    if len(full) < _FEWEST and shadow.count(b"\n") < _FEWEST_SURNAMES - 1:
        return
    if len(full) < _FEWEST and not _MANY_SINGLE.search(shadow):
        return
    singles = [
        _Segment(start, end, _is_surname(text[start:end].lower()))
        for start, end in _spans(scan, _SINGLE)
        if fields.allow(start, end)
    ]
    starts = [line.start for line in full]
    for one in singles if len(full) >= _FEWEST else ():
        after = bisect(starts, one.start)
        if not 0 < after < len(full) or not _may_be_surname(text[one.start : one.end]):
            continue
        above, below = full[after - 1], full[after]
        if (above.sure or below.sure) and _touch(shadow, above, one) and _touch(shadow, one, below):
            yield Entity(EntityType.NAME, one.start, one.end, 0.8)
    for run in _runs(shadow, singles):
        told = sum(one.sure for one in run)
        if len(run) < _FEWEST_SURNAMES or 2 * told < len(run):
            continue
        values = [text[one.start : one.end] for one in run]
        if all(map(_may_be_surname, values)) and any(is_common_surname(value.lower()) for value in values):
            for one in run:
                yield Entity(EntityType.NAME, one.start, one.end, 0.75)


def _is_surname(word: str) -> bool:
    return is_common_surname(word) or is_first_name(word)


def _may_be_surname(value: str) -> bool:
    """Whether a single word is no common word, no thing and no place."""
    word = fold(value.lower()).decode()
    if len(word) < _SHORTEST or is_listed(word) or word in PLACES or word in THINGS_CALLED or value.isupper():
        return False
    return not are_things(value) and not is_company(value)


def _touch(shadow: bytes, first: _Segment, last: _Segment) -> bool:
    """Whether ``last`` stands in the line below ``first``."""
    return last.start - first.end < _LONGEST_GAP and shadow.count(b"\n", first.end, last.start) == 1


def _runs(shadow: bytes, lines: Sequence[_Segment]) -> Iterator[list[_Segment]]:
    """``lines`` in groups that stand one below the other."""
    run: list[_Segment] = []
    for line in lines:
        if run and (line.start - run[-1].end > _LONGEST_GAP or shadow.count(b"\n", run[-1].end, line.start) > 1):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


class _Fields:
    """Tells which segments stand in fields that may hold a person; it judges each name of a field once."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._known = {"": True}

    def allow(self, start: int, end: int) -> bool:
        """Whether a field that holds the segment may hold a person."""
        field = self._scan.field(start, end) if self._scan.fields else None
        if field is None:
            return True
        allowed = self._known.get(field.name)
        if allowed is None:
            allowed = self._known[field.name] = self._judge(field.name)
        return allowed

    def _judge(self, name: str) -> bool:
        scan = self._scan
        if about_places(scan) or about_articles(scan) or name in scan.columns_of_things or field_concepts(name) & ~NAME:
            return False
        kinds = field_words(name)
        return THINGS.isdisjoint(kinds) or not FREE_TEXT.isdisjoint(kinds)


def _parts(value: str) -> list[str]:
    return fold(value.lower().replace(".", "")).decode().split()


@lru_cache(maxsize=4096)  # threads share it: the result depends on the value alone, and the table locks itself
def is_full_name(value: str) -> bool:
    """Whether a known given name is followed by words that are surnames at most."""
    first, *rest = _parts(value)
    given = first.partition("-")[0]
    if given in ALSO_WORDS or given in LOWER_WORDS or not is_first_name(given):
        return False
    return _may_be_name(value, first, rest)


def _is_likely(value: str) -> bool:
    """Whether a given name, which may also be a word, is followed by words that are surnames at most."""
    first, *rest = _parts(value)
    return is_first_name(first) and _may_be_name(value, first, rest)


def _is_possible(value: str) -> bool:
    """Whether the words may be a name where a list shows it."""
    first, *rest = _parts(value)
    return (is_first_name(first) or not is_listed(first)) and _may_be_name(value, first, rest)


def _may_be_name(value: str, first: str, rest: Sequence[str]) -> bool:
    last = rest[-1]
    if (
        last in PLACES
        or last in THINGS_CALLED
        or last in TEAMS
        or last in TOWNS
        or last in PARTICLES
        or first in PARTICLES
        or first in OF_LAND
    ):
        return False
    if ends_thing(last) and not is_common_surname(last):
        return False
    behind_particle = len(rest) > 1 and rest[-2] in _BEFORE_SURNAMES
    for word in rest:
        if len(word) > 1 and is_listed(word) and word not in PARTICLES and not behind_particle:
            return False
        if len(word) > 2 and are_things(word) and not is_common_surname(word):
            return False
    return not are_things(value) and not is_company(value.title() if value.isupper() else value)

"""Selects what the network reads of a window: all of it, or only values that rules and field names leave open.

In records, field names say most: a column called ``ssn`` holds no names, and one called ``last_name`` needs no network.
The other values are read one by one, each after its field's name ("notes: call Ann back"), so that a repeated value is
read once. The result for a value depends on the value and its field's name alone.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from objectlambda.pii.entities import Entity
from objectlambda.pii.ner.networks import Network, Tagged
from objectlambda.pii.rules.common_words import is_listed
from objectlambda.pii.rules.concepts import ADDRESS, NAME, PLACE
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.first_names import ONLY_NAMES
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.rules.phrases import FREE_TEXT, THINGS
from objectlambda.pii.rules.scan import Scan

_PLACE = itemgetter(1, 2)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MARKUP = linear(
    rb"(?:[^A-Za-z]|\"[^\"\n]{1,80}\"\s*:|<[^<>]{0,400}>|\b(?:null|NULL|None|true|false|True|False|nan|NaN)\b)*"
)
_STATEMENT = linear(
    rb"(?is)^(.*?)\b(?:(?:INSERT|REPLACE|UPSERT)\s[^(;']{0,200}(?:\([^()';]+\)\s*)?\bVALUES?"
    rb"|COPY\s[^(;']{0,200}\([^()';]+\)\s*FROM\s+stdin;?)[\s(NE]*'?$"
)
"""A text, and the head of a statement of SQL up to the first value of its first row."""
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?:[-'’]*[A-ZÀ-Þ][a-zß-ÿ]+)*")
_COMMENT = re.compile(rb"--|/\*|#")
_LAST = linear(rb"(?s)^'?\s*(?:\)[\s)]*;|\\\.\n)(.*)$")
"""The end of a statement of SQL, and a text."""
_LOWER = re.compile(rb"[a-z]{2}")
_KEY = re.compile(r"\"([^\W\d_][^\"\n\d]{3,60})(?:\d[^\"\n]{0,60})?\"\s*:")
_TWO_WORDS = re.compile(rb"\"[A-Za-z][^\"\n ]{0,40} [^\"\n]{1,120}\"\s*:")
_SPEAKS = re.compile(r"(?<![^\W\d_])[a-zß-ÿ]{2,} [A-ZÀ-Þ][\w'’]|[A-ZÀ-Þ][\w'’]+ [A-ZÀ-Þ][\w'’\-]+,? [a-zß-ÿ]{2}")
"""Words before or behind a name: "ask for Ann", "Ann Roe called"; "Desk lamp" has no such words."""
_SHORT = 48
"""The longest value, in characters, that its field's name describes; longer values may say anything."""
_MOST = 0.7
"""The share of the fields whose names have to say something."""
_MOST_SINGLE = 20
"""At most one field in so many may hold another single word and have no name."""
_MOST_BESIDE = 4
"""At most one character in so many stands in texts before and behind statements."""
_REMEMBERED = 8192
_LONGEST_REMEMBERED = 160


class _Part(NamedTuple):
    """A text to read: findings at or after ``start`` in the window count; ``shift`` moves them to their place."""

    text: str
    start: int
    shift: int


class Reader:
    """Gives a network's findings for windows, and lets the network read only what is necessary.

    It remembers the findings of up to 8,192 short values (about 4 MB), which the network would give again. Threads
    share it: the table is read and changed under a lock, and the findings are immutable.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._known: OrderedDict[str, tuple[Tagged, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, scans: Sequence[Scan], found: Sequence[Iterable[Entity]]) -> list[list[Tagged]]:
        """The network's findings in each window; ``found`` are those of the rules."""
        parts = [_parts(scan, entities) for scan, entities in zip(scans, found, strict=True)]
        answers = self._answers([part.text for window in parts for part in window])
        return [[span for part in window for span in _placed(answers[part.text], part)] for window in parts]

    def _answers(self, texts: Sequence[str]) -> dict[str, tuple[Tagged, ...]]:
        answers: dict[str, tuple[Tagged, ...]] = {}
        asked: dict[str, None] = {}
        with self._lock:
            for text in texts:
                known = self._known.get(text)
                if known is None:
                    asked[text] = None
                else:
                    answers[text] = known
        if not asked:
            return answers
        new = dict(zip(asked, map(tuple, self._network(list(asked))), strict=True))
        answers.update(new)
        with self._lock:
            self._known.update((text, spans) for text, spans in new.items() if len(text) <= _LONGEST_REMEMBERED)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return answers


def _placed(spans: Sequence[Tagged], part: _Part) -> Iterable[Tagged]:
    """The ``spans`` in a part's text that count, at their places in the window."""
    _, first, shift = part
    if not shift and not first:
        return spans
    return [
        Tagged(start + shift, end + shift, label, score, familiarity)
        for start, end, label, score, familiarity in spans
        if start + shift >= first
    ]


def _parts(scan: Scan, found: Iterable[Entity]) -> list[_Part]:
    """The texts to read of a window, each with the place of its value in the text and in the window."""
    if not scan.fields:
        return [_Part(scan.text, 0, 0)]
    settled: set[tuple[int, int]] = set(map(_PLACE, found))
    gaps = _gaps_of_named(scan, settled)
    if gaps is None and not (scan.typed and _all_records(scan)):
        return [_Part(scan.text, 0, 0), *_keys_of_persons(scan.text)]
    values = list(_open_values(scan, settled))
    if not gaps:
        return values
    values += [_Part(scan.text[start:end], start, start) for start, end in gaps.texts]
    return [*values, *_keys_of_persons(scan.text)] if any(map(_may_name, gaps.markup)) else values


def _keys_of_persons(text: str) -> Iterator[_Part]:
    """The keys that have the form of a person's name, up to digits behind it."""
    for key in _KEY.finditer(text):
        name = key[1].strip()
        if person_in_name(name) == name:
            begin = key.start(1) + key[1].index(name)
            yield _Part(name, begin, begin)


@lru_cache(maxsize=8192)  # of immutable values, by their arguments alone: threads may share it
def _may_name(markup: bytes) -> bool:
    """Whether ``markup``, between two values, has a key of two words."""
    return _TWO_WORDS.search(markup) is not None


class _Words:
    """Tells which places of a text hold two letters in a row; asked in order, it reads long ones once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._next = -1
        """Where it looked from, and where the next two letters are from there on."""

    def in_place(self, start: int, end: int) -> bool:
        """Whether two letters stand in a row in ``[start, end)``."""
        if end - start < _SHORT:
            return _LETTERS.search(self._text, start, end) is not None
        if not self._start <= start <= self._next:
            found = _LETTERS.search(self._text, start)
            self._start, self._next = start, found.start() if found else len(self._text)
        return self._next + 2 <= end


def _open_values(scan: Scan, settled: set[tuple[int, int]]) -> Iterator[_Part]:
    text = scan.text
    words = _Words(text)
    read = 0
    typed = bool(scan.typed)
    for start, end, name, kind in scan.fields:
        if kind or (start, end) in settled or end <= read:
            continue
        read = end if typed else 0  # a value inside a value that is read as a whole is not read again
        value = text[start:end]
        if not (_LETTERS.search(value) if len(value) < _SHORT else words.in_place(start, end)):
            continue
        if len(value) > _LONGEST_REMEMBERED or len(name) > _LONGEST_REMEMBERED:
            yield _Part(value, start, start)
        elif _is_open(name, value):
            label = f"{name}: " if name else ""
            yield _Part(f"{label}{value}", start, start - len(label))


@lru_cache(maxsize=8192)  # of immutable values, by their arguments alone: threads may share it
def _is_open(name: str, value: str) -> bool:
    """Whether the network has to read ``value``, because its field's name does not say what it is."""
    if " " not in value and value.islower():
        return False
    concepts = field_concepts(name)
    if concepts & (NAME | ADDRESS | PLACE) or len(value) > _SHORT:
        return True
    kinds = field_words(name)
    if not concepts and (THINGS.isdisjoint(kinds) or not FREE_TEXT.isdisjoint(kinds)):
        return True
    return " " in value and _speaks(value)


def _speaks(value: str) -> bool:
    """Whether a short value has the form of a sentence about somebody, and not of a name of a thing."""
    first, _, rest = value.partition(" ")
    return _SPEAKS.search(value) is not None or (rest[:1].islower() and first.istitle() and first.lower() in ONLY_NAMES)


class _Gaps(NamedTuple):
    """What stands between fields: ``markup``, and ``sql`` with the places of ``texts`` before and behind statements."""

    markup: set[bytes]
    sql: set[bytes]
    texts: list[tuple[int, int]]


def _gaps_of_named(scan: Scan, settled: set[tuple[int, int]]) -> _Gaps | None:
    """What stands between fields that hold nearly all of the window's text, if most of their names say something."""
    shadow = scan.shadow
    telling = {name for name in scan.names if len(name) > 1 and not name.isdigit()}
    gaps = _Gaps(set(), set(), [])
    at = named = 0
    for start, end, name, _ in scan.fields:
        if start < at:
            continue
        gap = shadow[at:start]
        if gap not in gaps.markup and gap not in gaps.sql and not _add_gap(gaps, gap, at, _STATEMENT):
            return None
        named += name in telling
        at = end
    if not _add_gap(gaps, shadow[at:], at, _LAST):
        return None
    if sum(end - start for start, end in gaps.texts) * _MOST_BESIDE > len(shadow):
        return None
    if not gaps.sql and not gaps.texts and named >= _MOST * len(scan.fields):
        return gaps
    return gaps if _are_told(scan, settled) else None


def _add_gap(gaps: _Gaps, gap: bytes, at: int, statement: Any) -> bool:
    """Adds the ``gap`` at ``at`` to ``gaps``; whether it is markup, or has the form of ``statement`` with a text."""
    if _is_markup(gap) if len(gap) < _LONGEST_REMEMBERED else _MARKUP.fullmatch(gap) is not None:
        gaps.markup.add(gap)
        return True
    found = statement.search(gap)
    if found is None:
        return False
    start, end = found.span(1)
    if _COMMENT.search(gap, end) and statement is _STATEMENT:
        end = len(gap)
    if _MARKUP.fullmatch(gap[start:end]) is None:
        gaps.texts.append((at + start, at + end))
    else:
        gaps.sql.add(gap)
    return True


def _are_told(scan: Scan, settled: set[tuple[int, int]]) -> bool:
    """Whether most of the fields that hold words are settled, or their names say of what kind they are.

    Few of the others may hold single words, and only common ones: such a word is a name by what stands beside it.
    """
    telling = {name for name, concepts in scan.names.items() if concepts or not THINGS.isdisjoint(field_words(name))}
    words = _Words(scan.text)
    at = open_ = told = 0
    singles: set[str] = set()
    for start, end, name, _ in scan.fields:
        if start < at:
            continue
        at = end
        if name in telling or (start, end) in settled:
            told += 1
        elif words.in_place(start, end) and not _is_markup(scan.shadow[start:end]):
            open_ += 1
            if " " not in (value := scan.text[start:end]) and not value.islower():
                singles.add(value)
    if told < _MOST * (told + open_) or len(singles) * _MOST_SINGLE > told:
        return False
    return all(is_listed(single.lower()) for single in singles if _CAPITALISED.fullmatch(single))


def _all_records(scan: Scan) -> bool:
    """Whether all of the window's text except tags and separators lies in fields, as in records of a format."""
    at = 0
    for field in scan.fields:
        if field.start > at and _LOWER.search(scan.shadow, at, field.start):
            return False
        at = max(at, field.end)
    return _LOWER.search(scan.shadow, at) is None


@lru_cache(maxsize=8192)  # of immutable values, by their arguments alone: threads may share it
def _is_markup(gap: bytes) -> bool:
    return _MARKUP.fullmatch(gap) is not None

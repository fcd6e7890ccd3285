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
from typing import NamedTuple

from objectlambda.pii.entities import Entity
from objectlambda.pii.ner.networks import Network, Tagged
from objectlambda.pii.rules.concepts import ADDRESS, NAME, PLACE
from objectlambda.pii.rules.context import linear
from objectlambda.pii.rules.field_concepts import field_concepts, field_words
from objectlambda.pii.rules.person_names import person_in_name
from objectlambda.pii.rules.phrases import FREE_TEXT, THINGS
from objectlambda.pii.rules.scan import Scan

_PLACE = itemgetter(1, 2)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MARKUP = linear(
    rb"(?:[^A-Za-z]|\"[^\"\n]{1,80}\"\s*:|<[^<>]{0,400}>|\b(?:null|NULL|None|true|false|True|False|nan|NaN)\b)*"
)
_LOWER = re.compile(rb"[a-z]{2}")
_KEY = re.compile(r"\"([^\W\d_][^\"\n\d]{3,60})(?:\d[^\"\n]{0,60})?\"\s*:")
_TWO_WORDS = re.compile(rb"\"[A-Za-z][^\"\n ]{0,40} [^\"\n]{1,120}\"\s*:")
_SHORT = 48
"""The longest value, in characters, that its field's name describes; longer values may say anything."""
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
        return [
            [
                span._replace(start=span.start + part.shift, end=span.end + part.shift)
                for part in window
                for span in answers[part.text]
                if span.start + part.shift >= part.start
            ]
            for window in parts
        ]

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


def _parts(scan: Scan, found: Iterable[Entity]) -> list[_Part]:
    """The texts to read of a window, each with the place of its value in the text and in the window."""
    markup = _markup_of_named(scan) if scan.fields else None
    if markup is None and not (scan.fields and scan.typed and _all_records(scan)):
        return [_Part(scan.text, 0, 0), *(_keys_of_persons(scan.text) if scan.fields else ())]
    settled: set[tuple[int, int]] = set(map(_PLACE, found))
    values = list(_open_values(scan, settled))
    return [*values, *_keys_of_persons(scan.text)] if markup and any(map(_may_name, markup)) else values


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


def _open_values(scan: Scan, settled: set[tuple[int, int]]) -> Iterator[_Part]:
    text = scan.text
    read = 0
    typed = bool(scan.typed)
    for start, end, name, kind in scan.fields:
        if kind or (start, end) in settled or end <= read:
            continue
        read = end if typed else 0  # a value inside a value that is read as a whole is not read again
        value = text[start:end]
        if not _LETTERS.search(value):
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
    return not concepts and (THINGS.isdisjoint(kinds) or not FREE_TEXT.isdisjoint(kinds))


def _markup_of_named(scan: Scan) -> set[bytes] | None:
    """What stands between fields that hold all of the window's text, if most of their names say something."""
    shadow = scan.shadow
    telling = {name for name in scan.names if len(name) > 1 and not name.isdigit()}
    known: set[bytes] = set()
    at = named = 0
    for start, end, name, _ in scan.fields:
        if start < at:
            continue
        gap = shadow[at:start]
        if gap not in known:
            if not (_is_markup(gap) if len(gap) < _LONGEST_REMEMBERED else _MARKUP.fullmatch(gap) is not None):
                return None
            known.add(gap)
        named += name in telling
        at = end
    last = shadow[at:]
    known.add(last)
    return known if named >= 0.7 * len(scan.fields) and _MARKUP.fullmatch(last) is not None else None


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

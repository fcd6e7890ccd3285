"""Tells whether a window holds a string of bytes, many times as fast as ``in`` where the string has a rare byte.

``in`` compares at every place for strings of two or three bytes, which takes up to 80 microseconds for a window: as
long as two scans by RE2. Rules ask for more than a hundred literals in every window. So the first question about a
window notes all its triples of bytes, whatever their case, and a literal with a triple that the window lacks is not
sought. For others, the rarest byte is sought first, and then the string from that byte on, by RE2, which skips from
one of these bytes to the next.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import re2

from objectlambda.pii.rules.context import linear

_UNANCHORED = re2._Anchor.UNANCHORED
_FROM_COMMON = b" etaoinsrhldcumfpgwybv,.\n-TSACIMBPRDEHkNWLFG0123\"'/:()=_456789OUVJKYxjqzXQZ"
"""Bytes of texts, the most common ones first; all others are rare."""
_RANK = {byte: rank for rank, byte in enumerate(_FROM_COMMON)}


_TRIPLE = 3
_LEAST_NOTED = 1024
"""In subjects with fewer bytes, to seek a literal costs less than to note their triples."""
_REMEMBERED = 48
"""Subjects of a thread. A window is asked about as its lexer, its decoder and its rules hold it, and eight are read at
once.
"""
_FOLDED = bytes(0x20 if byte == 0x5F else byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
"""Lower case, and blanks for underscores: one note serves a window and its shadows."""
_HIGHER, _HIGH, _PLACES = 40503, 15683, 1 << 16
_ALL = b"\1" * _PLACES
"""The note of a subject that is too short for one."""


class _Recent(threading.local):
    """The last subjects of a thread by their identity, as a caller holds them and folded, with the note of triples."""

    def __init__(self) -> None:
        self.notes: dict[int, tuple[bytes | str, bytes, bytes]] = {}


_RECENT = _Recent()  # per thread; it saves work alone, since a note depends on the subject alone


class _Sought(NamedTuple):
    literal: bytes
    rarest: bytes
    find: Any
    whole: bool
    triples: tuple[int, ...]


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _prepare(sought: bytes) -> _Sought:
    ranks = [_RANK.get(byte, len(_RANK)) for byte in sought]
    rarest, at = ranks.index(max(ranks)), ranks.index(max(ranks[:-1] or ranks))  # RE2 wants two bytes
    find = linear(re.escape(sought[at:]))._regexp.Match
    return _Sought(sought, sought[rarest : rarest + 1], find, at == 0, _triples(sought.translate(_FOLDED), ranks))


@lru_cache(maxsize=1024)  # of immutable values, by their arguments alone: threads may share it
def _prepare_text(sought: str) -> _Sought:
    return _prepare(sought.encode())


def _triples(folded: bytes, ranks: list[int]) -> tuple[int, ...]:
    """The places of the triples of ``folded`` in a note, those with the rarest bytes first."""
    starts = sorted(range(len(folded) - _TRIPLE + 1), key=lambda start: -sum(ranks[start : start + _TRIPLE]))
    return tuple(
        (folded[start] * _HIGHER + folded[start + 1] * _HIGH + folded[start + 2]) % _PLACES for start in starts
    )


def _note(subject: bytes | str) -> bytes:
    """For each place, 1 if a triple of ``subject`` has it, and else 0; a text counts in UTF-8."""
    notes = _RECENT.notes
    one = notes.get(id(subject))
    if one is not None and one[0] is subject:
        return one[2]
    folded = (subject.encode("utf-8", "surrogatepass") if isinstance(subject, str) else subject).translate(_FOLDED)
    for _, known, note in reversed(notes.values()):  # the last subject is most often the same window
        if known == folded:
            notes[id(subject)] = (subject, known, note)
            break
    else:
        note = _made_note(folded)
        notes[id(subject)] = (subject, folded, note)
    if len(notes) > _REMEMBERED:
        del notes[next(iter(notes))]
    return note


def _made_note(folded: bytes) -> bytes:
    import numpy as np  # here, for who reads texts without the network

    codes = np.frombuffer(folded, np.uint8).astype(np.uint16)
    places = codes[:-2] * np.uint16(_HIGHER)
    places += codes[1:-1] * np.uint16(_HIGH)
    places += codes[2:]
    note = np.zeros(_PLACES, np.uint8)
    note[places.astype(np.intp)] = 1
    return note.tobytes()


def has(subject: bytes, sought: bytes) -> bool:
    """Whether ``sought``, a literal of the program, is in ``subject``."""
    prepared = _prepare(sought)
    if len(subject) >= _LEAST_NOTED:
        note = _note(subject)
        for triple in prepared.triples:
            if not note[triple]:
                return False
    return _finds(subject, prepared)


def has_any(subject: bytes, sought: Iterable[bytes]) -> bool:
    """Whether one of ``sought`` is in ``subject``."""
    note = _note(subject) if len(subject) >= _LEAST_NOTED else _ALL
    for one in sought:
        prepared = _prepare(one)
        for triple in prepared.triples:
            if not note[triple]:
                break
        else:
            if _finds(subject, prepared):
                return True
    return False


def _finds(subject: bytes, prepared: _Sought) -> bool:
    literal, rarest, find, whole, _ = prepared
    if rarest not in subject or find(_UNANCHORED, subject, 0, len(subject))[0][0] < 0:
        return False
    return whole or literal in subject


def text_has(text: str, sought: str) -> bool:
    """Whether ``sought``, a literal of the program in ASCII, is in ``text``."""
    prepared = _prepare_text(sought)
    if len(text) >= _LEAST_NOTED:
        note = _note(text)
        for triple in prepared.triples:
            if not note[triple]:
                return False
    return _finds(text.encode(), prepared) if text.isascii() else sought in text


def text_has_any(text: str, sought: Iterable[str]) -> bool:
    """Whether one of ``sought`` is in ``text``."""
    note = _note(text) if len(text) >= _LEAST_NOTED else _ALL
    for one in sought:
        prepared = _prepare_text(one)
        for triple in prepared.triples:
            if not note[triple]:
                break
        else:
            if _finds(text.encode(), prepared) if text.isascii() else one in text:
                return True
    return False

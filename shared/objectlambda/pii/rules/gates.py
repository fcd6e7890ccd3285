"""Tells by one scan of a window which of many patterns match in it, since most windows hold what few rules look for.

A pattern made by a gate's ``pattern`` is searched together with the gate's other ones. :meth:`Scan.matches` and
:meth:`Scan.holds` ask the gate first, so that a rule costs next to nothing in a window in which it finds nothing.

The patterns of a gate are read in one pass. Its states are combinations of theirs, so a gate takes patterns that begin
alike: with a word, at a number. One that may begin at every letter and go on for long, as that of a mail address does,
has too many states for a gate, and is compiled by :func:`objectlambda.pii.rules.context.linear` instead.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any, NamedTuple

import re2

from objectlambda.pii.rules.context import linear, options

_MEMORY = 24 << 20
"""The bytes that RE2 may take for the states of a gate; beyond them it forgets and starts again."""
_ALWAYS = rb"\z"


class Gated:
    """A pattern of a ``gate``. Its own program is compiled when a window comes in which it matches."""

    __slots__ = ("_compiled", "_longest", "gate", "needle", "number", "pattern")

    def __init__(self, pattern: bytes, gate: Gate, number: int, *, longest: bool, needle: bytes = b"") -> None:
        self.pattern = pattern
        self.needle = needle or pattern
        self.gate = gate
        self.number = number
        self._longest = longest
        self._compiled: Any = None

    @property
    def compiled(self) -> Any:
        """The pattern for RE2; two threads may compile it at the same time, to the same effect."""
        if self._compiled is None:
            self._compiled = linear(self.pattern, longest=self._longest)
        return self._compiled


class Held(NamedTuple):
    """The ``numbers`` of the patterns of a gate, of those below ``limit``, that match somewhere in ``subject``."""

    subject: bytes
    numbers: Collection[int]
    limit: int

    def has(self, pattern: Gated) -> bool:
        """Whether ``pattern`` matches."""
        if pattern.number < self.limit:
            return pattern.number in self.numbers
        return pattern.compiled.search(self.subject) is not None


class Gate:
    """Patterns that are searched at once, in shadows, or in shadows in lower case if ``lower``."""

    def __init__(self, *, lower: bool = False) -> None:
        self.lower = lower
        self._patterns: list[Gated] = []  # changed under the lock; it only grows
        self._lock = threading.Lock()
        self._built: tuple[int, re2.Set] | None = None  # never changed, but replaced as a whole under the lock

    def pattern(self, pattern: bytes, *, longest: bool = False, needle: bytes = b"") -> Gated:
        """``pattern``, which this gate searches from now on; each of its matches is the ``longest``, or the first.

        The gate searches the ``needle`` instead, if there is one: a part of every match with fewer states.
        """
        with self._lock:
            added = Gated(pattern, self, len(self._patterns), longest=longest, needle=needle)
            self._patterns.append(added)
        return added

    @property
    def patterns(self) -> list[Gated]:
        """Every pattern of the gate, by its number."""
        return list(self._patterns)

    def search(self, subject: bytes) -> Held:
        """Which of the patterns match somewhere in ``subject``."""
        built = self._built
        if built is None or built[0] != len(self._patterns):
            built = self._build()
        count, patterns = built
        found = patterns.Match(subject) or ()
        # Without the last one, which matches everything, RE2 was out of memory. Then each pattern is searched alone.
        return Held(subject, frozenset(found), count if count in found else 0)

    def _build(self) -> tuple[int, re2.Set]:
        with self._lock:
            patterns = re2.Set.SearchSet(options(_MEMORY))
            for one in self._patterns:
                patterns.Add(one.needle)
            patterns.Add(_ALWAYS)
            patterns.Compile()
            self._built = (len(self._patterns), patterns)
            return self._built


# The gates of the process. Threads share them: see the comments on their attributes.
WORDS = Gate()
"""Phrases: "my sister Ann", "Kind regards"."""
NUMBERS = Gate()
"""Numbers and dates by their form."""
CODES = Gate()
"""Codes of letters and digits: IBANs, vehicle and hardware addresses."""
NOTES = Gate()
"""What people jot down in notes, chats and minutes."""
SHORTHAND = Gate()
"""The same in fewer words."""
AGES = Gate()
"""Ages beside words for persons."""
PLACES = Gate()
"""Named houses, roads and places."""
CALLED = PLACES
"""Phrases that say who somebody is, and lines of chats: one pass for both takes less than one for each."""
LOGINS = Gate()
"""What logs, commands and programs write around logins."""
LOWER = Gate(lower=True)
"""Phrases and numbers in the shadow in lower case."""

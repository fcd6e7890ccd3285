"""One scan of a text for many patterns of this package, of which most texts hold none.

The patterns are made by gates; see :mod:`objectlambda.pii.rules.gates`. A text in which one of them matches is scanned
again for that one alone.
"""

from __future__ import annotations

from objectlambda.pii.rules.context import spans
from objectlambda.pii.rules.gates import Gate, Gated, Held

# The gates of the process. Threads share them: see the comments on their attributes.
IN_PIECES = Gate()
"""Values that stand in pieces, or in signs that stand for them."""
OTHER_BASES = Gate()
"""Texts in base85, in odd base32, or encoded and then cut into pieces."""
RUNS = Gate()
"""Runs of base64 or hex, short, in narrow lines or of compressed data."""


def spans_of(held: Held, pattern: Gated) -> list[tuple[int, int]]:
    """The matches of ``pattern`` in the text that was searched."""
    return spans(pattern.compiled, held.subject) if held.has(pattern) else []


class Runs:
    """A ``text`` in one byte a character, ``shadow``, and what the gate of runs says of it."""

    __slots__ = ("held", "shadow", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.shadow = text.encode("latin-1", "replace")
        self.held = RUNS.search(self.shadow)

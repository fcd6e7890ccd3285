"""Texts to arrays of tokens: the row of each token's word type among the first-layer products, and its spacing.

The vector of a word type does not depend on its neighbours, so the network's encoder runs once for each new type. Texts
are looked up by chunks: words with the marks that touch them, as they stand between blanks or line ends. Few chunks of
a text were not in the texts before it, and only those are split into tokens.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.ner.convolutional import Floats, Weights, encode_types
from objectlambda.pii.ner.features import Lexicon, canonical
from objectlambda.pii.ner.tokens import (
    BLANK_LINE,
    EDGE,
    LINE,
    NO_SPACE,
    SEPARATOR,
    SPACE,
    WIDE,
    spacing,
    split_chunks,
    split_joined_chunks,
)

Integers = NDArray[np.int64]

_UNSEEN, _JOINT = -100, -99
_FIRST_ROWS = 4096
_AT_ONCE = 1024
"""How many types are encoded at once: enough for NumPy's calls to cost little, few enough for the processor's cache."""
_CHARACTERS = 16
"""How many characters of chunks are remembered for each of the types."""
_OTHER = 2
"""The weight of a white space character that is neither a line end nor a blank; a blank weighs 1."""
_GAPS = np.array([EDGE, SPACE, WIDE, LINE, LINE, LINE, BLANK_LINE, BLANK_LINE, BLANK_LINE])
"""The spacing class between two chunks, by 3 * (line ends, at most 2) + (weight of other white space, at most 2)."""


class Tokens(NamedTuple):
    """The tokens of a text, in order."""

    rows: Integers
    """The row of each token's type in ``products``, or -EDGE for a separator."""
    gaps: Integers
    """The spacing class before each token, and the one behind the last."""
    products: Floats
    chunk_starts: Integers
    """The place of each token's chunk in the text."""
    starts: Integers
    ends: Integers
    """The places of each token in its chunk."""

    def places(self, firsts: Sequence[int], lasts: Sequence[int]) -> list[tuple[int, int]]:
        """The characters from each first token to the last one that belongs to it."""
        starts = self.chunk_starts[firsts] + self.starts[firsts]
        ends = self.chunk_starts[lasts] + self.ends[lasts]
        return list(zip(starts.tolist(), ends.tolist(), strict=True))


class _Types:
    """Rows and first-layer products of word types. It only grows; `TypeCache` replaces a full one by an empty one.

    Row 0 is zeros, for padding. What is no word has a negative row: that of white space is minus its class.

    A thread may read while another one adds: a piece gets its row after the products of the row are written, and a row
    is never written again. Only one thread may add at a time.
    """

    __slots__ = ("_canonical", "products", "rows")

    def __init__(self, width: int) -> None:
        self.rows: dict[str, int] = {SEPARATOR: -EDGE, " ": _JOINT}
        self._canonical: dict[str, int] = {}
        self.products: Floats = np.empty((_FIRST_ROWS, width), np.float32)
        self.products[0] = 0

    def unseen(self, pieces: Iterable[str]) -> list[str]:
        """Those of the pieces that have no row yet."""
        return [piece for piece in dict.fromkeys(pieces) if piece not in self.rows]

    def look_up(self, pieces: Sequence[str]) -> Integers:
        """The row of each of the pieces, all of which have been added."""
        return np.fromiter(map(self.rows.__getitem__, pieces), np.int64, len(pieces))

    def add(self, pieces: Iterable[str], weights: Weights, lexicon: Lexicon) -> None:
        """Gives a row to each of the pieces; if encoding fails, nothing is changed."""
        rows: dict[str, int] = {}
        new: dict[str, int] = {}
        first = 1 + len(self._canonical)
        for piece in pieces:
            if piece.isspace():
                rows[piece] = -spacing(piece)
                continue
            form = canonical(piece)
            row = self._canonical.get(form, new.get(form))
            if row is None:
                row = new[form] = first + len(new)
            rows[piece] = row
        if new:
            encoded = encode_types(weights, lexicon.features(list(new)))
            products = self.products
            while first + len(new) > len(products):
                products = np.concatenate([products, np.empty_like(products)])
            products[first : first + len(new)] = encoded
            self.products = products
            self._canonical.update(new)
        self.rows.update(rows)


class _Columns:
    """Columns of numbers, which only grow; rows that are there are never written again."""

    __slots__ = ("count", "values")

    def __init__(self, width: int) -> None:
        self.values: Integers = np.zeros((width, _FIRST_ROWS), np.int64)
        self.count = 0

    def add(self, columns: Sequence[Integers]) -> None:
        values, end = self.values, self.count + len(columns[0])
        while end > values.shape[1]:
            values = np.concatenate([values, np.zeros_like(values)], axis=1)
        values[:, self.count : end] = columns
        self.values = values
        self.count = end


class _Chunks:
    """The tokens of chunks; `TypeCache` replaces a full table by an empty one. Threads may read it as `_Types`."""

    __slots__ = ("_chunks", "_tokens", "characters", "codes", "types")

    def __init__(self, types: _Types) -> None:
        self.types = types
        self.codes: dict[str, int] = {}
        self.characters = 0
        self._chunks = _Columns(6)
        """Of each chunk: its first token in `_tokens`, and the weight of the white space before its tokens; and what is
        added up over the chunks: its tokens, the characters up to the next one, the line ends behind its tokens, and
        the weight of the rest there.
        """
        self._tokens = _Columns(4)
        """Of each token: the row of its type, the spacing class before it, and its start and end in the chunk."""

    def look_up(self, chunks: Sequence[str]) -> Integers:
        """The number of each of the chunks, or `_UNSEEN`."""
        return np.fromiter(map(self.codes.get, chunks, repeat(_UNSEEN)), np.int64, len(chunks))

    def add(self, chunks: Sequence[str], pieces: Sequence[str]) -> None:
        """Adds chunks that are not there yet; ``pieces`` are what `split_joined_chunks` makes of them."""
        rows = self.types.look_up(pieces)
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        lengths = np.fromiter(map(len, chunks), np.int64, len(chunks))
        joints = rows == _JOINT
        owners = np.cumsum(joints)
        ends = np.cumsum(sizes) - (np.cumsum(lengths + 1) - lengths - 1)[owners]
        beside = np.concatenate([[_JOINT], rows, [_JOINT]])
        separators = rows == -EDGE
        words = (rows >= 0) | separators
        tokens = np.flatnonzero(words)
        before = beside[tokens]
        gaps = np.where(before < 0, -before, np.where(separators[tokens], EDGE, NO_SPACE))

        spaces = np.flatnonzero(~(words | joints))
        lines = np.zeros(len(chunks), np.int64)
        leads, trails, blanks = np.zeros_like(lines), np.zeros_like(lines), np.ones_like(lines)
        behind = spaces[beside[spaces + 2] == _JOINT]
        ahead = spaces[(beside[spaces] == _JOINT) & (beside[spaces + 2] != _JOINT)]
        lines[owners[behind]] = rows[behind] == -LINE
        blanks[owners[behind]] -= lines[owners[behind]]
        blanks[owners[separators]] = 0
        leads[owners[ahead]] = _OTHER * sizes[ahead]
        trails[owners[behind]] = _OTHER * (sizes[behind] - lines[owners[behind]])

        counts = np.bincount(owners[tokens], minlength=len(chunks))
        firsts = self._tokens.count + np.cumsum(counts) - counts
        self._tokens.add([rows[tokens], gaps, ends[tokens] - sizes[tokens], ends[tokens]])
        number = self._chunks.count
        self._chunks.add([firsts, leads, counts, lengths + blanks, lines, trails + blanks])
        self.characters += int(lengths.sum())
        self.codes.update(zip(chunks, range(number, number + len(chunks)), strict=True))

    def tokens(self, codes: Integers) -> Tokens:
        """The tokens of a text, whose chunks have these numbers."""
        columns = self._chunks.values.take(codes, axis=1)
        sums = np.zeros((4, len(codes) + 1), np.int64)
        columns[2:].cumsum(axis=1, out=sums[:, 1:])
        firsts, leads, counts = columns[:3]
        before, starts = sums[:2, :-1]
        count = int(sums[0, -1])
        places = (firsts - before).repeat(counts)
        places += np.arange(count)
        gaps = np.empty(count + 1, np.int64)
        rows, gaps[:-1], begins, ends = self._tokens.values.take(places, axis=1)
        # The gap before a chunk with tokens is all white space since the last such chunk; no blank is behind the last.
        (holders,) = counts.nonzero()
        borders = np.concatenate([holders, [len(codes)]])
        spaces = sums[2:].take(borders, axis=1)
        spaces[:, 1:] -= spaces[:, :-1].copy()
        spaces[1, :-1] += leads[holders]
        spaces[1, -1] -= 1
        np.minimum(spaces, 2, out=spaces)
        gaps[sums[0, borders]] = _GAPS[3 * spaces[0] + spaces[1]]
        return Tokens(rows, gaps, self.types.products, starts.repeat(counts), begins, ends)


class TypeCache:
    """The rows and first-layer products of recent word types. It is bounded: when it is full, it starts again empty.

    The threads of a process share it: what is known is looked up without a lock, what is new is added under a lock.
    """

    def __init__(self, lexicon: Lexicon, weights: Weights, *, max_types: int = 32768) -> None:
        self._lexicon, self._weights = lexicon, weights
        self._max_types = max_types
        self._adding = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forgets all types. Rows that were returned stay valid in the products that were returned with them."""
        self._chunks = _Chunks(_Types(3 * self._weights.width))

    def __len__(self) -> int:
        return max(len(self._chunks.types.rows), len(self._chunks.codes))

    def tokens(self, text: str) -> Tokens:
        """The tokens of ``text``, which may be several texts with a separator between them."""
        parts = split_chunks(text)
        chunks = self._chunks
        codes = chunks.look_up(parts)
        if codes.min() == _UNSEEN:
            with self._adding:
                chunks = self._with(parts)
                codes = chunks.look_up(parts)
        # The columns and the products are read after the numbers, since what was enlarged holds all earlier rows.
        return chunks.tokens(codes)

    def _with(self, parts: Sequence[str]) -> _Chunks:
        """The table, to which those of ``parts`` that it lacks are added; a new one where it had no room."""
        while True:
            chunks = self._chunks
            fresh = [part for part in dict.fromkeys(parts) if part not in chunks.codes]
            pieces = split_joined_chunks(fresh)
            new = chunks.types.unseen(pieces)
            characters = chunks.characters + sum(map(len, fresh))
            if len(chunks.types.rows) + len(new) > self._max_types and chunks.codes:
                self.clear()
            elif (
                len(chunks.codes) + len(fresh) > self._max_types or characters > _CHARACTERS * self._max_types
            ) and chunks.codes:
                self._chunks = _Chunks(chunks.types)
            else:
                for first in range(0, len(new), _AT_ONCE):
                    chunks.types.add(new[first : first + _AT_ONCE], self._weights, self._lexicon)
                chunks.add(fresh, pieces)
                return chunks

"""Texts to spans: pieces, blocks, probabilities, and the decoding of tags into labelled spans with a score."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.ner.convolutional import (
    BLANK,
    LABELS,
    PAD_ROWS,
    Floats,
    TypeCache,
    Weights,
    gap_classes,
    tag_probabilities,
)
from objectlambda.pii.ner.decoding import decode, follows, plausible, trim
from objectlambda.pii.ner.features import Lexicon
from objectlambda.pii.ner.tokens import EDGE, SEPARATOR, SPACE, split_tokens

#: Pieces in a block: enough for NumPy's calls to cost little, and few enough for its arrays to stay in the cache.
BLOCK_PIECES = 2048
_BATCH_CHARACTERS = 1 << 16
_SMALLEST = 0.05
#: Between two parts of what is one address.
_JOINTS = (" ", ", ")


class Span(NamedTuple):
    """Characters [start, end) of a text, the label, and the model's probability of it (0 to 1)."""

    start: int
    end: int
    label: str
    score: float


class Tagger:
    """Finds names, addresses, organisations and places in texts.

    Memory is bounded by the type cache and the longest text (about 100 bytes for each character), so long texts have to
    be split into windows.

    Threads share it and take turns at the blocks, some milliseconds each. NumPy leaves Python's lock at each call; with
    several threads inside, each call would be a switch between them, which takes more time than the cores give.
    """

    def __init__(self, lexicon: Lexicon, weights: Weights, *, thresholds: dict[str, float] | None = None) -> None:
        self.lexicon, self.weights = lexicon, weights
        self.thresholds = dict.fromkeys(LABELS, 0.5) | (thresholds or {})
        self.cache = TypeCache(lexicon, weights)
        self._turn = threading.Lock()

    def tag(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """The spans of each text, in order; a text's spans do not depend on the other texts."""
        batch: list[str] = []
        size = 0
        for text in texts:
            batch.append(text)
            size += len(text)
            if size >= _BATCH_CHARACTERS:
                yield from self._tag_batch(batch)
                batch, size = [], 0
        if batch:
            yield from self._tag_batch(batch)

    def _tag_batch(self, texts: list[str]) -> list[list[Span]]:
        joined = SEPARATOR.join(texts)
        pieces = split_tokens(joined)
        if not pieces:
            return [[] for _ in texts]
        text_starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        found: list[list[Span]] = [[] for _ in texts]
        indices, probabilities = self._candidates(pieces)
        reached = end = 0
        for first, last, label, score in decode(indices, follows(pieces, indices), probabilities, self.thresholds):
            # The pieces between two spans are joined, which is faster than to add up the sizes of all.
            start = end + len("".join(pieces[reached:first]))
            reached, end = last + 1, start + len("".join(pieces[first : last + 1]))
            owner = bisect_right(text_starts, start) - 1
            offset = text_starts[owner]
            behind = end - (pieces[last][-1] == " ")
            trimmed = slice(*trim(texts[owner], start - offset, behind - offset, label))
            if plausible(texts[owner][trimmed], label):
                _append(found[owner], Span(trimmed.start, trimmed.stop, label, score), texts[owner])
        return found

    def _candidates(self, pieces: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """Indices of the pieces that may belong to an entity, and their tag probabilities."""
        # White space alternates with tokens, so this many pieces hold the tokens within reach.
        margin = 2 * self.weights.reach + 2
        all_indices, all_probabilities = [], []
        for begin in range(0, len(pieces), BLOCK_PIECES):
            low, high = max(begin - margin, 0), begin + BLOCK_PIECES + margin
            with self._turn:
                indices, probabilities = self._block(pieces[low:high], low == 0, high >= len(pieces))
            keep = (indices >= begin - low) & (indices < begin - low + BLOCK_PIECES)
            keep &= probabilities[0] < 1 - _SMALLEST
            all_indices.append(indices[keep] + low)
            all_probabilities.append(probabilities[:, keep].T)
        return np.concatenate(all_indices), np.concatenate(all_probabilities)

    def _block(self, pieces: Sequence[str], opens: bool, closes: bool) -> tuple[NDArray[np.int64], Floats]:
        """Indices of the block's tokens and their tag probabilities."""
        rows, products = self.cache.rows(pieces)
        blank = rows >= BLANK
        rows -= BLANK * blank
        spaces = np.where(rows < 0, -rows, 0)
        after = np.concatenate([spaces[1:], [EDGE if closes else 0]])
        after[blank] = SPACE
        spaces[blank] = SPACE
        before = np.concatenate([[EDGE if opens else 0], spaces[:-1]])
        edges = rows == -EDGE
        # One gap is enough between two texts, however many separators stand there.
        edges[1:] &= rows[:-1] != -EDGE
        wanted = np.flatnonzero((rows >= 0) | edges)
        copies = np.where(rows[wanted] >= 0, 1, PAD_ROWS)
        wanted = np.repeat(wanted, copies)
        kept_rows = rows[wanted]
        pads = np.flatnonzero(kept_rows < 0)
        gaps = gap_classes(before[wanted], after[wanted])
        kept_rows[pads] = 0
        chosen, probabilities = tag_probabilities(self.weights, products, kept_rows, gaps, pads)
        return wanted[chosen], probabilities


def _append(spans: list[Span], span: Span, text: str) -> None:
    """Appends `span` to `spans`, or joins it to the address that ends right before it."""
    last = spans[-1] if spans else None
    if last and last.label == span.label == "ADDRESS" and text[last.end : span.start] in _JOINTS:
        spans[-1] = Span(last.start, span.end, span.label, round((last.score + span.score) / 2, 4))
        return
    spans.append(span)

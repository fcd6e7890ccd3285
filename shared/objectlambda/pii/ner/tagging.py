"""Texts to spans: pieces, blocks, probabilities, and the decoding of tags into labelled spans with a score."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from objectlambda.pii.ner.convolutional import LABELS, PAD_ROWS, TAGS, Floats, Weights, gap_classes, tag_probabilities
from objectlambda.pii.ner.decoding import decode, plausible, trim
from objectlambda.pii.ner.features import Lexicon
from objectlambda.pii.ner.tokens import SEPARATOR
from objectlambda.pii.ner.type_cache import Integers, Tokens, TypeCache

#: Tokens in a block: enough for NumPy's calls to cost little, and few enough for its arrays to stay in the cache.
BLOCK_TOKENS = 3072
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
        found: list[list[Span]] = [[] for _ in texts]
        tokens = self.cache.tokens(SEPARATOR.join(texts))
        indices, probabilities = self._candidates(tokens)
        contiguous = np.diff(indices, prepend=-1) == 1
        decoded = list(decode(indices, contiguous, probabilities, self.thresholds))
        if not decoded:
            return found
        text_starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        places = tokens.places([first for first, _, _, _ in decoded], [last for _, last, _, _ in decoded])
        for (begin, stop), (_, _, label, score) in zip(places, decoded, strict=True):
            owner = bisect_right(text_starts, begin) - 1
            text, offset = texts[owner], text_starts[owner]
            start, end = trim(text, begin - offset, stop - offset, label)
            if plausible(text[start:end], label):
                _append(found[owner], Span(start, end, label, score), text)
        return found

    def _candidates(self, tokens: Tokens) -> tuple[Integers, Floats]:
        """Indices of the tokens that may belong to an entity, and their tag probabilities."""
        count, margin = len(tokens.rows), self.weights.reach
        all_indices = [np.empty(0, np.int64)]
        all_probabilities = [np.empty((0, TAGS), np.float32)]
        for begin in range(0, count, BLOCK_TOKENS):
            low, high = max(begin - margin, 0), min(begin + BLOCK_TOKENS + margin, count)
            with self._turn:
                indices, probabilities = self._block(tokens, low, high)
            keep = (indices >= begin) & (indices < begin + BLOCK_TOKENS)
            keep &= probabilities[0] < 1 - _SMALLEST
            all_indices.append(indices[keep])
            all_probabilities.append(probabilities[:, keep].T)
        return np.concatenate(all_indices), np.concatenate(all_probabilities)

    def _block(self, tokens: Tokens, low: int, high: int) -> tuple[Integers, Floats]:
        """Indices of the tokens in ``[low, high)`` that may belong to an entity, and their tag probabilities."""
        rows = tokens.rows[low:high]
        gaps = gap_classes(tokens.gaps[low:high], tokens.gaps[low + 1 : high + 1])
        separators = rows < 0
        if not separators.any():
            none = np.empty(0, np.int64)
            chosen, probabilities = tag_probabilities(self.weights, tokens.products, rows, gaps, none)
            return low + chosen, probabilities
        # One gap is enough between two texts, however many separators stand there.
        further = np.zeros_like(separators)
        further[1:] = separators[1:] & separators[:-1]
        wanted = np.repeat(np.arange(low, high), np.where(separators, PAD_ROWS * ~further, 1))
        kept_rows = tokens.rows[wanted]
        pads = np.flatnonzero(kept_rows < 0)
        kept_rows[pads] = 0
        chosen, probabilities = tag_probabilities(self.weights, tokens.products, kept_rows, gaps[wanted - low], pads)
        return wanted[chosen], probabilities


def _append(spans: list[Span], span: Span, text: str) -> None:
    """Appends `span` to `spans`, or joins it to the address that ends right before it."""
    last = spans[-1] if spans else None
    if last and last.label == span.label == "ADDRESS" and text[last.end : span.start] in _JOINTS:
        spans[-1] = Span(last.start, span.end, span.label, round((last.score + span.score) / 2, 4))
        return
    spans.append(span)

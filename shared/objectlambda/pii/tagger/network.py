"""The network in NumPy: word types to vectors (cached), tokens to label probabilities.

A type's vector does not depend on its neighbours, so the type encoder runs once for each new type and the first
convolution's three products with it are cached; for a token the first layer is three look-ups and an addition.
Dilated convolutions with residual connections follow, each one matrix product over the block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.tagger.features import Lexicon, TypeFeatures, canonical
from objectlambda.pii.tagger.tokens import EDGE, SEPARATOR, SPACING_CLASSES, spacing

Floats = NDArray[np.float32]

LABELS = ("NAME", "ADDRESS", "ORG", "LOC")
#: Tags: 0 is outside, then begin and inside of each label.
TAGS = 1 + 2 * len(LABELS)
#: Padding rows between two texts, and so the largest dilation that a network may have.
PAD_ROWS = 6

_UNSEEN = -100
_FIRST_ROWS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All parameters, float32. `width` is the hidden width H; the type encoder's width is E."""

    word: Floats  # (vocabulary + 1, E)
    ngram: Floats  # (n-gram rows, E)
    shape: Floats  # (SHAPES, E)
    gazetteer: Floats  # (gazetteers, E)
    encoder: Floats  # (E, F)
    encoder_bias: Floats  # (F,)
    first: Floats  # (F, 3H): left, middle and right neighbour
    spacing: Floats  # (SPACING_CLASSES ** 2, H)
    convolutions: tuple[Floats, ...]  # (3H, H) each
    convolution_biases: tuple[Floats, ...]  # (H,) each
    output: Floats  # (H, TAGS)
    output_bias: Floats  # (TAGS,)
    gate: Floats  # (H,)
    gate_bias: Floats  # (): tokens whose product with the gate is no more than this are outside
    dilations: tuple[int, ...]  # distance of the neighbours that each convolution sees, at most PAD_ROWS

    @property
    def width(self) -> int:
        return int(self.spacing.shape[1])

    @property
    def reach(self) -> int:
        """Tokens on each side that a token's probabilities depend on."""
        return 1 + sum(self.dilations)


def encode_types(weights: Weights, features: TypeFeatures) -> Floats:
    """First-layer products (n, 3H) of n word types."""
    grams = np.add.reduceat(weights.ngram[features.ngram], features.owner_start, axis=0)
    counts = np.diff(features.owner_start, append=len(features.ngram))
    vector = grams / counts[:, None].astype(np.float32)
    vector += weights.word[features.word]
    vector += weights.shape[features.shape]
    vector += features.gazetteer @ weights.gazetteer
    hidden = np.maximum(vector @ weights.encoder + weights.encoder_bias, 0)
    products: Floats = hidden @ weights.first
    return products


class TypeCache:
    """Row of each word type seen lately, and the type's first-layer products. Bounded: full means start again."""

    def __init__(self, lexicon: Lexicon, weights: Weights, *, max_types: int = 32768) -> None:
        self._lexicon, self._weights = lexicon, weights
        self._max_types = max_types
        self.clear()

    def clear(self) -> None:
        """Forget all types."""
        self._rows: dict[str, int] = {SEPARATOR: -EDGE}
        self._canonical: dict[str, int] = {}
        self.products: Floats = np.empty((_FIRST_ROWS, 3 * self._weights.width), np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, pieces: Sequence[str]) -> NDArray[np.int64]:
        """Row in `products` of each piece, or minus its class for white space. Valid until the next call."""
        rows = np.fromiter(map(self._rows.get, pieces, repeat(_UNSEEN)), np.int64, len(pieces))
        unseen = np.flatnonzero(rows == _UNSEEN)
        if not len(unseen):
            return rows
        fresh = dict.fromkeys(pieces[index] for index in unseen.tolist())
        if len(self._rows) + len(fresh) > self._max_types and len(self._rows) > 1:
            self.clear()
            return self.rows(pieces)
        self._add(list(fresh))
        rows[unseen] = np.fromiter((self._rows[pieces[index]] for index in unseen.tolist()), np.int64, len(unseen))
        return rows

    def _add(self, pieces: list[str]) -> None:
        known, new = self._canonical, []
        for piece in pieces:
            if piece.isspace():
                self._rows[piece] = -spacing(piece)
                continue
            form = canonical(piece)
            row = known.get(form)
            if row is None:
                row = known[form] = len(known)
                new.append(form)
            self._rows[piece] = row
        if not new:
            return
        first = len(known) - len(new)
        while len(known) > len(self.products):
            self.products = np.concatenate([self.products, np.empty_like(self.products)])
        self.products[first : len(known)] = encode_types(self._weights, self._lexicon.features(new))


def tag_probabilities(
    weights: Weights, products: Floats, rows: NDArray[np.int64], gaps: NDArray[np.int64], pads: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Floats]:
    """Which of n tokens may belong to an entity, and their probabilities (m, TAGS).

    `rows` index `products`; `gaps` is 6 * (spacing before) + (spacing after); `pads` are the positions that separate
    texts: they read as zero in every layer, and stand at least PAD_ROWS in a row. The gate, a linear function of the
    first layer, drops tokens that are surely outside; convolutions run only where the others need them.
    """
    width, count = weights.width, len(rows)
    layer = np.zeros((count + 2 * PAD_ROWS, width), np.float32)
    hidden = layer[PAD_ROWS:-PAD_ROWS]
    np.take(weights.spacing, gaps, axis=0, out=hidden, mode="clip")
    taken = products[rows]
    taken[pads] = 0
    hidden[1:] += taken[:-1, :width]
    hidden += taken[:, width : 2 * width]
    hidden[:-1] += taken[1:, 2 * width :]
    np.maximum(hidden, 0, out=hidden)
    hidden[pads] = 0
    wanted = np.zeros(len(layer), np.bool_)
    wanted[PAD_ROWS:-PAD_ROWS] = hidden @ weights.gate > weights.gate_bias
    wanted |= _near(wanted, 1) | _near(wanted, 2)
    outside = pads + PAD_ROWS
    wanted[:PAD_ROWS] = wanted[-PAD_ROWS:] = wanted[outside] = False
    needed = [np.flatnonzero(wanted)]
    mask = wanted
    for dilation in weights.dilations[:0:-1]:
        mask = mask | _near(mask, dilation)
        mask[:PAD_ROWS] = mask[-PAD_ROWS:] = mask[outside] = False
        needed.append(np.flatnonzero(mask))
    chosen = needed[0]
    for dilation, matrix, bias in zip(weights.dilations, weights.convolutions, weights.convolution_biases, strict=True):
        here = needed.pop()
        window = layer[here[:, None] + np.array([-dilation, 0, dilation])]
        added = window.reshape(len(here), 3 * width) @ matrix
        added += bias
        np.maximum(added, 0, out=added)
        layer[here] += added
    scores = layer[chosen] @ weights.output
    scores += weights.output_bias
    scores -= scores.max(axis=1, keepdims=True, initial=-np.inf)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return chosen - PAD_ROWS, scores


def _near(mask: NDArray[np.bool_], distance: int) -> NDArray[np.bool_]:
    """Positions at `distance` to either side of those in `mask`."""
    near = np.zeros_like(mask)
    near[distance:] |= mask[:-distance]
    near[:-distance] |= mask[distance:]
    return near


def gap_classes(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """Row of the spacing table of each token, from the spacing classes before and after it."""
    gaps: NDArray[np.int64] = before * SPACING_CLASSES + after
    return gaps

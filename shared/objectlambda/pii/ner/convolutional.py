"""The network in NumPy: word types to vectors, tokens to label probabilities.

The vector of a word type does not depend on its neighbours. The encoder therefore runs once for each new type, and the
three products of the first convolution are cached, see :mod:`objectlambda.pii.ner.type_cache`: for a token, the first
layer is three look-ups and an addition. Dilated convolutions with residual connections follow, each of them one matrix
product over the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from objectlambda.pii.ner.features import TypeFeatures
from objectlambda.pii.ner.tokens import SPACING_CLASSES

Floats = NDArray[np.float32]

LABELS = ("NAME", "ADDRESS", "ORG", "LOC")
#: Tags: 0 is outside, then begin and inside of each label.
TAGS = 1 + 2 * len(LABELS)
#: Padding rows between two texts, and so the largest dilation that a network may have.
PAD_ROWS = 6

_ROWS = 16
"""Matrices are multiplied in multiples of this many rows. BLAS rounds the remaining rows differently, and the result
for a word or token must not depend on how many others are computed with it."""


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

    block_biases: tuple[Floats, ...] = field(init=False)
    """The biases of the convolutions for `_ROWS` rows at once, since long rows are added faster than short ones."""
    zeros: Floats = field(init=False)
    """As many zeros: NumPy compares with an array four times as fast as with a number."""

    def __post_init__(self) -> None:
        blocks = tuple(np.tile(bias, _ROWS) for bias in self.convolution_biases)
        object.__setattr__(self, "block_biases", blocks)
        object.__setattr__(self, "zeros", np.zeros(_ROWS * self.width, np.float32))

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
    count = len(vector)
    vector = np.concatenate([vector, np.zeros((-count % _ROWS, vector.shape[1]), np.float32)])
    hidden = np.maximum(vector @ weights.encoder + weights.encoder_bias, 0)
    products: Floats = (hidden @ weights.first)[:count]
    return products


def tag_probabilities(
    weights: Weights, products: Floats, rows: NDArray[np.int64], gaps: NDArray[np.int64], pads: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Floats]:
    """Which of n tokens may belong to an entity, and their probabilities (TAGS, m).

    `rows` index `products` (0: a row of zeros, for padding); `gaps` is 6 * (spacing before) + (spacing after). `pads`
    are the positions between texts, at least PAD_ROWS in a row; they are zero in every layer. The gate, a linear
    function of the first layer, drops tokens that are surely outside of entities; the convolutions run only where the
    other tokens need them.
    """
    layer = _first_layer(weights, products, rows, gaps, pads)
    wanted = np.zeros(len(layer), np.bool_)
    wanted[PAD_ROWS:-PAD_ROWS] = layer[PAD_ROWS:-PAD_ROWS] @ weights.gate > weights.gate_bias
    wanted |= _near(wanted, 1) | _near(wanted, 2)
    outside = pads + PAD_ROWS
    wanted[:PAD_ROWS] = wanted[-PAD_ROWS:] = wanted[outside] = False
    chosen = np.flatnonzero(wanted)
    if not len(chosen):
        return chosen, np.empty((TAGS, 0), np.float32)
    needed = [chosen]
    mask = wanted
    for dilation in weights.dilations[:0:-1]:
        mask = mask | _near(mask, dilation)
        mask[:PAD_ROWS] = mask[-PAD_ROWS:] = mask[outside] = False
        needed.append(np.flatnonzero(mask))
    places: NDArray[np.int64] | None = None
    for dilation, matrix, bias in zip(weights.dilations, weights.convolutions, weights.block_biases, strict=True):
        here = needed.pop()
        layer = _convolve(layer, places, here, dilation, matrix, bias, weights.zeros)
        # Every token that a later layer sees is among those of this one; all others are padding, which is row 0.
        places = np.zeros(len(mask), np.int64)
        places[here] = np.arange(1, len(here) + 1)
    scores = (layer[1:] @ weights.output)[: len(chosen)].T.copy()
    scores += weights.output_bias[:, None]
    scores -= scores.max(axis=0)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=0)
    return chosen - PAD_ROWS, scores


def _first_layer(
    weights: Weights, products: Floats, rows: NDArray[np.int64], gaps: NDArray[np.int64], pads: NDArray[np.int64]
) -> Floats:
    """The first layer of all tokens, with PAD_ROWS rows of zeros around it (n + 2 * PAD_ROWS, H)."""
    width = weights.width
    layer = np.empty((len(rows) + 2 * PAD_ROWS, width), np.float32)
    layer[:PAD_ROWS] = layer[-PAD_ROWS:] = 0
    hidden = layer[PAD_ROWS:-PAD_ROWS]
    np.take(weights.spacing, gaps, axis=0, out=hidden, mode="clip")
    parts = products.reshape(-1, width)
    first = 3 * rows
    hidden[1:] += parts.take(first[:-1], axis=0)
    hidden += parts.take(first + 1, axis=0)
    hidden[:-1] += parts.take(first[1:] + 2, axis=0)
    _drop_negatives(hidden, weights.zeros)
    hidden[pads] = 0
    return layer


def _convolve(
    layer: Floats,
    places: NDArray[np.int64] | None,
    here: NDArray[np.int64],
    dilation: int,
    matrix: Floats,
    bias: Floats,
    zeros: Floats,
) -> Floats:
    """The next layer of the tokens at ``here``, one row for each, behind one row of zeros.

    ``places`` are the rows of the tokens in ``layer`` (``None``: the rows are the tokens' positions). The rows at the
    end that fill the last block of ``_ROWS`` mean nothing.
    """
    around = _whole_blocks(here)[:, None] + np.array([-dilation, 0, dilation])
    window = layer.take(around if places is None else places.take(around), axis=0)
    result = np.empty((1 + len(window), matrix.shape[1]), np.float32)
    result[0] = 0
    added = result[1:]
    np.matmul(window.reshape(len(window), len(matrix)), matrix, out=added)
    block = added.reshape(-1, len(bias))
    block += bias
    _drop_negatives(added, zeros)
    added += window[:, 1]
    return result


def _drop_negatives(layer: Floats, zeros: Floats) -> None:
    """Sets what is less than 0 in ``layer`` to 0."""
    values = layer.reshape(-1)
    whole = len(values) - len(values) % len(zeros)
    for part in (values[:whole].reshape(-1, len(zeros)), values[whole:]):
        np.maximum(part, zeros[: part.shape[-1]], out=part)


def _whole_blocks(positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """``positions``, filled up to a multiple of ``_ROWS`` by repetition; the products of the added ones are dropped."""
    return np.concatenate([positions, np.full(-len(positions) % _ROWS, PAD_ROWS, np.int64)])


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

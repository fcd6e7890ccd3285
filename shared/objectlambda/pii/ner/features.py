"""The network's input for a word type: rows of the embedding tables, computed from the spelling alone.

A type has a row for its lower-cased form (if the form is in the vocabulary), one for its shape, one for each of its
character 3- and 4-grams, and one bit for each gazetteer that lists it. All of it is NumPy over the whole batch of
new types; nothing depends on Python's randomised hash.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

LONGEST_WORD = 24
SHAPES = 64
_FIRST_MULTIPLIER = np.uint32(0x9E3779B1)
_SECOND_MULTIPLIER = np.uint32(0x85EBCA6B)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFeatures:
    """Rows for `n` types: word (n), shape (n), gazetteer bits (n, gazetteers), n-gram rows with their owners."""

    word: NDArray[np.int64]
    shape: NDArray[np.int64]
    gazetteer: NDArray[np.float32]
    ngram: NDArray[np.int64]
    owner_start: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sorted CRC-32 hashes of the vocabulary and of the gazetteer entries (with their bits)."""

    vocabulary: NDArray[np.uint32]
    gazetteer: NDArray[np.uint32]
    gazetteer_bits: NDArray[np.uint16]
    gazetteers: int
    ngram_rows: int

    def features(self, words: Sequence[str]) -> TypeFeatures:
        """Features of `words` (canonical, see `canonical`); at least one word."""
        lowered = [word.lower()[: LONGEST_WORD + 8] for word in words]
        keys = hashes(lowered)
        return TypeFeatures(
            word=_index(self.vocabulary, keys),
            shape=np.fromiter(map(shape, words), np.int64, len(words)),
            gazetteer=self._gazetteer(lowered, keys),
            **_ngrams(lowered, self.ngram_rows),
        )

    def listed(self, lowered: Sequence[str]) -> NDArray[np.uint16]:
        """The bits of the word lists that hold each of the words ``lowered``."""
        return self._listed(lowered, hashes(lowered))

    def _listed(self, lowered: Sequence[str], keys: NDArray[np.uint32]) -> NDArray[np.uint16]:
        bits = self._bits(keys)
        accented = [index for index, word in enumerate(lowered) if not word.isascii()]
        if accented:
            plain = hashes([without_accents(lowered[index]) for index in accented])
            bits[accented] |= self._bits(plain)
        return bits

    def _gazetteer(self, lowered: list[str], keys: NDArray[np.uint32]) -> NDArray[np.float32]:
        bits = self._listed(lowered, keys)
        columns = np.arange(self.gazetteers, dtype=np.uint16)
        return ((bits[:, None] >> columns) & 1).astype(np.float32)

    def _bits(self, keys: NDArray[np.uint32]) -> NDArray[np.uint16]:
        rows = _index(self.gazetteer, keys)
        return np.where(rows > 0, self.gazetteer_bits[rows - 1], 0).astype(np.uint16)


def hashes(words: Sequence[str]) -> NDArray[np.uint32]:
    """CRC-32 of each word's UTF-8."""
    return np.fromiter((crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint32, len(words))


def without_accents(word: str) -> str:
    """`word` without its combining marks: "josé" gives "jose"."""
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def canonical(word: str) -> str:
    """The type that stands for `word`: itself, or for long mixtures of letters and digits only their pattern."""
    if len(word) > LONGEST_WORD:
        half = LONGEST_WORD // 2
        word = word[:half] + word[-half:]
    if len(word) > 6 and "0" in word and not word.isdigit():
        return "".join("0" if char == "0" else "X" if char.isupper() else "x" for char in word)
    return word


def shape(word: str) -> int:
    """Row of the shape of `word`: how it is capitalised, and how long it is (1 to 7 and more)."""
    length = min(len(word), 8) - 1
    if not word[0].isalnum():
        return length
    if "0" in word:
        if word.isdigit():
            return 8 + length
        return (16 if word[0] == "0" else 24) + length
    if word.islower():
        return 32 + length
    if word.isupper():
        return 40 + length
    if word.istitle():
        return 48 + length
    return 56 + length


def _index(table: NDArray[np.uint32], keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """1 + the position of each key in the sorted `table`, or 0."""
    rows = np.minimum(np.searchsorted(table, keys), len(table) - 1)
    return np.where(table[rows] == keys, rows + 1, 0).astype(np.int64)


def _ngrams(lowered: list[str], rows: int) -> dict[str, NDArray[np.int64]]:
    """Rows of all 3- and 4-grams of "^word$", grouped by word, and where each word's group starts."""
    marked = "".join(f"^{word}$" for word in lowered)
    codes = np.frombuffer(marked.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, lowered), np.int64, len(lowered)) + 2
    owner = np.repeat(np.arange(len(lowered)), lengths)
    three = (codes[:-2] * _FIRST_MULTIPLIER + codes[1:-1]) * _SECOND_MULTIPLIER + codes[2:]
    four = three[:-1] * _FIRST_MULTIPLIER + codes[3:] + np.uint32(1)
    three_inside, four_inside = owner[:-2] == owner[2:], owner[:-3] == owner[3:]
    mixed = np.concatenate([three[three_inside], four[four_inside]]) * _SECOND_MULTIPLIER
    ngram = ((mixed >> np.uint32(13)) % np.uint32(rows)).astype(np.int64)
    owners = np.concatenate([owner[:-2][three_inside], owner[:-3][four_inside]])
    order = np.argsort(owners, kind="stable")
    # Every word has at least one 3-gram, so no group is empty, which np.add.reduceat relies on.
    starts = np.searchsorted(owners[order], np.arange(len(lowered)))
    return {"ngram": ngram[order], "owner_start": starts.astype(np.int64)}

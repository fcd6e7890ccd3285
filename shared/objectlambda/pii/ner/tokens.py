"""Pieces of a text: one linear-time pass that covers every character.

A piece is a run of letters and digits, up to four punctuation marks, underscores, or white space. Every digit reads
as 0, so that all numbers of one length are one word type: the cache of word vectors stays small on logs and tables.
White space is not a token: the network sees its class (none, space, wide, line, blank line, edge of the text).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NO_SPACE, SPACE, WIDE, LINE, BLANK_LINE, EDGE = range(6)
SPACING_CLASSES = 6

#: Stands between two texts of a batch; a NUL inside a text is a piece of its own as well, told apart by its offset.
SEPARATOR = "\0"

_PIECE = re.compile(r"[^\W_]+|[^\w\s\0]{1,4}|_+|\s+|\0")
_IN_CHUNKS = re.compile(r"[^\W_]++|[^\w\s\0]{1,4}+|_++| |[^\S ]++|\0")
"""The same, but each blank is a piece of its own."""
_SINGLE = re.compile(r"[^\W_]+|\s+|[\W_]")
_ZEROES = bytes(0x30 if 0x31 <= byte <= 0x39 else byte for byte in range(256))


def fold_digits(text: str) -> str:
    """`text` with each of 1-9 replaced by 0: same length, same offsets."""
    # ASCII digits never occur inside a multi-byte UTF-8 sequence.
    return text.encode("utf-8", "surrogatepass").translate(_ZEROES).decode("utf-8", "surrogatepass")


def split_pieces(text: str) -> list[str]:
    """All of `text` in pieces, digits folded: `sum(map(len, split_pieces(text))) == len(text)`."""
    return _PIECE.findall(fold_digits(text))


def split_chunks(text: str) -> list[str]:
    """`text`, digits folded, cut at each blank, and behind each line end and each separator.

    A chunk that ends with neither a line end nor a separator has a blank behind it, unless it is the last one.
    """
    folded = fold_digits(text).replace("\n", "\n ")
    return (folded.replace(SEPARATOR, SEPARATOR + " ") if SEPARATOR in text else folded).split(" ")


def split_joined_chunks(chunks: Sequence[str]) -> list[str]:
    """The pieces of all of `chunks`, with a blank between two chunks."""
    return _IN_CHUNKS.findall(" ".join(chunks))


def split_characters(text: str) -> list[str]:
    """All of `text` in words, runs of white space, and single marks."""
    return _SINGLE.findall(text)


def spacing(gap: str) -> int:
    """Class of the white space `gap`."""
    if gap == " ":
        return SPACE
    lines = gap.count("\n")
    if lines:
        return LINE if lines == 1 else BLANK_LINE
    return WIDE

"""Pieces of a text: one linear-time pass that covers every character.

A piece is a run of letters and digits, up to four punctuation marks, underscores, or white space. Every digit reads
as 0, so that all numbers of one length are one word type: the cache of word vectors stays small on logs and tables.
White space is not a token: the network sees its class (none, space, wide, line, blank line, edge of the text).
"""

from __future__ import annotations

import re

NO_SPACE, SPACE, WIDE, LINE, BLANK_LINE, EDGE = range(6)
SPACING_CLASSES = 6

#: Stands between two texts of a batch; a NUL inside a text is a piece of its own as well, told apart by its offset.
SEPARATOR = "\0"

_PIECE = re.compile(r"[^\W_]+|[^\w\s\0]{1,4}|_+|\s+|\0")
_TOKEN = re.compile(r"(?:[^\W_]++|[^\w\s\0]{1,4}+|_++)(?: (?!\s))?|\s++|\0")
_ASCII_TOKEN = re.compile(
    r"(?:[0-9A-Za-z]++|[^0-9A-Za-z_\t-\r\x1c-\x1f \0]{1,4}+|_++)(?: (?![\t-\r\x1c-\x1f ]))?"
    r"|[\t-\r\x1c-\x1f ]++|\0"
)
"""The same for ASCII, in two thirds of the time."""
_SINGLE = re.compile(r"[^\W_]+|\s+|[\W_]")
_ZEROES = bytes(0x30 if 0x31 <= byte <= 0x39 else byte for byte in range(256))


def fold_digits(text: str) -> str:
    """`text` with each of 1-9 replaced by 0: same length, same offsets."""
    # ASCII digits never occur inside a multi-byte UTF-8 sequence.
    return text.encode("utf-8", "surrogatepass").translate(_ZEROES).decode("utf-8", "surrogatepass")


def split_pieces(text: str) -> list[str]:
    """All of `text` in pieces, digits folded: `sum(map(len, split_pieces(text))) == len(text)`."""
    return _PIECE.findall(fold_digits(text))


def split_tokens(text: str) -> list[str]:
    """The same pieces, but each has the single blank behind it, if there is one: "Ann ", "Bell", "\\n"."""
    return (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(fold_digits(text))


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

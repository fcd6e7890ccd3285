"""Finds where DEFLATE without a header may begin in any bytes, as programs keep it in blocks of their own (RFC 1951).

A block of its own codes begins with the lengths of 4 to 19 codes, which fill the space of codes exactly: one place in
some thousand of random bytes. A block of fixed codes begins with literals, which are letters where it holds a text.
Blocks that are stored are read as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HEAD_BYTES = 10
"""So many bytes tell whether a block begins; the places in the last ones of a chunk are told with the next chunk."""

_DYNAMIC = bytes(byte & 6 == 4 and byte >> 3 <= 29 for byte in range(256))
_DYNAMIC_FIRST = re.compile(b"[" + b"".join(re.escape(bytes([byte])) for byte in range(256) if _DYNAMIC[byte]) + b"]")
_FIXED = bytes(byte & 6 == 2 for byte in range(256))
_FIRST_LITERALS = 3
_LONGEST = 7
_WHOLE = 1 << _LONGEST
"""The space of codes of at most 7 bits."""
_SHARE = [
    sum((_WHOLE >> length) & (_WHOLE - 1) for shift in (0, 3, 6, 9) if (length := codes >> shift & 7))
    for codes in range(4096)
]
"""How much of the space of codes four codes take whose lengths stand in twelve bits."""


def _is_letter(byte: int) -> bool:
    """Whether ``byte`` is a printable character in the fixed code of 8 bits, whose bits stand in reverse."""
    code = int(f"{byte:08b}"[::-1], 2) - 0x30
    return 0x20 <= code <= 0x7E or code in (0x09, 0x0A, 0x0D)


_LETTERS = bytes(map(_is_letter, range(256)))


def beginnings(data: bytes) -> Iterator[int]:
    """The places in ``data`` before its last `HEAD_BYTES` at which a block may begin, in no order."""
    most = len(data) - HEAD_BYTES
    if most <= 0:
        return
    yield from _of_fixed_codes(data, most)
    try:
        yield from _of_own_codes(data, most)
    except ImportError:  # the process that reads Parquet does without numpy
        yield from _of_own_codes_one_by_one(data, most)


def _of_fixed_codes(data: bytes, most: int) -> Iterator[int]:
    whole = int.from_bytes(data, "little")
    letters = int.from_bytes((whole >> 3).to_bytes(len(data), "little").translate(_LETTERS), "little")
    found = int.from_bytes(data.translate(_FIXED), "little")
    for index in range(_FIRST_LITERALS):
        found &= letters >> 8 * index
    return places_of(found.to_bytes(len(data), "little"), most)


def places_of(marks: bytes, most: int) -> Iterator[int]:
    """The places before ``most`` at which ``marks`` are 1."""
    at = marks.find(1, 0, most)
    while at >= 0:
        yield at
        at = marks.find(1, at + 1, most)


def _of_own_codes(data: bytes, most: int) -> Iterable[int]:
    import numpy as np  # here, for who reads no binary data

    octets = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(np.frombuffer(_DYNAMIC, np.uint8)[octets[:most]])
    second = octets[places + 1]
    places, second = places[second & 31 <= 29], second[second & 31 <= 29]
    following = np.ndarray(most, "<u8", data, 2, (1,))[places]
    codes = (second >> 5 | (octets[places + 2] & 1) << 3) + np.uint64(4)
    lengths = following >> np.uint64(1) & (np.uint64(1) << codes * np.uint64(3)) - np.uint64(1)
    share = np.array(_SHARE, np.uint16)
    taken = np.zeros(len(places), np.uint16)
    for shift in range(0, 60, 12):
        taken += share[(lengths >> np.uint64(shift) & np.uint64(4095)).astype(np.intp)]
    made: list[int] = places[taken == _WHOLE].tolist()
    return made


def _of_own_codes_one_by_one(data: bytes, most: int) -> Iterator[int]:
    for match in _DYNAMIC_FIRST.finditer(data, 0, most):
        at = match.start()
        head = int.from_bytes(data[at : at + HEAD_BYTES], "little")
        lengths = head >> 17 & (1 << 3 * ((head >> 13 & 15) + 4)) - 1
        if head >> 8 & 31 <= 29 and sum(_SHARE[lengths >> shift & 4095] for shift in range(0, 60, 12)) == _WHOLE:
            yield at

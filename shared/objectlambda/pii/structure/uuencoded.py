"""Texts that stand uuencoded in other texts: lines that begin with the number of bytes in them.

A window may begin within such lines, so full lines count without their ``begin`` line, too. As for base64, lines count
where they decode to text, and what replaces a value in them has as many bytes as the value.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.structure.blobs import Blob, blob_of

_BEGIN = re.compile(r"^begin [0-7]{3,4} [^\r\n]{0,255}\r?\n", re.MULTILINE)
_LINE = re.compile(r"([!-_])([ -`]{2,84})(?:\r?\n|\Z)")
_FULL_LINE = "\nM"
"""A line of 45 bytes, as every encoder writes all lines but the last."""


class _Line(NamedTuple):
    """A line in a text: where its data begins, its bytes, and where the next line begins."""

    start: int
    data: bytes
    after: int


def uuencoded_in(text: str) -> list[Blob]:
    """The uuencoded lines in ``text`` that decode to text, in order. The time is linear in the text."""
    found: list[Blob] = []
    reached = 0
    for at in _starts(text):
        start = at
        while start >= reached and (lines := _lines_at(text, start)):
            start = reached = lines[-1].after
            for first in (0, 1):  # in UTF-16, each second line begins within a character
                if blob := _joined(lines[first:]):
                    found.append(blob)
                    break
    return found


def _starts(text: str) -> list[int]:
    """Where lines may begin: at the text's edge, behind ``begin`` lines, and at full lines."""
    starts = {0, text.find("\n") + 1}
    if "begin " in text:
        starts.update(match.end() for match in _BEGIN.finditer(text))
    at = text.find(_FULL_LINE)
    while at >= 0:
        starts.add(at + 1)
        at = text.find(_FULL_LINE, at + 1)
    return sorted(starts)


def _lines_at(text: str, start: int) -> list[_Line]:
    """The lines from ``start`` on that have as many characters as their first one says, or one more, a checksum."""
    lines: list[_Line] = []
    while match := _LINE.match(text, start):
        count = ord(match[1]) - 32
        if not 0 <= len(match[2]) - (count + 2) // 3 * 4 <= 1:
            break
        try:
            data = binascii.a2b_uu(match[1] + match[2][: (count + 2) // 3 * 4])
        except binascii.Error:
            break
        lines.append(_Line(match.start(2), data, match.end()))
        start = match.end()
        if count % 3:  # the characters that follow begin anew
            break
    return lines


def _joined(lines: Sequence[_Line]) -> Blob | None:
    data = b"".join(line.data for line in lines)
    return blob_of(list(_places(lines)), data, 6, uu=True)


def _places(lines: Sequence[_Line]) -> Iterator[int]:
    for line in lines:
        yield from range(line.start, line.start + (len(line.data) * 8 + 5) // 6)

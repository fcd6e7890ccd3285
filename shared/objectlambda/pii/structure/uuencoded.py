"""Uuencoded texts inside other texts: lines that begin with the number of their bytes.

A window may begin inside such lines, and a reader may have only some of them, so lines count without their ``begin``
line, too. So do quoted and indented lines, and lines whose blanks at the end were cut off. As in base64, lines count if
they decode to text, and the replacement of a value has as many bytes as the value.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.rules.literals import text_has
from objectlambda.pii.structure.blob import Blob
from objectlambda.pii.structure.blobs import blob_of

_BEGIN = re.compile(r"begin [0-7]{3,4} [^\r\n]{0,255}")
_PREFIX = re.compile(r"[ \t]{1,16}|(?:[>|:#*;%/]{1,2}[ \t]?){1,8}")
_QUOTING = tuple(" \t>|:#*;%/")
_LINE = re.compile(r"[!-_][ -`]{1,85}")
_LENGTHS = [1 + (count + 2) // 3 * 4 for count in range(64)]
_FIT = {chr(32 + count): (length, length + 1) for count, length in enumerate(_LENGTHS) if count}
"""The sizes of a whole line, without and with a checksum, by its first character."""
_LEAST_BYTES = 15
"""The least size of a line that counts by itself; one in a million random lines of that size is text."""
_CUT = 4
"""How many blanks programs may have cut off at a line's end."""


class _Line(NamedTuple):
    """A line in a text: the place of its data, the decoded bytes, and the number of characters."""

    start: int
    data: bytes
    length: int


def uuencoded_blobs(text: str) -> list[Blob]:
    """The uuencoded lines in ``text`` that decode to text, in order. The time is linear in the text."""
    found: list[Blob] = []
    run: list[_Line] = []
    expected, prefix, start = True, "", 0
    announced = text_has(text, "begin ")
    for number, shown in enumerate(text.split("\n")):
        at, start = start, start + len(shown) + 1
        if not expected and number > 1 and len(shown) < _LENGTHS[_LEAST_BYTES] and not announced:
            continue
        line = shown.removesuffix("\r")
        alone = not (expected or announced or number < 2 or line[:1] in _QUOTING)
        if alone and len(line) not in _FIT.get(line[:1], ()):
            found += _blobs(run) if run else ()
            run = []
            continue
        if announced and (begins := _BEGIN.search(line)):
            quoted = _PREFIX.fullmatch(line, 0, begins.start())
            prefix, expected = quoted[0] if quoted else "", True
        elif read := _line(line, prefix, at, expected=expected or number < 2):
            run.append(read)
            continue
        elif (
            line[:1] in _QUOTING
            and (other := _PREFIX.match(line))
            and (read := _line(line, other[0], at, expected=False))
        ):
            found += _blobs(run)
            run, prefix, expected = [read], other[0], True
            continue
        else:
            prefix, expected = "", False
        if run:
            found += _blobs(run)
            run = []
    return [*found, *_blobs(run)]


def _line(line: str, prefix: str, start: int, *, expected: bool) -> _Line | None:
    """The line at ``start``, if it has as many characters as its first one says, or also a checksum.

    A line that is ``expected``, among others, may be short and lack blanks.
    """
    if not line.startswith(prefix) or len(line) <= len(prefix):
        return None
    count = ord(line[len(prefix)]) - 32
    if not 0 < count < 64 or (count < _LEAST_BYTES and not expected):
        return None
    more = len(line) - len(prefix) - _LENGTHS[count]
    if not (-_CUT if expected else 0) <= more <= 1 or not _LINE.fullmatch(line, len(prefix)):
        return None
    body = line[len(prefix) : len(prefix) + _LENGTHS[count]]
    try:
        data = binascii.a2b_uu(body.ljust(_LENGTHS[count]))
    except binascii.Error:
        return None
    return _Line(start + len(prefix) + 1, data, len(body) - 1)


def _blobs(lines: Sequence[_Line]) -> Iterator[Blob]:
    """The blob of consecutive lines; if they are not text together, the blobs of the stretches that are."""
    for first in (0, 1):  # in UTF-16, each second line begins within a character
        if blob := _join(lines[first:]):
            yield blob
            return
    stretch: list[_Line] = []
    for line in lines if len(lines) > 1 else ():
        if _join([line]):
            stretch.append(line)
            continue
        yield from (blob for blob in [_join(stretch)] if blob)
        stretch = []
    yield from (blob for blob in [_join(stretch)] if blob)


def _join(lines: Sequence[_Line]) -> Blob | None:
    data = b"".join(line.data for line in lines)
    places: list[int] = []
    begins: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        begins.append((at, len(places)))
        at += len(line.data)
        used = (len(line.data) * 8 + 5) // 6
        places += range(line.start, line.start + min(used, line.length))
        places += [line.start + line.length - 1] * (used - line.length)  # blanks that programs cut off
    return blob_of(places, data, 6, uu=True, lines=begins)

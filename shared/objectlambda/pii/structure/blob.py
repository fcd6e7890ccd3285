"""A run of encoded characters in a text, with what it decodes to and the way back."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from objectlambda.pii.structure.views import Substitution

_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_UU = str.maketrans(_BASE64, "`" + "".join(map(chr, range(33, 96))))


class Blob(NamedTuple):
    """A run in a text: the places of its characters, its decoded bytes, and where each decoded character begins.

    ``bits`` is the number of bits of one character: 6 in base64 and uuencode, 5 in base32, 4 in hex. ``lines`` are the
    places in ``data`` and in ``places`` at which the encoding starts again, at each line of uuencode; ``uu`` says that
    it is uuencode.
    """

    places: Sequence[int]
    data: bytes
    text: str
    starts: Sequence[int]
    codec: str
    bits: int
    uu: bool = False
    lines: Sequence[tuple[int, int]] = ((0, 0),)

    def substitutions(self) -> Iterator[Substitution]:
        """One substitution for each character; neighbours may share a character of the run."""
        ends = [*self.starts[1:], self.starts[-1] + len(self.text[-1].encode(self.codec, "replace"))]
        first = reached = self.places[0]
        if self.uu:  # the first line's number of bytes
            yield Substitution(first - 1, first, "")
        for index, (begin, end) in enumerate(zip(self.starts, ends, strict=True)):
            start = first if not index else self.places[self._place(begin)]
            if start > reached:  # the end of a line
                yield Substitution(reached, start, "")
            reached = self.places[self._place(end - 1, last=True)] + 1
            yield Substitution(min(start, reached), reached, self.text[index])

    def _place(self, byte: int, *, last: bool = False) -> int:
        """The number of the first character that holds bits of a byte; with ``last``, of the last one."""
        line = 0 if len(self.lines) == 1 else bisect_right(self.lines, (byte, len(self.places))) - 1
        data, place = self.lines[line]
        return place + ((byte - data) * 8 + (7 if last else 0)) // self.bits

    def encode(self, source: str, offset: int, first: int, last: int, replacement: str) -> str:
        """``source``, which begins at ``offset``, with decoded characters ``first`` to ``last`` replaced."""
        begin = self.starts[first]
        end = self.starts[last] if last < len(self.starts) else len(self.data)
        made = replacement.encode(self.codec, "replace")
        if len(made) > end - begin:
            made = ("*" * (last - first)).encode(self.codec)
        made = made + " ".encode(self.codec) * (end - begin)
        first_byte, last_byte, at = self._group(begin, end)
        data = self.data[first_byte:begin] + made[: end - begin] + self.data[end:last_byte]
        characters = list(source)
        encoded = self._encode(data, source, first_byte)
        for place, character in zip(self.places[at : at + len(encoded)], encoded, strict=False):
            if 0 <= place - offset < len(characters):
                characters[place - offset] = character
        return "".join(characters)

    def _group(self, begin: int, end: int) -> tuple[int, int, int]:
        """The bytes around ``data[begin:end]`` that are encoded together, and the number of their first character.

        Only these are encoded again: a long run with many values would otherwise be encoded whole for each.
        """
        if self.uu:
            line = bisect_right(self.lines, (begin, len(self.places))) - 1
            after = bisect_right(self.lines, (max(begin, end - 1), len(self.places)))
            stop = self.lines[after][0] if after < len(self.lines) else len(self.data)
            return self.lines[line][0], stop, self.lines[line][1]
        size = {4: 1, 5: 5, 6: 3}[self.bits]
        first = begin // size * size
        return first, min(len(self.data), -(-end // size) * size), first * 8 // self.bits

    def _encode(self, data: bytes, source: str, first: int) -> str:
        if self.bits == 4:
            return data.hex().upper() if source.isupper() else data.hex()
        if self.bits == 5:
            return base64.b32encode(data).decode()
        if self.uu:
            return "".join(self._uu_lines(data, first))
        encoded = binascii.b2a_base64(data, newline=False).decode()
        return encoded.replace("+", "-").replace("/", "_") if "-" in source or "_" in source else encoded

    def _uu_lines(self, data: bytes, first: int) -> Iterator[str]:
        """The lines of ``data``, which begins with the line at byte ``first``."""
        number = bisect_right(self.lines, (first, len(self.places))) - 1
        while data:
            begin, place = self.lines[number]
            number += 1
            is_last = number == len(self.lines)
            end, next_place = (begin + len(data), len(self.places)) if is_last else self.lines[number]
            line = binascii.b2a_base64(data[: end - begin], newline=False).decode().replace("=", "A")
            yield line.translate(_TO_UU)[: next_place - place]
            data = data[end - begin :]

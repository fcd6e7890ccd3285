"""Finds what is compressed with zlib, or is DEFLATE without a header, inside of bytes that are no text, such as the
notes of a PNG picture.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from objectlambda.errors import LimitExceeded, UnexpectedContent
from objectlambda.raw_deflate import HEAD_BYTES, beginnings
from objectlambda.writing import is_writing

MAX_INFLATED_BYTES = 32 * 1024 * 1024
"""How many decompressed bytes of one object are looked at."""

_HEADER = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78][\x00-\x1f\x40-\x5f\x80-\x9f\xc0-\xdf]")
_SAMPLE = 4096
"""So many decompressed bytes of pixels are looked at, unless they are a text."""
_PICTURES = (b"II*\0", b"MM\0*", b"8BPS", b"\x76\x2f\x31\x01", b"gimp xcf ")
"""Pictures whose pixels are compressed with zlib: TIFF, Photoshop, OpenEXR, GIMP. In PNG, their chunks have a name."""
_PIXELS = re.compile(rb"(?:IDAT|fdAT.{4})\Z", re.DOTALL)
_NAME_BYTES = 8
_FIRST_PIECE, _PIECE = 16, 256
"""So many bytes are decompressed at once: of a damaged stream, all is read that a reader would get."""
_PLAIN = re.compile(rb"[\t\n\r\x20-\x7e\xc3-\xf0]")
_PLAIN_SHARE = 0.8
_LEAST = 4
_SURELY_RAW, _VARIETY = 256, 48
"""So many bytes, and so many different ones, come from no random bytes: each distance has to point at what is there."""
_FEW_DIFFER, _FEWEST_DIFFERENT = 32, 8
"""A text of so many characters has so many different ones."""
_MOST_TRIED, _FIRST_TRIED = 16, 1024 * 1024
"""How many bytes are decompressed on trial for each byte of a chunk, and beside; random bytes take a twentieth."""
_HEAD_SAMPLE = 24
_MOST_OPEN = 16
"""How many streams may be read side by side; each takes 40 KiB."""
_SEAM_BYTES = 1024
_TOGETHER = 32 * 1024
_FILES = re.compile(
    rb"\x1f\x8b\x08|PK\x03\x04|BZh[1-9]1AY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|%PDF-|7z\xbc\xaf|Rar!|\xd0\xcf\x11\xe0"
)


class DeflatedBytes:
    """Decompresses the streams that begin in the bytes of one object. It serves one thread."""

    def __init__(self) -> None:
        self._open: list[_Stream] = []
        self._left = MAX_INFLATED_BYTES
        self._before = b""
        self._is_picture: bool | None = None
        self._headed: set[int] = set()
        """Where streams of zlib begin in the last bytes behind their header, from the first byte of these on."""

    def read(self, chunk: bytes) -> list[bytes]:
        """What the streams hold as far as ``chunk``, the next bytes, goes; a piece repeats the end of the last one.

        Raises:
            UnexpectedContent: a file that may hold text is compressed there, or more streams are than are followed.
            LimitExceeded: they hold more bytes than are looked at.
        """
        found = self._checked([made for stream in self._open for made in stream.read(chunk)])
        if self._is_picture is None and chunk:
            self._is_picture = chunk.startswith(_PICTURES)
        data = self._before + chunk
        for match in _HEADER.finditer(data, max(0, len(self._before) - 1)):
            if int.from_bytes(match[0], "big") % 31 == 0:
                name = data[max(0, match.start() - _NAME_BYTES) : match.start()]
                is_pixels = bool(self._is_picture) or _PIXELS.search(name) is not None
                found += self._begin(_Stream(is_pixels=is_pixels), data, match.start())
                self._headed.add(match.end())
        found += self._raw(data)
        self._before = data[-_NAME_BYTES - HEAD_BYTES :]
        self._headed = {place - len(data) + len(self._before) for place in self._headed}
        self._headed = {place for place in self._headed if place >= 0}
        return found

    def _begin(self, stream: _Stream, data: bytes, at: int) -> list[bytes]:
        made = list(stream.read(memoryview(data)[at:]))
        if stream.is_open:
            self._open.append(stream)
        return self._checked(made) if made or stream.is_open else made

    def _raw(self, data: bytes) -> list[bytes]:
        """What begins in ``data``, the last bytes of what came before included, without a header."""
        found: list[bytes] = []
        tried, unseen = 0, len(self._before) - HEAD_BYTES
        for at in beginnings(data):
            if at < unseen or at in self._headed or _repeats(data[at : at + _HEAD_SAMPLE]):
                continue
            stream = _Stream(is_pixels=True, is_raw=True)
            found += self._begin(stream, data, at)
            tried += stream.length
            if tried > _MOST_TRIED * len(data) + _FIRST_TRIED:
                raise LimitExceeded("more of the object may be compressed texts than is decompressed on trial")
        return found

    def end(self) -> list[bytes]:
        """What is left at the end of the object; raises what ``read`` raises."""
        found = self._raw(self._before + bytes(HEAD_BYTES))
        found += [made for stream in self._open for made in stream.end()]
        self._open.clear()
        return self._checked(found)

    def _checked(self, found: list[bytes]) -> list[bytes]:
        self._open = [stream for stream in self._open if stream.is_open]
        self._left -= sum(map(len, found))
        if len(self._open) > _MOST_OPEN or any(_FILES.match(made) or _is_deflated(made) for made in found):
            raise UnexpectedContent(
                "the object is no text, and holds compressed data in which nothing can be looked for: upload it without"
            )
        if self._left < 0:
            raise LimitExceeded(f"compressed texts in the object have more than {MAX_INFLATED_BYTES} bytes")
        return found


class _Stream:
    """One stream; ``is_open`` while more of it is to be read, ``length`` is of what it held so far.

    With ``is_raw`` it has no header, and counts only if it holds a text or much.
    """

    def __init__(self, *, is_pixels: bool, is_raw: bool = False) -> None:
        self.is_open = True
        self.length = 0
        self._is_pixels = is_pixels
        self._is_raw = is_raw
        self._sample: bytes | None = b""
        self._seam = b""
        self._decompressor: Any = zlib.decompressobj(-zlib.MAX_WBITS if is_raw else zlib.MAX_WBITS)

    def read(self, data: bytes | memoryview) -> Iterator[bytes]:
        at = 0
        held = self._seam
        while self.is_open and at < len(data):
            size = _PIECE if self._sample is None else _FIRST_PIECE
            try:
                made = self._decompressor.decompress(data[at : at + size])
            except zlib.error:
                yield from self.end()
                break
            at += size
            self.length += len(made)
            if self._sample is None:
                held += made
                if len(held) >= _TOGETHER:
                    yield held
                    held = held[-_SEAM_BYTES:]
            else:
                self._sample += made
                if len(self._sample) >= _SAMPLE:
                    yield from self._begin()
                    held = self._seam
                elif self._is_raw and not self._may_count(self._sample):
                    self.is_open = False
            if self._decompressor.eof:
                yield from self.end()
        if len(held) > len(self._seam):
            yield held
            self._seam = held[-_SEAM_BYTES:]

    def end(self) -> Iterator[bytes]:
        """A sample that has not become whole."""
        self.is_open = False
        if self._sample is not None and self._counts(self._sample):
            yield self._sample
            self._sample = None

    def _may_count(self, sample: bytes) -> bool:
        """Whether a sample that is not whole may become one that counts."""
        if len(sample) >= _SURELY_RAW:
            return self._counts(sample)
        return len(sample) < _FEW_DIFFER or len(set(sample)) >= _FEWEST_DIFFERENT

    def _counts(self, sample: bytes) -> bool:
        if not self._is_raw:
            return len(sample) >= _LEAST
        return (len(sample) >= _SURELY_RAW and len(set(sample)) >= _VARIETY) or is_writing(sample)

    def _begin(self) -> Iterator[bytes]:
        sample, self._sample = self._sample or b"", None
        plain = sample.replace(b"\0", b"")
        is_text = is_writing(plain) if self._is_raw else len(_PLAIN.findall(plain)) >= _PLAIN_SHARE * len(plain) > 0
        self.is_open = is_text or not self._is_pixels
        self._seam = sample[-_SEAM_BYTES:]
        yield sample


def _repeats(head: bytes) -> bool:
    """Whether ``head`` is one to eight bytes again and again, such as pixels of one colour."""
    return any(head[period:] == head[:-period] for period in range(1, 9))


def _is_deflated(data: bytes) -> bool:
    """Whether ``data`` itself begins a stream that holds something."""
    if int.from_bytes(data[:2], "big") % 31 or not _HEADER.match(data):
        return False
    try:
        return len(zlib.decompressobj().decompress(data, _SAMPLE)) >= _LEAST
    except zlib.error:
        return False

"""Finds what is compressed with zlib inside of bytes that are no text, such as the notes of a PNG picture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from objectlambda.errors import LimitExceeded, UnexpectedContent

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
_MOST_OPEN = 16
"""How many streams may be read side by side; each takes 40 KiB."""
_SEAM_BYTES = 1024
_TOGETHER = 32 * 1024
_FILES = re.compile(
    rb"\x1f\x8b\x08|PK\x03\x04|BZh[1-9]1AY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|%PDF-|7z\xbc\xaf|Rar!|\xd0\xcf\x11\xe0"
)


class DeflatedBytes:
    """Decompresses the streams of zlib that begin in the bytes of one object. It serves one thread."""

    def __init__(self) -> None:
        self._open: list[_Stream] = []
        self._left = MAX_INFLATED_BYTES
        self._before = b""
        self._is_picture: bool | None = None

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
        view = memoryview(data)
        for match in _HEADER.finditer(data, max(0, len(self._before) - 1)):
            if int.from_bytes(match[0], "big") % 31 == 0:
                name = data[max(0, match.start() - _NAME_BYTES) : match.start()]
                stream = _Stream(is_pixels=bool(self._is_picture) or _PIXELS.search(name) is not None)
                made = list(stream.read(view[match.start() :]))
                if stream.is_open:
                    self._open.append(stream)
                if made or stream.is_open:
                    found += self._checked(made)
        self._before = data[-_NAME_BYTES - 1 :]
        return found

    def end(self) -> list[bytes]:
        """What is left at the end of the object; raises what ``read`` raises."""
        found = [made for stream in self._open for made in stream.end()]
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
    """One stream; ``is_open`` while more of it is to be read."""

    def __init__(self, *, is_pixels: bool) -> None:
        self.is_open = True
        self._is_pixels = is_pixels
        self._sample: bytes | None = b""
        self._seam = b""
        self._decompressor: Any = zlib.decompressobj()

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
            if self._decompressor.eof:
                yield from self.end()
        if len(held) > len(self._seam):
            yield held
            self._seam = held[-_SEAM_BYTES:]

    def end(self) -> Iterator[bytes]:
        """A sample that has not become whole."""
        self.is_open = False
        if self._sample is not None and len(self._sample) >= _LEAST:
            yield self._sample
            self._sample = None

    def _begin(self) -> Iterator[bytes]:
        sample, self._sample = self._sample or b"", None
        plain = sample.replace(b"\0", b"")
        self.is_open = not self._is_pixels or len(_PLAIN.findall(plain)) >= _PLAIN_SHARE * len(plain) > 0
        self._seam = sample[-_SEAM_BYTES:]
        yield sample


def _is_deflated(data: bytes) -> bool:
    """Whether ``data`` itself begins a stream that holds something."""
    if int.from_bytes(data[:2], "big") % 31 or not _HEADER.match(data):
        return False
    try:
        return len(zlib.decompressobj().decompress(data, _SAMPLE)) >= _LEAST
    except zlib.error:
        return False

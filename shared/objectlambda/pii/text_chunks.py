"""The texts of pictures, sound and films: their notes stand in chunks, over which a reader may put a value together.

PNG (``tEXt``, ``zTXt``, ``iTXt``), JPEG (comments and application segments), ID3 of MP3, RIFF (WAV, AVI), Ogg
FLAC and MP4. Each chunk alone is read with the other bytes; here they are read in a row.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import NamedTuple

_SEAM_BYTES = 128 * 1024
"""A chunk that is longer, and crosses the end of what came, is not waited for."""
_KEPT_CHARACTERS = 4096
"""So much of the texts before is read again with those that follow."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]+")
_SAMPLE = 64 * 1024
_HEAD_BYTES = 40
"""The most bytes of a chunk's head."""
_XMP = b"http://ns.adobe.com/xmp/extension/"
_XMP_BYTES = 75
"""The header of a part of XMP in JPEG, which goes over several segments."""


class _Chunks(NamedTuple):
    """The chunks of a format: the start of a file, a chunk's head with its length and name, its end, and its text."""

    magic: re.Pattern[bytes]
    head: re.Pattern[bytes]
    end: Callable[[re.Match[bytes]], int]
    text: Callable[[bytes, bytes], bytes]


def _note(name: bytes, data: bytes) -> bytes:
    """The text of a note of PNG, behind its keyword."""
    rest = data.partition(b"\0")[2]
    if name == b"iTXt":
        text = rest[2:].split(b"\0", 2)[-1]
        return _inflated(text) if rest[:1] == b"\1" else text
    return _inflated(rest[1:]) if name == b"zTXt" else rest


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _SAMPLE)
    except zlib.error:
        return b""


def _frame(name: bytes, data: bytes) -> bytes:
    """The text of a frame of ID3, behind its encoding, language and description."""
    if name not in (b"COMM", b"USLT", b"TXXX", b"WXXX"):
        return data[1:]
    return data[1:].rstrip(b"\0").rpartition(b"\0\0" if data[:1] in (b"\1", b"\2") else b"\0")[2]


def _segment(_name: bytes, data: bytes) -> bytes:
    return data[_XMP_BYTES:] if data.startswith(_XMP) else data


def _whole(_name: bytes, data: bytes) -> bytes:
    return data


def _pattern(text: bytes) -> re.Pattern[bytes]:
    return re.compile(text, re.DOTALL)


def _big(match: re.Match[bytes]) -> int:
    return int.from_bytes(match["length"], "big")


def _little(match: re.Match[bytes]) -> int:
    return int.from_bytes(match["length"], "little")


_FORMATS = (
    _Chunks(
        _pattern(rb"\x89PNG"),
        _pattern(rb"(?P<length>\0[\x00-\xff]{3})(?P<name>tEXt|zTXt|iTXt)"),
        lambda head: head.end() + _big(head),
        _note,
    ),
    _Chunks(
        _pattern(rb"\xff\xd8\xff"),
        _pattern(rb"\xff(?P<name>[\xe1-\xef\xfe])(?P<length>..)"),
        lambda head: head.end() + _big(head) - 2,
        _segment,
    ),
    _Chunks(
        _pattern(rb"ID3"),
        _pattern(rb"(?P<name>[TCUW][A-Z0-9]{3})(?P<length>\0...)..(?=[\0-\3])"),
        lambda head: head.end() + _big(head),
        _frame,
    ),
    _Chunks(
        _pattern(rb"RIFF"),
        _pattern(rb"(?P<name>I[A-Z]{3})(?P<length>...\0)"),
        lambda head: head.end() + _little(head),
        _whole,
    ),
    _Chunks(
        _pattern(rb"OggS|fLaC"),
        _pattern(rb"(?P<length>...\0)(?P<name>[A-Za-z_]{2,24})="),
        lambda head: head.start() + 4 + _little(head),
        _whole,
    ),
    _Chunks(
        _pattern(rb"....ftyp"),
        _pattern(rb"(?P<length>\0...)(?P<name>data)\0\0\0[\0\1]\0{4}"),
        lambda head: head.start() + _big(head),
        _whole,
    ),
)


class TextChunks:
    """Puts the texts of one object's chunks together; one thread uses it."""

    def __init__(self) -> None:
        self._format: _Chunks | None = None
        self._is_known = False
        self._rest = b""
        self._text = ""

    def read(self, data: bytes) -> str:
        """The texts of the chunks that end in ``data``, the next bytes, behind the end of those before.

        Empty if no two have ended.
        """
        if not self._is_known and data:
            self._format = next((one for one in _FORMATS if one.magic.match(data)), None)
            self._is_known = True
        if self._format is None:
            return ""
        data = self._rest + data
        position, found, before = 0, False, bool(self._text)
        while head := self._format.head.search(data, position):
            end = self._format.end(head)
            if end > len(data):
                if end - head.start() < _SEAM_BYTES:
                    self._rest = data[head.start() :]
                    return self._joined() if found else ""
                position = head.start() + 1
                continue
            found, before = bool(found or before), True
            self._text += _shown(self._format.text(head["name"], data[head.end() : end]))
            position = max(end, head.start() + 1)
        self._rest = data[max(position, len(data) - _HEAD_BYTES) :]
        return self._joined() if found else ""

    def _joined(self) -> str:
        text = self._text
        self._text = text[-_KEPT_CHARACTERS:]
        return text


def _shown(data: bytes) -> str:
    """``data`` as a reader sees it; half of the bytes of UTF-16 are dropped, as most are zeros."""
    text = data.replace(b"\0", b"").decode("utf-8", "replace") if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else ""
    text = text or data.decode("utf-16", "replace")
    return _CONTROLS.sub("\n", text).strip("\n")

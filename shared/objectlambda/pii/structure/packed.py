"""Compressed data and files in base64 or hex inside texts: ``{"awslogs": {"data": "H4sI..."}}``, a PDF in a data URL.

What gzip, zlib, bzip2 or xz made of a text is read as that text, and a value in it stands for the whole run. A file
that cannot be read here is refused, as it is where it stands alone. Pictures are neither.
"""

from __future__ import annotations

import binascii
import bz2
import codecs
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from objectlambda.errors import LimitExceeded, UnexpectedContent
from objectlambda.pii.structure.packed_runs import other_runs
from objectlambda.pii.structure.pieces import PiecedView, Pieces
from objectlambda.pii.structure.searches import RUNS, Runs
from objectlambda.pii.structure.views import Substitution, View

MAX_UNPACKED_BYTES = 512 * 1024
"""How many bytes of decompressed text are read in a window of a text; they are held in memory."""

_STREAMS = rb"H4sI|e(?:J[w-z]|A[E-H]|F[4-7]|N[o-r])|Qlpo[MNO]|[/_]Td6WFoA"
_FILES = rb"UEsDB|JVBERi0|U1FMaXRlIGZvcm1hdCAz|KLUv[/_]|N3q8ryc|0M8R4KGxGuE|UmFyIRoH|UEFSMRU|BCJNGA|T2JqAQ|e1xydGYx"
_HEX_STREAMS = rb"1F8B08|78(?:01|5E|9C|DA)|425A683[1-9]3141592653|FD377A585A00"
_HEX_FILES = (
    rb"504B0304|255044462D|53514C69746520666F726D61742033|28B52FFD|377ABCAF271C|D0CF11E0A1B11AE1|526172211A07"
    rb"|5041523115"
)
_LINES = rb"(?:\r?\n[ \t>]{0,8}[A-Za-z0-9+/_\-]+)*={0,2}"
_BASE64 = rb"(?:^|[^A-Za-z0-9+_\-])((?:" + _STREAMS + rb"|" + _FILES + rb")[A-Za-z0-9+/_\-]{10,}" + _LINES + rb")"
_HEX = (
    rb"(?:^|[^0-9A-Fa-f])((?i:" + _HEX_STREAMS + rb"|" + _HEX_FILES + rb")[0-9A-Fa-f]{16,}"
    rb"(?:\r?\n[ \t>]{0,8}[0-9A-Fa-f]+)*)"
)
_RUN = RUNS.pattern(_BASE64 + rb"|" + _HEX)
_DEFLATED = RUNS.pattern(
    rb"(?:^|[^A-Za-z0-9+/])((?:[ACEGIKMOQSUWYacegikmoqsuwy02468+][w-z0-9+/]|[BDFHJLNPRTVXZbdfhjlnprtvxz13579/][Q-Za-f]"
    rb"|[CGKOSWa][A-P])[A-Za-z0-9+/]{22,}={0,2})"
)
"""Base64 of one block of DEFLATE without a header, as SAML has it, or of zlib with a small window."""
_STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|BZh[1-9]|\xfd7zXZ\0")
_FILES_OF_BYTES = (b"PK\3\4", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x28\xb5\x2f\xfd")
_NO_DIGITS = re.compile(rb"[^A-Za-z0-9+/=]+")
_OF_MAIL = re.compile(
    rb"(?:^|\n)content-transfer-encoding[ \t]*:[ \t]*base64[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n[\s>]*\Z", re.IGNORECASE
)
"""What stands before the attachment of a mail, which is inspected as an object of its own."""
_HEADERS_BYTES = 2000
_CUT = 260
"""A run of at most this length at a window's end may be cut there; the next window holds it whole."""
_SLICE = 32 * 1024
_OVERLAP = 512
_LEAST, _SLACK, _TELLING = 8, 2, 128
_FEWEST_DIGITS = 12
"""A run of fewer different digits, such as zeros, is no compressed data, though it reads like the beginning of some."""
_DEPTH = 2
"""How deep compressed texts may stand in compressed texts."""
_PIECE_BYTES = 16
"""So much is decompressed at once: of a damaged stream, all is read that a reader would get."""
_XZ_MEMORY = 64 * 1024 * 1024
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 50
_REFUSED = (
    "a text holds a file in base64 or hex that may hold text and cannot be looked at there: upload the file by itself"
)


class Room:
    """How much more a window may decompress, and what it did decompress. Each window has its own."""

    __slots__ = ("depth", "known", "left")

    def __init__(self) -> None:
        self.left = MAX_UNPACKED_BYTES
        self.depth = 0
        self.known: dict[bytes, tuple[bytes, int]] = {}

    def unpacked(self, data: bytes) -> tuple[bytes, int]:
        """What `_unpacked` gives for ``data``; the same run may stand in several layers of a text."""
        if data not in self.known:
            self.known[data] = _unpacked(data, self.left)
            self.left -= len(self.known[data][0])
        return self.known[data]


Readings = Callable[[str], Iterator[str]]
"""What is encoded in a text that was compressed, as a reader sees it."""


def packed_views(runs: Runs, room: Room, readings: Readings, below: View | None = None) -> Iterator[View]:
    """Readings of the texts that stand compressed in a text, each as a value in place of its run.

    Raises:
        UnexpectedContent: a file stands in it that cannot be read, or compressed data that is no text.
        LimitExceeded: decompressed, the texts are larger than `MAX_UNPACKED_BYTES`.
    """
    text, shadow = runs.text, runs.shadow
    if runs.held.has(_DEFLATED):
        yield from _deflated_views(text, shadow, room, readings, below)
    for start, end, data in other_runs(runs):
        unpacked, _ = room.unpacked(data) if _STREAM.match(data) or data.startswith(_FILES_OF_BYTES) else (b"", 0)
        if unpacked:
            yield from _views(text, start, end, unpacked, room, readings, below)
    for found in _RUN.compiled.finditer(shadow) if runs.held.has(_RUN) else ():
        start, end = found.span(1 if found[1] else 2)
        bits = 6 if found[1] else 4
        if _OF_MAIL.search(shadow[max(0, start - _HEADERS_BYTES) : start]):
            continue
        data = _decoded(shadow[start:end], bits)
        unpacked, used = room.unpacked(data)
        if used > len(data) and end == len(text) and end - start > _CUT:
            raise UnexpectedContent(_REFUSED)
        if not unpacked:
            continue
        last = _end(shadow, start, end, -(-min(used, len(data)) * 8 // bits))
        yield from _views(text, start, last, unpacked, room, readings, below)


def _views(
    text: str, start: int, end: int, unpacked: bytes, room: Room, readings: Readings, below: View | None
) -> Iterator[View]:
    """Readings of a text that ``text[start:end]`` holds compressed."""
    if room.depth == _DEPTH:
        raise UnexpectedContent(_REFUSED)
    room.depth += 1
    for shown in readings(unpacked.decode("utf-8", "replace")):
        for at in range(0, len(shown), _SLICE):
            part = Substitution(start, end, shown[max(0, at - _OVERLAP) : at + _SLICE])
            yield PiecedView(text, [Pieces([part])], below)
    room.depth -= 1


def _deflated_views(text: str, shadow: bytes, room: Room, readings: Readings, below: View | None) -> Iterator[View]:
    for found in _DEFLATED.compiled.finditer(shadow):
        start, end = found.span(1)
        data = _decoded(shadow[start:end], 6)
        for bits in (-15, 15):
            unpacked, is_whole = _inflated(data, bits, min(room.left, _SLICE))
            tells = not is_whole and len(data) >= _TELLING <= len(unpacked)
            if not (is_whole or tells) or len(unpacked) < _LEAST or not _is_text(unpacked):
                continue
            if tells and len(set(shadow[start:end])) >= _FEWEST_DIGITS:
                raise UnexpectedContent(_REFUSED)
            room.left -= len(unpacked)
            for shown in readings(unpacked.decode("utf-8", "replace")):
                yield PiecedView(text, [Pieces([Substitution(start, end, shown)])], below)


def _inflated(data: bytes, bits: int, most: int) -> tuple[bytes, bool]:
    """What the beginning of ``data`` is decompressed to, and whether that is all of it."""
    inflater = zlib.decompressobj(bits)
    try:
        unpacked = inflater.decompress(data, most)
    except zlib.error:
        return b"", False
    return unpacked, inflater.eof and len(inflater.unused_data) <= _SLACK


def _decoded(run: bytes, bits: int) -> bytes:
    digits = _NO_DIGITS.sub(b"", run.replace(b"-", b"+").replace(b"_", b"/")).rstrip(b"=")
    if bits == 4:
        return bytes.fromhex(digits[: len(digits) & ~1].decode())
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


def _unpacked(data: bytes, most: int) -> tuple[bytes, int]:
    """The text that ``data`` was made of, and how many bytes it took, one more if there should be more of them.

    The text is empty if ``data`` only looks like compressed data.
    """
    if not _STREAM.match(data):
        raise UnexpectedContent(_REFUSED)
    unpacked, used, is_whole = bytearray(), 0, False
    while _STREAM.match(data, used):
        decompressor = _decompressor(data[used:])
        try:
            while not decompressor.eof and used < len(data):
                unpacked += decompressor.decompress(data[used : used + _PIECE_BYTES], most + 1)
                used += _PIECE_BYTES
                if len(unpacked) > most:
                    raise LimitExceeded(f"compressed texts in a text have more than {MAX_UNPACKED_BYTES} bytes")
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
            if not unpacked or (data[0] == 0x78 and not _is_text(unpacked)):
                return b"", used
            break
        is_whole = decompressor.eof
        if not is_whole:
            used = len(data) + 1
            break
        used = min(used, len(data)) - len(decompressor.unused_data)
    if unpacked and not _is_text(unpacked) and (is_whole or data[0] != 0x78):
        raise UnexpectedContent(_REFUSED)
    return bytes(unpacked), used


def _decompressor(data: bytes) -> Any:
    if data.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    if data.startswith(b"\xfd7zXZ"):
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
    return zlib.decompressobj(wbits=47)  # gzip and zlib


def _is_text(data: bytes | bytearray) -> bool:
    """Whether ``data``, which may end within a character, is text; it is none if it is a file that holds text."""
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(bytes(data))
    except UnicodeDecodeError:
        return False
    if text.startswith(("%PDF-", "{\\rtf", "%!PS")):
        return False
    return len(_CONTROLS.findall(text)) * _CONTROL_SHARE <= len(text)


def _end(shadow: bytes, start: int, end: int, count: int) -> int:
    """The place after the first ``count`` digits of ``shadow[start:end]``; padding at its end belongs to it."""
    at = start
    for line in re.finditer(rb"[A-Za-z0-9+/_\-]+={0,2}", shadow[start:end]):
        digits = len(line[0].rstrip(b"="))
        at = start + (line.end() if count >= digits else line.start() + count)
        count -= digits
        if count <= 0:
            break
    return at

"""Tells where compressed data or a file that may hold text begins inside of other bytes.

Short marks also occur by chance, so what follows them is tried.
"""

from __future__ import annotations

import codecs
import lzma
import re
from collections.abc import Iterator

from objectlambda.decompress.first_bytes import ZSTD_MAGIC
from objectlambda.decompress.zstd.frames import MAX_BLOCK_BYTES, MAX_HEADER_BYTES, frame_header
from objectlambda.errors import CorruptObject
from objectlambda.writing import is_writing

SEAM_BYTES = 4096
"""So many bytes from a mark on tell whether compressed data begins there."""

_MEMBER = re.compile(
    rb"PK\x03\x04[\x00-\x3f]\x00|7z\xbc\xaf\x27\x1c|\xfd7zXZ\x00|BZh[1-9]1AY&SY|\x28\xb5\x2f\xfd|"
    rb"\x1f\x8b\x08[\x00-\x1f].{4}[\x00\x02\x04][\x00-\x0d\xff]|"
    rb"%PDF-[0-9]\.[0-9][\r\n]{1,2}(?:%[\x80-\xff]|[0-9]{1,6} [0-9] obj)|SQLite format 3\x00|"
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|Rar!\x1a\x07|MSCF\x00{4}|"
    rb"\x04\x22\x4d\x18[\x40-\x7f][\x40-\x70]|\xff\x06\x00\x00sNaPpY|LZIP\x01[\x0c-\xfd]|\xed\xab\xee\xdb[\x03\x04]\x00\x00|"
    rb"\x1f\x9d[\x89-\x90]",
    re.DOTALL,
)
_OF_LZMA = re.compile(
    rb"(?P<alone>[\x00-\xe0]\x00[\x00\x10\x20\x40\x80][\x00-\x04\x08\x0c\x10\x18\x20\x30\x40\x60\x80\xc0][\x00-\x08\x0c\x10\x18\x20\x40]"
    rb"(?:\xff{8}|[\x00-\xff]{4}[\x00-\x0f]\x00{3})\x00[\x00-\xff]{4})|[\xe0-\xff][\x00-\xff]{4}[\x00-\xe0]\x00[\x00-\xff]{4}"
)
"""The header of LZMA alone, or of the first chunk of LZMA2, and the first bytes of the coder, of which one is zero."""
_USUAL_PROPERTIES = re.compile(rb"\x5d\x00")
_UNMARKED = re.compile(rb"(?i)\bcontent-encoding:[ \t]{0,8}(?:br|x-compress|compress|dcb)\b")
"""What a recorded response of HTTP says of a body whose coding has no mark that tells it."""
_BODY = re.compile(rb"\r?\n\r?\n")
_BODY_SAMPLE = 64
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LZW_CODES, _LZW_CLEAR, _LZW_SAMPLE = 24, 256, 32
_LZMA_SAMPLE, _LZMA_BYTES, _LEAST = 4096, 8192, 24
_MEMORY = 80 * 1024 * 1024


def members(data: bytes) -> Iterator[int]:
    """The places in ``data`` at which compressed data or a file begins."""
    for match in _MEMBER.finditer(data):
        if _begins(data, match.start()):
            yield match.start()
    for match in _USUAL_PROPERTIES.finditer(data):
        if _is_lzma(data, match.start()):
            yield match.start()

    for match in _UNMARKED.finditer(data):
        body = _BODY.search(data, match.end(), match.end() + SEAM_BYTES)
        if body and not _is_text(data[body.end() : body.end() + _BODY_SAMPLE]):
            yield match.start()


def _is_text(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        decoder.decode(data)
    except UnicodeDecodeError:
        return False
    return _NO_TEXT.search(data) is None


def _begins(data: bytes, at: int) -> bool:
    """Whether compressed data can really begin here; the short marks of zstd and compress also occur by chance."""
    if data.startswith(b"\x1f\x9d", at):
        return _is_lzw(data[at + 3 : at + _LZW_SAMPLE])
    if data[at : at + 4] != ZSTD_MAGIC:
        return True
    try:
        header = frame_header(data[at : at + MAX_HEADER_BYTES])
    except CorruptObject:
        return False
    block = b"" if header is None else data[at + header.header_bytes : at + header.header_bytes + 3]
    fields = int.from_bytes(block, "little")
    return len(block) == 3 and fields >> 1 & 3 != 3 and fields >> 3 <= MAX_BLOCK_BYTES


def _is_lzw(data: bytes) -> bool:
    """Whether codes of nine bits, as compress writes them, only mean what was written before."""
    codes = int.from_bytes(data, "little")
    count = min(_LZW_CODES, len(data) * 8 // 9)
    read = [codes >> 9 * number & 511 for number in range(count)]
    return count > 1 and read[0] < _LZW_CLEAR and all(code <= _LZW_CLEAR + number for number, code in enumerate(read))


def _is_lzma(data: bytes, at: int) -> bool:
    """Whether LZMA with its usual properties, alone or in LZMA2, begins around the properties at ``at``."""
    if (found := _OF_LZMA.match(data, at)) and found["alone"]:
        return _decodes(lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_MEMORY), data[at : at + _LZMA_BYTES])
    if at >= 5 and data[at - 5] >= 0xE0 and _OF_LZMA.match(data, at - 5):
        filters = [{"id": lzma.FILTER_LZMA2, "dict_size": _MEMORY // 4}]
        return _decodes(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters), data[at - 5 : at + _LZMA_BYTES])
    return False


def _decodes(decompressor: lzma.LZMADecompressor, data: bytes) -> bool:
    try:
        made = decompressor.decompress(data, _LZMA_SAMPLE)
    except lzma.LZMAError as error:
        return "emory" in str(error)  # more than xz takes at most
    return (decompressor.eof and bool(made)) or len(made) >= _LZMA_SAMPLE or (len(made) >= _LEAST and is_writing(made))

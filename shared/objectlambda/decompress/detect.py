"""Which format an object is in: by its first bytes, then its key, Content-Encoding and Content-Type."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from objectlambda.decompress.bzip2.bunzip2 import starts_bzip2
from objectlambda.decompress.formats import (
    Format,
    content_type,
    family,
    from_headers,
    from_name,
    inner_name,
)
from objectlambda.decompress.gunzip import MAGIC as GZIP_MAGIC
from objectlambda.decompress.inflate import starts_zlib
from objectlambda.decompress.snappy.blocks import (
    MAX_BLOCK_BYTES,
    decoded_block,
    max_compressed_length,
    uncompressed_length,
)
from objectlambda.decompress.snappy.unsnappy import STREAM_IDENTIFIER, XERIAL_MAGIC
from objectlambda.decompress.zstd.frames import legacy_version, starts_zstd
from objectlambda.errors import CorruptObject, UnsupportedFormat, UnsupportedMethod

__all__ = ["Choice", "Format", "choose", "content_type", "from_headers", "from_name", "inner_name", "sniff"]

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
"""A local header, the end record of an empty archive, the mark of a spanned one."""

_BZIP2_BLOCKS = (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90")
_PRESET_DICTIONARY = 0x20
_TRIED_BYTES = 64 * 1024
_PROOF_BYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The format chosen, None when the object is in none; ``reason`` is worth a log line when not empty."""

    format: Format | None
    reason: str = ""


def sniff(first: bytes) -> Format | None:
    """The format that the bytes ``first``, from the object's start, prove; None when they prove none.

    Give at least the first 4 KiB of longer objects: a zlib header is two bytes and one text in 1,000 has them, so
    zlib is believed only once its data inflates, and Hadoop's snappy, which has no magic, once its lengths agree
    with each other and its first block decodes.
    """
    if first[:3] == GZIP_MAGIC + b"\x08":
        return Format.GZIP
    if starts_bzip2(first[:4]) and first[4:10] in _BZIP2_BLOCKS:
        return Format.BZIP2
    if len(first) >= 4 and (starts_zstd(first) or legacy_version(first) is not None):
        return Format.ZSTD
    if first.startswith(STREAM_IDENTIFIER):
        return Format.SNAPPY
    if first.startswith(XERIAL_MAGIC):
        return Format.SNAPPY_XERIAL
    if first[:4] in ZIP_MAGICS:
        return Format.ZIP
    if _inflates(first):
        return Format.ZLIB
    if _is_hadoop_snappy(first):
        return Format.SNAPPY_HADOOP
    return None


def choose(
    first: bytes,
    key: str,
    content_encoding: str | None,
    content_type: str | None,
    pinned: Format | None,
) -> Choice:
    """The format to decode as, from the first bytes and what key and headers announce.

    The bytes decide. What is announced (suffix, then Content-Encoding, then Content-Type) decides only where the
    bytes cannot speak: a ZIP archive behind a program, a zlib stream with a preset dictionary, or an object cut
    inside the format's magic, so that the decoder's error names the damage. Where bytes and announcement differ
    the bytes win and ``reason`` says so. A pinned format must fit the bytes, or `UnsupportedFormat` says what was
    found instead; pinned ``snappy`` takes whichever of its containers the bytes show.
    """
    found = sniff(first)
    if pinned is not None:
        return _checked(first, found, pinned)
    announced = from_name(key)
    origin = "the key's suffix"
    if announced is None:
        announced = from_headers(content_encoding, content_type)
        origin = "the object's headers"
    if found is not None:
        if announced is None or family(found) is family(announced):
            return Choice(format=found)
        return Choice(format=found, reason=f"{origin} announces {announced}, the bytes are {found}: the bytes win")
    if announced is None:
        return Choice(format=None)
    if _possible(first, announced):
        return Choice(format=announced, reason=f"{origin} announces {announced}, the bytes do not tell")
    return Choice(format=None, reason=f"{origin} announces {announced}, the bytes are not")


def _checked(first: bytes, found: Format | None, pinned: Format) -> Choice:
    if pinned is Format.SNAPPY_RAW:
        return Choice(format=pinned)
    if found is not None and (found is pinned or (pinned is Format.SNAPPY and family(found) is pinned)):
        return Choice(format=found)
    if _possible(first, pinned) and (found is None or pinned is Format.ZIP):
        return Choice(format=pinned, reason=f"the format is pinned to {pinned}, the bytes do not tell")
    what = f"the object is {found}" if found is not None else "the object's first bytes are not"
    raise UnsupportedFormat(f"the format is pinned to {pinned}, but {what}")


def _possible(first: bytes, announced: Format) -> bool:
    """True when an object in the format may begin with ``first`` although `sniff` cannot prove it."""
    if announced is Format.ZIP:
        return True
    if announced is Format.ZLIB:
        return not first or starts_zlib(first[:2])
    if announced is Format.GZIP:
        return GZIP_MAGIC.startswith(first[:2])
    if announced is Format.ZSTD:
        return starts_zstd(first[:4])
    if announced is Format.BZIP2:
        return starts_bzip2(first[:4])
    if announced is Format.SNAPPY:
        return STREAM_IDENTIFIER.startswith(first) or XERIAL_MAGIC.startswith(first)
    if announced is Format.SNAPPY_XERIAL:
        return XERIAL_MAGIC.startswith(first)
    return len(first) < 9  # Hadoop's snappy has no magic; what is longer, `sniff` has looked at


def _inflates(first: bytes) -> bool:
    if len(first) < 2 or not starts_zlib(first[:2]) or first[1] & _PRESET_DICTIONARY:
        return False
    inflater = zlib.decompressobj()
    try:
        output = inflater.decompress(first[:_TRIED_BYTES], _TRIED_BYTES)
    except zlib.error:
        return False
    # Fixed Huffman codes turn short texts into a few bytes without an error.
    return inflater.eof or len(output) >= _PROOF_BYTES


def _is_hadoop_snappy(first: bytes) -> bool:
    if len(first) < 9:
        return False
    total, size = int.from_bytes(first[:4], "big"), int.from_bytes(first[4:8], "big")
    if not 0 < total <= MAX_BLOCK_BYTES or not 1 < size <= max_compressed_length(total):
        return False
    try:
        length, prefix = uncompressed_length(first[8:])
    except CorruptObject:
        return False
    if not 0 < length <= total or not prefix < size <= max_compressed_length(length):
        return False
    block = first[8 : 8 + size]
    if len(block) < size:
        # The first element of a block is a literal: nothing is there yet that a copy could refer to.
        return len(block) <= prefix or block[prefix] & 3 == 0
    try:
        decoded_block(block, position=8 + size, max_block_bytes=length)
    except CorruptObject:
        return False
    except UnsupportedMethod:
        return True  # without cramjam the lengths are all there is to go by; decoding says what to install
    return True

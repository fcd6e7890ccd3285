"""Decompression: gzip, bzip2, zlib, zstandard, snappy and ZIP, each a module; ``assembly`` puts them together."""

from __future__ import annotations

from objectlambda.decompress import listing
from objectlambda.decompress import transform as assembly
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.function import Function

DECOMPRESS = Function(
    name="decompress",
    version="1",
    settings=DecompressSettings,
    open=assembly.decompressed,
    choice=assembly.member_choice,
    tail_bytes=assembly.tail_bytes,
    first_bytes=assembly.SNIFF_BYTES,
    listing=listing.rewrite,
    stored_as=listing.stored_as,
)

__all__ = ["DECOMPRESS", "DecompressSettings"]

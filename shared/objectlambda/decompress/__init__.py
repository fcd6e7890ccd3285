"""Decompression: gzip, bzip2, zlib, zstandard, snappy and ZIP, each a module; ``transform`` puts them together."""

from __future__ import annotations

from functools import partial

from objectlambda.decompress import listing, transform
from objectlambda.decompress.settings import DecompressSettings
from objectlambda.function import Function

DECOMPRESS = Function(
    name="decompress",
    version="1",
    settings=DecompressSettings,
    open=partial(transform.decompressed, documents_pass=True),
    choice=transform.member_choice,
    tail_bytes=transform.tail_bytes,
    first_bytes=transform.SNIFF_BYTES,
    listing=listing.rewrite,
    stored_as=listing.stored_as,
)

__all__ = ["DECOMPRESS", "DecompressSettings"]

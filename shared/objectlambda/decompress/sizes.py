"""Exact decompressed sizes without decompressing, where the format tells them.

A size that is wrong as Content-Length corrupts downloads, so nothing here guesses: gzip's ISIZE, which counts the last
member only and modulo 2^32, is not used, and neither is the content size in a zstd frame's header alone, since
whether another frame follows is seen only at that frame's end. Sizes of ZIP members are in the directory:
`Member.size`.
"""

from __future__ import annotations

from collections.abc import Iterable

from objectlambda.block_index import BlockIndex
from objectlambda.decompress.byte_reader import Archive
from objectlambda.decompress.formats import Format
from objectlambda.decompress.header_walk import walked


def told(found: Format, archive: Archive, chunks: Iterable[bytes]) -> BlockIndex | None:
    """The decompressed size, and where blocks begin, by small reads of ``archive`` or a walk over all its ``chunks``.

    None where neither tells.
    """
    index = found.row.index(archive) if found.row.index is not None else None
    return walked(found.row.walk, chunks) if index is None else index

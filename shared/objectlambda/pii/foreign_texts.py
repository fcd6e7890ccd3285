"""Inspects what a text holds in bytes that are not of its encoding: compressed data, EBCDIC, other bytes of readers.

The detector reads a text around such bytes; here they are read for themselves, so that a value in them is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from objectlambda.deflated_bytes import DeflatedBytes
from objectlambda.pii.beside import SEAM_BYTES, LookAt, look_at_bytes
from objectlambda.pii.kinds import without_archives
from objectlambda.pii.text_encoding import encoding_of
from objectlambda.readable_bytes import foreign_texts_in
from objectlambda.streams import close

_NARROW = "latin-1"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def with_foreign_texts(
    chunks: Iterator[bytes], head: bytes, setting: str, look_at: LookAt, *, is_lenient: bool
) -> Iterator[bytes]:
    """Yields ``chunks`` of a text unchanged, each after what is not of its encoding was inspected.

    Args:
        chunks: the text.
        head: its first bytes.
        setting: the setting encoding.
        look_at: inspects texts; raises the error that refuses the object.
        is_lenient: whether bytes that cannot be decoded are let through. In latin-1, all bytes can be.

    Raises:
        UnexpectedContent: compressed data stand in the text that cannot be looked at.
        LimitExceeded: compressed texts in it are too large.
    """
    codec = encoding_of(head, setting).codec
    if not (is_lenient or codec == _NARROW):
        return chunks
    chunks = without_archives(chunks)
    return chunks if codec.startswith("utf-16") else _inspected(chunks, look_at, "ascii" if codec == _NARROW else codec)


def _inspected(chunks: Iterable[bytes], look_at: LookAt, codec: str) -> Iterator[bytes]:
    """Yields ``chunks``; from the first byte on that is none of a text in ``codec``, foreign texts are inspected."""
    seam = b""
    deflated: DeflatedBytes | None = None
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for chunk in chunks:
            parts: list[bytes] = []
            if deflated is None and (not _decodes(decoder, chunk) or _CONTROLS.search(chunk)):
                deflated = DeflatedBytes()
                parts = deflated.read(seam)
            if deflated is not None:
                parts += deflated.read(chunk)
                if texts := foreign_texts_in(seam + chunk):
                    look_at(texts)
                look_at_bytes(parts, look_at)
            yield chunk
            seam = (seam + chunk)[-SEAM_BYTES:]
        if deflated is not None:
            look_at_bytes(deflated.end(), look_at)
    finally:
        close(chunks)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True

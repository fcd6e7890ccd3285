"""Redaction that can begin in the middle: a mask of as many bytes leaves every offset where it was.

The text is redacted in blocks of about 1 MiB, each by itself. A block ends behind the first line end at or after a
multiple of BLOCK_BYTES, so the same blocks are found from any place in the object, and a range costs the blocks that it
touches. Formats whose lines stand for themselves have blocks; XML, HTML and SQL do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from objectlambda.pii.detection.stream import TextAnalyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import Seen, redact
from objectlambda.pii.structure import Format, Structure, sniff
from objectlambda.pii.text_encoding import encoding_of
from objectlambda.streams import close

BLOCK_BYTES = 1024 * 1024

_BY_LINES = frozenset({Format.TEXT, Format.LOG, Format.LINES, Format.JSON, Format.DELIMITED})


def seekable_structure(head: bytes, redaction: Redaction, key: str | None) -> Structure | None:
    """The structure of the text that begins with ``head``, if its redaction can begin in the middle."""
    if not redaction.mask_bytes or {redaction.mode, *redaction.modes.values()} != {Mode.MASK}:
        return None
    encoding = encoding_of(head, redaction.encoding)
    if encoding.codec != "utf-8":
        return None
    text = head[len(encoding.mark) :].decode(errors="ignore")
    structure = sniff(text, key)
    if structure.format is Format.JSON and not _is_by_lines(text):
        return None
    return structure if structure.format in _BY_LINES else None


def _is_by_lines(text: str) -> bool:
    """Whether each line of JSON is a document of its own: only then does a line say by itself what its values are."""
    first, newline, rest = text.lstrip().partition("\n")
    return bool(newline) and first.rstrip().endswith(("}", "]")) and rest.lstrip()[:1] in ("", "{", "[")


def redact_blocks(
    chunks: Iterable[bytes],
    redaction: Redaction,
    structure: Structure,
    *,
    begin: int = 0,
    analyzer: TextAnalyzer | None = None,
    seen: Seen | None = None,
) -> Iterator[bytes]:
    """The redacted bytes from ``begin``, which is 0 or where a block begins, to the end; as many as there were."""
    splitter = _Blocks(chunks, begin)
    later = replace(structure, header=False)  # the header names the columns of all blocks and stands in the first
    try:
        while splitter.more():
            kind = structure if splitter.position == 0 else later
            yield from redact(splitter.block(), redaction, structure=kind, analyzer=analyzer, seen=seen)
    finally:
        close(chunks)


def block_before(start: int, read_at: Callable[[int, int], bytes]) -> int:
    """Where the last block begins that begins at ``start`` or before; ``read_at(offset, length)`` reads the object."""
    for number in range(start // BLOCK_BYTES, 0, -1):
        first = number * BLOCK_BYTES
        found = read_at(first, min(BLOCK_BYTES, start - first)).find(b"\n") if start > first else -1
        if found >= 0:
            return first + found + 1
    return 0


class _Blocks:
    """Splits a stream into blocks, each of which is read to its end before the next."""

    def __init__(self, chunks: Iterable[bytes], begin: int) -> None:
        self.position = begin
        self._source = iter(chunks)
        self._held = b""

    def more(self) -> bool:
        """Whether anything follows."""
        while not self._held:
            chunk = next(self._source, None)
            if chunk is None:
                return False
            self._held = chunk
        return True

    def block(self) -> Iterator[bytes]:
        """The bytes of the next block."""
        mark = max(BLOCK_BYTES, -(-self.position // BLOCK_BYTES) * BLOCK_BYTES)
        while self.more():
            chunk, start = self._held, self.position
            found = chunk.find(b"\n", max(0, mark - start)) if start + len(chunk) > mark else -1
            end = len(chunk) if found < 0 else found + 1
            self._held = chunk[end:]
            self.position += end
            yield chunk[:end]
            if found >= 0:
                return

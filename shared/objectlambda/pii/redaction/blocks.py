"""Redaction that can begin in the middle of an object, because a mask has as many bytes as the value under it.

The text is divided into blocks, and each block is redacted by itself. A block ends after the first line end at or after
a multiple of ``block_bytes``. The blocks are therefore the same wherever reading begins, and a range costs only the
blocks that it touches. Text, logs, lines, tables and lines of JSON have blocks; XML, HTML and SQL have none, because
one of their lines does not say what its values are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from objectlambda.pii.detection.protocols import TextAnalyzer
from objectlambda.pii.redaction.modes import Mode, Redaction
from objectlambda.pii.redaction.redact import Seen, redact
from objectlambda.pii.structure import Format, Structure, sniff
from objectlambda.pii.text_encoding import encoding_of
from objectlambda.streams import close

BLOCK_BYTES = 1024 * 1024

_BY_LINES = frozenset({Format.TEXT, Format.LOG, Format.LINES, Format.JSON, Format.DELIMITED})


def seekable_structure(head: bytes, redaction: Redaction, key: str | None) -> Structure | None:
    """The structure of the text that begins with ``head``; None if its redaction cannot begin in the middle."""
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
    """Whether each line of JSON is a document of its own, so that a line alone says what its values are."""
    first, newline, rest = text.lstrip().partition("\n")
    return bool(newline) and first.rstrip().endswith(("}", "]")) and rest.lstrip()[:1] in ("", "{", "[")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRedaction:
    """Redacts one text block by block, from the beginning or from any block.

    Attributes:
        redaction: what is replaced; ``seekable_structure`` says whether it can be done in blocks.
        structure: the text's structure, as ``seekable_structure`` gives it.
        analyzer: finds the data; by default the one of the package.
        seen: called with each entity that is replaced.
        block_bytes: the least size of a block.
    """

    redaction: Redaction
    structure: Structure
    analyzer: TextAnalyzer | None = None
    seen: Seen | None = None
    block_bytes: int = BLOCK_BYTES

    def redact(self, chunks: Iterable[bytes], begin: int = 0) -> Iterator[bytes]:
        """The redacted text from byte ``begin`` to the end, with as many bytes as ``chunks`` have.

        ``chunks`` are the stored bytes from ``begin`` on, which is 0 or what ``block_before`` returns.
        """
        splitter = _Splitter(chunks, begin, self.block_bytes)
        later = replace(self.structure, header=False)  # the header row stands in the first block only
        try:
            while splitter.more():
                structure = self.structure if splitter.position == 0 else later
                yield from redact(
                    splitter.block(), self.redaction, structure=structure, analyzer=self.analyzer, seen=self.seen
                )
        finally:
            close(chunks)

    def block_before(self, start: int, read_at: Callable[[int, int], bytes]) -> int:
        """The beginning of the block that holds byte ``start``; ``read_at(offset, length)`` reads the object."""
        for number in range(start // self.block_bytes, 0, -1):
            first = number * self.block_bytes
            found = read_at(first, min(self.block_bytes, start - first)).find(b"\n") if start > first else -1
            if found >= 0:
                return first + found + 1
        return 0


class _Splitter:
    """Splits a stream into blocks; each block is read to its end before the next."""

    def __init__(self, chunks: Iterable[bytes], begin: int, block_bytes: int) -> None:
        self.position = begin
        self._source = iter(chunks)
        self._block_bytes = block_bytes
        self._held = b""

    def more(self) -> bool:
        """Whether the stream has more bytes."""
        while not self._held:
            chunk = next(self._source, None)
            if chunk is None:
                return False
            self._held = chunk
        return True

    def block(self) -> Iterator[bytes]:
        """The bytes of the next block."""
        mark = max(self._block_bytes, -(-self.position // self._block_bytes) * self._block_bytes)
        while self.more():
            chunk, start = self._held, self.position
            found = chunk.find(b"\n", max(0, mark - start)) if start + len(chunk) > mark else -1
            end = len(chunk) if found < 0 else found + 1
            self._held = chunk[end:]
            self.position += end
            yield chunk[:end]
            if found >= 0:
                return

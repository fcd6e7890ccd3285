"""One kept object: a file that holds its bytes, then what is known of them, then a mark that it is whole.

    MARK, progress │ bytes │ description (JSON: size, checksum of each block, what HeadObject tells) │ its length │ MARK

It is written under another name and renamed when it is whole; ``partials`` tells what stands before the bytes
meanwhile. Each block is checked against its CRC-32 before it is handed out, so a file that was damaged later is
noticed, too.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from objectlambda.measures import Measure
from objectlambda.streams import CHUNK_BYTES

BLOCK_BYTES = CHUNK_BYTES
MARK = b"objlamb2"
BODY_START = 8 * 1024
"""The offset of the bytes. The headers of an S3 response fit before it; unwritten space takes no disk."""

_LENGTH_BYTES = 8
_MAX_DESCRIPTION_BYTES = 64 * 1024 * 1024


class DamagedEntry(Exception):
    """The file is not what was written; it must not be served."""


class Checksums:
    """The CRC-32 of each block of a stream, as it is written."""

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[int] = []
        self._current = 0

    def add(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view:
            room = BLOCK_BYTES - self.size % BLOCK_BYTES
            piece, view = view[:room], view[room:]
            self._current = zlib.crc32(piece, self._current)
            self.size += len(piece)
            if self.size % BLOCK_BYTES == 0:
                self.blocks.append(self._current)
                self._current = 0

    def finish(self) -> list[int]:
        """The checksums of all blocks, the last one perhaps a short one."""
        return [*self.blocks, self._current] if self.size % BLOCK_BYTES else self.blocks


def description(checksums: Checksums, measure: Measure) -> bytes:
    """What stands behind the bytes of a whole entry: the description, its length and the mark."""
    said = json.dumps(
        {
            "size": checksums.size,
            "blocks": checksums.finish(),
            "changes": dict(measure.changes),
            "unchanged": measure.unchanged,
        }
    ).encode()
    return said + len(said).to_bytes(_LENGTH_BYTES, "big") + MARK


@dataclass(slots=True)
class Entry:
    """A whole kept object, open for reading: it can be read on even when its file is removed."""

    measure: Measure
    _blocks: list[int] = field(repr=False)
    _descriptor: int

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """Bytes ``start`` to ``stop`` (exclusive), checked; the entry is closed at the end.

        Raises:
            DamagedEntry: before a byte of a damaged block is handed out.
        """
        try:
            for number in range(start // BLOCK_BYTES, -(-stop // BLOCK_BYTES)):
                first = number * BLOCK_BYTES
                length = min(BLOCK_BYTES, self.measure.size - first)
                block = os.pread(self._descriptor, length, BODY_START + first)
                if len(block) != length or zlib.crc32(block) != self._blocks[number]:
                    raise DamagedEntry
                yield block[max(0, start - first) : stop - first]
        finally:
            self.close()

    def fileno(self) -> int:
        """The descriptor of the open file."""
        return self._descriptor

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        self.close()


def open_entry(path: Path) -> Entry | None:
    """The entry in the file at ``path``; ``None`` where there is none.

    Raises:
        DamagedEntry: there is a file, but no whole entry in it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedEntry from error
    try:
        measure, blocks = read_description(descriptor)
    except (OSError, ValueError, KeyError, TypeError) as error:
        os.close(descriptor)
        raise DamagedEntry from error
    return Entry(measure, blocks, descriptor)


def read_description(descriptor: int) -> tuple[Measure, list[int]]:
    """What the description in an open file says: the measure, and the checksum of each block.

    Raises:
        OSError, ValueError, KeyError, TypeError: there is no whole description.
    """
    total = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, _LENGTH_BYTES + len(MARK), max(0, total - _LENGTH_BYTES - len(MARK)))
    length = int.from_bytes(tail[:_LENGTH_BYTES], "big")
    if tail[_LENGTH_BYTES:] != MARK or length > min(total, _MAX_DESCRIPTION_BYTES):
        raise ValueError("no mark")
    size = total - len(tail) - length - BODY_START
    if size < 0 or os.pread(descriptor, len(MARK), 0) != MARK:
        raise ValueError("another layout")
    said = json.loads(os.pread(descriptor, length, BODY_START + size))
    blocks = said["blocks"]
    if said["size"] != size or len(blocks) != -(-size // BLOCK_BYTES):
        raise ValueError("another size")
    return Measure(size=size, changes=said["changes"], unchanged=said["unchanged"]), blocks

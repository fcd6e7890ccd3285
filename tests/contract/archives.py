"""ZIP archives made byte by byte, and archives in memory to read them from, for tests."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(kw_only=True)
class MemoryArchive:
    """An archive in memory; ``stream`` gives pieces of ``split`` bytes and calls ``closed`` when it is left."""

    data: bytes
    split: int = 64 * 1024
    closed: Callable[[], None] = lambda: None
    reads: list[tuple[int, int]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.data)

    def read_at(self, start: int, length: int) -> bytes:
        self.reads.append((start, length))
        return self.data[start : start + length]

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        self.reads.append((start, stop - start))
        try:
            for at in range(start, min(stop, len(self.data)), self.split):
                yield self.data[at : min(at + self.split, stop)]
        finally:
            self.closed()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One member to write: ``data`` is already compressed by ``method`` from ``content``."""

    name: bytes
    content: bytes
    data: bytes | None = None
    method: int = 0
    flags: int = 0
    extra: bytes = b""
    crc: int | None = None
    size: int | None = None
    host: int = 3
    local_name: bytes | None = None
    local_extra: bytes | None = None
    local_method: int | None = None
    local_crc: int | None = None
    offset_shift: int = 0

    @property
    def raw(self) -> bytes:
        return self.content if self.data is None else self.data


def written(entries: Sequence[Entry], *, comment: bytes = b"", count: int | None = None, prefix: bytes = b"") -> bytes:
    """The archive of ``entries``; ``prefix`` stands before it and is not counted by its offsets."""
    body, directory = b"", b""
    for entry in entries:
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        local_name = entry.name if entry.local_name is None else entry.local_name
        local_extra = entry.extra if entry.local_extra is None else entry.local_extra
        directory += struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            entry.host << 8 | 63,
            20,
            entry.flags,
            entry.method,
            0,
            33,
            crc,
            len(entry.raw),
            size,
            len(entry.name),
            len(entry.extra),
            0,
            0,
            0,
            0,
            len(body) + entry.offset_shift,
        )
        directory += entry.name + entry.extra
        method = entry.method if entry.local_method is None else entry.local_method
        local_crc = crc if entry.local_crc is None else entry.local_crc
        body += struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            20,
            entry.flags,
            method,
            0,
            33,
            local_crc,
            len(entry.raw),
            size,
            len(local_name),
            len(local_extra),
        )
        body += local_name + local_extra + entry.raw
    number = len(entries) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(directory), len(body), len(comment))
    return prefix + body + directory + end + comment

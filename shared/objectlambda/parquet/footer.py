"""What in a Parquet file is no value of a column: every byte of it has to be accounted for before it is handed out.

Reads the footer and the page headers, which are structures in Thrift's compact protocol
(https://github.com/apache/parquet-format, https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from objectlambda.parquet.arrays import Refusal

MAGIC = b"PAR1"
TAIL_BYTES = 8
_MOST_FOOTER = 64 * 1024 * 1024
_MOST_HEADER = 1024 * 1024
_LEVELS = 32
_READABLE = re.compile(rb"[ -~\x80-\xff]{9,}")
"""Bytes that may be a personal value: the shortest that proves itself by its form has nine characters."""

Structure = dict[int, Any]


class Thrift:
    """Reads structures in the compact protocol from ``data``: field numbers and their values, without their names."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0

    def structure(self, levels: int = _LEVELS) -> Structure:
        """The next structure; raises Refusal for what is none."""
        if not levels:
            raise _damage()
        fields: Structure = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else _decode_zigzag(self._varint())
            fields[number] = self._value(head & 15, levels - 1)
        return fields

    def _value(self, kind: int, levels: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return _decode_zigzag(self._varint())
        if kind == 7:
            return self._bytes(8)
        if kind == 8:
            return self._bytes(self._varint())
        if kind in (9, 10):
            return self._list(levels)
        if kind == 12:
            return self.structure(levels)
        raise _damage()

    def _list(self, levels: int) -> list[Any]:
        if not levels:
            raise _damage()
        head = self._byte()
        size = head >> 4 if head >> 4 < 15 else self._varint()
        if size > len(self._data) - self.position:
            raise _damage()
        kind = head & 15
        if kind in (1, 2):
            return [self._byte() == 1 for _ in range(size)]
        return [self._value(kind, levels - 1) for _ in range(size)]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise _damage()

    def _byte(self) -> int:
        if self.position >= len(self._data):
            raise _damage()
        self.position += 1
        return self._data[self.position - 1]

    def _bytes(self, size: int) -> bytes:
        if size > len(self._data) - self.position:
            raise _damage()
        self.position += size
        return self._data[self.position - size : self.position]


def _decode_zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _damage() -> Refusal:
    return Refusal("CorruptObject", "the Parquet file's footer or a page header is damaged")


def beside_values(file: IO[bytes]) -> Iterator[str]:
    """What can be read in the bytes of ``file`` that are no page of a column: statistics, page headers, page index,
    bloom filters, the footer.

    Raises Refusal for a file with bytes of which the footer does not tell, or with more pages than it counts.
    """
    size = file.seek(0, 2)
    footer, start = _footer(file, size)
    known = [(0, len(MAGIC)), (start, size)]
    for group in footer.get(4, ()):
        for column in group.get(1, ()):
            meta = column.get(3)
            if column.get(1) or meta is None:
                raise Refusal("UnexpectedContent", "the Parquet file keeps a column in another file, or encrypted")
            begin = min(offset for offset in (meta.get(9), meta.get(11)) if offset)
            end = begin + meta[7]
            known.append((begin, end))
            yield from _pages(file, begin, end, meta.get(5, 0))
            spans = [(column.get(6), column.get(7)), (column.get(4), column.get(5)), (meta.get(14), meta.get(15))]
            for offset, length in spans:
                if offset is not None and length is None:
                    raise Refusal(
                        "UnexpectedContent", "the Parquet file has a bloom filter of which it tells no length"
                    )
                if offset and length:
                    known.append((offset, offset + length))
                    yield from _readable(_read(file, offset, length, _MOST_FOOTER))
    yield from _readable(_without_known(_read(file, start, size - start, _MOST_FOOTER), footer))
    reached = 0
    for begin, end in sorted(known):
        if begin > reached or end > size:
            raise Refusal("CorruptObject", f"the Parquet file holds bytes at {reached} that belong to no column")
        reached = max(reached, end)


def _footer(file: IO[bytes], size: int) -> tuple[Structure, int]:
    tail = _read(file, max(0, size - TAIL_BYTES), TAIL_BYTES, TAIL_BYTES)
    length = int.from_bytes(tail[:4], "little")
    start = size - TAIL_BYTES - length
    if tail[4:] != MAGIC or start < len(MAGIC):
        raise Refusal("CorruptObject", "the object begins as a Parquet file but has no readable footer")
    thrift = Thrift(_read(file, start, length, _MOST_FOOTER))
    footer = thrift.structure()
    if thrift.position != length:
        raise _damage()
    return footer, start


def _pages(file: IO[bytes], begin: int, end: int, values: int) -> Iterator[str]:
    position, counted = begin, 0
    while position < end:
        thrift = Thrift(_read(file, position, min(_MOST_HEADER, end - position), _MOST_HEADER, whole=False))
        header = thrift.structure()
        data = header.get(5) or header.get(8)
        counted += data.get(1, 0) if data else 0
        yield from _readable(_read(file, position, thrift.position, _MOST_HEADER))
        position += thrift.position + header.get(3, 0)
        if header.get(3, 0) < 0:
            raise _damage()
    if position != end or counted != values:
        raise Refusal(
            "CorruptObject", f"the column at byte {begin} of the Parquet file holds pages that are not counted"
        )


def _without_known(data: bytes, footer: Structure) -> bytes:
    """The footer's bytes without the entries that are read by name: metadata and the schema in Arrow's own form."""
    for entry in footer.get(5, ()):
        if value := entry.get(2):
            data = data.replace(value, b"\n")
    return data


def _readable(data: bytes) -> Iterator[str]:
    for found in _READABLE.finditer(data):
        yield found[0].decode("utf-8", "replace")


def _read(file: IO[bytes], offset: int, length: int, most: int, *, whole: bool = True) -> bytes:
    if length < 0 or offset < 0 or length > most:
        raise _damage()
    file.seek(offset)
    data = file.read(length)
    if whole and len(data) != length:
        raise _damage()
    return data

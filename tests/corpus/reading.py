"""Files of a corpus read as the decompress function reads objects, for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from objectlambda.decompress.bzip2.bunzip2 import bunzip2
from objectlambda.decompress.decoding import MAX_WINDOW_BYTES, Trailing
from objectlambda.decompress.formats import Format
from objectlambda.decompress.gunzip import gunzip
from objectlambda.decompress.inflate import inflate
from objectlambda.decompress.snappy.in_java import unsnappy_in_java
from objectlambda.decompress.snappy.unsnappy import unsnappy_framed, unsnappy_hadoop, unsnappy_raw, unsnappy_xerial
from objectlambda.decompress.unbrotli import unbrotli
from objectlambda.decompress.unlz4 import unlz4
from objectlambda.decompress.unxz import unxz
from objectlambda.decompress.zip.unzip import choose_member, members, unzip
from objectlambda.decompress.zstd.unzstd import unzstd

SPLIT = 4096


@dataclass(frozen=True, kw_only=True)
class Bytes:
    """An archive in memory."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def read_at(self, start: int, length: int) -> bytes:
        return self.data[start : start + length]

    def stream(self, start: int, stop: int) -> Iterator[bytes]:
        for at in range(start, min(stop, self.size), SPLIT):
            yield self.data[at : min(at + SPLIT, stop)]


def opened(
    found: Format,
    data: bytes,
    *,
    trailing: Trailing = "error",
    dictionaries: Sequence[bytes] = (),
    member: str | None = None,
    password: str | None = None,
    max_window_bytes: int = MAX_WINDOW_BYTES,
) -> Iterator[bytes]:
    """The decompressed chunks of ``data``."""
    source = Bytes(data=data)
    chunks = source.stream(0, len(data))
    decoders: dict[Format, Callable[[], Iterator[bytes]]] = {
        Format.GZIP: lambda: gunzip(chunks, trailing=trailing),
        Format.BZIP2: lambda: bunzip2(chunks, trailing=trailing, threads=2),
        Format.ZLIB: lambda: inflate(chunks, trailing=trailing),
        Format.ZSTD: lambda: unzstd(
            chunks, trailing=trailing, dictionaries=dictionaries, max_window_bytes=max_window_bytes, threads=2
        ),
        Format.XZ: lambda: unxz(chunks, trailing=trailing, max_window_bytes=max_window_bytes),
        Format.LZ4: lambda: unlz4(chunks, trailing=trailing),
        Format.BROTLI: lambda: unbrotli(chunks, trailing=trailing),
        Format.SNAPPY: lambda: unsnappy_framed(chunks, threads=2),
        Format.SNAPPY_XERIAL: lambda: unsnappy_xerial(chunks),
        Format.SNAPPY_IN_JAVA: lambda: unsnappy_in_java(chunks),
        Format.SNAPPY_HADOOP: lambda: unsnappy_hadoop(chunks),
        Format.SNAPPY_RAW: lambda: unsnappy_raw(chunks),
        Format.ZIP: lambda: unzip(
            source,
            choose_member(members(source, max_members=100_000), member),
            password=password.encode() if password else None,
        ),
    }
    return decoders[found]()


def digest(chunks: Iterator[bytes]) -> dict[str, str | int]:
    """SHA-256 and size of all ``chunks``."""
    sha256, size = hashlib.sha256(), 0
    for chunk in chunks:
        assert 0 < len(chunk) <= 256 * 1024
        sha256.update(chunk)
        size += len(chunk)
    return {"sha256": sha256.hexdigest(), "size": size}

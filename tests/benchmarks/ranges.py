"""Random ranges of compressed objects: sought by their blocks, against decoded from the start, in one run.

With ``--gateway`` it tells instead how many whole GETs of plain gzip and bzip2 80 ranges of them cost the gateway.

`python -m tests.benchmarks.ranges` prints a Markdown table. Both ways read the same file through ``respond.get`` and a
folder's origin, and take turns range by range; the size of the object is known to both, as after a client's HEAD. plain
gzip has no blocks: there the two are to be the same but for the first bytes, which are asked for by themselves.
"""

from __future__ import annotations

import argparse
import os
import random
import struct
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.benchmarks import material

from objectlambda import respond
from objectlambda.decompress import DECOMPRESS, DecompressSettings
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.source import OriginResponse, Source
from objectlambda.stores.files import FileObject
from objectlambda.streams import count_bytes

MIB = 1024 * 1024
RANGE_BYTES = 256 * 1024
BLOCK_BYTES = 65_280


@dataclass
class Counting:
    """A file as an origin that counts what is fetched and how often it is asked."""

    file: FileObject
    fetched: int = 0
    requests: int = 0

    def head(self, conditions: Mapping[str, str]) -> Headers:
        return self.file.head(conditions)

    def get(self, conditions: Mapping[str, str], byte_range: str | None = None) -> OriginResponse:
        self.requests += 1
        answer = self.file.get(conditions, byte_range)
        return replace(answer, body=count_bytes(answer.body, self._count))

    def _count(self, length: int) -> None:
        self.fetched += length


@dataclass
class Way:
    """One way to read ranges, and what it took."""

    function: Function[Any]
    origin: Counting
    measures: Measures = field(default_factory=Measures)
    seconds: float = 0.0

    def read(self, start: int) -> bytes:
        started = time.perf_counter()
        headers = Headers({"Range": f"bytes={start}-{start + RANGE_BYTES - 1}"})
        body = b"".join(respond.get(self._reading(headers)).body)
        self.seconds += time.perf_counter() - started
        return body

    def size(self) -> int:
        """The body's size; both ways know it before the first range, and one the blocks."""
        size = respond.head(self._reading(Headers())).content_length
        assert size is not None
        self.origin.fetched = self.origin.requests = 0
        return size

    def _reading(self, headers: Headers) -> respond.Reading:
        request = ObjectRequest(key="object", headers=headers)
        return respond.Reading(
            function=self.function, request=request, origin=self.origin, environ={}, measures=self.measures
        )


def from_the_start(source: Source, request: ObjectRequest, settings: DecompressSettings) -> Transformed:
    """The function's body without the blocks in it."""
    return replace(DECOMPRESS.open(source, request, settings), blocks=None)


def bgzip(size: int) -> Path:
    """gzip as bgzip writes it."""

    def blocks() -> Iterator[bytes]:
        for block in _blocks(size, BLOCK_BYTES):
            deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
            body = deflater.compress(block) + deflater.flush()
            yield bytes.fromhex("1f8b08040000000000ff060042430200") + struct.pack("<H", len(body) + 25) + body
            yield struct.pack("<LL", zlib.crc32(block), len(block))
        yield bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")

    return _made(f"text-{size >> 20}.ranges.bgzip.gz", blocks)


def seekable(size: int) -> Path:
    """zstd in the seekable format, frames of 1 MiB."""
    import zstandard

    def frames() -> Iterator[bytes]:
        compressor, rows = zstandard.ZstdCompressor(level=3), b""
        for block in _blocks(size, MIB):
            frame = compressor.compress(block)
            rows += struct.pack("<LL", len(frame), len(block))
            yield frame
        footer = struct.pack("<LBL", len(rows) // 8, 0, 0x8F92EAB1)
        yield struct.pack("<LL", 0x184D2A5E, len(rows) + len(footer)) + rows + footer

    return _made(f"text-{size >> 20}.ranges.seekable.zst", frames)


def _blocks(size: int, length: int) -> Iterator[bytes]:
    held = b""
    for chunk in material.mixed_text(size):
        held += chunk
        while len(held) >= length:
            yield held[:length]
            held = held[length:]
    if held:
        yield held


def _made(name: str, pieces: Callable[[], Iterator[bytes]]) -> Path:
    path = material.FOLDER / name
    if not path.exists():
        material.FOLDER.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.writelines(pieces())
        part.rename(path)
    return path


FORMATS: Mapping[str, tuple[Callable[[int], Path], float]] = {
    "bgzip": (bgzip, 10.0),
    "zstd, seekable, frames of 1 MiB": (seekable, 10.0),
    "gzip": (lambda size: material.compressed("gzip", size), 0.8),
}
"""The formats, their files, and how many times faster the ranges of each are to be."""


def through_the_gateway(name: str, mib: int, most: float) -> int:
    """Print the processor seconds of one whole GET and of 80 ranges; 1 if these are over ``most`` of that."""
    from objectlambda.demo.serving import serving

    size = mib * MIB
    path = material.compressed(name, size)
    seeded = random.Random(20261129)
    starts = [seeded.randrange(size - RANGE_BYTES) for _ in range(80)]
    seconds = []
    for ranges in ([None], [f"bytes={start}-{start + RANGE_BYTES - 1}" for start in starts]):
        with serving([str(path.parent), "--access-point", "files=decompress"]) as served:
            before = _processor_seconds(served.pid)
            for wanted in ranges:
                if _read(f"{served.url}/files/{path.name}", wanted) != (RANGE_BYTES if wanted else size):
                    raise SystemExit("a response is too short")
            seconds.append(_processor_seconds(served.pid) - before)
    passes = seconds[1] / seconds[0]
    told = f"a whole GET {seconds[0]:.2f} s, 80 ranges {seconds[1]:.2f} s: {passes:.2f} passes"
    print(f"{name}, {mib} MiB: {told}, to be at most {most:g}")
    return int(passes > most)


def _read(url: str, wanted: str | None) -> int:
    headers = {"TE": "chunked", **({"Range": wanted} if wanted else {})}
    length = 0
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        while chunk := response.read(MIB):
            length += len(chunk)
    return length


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 if a ratio is under its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=200, help="MiB of output of each object")
    parser.add_argument("--ranges", type=int, default=64)
    parser.add_argument(
        "--gateway", action="store_true", help="through the gateway without its cache: 1 GiB of gzip, 256 MiB of bzip2"
    )
    options = parser.parse_args(arguments)
    if options.gateway:
        return max(through_the_gateway("gzip", 1024, 1.5), through_the_gateway("bzip2", 256, 2.0))
    print(f"{options.ranges} random ranges of 256 KiB of an object of {options.mib} MiB\n")
    print("| format | sought, ms a range | from the start, ms | ratio | target | fetched a range, KiB | requests |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    missed = 0
    for name, (make, target) in FORMATS.items():
        path = make(options.mib * MIB)
        print(f"measuring {name}", file=sys.stderr)
        ways = [
            Way(function, Counting(FileObject(path.parent.resolve(), path.name)))
            for function in (DECOMPRESS, replace(DECOMPRESS, open=from_the_start, first_bytes=0))
        ]
        sought, decoded = ways
        sizes = {way.size() for way in ways}
        seeded = random.Random(20261125)
        for _ in range(options.ranges):
            start = seeded.randrange(options.mib * MIB - RANGE_BYTES)
            parts = {way.read(start) for way in ways}
            if sizes != {options.mib * MIB} or [len(part) for part in parts] != [RANGE_BYTES]:
                raise SystemExit(f"{name}: the two ways do not agree at {start}")
        ratio = decoded.seconds / sought.seconds
        missed += ratio < target
        print(
            f"| {name} | {1000 * sought.seconds / options.ranges:.1f} | {1000 * decoded.seconds / options.ranges:.1f} "
            f"| {ratio:.1f} | ≥ {target:g} | {sought.origin.fetched / options.ranges / 1024:.0f} "
            f"| {sought.origin.requests / options.ranges:.1f} |",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

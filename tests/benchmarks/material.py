"""What the benchmarks read: mixed text, deterministic, of any size, and its compressed forms, kept in ``.bench/``."""

from __future__ import annotations

import bz2
import random
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".bench"
BLOCK_BYTES = 32 * 1024 * 1024
"""The text repeats after so many bytes: farther than any of the formats looks back at its usual level."""


def mixed_text(size: int) -> Iterator[bytes]:
    """``size`` bytes of prose, CSV, JSON lines and logs in chunks of 1 MiB."""
    path = FOLDER / "block.txt"
    if not path.exists():
        FOLDER.mkdir(exist_ok=True)
        path.with_suffix(".part").write_bytes(_block())
        path.with_suffix(".part").rename(path)
    block = path.read_bytes()
    for start in range(0, size, 1 << 20):
        offset = start % BLOCK_BYTES
        yield block[offset : offset + min(1 << 20, size - start)]


def _block() -> bytes:
    seeded = random.Random(20261107)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(seeded.choices(letters, weights=range(26, 0, -1), k=seeded.randint(2, 11))) for _ in range(20_000)]
    ranks = list(accumulate(1 / (rank + 3) for rank in range(len(words))))  # Zipf: few words are most of a text
    parts: list[str] = []
    length = 0
    while length < BLOCK_BYTES:
        batch = seeded.choices(words, cum_weights=ranks, k=4000)
        for at in range(0, 4000, 20):
            sentence = " ".join(batch[at : at + 20])
            number = seeded.randrange(10**9)
            line = (
                f"{sentence.capitalize()}.\n",
                f"{number},{batch[at]},{batch[at + 1]},{number % 9973 / 100:.2f},2026-11-{number % 28 + 1:02d}\n",
                f'{{"id": {number}, "name": "{batch[at]}", "tags": ["{batch[at + 2]}", "{batch[at + 3]}"]}}\n',
                f"2026-11-07T{number % 24:02d}:{number % 60:02d}:{number % 59:02d}Z INFO {batch[at]} {sentence[:60]}\n",
            )[number % 4]
            parts.append(line)
            length += len(line)
    return "".join(parts).encode()[:BLOCK_BYTES]


def compressed(name: str, size: int) -> Path:
    """The file of ``size`` bytes of mixed text in the format ``name``: gzip, bzip2, zlib, zstd, snappy or zip."""
    suffix = {"gzip": "gz", "bzip2": "bz2", "zlib": "zz", "zstd": "zst", "snappy": "sz", "zip": "zip"}[name]
    path = FOLDER / f"text-{size >> 20}.txt.{suffix}"
    if not path.exists():
        part = path.with_suffix(".part")
        FOLDER.mkdir(exist_ok=True)
        _WRITERS[name](part, size)
        part.rename(path)
    return path


def _with(compressor: Callable[[], object]) -> Callable[[Path, int], None]:
    def write(path: Path, size: int) -> None:
        made = compressor()
        with path.open("wb") as file:
            for chunk in mixed_text(size):
                file.write(made.compress(chunk))
            file.write(made.flush())

    return write


def _zstd(path: Path, size: int) -> None:
    import zstandard

    compressor = zstandard.ZstdCompressor(level=3).compressobj(size=size)
    with path.open("wb") as file:
        for chunk in mixed_text(size):
            file.write(compressor.compress(chunk))
        file.write(compressor.flush())


def _snappy(path: Path, size: int) -> None:
    import snappy

    compressor = snappy.StreamCompressor()
    with path.open("wb") as file:
        for chunk in mixed_text(size):
            file.write(compressor.compress(chunk))


def _zip(path: Path, size: int) -> None:
    entry = zipfile.ZipInfo("text.txt")
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open(entry, "w", force_zip64=True) as member:
            for chunk in mixed_text(size):
                member.write(chunk)


_WRITERS: dict[str, Callable[[Path, int], None]] = {
    "gzip": _with(lambda: zlib.compressobj(6, zlib.DEFLATED, 31)),
    "zlib": _with(lambda: zlib.compressobj(6)),
    "bzip2": _with(lambda: bz2.BZ2Compressor(9)),
    "zstd": _zstd,
    "snappy": _snappy,
    "zip": _zip,
}


def main() -> None:
    """Remove what the benchmarks keep."""
    shutil.rmtree(FOLDER, ignore_errors=True)

"""What the demo reads: the packaged samples, and larger objects made on the fly."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import random
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGED = Path(__file__).parent / "samples"
MIB = 1024 * 1024

_FORMATS = {
    ".gz": "gzip",
    ".bz2": "bzip2",
    ".zz": "zlib",
    ".zst": "zstd",
    ".sz": "snappy",
    ".zip": "zip",
}
_SMALL = (
    ("orders.csv.gz", "orders.csv", "files"),
    ("weather.csv.bz2", "weather.csv", "files"),
    ("readings.csv.zz", "readings.csv", "files"),
    ("events.jsonl.zst", "events.jsonl", "files"),
    ("clicks.jsonl.sz", "clicks.jsonl", "files"),
    ("reports.zip", "january.csv", "january"),
    ("reports.zip", "notes.txt", "notes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An object, the access point to read it through, and what must come out."""

    access_point: str
    key: str
    format: str
    stored_bytes: int
    sha256: str
    large: bool = False


def copy_packaged(folder: Path) -> Iterator[Sample]:
    """The packaged samples, copied to ``folder``."""
    lines = (line.split() for line in (PACKAGED / "SHA256SUMS").read_text().splitlines())
    sums = {name: digest for digest, name in lines}
    for key, original, access_point in _SMALL:
        shutil.copyfile(PACKAGED / key, folder / key)
        yield _sample(folder / key, sums[original], access_point)


def generate(folder: Path, mebibytes: int) -> Iterator[Sample]:
    """Log files of about ``mebibytes`` MiB (bzip2, which is slow to make, of half), one in each format."""
    block = _log_lines(4 * MIB)
    for suffix, compress in _COMPRESSORS.items():
        text = block * max(1, mebibytes // (8 if suffix == ".bz2" else 4))
        path = folder / f"service.log{suffix}"
        compress(text, path)
        yield _sample(path, hashlib.sha256(text).hexdigest(), "files", large=True)


def _sample(path: Path, sha256: str, access_point: str, *, large: bool = False) -> Sample:
    return Sample(
        access_point=access_point,
        key=path.name,
        format=_FORMATS[path.suffix],
        stored_bytes=path.stat().st_size,
        sha256=sha256,
        large=large,
    )


def _log_lines(size: int) -> bytes:
    draw = random.Random(2026)  # noqa: S311 - the same text every time, not a secret
    paths = [f"/v1/{name}/{draw.randint(1, 9999)}" for name in ("orders", "items", "carts", "users") for _ in range(40)]
    lines = bytearray()
    second = 0
    while len(lines) < size:
        second += draw.randint(0, 2)
        moment = f"{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        lines += (
            f"2026-11-23T{moment}Z {draw.choice(('GET', 'GET', 'POST', 'PUT'))} {draw.choice(paths)} "
            f"{draw.choice((200, 200, 200, 201, 304, 404, 500))} {draw.randint(80, 90_000)} {draw.random():.4f}s\n"
        ).encode()
    return bytes(lines)


def _zstd(text: bytes, path: Path) -> None:
    import zstandard

    path.write_bytes(zstandard.ZstdCompressor(level=3).compress(text))


def _snappy(text: bytes, path: Path) -> None:
    import snappy

    framer = snappy.StreamCompressor()
    with path.open("wb") as out:
        for start in range(0, len(text), MIB):
            out.write(framer.add_chunk(text[start : start + MIB]))


def _zip(text: bytes, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("service.log", text)


_COMPRESSORS: dict[str, Callable[[bytes, Path], object]] = {
    ".gz": lambda text, path: path.write_bytes(gzip.compress(text, 1)),
    ".bz2": lambda text, path: path.write_bytes(bz2.compress(text, 1)),
    ".zz": lambda text, path: path.write_bytes(zlib.compress(text, 1)),
    ".zst": _zstd,
    ".sz": _snappy,
    ".zip": _zip,
}

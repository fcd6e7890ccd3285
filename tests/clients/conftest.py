"""Objects to read, good and broken, and the gateways that serve them."""

from __future__ import annotations

import gzip
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import h5py
import numpy
import pytest
import zstandard
from real_origins import ODD_KEY, Gateways, Objects

ROWS = 500_000


@pytest.fixture(scope="session")
def cube() -> numpy.ndarray:
    """Numbers that an HDF5 file among the objects holds."""
    return numpy.random.default_rng(11).integers(0, 1 << 16, (20, 300, 70), dtype="u2")


@pytest.fixture(scope="session")
def objects(tmp_path_factory: pytest.TempPathFactory, cube: numpy.ndarray) -> Objects:
    folder = tmp_path_factory.mktemp("objects")
    table = b"n,square,name\n" + b"".join(b"%d,%d,row-%d\n" % (n, n * n, n % 977) for n in range(ROWS))
    small = table[:200_000]
    (folder / "deep/er").mkdir(parents=True)
    (folder / "table.csv.gz").write_bytes(gzip.compress(table, 1, mtime=0))
    (folder / "table.csv.zst").write_bytes(zstandard.ZstdCompressor().compress(table))
    (folder / "small.csv.gz").write_bytes(gzip.compress(small, 6, mtime=0))
    (folder / ODD_KEY).write_bytes(gzip.compress(small, 6, mtime=0))
    with zipfile.ZipFile(folder / "bundle.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", table)
        archive.writestr("other.txt", b"other")
    (folder / "blocks.csv.gz").write_bytes(bgzip(table))
    with h5py.File(folder / "cube.h5", "w") as file:
        file.create_dataset("cube", data=cube, chunks=(1, 100, 70))
    (folder / "cube.h5.gz").write_bytes(gzip.compress((folder / "cube.h5").read_bytes(), 1, mtime=0))
    (folder / "cube.h5").unlink()
    content = {"table.csv.gz": table, "table.csv.zst": table, "small.csv.gz": small, ODD_KEY: small}
    content["blocks.csv.gz"] = table
    return Objects(folder=folder, content=content, table=table)


def bgzip(content: bytes) -> bytes:
    """Blocks as the SAM/BAM specification has them (section 4.1)."""
    made = []
    for start in range(0, len(content), 65_280):
        block = content[start : start + 65_280]
        deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
        body = deflater.compress(block) + deflater.flush()
        made.append(bytes.fromhex("1f8b08040000000000ff060042430200") + struct.pack("<H", len(body) + 25) + body)
        made.append(struct.pack("<LL", zlib.crc32(block), len(block)))
    return b"".join(made)


@pytest.fixture(scope="session")
def broken_objects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Objects that fail in the middle, at the very end, and one that is large enough to be left half-way."""
    folder = tmp_path_factory.mktemp("broken")
    noise = hashlib.shake_256(b"noise").digest(6_000_000)
    whole = gzip.compress(noise, 1, mtime=0)
    (folder / "corrupt.gz").write_bytes(whole[:3_000_000] + b"\xff" * 64 + whole[3_000_064:])
    (folder / "truncated.gz").write_bytes(whole[:-1_000_000])
    (folder / "wrong-crc.gz").write_bytes(whole[:-8] + b"\0\0\0\0" + whole[-4:])
    with zipfile.ZipFile(folder / "wrong-crc.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("noise", noise)
    archived = (folder / "wrong-crc.zip").read_bytes()
    crc = zlib.crc32(noise).to_bytes(4, "little")
    assert archived.count(crc) == 2  # in the local header and in the directory
    (folder / "wrong-crc.zip").write_bytes(archived.replace(crc, b"\1\2\3\4"))
    (folder / "long.gz").write_bytes(gzip.compress(noise * 8, 1, mtime=0))
    return folder


@pytest.fixture(scope="session")
def gateways(objects: Objects, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateways]:
    with ExitStack() as stack:
        yield Gateways(stack, objects, tmp_path_factory.mktemp("origins"))

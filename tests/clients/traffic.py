"""Mixed requests to a gateway, some of them broken off, and what its process holds meanwhile."""

from __future__ import annotations

import bz2
import gzip
import http.client
import os
import random
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import zstandard

CLIENTS = 6
PATHS = [
    *(f"/files/{n}.gz" for n in range(20)),
    *(f"/files/{name}" for name in ("a.zst", "a.bz2", "a.zz", "plain.txt")),
    "/stored/7.gz",
    "/stored/missing",
    "/files/missing",
    "/files/bad.gz",
    "/files?list-type=2&max-keys=5",
    "/files?delimiter=/",
    "/",
    "/files?acl",
]
ACCESS_POINTS = ("--access-point", "files=decompress,on_uncompressed=pass", "--access-point", "stored=raw")


def write_objects(folder: Path) -> None:
    """The objects that ``requests`` asks for."""
    folder.mkdir()
    for number in range(20):
        (folder / f"{number}.gz").write_bytes(gzip.compress(os.urandom(20_000) * (number + 1), 1))
    (folder / "bad.gz").write_bytes(gzip.compress(os.urandom(500_000), 1)[:-50])
    text = b"a line of some text\n" * 20_000
    (folder / "a.zst").write_bytes(zstandard.ZstdCompressor().compress(text))
    (folder / "a.bz2").write_bytes(bz2.compress(text))
    (folder / "a.zz").write_bytes(zlib.compress(text))
    (folder / "plain.txt").write_bytes(text)


def requests(host: str, port: int, count: int, seed: int) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in [pool.submit(some_requests, host, port, count // CLIENTS, seed + n) for n in range(CLIENTS)]:
            done.result()


def some_requests(host: str, port: int, count: int, seed: int) -> None:
    draw = random.Random(seed)
    connection = http.client.HTTPConnection(host, port, timeout=30)
    for _ in range(count):
        ranged = {"Range": f"bytes={draw.randint(0, 5000)}-{draw.randint(5001, 19_000)}"} if draw.random() < 0.4 else {}
        try:
            connection.request(draw.choice(["GET", "GET", "HEAD"]), draw.choice(PATHS), headers=ranged)
            answer = connection.getresponse()
            assert answer.status in (200, 206, 400, 404, 405, 416, 501)
            if draw.random() < 0.05:
                connection.close()  # without reading what comes
            else:
                answer.read()
        except (http.client.HTTPException, ConnectionError):
            connection.close()  # a transfer that was broken, as bad.gz's is
    connection.close()


def resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))

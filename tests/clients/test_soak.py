"""Thousands of mixed requests, some of them broken off: memory and descriptors stay where they were."""

from __future__ import annotations

import gzip
import http.client
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from objectlambda.demo.serving import serving

REQUESTS, CLIENTS = 1200, 6
PATHS = [*(f"/files/{n}.gz" for n in range(20)), "/files/missing", "/files/bad.gz", "/files?list-type=2&max-keys=5"]


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--cache", "kept"), ("--wire",)], ids=["inprocess", "cached", "wire"])
def test_memory_and_descriptors_stay_flat(tmp_path, options):
    objects = tmp_path / "objects"
    objects.mkdir()
    for number in range(20):
        (objects / f"{number}.gz").write_bytes(gzip.compress(os.urandom(20_000) * (number + 1), 1))
    (objects / "bad.gz").write_bytes(gzip.compress(os.urandom(500_000), 1)[:-50])
    options = [str(tmp_path / word) if word == "kept" else word for word in options]
    with serving([str(objects), "--access-point", "files=decompress", *options]) as served:
        host, port = served.url.removeprefix("http://").split(":")
        requests(host, int(port), REQUESTS // 2, seed=1)
        warm = resident_bytes(served.pid)
        requests(host, int(port), REQUESTS, seed=100)
        assert resident_bytes(served.pid) < warm * 1.25
        until = time.monotonic() + 20
        while descriptors(served.pid) > 60 and time.monotonic() < until:
            time.sleep(0.1)  # kept-alive connections of the wire adapter are given back by and by
        assert descriptors(served.pid) <= 60


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
            assert answer.status in (200, 206, 400, 404, 416)
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

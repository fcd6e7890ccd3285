"""Workers that share a cache folder: an object is made once for the readers of all, whoever of them is killed."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import signal
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from objectlambda.demo.serving import serving
from waiting import eventually

SIZE = 60_000_000
PART = SIZE // 12


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Objects whose making takes a while, and what they hold."""
    folder = tmp_path_factory.mktemp("large")
    content = hashlib.shake_256(b"block").digest(20_000) * (SIZE // 20_000)
    packed = gzip.compress(content, 6, mtime=0)
    for number in range(6):
        (folder / f"{number}.gz").write_bytes(packed)
    return folder, content


@pytest.fixture
def served(large, tmp_path):
    options = ["--access-point", "files=decompress", "--workers", "2", "--cache", str(tmp_path / "kept")]
    with serving([str(large[0]), *options]) as served:
        yield served


def read(url, key, asked=""):
    """The body; ``None`` where the transfer was broken."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", f"/files/{key}", headers={"Range": asked} if asked else {})
        answer = connection.getresponse()
        assert answer.status == (206 if asked else 200)
        return answer.read()
    except (http.client.HTTPException, ConnectionError):
        return None
    finally:
        connection.close()


def fills(url):
    with urllib.request.urlopen(f"{url}/-/metrics") as answer:
        lines = answer.read().decode().splitlines()
    prefix = 'objectlambda_cache_fills_total{outcome="'
    found = dict(line.removeprefix(prefix).split('"} ') for line in lines if line.startswith(prefix))
    return {outcome: float(count) for outcome, count in found.items()}


def workers(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as stream:
        return [int(word) for word in stream.read().split()]


def asked_for():
    """12 parts and 4 times the whole: what is asked for, and what is to come."""
    parts = [(f"bytes={start}-{start + PART - 1}", slice(start, start + PART)) for start in range(0, SIZE, PART)]
    return parts + [("", slice(0, SIZE))] * 4


def test_readers_of_two_workers_share_one_making(served, large, tmp_path):
    _, content = large
    with ThreadPoolExecutor(16) as pool:
        for number in range(3):
            bodies = pool.map(lambda item, key=f"{number}.gz": read(served.url, key, item[0]), asked_for())
            assert all(body == content[part] for body, (_, part) in zip(bodies, asked_for(), strict=True))
            assert len(list((tmp_path / "kept").glob("*.object"))) == number + 1
    assert eventually(lambda: fills(served.url).get("leader") == 3)  # each worker leaves its counts once a second
    assert eventually(lambda: fills(served.url).get("follower", 0) >= 1)  # the other worker had readers as well
    seen = fills(served.url)
    assert seen.get("failed", 0) == 0
    assert list((tmp_path / "kept").glob("*.partial")) == []


def test_a_worker_that_is_killed_breaks_its_own_transfers_only(served, large, tmp_path):
    _, content = large
    broken = whole = 0
    with ThreadPoolExecutor(16) as pool:
        for number in range(3, 6):
            key = f"{number}.gz"
            reads = [(pool.submit(read, served.url, key, asked), part) for asked, part in asked_for()]
            assert eventually(lambda: list((tmp_path / "kept").glob("*.partial")), every=0.001)
            os.kill(workers(served.pid)[number % 2], signal.SIGKILL)
            for done, part in reads:
                body = done.result()
                assert body is None or body == content[part]
                broken, whole = broken + (body is None), whole + (body is not None)
            assert read(served.url, key) == content
            time.sleep(1.1)  # a worker is not replaced faster
    assert broken
    assert whole
    assert len(list((tmp_path / "kept").glob("*.object"))) == 3

"""Ten thousand slow connections, and workers killed under load: others are served, and nothing wrong is ever whole."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import random
import resource
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from traffic import descriptors, resident_bytes

from objectlambda.demo.serving import serving
from waiting import eventually

SLOW, BOUND = 10_000, 10_100
BYTES_A_CONNECTION = 30_000
HEAD_SECONDS = 20  # what a client may take to send its request's head


@pytest.fixture
def many_files():
    """Room for as many sockets in this process as in the gateway's."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    if before[1] != resource.RLIM_INFINITY and before[1] < SLOW + 1000:
        pytest.skip(f"this machine allows {before[1]} open files, too few for {SLOW} connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], SLOW + 1000), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.slow
@pytest.mark.long
def test_ten_thousand_slow_heads_keep_nobody_out_and_are_let_go(tmp_path, many_files):
    objects = tmp_path / "objects"
    objects.mkdir()
    (objects / "a.gz").write_bytes(gzip.compress(b"hello"))
    config = tmp_path / "gateway.toml"
    config.write_text(
        f'[gateway]\nmax_connections = {BOUND}\n[origins.here]\nfolder = "{objects}"\n'
        '[access_points.files]\nfunction = "decompress"\n'
    )
    with serving(["--config", str(config)]) as served:
        host, port = served.url.removeprefix("http://").split(":")
        address = (host, int(port))
        assert get(address, "/files/a.gz") == (200, b"hello")
        memory, files = resident_bytes(served.pid), descriptors(served.pid)
        started = time.monotonic()
        slow = [dribbling(address, number) for number in range(SLOW)]
        assert eventually(lambda: descriptors(served.pid) > SLOW)
        assert (resident_bytes(served.pid) - memory) / SLOW < BYTES_A_CONNECTION
        for _ in range(20):
            assert get(address, "/files/a.gz") == (200, b"hello")
        more = [dribbling(address, number) for number in range(BOUND - SLOW)]
        assert get(address, "/files/a.gz")[0] == 503  # the bound holds
        assert eventually(lambda: get(address, "/files/a.gz") == (200, b"hello"), HEAD_SECONDS + 20)
        assert eventually(lambda: descriptors(served.pid) < files + 50, HEAD_SECONDS + 20)
        assert time.monotonic() - started > HEAD_SECONDS / 2  # they were let go for their slowness, not at once
        assert refused(slow[0]) == b"HTTP/1.1 400 RequestTimeout"
        for connection in (*slow, *more):
            connection.close()


def dribbling(address: tuple[str, int], number: int) -> socket.socket:
    """A connection that has sent a part of a request, and will never send the rest."""
    connection = socket.create_connection(address, 30)
    connection.sendall(b"GET /files/a.gz HTTP/1.1\r\nHost: localhost\r\nX-Slow: "[: 1 + number % 50])
    return connection


def refused(connection: socket.socket) -> bytes:
    return connection.recv(1000).partition(b"\r\n")[0]


def get(address: tuple[str, int], path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(*address, timeout=30)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--cache", "kept")], ids=["inprocess", "cached"])
def test_workers_killed_under_load_break_transfers_and_are_replaced(tmp_path, options):
    content = {f"{n}.gz": hashlib.shake_256(b"%d" % n).digest(2_000_000) for n in range(6)}
    (tmp_path / "objects").mkdir()
    for key, whole in content.items():
        (tmp_path / "objects" / key).write_bytes(gzip.compress(whole, 1))
    words = [str(tmp_path / word) if word == "kept" else word for word in options]
    arguments = [str(tmp_path / "objects"), "--access-point", "files=decompress", "--workers", "2", *words]
    with serving(arguments) as served, ThreadPoolExecutor(6) as pool:
        host, port = served.url.removeprefix("http://").split(":")
        load = Load((host, int(port)), content)
        readers = [pool.submit(load.read_on, seed) for seed in range(6)]
        try:
            killed = 0
            while killed < 5:
                true = load.true
                assert eventually(lambda before=true: load.true > before + 5, 30)  # it recovered from the last
                os.kill(random.Random(killed).choice(children(served.pid)), signal.SIGKILL)
                killed += 1
            true = load.true
            assert eventually(lambda: load.true > true + 5, 30)
        finally:
            load.over.set()
            for reader in readers:
                reader.result(60)
    assert load.wrong == []
    assert load.broken > 0


class Load:
    """Readers of whole objects and ranges, and what they were given."""

    def __init__(self, address: tuple[str, int], content: dict[str, bytes]) -> None:
        self._address, self._content = address, content
        self.over = threading.Event()
        self.true = self.broken = 0
        self.wrong: list[tuple[str, int, int]] = []

    def read_on(self, seed: int) -> None:
        draw = random.Random(seed)
        while not self.over.is_set():
            key = draw.choice(sorted(self._content))
            first = draw.choice([None, draw.randrange(2_000_000)])
            expected = self._content[key][first or 0 :]
            asked = {} if first is None else {"Range": f"bytes={first}-"}
            try:
                status, body = get(self._address, f"/files/{key}", asked)
            except (http.client.HTTPException, OSError):
                self.broken += 1
                continue
            if (status, body) == (200 if first is None else 206, expected):
                self.true += 1
            else:
                self.wrong.append((key, status, len(body)))


def children(pid: int) -> list[int]:
    """The workers, once there are two."""
    found: list[int] = []

    def both() -> bool:
        found[:] = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return len(found) == 2

    assert eventually(both)
    return found

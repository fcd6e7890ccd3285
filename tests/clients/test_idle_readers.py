"""Clients that ask for much and stop reading: what they hold of the gateway's memory together is bounded."""

from __future__ import annotations

import random
import socket
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from objectlambda.decompress.zstd.codec import zstd_module
from objectlambda.demo.serving import Served, serving
from objectlambda.memory_budget import MIB, default_budget

READERS = 16
WINDOW = 128 * MIB


def bomb() -> bytes:
    """156 KB that want a window of 128 MiB, all of which is written to before the end."""
    zstandard = zstd_module()
    made = zstandard.ZstdCompressor(options={zstandard.CompressionParameter.window_log: 27})
    start = made.compress(random.Random(8).randbytes(150_000))
    return start + b"".join([*(made.compress(bytes(MIB)) for _ in range(200)), made.flush()])


def resident(served: Served) -> int:
    status = Path(f"/proc/{served.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def begun(served: Served) -> tuple[socket.socket, bytes]:
    """A client that asks for a range far behind the window, reads the response's first line and then no more."""
    at = urllib.parse.urlsplit(served.url)
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(30)
    client.connect((at.hostname, at.port))
    head = "GET /plain/bomb.zst HTTP/1.1\r\nHost: {}\r\nRange: bytes=140000000-209000000\r\n\r\n"
    client.sendall(head.format(at.netloc).encode())
    return client, client.recv(12)


def test_idle_readers_of_wide_windows_hold_no_more_than_the_budget(tmp_path: Path) -> None:
    (tmp_path / "bomb.zst").write_bytes(bomb())
    with ExitStack() as stack:
        served = stack.enter_context(serving([str(tmp_path), "--access-point", "plain=decompress"]))
        before = resident(served)
        with ThreadPoolExecutor(READERS) as pool:
            clients = list(pool.map(lambda _: begun(served), range(READERS)))
        for client, _ in clients:
            stack.callback(client.close)
        held = resident(served) - before
    statuses = Counter(status.rpartition(b" ")[2] for _, status in clients)
    admitted = max(1, default_budget() // WINDOW)
    assert statuses == {b"206": admitted, b"503": READERS - admitted}
    assert held < default_budget() * 1.1 + READERS * 4 * MIB, f"{held / MIB:.0f} MiB"

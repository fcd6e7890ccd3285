"""The gateway under load, beside a plain Python ASGI server of the same files: ``python -m tests.benchmarks.gateway``.

Needs ``wrk``. Targets: pass-through at 0.5x of the plain server's requests for small objects, and 80 % of the
function's own speed for large ones.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import eventually, listens

from objectlambda.decompress.gunzip import gunzip
from objectlambda.demo.samples import _log_lines
from objectlambda.demo.serving import serving

SECONDS = int(os.environ.get("BENCH_SECONDS", "3"))
CONNECTIONS = (1, 16, 64, 256)
LARGE_BYTES = 100_000_000
ROUNDS = 3
PASS_THROUGH_TARGET, LARGE_TARGET = 0.5, 0.8

PLAIN = """
import asyncio, sys
from pathlib import Path
import uvicorn
ROOT = Path(sys.argv[1])
async def app(scope, receive, send):
    path = ROOT / scope["path"].rpartition("/")[2]
    stream = await asyncio.to_thread(path.open, "rb")
    size = path.stat().st_size
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(size).encode())]})
    sent = 0
    while sent < size:
        chunk = await asyncio.to_thread(stream.read, 262144)
        sent += len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": sent < size})
    stream.close()
uvicorn.run(app, port=int(sys.argv[2]), http="httptools", log_level="error", access_log=False, lifespan="off")
"""


def main() -> int:
    if shutil.which("wrk") is None:
        print("wrk is not installed (make system-deps)", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "small.bin").write_bytes(os.urandom(10_000))
        (folder / "small.bin.gz").write_bytes(gzip.compress(os.urandom(10_000)))
        block = _log_lines(4_000_000)
        text = (block * (LARGE_BYTES // len(block) + 1))[:LARGE_BYTES]
        (folder / "large.log").write_bytes(text)
        (folder / "large.log.gz").write_bytes(gzip.compress(text, 1))
        return _measure(folder)


def _measure(folder: Path) -> int:
    points = ["--access-point", "raw-files=raw", "--access-point", "files=decompress"]
    print("| server | object | connections | requests/s | MB/s | p50 ms | p99 ms |\n|---|---|--:|--:|--:|--:|--:|")
    with plain_server(folder) as plain, serving([str(folder), *points]) as served:
        ratios = [_paired(plain, f"{served.url}/raw-files", count) for count in CONNECTIONS]
        for count in CONNECTIONS:
            _row("gateway, gzip", f"{served.url}/files", "small.bin.gz", count)
        _row("plain ASGI", plain, "large.log", 4)
        _row("gateway, raw", f"{served.url}/raw-files", "large.log", 4)
        _row("gateway, gzip", f"{served.url}/files", "large.log.gz", 4)
        shares = []
        for _ in range(ROUNDS):
            through, library = _read(f"{served.url}/files/large.log.gz"), _library(folder / "large.log.gz")
            shares.append((through / library, through, library))
    for name, options in (
        ("gateway, 2 workers", ["--workers", "2"]),
        ("gateway, cache", ["--cache", str(folder / "kept")]),
    ):
        with serving([str(folder), *points, *options]) as served:
            for count in CONNECTIONS:
                _row(f"{name}, raw", f"{served.url}/raw-files", "small.bin", count)
                _row(f"{name}, gzip", f"{served.url}/files", "small.bin.gz", count)
            _row(f"{name}, raw", f"{served.url}/raw-files", "large.log", 4)
            _row(f"{name}, gzip", f"{served.url}/files", "large.log.gz", 4)
    share, through, library = sorted(shares)[ROUNDS // 2]
    print(f"\npass-through, of the plain server's requests: {', '.join(f'{ratio:.2f}x' for ratio in ratios)}")
    print(f"one large gzip object: {through:.0f} MB/s, {share:.0%} of the function's own {library:.0f} MB/s")
    met = min(ratios) >= PASS_THROUGH_TARGET and share >= LARGE_TARGET
    print("targets met" if met else f"targets missed ({PASS_THROUGH_TARGET}x, {LARGE_TARGET:.0%})")
    return 0 if met else 1


def _paired(plain: str, ours: str, connections: int) -> float:
    """The median ratio of our requests to the plain server's, measured in turn: machines are faster by the minute."""
    ratios = []
    for _ in range(ROUNDS):
        theirs = _row("plain ASGI", plain, "small.bin", connections)
        ratios.append(_row("gateway, raw", ours, "small.bin", connections) / theirs)
    return sorted(ratios)[ROUNDS // 2]


def _row(server: str, url: str, key: str, connections: int) -> float:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", "--timeout", "30s", f"{url}/{key}"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    bytes_ = _number(re.search(r"Transfer/sec:\s+(\S+)B", said)[1], {"K": 1024, "M": 1024**2, "G": 1024**3})
    found = (re.search(rf"^\s+{percent}%\s+([\d.]+[um]?)s", said, re.MULTILINE)[1] for percent in (50, 99))
    half, most = (_number(text, {"u": 1e-3, "m": 1.0, "": 1e3}) for text in found)
    cells = (server, key, connections, f"{rate:,.0f}", f"{bytes_ / 1e6:,.0f}", f"{half:.1f}", f"{most:.1f}")
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    return rate


def _number(text: str, units: dict[str, float]) -> float:
    unit = text[-1] if text[-1] in units else ""
    return float(text.removesuffix(unit)) * units.get(unit, 1.0)


def _read(url: str) -> float:
    host, _, path = url.removeprefix("http://").partition("/")
    name, port = host.split(":")
    with socket.create_connection((name, int(port))) as connection:
        connection.sendall(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        buffer, total, started = bytearray(1 << 20), 0, time.perf_counter()
        while count := connection.recv_into(buffer):
            total += count
    return total / 1e6 / (time.perf_counter() - started)


def _library(path: Path) -> float:
    def chunks() -> Iterator[bytes]:
        with path.open("rb") as stream:
            while chunk := stream.read(262_144):
                yield chunk

    started = time.perf_counter()
    total = sum(map(len, gunzip(chunks())))
    return total / 1e6 / (time.perf_counter() - started)


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", PLAIN, str(folder), str(port)])
    try:
        assert eventually(lambda: listens(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())

"""The gateway under load, beside a plain Python ASGI server of the same files: ``python -m tests.benchmarks.gateway``.

Needs ``wrk``. Targets: pass-through at 0.5x of the plain server's requests for small objects, and 80 % of the
function's own speed for large ones. With two workers it also takes turns with ``rclone serve s3``: at least as many
requests for small objects, and 2.6 times as many bytes of large ones.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import eventually, listens

from objectlambda.decompress.gunzip import gunzip
from objectlambda.demo.samples import _log_lines
from objectlambda.demo.serving import Served, serving

CONNECTIONS = (1, 16, 64, 256)
PASS_THROUGH_TARGET, LARGE_TARGET = 0.5, 0.8
RCLONE = Path(sys.executable).with_name("rclone")
RCLONE_TARGETS = {"small.bin": 1.0, "large.log": 2.6}

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much is asked: seconds of each row, rounds of what is compared, and bytes of the large object."""

    seconds: int = 3
    rounds: int = 3
    large_bytes: int = 100_000_000


QUICK = Load(seconds=1, rounds=1, large_bytes=20_000_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one second and one round each, for a look")
    load = QUICK if parser.parse_args().quick else Load()
    if shutil.which("wrk") is None:
        print("wrk is not installed (make system-deps)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "objects")
        folder.mkdir()
        (folder / "small.bin").write_bytes(os.urandom(10_000))
        (folder / "small.bin.gz").write_bytes(gzip.compress(os.urandom(10_000)))
        block = _log_lines(4_000_000)
        text = (block * (load.large_bytes // len(block) + 1))[: load.large_bytes]
        (folder / "large.log").write_bytes(text)
        (folder / "large.log.gz").write_bytes(gzip.compress(text, 1))
        return _measure(folder, load)


def _measure(folder: Path, load: Load) -> int:
    points = ["--access-point", "raw-files=raw", "--access-point", "files=decompress"]
    print("| server | object | connections | requests/s | MB/s | p50 ms | p99 ms |\n|---|---|--:|--:|--:|--:|--:|")
    with plain_server(folder) as plain, serving([str(folder), *points]) as served:
        ratios = [_paired(plain.url, f"{served.url}/raw-files", count, load) for count in CONNECTIONS]
        for count in CONNECTIONS:
            _row("gateway, gzip", f"{served.url}/files", "small.bin.gz", count, load)
        _row("plain ASGI", plain.url, "large.log", 4, load)
        _row("gateway, raw", f"{served.url}/raw-files", "large.log", 4, load)
        _row("gateway, gzip", f"{served.url}/files", "large.log.gz", 4, load)
        shares = []
        for _ in range(load.rounds):
            through, library = _read(f"{served.url}/files/large.log.gz"), _library(folder / "large.log.gz")
            shares.append((through / library, through, library))
    for name, options in (
        ("gateway, 2 workers", ["--workers", "2"]),
        ("gateway, cache", ["--cache", str(folder.parent / "kept")]),
    ):
        with serving([str(folder), *points, *options]) as served:
            for count in CONNECTIONS:
                _row(f"{name}, raw", f"{served.url}/raw-files", "small.bin", count, load)
                _row(f"{name}, gzip", f"{served.url}/files", "small.bin.gz", count, load)
            _row(f"{name}, raw", f"{served.url}/raw-files", "large.log", 4, load)
            _row(f"{name}, gzip", f"{served.url}/files", "large.log.gz", 4, load)
    with rclone_server(folder) as rclone, serving([str(folder), *points, "--workers", "2"]) as served:
        beside = {key: _beside_rclone(rclone.url, served.url, key, load) for key in RCLONE_TARGETS}
        spent = _processor_times(rclone, served, load)
    share, through, library = sorted(shares)[load.rounds // 2]
    print(f"\npass-through, of the plain server's requests: {', '.join(f'{ratio:.2f}x' for ratio in ratios)}")
    print(f"one large gzip object: {through:.0f} MB/s, {share:.0%} of the function's own {library:.0f} MB/s")
    for key, ratio in beside.items():
        print(f"{key} raw, 2 workers: {ratio:.2f}x of rclone serve s3 (target {RCLONE_TARGETS[key]}x)")
    print(f"processor time of a small request: {spent[0]:.0f} µs, rclone's {spent[1]:.0f} µs")
    met = min(ratios) >= PASS_THROUGH_TARGET and share >= LARGE_TARGET
    met = met and all(ratio >= RCLONE_TARGETS[key] for key, ratio in beside.items())
    print("targets met" if met else f"targets missed ({PASS_THROUGH_TARGET}x, {LARGE_TARGET:.0%})")
    return 0 if met else 1


def _paired(plain: str, ours: str, connections: int, load: Load) -> float:
    """The median ratio of our requests to the plain server's, measured in turn: machines are faster by the minute."""
    ratios = []
    for _ in range(load.rounds):
        theirs = _row("plain ASGI", plain, "small.bin", connections, load)
        ratios.append(_row("gateway, raw", ours, "small.bin", connections, load) / theirs)
    return sorted(ratios)[load.rounds // 2]


def _beside_rclone(rclone: str, ours: str, key: str, load: Load) -> float:
    """The median ratio of our requests to rclone's for one object, measured in turn."""
    connections, ratios = 16 if key == "small.bin" else 4, []
    for _ in range(2 * load.rounds + 1):
        theirs = _row("rclone serve s3", rclone, key, connections, load)
        ratios.append(_row("gateway, 2 workers, raw", f"{ours}/raw-files", key, connections, load) / theirs)
    return sorted(ratios)[load.rounds]


def _processor_times(rclone: Served, ours: Served, load: Load) -> tuple[float, float]:
    """Microseconds of processor time for a small object, ours and rclone's: the least of rounds in turn."""
    least = [float("inf"), float("inf")]
    for _ in range(2 * load.rounds + 1):
        for side, (served, url) in enumerate(((ours, f"{ours.url}/raw-files"), (rclone, rclone.url))):
            before = _processor_seconds(served.pid)
            requests = (
                _row(("gateway, 2 workers, raw", "rclone serve s3")[side], url, "small.bin", 64, load) * load.seconds
            )
            least[side] = min(least[side], (_processor_seconds(served.pid) - before) / requests * 1e6)
    return least[0], least[1]


def _processor_seconds(pid: int) -> float:
    """What a process and its children have taken."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for each in (str(pid), *children):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _row(server: str, url: str, key: str, connections: int, load: Load) -> float:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{load.seconds}s", "--latency", "--timeout", "30s", f"{url}/{key}"]
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


def plain_server(folder: Path) -> AbstractContextManager[Served]:
    """The plain server of the files in ``folder``."""
    return _running(lambda port: [sys.executable, "-c", PLAIN, str(folder), str(port)])


@contextmanager
def rclone_server(folder: Path) -> Iterator[Served]:
    """``rclone serve s3`` of the files in ``folder``, which is a bucket of it."""
    with _running(lambda port: [str(RCLONE), "serve", "s3", str(folder.parent), "--addr", f"127.0.0.1:{port}"]) as made:
        yield Served(url=f"{made.url}/{folder.name}", pid=made.pid)


@contextmanager
def _running(command: Callable[[int], list[str]]) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(command(port), stderr=subprocess.DEVNULL)
    try:
        assert eventually(lambda: listens(port))
        yield Served(url=f"http://127.0.0.1:{port}", pid=process.pid)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())

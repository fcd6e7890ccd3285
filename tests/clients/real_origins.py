"""Gateways in processes of their own, in front of three kinds of origin, each run by both adapters."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from objectlambda.demo.serving import Served, serving

ACCESS_POINTS = (
    "files=decompress",
    "member=decompress,member=table.csv",
    "stored=raw",
    "bare=decompress,strip_suffix_in_lists=true",
)
KEY_ID, SECRET = "AKIAEXAMPLE", "an-example-key"
ODD_KEY = "deep/er/a b+c=d&é~(1).csv.gz"


@dataclass(frozen=True)
class Objects:
    """A folder of compressed objects, and what must come out of them by key."""

    folder: Path
    content: dict[str, bytes]
    table: bytes


class Gateways:
    """Starts a gateway when a test first wants it, and keeps it for the session."""

    def __init__(self, stack: ExitStack, objects: Objects, tmp: Path) -> None:
        self._stack = stack
        self._objects = objects
        self._tmp = tmp
        self._origins: dict[str, list[str]] = {"folder": [str(objects.folder)]}
        self._served: dict[str, Served] = {}

    def __getitem__(self, name: str) -> Served:
        if name not in self._served:
            adapter, origin = name.split("-")
            points = [word for point in ACCESS_POINTS for word in ("--access-point", point)]
            if adapter == "wire":
                points = [word for word in points if "raw" not in word][:4]
            options = {"wire": ["--wire"], "cached": ["--cache", str(self._tmp / f"kept-{origin}")]}.get(adapter, [])
            arguments = [*self._origin(origin), *points, *options]
            self._served[name] = self._stack.enter_context(serving(arguments))
        return self._served[name]

    def _origin(self, name: str) -> list[str]:
        if name not in self._origins:
            start = {"rclone": rclone_origin, "moto": moto_origin}[name]
            self._origins[name] = self._stack.enter_context(start(self._objects, self._tmp))
        return self._origins[name]


@contextmanager
def rclone_origin(objects: Objects, tmp: Path) -> Iterator[list[str]]:
    """``rclone serve s3``: refuses every x-amz-* header that a presigned URL did not sign."""
    root = tmp / "rclone"
    root.mkdir()
    (root / "origin").symlink_to(objects.folder)
    port = free_port()
    command = ["rclone", "serve", "s3", "--auth-key", f"{KEY_ID},{SECRET}", "--addr", f"127.0.0.1:{port}"]
    with started([*command, "--copy-links", str(root)], port):
        yield ["s3://origin", "--endpoint-url", f"http://127.0.0.1:{port}"]


@contextmanager
def moto_origin(objects: Objects, tmp: Path) -> Iterator[list[str]]:
    """moto's server, with the objects below a prefix."""
    del tmp
    port = free_port()
    with started(["moto_server", "-H", "127.0.0.1", "-p", str(port)], port):
        url = f"http://127.0.0.1:{port}"
        s3 = client(url)
        s3.create_bucket(Bucket="origin")
        for path in objects.folder.rglob("*"):
            if path.is_file():
                s3.upload_file(str(path), "origin", f"below/{path.relative_to(objects.folder)}")
        yield ["s3://origin/below", "--endpoint-url", url]


@contextmanager
def started(command: list[str], port: int) -> Iterator[None]:
    program = Path(sys.executable).with_name(command[0])
    with subprocess.Popen([program, *command[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield
        finally:
            process.kill()


def client(url: str, **config: Any) -> Any:
    return boto3.client("s3", endpoint_url=url, config=Config(retries={"total_max_attempts": 1}, **config))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")

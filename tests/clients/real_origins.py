"""Gateways in processes of their own, in front of four kinds of origin, each run by every runner, and over TLS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from ports import free_port, wait_for

from certificates import Certified, certified
from objectlambda.demo.serving import serving

ACCESS_POINTS = (
    "files=decompress",
    "member=decompress,member=table.csv",
    "stored=raw",
    "bare=decompress,strip_suffix_in_lists=true",
)
KEY_ID, SECRET = "AKIAEXAMPLE", "an-example-key"
"""What the origins know; whoever reads through a gateway over TLS has a pair of their own."""
CALLER_ID, CALLER_SECRET = "AKIACALLER", "a-callers/key+with=signs"
DOMAIN = "s3.gateway.test"
"""Access points are found below it over TLS; no resolver knows the name."""
ODD_KEY = "deep/er/a b+c=d&é~(1).csv.gz"


@dataclass(frozen=True)
class Objects:
    """A folder of compressed objects, and what must come out of them by key."""

    folder: Path
    content: dict[str, bytes]
    table: bytes


@dataclass(frozen=True)
class Endpoint:
    """A gateway as clients are told of it: where it is, whom to trust, and the keys to sign with."""

    url: str
    pid: int
    authority: str = ""
    key_id: str = CALLER_ID
    secret: str = CALLER_SECRET


class Gateways:
    """Starts a gateway when a test first wants it, and keeps it for the session.

    They are named ``runner-origin``. ``tls`` is the in-process runner with a certificate and a caller who must sign;
    the others are plain, and ask nobody who they are.
    """

    def __init__(self, stack: ExitStack, objects: Objects, tmp: Path) -> None:
        self._stack = stack
        self._objects = objects
        self._tmp = tmp
        self._origins: dict[str, list[str]] = {"folder": [str(objects.folder)]}
        self._served: dict[str, Endpoint] = {}

    def __getitem__(self, name: str) -> Endpoint:
        if name not in self._served:
            runner, origin = name.split("-")
            start = self._tls if runner == "tls" else self._plain
            self._served[name] = start(runner, origin)
        return self._served[name]

    def _plain(self, runner: str, origin: str) -> Endpoint:
        points = [word for point in ACCESS_POINTS for word in ("--access-point", point)]
        if runner == "wire":
            points = [word for word in points if "raw" not in word][:4]
        options = {"wire": ["--wire"], "cached": ["--cache", str(self._tmp / f"kept-{origin}")]}.get(runner, [])
        served = self._stack.enter_context(serving([*self._origin(origin), *points, *options]))
        return Endpoint(served.url, served.pid)

    def _tls(self, runner: str, origin: str) -> Endpoint:
        folder = self._tmp / f"{runner}-{origin}"
        folder.mkdir()
        return self._stack.enter_context(serving_tls(folder, self._origin(origin)))

    def _origin(self, name: str) -> list[str]:
        if name not in self._origins:
            start = {"rclone": rclone_origin, "moto": moto_origin, "ministack": ministack_origin}[name]
            self._origins[name] = self._stack.enter_context(start(self._objects, self._tmp))
        return self._origins[name]


@contextmanager
def serving_tls(folder: Path, origin: list[str]) -> Iterator[Endpoint]:
    """A gateway with a certificate and a caller, in front of ``origin``; what it needs is written to ``folder``."""
    files = certified(folder, (DOMAIN, f"*.{DOMAIN}"))
    config = folder / "gateway.toml"
    config.write_text(tls_config(files, origin))
    with serving(["--config", str(config)], {"CALLER_SECRET": CALLER_SECRET}) as served:
        yield Endpoint(served.url, served.pid, str(files.authority))


def tls_config(files: Certified, origin: list[str]) -> str:
    """The configuration file of a gateway with the same access points as the plain ones."""
    where, *options = origin
    if where.startswith("s3://"):
        bucket, _, prefix = where.removeprefix("s3://").partition("/")
        place = {"bucket": bucket, "prefix": prefix, "endpoint_url": options[1]}
    else:
        place = {"folder": where}
    lines = [
        "[gateway]",
        f"domains = [{json.dumps(DOMAIN)}]",
        f"tls = {{ certificate = {json.dumps(str(files.certificate))}, key = {json.dumps(str(files.key))} }}",
        f'[callers.tester]\naccess_key = "{CALLER_ID}"\nsecret_key_env = "CALLER_SECRET"',
        "[origins.objects]",
        *(f"{name} = {json.dumps(value)}" for name, value in place.items()),
        '[access_points.files]\nfunction = "decompress"',
        '[access_points.member]\nfunction = "decompress"\npayload = { member = "table.csv" }',
        '[access_points.stored]\nfunction = "raw"',
        '[access_points.bare]\nfunction = "decompress"\npayload = { strip_suffix_in_lists = true }',
    ]
    return "\n".join(lines)


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
        yield filled(objects, f"http://127.0.0.1:{port}")


@contextmanager
def ministack_origin(objects: Objects, tmp: Path) -> Iterator[list[str]]:
    """ministack, an emulator of many services, with the objects below a prefix.

    Every test holds in front of it; it differs from S3 in the type of what was stored without one, which is
    ``application/octet-stream``.
    """
    port = free_port()
    home = tmp / "ministack"
    home.mkdir()
    # What it opens beside its gateway, it opens to other machines.
    # Its MQTT listener would be open to other machines, whatever BIND_HOST says.
    bound = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "IOT_MTLS_ENABLED": "0"}
    with started(["ministack"], port, HOME=str(home), TMPDIR=str(home), SERVICES="s3", **bound):
        yield filled(objects, f"http://127.0.0.1:{port}")


def filled(objects: Objects, url: str) -> list[str]:
    s3 = client(url)
    s3.create_bucket(Bucket="origin")
    for path in objects.folder.rglob("*"):
        if path.is_file():
            s3.upload_file(str(path), "origin", f"below/{path.relative_to(objects.folder)}", _stored_with(path))
    return ["s3://origin/below", "--endpoint-url", url]


def _stored_with(path: Path) -> dict[str, str]:
    """Some people say in Content-Encoding what the key says already: a client must not decompress it once more."""
    return {"ContentEncoding": "gzip"} if path.name == "small.csv.gz" else {}


@contextmanager
def started(command: list[str], port: int, **environ: str) -> Iterator[None]:
    program = Path(sys.executable).with_name(command[0])
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([program, *command[1:]], **quiet, env={**os.environ, **environ}) as process:
        try:
            wait_for(port)
            yield
        finally:
            process.kill()


def client(url: str, **config: Any) -> Any:
    return boto3.client("s3", endpoint_url=url, config=Config(retries={"total_max_attempts": 1}, **config))

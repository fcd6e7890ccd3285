"""Cold start, warm latency and cost of the three functions, from the built zips under AWS's own runtime client.

Seconds are those of the processor that the function's process used: what a Lambda function of 1,769 MB, which has one
vCPU of about this machine's speed, takes, without the network. Run ``make layers`` first, then
``python -m tests.benchmarks.deploy``.
"""

from __future__ import annotations

import gzip
import os
import platform
import statistics
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.benchmarks import material
from tests.benchmarks.pii_texts import text

from objectlambda.pii.entities import ENTITY_TYPES
from objectlambda.testing import get_object_event, receiver

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "deploy"), str(ROOT / "layers")]

import build  # noqa: E402 - both are folders of scripts, found by their path
import debian_python  # noqa: E402
import wheels  # noqa: E402
from lambda_host import Host, hosted  # noqa: E402

ARCH = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}[platform.machine()]
MEMORY_GB = 1769 / 1024
RUNS = 3

# US East (N. Virginia), US dollars. Source: the pricing pages of Lambda, S3 and Comprehend, first tier.
LAMBDA_GB_SECOND = {"arm64": 0.0000133334, "x86_64": 0.0000166667}
COMPREHEND_UNIT = {"pii_redaction": 0.0001, "pii_access_control": 0.000002}
"""DetectPiiEntities and ContainsPiiEntities, for each unit of 100 characters."""

SMALL = b"a short text, nothing in it\n" * 40


def objects(quick: bool) -> dict[str, tuple[str, bytes, int]]:
    """Function → (key, the stored object, how many bytes come out of it)."""
    mib = 1 << 20
    size, prose = (16 * mib, 1 * mib) if quick else (256 * mib, 8 * mib)
    plain = text("prose", prose).encode()
    return {
        "decompress": ("large.gz", material.compressed("gzip", size).read_bytes(), size),
        "pii_redaction": ("large.txt", plain, len(plain)),
        "pii_access_control": ("large.txt", plain, len(plain)),
    }


def measured(function: str, folder: Path, stored: tuple[str, bytes, int]) -> dict[str, float]:
    """The seconds of a function's start, of a small object and of a gigabyte, and its peak memory in MiB."""
    key, body, size = stored
    small = gzip.compress(SMALL) if function == "decompress" else SMALL
    starts, firsts, warms = [], [], []
    with receiver(), served({"/bucket/" + key: body, "/bucket/small": small}) as url:
        for _ in range(RUNS):
            with running(function, folder) as host:
                starts.append(host.cpu_seconds())
                firsts.append(spent(host, f"{url}/bucket/small"))
                warms += [spent(host, f"{url}/bucket/small", times=20) / 20]
        with running(function, folder) as host:
            spent(host, f"{url}/bucket/small")
            seconds = spent(host, f"{url}/bucket/{key}")
            peak = host.peak_memory_bytes()
    return {
        "init": statistics.median(starts),
        "first": statistics.median(firsts),
        "warm": statistics.median(warms),
        "gigabyte": seconds * 1e9 / size,
        "peak": peak / 2**20,
    }


def spent(host: Host, url: str, *, times: int = 1) -> float:
    """The processor's seconds that so many reads take."""
    before = host.cpu_seconds()
    for _ in range(times):
        answer = host.invoke(get_object_event(url), seconds=600)
        if answer != {"statusCode": 200}:
            raise SystemExit(f"{url}: {answer}")
    return host.cpu_seconds() - before


@contextmanager
def running(function: str, folder: Path) -> Iterator[Host]:
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_ENDPOINT_URL_S3")
    environment = {name: os.environ[name] for name in (*names, "AWS_DISABLE_HOST_PREFIX_INJECTION")}
    with hosted(
        [debian_python.find(ROOT / "build"), "-S"],
        task=folder / function / "task",
        path=(folder / function / "opt" / "python", folder / "runtime"),
        # Access control reads to the end what it lets through, so here it lets everything through.
        environment={**environment, "WARN_ENTITY_TYPES": ",".join(sorted(ENTITY_TYPES))},
        log=folder / f"{function}.log",
    ) as host:
        yield host


def unpack(folder: Path) -> None:
    for function, layers in build.FUNCTION_LAYERS.items():
        with zipfile.ZipFile(build.OUT / f"{function}.zip") as archive:
            archive.extractall(folder / function / "task")
        for layer in layers:
            with zipfile.ZipFile(build.manifest_of(layer, build.OUT, ARCH).with_suffix(".zip")) as archive:
                archive.extractall(folder / function / "opt")
    requirements = ROOT / "tests" / "deploy" / "runtime.txt"
    for wheel in wheels.fetch(requirements, ROOT / "build" / "wheels" / ARCH / "runtime", arch=ARCH, python="3.13"):
        for name, data in wheels.contents(wheel):
            target = folder / "runtime" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


@contextmanager
def served(bodies: dict[str, bytes]) -> Iterator[str]:
    """A plain HTTP origin in this process, whose processor time is not counted."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies[self.path]
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]  # functions are stopped without a word
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def dollars(function: str, figures: dict[str, float]) -> tuple[str, str]:
    """What a gigabyte read through a function costs, in Lambda and, for the same text, in Comprehend."""
    ours = figures["gigabyte"] * MEMORY_GB * LAMBDA_GB_SECOND["arm64"]
    unit = COMPREHEND_UNIT.get(function)
    return f"${ours:.5f}" if ours < 0.01 else f"${ours:.2f}", f"${unit * 1e9 / 100:,.0f}" if unit else "–"


def main(say: Callable[[str], object] = print) -> None:
    quick = "--quick" in sys.argv
    say(
        "| function | cold start s | first read ms | warm read ms | peak MiB | s a GB | Lambda a GB | Comprehend a GB |"
    )
    say("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(folder)
        for function, stored in objects(quick).items():
            figures = measured(function, folder, stored)
            ours, theirs = dollars(function, figures)
            say(
                f"| `{function}` | {figures['init']:.2f} | {figures['first'] * 1000:.0f} "
                f"| {figures['warm'] * 1000:.0f} | {figures['peak']:.0f} | {figures['gigabyte']:.1f} "
                f"| {ours} | {theirs} |"
            )


if __name__ == "__main__":
    main()

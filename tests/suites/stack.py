"""What a run of the suite stands on: a store that takes writes, a gateway in front of it, and the splitter."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.clients.ports import free_port, wait_for
from tests.suites.access_points import CALLERS, REGION, AccessPoints
from tests.suites.splitter import MAX_HEAD_BYTES, Splitter

from objectlambda.demo.serving import serving

RAW = 'function = "raw"'
DECOMPRESS = 'function = "decompress"\npayload = { on_uncompressed = "pass" }'


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One way to read: the store that takes the writes, and what the gateway's access points do with its objects.

    The store ``moto`` is read by the gateway as a bucket. What ``rclone`` takes it writes to a folder, which the
    gateway reads by itself: listings, conditions and ranges are then all the gateway's own.
    """

    name: str
    store: str
    function: str = RAW


SETUPS = (
    Setup(name="bucket", store="moto"),
    Setup(name="decompress", store="moto", function=DECOMPRESS),
    Setup(name="folder", store="rclone"),
)

CLEAN = {
    "AWS_ACCESS_KEY_ID": CALLERS[0].access_key,
    "AWS_SECRET_ACCESS_KEY": CALLERS[0].secret_key,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    **{caller.variable: caller.secret_key for caller in CALLERS},
}
"""No run may find the developer's own account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the suite goes, and where its plugin tells of tests that begin and end."""

    port: int
    control: str


@contextmanager
def standing(setup: Setup, folder: Path, *, bare: bool) -> Iterator[Endpoint]:
    """All of it for as long as the ``with`` lasts; ``bare`` leaves the gateway out, and the store answers reads too."""
    objects = folder / "objects"
    objects.mkdir()
    with _store(setup.store, objects) as store:
        points = AccessPoints(
            file=folder / "gateway.toml",
            endpoint_url=f"http://127.0.0.1:{store}" if setup.store == "moto" else "",
            folder=objects,
            function=setup.function,
        )
        points.write()
        if bare:
            with _splitting(Splitter(gateway=None, store=store, buckets=points), points) as endpoint:
                yield endpoint
            return
        with serving(["--config", str(points.file)], CLEAN) as served:
            points.url, points.pid = served.url, served.pid
            splitter = Splitter(gateway=int(served.url.rpartition(":")[2]), store=store, buckets=points)
            with _splitting(splitter, points) as endpoint:
                yield endpoint


@contextmanager
def _store(name: str, folder: Path) -> Iterator[int]:
    port = free_port()
    keys = [word for caller in CALLERS for word in ("--auth-key", f"{caller.access_key},{caller.secret_key}")]
    command = {
        "moto": ["moto_server", "-H", "127.0.0.1", "-p", str(port)],
        "rclone": ["rclone", "serve", "s3", "--addr", f"127.0.0.1:{port}", *keys, str(folder)],
    }[name]
    program = Path(sys.executable).with_name(command[0])
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([program, *command[1:]], env=environment(CLEAN), **quiet) as process:
        try:
            wait_for(port, seconds=60.0)
            yield port
        finally:
            process.terminate()


@contextmanager
def _splitting(splitter: Splitter, points: AccessPoints) -> Iterator[Endpoint]:
    started: Future[Endpoint] = Future()
    loop, stopping = asyncio.new_event_loop(), asyncio.Event()
    running = partial(loop.run_until_complete, _split(splitter, points, started, stopping))
    thread = threading.Thread(target=running, name="splitter", daemon=True)
    thread.start()
    try:
        yield started.result(10)
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(10)
        loop.close()


async def _split(splitter: Splitter, points: AccessPoints, started: Future[Endpoint], stopping: asyncio.Event) -> None:
    connections: set[asyncio.Task[None]] = set()

    async def front(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            await splitter.serve(reader, writer)
        except asyncio.CancelledError:
            return  # only ``stopping`` does that, and asyncio reports a cancelled connection as an error
        finally:
            connections.discard(task)

    async def control(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """``/begin``: a test does. ``/end``: it is over; the answer is how many reads it made."""
        line = await reader.readline()
        await reader.readuntil(b"\r\n\r\n")
        said = str(splitter.reads).encode()
        if b"/begin" in line:
            splitter.reads = 0
            points.leave()
        writer.write(b"HTTP/1.0 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(said), said))
        await writer.drain()
        writer.close()

    fronts = await asyncio.start_server(front, "127.0.0.1", 0, limit=MAX_HEAD_BYTES)
    controls = await asyncio.start_server(control, "127.0.0.1", 0)
    ports = [server.sockets[0].getsockname()[1] for server in (fronts, controls)]
    started.set_result(Endpoint(port=ports[0], control=f"http://127.0.0.1:{ports[1]}"))
    await stopping.wait()
    fronts.close()
    controls.close()
    for task in connections:
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without anybody's account, and ``more``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, **more}

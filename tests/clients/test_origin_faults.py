"""An origin that dies, resets or falls silent is seen by every reader, and forgotten once it is back."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from faulty_wire import Fault, Wire, wire_to
from real_origins import KEY_ID, SECRET, Objects, rclone_origin

from objectlambda.demo.serving import serving
from waiting import eventually

NOISE = hashlib.shake_256(b"faults").digest(3_000_000)
STORED = gzip.compress(NOISE, 1, mtime=0)
ADAPTERS = ["inprocess", "cached", "wire"]
SILENCE_SECONDS = 20  # what the gateway waits for an origin's next byte


class Faulty:
    """By runner a gateway's URL, and the wire between all of them and ``rclone serve s3``."""

    def __init__(self, keys: list[str], urls: dict[str, str], wire: Wire) -> None:
        self._keys, self.urls, self.wire = iter(keys), urls, wire

    def new_key(self) -> str:
        """The key of an object that no cache has seen, which becomes NOISE."""
        return next(self._keys)

    @contextmanager
    def fault(self, fault: Fault, after: int = 0) -> Iterator[Wire]:
        self.wire.break_(fault, after)
        try:
            yield self.wire
        finally:
            self.wire.mend()


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    folder, tmp = tmp_path_factory.mktemp("objects"), tmp_path_factory.mktemp("tmp")
    (folder / "small.gz").write_bytes(gzip.compress(b"hello", mtime=0))
    keys = [f"noise-{number}.gz" for number in range(30)]  # all there before rclone looks
    for key in keys:
        (folder / key).write_bytes(STORED)
    signs = {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
    with rclone_origin(Objects(folder=folder, content={}, table=b""), tmp) as origin:
        port = int(origin[-1].rpartition(":")[2])
        with wire_to(port) as wire:
            points = ["--access-point", "files=decompress", "--access-point", "stored=raw"]
            arguments = ["s3://origin", "--endpoint-url", wire.url, *points]
            with (
                serving(arguments, signs) as inprocess,
                serving([*arguments, "--cache", str(tmp / "kept")], signs) as cached,
                serving([*arguments, "--wire"], signs) as wired,
            ):
                yield Faulty(keys, {"inprocess": inprocess.url, "cached": cached.url, "wire": wired.url}, wire)


def read(url: str, path: str, headers: dict[str, str] | None = None, timeout: float = 60) -> tuple[int, bytes | None]:
    """Status and body of a GET; ``None`` where the body broke off."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=timeout)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        except (http.client.IncompleteRead, ConnectionError):
            return answer.status, None
    finally:
        connection.close()


def is_refused_or_broken(status: int, body: bytes | None) -> bool:
    return (status in (500, 503) and body is not None) or (status in (200, 206) and body is None)


@pytest.mark.parametrize("runner", ADAPTERS)
@pytest.mark.parametrize("fault", ["cut", "reset"])
@pytest.mark.parametrize(("access_point", "whole"), [("files", NOISE), ("stored", STORED)])
def test_an_origin_that_dies_in_the_middle_breaks_the_transfer_and_is_read_again_afterwards(
    faulty, runner, fault, access_point, whole
):
    url, path = faulty.urls[runner], f"/{access_point}/{faulty.new_key()}"
    with faulty.fault(fault, after=1_000_000) as wire:
        status, body = read(url, path)
        assert is_refused_or_broken(status, body), (status, body and len(body))
        assert wire.connections
    assert read(url, path) == (200, whole)


@pytest.mark.parametrize("runner", ADAPTERS)
def test_a_range_of_an_origin_that_dies_in_the_middle_is_never_short(faulty, runner):
    url, path, asked = faulty.urls[runner], f"/files/{faulty.new_key()}", {"Range": "bytes=100000-2999999"}
    with faulty.fault("cut", after=1_000_000):
        status, body = read(url, path, asked)
        assert is_refused_or_broken(status, body), (status, body and len(body))
    assert read(url, path, asked) == (206, NOISE[100_000:])


def test_an_origin_that_is_down_is_a_503_and_not_ready_until_it_is_back(faulty):
    urls = faulty.urls.values()  # together: each remembers for seconds whether it is ready
    with faulty.fault("refuse"):
        for url in urls:
            status, body = read(url, "/files/small.gz")
            assert (status, b"<Code>ServiceUnavailable</Code>" in (body or b"")) == (503, True)
        for url in urls:
            assert eventually(lambda url=url: read(url, "/-/ready")[0] == 503)
            assert read(url, "/-/health")[0] == 200
    for url in urls:
        assert read(url, "/files/small.gz") == (200, b"hello")
    for url in urls:
        assert eventually(lambda url=url: read(url, "/-/ready")[0] == 200)


@pytest.mark.long  # by the usual limits; tests/unit/gateway/test_hostile_origins.py has shorter ones
def test_an_origin_that_falls_silent_is_given_up_and_holds_nobody_else_up(faulty):
    paths = [f"/{access_point}/{faulty.new_key()}" for access_point in ("files", "stored")]
    later = [f"/{access_point}/{faulty.new_key()}" for access_point in ("files", "stored")]
    cases = [(url, path) for url in faulty.urls.values() for path in paths]
    with ThreadPoolExecutor(2 * len(cases)) as pool, faulty.fault("hold", after=1_000_000) as wire:
        started = time.monotonic()
        in_the_middle = [pool.submit(read, *case) for case in cases]
        assert eventually(lambda: wire.connections >= len(cases))
        time.sleep(2)
        wire.after = 0  # from here on not even a head comes through
        at_once = [pool.submit(read, url, path) for url in faulty.urls.values() for path in later]
        for url in faulty.urls.values():
            assert read(url, "/-/health", timeout=5)[0] == 200
        for future in (*in_the_middle, *at_once):
            status, body = future.result()
            assert is_refused_or_broken(status, body), (status, body and len(body))
        assert time.monotonic() - started < 1.75 * SILENCE_SECONDS
    for url, path in cases:
        assert read(url, path) == (200, NOISE if path.startswith("/files") else STORED)

"""Processes that read through one cache folder, for tests that kill, starve and stop them."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from objectlambda.deadline import Deadline
from objectlambda.errors import CorruptObject, s3_error
from objectlambda.function import Function, ObjectRequest, Transformed
from objectlambda.gateway.cache.cache import Cache
from objectlambda.gateway.config.model import CacheConfig
from objectlambda.headers import Headers
from objectlambda.measures import Measures
from objectlambda.respond import Reading
from objectlambda.settings import setting
from objectlambda.stores.files import FileObject

STEP = 100_000
SECONDS = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """Settings that nothing depends on."""

    unused: bool = setting(False, "nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What the function of all processes does: it leaves a line in ``runs`` each time, waits and fails where told."""

    folder: Path
    size: int = 3 * 1024 * 1024 + 17
    wait_at: int | None = None
    fail_at: int | None = None
    fails_at_end: bool = False
    tells_size: bool = False
    unchanged: bool = False
    pace_seconds: float = 0.0
    name: str = "made"

    def content(self) -> bytes:
        return hashlib.shake_256(b"content").digest(self.size)

    def runs(self) -> int:
        with suppress(FileNotFoundError):
            return len((self.folder / "runs").read_text().splitlines())
        return 0

    def go_on(self) -> None:
        (self.folder / "go-on").touch()

    def function(self) -> Function[Any]:
        return Function(name="maker", version="1", settings=Nothing, open=self._open)

    def _open(self, source: Any, _request: Any, _settings: Any) -> Transformed:
        size = self.size if self.tells_size else None
        changes = {"ContentType": f"text/{self.name}"}
        return Transformed(chunks=self._chunks(source), size=size, changes=changes, unchanged=self.unchanged)

    def _chunks(self, source: Any) -> Any:
        with open(self.folder / "runs", "a") as runs:
            runs.write(f"{os.getpid()}\n")
        list(source.chunks())
        content = self.content()
        for start in range(0, len(content), STEP):
            while self.wait_at is not None and start >= self.wait_at and not (self.folder / "go-on").exists():
                time.sleep(0.01)
            if self.fail_at is not None and start >= self.fail_at:
                raise CorruptObject("broken")
            time.sleep(self.pace_seconds)
            yield content[start : start + STEP]
        if self.fails_at_end:
            raise CorruptObject("broken at its end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is particular about a process."""

    kept: Path
    max_bytes: int = 100 * 1024 * 1024
    max_file_bytes: int | None = None
    linger_seconds: float = 10.0
    beat_seconds: float = 1.0
    stall_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Got:
    """What a reader has in the end: its head, how much of the body, its hash, and the code of the failure if any."""

    head: dict[str, str]
    length: int
    digest: str
    failed: str


class Worker:
    """A process with a cache. Its readers report their first bytes, and what they have in the end."""

    def __init__(self, making: Making, options: Options) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_work, args=(other, making, options), daemon=True)
        self._process.start()
        other.close()
        self._said: dict[tuple[int, str], Any] = {}
        self._changed = threading.Condition()
        self._count = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def read(self, asked: str = "", key: str = "object", *, holding: bool = False) -> Read:
        """Begin to read; ``holding`` stops after the first bytes until it may go on, or leaves."""
        self._count += 1
        self._connection.send(("read", self._count, asked, key, holding))
        return Read(self, self._count)

    def send(self, number: int, order: str) -> None:
        self._connection.send((order, number, "", "", False))

    def said(self, number: int, what: str) -> Any:
        with self._changed:
            assert self._changed.wait_for(lambda: (number, what) in self._said, SECONDS), f"no {what} came"
            return self._said[number, what]

    def has_said(self, number: int, what: str) -> bool:
        return (number, what) in self._said

    def signal(self, number: signal.Signals) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        self._process.kill()
        self._process.join(SECONDS)

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while True:
                number, what, value = self._connection.recv()
                with self._changed:
                    self._said[number, what] = value
                    self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class Read:
    """A reader in another process."""

    worker: Worker
    number: int

    def first(self) -> int:
        """Waits for the first bytes; tells how many they were."""
        return self.worker.said(self.number, "first")

    def got(self) -> Got:
        """Waits for the end."""
        return self.worker.said(self.number, "got")

    def has_ended(self) -> bool:
        return self.worker.has_said(self.number, "got")

    def go_on(self) -> None:
        self.worker.send(self.number, "go on")

    def leave(self) -> None:
        self.worker.send(self.number, "leave")


def _work(connection: Any, making: Making, options: Options) -> None:
    if options.max_file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.max_file_bytes, options.max_file_bytes))
    config = CacheConfig(
        folder=options.kept,
        max_bytes=options.max_bytes,
        linger_seconds=options.linger_seconds,
        heartbeat_seconds=options.beat_seconds,
        stopped_seconds=options.stall_seconds,
    )
    cache = Cache(config)
    measures, lock = Measures(), threading.Lock()
    orders: dict[int, list[str]] = {}

    def say(number: int, what: str, value: Any) -> None:
        with lock:
            connection.send((number, what, value))

    def read(number: int, asked: str, key: str, holding: bool) -> None:
        head, length, digest, failed = {}, 0, hashlib.sha256(), ""

        def make(deadline: Deadline) -> Reading:
            request = ObjectRequest(key=key, headers=Headers({"Range": asked} if asked else {}), query={})
            origin = FileObject(making.folder, key)
            return Reading(
                function=making.function(),
                request=request,
                origin=origin,
                environ={},
                measures=measures,
                deadline=deadline,
            )

        try:
            response = cache.get(make, Deadline(), "scope")
            head = dict(response.head.values)
            for chunk in response.body:
                if not length:
                    say(number, "first", len(chunk))
                length += len(chunk)
                digest.update(chunk)
                while holding and not orders[number]:
                    time.sleep(0.01)
                if orders[number] == ["leave"]:
                    response.body.close()
                    break
        except Exception as error:
            failed = s3_error(error)[1]
        say(number, "got", Got(head, length, digest.hexdigest(), failed))

    with suppress(EOFError):
        while True:
            order, number, *rest = connection.recv()
            if order == "read":
                orders[number] = []
                threading.Thread(target=read, args=(number, *rest), daemon=True).start()
            else:
                orders[number].append(order)

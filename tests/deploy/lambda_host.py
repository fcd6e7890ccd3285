"""A stand-in for the Lambda service on loopback: the Runtime API, and a process of AWS's own runtime client in it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html (2018-06-01).
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

VERSION = "/2018-06-01/runtime"
ARN = "arn:aws:lambda:us-east-1:111122223333:function:under-test"


class Failed(Exception):
    """The function raised, or could not be initialised; holds what it reported."""


@dataclass(slots=True)
class Invocation:
    event: Any
    deadline_ms: int
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    error: Any = None


class Host:
    """One execution environment: ``invoke`` runs an event in it and returns what the handler returned.

    Attributes:
        init_seconds: from the process's start to its first request for an event, as a cold start is.
    """

    def __init__(self) -> None:
        self.init_seconds = 0.0
        self.restored = False
        self._waiting: queue.Queue[Invocation] = queue.Queue()
        self._given: dict[str, Invocation] = {}
        self._ready = threading.Event()
        self._broken: Any = None
        self._started = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def invoke(self, event: Any, *, seconds: float = 60.0) -> Any:
        invocation = Invocation(event, int((time.time() + seconds) * 1000))
        self._waiting.put(invocation)
        end = time.monotonic() + seconds + 10
        while not invocation.answered.wait(0.05):
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > end:
                raise Failed(f"no answer; the process has the exit code {self._process.poll()}")
        if invocation.error is not None:
            raise Failed(json.dumps(invocation.error))
        return invocation.answer

    def wait_until_initialised(self, seconds: float = 120.0) -> None:
        end = time.monotonic() + seconds
        while not self._ready.wait(0.02):
            assert self._process is not None
            if self._broken is not None or self._process.poll() is not None or time.monotonic() > end:
                raise Failed(json.dumps(self._broken) if self._broken else f"exit code {self._process.poll()}")

    def peak_memory_bytes(self) -> int:
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024

    def cpu_seconds(self) -> float:
        """What the process has used of a processor so far: what its clock would show on a core of its own."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def start(self, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> None:
        with log.open("wb") as output:
            self._started = time.monotonic()
            self._process = subprocess.Popen(
                command, env=dict(environment), cwd=folder, stdout=output, stderr=output, start_new_session=True
            )

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)

    def next_event(self) -> Invocation:
        if not self._ready.is_set():
            self.init_seconds = time.monotonic() - self._started
            self._ready.set()
        invocation = self._waiting.get()
        self._given[invocation.id] = invocation
        return invocation

    def report(self, path: str, body: Any) -> None:
        if path == f"{VERSION}/init/error":
            self._broken = body
            return
        _, _, rest = path.partition("/invocation/")
        identifier, _, kind = rest.partition("/")
        invocation = self._given.pop(identifier)
        if kind == "error":
            invocation.error = body
        else:
            invocation.answer = body
        invocation.answered.set()


@contextmanager
def hosted(
    python: Sequence[str],
    *,
    task: Path,
    path: Sequence[Path],
    environment: Mapping[str, str],
    log: Path,
    snap_start: bool = False,
) -> Iterator[Host]:
    """An initialised execution environment of the function in the folder ``task``.

    Args:
        python: the command that starts the interpreter.
        task: what ``/var/task`` is in Lambda.
        path: further folders to import from: what ``/opt/python`` and the runtime's own packages are.
        environment: the function's variables.
        log: the file for what the function prints.
        snap_start: go through the hooks around a snapshot, as with SnapStart.
    """
    host = Host()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    server.daemon_threads = True
    server.handle_error = lambda *_arguments: None  # type: ignore[method-assign]  # processes are killed in mid-poll
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    variables = {
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_address[1]}",
        "AWS_LAMBDA_FUNCTION_NAME": "under-test",
        "TAG_KEY": "env:A_TAG_SECRET",
        "A_TAG_SECRET": "of-thirty-two-bytes-for-the-tags",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start" if snap_start else "on-demand",
        "LAMBDA_TASK_ROOT": str(task),
        "_HANDLER": "handler.handler",
        "PATH": "/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "PYTHONPATH": os.pathsep.join(map(str, (task, *path))),
        "PYTHONDONTWRITEBYTECODE": "1",  # /opt and /var/task cannot be written to in Lambda
        "OPENBLAS_NUM_THREADS": "1",
        **environment,
    }
    try:
        host.start([*python, "-m", "awslambdaric", "handler.handler"], variables, task, log)
        host.wait_until_initialised()
        yield host
    finally:
        host.stop()
        server.shutdown()
        server.server_close()


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == f"{VERSION}/restore/next":
                host.restored = True
                self._send(200, b"")
                return
            invocation = host.next_event()
            self._send(
                200,
                json.dumps(invocation.event).encode(),
                {
                    "Content-Type": "application/json",  # without it the native client crashes
                    "Lambda-Runtime-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
                    "Lambda-Runtime-Aws-Request-Id": invocation.id,
                    "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                    "Lambda-Runtime-Invoked-Function-Arn": ARN,
                },
            )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                body = b""
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            host.report(self.path, json.loads(body or b"null"))
            self._send(202, b"")

        def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            """Say nothing."""

    return Handler

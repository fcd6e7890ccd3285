"""Law: what a cold gateway hands out depends on object and access point alone, however many clients read at once.

Each test starts a process that has detected nothing yet, and reads 300 documents, none like another, through redaction,
access control and a webhook at the same time. The answers must be those of another process that one client reads alone.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import urllib3

from objectlambda.demo.serving import serving
from objectlambda.testing import get_object_event

sys.path.insert(0, str(Path(__file__).resolve().parent))

from documents import documents

TOKEN = "a-token-of-the-webhook"
EACH = 100
CLEAN = "the weather is fine today and the train is late\n"
KINDS = ("redacted", "guarded", "hooked")
Answers = dict[tuple[str, str], tuple[int, bytes]]
HOSTS: dict[str, list[str]] = {
    "direct": [],
    "wire": ["--wire"],
    "cache": ["--cache", "kept"],
    "processes": [],
}
CASES = [
    ("direct", 4), ("direct", 32), ("wire", 32), ("cache", 32), ("processes", 4),
    *(pytest.param(host, threads, marks=pytest.mark.long) for host, threads in (
        ("direct", 2), ("wire", 2), ("wire", 4), ("cache", 2), ("cache", 4), ("processes", 2), ("processes", 32),
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for kind, text in zip(KINDS * EACH, documents(EACH * len(KINDS), seed=19), strict=True):
        number = len(list(folder.glob(f"{kind}-*")))
        body = CLEAN * 8 if kind == "guarded" and number % 2 else text[:400]
        (folder / f"{kind}-{number:03}.txt").write_text(body, "utf-8")
    return folder


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    """The store from which the webhook reads."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = (folder / self.path.partition("?")[0].rpartition("/")[2]).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", f'"{len(data)}-{hash(data)}"')
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def answers(folder: Path, origin: str, options: list[str], threads: int, **environ: str) -> Answers:
    """What a process that was just started answers to ``threads`` clients, among whom the documents are divided."""
    points = ["--access-point", "redacted=pii_redaction", "--access-point", "guarded=pii_access_control"]
    hook = ["--webhook", "hooked=pii_redaction", "--webhook-origin", origin]
    environ = {**environ, "OBJECTLAMBDA_WEBHOOK_TOKEN": TOKEN}
    names = sorted((path.name for path in folder.iterdir() if path.is_file()), key=lambda name: name.partition("-")[2])
    barrier = threading.Barrier(threads)
    with serving([str(folder), *points, *hook, *options], environ) as served:

        def read_each(first: int) -> Answers:
            http = urllib3.PoolManager(retries=False)
            barrier.wait()  # all clients meet the cold process at the same moment
            return {key: body for name in names[first::threads] for key, body in [read(http, served.url, origin, name)]}

        with ThreadPoolExecutor(threads) as pool:
            return {key: body for part in pool.map(read_each, range(threads)) for key, body in part.items()}


def read(http: urllib3.PoolManager, url: str, origin: str, name: str) -> tuple[tuple[str, str], tuple[int, bytes]]:
    kind = name.partition("-")[0]
    if kind == "hooked":
        event = json.dumps(get_object_event(f"{origin}/bucket/{name}?X-Amz-SignedHeaders=host"))
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        answer = http.request("POST", f"{url}/functions/hooked", body=event, headers=headers)
    else:
        answer = http.request("GET", f"{url}/{kind}/{name}")
    return (kind, name), (answer.status, answer.data if answer.status == 200 else b"")


@pytest.fixture(scope="module")
def alone(folder: Path, origin: str) -> Answers:
    return answers(folder, origin, [], 1)


@pytest.mark.parametrize(("host", "threads"), CASES)
def test_clients_of_a_cold_gateway_get_what_one_gets_alone(
    alone: Answers, folder: Path, origin: str, tmp_path: Path, host: str, threads: int
) -> None:
    options = [str(tmp_path / option) if option == "kept" else option for option in HOSTS[host]]
    environ = {"PROCESSES": "2"} if host == "processes" else {}
    together = answers(folder, origin, options, threads, **environ)
    differing = [key for key, answer in together.items() if answer != alone[key]]
    failed = sorted({together[key][0] for key in differing})
    assert not differing, f"{len(differing)} of {len(alone)} answers differ, with the statuses {failed}"
    assert together.keys() == alone.keys()


def test_alone_each_kind_finds_something_and_lets_something_through(alone: Answers) -> None:
    statuses = {kind: {answer[0] for key, answer in alone.items() if key[0] == kind} for kind in KINDS}
    assert statuses == {"redacted": {200}, "guarded": {200, 403}, "hooked": {200}}
    masked = [answer[1].count(b"***") for key, answer in alone.items() if key[0] != "guarded"]
    assert min(masked) > 0
    assert len(alone) == EACH * len(KINDS)
    assert os.environ.get("PROCESSES") is None

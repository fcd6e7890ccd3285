"""Small files are answered without a thread, exactly as large ones are with one."""

from __future__ import annotations

import http.client
import re
from urllib.parse import urlsplit

import pytest

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.runners.threads import Threads
from objectlambda.gateway.server import running
from objectlambda.stores.folder import FolderStore

OWN = ("date", "x-amz-request-id", "x-amz-id-2")


def respond(url: str, method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    told = {name: value for name, value in response.getheaders() if name.lower() not in OWN}
    return response.status, told, re.sub(rb"<(RequestId|HostId)>[^<]*", b"", response.read())


@pytest.fixture
def served(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"0123456789")
    (tmp_path / "empty").write_bytes(b"")
    with running(GatewayConfig(access_points={"raw": parse_access_point("raw=raw", tmp_path)}, port=0)) as url:
        yield url


REQUESTS = [
    (method, path, headers)
    for method in ("GET", "HEAD")
    for path, headers in (
        ("a.txt", {}), ("a.txt", {}), ("empty", {}), ("absent", {}), ("a.txt?versionId=1", {}),
        ("a.txt?partNumber=1", {}), ("a.txt?response-content-type=text/csv", {}), ("a.txt", {"Range": "bytes=2-4"}),
        ("a.txt", {"Range": "bytes=-3"}), ("a.txt", {"Range": "bytes=10-"}), ("a.txt", {"If-None-Match": "*"}),
        ("a.txt", {"If-Match": '"other"'}), ("a.txt", {"If-Modified-Since": "Thu, 01 Jan 2099 00:00:00 GMT"}),
        ("a.txt", {"If-Range": '"other"', "Range": "bytes=1-2"}),
    )
]  # fmt: skip


def test_small_files_are_answered_as_with_threads(served, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "held", lambda *_: None)
        expected = [respond(served, method, f"/raw/{path}", headers) for method, path, headers in REQUESTS]
    assert [respond(served, method, f"/raw/{path}", headers) for method, path, headers in REQUESTS] == expected


def test_small_files_take_no_thread_and_are_read_anew(served, tmp_path, monkeypatch):
    monkeypatch.setattr(Threads, "submit", None)  # who asks for a thread fails
    for content in (b"first", b"second"):
        (tmp_path / "a.txt").write_bytes(content)
        for _ in range(2):
            status, told, body = respond(served, "GET", "/raw/a.txt", {})
            assert (status, body, told["content-length"]) == (200, content, str(len(content)))
            assert respond(served, "HEAD", "/raw/a.txt", {})[1] == told

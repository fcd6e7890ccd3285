"""Requests that no library would send: what comes back is an answer, and the right one."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest
from raw_http import HOST, answers, connect, exchange, received

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.server import running
from waiting import eventually

LONGER = bytes(range(256)) * 2000


def configured(folder, *, points=("files=decompress", "raw-files=raw"), **changes):
    parsed = [parse_access_point(text, folder) for text in points]
    return GatewayConfig(access_points={point.name: point for point in parsed}, port=0, **changes)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"hello"))
    (folder / "plain.txt").write_bytes(b"0123456789")
    (folder / "longer.txt.gz").write_bytes(gzip.compress(LONGER))
    with running(configured(folder)) as url:
        yield url


@pytest.mark.parametrize("header", ["If-Modified-Since", "If-Unmodified-Since", "If-Range"])
@pytest.mark.parametrize("rest", ["00:00:00 +99999999999999", "99999999999999999999:00:00 GMT", "00:00:00 x", "::"])
def test_a_condition_that_is_no_date_is_ignored(gateway, header, rest):
    date = f"{header}: Mon, 01 Jan 2020 {rest}\r\nRange: bytes=1-2\r\nConnection: close\r\n\r\n"
    for method in (b"GET", b"HEAD"):
        sent = method + b" /raw-files/plain.txt HTTP/1.1\r\n" + HOST + date.encode()
        (answer,) = answers(exchange(gateway, sent), head_only=method == b"HEAD")
        assert answer.status == (200 if header == "If-Range" else 206)


def test_a_process_that_is_killed_resets_what_a_client_of_http_1_0_was_reading(tmp_path):
    (tmp_path / "large.gz").write_bytes(gzip.compress(bytes(64_000_000), 1))
    server = subprocess.Popen(
        [sys.executable, "-m", "objectlambda", "serve", tmp_path, "--port", "0", "--access-point", "files=decompress"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        started = server.stderr.readline()
        address = re.search(r"http://([\d.]+):(\d+)", started)
        with socket.create_connection((address[1], int(address[2])), timeout=20) as connection:
            connection.sendall(b"GET /files/large.gz HTTP/1.0\r\n" + HOST + b"TE: chunked\r\n\r\n")
            head = connection.recv(1000)
            assert b" 200 " in head
            assert b"content-length" not in head
            server.kill()
            server.wait()
            with pytest.raises(ConnectionResetError):
                while connection.recv(1_000_000):
                    pass
    finally:
        server.kill()
        server.stderr.close()
        server.wait()


@pytest.mark.parametrize("cached", [False, True])
def test_a_client_of_http_1_0_gets_no_framing_among_the_bytes(tmp_path, cached):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/longer.gz").write_bytes(gzip.compress(LONGER))
    (tmp_path / "objects/framed").write_bytes(b"5\r\nhello\r\n0\r\n\r\n" * 10_000)
    cache = CacheConfig(folder=tmp_path / "kept", max_bytes=10_000_000) if cached else None
    with running(configured(tmp_path / "objects", cache=cache)) as url:
        (answer,) = answers(exchange(url, b"GET /files/longer.gz HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert (answer.status, answer.header("transfer-encoding"), answer.body) == (200, None, LONGER)
        (answer,) = answers(exchange(url, b"GET /raw-files/framed HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert answer.body == b"5\r\nhello\r\n0\r\n\r\n" * 10_000
        (answer,) = answers(exchange(url, b"GET /files/missing HTTP/1.0\r\n" + HOST + b"\r\n"))
        assert answer.status == 404
        (answer,) = answers(exchange(url, b"HEAD /files/longer.gz HTTP/1.0\r\n" + HOST + b"\r\n"), head_only=True)
        assert answer.header("content-length") == str(len(LONGER))


@pytest.mark.parametrize("dribble", [b"\r\n", b"x"])
def test_a_client_that_dribbles_behind_its_request_is_let_go(tmp_path, dribble):
    (tmp_path / "plain.txt").write_bytes(b"0123456789")
    more = b"Content-Length: 100\r\n\r\n" if dribble == b"x" else b"\r\n"
    with running(configured(tmp_path, head_seconds=0.5)) as url, closing(connect(url)) as connection:
        connection.sendall(b"GET /raw-files/plain.txt HTTP/1.1\r\n" + HOST + more)
        assert connection.recv(65536).endswith(b"0123456789")
        connection.sendall(dribble)
        started = time.monotonic()
        assert received(connection) == b""
        assert 0.3 < time.monotonic() - started < 5


def test_a_connection_goes_on_behind_the_body_of_a_get(gateway):
    asked = b"GET /files/a.txt.gz HTTP/1.1\r\n" + HOST
    with closing(connect(gateway)) as connection:
        for body in (
            b"Content-Length: 3\r\n\r\nabc",
            b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            b"\r\n",
        ):
            for part in (asked + body[:-1], body[-1:]):
                connection.sendall(part)
                time.sleep(0.05)
            assert connection.recv(65536).endswith(b"\r\n\r\nhello")


def test_requests_that_wait_behind_a_long_answer_do_not_break_it(tmp_path):
    large = os.urandom(1_000_000) * 20
    (tmp_path / "large").write_bytes(large)
    asked = b"GET /raw-files/large HTTP/1.1\r\n" + HOST + b"\r\n"
    last = b"GET /raw-files/large HTTP/1.1\r\nRange: bytes=0-9\r\nConnection: close\r\n" + HOST + b"\r\n"
    with running(configured(tmp_path, head_seconds=0.3)) as url, closing(connect(url)) as connection:
        connection.sendall(asked + asked + last[:20])
        time.sleep(1)  # so long the socket is full, and the third request's head is not asked for
        connection.sendall(last[20:])
        found = answers(received(connection))
    assert [(answer.status, len(answer.body)) for answer in found] == [(200, len(large)), (200, len(large)), (206, 10)]
    assert all(answer.body == large[: len(answer.body)] for answer in found)


def test_who_expects_to_continue_and_is_answered_at_once_is_not_waited_for(gateway):
    # Its next request would be taken for the body that it need not send any more (RFC 9110, section 10.1.1).
    asked = b"GET /files/a.txt.gz HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 9\r\n\r\n"
    (answer,) = answers(exchange(gateway, asked))
    assert (answer.status, answer.header("connection"), answer.body) == (200, "close", b"hello")


@pytest.mark.parametrize("more", [b"", b"Content-Length: 9\r\n", b"Expect: 100-continue\r\nContent-Length: 9\r\n"])
def test_a_client_that_leaves_is_noticed_whatever_it_was_to_send(tmp_path, more):
    with (tmp_path / "large").open("wb") as large:
        large.truncate(2_000_000_000)
    with running(configured(tmp_path)) as url:
        for _ in range(3):
            with closing(connect(url)) as connection:
                connection.sendall(b"GET /raw-files/large HTTP/1.1\r\n" + HOST + more + b"\r\n")
                assert connection.recv(1000).startswith(b"HTTP/1.1 200")
        assert eventually(lambda: b"objectlambda_in_flight 0\n" in _counts(url))
        counts = _counts(url)
        assert b'objectlambda_abandoned_total{operation="GetObject"} 3\n' in counts


def _counts(url: str) -> bytes:
    asked = b"GET /-/metrics HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
    return answers(exchange(url, asked))[0].body


def test_a_header_that_cannot_be_overridden_so_starts_nothing(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/longer.gz").write_bytes(gzip.compress(LONGER))
    cache = CacheConfig(folder=tmp_path / "kept", max_bytes=10_000_000)
    with running(configured(tmp_path / "objects", cache=cache)) as url:
        asked = b"GET /files/longer.gz?response-content-type=%0a HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
        (answer,) = answers(exchange(url, asked))
        assert answer.status == 400
        assert b"objectlambda_cache_reads_total{" not in _counts(url)


@pytest.mark.parametrize("change", ["overwritten", "cut", "grown", "replaced"])
@pytest.mark.parametrize("ranged", [b"", b"Range: bytes=10-\r\n"])
def test_a_file_that_changes_while_it_is_read_is_never_a_mixture(tmp_path, change, ranged):
    path = tmp_path / "large"
    path.write_bytes(b"old." * 10_000_000)
    with running(configured(tmp_path)) as url, closing(connect(url)) as connection:
        connection.sendall(b"GET /raw-files/large HTTP/1.1\r\nConnection: close\r\n" + ranged + HOST + b"\r\n")
        begun = connection.recv(1000)
        with path.open("r+b") as file:
            if change == "overwritten":
                file.write(b"new." * 10_000_000)
            elif change == "cut":
                file.truncate(30_000_000)
            elif change == "grown":
                file.seek(0, os.SEEK_END)
                file.write(b"more")
            else:
                path.unlink()
                path.write_bytes(b"new." * 10_000_000)
        if change in ("overwritten", "cut"):
            with pytest.raises(ConnectionResetError):
                received(connection)
            return
        (answer,) = answers(begun + received(connection))
        assert answer.body == (b"old." * 10_000_000)[10 if ranged else 0 :]


def test_who_would_rather_speak_http_2_is_answered_without_a_warning(gateway, caplog):
    asked = b"GET /files/a.txt.gz HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + HOST + b"\r\n"
    with closing(connect(gateway)) as connection:
        for _ in range(3):
            connection.sendall(asked)
            assert connection.recv(65536).endswith(b"\r\n\r\nhello")
    assert "uvicorn" not in caplog.text


@pytest.mark.parametrize("body", [b"\r\n", b"Content-Length: 3\r\n\r\nabc"])
def test_a_client_that_leaves_is_noticed_while_its_next_request_waits(tmp_path, body, caplog):
    (tmp_path / "mails.txt").write_bytes(b"Mail jane@example.com or call 206-555-0100.\n" * 1_000_000)
    asked = b"HEAD /clean/mails.txt HTTP/1.1\r\n" + HOST + body  # takes minutes
    with running(configured(tmp_path, points=("clean=pii_redaction",))) as url:
        with closing(connect(url)) as connection:
            connection.sendall(asked + asked + asked[:20])
            time.sleep(0.5)
            assert b"objectlambda_in_flight 1\n" in _counts(url)
        assert eventually(lambda: b"objectlambda_in_flight 0\n" in _counts(url))
        counts = _counts(url)
        assert b'objectlambda_abandoned_total{operation="HeadObject"} 1\n' in counts
    assert "ASGI callable" not in caplog.text

"""The server on its socket: what every answer carries, what no client can do, and where it may listen."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import logging
import socket
import time
from contextlib import closing
from dataclasses import replace

import pytest
from raw_http import HOST, answers, connect, exchange

from objectlambda import log
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.server import bind, running
from objectlambda.gateway.transport.server import Server
from objectlambda.stores.parse import parse_origin
from waiting import eventually

LONGER = bytes(range(256)) * 2000
ARN_HOST = "files-123456789012.s3-object-lambda.us-east-1.amazonaws.com"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.txt.gz").write_bytes(gzip.compress(b"hello"))
    (folder / "plain.txt").write_bytes(b"not compressed")
    (folder / "longer.txt.gz").write_bytes(gzip.compress(LONGER))
    (folder / "bad.gz").write_bytes(gzip.compress(b"hello" * 100)[:-4])
    with running(configured(folder)) as url:
        yield url


def configured(folder, **changes):
    origin = parse_origin(str(folder))
    points = [parse_access_point(text, origin) for text in ("files=decompress", "raw-files=raw")]
    return GatewayConfig(access_points={point.name: point for point in points}, port=0, **changes)


def address(url):
    host, port = url.removeprefix("http://").split(":")
    return host, int(port)


def ask(url, method, path, body=None, headers=None):
    with closing(http.client.HTTPConnection(*address(url), timeout=10)) as connection:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer, answer.read()


NEEDY = (b"x-amz-content-sha256: UNSIGNED-PAYLOAD\r\n", b"User-Agent: anything\r\n", b"")
"""As OpenDAL and object_store ask, signed or not: nothing says that they read chunks."""


@pytest.mark.parametrize("cached", [False, True])
def test_a_client_that_may_read_nothing_without_a_length_is_told_it(tmp_path, cached):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/longer.txt.gz").write_bytes(gzip.compress(LONGER))
    (tmp_path / "objects/cut.gz").write_bytes(gzip.compress(LONGER)[:-4])
    cache = CacheConfig(folder=tmp_path / "kept", max_bytes=10_000_000) if cached else None
    with running(configured(tmp_path / "objects", cache=cache)) as url:
        for headers in NEEDY:
            for key, status in (("longer.txt.gz", 200), ("cut.gz", 400)):
                request = b"GET /files/%b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%b\r\n"
                (answer,) = answers(exchange(url, request % (key.encode(), headers)))
                assert (answer.status, answer.header("content-length")) == (status, str(len(answer.body)))
                assert answer.body == LONGER if status == 200 else b"<Code>TruncatedObject</Code>" in answer.body


def test_a_length_that_takes_too_long_is_not_waited_for(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/longer.txt.gz").write_bytes(gzip.compress(LONGER))
    with running(replace(configured(tmp_path / "objects"), measuring_seconds=0.0)) as url:
        request = b"GET /files/longer.txt.gz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        (answer,) = answers(exchange(url, request))
        assert (answer.header("content-length"), answer.body) == (None, LONGER)


def test_other_clients_do_not_wait_until_the_length_is_known(gateway):
    answer, body = ask(gateway, "GET", "/files/longer.txt.gz")
    assert (answer.getheader("content-length"), body) == (None, LONGER)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 200, None),
        ("GET", "/files", 200, None),
        ("HEAD", "/files", 200, None),
        ("GET", "/files/a.txt.gz", 200, None),
        ("GET", "/files/missing", 404, "NoSuchKey"),
        ("GET", "/files/plain.txt", 400, "UnsupportedFormat"),
        ("GET", "/files/bad.gz", 400, "TruncatedObject"),
        ("GET", "/nowhere/a", 404, "NoSuchBucket"),
        ("GET", "/files?website", 501, "NotImplemented"),
        ("PUT", "/files/a", 405, "MethodNotAllowed"),
        ("POST", "/files?delete", 405, "MethodNotAllowed"),
        ("DELETE", "/files/a.txt.gz", 405, "MethodNotAllowed"),
        ("OPTIONS", "/files/a.txt.gz", 405, "MethodNotAllowed"),
        ("HEAD", "/files/missing", 404, None),
        ("GET", "/files/..%2f..%2fetc/passwd", 404, "NoSuchKey"),
        ("GET", "/files/../../etc/passwd", 404, "NoSuchKey"),
        ("GET", "/files/%00", 404, "NoSuchKey"),
        ("GET", "/files/%ff", 400, "InvalidURI"),
        ("GET", "/files/a.txt.gz?response-content-type=a%0d%0ax:y", 400, "InvalidRequest"),  # nobody signed it
        ("GET", "/files/a.txt.gz?partNumber=0", 400, "InvalidRequest"),
    ],
)
def test_every_answer_has_its_status_code_and_request_id(gateway, method, path, status, code):
    answer, body = ask(gateway, method, path, b"x" * 100_000 if method in ("PUT", "POST") else None)
    assert answer.status == status
    assert len(answer.headers["x-amz-request-id"]) == 16
    assert answer.headers["server"] == "objectlambda"
    if code is not None:
        assert f"<Code>{code}</Code>".encode() in body
        assert f"<RequestId>{answer.headers['x-amz-request-id']}</RequestId>".encode() in body
    if method == "HEAD":
        assert body == b""


def test_a_small_object_has_its_length_told(gateway):
    answer, body = ask(gateway, "GET", "/files/a.txt.gz")
    assert (answer.headers["content-length"], body) == ("5", b"hello")


def test_a_connection_serves_many_requests(gateway):
    with closing(http.client.HTTPConnection(*address(gateway), timeout=10)) as connection:
        for path in ("/files/a.txt.gz", "/files/missing", "/files", "/raw-files/plain.txt", "/files/a.txt.gz"):
            connection.request("GET", path)
            assert connection.getresponse().read()


def test_small_answers_do_not_wait_for_acknowledgements(gateway):
    took = []
    with closing(http.client.HTTPConnection(*address(gateway), timeout=10)) as connection:
        for _ in range(20):
            started = time.perf_counter()
            connection.request("GET", "/files/a.txt.gz")
            connection.getresponse().read()
            took.append(time.perf_counter() - started)
    assert min(took[1:]) < 0.03  # Nagle's algorithm would hold each body back for 40 ms


def test_an_idle_connection_is_closed_and_one_that_is_used_is_not(tmp_path):
    (tmp_path / "plain.txt").write_bytes(b"text")
    request = b"GET /raw-files/plain.txt HTTP/1.1\r\n" + HOST + b"\r\n"
    with running(configured(tmp_path, keep_alive_seconds=1)) as url, closing(connect(url, 0.6)) as connection:
        for _ in range(3):  # longer together than a connection may be idle
            connection.sendall(request)
            assert connection.recv(65536).endswith(b"text")
            with pytest.raises(TimeoutError):
                connection.recv(1)
        connection.settimeout(10)
        assert connection.recv(1) == b""


def test_servers_that_share_a_socket_share_a_burst_of_connections():
    served = asyncio.run(served_of_a_burst(("first", "second"), 10))
    assert min(map(served.count, ("first", "second"))) > 2, served


async def served_of_a_burst(names, count):
    listener, served = bind("127.0.0.1", 0), []

    def server(name):
        async def respond(_scope, _receive, send):
            served.append(name)
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})

        return Server(respond)

    streams = [await asyncio.open_connection(*listener.getsockname()) for _ in range(count)]
    servers = [server(name) for name in names]
    sockets = [listener, *(listener.dup() for _ in names[1:])]
    for each, sock in zip(servers, sockets, strict=True):
        await each.start(sock)
    for reader, writer in streams:
        writer.write(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
        assert await reader.readuntil(b"\r\n\r\n")
        writer.close()
    for each in servers:
        await each.stop()
    return served


def test_a_virtual_host_names_the_access_point(gateway):
    answer, body = ask(gateway, "GET", "/a.txt.gz", headers={"Host": "files.localhost:9000"})
    assert (answer.status, body) == (200, b"hello")
    answer, body = ask(
        gateway, "GET", "/a.txt.gz", headers={"Host": "files-123456789012.s3-object-lambda.us-east-1.amazonaws.com"}
    )
    assert (answer.status, body) == (200, b"hello")


@pytest.mark.parametrize(
    "host", ["evil.example:9000", "files.evil.example", "192.0.2.1", "", "[", "files-123456789012.evil.example"]
)
def test_names_that_others_can_have_are_not_answered(gateway, host):
    answer, body = ask(gateway, "GET", "/files/a.txt.gz", headers={"Host": host})
    assert answer.status == 403
    assert b"hello" not in body


def test_a_sender_that_waits_for_100_continue_is_refused_before_its_body(gateway):
    with socket.create_connection(address(gateway), 10) as connection:
        connection.sendall(
            b"PUT /files/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(65536).startswith(b"HTTP/1.1 405")


def received(connection):
    data = b""
    try:
        while chunk := connection.recv(65536):
            data += chunk
    except ConnectionResetError:
        pass
    return data


@pytest.mark.parametrize(
    "head",
    [
        b"GET /files/" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /files HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET /files HTTP/1.1\r\n" + b"".join(b"x-%d: y\r\n" % n for n in range(5000)) + b"\r\n",
        b"GET /files HTTP/1.1\r\nX-Endless: " + b"a" * 40_000,
    ],
)
def test_a_head_that_is_too_large_is_refused(gateway, head):
    with socket.create_connection(address(gateway), 10) as connection:
        connection.sendall(head)
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 431")
    assert b"x-amz-request-id" in answer


@pytest.mark.parametrize("noise", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nbad header\r\n\r\n"])
def test_what_is_no_http_is_a_400_in_xml(gateway, noise):
    with socket.create_connection(address(gateway), 10) as connection:
        connection.sendall(noise)
        answer = received(connection)
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"<Code>BadRequest</Code>" in answer


def test_header_values_that_hold_control_characters_are_refused(gateway):
    with socket.create_connection(address(gateway), 10) as connection:
        connection.sendall(
            b"GET /files HTTP/1.1\r\nHost: localhost\r\nx-amz-meta-a: b\x01c\r\nConnection: close\r\n\r\n"
        )
        assert received(connection).startswith(b"HTTP/1.1 400")


def test_a_client_that_dribbles_its_head_is_let_go(tmp_path):
    with (
        running(configured(tmp_path, head_seconds=0.3)) as url,
        socket.create_connection(address(url), 10) as connection,
    ):
        started = time.monotonic()
        connection.sendall(b"GET /files HTTP/1.1\r\n")
        while time.monotonic() - started < 5:
            try:
                connection.sendall(b"x: y\r\n")
            except OSError:
                break
            time.sleep(0.05)
        assert b"RequestTimeout" in received(connection) or time.monotonic() - started < 2
        assert time.monotonic() - started < 2
        assert ask(url, "GET", "/")[0].status == 200


def test_a_client_that_leaves_its_transfer_unread_is_let_go(tmp_path):
    (tmp_path / "large").write_bytes(bytes(50_000_000))
    with (
        running(configured(tmp_path, stall_seconds=0.3)) as url,
        socket.create_connection(address(url), 10) as connection,
    ):
        connection.sendall(b"GET /raw-files/large HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(1.5)
        assert len(received(connection)) < 50_000_000


def test_the_log_has_no_keys_and_no_credentials(gateway):
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(log.JsonLines().format(record))  # type: ignore[method-assign]
    log.LOGGER.addHandler(handler)
    before = log.LOGGER.level
    log.LOGGER.setLevel("INFO")
    try:
        ask(
            gateway,
            "GET",
            "/files/secret-name?X-Amz-Credential=secret-credential",
            headers={"x-amz-security-token": "s"},
        )
        assert eventually(lambda: '"event": "request"' in "".join(lines))
    finally:
        log.LOGGER.removeHandler(handler)
        log.LOGGER.setLevel(before)
    line = next(json.loads(line) for line in lines if json.loads(line)["event"] == "request")
    assert (line["method"], line["access_point"]) == ("GET", "files")
    assert "secret" not in "".join(lines)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "gateway.example"])
def test_other_machines_are_only_let_in_when_that_is_said(tmp_path, host):
    with pytest.raises(InvalidSettings, match="no credentials"):
        check_exposure(configured(tmp_path, host=host))
    check_exposure(configured(tmp_path, host=host, allow_anonymous=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_loopback_needs_no_credentials(tmp_path, host):
    check_exposure(configured(tmp_path, host=host))


def test_a_taken_port_is_said_so():
    with closing(bind("127.0.0.1", 0)) as taken, pytest.raises(InvalidSettings, match="cannot listen"):
        bind("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("files", "NAME=FUNCTION"),
        ("Files=decompress", "lower-case"),
        ("x=decompress", "3 to 45"),
        ("files=nothing", "no function"),
        ("files=decompress,nonsense=1", "unknown setting"),
        ("files=decompress,format=rar", "one of"),
        ("files=decompress,member", "key=value"),
    ],
)
def test_access_points_that_are_none_are_refused_with_the_reason(tmp_path, text, message):
    with pytest.raises(InvalidSettings, match=message):
        parse_access_point(text, parse_origin(str(tmp_path)))


@pytest.mark.parametrize("text", ["s3://", "/no/such/folder"])
def test_origins_that_are_none_are_refused(text):
    with pytest.raises(InvalidSettings):
        parse_origin(text)

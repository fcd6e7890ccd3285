"""What clients that nobody knows can take from those who may read: no place, no descriptor, no wider address."""

from __future__ import annotations

import errno
import logging
import os
import resource
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, closing

import pytest
import urllib3
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from raw_http import connect, received

from certificates import certified
from objectlambda import log
from objectlambda.errors import OriginError
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig, Tls
from objectlambda.gateway.places import Places
from objectlambda.gateway.server import running
from objectlambda.gateway.transport.listener import Listener
from objectlambda.s3.sigv4 import KeyPair
from waiting import eventually

PAIR = KeyPair(access_key="AKIAREADER", secret_key="the reader's own secret")


def configured(folder, **changes):
    point = parse_access_point("mine=raw", folder)
    return GatewayConfig(access_points={point.name: point}, port=0, **changes)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/k.txt").write_bytes(b"hello")
    return (tmp_path / "objects").resolve()


def signed_status(url, path="/mine/k.txt"):
    request = AWSRequest("GET", url + path, headers={"x-amz-content-sha256": "UNSIGNED-PAYLOAD"})
    S3SigV4Auth(Credentials(PAIR.access_key, PAIR.secret_key), "s3", "us-east-1").add_auth(request)
    return urllib3.request("GET", url + path, headers=dict(request.headers.items()), retries=False).status


@pytest.mark.parametrize("path", ["/x", "/mine/k.txt"])
def test_unfinished_bodies_that_nobody_signed_take_no_place_from_a_signed_reader(folder, path):
    with running(configured(folder, max_requests=8, callers={"reader": PAIR})) as url, ExitStack() as held:
        for _ in range(100):
            sender = held.enter_context(closing(connect(url)))
            sender.sendall(b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" % path.encode())
        assert [signed_status(url) for _ in range(5)] == [200] * 5
        # Beyond those that are waited for, they are answered at once.
        late = held.enter_context(closing(connect(url, 3)))
        late.sendall(b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
        assert late.recv(100).startswith(b"HTTP/1.1 405")


def test_unsigned_requests_have_half_of_the_places_beside_signed_ones():
    places = Places(4, shared=True)
    unsigned = [places.place() for _ in range(3)]
    for place in unsigned[:2]:
        place.take(signed=False)
    with pytest.raises(OriginError, match="reduce your request rate"):
        unsigned[2].take(signed=False)
    signed = [places.place() for _ in range(3)]
    for place in signed[:2]:
        place.take(signed=True)
    with pytest.raises(OriginError):
        signed[2].take(signed=True)
    for place in (*unsigned, *signed):
        place.leave()
        place.leave()
    unsigned[2].take(signed=False)


def test_connections_that_never_shake_hands_count_and_are_closed(folder, tmp_path):
    shown = certified(tmp_path)
    tls = Tls(certificate=shown.certificate, key=shown.key)
    with running(configured(folder, tls=tls, max_connections=5, head_seconds=1)) as url, ExitStack() as held:
        address = ("127.0.0.1", int(url.rpartition(":")[2]))
        silent = [held.enter_context(socket.create_connection(address, 10)) for _ in range(8)]
        assert sum(received(connection) == b"" for connection in silent) == 8  # three at once, the others after 1 s
        context = ssl.create_default_context(cafile=shown.authority)
        with context.wrap_socket(socket.create_connection(address, 10), server_hostname="localhost") as client:
            client.sendall(b"GET /mine/k.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert received(client).endswith(b"hello")


def test_a_process_without_descriptors_refuses_connections_and_logs_once_a_second(caplog, monkeypatch):
    accept, files = socket.socket.accept, iter([True] * 50 + [False])

    def out_of_files(listener):
        if next(files):
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return accept(listener)

    waiting = socket.create_server(("127.0.0.1", 0))
    with Listener(waiting, 10) as listener, socket.create_connection(listener.getsockname()) as client:
        listener.setblocking(False)
        monkeypatch.setattr(socket.socket, "accept", out_of_files)
        monkeypatch.setattr(time, "sleep", lambda _seconds: None)
        with caplog.at_level(logging.WARNING, log.LOGGER.name):
            for _ in range(25):
                with pytest.raises(ConnectionAbortedError):
                    listener.accept()
            connection, _ = listener.accept()
            connection.close()
        client.settimeout(5)
        assert client.recv(1) == b""
    assert len([record for record in caplog.records if record.msg == "connections refused"]) == 1


def test_connections_leave_descriptors_for_objects(folder):
    script = (
        "import resource, sys, socket, urllib.request, contextlib\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (150, 150))\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from test_availability import configured\n"
        "from objectlambda.gateway.server import running\n"
        "from pathlib import Path\n"
        "with running(configured(Path(sys.argv[1]))) as url: print(url, flush=True); sys.stdin.read()\n"
    )
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 150
    command = [sys.executable, "-c", script, str(folder), os.path.dirname(__file__)]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environ, **pipes) as gateway:
        url = gateway.stdout.readline().strip()
        with ExitStack() as held:
            silent = [held.enter_context(connect(url)) for _ in range(100)]
            assert urllib3.request("GET", f"{url}/mine/k.txt", retries=False).data == b"hello"
            silent += [held.enter_context(connect(url)) for _ in range(150)]
            closed = [connection for connection in silent[150:] if connection.recv(1)]
            assert closed
        assert eventually(lambda: urllib3.request("GET", f"{url}/mine/k.txt", retries=False).status == 200)
        gateway.stdin.close()
        logged = gateway.stderr.read()
    assert "out of system resource" not in logged


SERVED_ALONE = """
[gateway]
host = "0.0.0.0"
port = 0
[callers.admin]
access_key = "AKIAADMIN"
secret_key_env = "ADMIN_SECRET"
[origins.archive]
folder = "{folder}"
[access_points.archive]
origin = "archive"
functions = ["raw"]
callers = ["admin"]
"""


def test_a_reload_is_judged_by_where_the_gateway_listens(folder, tmp_path):
    file = tmp_path / "gateway.toml"
    before = SERVED_ALONE.format(folder=folder)
    file.write_text(before)
    command = [sys.executable, "-m", "objectlambda.cli.main", "serve", "--config", str(file)]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "ADMIN_SECRET": "a secret of sixteen"}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as gateway:
        lines = iter(gateway.stderr)
        started = next(line for line in lines if "stop with" in line or "http://" in line)
        start, end = before.index("[callers.admin]"), before.index("[origins.archive]")
        after = (before[:start] + before[end:]).replace('callers = ["admin"]\n', "").replace("0.0.0.0", "127.0.0.1")
        file.write_text(after)
        gateway.send_signal(signal.SIGHUP)
        told = next(line for line in lines if "configuration" in line)
        gateway.terminate()
    assert "configuration kept" in told, started
    assert "no credentials are configured" in told

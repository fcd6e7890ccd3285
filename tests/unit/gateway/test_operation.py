"""Running it: probes, counts, too much at once, stopping, several processes, TLS."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from certificates import certified
from objectlambda import log
from objectlambda.gateway import server
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig, Tls
from objectlambda.gateway.observability.metrics import Metrics, merge, render
from objectlambda.gateway.server import running
from waiting import eventually

NOISE = os.urandom(1_000_000) * 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.gz").write_bytes(gzip.compress(b"hello"))
    (folder / "bad.gz").write_bytes(gzip.compress(NOISE[:3_000_000], 1)[:-100_000])
    (folder / "large").write_bytes(NOISE)
    return folder


def configured(folder, **changes):
    points = [parse_access_point(text, folder) for text in ("files=decompress", "raw-files=raw")]
    return GatewayConfig(access_points={point.name: point for point in points}, port=0, **changes)


def get(url, path, **options):
    try:
        with urllib.request.urlopen(url + path, timeout=20, **options) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def counts(url):
    text = get(url, "/-/metrics")[1].decode()
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            found[name] = float(value)
    return found


def test_probes_tell_life_readiness_and_counts(folder):
    with running(configured(folder)) as url:
        assert get(url, "/-/health") == (200, b"alive\n")
        assert get(url, "/-/ready") == (200, b"ready\n")
        assert get(url, "/-/nothing")[0] == 404
        assert get(url, "/files/a.gz") == (200, b"hello")
        assert get(url, "/files/missing")[0] == 404
        with pytest.raises((ConnectionResetError, urllib.error.URLError, Exception)):
            get(url, "/files/bad.gz")
        assert eventually(lambda: counts(url).get('objectlambda_broken_transfers_total{access_point="files"}'))
        seen = counts(url)
    ok = 'objectlambda_requests_total{access_point="files",operation="GetObject",status="200"}'
    assert seen[ok] == 2
    assert seen['objectlambda_errors_total{code="NoSuchKey"}'] == 1
    assert seen['objectlambda_broken_transfers_total{access_point="files"}'] == 1
    assert seen['objectlambda_request_seconds_count{operation="GetObject"}'] == 3
    assert seen['objectlambda_request_seconds_bucket{operation="GetObject",le="+Inf"}'] == 3
    assert seen["objectlambda_in_flight"] == 0


def test_a_gateway_whose_origin_is_gone_is_not_ready(tmp_path):
    (tmp_path / "objects").mkdir()
    with running(configured(tmp_path / "objects")) as url:
        assert get(url, "/-/health")[0] == 200
        (tmp_path / "objects").rmdir()
        assert get(url, "/-/ready")[0] == 503
        assert get(url, "/-/health")[0] == 200


def test_histograms_are_cumulative_and_labels_are_escaped():
    metrics = Metrics()
    for seconds in (0.001, 0.02, 400.0):
        metrics.observe("objectlambda_request_seconds", seconds, operation='a"b\\c\nd')
    text = render(merge([metrics.snapshot(), metrics.snapshot()])).decode()
    label = r'operation="a\"b\\c\nd"'
    assert f'objectlambda_request_seconds_bucket{{{label},le="0.005"}} 2' in text
    assert f'objectlambda_request_seconds_bucket{{{label},le="300"}} 4' in text
    assert f'objectlambda_request_seconds_bucket{{{label},le="+Inf"}} 6' in text
    assert f"objectlambda_request_seconds_count{{{label}}} 6" in text
    assert text.count("# TYPE objectlambda_request_seconds histogram") == 1


def test_gateways_with_one_process_number_add_their_counts_up(folder, tmp_path):
    with running(configured(folder), shared=tmp_path) as one, running(configured(folder), shared=tmp_path) as other:
        for url in (one, other, other):
            assert get(url, "/files/a.gz") == (200, b"hello")
        ok = 'objectlambda_requests_total{access_point="files",operation="GetObject",status="200"}'
        assert eventually(lambda: counts(one).get(ok) == counts(other).get(ok) == 3)


def test_a_folder_of_counts_that_is_gone_stops_no_gateway(folder, tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(server, "TICK_SECONDS", 0.02)
    shared = tmp_path / "counts"
    shared.mkdir()
    with running(configured(folder), shared=shared) as url:
        assert eventually(lambda: list(shared.glob("*.json")))
        shared.rename(tmp_path / "gone")
        assert eventually(lambda: "counts not left" in caplog.messages)
        assert get(url, "/files/a.gz") == (200, b"hello")


def test_entities_are_counted_from_the_audit_lines(folder):
    level = log.LOGGER.level
    log.LOGGER.setLevel("INFO")
    try:
        with running(configured(folder)) as url:
            get(url, "/-/health")
            log.write(20, "audit", types={"EMAIL": 3, "NAME": 1})
            log.write(20, "audit", types={"EMAIL": 1})
            assert counts(url)['objectlambda_entities_total{type="EMAIL"}'] == 4
    finally:
        log.LOGGER.setLevel(level)


def slow_reader(url):
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), 20)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.sendall(b"GET /raw-files/large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 200")
    return connection


def test_requests_beyond_the_bound_are_told_to_slow_down_and_it_recovers(folder):
    with running(configured(folder, max_requests=2)) as url:
        readers = [slow_reader(url), slow_reader(url)]
        status, body = get(url, "/files/a.gz")
        assert status == 503
        assert b"<Code>SlowDown</Code>" in body
        assert get(url, "/-/health")[0] == 200
        for reader in readers:
            reader.close()
        assert eventually(lambda: get(url, "/files/a.gz")[0] == 200)
        assert get(url, "/files/a.gz") == (200, b"hello")


def test_connections_beyond_the_bound_are_told_to_slow_down(folder):
    with running(configured(folder, max_connections=5)) as url:
        host, port = url.removeprefix("http://").split(":")
        held = [socket.create_connection((host, int(port)), 20) for _ in range(5)]
        time.sleep(0.2)
        with socket.create_connection((host, int(port)), 20) as sixth:
            assert sixth.recv(1000).startswith(b"HTTP/1.1 503")
        for connection in held:
            connection.close()
        time.sleep(0.2)
        assert get(url, "/files/a.gz")[0] == 200


def test_many_silent_connections_keep_nobody_out(folder):
    with running(configured(folder)) as url:
        host, port = url.removeprefix("http://").split(":")
        silent = [socket.create_connection((host, int(port)), 20) for _ in range(400)]
        for number, connection in enumerate(silent):
            connection.sendall(b"GET /files/a.gz HTTP/1.1\r\nX-Dribble: "[: number % 30])
        for _ in range(5):
            assert get(url, "/files/a.gz") == (200, b"hello")
        for connection in silent:
            connection.close()


def test_more_requests_than_threads_wait_their_turn(folder):
    with running(configured(folder, max_concurrency=2)) as url, ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: get(url, "/files/a.gz"), range(40)))
    assert set(answers) == {(200, b"hello")}


@contextmanager
def served(folder, *options):
    command = [sys.executable, "-m", "objectlambda.cli.main", "serve", str(folder), "--port", "0", *options]
    command += ["--access-point", "files=decompress", "--access-point", "raw-files=raw"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            lines = iter(process.stderr.readline, b"")
            url = next(match[1] for line in lines if (match := re.search(rb"serving at (http\S+);", line))).decode()
            drained = threading.Thread(target=lambda: list(lines), daemon=True)
            drained.start()
            yield process, url
        finally:
            process.terminate()
            process.wait(20)
            drained.join(5)


def test_sigterm_lets_requests_finish_and_takes_no_more(folder):
    with served(folder) as (process, url):
        reader = slow_reader(url)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert process.poll() is None
        with pytest.raises(OSError):
            socket.create_connection(tuple(url.removeprefix("http://").split(":")), 1)
        received = 0
        while chunk := reader.recv(1 << 20):
            received += len(chunk)
        assert received > len(NOISE) - 1000
        assert process.wait(10) == 0


def test_workers_share_the_socket_and_are_replaced_when_they_die(folder):
    with served(folder, "--workers", "2") as (process, url):
        workers = children(process.pid, 2)
        for _ in range(20):
            assert get(url, "/files/a.gz") == (200, b"hello")
        os.kill(workers[0], signal.SIGKILL)
        assert eventually(lambda: set(children(process.pid, 2)) != set(workers))
        replaced = children(process.pid, 2)
        assert workers[0] not in replaced
        assert workers[1] in replaced
        for _ in range(20):
            assert get(url, "/files/a.gz") == (200, b"hello")
        ok = 'objectlambda_requests_total{access_point="files",operation="GetObject",status="200"}'
        # Each worker leaves its counts once a second; those of the one that was killed may be lost.
        assert eventually(lambda: 20 <= counts(url).get(ok, 0) <= 40)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert not any(alive(worker) for worker in replaced)


def children(pid, count):
    def found():
        pids = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return pids if len(pids) == count else None

    pids = eventually(found)
    assert pids, f"there are not {count} workers"
    return pids


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_https_with_a_certificate(folder, tmp_path):
    files = certified(tmp_path)
    trust = ssl.create_default_context(cafile=str(files.authority))
    tls = Tls(certificate=files.certificate, key=files.key)
    with running(configured(folder, tls=tls)) as url:
        assert url.startswith("https://")
        named = url.replace("127.0.0.1", "localhost")
        assert get(url, "/files/a.gz", context=trust) == (200, b"hello")
        assert get(named, "/files/a.gz", context=trust) == (200, b"hello")
        with pytest.raises(Exception, match=r"IncompleteRead|reset|EOF|closed|violation"):
            get(named, "/files/bad.gz", context=trust)


def test_an_idle_connection_over_tls_does_not_hold_up_the_stop(folder, tmp_path):
    files = certified(tmp_path)
    trust = ssl.create_default_context(cafile=str(files.authority))
    tls = Tls(certificate=files.certificate, key=files.key)
    with ExitStack() as stack:
        with running(configured(folder, tls=tls)) as url:
            host, port = url.removeprefix("https://").split(":")
            plain = stack.enter_context(socket.create_connection((host, int(port)), 20))
            pooled = stack.enter_context(trust.wrap_socket(plain, server_hostname="localhost"))
            pooled.sendall(b"GET /files/a.gz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while not received.endswith(b"hello"):
                received += pooled.recv(1000)
            stopping = time.monotonic()
        assert time.monotonic() - stopping < 15


def test_the_access_log_is_json_with_request_ids(folder):
    command = [sys.executable, "-m", "objectlambda.cli.main", "serve", str(folder), "--port", "0"]
    with subprocess.Popen([*command, "--access-point", "files=decompress"], stderr=subprocess.PIPE) as process:
        lines = iter(process.stderr.readline, b"")
        url = next(match[1] for line in lines if (match := re.search(rb"serving at (http\S+);", line))).decode()
        with urllib.request.urlopen(f"{url}/files/a.gz") as answer:
            request_id = answer.headers["x-amz-request-id"]
        line = next(json.loads(line) for line in lines if line.startswith(b"{") and b'"request"' in line)
        process.terminate()
        process.communicate(timeout=20)
    assert (line["request"], line["operation"], line["status"], line["bytes_out"]) == (request_id, "GetObject", 200, 5)

"""The built zips under AWS's own runtime client on Python 3.13: handler and layers, and nothing else on the path."""

from __future__ import annotations

import gzip
import json
import os
import random
import socket
import threading
import time
from contextlib import contextmanager

import pytest
from lambda_host import hosted

from objectlambda.testing import get_object_event, head_object_event, receiver

pytestmark = pytest.mark.deploy

LINES = b"".join(b"%d: a line of no particular interest\n" % number for number in range(20_000))
PERSONAL = b"Dear Anna Miller, your number 206-555-0100 and anna.miller@example.com are on file.\n"
FUNCTIONS = ("decompress", "pii_redaction", "pii_access_control")
LARGE_BYTES = {"decompress": 256 * 1024 * 1024, "pii_redaction": 4 * 1024 * 1024, "pii_access_control": 4 * 1024 * 1024}

COLD_START_CPU_SECONDS = {"decompress": 1.5, "pii_redaction": 6.0, "pii_access_control": 6.0}
PEAK_BYTES = {"decompress": 160 * 2**20, "pii_redaction": 512 * 2**20, "pii_access_control": 512 * 2**20}


@pytest.fixture(scope="module")
def answers():
    with receiver() as arrived:
        yield arrived


@pytest.fixture(scope="module", params=FUNCTIONS)
def function(request):
    return request.param


@pytest.fixture(scope="module")
def start(function, answers, deployed, runtime_packages, python_3_13, tmp_path_factory):
    """Starts the function's execution environment with the variables given."""
    places = deployed(function)

    def environment(**variables):
        log = tmp_path_factory.mktemp("log") / "function.log"
        named = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION")
        named += ("AWS_ENDPOINT_URL_S3", "AWS_DISABLE_HOST_PREFIX_INJECTION", "AWS_EC2_METADATA_DISABLED")
        return hosted(
            [python_3_13, "-S"],  # no site-packages of the interpreter's own
            task=places.task,
            path=(places.opt / "python", runtime_packages),
            environment={name: os.environ[name] for name in named} | variables.pop("environment", {}),
            log=log,
            **variables,
        )

    return environment


@pytest.fixture(scope="module")
def host(start):
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def expected(function, store):
    """(key, the bytes that come out of it)."""
    store.put("plain.txt", PERSONAL + LINES)
    store.put("lines.txt", LINES)
    store.put("lines.txt.gz", gzip.compress(LINES))
    if function == "decompress":
        return "lines.txt.gz", LINES
    if function == "pii_access_control":
        return "lines.txt", LINES
    hidden = PERSONAL
    for value in (b"Anna Miller", b"206-555-0100", b"anna.miller@example.com"):
        hidden = hidden.replace(value, b"*" * len(value))
    return "plain.txt", hidden + LINES


def test_get_object_sends_the_transformed_object(host, answers, store, expected):
    key, body = expected
    assert host.invoke(get_object_event(store.presigned(key))) == {"statusCode": 200}
    assert answers[-1].complete
    assert answers[-1].body == body


def test_head_object_tells_the_size_that_get_object_sends(host, store, expected):
    key, body = expected
    answer = host.invoke(head_object_event(store.presigned(key, "head_object")))
    assert (answer["statusCode"], int(answer["headers"]["Content-Length"])) == (200, len(body))


def test_range_is_taken_from_the_transformed_bytes(host, answers, store, expected):
    key, body = expected
    event = get_object_event(store.presigned(key), headers={"Range": "bytes=100-299"})
    assert host.invoke(event) == {"statusCode": 206}
    assert answers[-1].body == body[100:300]
    assert answers[-1].header("Content-Range") == f"bytes 100-299/{len(body)}"


def test_refusal_is_an_s3_error_with_its_own_code(function, host, answers, store, expected):
    refused = {
        "decompress": ("lines.txt", "UnsupportedFormat", 400),
        "pii_redaction": ("missing.txt", "NoSuchKey", 404),
        "pii_access_control": ("plain.txt", "AccessDenied", 403),
    }
    key, code, status = refused[function]
    assert host.invoke(get_object_event(store.presigned(key)))["errorCode"] == code
    assert (answers[-1].status, answers[-1].error_code) == (status, code)


def test_deadline_that_passes_before_the_first_byte_is_an_error_and_not_a_hang(host, answers):
    with stalled_origin() as url:
        started = time.monotonic()
        answer = host.invoke(get_object_event(url), seconds=3)
        took = time.monotonic() - started
    assert answer["errorCode"] == "RequestTimeout"
    assert (answers[-1].status, answers[-1].error_code) == (400, "RequestTimeout")
    assert took < 3


def test_snapshot_hooks_pass_and_the_restored_environment_answers(function, start, answers, store, expected):
    key, body = expected
    with start(snap_start=True) as host:
        assert host.restored
        host.invoke(get_object_event(store.presigned(key)))
    assert answers[-1].body == body


def test_several_threads_or_processes_work_on_one_object(function, start, answers, store, expected):
    key, body = expected
    workers = {"THREADS": "2"} if function == "decompress" else {"PROCESSES": "2"}
    with start(environment=workers) as host:
        assert host.invoke(get_object_event(store.presigned(key))) == {"statusCode": 200}
    assert answers[-1].body == body


def test_cold_start_and_memory_stay_within_bounds(function, start, answers, store, expected, capsys):
    key, _ = expected
    size = LARGE_BYTES[function]
    large = (LINES * (size // len(LINES) + 1))[:size]
    store.put("large", gzip.compress(large, 1) if function == "decompress" else large)
    with start() as host:
        init = host.cpu_seconds()
        first = timed(host, store.presigned(key))
        warm = timed(host, store.presigned(key))
        memory = host.peak_memory_bytes()
        large_seconds = timed(host, store.presigned("large"))
        peak = host.peak_memory_bytes()
        measured = {
            "function": function,
            "init_cpu_seconds": round(init, 2),
            "init_seconds_here": round(host.init_seconds, 2),
            "first_cpu_seconds": round(first, 3),
            "warm_cpu_seconds": round(warm, 3),
            "memory_MiB": round(memory / 2**20),
            "large_object_MB": round(size / 1e6, 1),
            "large_object_cpu_seconds": round(large_seconds, 2),
            "peak_memory_MiB": round(peak / 2**20),
        }
    with capsys.disabled():
        print("\n" + json.dumps(measured))
    assert answers[-1].body == large
    assert init + first < COLD_START_CPU_SECONDS[function]
    assert peak < PEAK_BYTES[function]


def timed(host, url):
    """The processor's seconds that one GetObject takes."""
    before = host.cpu_seconds()
    assert host.invoke(get_object_event(url)) == {"statusCode": 200}
    return host.cpu_seconds() - before


@contextmanager
def stalled_origin():
    """An origin that promises a gzip stream (or text), sends its first bytes, and then nothing."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve():
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.recv(65536)
            start = gzip.compress(random.Random(1).randbytes(4096))[:64]
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + start)
            over.wait(30)
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/bucket/stalled.gz?X-Amz-SignedHeaders=host"
    finally:
        over.set()
        listener.close()

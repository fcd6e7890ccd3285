"""Copies within and out of stores that people run, rclone serve s3 and ministack, and into one that throttles."""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import boto3
import pytest
from copying import copied, moto, s3, tree

from objectlambda.copy.job import MIB, Job, Status, Writing
from objectlambda.steps import Step
from objectlambda.stores.bucket import BucketOrigin
from waiting import eventually, listens

UNPACKED = (Step(function="decompress", payload='{"on_uncompressed": "pass"}'),)


@contextmanager
def started(name, *options, **environ):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name(name)), *(option.format(port=port) for option in options)]
    own = {**os.environ, **{key: value.format(port=port) for key, value in environ.items()}}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=own) as process:
        try:
            assert eventually(lambda: listens(port), 60)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@contextmanager
def rclone(folder):
    keys = f"{os.environ['AWS_ACCESS_KEY_ID']},{os.environ['AWS_SECRET_ACCESS_KEY']}"
    with started("rclone", "serve", "s3", "--auth-key", keys, "--addr", "127.0.0.1:{port}", str(folder)) as url:
        yield url


@contextmanager
def ministack(folder):
    home = {"HOME": str(folder), "TMPDIR": str(folder), "SERVICES": "s3", "IOT_MTLS_ENABLED": "0"}
    with started("ministack", BIND_HOST="127.0.0.1", GATEWAY_PORT="{port}", **home) as url:
        yield url


@pytest.mark.parametrize("store", [rclone, ministack])
def test_a_store_is_source_and_destination(store, tmp_path):
    content = os.urandom(1_000_000) * 12
    (tmp_path / "store").mkdir()
    with store(tmp_path / "store") as url:
        client = boto3.client("s3", endpoint_url=url)
        for bucket in ("raw", "clean"):
            client.create_bucket(Bucket=bucket)
        client.put_object(Bucket="raw", Key="deep/large.gz", Body=gzip.compress(content, 1))
        client.put_object(Bucket="raw", Key="small é.txt.gz", Body=gzip.compress(b"alpha"), Metadata={"owner": "team"})
        client.put_object(Bucket="raw", Key="cut.gz", Body=gzip.compress(content, 1)[:-9])
        raw, clean = (BucketOrigin(bucket=bucket, endpoint_url=url) for bucket in ("raw", "clean"))
        job = Job(source=raw, destination=clean, steps=UNPACKED, writing=Writing(part_bytes=5 * MIB))
        made = {key: outcome.status for key, outcome in copied(job).items()}
        good = {"deep/large.gz": Status.COPIED, "small é.txt.gz": Status.COPIED}
        assert made == {**good, "cut.gz": Status.REFUSED}
        again = {key: outcome.status for key, outcome in copied(job).items()}
        assert again == {**dict.fromkeys(good, Status.UNCHANGED), "cut.gz": Status.REFUSED}
        assert client.get_object(Bucket="clean", Key="deep/large.gz")["Body"].read() == content
        small = client.get_object(Bucket="clean", Key="small é.txt.gz")
        assert small["Body"].read() == b"alpha"
        assert {name.lower(): text for name, text in small["Metadata"].items()}["owner"] == "team"
        out = copied(Job(source=clean, destination=tmp_path / "out", steps=(Step(function="raw"),)))
        assert {outcome.status for outcome in out.values()} == {Status.COPIED}
    assert tree(tmp_path / "out") == {"deep/large.gz": content, "small é.txt.gz": b"alpha"}


class Throttling(BaseHTTPRequestHandler):
    """A store that answers the first writes 503 SlowDown, then hands them on."""

    protocol_version = "HTTP/1.1"
    behind = ""
    refusals = 0
    refused = 0

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if Throttling.refused < Throttling.refusals:
            Throttling.refused += 1
            said = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
            self.answer(503, said)
            return
        self.forward("PUT", body)

    def do_HEAD(self):
        self.forward("HEAD", b"")

    def forward(self, method, body):
        import urllib3

        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        response = urllib3.request(method, Throttling.behind + self.path, body=body, headers=headers, retries=False)
        self.answer(response.status, response.data, response.headers)

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing."""


def test_a_destination_that_asks_to_slow_down_is_waited_for(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a").write_bytes(b"alpha")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Throttling)
    Thread(target=server.serve_forever, daemon=True).start()
    with moto() as store:
        s3(store).create_bucket(Bucket="clean")
        Throttling.behind, Throttling.refusals = store, 3
        url = f"http://127.0.0.1:{server.server_address[1]}"
        clean = BucketOrigin(bucket="clean", endpoint_url=url)
        made = copied(Job(source=tmp_path / "source", destination=clean, steps=(Step(function="raw"),)))["a"]
        assert (made.status, Throttling.refused) == (Status.COPIED, 3)
        assert s3(store).get_object(Bucket="clean", Key="a")["Body"].read() == b"alpha"
    server.shutdown()

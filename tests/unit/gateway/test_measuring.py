"""Sizes of objects that take longer to measure than clients wait: work that was begun is not lost, and is bounded."""

from __future__ import annotations

import gzip
import re
import socketserver
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.emulator import heads
from objectlambda.gateway.runners import measurements
from objectlambda.gateway.server import running
from objectlambda.stores.bucket import BucketOrigin
from waiting import eventually

TEXT = Random(1).randbytes(120_000).hex().encode()
STORED = gzip.compress(TEXT, 1, mtime=0)
ENTRY = (
    "<Contents><Key>{}</Key><Size>{}</Size><ETag>&quot;e&quot;</ETag>"
    "<LastModified>2026-01-01T00:00:00Z</LastModified></Contents>"
)


class SlowStore:
    """An S3 whose objects come slowly after their first half until ``go_on`` is set; counts the reads of each key."""

    def __init__(self, keys):
        self.keys, self.reads, self.go_on, self.sending = keys, Counter(), threading.Event(), []

    def answer(self, method, target, wfile):
        path, _, query = target.partition("?")
        if "list-type=" in query or path == "/b":
            entries = "".join(ENTRY.format(key, len(STORED)) for key in self.keys)
            return self._send(wfile, f"<ListBucketResult>{entries}</ListBucketResult>".encode())
        if method == "HEAD":
            return self._send(wfile, STORED, body=False)
        self.reads[path.removeprefix("/b/")] += 1
        self._send(wfile, STORED, body=False)
        self.sending.append(path)
        try:
            sent = len(STORED) // 2
            wfile.write(STORED[:sent])
            while not self.go_on.wait(0.05):  # a byte now and then: nobody takes it for dead
                wfile.write(STORED[sent : sent + 1])
                sent += 1
            return wfile.write(STORED[sent:])
        finally:
            self.sending.remove(path)

    def _send(self, wfile, content, *, body=True):
        head = f'HTTP/1.1 200 OK\r\nETag: "e"\r\nConnection: close\r\nContent-Length: {len(content)}\r\n\r\n'
        wfile.write(head.encode() + (content if body else b""))


@contextmanager
def slow_store(*keys):
    store = SlowStore(keys)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            method, target, _ = self.rfile.readline().decode().split()
            while self.rfile.readline().strip():
                pass
            try:
                store.answer(method, target, self.wfile)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        store.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield store
        finally:
            store.go_on.set()
            server.shutdown()


@contextmanager
def gateway(store, folder, shared=None, **more):
    where = BucketOrigin(bucket="b", endpoint_url=store.url, addressing_style="path", region="us-east-1")
    point = replace(parse_access_point("files=decompress", folder), origin=where)
    with running(GatewayConfig(access_points={"files": point}, port=0, **more), shared=shared) as url:
        yield url


def client(url, seconds=30.0):
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}, read_timeout=seconds)
    return boto3.client("s3", endpoint_url=url, region_name="us-east-1", config=config)


def sizes(url, **asked):
    return [(item["Key"], item["Size"]) for item in client(url).list_objects_v2(Bucket="files", **asked)["Contents"]]


def refusal(call, *arguments, **named):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **named)
    error = caught.value.response
    return error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Code"], error["Error"].get("Message", "")


HOSTS = {"in process": {}, "cache": {"cache": True}, "wire": {"wire": True}}


@pytest.fixture(params=HOSTS)
def host(request, tmp_path):
    more = dict(HOSTS[request.param])
    return {**more, "cache": CacheConfig(folder=tmp_path / "kept")} if "cache" in more else more


def test_a_head_that_its_client_gives_up_goes_on_and_is_found_by_the_next(tmp_path, host):
    with slow_store("a.gz") as store, gateway(store, tmp_path, **host) as url:
        for _ in range(2):
            with pytest.raises(ReadTimeoutError):
                client(url, 0.4).head_object(Bucket="files", Key="a.gz")
        store.go_on.set()
        assert client(url).head_object(Bucket="files", Key="a.gz")["ContentLength"] == len(TEXT)
        assert store.reads["a.gz"] <= (2 if "cache" in host else 1)  # the cache is filled by a read of its own


@pytest.mark.parametrize("host", ["in process", "cache"], indirect=True)
def test_a_part_whose_size_takes_longer_than_its_client_waits_is_found_by_the_next(tmp_path, host):
    with slow_store("a.gz") as store, gateway(store, tmp_path, **host) as url:
        for _ in range(3):
            with pytest.raises(ReadTimeoutError):
                client(url, 0.4).get_object(Bucket="files", Key="a.gz", Range="bytes=-9")
        assert eventually(lambda: len(store.sending) == 1)
        reads = store.reads["a.gz"]
        store.go_on.set()
        told = client(url).get_object(Bucket="files", Key="a.gz", Range="bytes=-9")
        assert (told["ContentRange"], told["Body"].read()) == (
            f"bytes {len(TEXT) - 9}-{len(TEXT) - 1}/{len(TEXT)}",
            TEXT[-9:],
        )
        assert store.reads["a.gz"] <= reads + 2  # ranges that seek ask for the object's first bytes, too


def test_a_handler_measures_on_when_its_service_waits_no_longer(tmp_path):
    with slow_store("a.gz") as store, gateway(store, tmp_path, wire=True, wire_seconds=1.0) as url:
        for _ in range(2):
            assert refusal(client(url).head_object, Bucket="files", Key="a.gz")[0] == 500
        store.go_on.set()
        assert client(url).head_object(Bucket="files", Key="a.gz")["ContentLength"] == len(TEXT)
        assert client(url).get_object(Bucket="files", Key="a.gz")["ContentLength"] == len(TEXT)
        assert store.reads["a.gz"] == 2  # one for the size, one for the body


def test_a_listing_that_takes_too_long_is_measured_on_to_its_end(tmp_path, host):
    with slow_store("a.gz", "b.gz") as store, gateway(store, tmp_path, measuring_seconds=0.3, **host) as url:
        for _ in range(2):
            status, code, message = refusal(client(url).list_objects_v2, Bucket="files")
            assert (status, code) == (503, "SlowDown")
            assert re.search("list_sizes.*", message) and "mask_bytes" in message and "--cache" in message
        store.go_on.set()
        assert eventually(lambda: store.reads == {"a.gz": 1, "b.gz": 1})  # nobody asked for b.gz again
        assert eventually(lambda: listed_at_all(url)) == [("a.gz", len(TEXT)), ("b.gz", len(TEXT))]
        assert sizes(url, MaxKeys=1000, Prefix="") == [("a.gz", len(TEXT)), ("b.gz", len(TEXT))]
        assert store.reads == {"a.gz": 1, "b.gz": 1}


def listed_at_all(url):
    try:
        return sizes(url)
    except ClientError:
        return []


def test_a_listing_that_its_client_gives_up_goes_on(tmp_path):
    with slow_store("a.gz", "b.gz") as store, gateway(store, tmp_path) as url:
        with pytest.raises(ReadTimeoutError):
            client(url, 0.4).list_objects_v2(Bucket="files")
        store.go_on.set()
        assert eventually(lambda: store.reads == {"a.gz": 1, "b.gz": 1})


@pytest.mark.parametrize("workers", [False, True])
def test_processes_that_share_a_folder_measure_an_object_once(tmp_path, workers):
    shared = {"shared": tmp_path / "kept"} if workers else {"cache": CacheConfig(folder=tmp_path / "kept")}
    two = {**shared, "measuring_seconds": 0.3}
    with slow_store("a.gz") as store, gateway(store, tmp_path, **two) as one, gateway(store, tmp_path, **two) as other:
        for url in (one, other):
            assert refusal(sizes, url)[0] == 503
        store.go_on.set()
        for url in (one, other):
            assert eventually(lambda url=url: listed_at_all(url)) == [("a.gz", len(TEXT))]
        assert store.reads == {"a.gz": 1}
        assert not list((tmp_path / "kept/measures").glob("*.measuring"))


@pytest.mark.parametrize("host", ["in process", "wire"], indirect=True)
def test_what_goes_on_is_bounded_and_ends_with_the_gateway(tmp_path, host, monkeypatch):
    for module in (heads, measurements):
        monkeypatch.setattr(module, "MOST_ABANDONED", 2)
    keys = [f"{number}.gz" for number in range(4)]
    with slow_store(*keys) as store:
        with gateway(store, tmp_path, **host) as url:
            for key in keys:
                with pytest.raises(ReadTimeoutError):
                    client(url, 0.3).head_object(Bucket="files", Key=key)
            assert eventually(lambda: len(store.reads) == len(keys))
            assert eventually(lambda: len(store.sending) == 2)
        assert eventually(lambda: not store.sending)


def test_an_object_that_takes_longer_than_it_may_is_refused_for_good(tmp_path, host):
    with slow_store("a.gz") as store, gateway(store, tmp_path, object_seconds=0.3, **host) as url:
        s3 = client(url)
        for _ in range(3):
            assert refusal(s3.head_object, Bucket="files", Key="a.gz")[0] == 400
            status, code, message = refusal(s3.list_objects_v2, Bucket="files")
            assert (status, code) == (400, "RequestTimeout")
            assert "mask_bytes" in message
        assert store.reads == {"a.gz": 1}


def test_with_stored_sizes_nothing_is_measured_and_no_listing_tells_what_reads_do_not(tmp_path):
    with slow_store("a.gz") as store, gateway(store, tmp_path, list_sizes="stored") as url:
        store.go_on.set()
        assert refusal(sizes, url)[0] == 400
        assert not store.reads
        client(url).head_object(Bucket="files", Key="a.gz")
        assert sizes(url) == [("a.gz", len(TEXT))]

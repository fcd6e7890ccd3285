"""Objects that rclone and s3cmd uploaded in parts, with their digests as user metadata, read through the gateway.

Both compare what they read with what such metadata says, and both go by it to tell what need not be read again.
"""

from __future__ import annotations

import gzip
from random import Random

import pytest
from ports import free_port
from real_clients import program, rclone
from real_origins import KEY_ID, SECRET, Endpoint, started

from objectlambda.demo.serving import serving

pytestmark = pytest.mark.long

PARTS = ("--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M")
TEXT = Random(1).randbytes(5_500_000).hex().encode()


def s3cmd(where, *words):
    host = where.url.removeprefix("http://")
    keys = ("--access_key", KEY_ID, "--secret_key", SECRET, "--region", "us-east-1", "--config", "/dev/null")
    return program("s3cmd", *words, *keys, "--host", host, "--host-bucket", host, "--no-ssl", "--no-progress")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("uploaded")
    (folder / "large.gz").write_bytes(gzip.compress(TEXT, 1, mtime=0))
    (folder / "small.gz").write_bytes(gzip.compress(TEXT[:6000], mtime=0))
    (folder / "plain.txt").write_bytes(b"plain text\n")
    return folder


@pytest.fixture(scope="module")
def gateway(stored):
    port = free_port()
    with started(["moto_server", "-H", "127.0.0.1", "-p", str(port)], port):
        origin = Endpoint(f"http://127.0.0.1:{port}", 0, key_id=KEY_ID, secret=SECRET)
        rclone(origin, "mkdir", "gateway:store")
        rclone(origin, "copy", str(stored), "gateway:store/rclone", *PARTS)
        s3cmd(origin, "put", f"{stored}/", "s3://store/s3cmd/", "--recursive", "--multipart-chunk-size-mb", "5")
        points = ["--access-point", "files=decompress,on_uncompressed=pass", "--access-point", "plain=raw"]
        with serving(["s3://store", "--endpoint-url", origin.url, *points]) as served:
            yield Endpoint(served.url, served.pid, key_id=KEY_ID, secret=SECRET)


@pytest.mark.parametrize("point", ["files", "plain"])
def test_rclone_copies_what_it_uploaded_in_parts_once(gateway, stored, tmp_path, point):
    rclone(gateway, "copy", f"gateway:{point}/rclone", str(tmp_path))
    check_same(tmp_path, stored, point)
    rclone(gateway, "copy", f"gateway:{point}/rclone", str(tmp_path), "--immutable")
    rclone(gateway, "check", f"gateway:{point}/rclone", str(tmp_path), "--download")


@pytest.mark.parametrize("point", ["files", "plain"])
def test_s3cmd_syncs_what_it_uploaded_and_reads_nothing_twice(gateway, stored, tmp_path, point):
    first = s3cmd(gateway, "sync", f"s3://{point}/s3cmd/", f"{tmp_path}/")
    assert first.count(b"download:") == 3
    check_same(tmp_path, stored, point)
    assert b"download:" not in s3cmd(gateway, "sync", f"s3://{point}/s3cmd/", f"{tmp_path}/")


def check_same(folder, stored, point):
    for path in stored.iterdir():
        content = path.read_bytes()
        if point == "files" and path.suffix == ".gz":
            content = gzip.decompress(content)
        assert (folder / path.name).read_bytes() == content

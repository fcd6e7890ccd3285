"""The AWS CLI, s3fs with pandas, pyarrow and rclone: each plans its reads in its own way, each gets the true bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas
import pyarrow.dataset
import pytest
import s3fs
from pyarrow import fs
from real_origins import KEY_ID, ODD_KEY, SECRET

every_way = pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-folder", "wire-rclone", "cached-folder"])
# Directories are read by the sizes in listings, which S3 Object Lambda leaves as they are stored.
exact_listings = pytest.mark.parametrize("gateway", ["inprocess-folder", "inprocess-rclone", "cached-moto"])


@pytest.fixture
def url(gateways, gateway):
    return gateways[gateway].url


def program(name: str, *arguments: str, **environ: str) -> bytes:
    command = [str(Path(sys.executable).with_name(name)), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env={**os.environ, **environ})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def aws(url: str, *arguments: str) -> bytes:
    return program("aws", "--endpoint-url", url, "s3", *arguments)


def rclone(url: str, *arguments: str) -> bytes:
    remote = {
        "TYPE": "s3",
        "PROVIDER": "Other",
        "ENDPOINT": url,
        "ACCESS_KEY_ID": KEY_ID,
        "SECRET_ACCESS_KEY": SECRET,
        "REGION": "us-east-1",
    }
    environ = {f"RCLONE_CONFIG_GATEWAY_{name}": value for name, value in remote.items()}
    return program("rclone", *arguments, "--retries", "1", "--low-level-retries", "1", RCLONE_CONFIG="", **environ)


@every_way
def test_aws_s3_cp_writes_the_true_file(url, objects, tmp_path):
    for key in ("table.csv.gz", "table.csv.zst", ODD_KEY):
        aws(url, "cp", "--only-show-errors", f"s3://files/{key}", str(tmp_path / "out"))
        assert (tmp_path / "out").read_bytes() == objects.content[key]


@every_way
def test_aws_s3_cp_streams_to_standard_output(url, objects):
    assert aws(url, "cp", "s3://files/small.csv.gz", "-") == objects.content["small.csv.gz"]


@every_way
def test_aws_s3_ls_names_every_object(url, objects):
    listed = aws(url, "ls", "--recursive", "s3://files").decode()
    assert all(key in listed for key in [*objects.content, "bundle.zip"])
    assert "PRE deep/" in aws(url, "ls", "s3://files").decode()


@every_way
def test_aws_s3_sync_writes_the_true_files(url, objects, tmp_path):
    aws(url, "sync", "--only-show-errors", "s3://files", str(tmp_path), "--exclude", "*.zip")
    for key, content in objects.content.items():
        assert (tmp_path / key).read_bytes() == content


@exact_listings
def test_aws_s3_sync_has_nothing_left_to_do_the_second_time(url, tmp_path):
    aws(url, "sync", "--only-show-errors", "s3://files", str(tmp_path), "--exclude", "*.zip")
    assert aws(url, "sync", "--size-only", "s3://files", str(tmp_path), "--exclude", "*.zip") == b""


@pytest.fixture
def s3_filesystem(url):
    s3fs.S3FileSystem.clear_instance_cache()
    return s3fs.S3FileSystem(key=KEY_ID, secret=SECRET, endpoint_url=url)


@every_way
@pytest.mark.parametrize("key", ["table.csv.gz", "blocks.csv.gz"])
def test_s3fs_reads_whole_files_and_their_parts(s3_filesystem, objects, key):
    assert s3_filesystem.cat(f"files/{key}") == objects.table
    assert s3_filesystem.info(f"files/{key}")["size"] == len(objects.table)
    with s3_filesystem.open(f"files/{key}", block_size=2**20) as stream:
        stream.seek(-100, 2)
        assert stream.read() == objects.table[-100:]
        stream.seek(5_000_000)
        assert stream.read(1000) == objects.table[5_000_000:5_001_000]


@every_way
def test_pandas_reads_every_row(url, objects):
    s3fs.S3FileSystem.clear_instance_cache()
    options = {"key": KEY_ID, "secret": SECRET, "endpoint_url": url}
    frame = pandas.read_csv("s3://files/table.csv.gz", compression=None, storage_options=options)
    rows = objects.table.count(b"\n") - 1
    assert len(frame) == rows
    assert frame["square"].sum() == sum(n * n for n in range(rows))


@exact_listings
def test_s3fs_reads_every_byte_of_what_it_has_listed(s3_filesystem, objects):
    assert sorted(s3_filesystem.find("files/deep")) == [f"files/{ODD_KEY}"]
    s3_filesystem.ls("files")
    with s3_filesystem.open("files/small.csv.gz") as stream:
        assert stream.read() == objects.content["small.csv.gz"]


@pytest.fixture
def arrow(url):
    host = url.removeprefix("http://")
    return fs.S3FileSystem(
        access_key=KEY_ID, secret_key=SECRET, endpoint_override=host, scheme="http", region="us-east-1"
    )


# Arrow goes by the suffix and would decompress once more what already is: it is told not to, or sees no suffix.
@every_way
def test_pyarrow_reads_a_stream_and_a_file(arrow, objects):
    with arrow.open_input_stream("files/table.csv.zst", buffer_size=2**20, compression=None) as stream:
        assert stream.read() == objects.table
    with arrow.open_input_file("files/table.csv.gz") as stream:
        assert stream.size() == len(objects.table)
        assert stream.read_at(1000, 5_000_000) == objects.table[5_000_000:5_001_000]


@every_way
def test_pyarrow_reads_a_stream_in_many_small_ranges(arrow, objects):
    with arrow.open_input_stream("files/small.csv.gz", buffer_size=16 * 1024, compression=None) as stream:
        assert stream.read() == objects.content["small.csv.gz"]


@exact_listings
def test_pyarrow_dataset_reads_every_row_of_a_file_and_a_directory(arrow, objects):
    for place, content in (
        ("bare/small.csv", objects.content["small.csv.gz"]),
        ("bare/deep", objects.content[ODD_KEY]),
    ):
        table = pyarrow.dataset.dataset(place, filesystem=arrow, format="csv").to_table()
        assert table.num_rows == len(content.splitlines()) - 1


@every_way
def test_rclone_copies_and_shows_the_true_bytes(url, objects, tmp_path):
    assert rclone(url, "cat", "gateway:files/small.csv.gz") == objects.content["small.csv.gz"]
    rclone(url, "copyto", "gateway:files/table.csv.gz", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == objects.table


@every_way
def test_pyarrow_reads_an_object_of_blocks_in_small_ranges(arrow, objects):
    with arrow.open_input_stream("files/blocks.csv.gz", buffer_size=256 * 1024, compression=None) as stream:
        assert stream.read() == objects.table


@every_way
@pytest.mark.parametrize("key", ["table.csv.zst", "blocks.csv.gz"])
def test_rclone_copies_in_parallel_parts(url, objects, tmp_path, key):
    parts = ("--multi-thread-cutoff", "1M", "--multi-thread-streams", "4", "--multi-thread-chunk-size", "4M")
    rclone(url, "copyto", f"gateway:files/{key}", str(tmp_path / "out"), *parts)
    assert (tmp_path / "out").read_bytes() == objects.table


@exact_listings
def test_rclone_copies_a_directory(url, objects, tmp_path):
    rclone(url, "copy", "gateway:files", str(tmp_path), "--exclude", "*.zip")
    for key, content in objects.content.items():
        assert (tmp_path / key).read_bytes() == content

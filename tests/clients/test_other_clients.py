"""The AWS CLI, s3fs with pandas, pyarrow and rclone: each plans its reads in its own way, each gets the true bytes."""

from __future__ import annotations

import pandas
import pyarrow.dataset
import pytest
from real_clients import arrow, aws, rclone, s3_filesystem, storage_options
from real_origins import ODD_KEY

every_way = pytest.mark.parametrize(
    "gateway", ["inprocess-folder", "wire-folder", "wire-rclone", "cached-folder", "inprocess-ministack", "tls-moto"]
)
# Directories are read by the sizes in listings.
exact_listings = pytest.mark.parametrize(
    "gateway", ["inprocess-folder", "inprocess-rclone", "cached-moto", "tls-folder"]
)


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


@every_way
def test_aws_s3_cp_writes_the_true_file(endpoint, objects, tmp_path):
    for key in ("table.csv.zst", ODD_KEY):
        aws(endpoint, "s3", "cp", "--only-show-errors", f"s3://files/{key}", str(tmp_path / "out"))
        assert (tmp_path / "out").read_bytes() == objects.content[key]


@every_way
def test_aws_s3_cp_streams_to_standard_output(endpoint, objects):
    assert aws(endpoint, "s3", "cp", "s3://files/small.csv.gz", "-") == objects.content["small.csv.gz"]


@pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-rclone", "tls-moto"])
def test_aws_s3_ls_names_every_object(endpoint, objects):
    listed = aws(endpoint, "s3", "ls", "--recursive", "s3://files").decode()
    assert all(key in listed for key in [*objects.content, "bundle.zip"])
    assert "PRE deep/" in aws(endpoint, "s3", "ls", "s3://files").decode()


@every_way
def test_aws_s3_sync_writes_the_true_files(endpoint, objects, tmp_path):
    aws(endpoint, "s3", "sync", "--only-show-errors", "s3://files", str(tmp_path), "--exclude", "*.zip")
    for key, content in objects.content.items():
        assert (tmp_path / key).read_bytes() == content


@exact_listings
def test_aws_s3_sync_has_nothing_left_to_do_the_second_time(endpoint, tmp_path):
    aws(endpoint, "s3", "sync", "--only-show-errors", "s3://files", str(tmp_path), "--exclude", "*.zip")
    assert aws(endpoint, "s3", "sync", "--size-only", "s3://files", str(tmp_path), "--exclude", "*.zip") == b""


@pytest.fixture
def remote(endpoint):
    return s3_filesystem(endpoint)


@every_way
@pytest.mark.parametrize("key", ["table.csv.gz", "blocks.csv.gz"])
def test_s3fs_reads_whole_files_and_their_parts(remote, objects, key):
    assert remote.cat(f"files/{key}") == objects.table
    assert remote.info(f"files/{key}")["size"] == len(objects.table)
    with remote.open(f"files/{key}", block_size=2**20) as stream:
        stream.seek(-100, 2)
        assert stream.read() == objects.table[-100:]
        stream.seek(5_000_000)
        assert stream.read(1000) == objects.table[5_000_000:5_001_000]


@every_way
def test_pandas_reads_every_row(endpoint, objects):
    options = storage_options(endpoint)
    frame = pandas.read_csv("s3://files/table.csv.gz", compression=None, storage_options=options)
    rows = objects.table.count(b"\n") - 1
    assert len(frame) == rows
    assert frame["square"].sum() == sum(n * n for n in range(rows))


@exact_listings
def test_s3fs_reads_every_byte_of_what_it_has_listed(remote, objects):
    assert sorted(remote.find("files/deep")) == [f"files/{ODD_KEY}"]
    remote.ls("files")
    with remote.open("files/small.csv.gz") as stream:
        assert stream.read() == objects.content["small.csv.gz"]


@pytest.fixture
def columns(endpoint):
    return arrow(endpoint)


# Arrow goes by the suffix and would decompress once more what already is: it is told not to, or sees no suffix.
@every_way
def test_pyarrow_reads_a_stream_and_a_file(columns, objects):
    with columns.open_input_stream("files/table.csv.zst", buffer_size=2**20, compression=None) as stream:
        assert stream.read() == objects.table
    with columns.open_input_file("files/table.csv.gz") as stream:
        assert stream.size() == len(objects.table)
        assert stream.read_at(1000, 5_000_000) == objects.table[5_000_000:5_001_000]


@every_way
def test_pyarrow_reads_a_stream_in_many_small_ranges(columns, objects):
    with columns.open_input_stream("files/small.csv.gz", buffer_size=16 * 1024, compression=None) as stream:
        assert stream.read() == objects.content["small.csv.gz"]


@exact_listings
def test_pyarrow_dataset_reads_every_row_of_a_file_and_a_directory(columns, objects):
    for place, content in (
        ("bare/small.csv", objects.content["small.csv.gz"]),
        ("bare/deep", objects.content[ODD_KEY]),
    ):
        table = pyarrow.dataset.dataset(place, filesystem=columns, format="csv").to_table()
        assert table.num_rows == len(content.splitlines()) - 1


@every_way
def test_rclone_copies_and_shows_the_true_bytes(endpoint, objects, tmp_path):
    assert rclone(endpoint, "cat", "gateway:files/small.csv.gz") == objects.content["small.csv.gz"]
    rclone(endpoint, "copyto", "gateway:files/table.csv.gz", str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == objects.table


@every_way
def test_pyarrow_reads_an_object_of_blocks_in_small_ranges(columns, objects):
    with columns.open_input_stream("files/blocks.csv.gz", buffer_size=256 * 1024, compression=None) as stream:
        assert stream.read() == objects.table


@every_way
@pytest.mark.parametrize("key", ["table.csv.zst", "blocks.csv.gz"])
def test_rclone_copies_in_parallel_parts(endpoint, objects, tmp_path, key):
    parts = ("--multi-thread-cutoff", "1M", "--multi-thread-streams", "4", "--multi-thread-chunk-size", "4M")
    rclone(endpoint, "copyto", f"gateway:files/{key}", str(tmp_path / "out"), *parts)
    assert (tmp_path / "out").read_bytes() == objects.table


@exact_listings
def test_rclone_copies_a_directory(endpoint, objects, tmp_path):
    rclone(endpoint, "copy", "gateway:files", str(tmp_path), "--exclude", "*.zip")
    for key, content in objects.content.items():
        assert (tmp_path / key).read_bytes() == content

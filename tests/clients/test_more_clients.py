"""OpenDAL, awscrt's transfers, s3cmd, cloudpathlib and HDF5 over s3fs: each gets the true bytes in its own way."""

from __future__ import annotations

import cloudpathlib
import h5py
import pytest
from botocore.exceptions import ClientError
from opendal.exceptions import NotFound
from real_clients import boto3_client, crt_downloads, opendal_operator, s3_filesystem, s3cmd
from real_origins import ODD_KEY

every_way = pytest.mark.parametrize("gateway", ["inprocess-folder", "wire-folder", "cached-folder"])
SMALL = ("small.csv.gz", ODD_KEY)
exact_listings = pytest.mark.parametrize("gateway", ["inprocess-folder", "cached-folder"])


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


@every_way
def test_opendal_reads_whole_objects_and_their_parts(endpoint, objects):
    operator = opendal_operator(endpoint, "files")
    for key, content in objects.content.items():
        assert operator.stat(key).content_length == len(content)
        assert operator.read(key) == content
    with operator.open("table.csv.gz", "rb") as stream:
        stream.seek(5_000_000)
        assert stream.read(1000) == objects.table[5_000_000:5_001_000]
    with pytest.raises(NotFound):
        operator.read("no-such-key")


@exact_listings
def test_opendal_lists_the_transformed_sizes(endpoint, objects):
    operator = opendal_operator(endpoint, "files")
    listed = {entry.path: entry.metadata.content_length for entry in operator.scan("")}
    assert {key: listed[key] for key in objects.content} == {key: len(data) for key, data in objects.content.items()}


@every_way
def test_crt_downloads_in_parallel_parts(endpoint, objects, tmp_path):
    with crt_downloads(endpoint) as download:  # the files have their names once it ends
        download("files", "table.csv.gz", str(tmp_path / "table"))
        download("files", ODD_KEY, str(tmp_path / "odd"))
        with pytest.raises(Exception, match=r"404|NoSuchKey|Not Found"):
            download("files", "no-such-key", str(tmp_path / "none"))
    assert (tmp_path / "table").read_bytes() == objects.table
    assert (tmp_path / "odd").read_bytes() == objects.content[ODD_KEY]


@every_way
def test_s3cmd_gets_the_true_files(endpoint, objects, tmp_path):
    s3cmd(endpoint, "get", *(f"s3://files/{key}" for key in SMALL), f"{tmp_path}/")
    for key in SMALL:
        assert (tmp_path / key.rpartition("/")[2]).read_bytes() == objects.content[key]
    (tmp_path / "half").write_bytes(objects.table[:5_000_000])
    s3cmd(endpoint, "get", "--continue", "s3://files/table.csv.gz", str(tmp_path / "half"))
    assert (tmp_path / "half").read_bytes() == objects.table


@exact_listings
def test_s3cmd_syncs_beside_an_archive_without_a_choice_and_reads_nothing_twice(endpoint, objects, tmp_path):
    with pytest.raises(ClientError, match="400"):
        boto3_client(endpoint).head_object(Bucket="files", Key="bundle.zip")
    # What is left out is listed, too, and s3cmd would end where the head of a part of the listing is refused.
    options = ["sync", "--exclude=*", "--include=deep/*", "s3://files/", f"{tmp_path}/"]
    s3cmd(endpoint, *options)
    assert (tmp_path / ODD_KEY).read_bytes() == objects.content[ODD_KEY]
    assert b"download:" not in s3cmd(endpoint, *options)


@every_way
def test_cloudpathlib_reads_files_and_walks(endpoint, objects, tmp_path):
    keys = {"aws_access_key_id": endpoint.key_id, "aws_secret_access_key": endpoint.secret}
    client = cloudpathlib.S3Client(local_cache_dir=tmp_path, endpoint_url=endpoint.url, **keys)
    root = client.S3Path("s3://files/")
    for key in SMALL:
        assert (root / key).read_bytes() == objects.content[key]
    assert {path.key for path in root.rglob("*.gz")} >= {key for key in objects.content if key.endswith(".gz")}
    assert not (root / "no-such-key").exists()


@every_way
def test_h5py_reads_slices_over_s3fs(endpoint, cube):
    with s3_filesystem(endpoint).open("files/cube.h5.gz", block_size=64 * 1024) as stream, h5py.File(stream) as opened:
        assert (opened["cube"][17, 100:200, ::7] == cube[17, 100:200, ::7]).all()
        assert (opened["cube"][:] == cube).all()

"""obstore (Rust's object_store), smart_open and minio-py: objects by the whole, by ranges, as streams, in listings."""

from __future__ import annotations

import gzip
import io
from contextlib import closing

import obstore
import pytest
import smart_open
from minio.error import S3Error
from real_clients import boto3_client, minio_client, object_store
from real_origins import ODD_KEY, Endpoint

from objectlambda.demo.serving import serving

every_way = pytest.mark.parametrize("gateway", ["wire-folder", "cached-folder", "inprocess-ministack", "tls-moto"])
exact_listings = pytest.mark.parametrize("gateway", ["inprocess-rclone", "cached-ministack", "tls-folder"])
MIB = 1024 * 1024


@pytest.fixture
def endpoint(gateways, gateway):
    return gateways[gateway]


@every_way
def test_obstore_reads_parallel_ranges(endpoint, objects):
    store = object_store(endpoint, "files")
    starts = [0, 5_000_000, 13_000_000]
    parts = obstore.get_ranges(store, "table.csv.gz", starts=starts, lengths=[10, 3 * MIB, 1000], coalesce=0)
    expected = (
        objects.table[:10],
        objects.table[5_000_000 : 5_000_000 + 3 * MIB],
        objects.table[13_000_000:13_001_000],
    )
    assert tuple(map(bytes, parts)) == expected
    assert bytes(obstore.get_range(store, ODD_KEY, start=1000, length=9)) == objects.content[ODD_KEY][1000:1009]


@every_way
def test_obstore_is_told_what_is_there_and_what_is_not(endpoint, objects):
    store = object_store(endpoint, "files")
    head = obstore.head(store, "table.csv.gz")
    assert head["size"] == len(objects.table)
    assert bytes(obstore.get_range(store, "table.csv.gz", start=0, length=5)) == objects.table[:5]
    with pytest.raises(FileNotFoundError):
        obstore.get(store, "no-such-key")


# object_store takes no object without a length, and a function behind S3 Object Lambda need not tell one.
@pytest.mark.parametrize("gateway", ["inprocess-folder", "cached-moto", "tls-ministack"])
def test_obstore_streams_whole_objects(endpoint, objects):
    store = object_store(endpoint, "files")
    for key, content in objects.content.items():
        answer = obstore.get(store, key)
        assert answer.meta["size"] == len(content)
        assert b"".join(map(bytes, answer.stream(min_chunk_size=MIB))) == content


@pytest.mark.parametrize("cached", [False, True])
def test_obstore_is_told_the_length_of_what_nobody_has_measured(tmp_path, objects, cached):
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects/new.gz").write_bytes(gzip.compress(objects.table, 1))
    options = ["--cache", str(tmp_path / "kept")] if cached else []
    with serving([str(tmp_path / "objects"), "--access-point", "files=decompress", *options]) as served:
        store = object_store(Endpoint(served.url, served.pid), "files")
        assert bytes(obstore.get(store, "new.gz").bytes()) == objects.table


@exact_listings
def test_obstore_lists_the_transformed_sizes(endpoint, objects):
    listed = {item["path"]: item["size"] for page in obstore.list(object_store(endpoint, "files")) for item in page}
    assert {key: listed[key] for key in objects.content} == {k: len(v) for k, v in objects.content.items()}
    grouped = obstore.list_with_delimiter(object_store(endpoint, "files"), "deep")
    assert grouped["common_prefixes"] == ["deep/er"]


@every_way
def test_smart_open_streams_lines_and_seeks(endpoint, objects):
    options = {"compression": "disable", "transport_params": {"client": boto3_client(endpoint), "buffer_size": MIB}}
    with smart_open.open("s3://files/table.csv.gz", "rb", **options) as stream:
        assert stream.readline() == b"n,square,name\n"
        stream.seek(5_000_000)
        assert stream.read(1000) == objects.table[5_000_000:5_001_000]
        stream.seek(-7, io.SEEK_END)
        assert stream.read() == objects.table[-7:]
    with smart_open.open(f"s3://files/{ODD_KEY}", "r", **options) as lines:
        assert sum(1 for _ in lines) == len(objects.content[ODD_KEY].splitlines())


@every_way
def test_minio_reads_objects_and_their_parts(endpoint, objects, tmp_path):
    client = minio_client(endpoint)
    for key, content in objects.content.items():
        with closing(client.get_object(bucket_name="files", object_name=key)) as answer:
            assert answer.read() == content
    asked = {"object_name": "table.csv.gz", "offset": 5_000_000, "length": 1000}
    with closing(client.get_object(bucket_name="files", **asked)) as part:
        assert part.read() == objects.table[5_000_000:5_001_000]
    client.fget_object(bucket_name="files", object_name="table.csv.zst", file_path=str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == objects.table
    with pytest.raises(S3Error) as caught:
        client.get_object(bucket_name="files", object_name="no-such-key")
    assert caught.value.code == "NoSuchKey"


@exact_listings
def test_minio_lists_the_transformed_sizes(endpoint, objects):
    client = minio_client(endpoint)
    assert client.bucket_exists(bucket_name="files")
    assert "files" in [bucket.name for bucket in client.list_buckets()]
    listed = {item.object_name: item.size for item in client.list_objects(bucket_name="files", recursive=True)}
    assert {key: listed[key] for key in objects.content} == {k: len(v) for k, v in objects.content.items()}
    assert client.stat_object(bucket_name="files", object_name=ODD_KEY).size == len(objects.content[ODD_KEY])

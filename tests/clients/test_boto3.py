"""boto3 reads the true bytes through every runner from every origin: whole, by parallel ranges, by conditions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError
from real_clients import boto3_client
from real_origins import ODD_KEY

ALL = [
    "inprocess-folder",
    "inprocess-rclone",
    "inprocess-moto",
    "inprocess-ministack",
    "wire-folder",
    "wire-rclone",
    "wire-moto",
    "wire-ministack",
    "cached-folder",
    "cached-moto",
    "cached-ministack",
    "tls-folder",
    "tls-moto",
]
every_gateway = pytest.mark.parametrize("gateway", ALL)
MIB = 1024 * 1024


@pytest.fixture
def s3(gateways, gateway):
    return boto3_client(gateways[gateway])


def refusal(call, **parameters):
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    answer = caught.value.response
    return answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"].get("Code")


@every_gateway
def test_get_object_returns_the_true_bytes(s3, objects):
    for key, content in objects.content.items():
        answer = s3.get_object(Bucket="files", Key=key)
        assert answer["Body"].read() == content
        assert answer["ContentType"] == "text/csv"


@every_gateway
def test_get_object_returns_the_chosen_member(s3, objects):
    assert s3.get_object(Bucket="member", Key="bundle.zip")["Body"].read() == objects.table


@every_gateway
def test_head_object_tells_the_transformed_size_and_the_etag_of_get_object(s3, objects):
    for key, content in objects.content.items():
        head = s3.head_object(Bucket="files", Key=key)
        assert head["ContentLength"] == len(content)
        assert head["ETag"] == s3.get_object(Bucket="files", Key=key)["ETag"]
        assert head["LastModified"] == s3.get_object(Bucket="files", Key=key)["LastModified"]


@every_gateway
@pytest.mark.parametrize("key", ["table.csv.gz", "table.csv.zst", "blocks.csv.gz"])
def test_download_file_puts_parallel_ranges_together(s3, objects, tmp_path, key):
    ranges = TransferConfig(multipart_threshold=MIB, multipart_chunksize=3 * MIB, max_concurrency=4)
    s3.download_file("files", key, str(tmp_path / "out"), Config=ranges)
    assert (tmp_path / "out").read_bytes() == objects.content[key]


@every_gateway
@pytest.mark.parametrize("key", ["table.csv.gz", "blocks.csv.gz"])
def test_ranges_are_those_of_the_transformed_object(s3, objects, key):
    total = len(objects.table)
    for asked, first, stop in (
        ("bytes=0-99", 0, 100),
        ("bytes=1000000-1000009", 1_000_000, 1_000_010),
        (f"bytes={total - 5}-", total - 5, total),
        ("bytes=-7", total - 7, total),
    ):
        answer = s3.get_object(Bucket="files", Key=key, Range=asked)
        assert answer["Body"].read() == objects.table[first:stop]
        assert answer["ContentRange"] == f"bytes {first}-{stop - 1}/{total}"
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert refusal(s3.get_object, Bucket="files", Key=key, Range=f"bytes={total}-") == (416, "InvalidRange")


@every_gateway
def test_part_numbers_cut_the_transformed_object(s3, objects):
    answer = s3.get_object(Bucket="files", Key="table.csv.gz", PartNumber=2)
    assert answer["Body"].read() == objects.table[5 * MIB : 10 * MIB]
    assert answer["PartsCount"] == -(-len(objects.table) // (5 * MIB))


# rclone serve s3 ignores If-Match and If-None-Match, so there is nothing to translate for it.
@pytest.mark.parametrize("gateway", [name for name in ALL if "rclone" not in name])
def test_conditions_are_met_by_the_transformed_etag(s3, objects):
    etag = s3.head_object(Bucket="files", Key="small.csv.gz")["ETag"]
    stale = '"0123456789abcdef0123456789abcdef-1"'
    both = {"Bucket": "files", "Key": "small.csv.gz"}
    assert s3.get_object(**both, IfMatch=etag)["Body"].read() == objects.content["small.csv.gz"]
    assert s3.get_object(**both, IfNoneMatch=stale)["ETag"] == etag
    assert refusal(s3.get_object, **both, IfNoneMatch=etag)[0] == 304
    assert refusal(s3.get_object, **both, IfMatch=stale) == (412, "PreconditionFailed")
    assert refusal(s3.head_object, **both, IfNoneMatch=etag)[0] == 304


@every_gateway
def test_a_missing_key_is_a_404(s3):
    assert refusal(s3.get_object, Bucket="files", Key="no-such-key") == (404, "NoSuchKey")
    assert refusal(s3.head_object, Bucket="files", Key="no-such-key")[0] == 404


@every_gateway
def test_listings_show_every_key_once_over_all_pages(s3, objects, gateway):
    expected = sorted(str(path.relative_to(objects.folder)) for path in objects.folder.rglob("*") if path.is_file())
    # moto's NextMarker is no key, which the prefix of the origin could be put before.
    for version in ("list_objects_v2",) if gateway == "wire-moto" else ("list_objects", "list_objects_v2"):
        pages = s3.get_paginator(version).paginate(Bucket="files", PaginationConfig={"PageSize": 2})
        assert [item["Key"] for page in pages for item in page.get("Contents", ())] == expected
    grouped = s3.list_objects_v2(Bucket="files", Delimiter="/", Prefix="deep/")
    assert [item["Prefix"] for item in grouped["CommonPrefixes"]] == ["deep/er/"]
    assert s3.list_objects_v2(Bucket="files", Prefix="deep/er/")["Contents"][0]["Key"] == ODD_KEY


@pytest.mark.parametrize("gateway", ["inprocess-folder", "inprocess-rclone", "cached-moto", "cached-ministack"])
def test_listings_show_the_transformed_sizes(s3, objects):
    listed = {item["Key"]: item for item in s3.list_objects_v2(Bucket="files")["Contents"]}
    for key, content in objects.content.items():
        assert listed[key]["Size"] == len(content)


@every_gateway
def test_sixty_parallel_reads_return_the_true_bytes(s3, objects):
    def read(_):
        return s3.get_object(Bucket="files", Key="small.csv.gz")["Body"].read()

    with ThreadPoolExecutor(60) as pool:
        assert set(pool.map(read, range(60))) == {objects.content["small.csv.gz"]}


@pytest.mark.parametrize("gateway", ["inprocess-folder"])
def test_raw_returns_the_stored_bytes(s3, objects):
    for key in objects.content:
        assert s3.get_object(Bucket="stored", Key=key)["Body"].read() == (objects.folder / key).read_bytes()

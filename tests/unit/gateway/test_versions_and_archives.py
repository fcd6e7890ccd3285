"""Versions and archived objects of a real bucket: listed and told of under the same laws as what is read."""

from __future__ import annotations

import gzip

import pytest
from botocore.exceptions import ClientError
from bucket_gateways import gateway_over, moto_bucket, s3_client

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import CacheConfig, GatewayConfig
from objectlambda.gateway.server import running

OLD, NEW = b"old\n" * 500, b"new\n" * 40_000
POINTS = ("files=decompress", "plain=raw", "guard=pii_access_control")


@pytest.fixture(scope="module")
def bucket():
    with moto_bucket("in/") as (origin, store):
        store.put_bucket_versioning(Bucket="store", VersioningConfiguration={"Status": "Enabled"})
        for body in (OLD, NEW):
            store.put_object(Bucket="store", Key="in/a.gz", Body=gzip.compress(body, mtime=0))
        store.put_object(Bucket="store", Key="in/gone.gz", Body=gzip.compress(OLD, mtime=0))
        store.delete_object(Bucket="store", Key="in/gone.gz")
        for storage in ("GLACIER", "DEEP_ARCHIVE"):
            metadata = {"patient": "Maria Sanchez", "md5chksum": "x"}
            cold = gzip.compress(NEW, mtime=0)
            store.put_object(Bucket="store", Key=f"in/{storage}.gz", Body=cold, StorageClass=storage, Metadata=metadata)
        yield origin


@pytest.fixture(scope="module", params=[False, True], ids=["in process", "wire"])
def s3(request, bucket):
    with gateway_over(bucket, POINTS, wire=request.param) as url:
        yield s3_client(url)


@pytest.mark.parametrize("point", ["files", "plain"])
def test_versions_are_those_of_the_origin_with_what_reads_give(s3, point):
    listed = s3.list_object_versions(Bucket=point)
    versions = [item for item in listed["Versions"] if item["Key"] in ("a.gz", "gone.gz")]
    assert [item["Key"] for item in versions].count("a.gz") == 2
    assert [(item["Key"], item["IsLatest"]) for item in listed["DeleteMarkers"]] == [("gone.gz", True)]
    for item in versions:
        read = s3.get_object(Bucket=point, Key=item["Key"], VersionId=item["VersionId"])
        assert (len(read["Body"].read()), read["ETag"]) == (item["Size"], item["ETag"])
    assert {item["IsLatest"] for item in versions if item["Key"] == "a.gz"} == {True, False}


def test_missing_keys_and_versions_are_told_as_s3_tells_them_with_the_cache_too(s3, bucket, tmp_path):
    with gateway_over(bucket, POINTS, cache=CacheConfig(folder=tmp_path / "kept")) as url:
        for client in (s3, s3_client(url)):
            with pytest.raises(ClientError, match=r"NoSuchKey.*The specified key does not exist"):
                client.get_object(Bucket="files", Key="nothing.gz")
            with pytest.raises(ClientError, match=r"NoSuchVersion.*The specified version does not exist"):
                client.get_object(Bucket="files", Key="a.gz", VersionId="00000000-0000-0000-0000-000000000000")


def test_versions_come_in_pages(s3):
    found, marker = [], {}
    while True:
        page = s3.list_object_versions(Bucket="files", MaxKeys=1, **marker)
        found += page.get("Versions", []) + page.get("DeleteMarkers", [])
        if not page["IsTruncated"]:
            break
        marker = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}
    assert len({(item["Key"], item["VersionId"]) for item in found}) == len(found) == 6
    assert s3.list_object_versions(Bucket="files", Prefix="a")["Versions"][0]["Key"] == "a.gz"
    with pytest.raises(ClientError, match="InvalidArgument"):
        s3.list_object_versions(Bucket="files", VersionIdMarker="null")


@pytest.mark.parametrize("storage", ["GLACIER", "DEEP_ARCHIVE"])
@pytest.mark.parametrize("point", ["files", "guard"])
def test_a_head_of_an_archived_object_tells_its_class_and_nothing_stored(s3, point, storage):
    head = s3.head_object(Bucket=point, Key=f"{storage}.gz")
    assert head["StorageClass"] == storage
    assert "LastModified" in head and head["ETag"].strip('"')
    assert "content-length" not in head["ResponseMetadata"]["HTTPHeaders"]
    assert head["Metadata"] == {}
    with pytest.raises(ClientError, match="InvalidObjectState"):
        s3.get_object(Bucket=point, Key=f"{storage}.gz")


def test_a_folder_has_one_version_of_each_object(tmp_path):
    for name in ("a.gz", "b/c.gz", "d.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(OLD, mtime=0))
    point = parse_access_point("files=decompress", tmp_path)
    with running(GatewayConfig(access_points={"files": point}, port=0, allow_anonymous=True)) as url:
        s3 = s3_client(url)
        first = s3.list_object_versions(Bucket="files", Delimiter="/", MaxKeys=2)
        assert [(item["Key"], item["VersionId"], item["Size"]) for item in first["Versions"]] == [
            ("a.gz", "null", 2000)
        ]
        assert [item["Prefix"] for item in first["CommonPrefixes"]] == ["b/"]
        rest = s3.list_object_versions(Bucket="files", Delimiter="/", KeyMarker=first["NextKeyMarker"])
        assert [item["Key"] for item in rest["Versions"]] == ["d.gz"]


@pytest.mark.parametrize("point", ["files", "plain"])
def test_response_headers_may_be_overridden_in_latin_1(s3, point):
    named = 'attachment; filename="ü½é.csv"'
    read = s3.get_object(Bucket=point, Key="a.gz", ResponseContentDisposition=named, ResponseContentType="text/x")
    assert (read["ContentDisposition"], read["ContentType"]) == (named, "text/x")
    for value in ('attachment; filename="名.csv"', "a\x85b", "a\nb"):
        with pytest.raises(ClientError, match="InvalidArgument"):
            s3.get_object(Bucket=point, Key="a.gz", ResponseContentDisposition=value)

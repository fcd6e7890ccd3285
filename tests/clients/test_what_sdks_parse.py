"""What clients of S3 read out of errors, headers and regions: each by a request as SDKs send it."""

from __future__ import annotations

import gzip
import io
import urllib.error
import urllib.request
import zipfile

import boto3
import numpy as np
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.server import ThreadedMotoServer

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.stores.bucket import BucketOrigin

TEXT = b"one line\n" * 100
KEYS = {"aws_access_key_id": "AKIAREADER", "aws_secret_access_key": "a secret key of the reader"}


@pytest.fixture(scope="module")
def documents():
    workbook, arrays = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    np.savez(arrays, only=np.arange(10))
    jar = io.BytesIO()
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
    return {"report.xlsx": workbook.getvalue(), "array.npz": arrays.getvalue(), "upload-41": jar.getvalue()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, documents):
    place = tmp_path_factory.mktemp("objects")
    (place / "a.txt.gz").write_bytes(gzip.compress(TEXT))
    for name in ("empty.gz", "_SUCCESS"):
        (place / name).touch()
    for name, data in documents.items():
        (place / name).write_bytes(data)
    with zipfile.ZipFile(place / "one.zip", "w") as archive:
        for name in ("._notes.txt", "notes.txt", "Thumbs.db", ".DS_Store"):
            archive.writestr(name, TEXT if name == "notes.txt" else b"\0\1")
    return place


def gateway(origin, *points, **more):
    parsed = [parse_access_point(text, origin) for text in points]
    return running(GatewayConfig(access_points={point.name: point for point in parsed}, port=0, **more))


@pytest.fixture(scope="module")
def url(folder):
    points = ("files=decompress", "mixed=decompress,on_uncompressed=pass", "strict=decompress,on_empty=fail")
    with gateway(folder, *points) as served:
        yield served


@pytest.fixture(scope="module")
def client(url):
    return boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEYS)


def check_ranges_behind_the_end(url, *points):
    for point, key, size in points:
        request = urllib.request.Request(f"{url}/{point}/{key}", headers={"Range": "bytes=5000-"})
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=10)
        body = caught.value.read().decode()
        assert caught.value.code == 416
        assert f"<ActualObjectSize>{size}</ActualObjectSize>" in body
        assert "<RangeRequested>bytes=5000-</RangeRequested>" in body


def test_a_range_behind_the_end_tells_the_size_that_there_is(url):
    check_ranges_behind_the_end(url, ("files", "a.txt.gz", len(TEXT)), ("files", "empty.gz", 0))


def test_functions_on_the_wire_tell_it_too(folder):
    with gateway(folder, "files=decompress", "raw-files=raw", wire=True) as url:
        check_ranges_behind_the_end(
            url, ("files", "a.txt.gz", len(TEXT)), ("files", "empty.gz", 0), ("raw-files", "_SUCCESS", 0)
        )


def test_an_error_names_what_it_is_about(client):
    with pytest.raises(ClientError) as no_key:
        client.get_object(Bucket="files", Key="no/ü.gz")
    assert no_key.value.response["Error"]["Key"] == "no/ü.gz"
    with pytest.raises(ClientError) as no_bucket:
        client.list_objects_v2(Bucket="nothing")
    assert no_bucket.value.response["Error"]["BucketName"] == "nothing"
    with pytest.raises(ClientError) as no_part:
        client.get_object(Bucket="files", Key="a.txt.gz", PartNumber=7)
    said = no_part.value.response["Error"]
    assert (said["PartNumberRequested"], said["ActualPartCount"]) == ("7", "1")
    with pytest.raises(ClientError) as changed:
        client.get_object(Bucket="files", Key="a.txt.gz", IfMatch='"other"')
    assert changed.value.response["Error"]["Condition"] == "If-Match"


def test_empty_objects_come_as_they_are_or_fail_as_gzip_does(client):
    for key in ("empty.gz", "_SUCCESS"):
        assert client.get_object(Bucket="files", Key=key)["Body"].read() == b""
    with pytest.raises(ClientError, match="empty"):
        client.get_object(Bucket="strict", Key="empty.gz")


def test_zip_files_that_are_no_archives_to_their_users_pass_as_they_are(client, documents):
    for key, data in documents.items():
        answer = client.get_object(Bucket="mixed", Key=key)
        assert (answer["Body"].read(), answer["ContentLength"]) == (data, len(data))
    part = client.get_object(Bucket="mixed", Key="array.npz", Range="bytes=10-19")
    assert part["Body"].read() == documents["array.npz"][10:20]


def test_what_file_managers_leave_in_an_archive_is_no_member(client):
    assert client.get_object(Bucket="files", Key="one.zip")["Body"].read() == TEXT


def test_a_client_that_does_not_know_the_region_finds_it(folder):
    callers = {"reader": KeyPair(access_key=KEYS["aws_access_key_id"], secret_key=KEYS["aws_secret_access_key"])}
    with gateway(folder, "files=decompress", callers=callers, region="eu-west-1") as url:
        path_style = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 2})
        stranger = boto3.client("s3", endpoint_url=url, region_name="us-east-1", config=path_style, **KEYS)
        assert stranger.get_bucket_location(Bucket="files")["LocationConstraint"] == "eu-west-1"
        # botocore reads the region out of the error and signs the request again.
        assert stranger.get_object(Bucket="files", Key="a.txt.gz")["Body"].read() == TEXT


@pytest.fixture(scope="module")
def bucket():
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "moto", "aws_secret_access_key": "moto"}
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)
    s3.create_bucket(Bucket="stored")
    s3.put_object(Bucket="stored", Key="plain.txt", Body=TEXT, ContentEncoding="aws-chunked")
    s3.put_object(
        Bucket="stored", Key="app.log.gz", Body=gzip.compress(TEXT), ContentEncoding="gzip,aws-chunked",
        ContentDisposition="attachment; filename=\"app.log.gz\"; filename*=UTF-8''app%20%C3%A9.log.gz",
    )  # fmt: skip
    yield BucketOrigin(bucket="stored", endpoint_url=endpoint, region="us-east-1")
    server.stop()


def test_aws_chunked_is_no_coding_and_file_names_lose_the_suffix_that_was_decoded(bucket, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with gateway(bucket, "files=decompress,on_uncompressed=pass", "kept=raw") as url:
        client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", **KEYS)
        decoded = client.get_object(Bucket="files", Key="app.log.gz")
        assert decoded["Body"].read() == TEXT
        assert "ContentEncoding" not in decoded
        assert decoded["ContentDisposition"] == "attachment; filename=\"app.log\"; filename*=UTF-8''app%20%C3%A9.log"
        plain = client.get_object(Bucket="files", Key="plain.txt")
        assert (plain["Body"].read(), "ContentEncoding" in plain) == (TEXT, False)
        kept = client.get_object(Bucket="kept", Key="app.log.gz")
        assert kept["ContentEncoding"] == "gzip"
        assert kept["ContentDisposition"].startswith('attachment; filename="app.log.gz"')

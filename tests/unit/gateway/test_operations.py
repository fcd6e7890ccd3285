"""Each operation through a real client: what it tells is of the transformed object."""

from __future__ import annotations

import gzip

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.operations import RESPONDERS
from objectlambda.gateway.server import running
from objectlambda.s3.operations import Operation, Target

TEXT = b"some lines\n" * 1000
ALL = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"]


@pytest.fixture(scope="module", params=[False, True], ids=["in process", "wire"])
def client(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("objects")
    (folder / "a.gz").write_bytes(gzip.compress(TEXT))
    points = [parse_access_point(text, folder) for text in ("files=decompress", "stored=raw")]
    config = GatewayConfig(access_points={point.name: point for point in points}, port=0, wire=request.param)
    with running(config) as url:
        yield boto3.client("s3", endpoint_url=url, region_name="us-east-1", config=Config(signature_version=UNSIGNED))


def test_every_operation_has_a_function():
    assert set(RESPONDERS) == {known for known in Operation if known.row.target is not Target.SERVICE}


def test_attributes_are_those_of_the_transformed_object(client):
    head = client.head_object(Bucket="files", Key="a.gz")
    told = client.get_object_attributes(Bucket="files", Key="a.gz", ObjectAttributes=ALL)
    assert (told["ETag"], told["ObjectSize"], told["StorageClass"]) == (head["ETag"].strip('"'), len(TEXT), "STANDARD")
    assert told["LastModified"] == head["LastModified"]
    assert not {"Checksum", "ObjectParts"} & set(told)
    only = client.get_object_attributes(Bucket="files", Key="a.gz", ObjectAttributes=["ObjectSize"])
    assert not {"ETag", "StorageClass"} & set(only)
    stored = client.get_object_attributes(Bucket="stored", Key="a.gz", ObjectAttributes=ALL)
    assert stored["ObjectSize"] == len(gzip.compress(TEXT))


def test_tags_are_empty(client):
    assert client.get_object_tagging(Bucket="files", Key="a.gz")["TagSet"] == []


def test_what_is_not_there_is_404(client):
    for call in (client.get_object_tagging, client.get_object_attributes):
        more = {} if call == client.get_object_tagging else {"ObjectAttributes": ALL}
        with pytest.raises(ClientError) as caught:
            call(Bucket="files", Key="missing", **more)
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_an_attribute_that_s3_does_not_have_is_refused(client):
    with pytest.raises(ClientError) as caught:
        client.get_object_attributes(Bucket="files", Key="a.gz", ObjectAttributes=["Content"])
    assert caught.value.response["Error"]["Code"] == "InvalidArgument"


def test_acls_give_the_owner_full_control(client):
    for acl in (client.get_bucket_acl(Bucket="files"), client.get_object_acl(Bucket="files", Key="a.gz")):
        [grant] = acl["Grants"]
        assert (grant["Permission"], grant["Grantee"]["ID"]) == ("FULL_CONTROL", acl["Owner"]["ID"])
    with pytest.raises(ClientError, match=r"404|NoSuchKey"):
        client.get_object_acl(Bucket="files", Key="missing")


def test_buckets_are_listed_by_prefix_and_page(client):
    assert [bucket["Name"] for bucket in client.list_buckets(Prefix="st")["Buckets"]] == ["stored"]
    first = client.list_buckets(MaxBuckets=1)
    assert [bucket["Name"] for bucket in first["Buckets"]] == ["files"]
    rest = client.list_buckets(MaxBuckets=1, ContinuationToken=first["ContinuationToken"])
    assert [bucket["Name"] for bucket in rest["Buckets"]] == ["stored"]
    assert "ContinuationToken" not in rest
    with pytest.raises(ClientError, match="max-buckets"):
        client.list_buckets(MaxBuckets=10_001)

"""ETags of what hides something: sealed, the same for GET, HEAD, ranges, conditions, listings, hosts and workers."""

from __future__ import annotations

import base64
import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.cache.cache import CacheConfig
from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running

TEXT = b"employee 7: SSN 536-22-1234, status active\n"
CLEAN = b"the weather is fine\n"
HIDING = (
    "red=pii_redaction",
    "guard=pii_access_control",
    "chain=decompress+pii_redaction,decompress.on_uncompressed=pass",
    "after=pii_redaction+decompress,decompress.on_uncompressed=pass",
)
OPEN = ("zip=decompress,on_uncompressed=pass", "plain=raw")


@pytest.fixture(scope="module")
def bucket():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    url = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
    s3 = boto3.client("s3", endpoint_url=url, **keys)
    s3.create_bucket(Bucket="store")
    for key, body in (("pii.txt", TEXT), ("clean.txt", CLEAN), ("clean.txt.gz", gzip.compress(CLEAN, mtime=0))):
        s3.put_object(Bucket="store", Key=key, Body=body, ChecksumAlgorithm="SHA256")
    with pytest.MonkeyPatch.context() as patched:
        for name, value in (("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("A_TAG_KEY", "k" * 32)):
            patched.setenv(name, value)
        yield url
    server.stop()


def config(url, *points, **more):
    from objectlambda.stores.bucket import BucketOrigin

    origin = BucketOrigin(bucket="store", endpoint_url=url, region="us-east-1")
    parsed = [parse_access_point(text, origin) for text in points]
    return GatewayConfig(access_points={point.name: point for point in parsed}, port=0, **more)


def client(url):
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
    )


def status(call, **asked):
    try:
        return call(**asked)["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]


def digests(body):
    made = [hashlib.new(name, body, usedforsecurity=False) for name in ("md5", "sha1", "sha256")]
    return [text for digest in made for text in (digest.hexdigest(), base64.b64encode(digest.digest()).decode())]


HOSTS = {"direct": {}, "wire": {"wire": True}, "cache": {"cache": True}}


@pytest.fixture(scope="module", params=HOSTS)
def gateway(request, bucket, tmp_path_factory):
    more = dict(HOSTS[request.param])
    points = [text for text in (*HIDING, *OPEN) if not more.get("wire") or "+" not in text]
    if "cache" in more:
        more["cache"] = CacheConfig(folder=tmp_path_factory.mktemp("cache"))
    with running(config(bucket, *points, **more)) as url:
        yield client(url), [text.partition("=")[0] for text in points]


def test_one_tag_for_get_head_range_condition_and_listing(gateway):
    s3, points = gateway
    for point in points:
        if point in ("zip", "plain"):
            continue
        listed = {item["Key"]: item["ETag"] for item in s3.list_objects_v2(Bucket=point)["Contents"]}
        assert listed == {item["Key"]: item["ETag"] for item in s3.list_objects(Bucket=point)["Contents"]}
        versions = {item["Key"]: item["ETag"] for item in s3.list_object_versions(Bucket=point)["Versions"]}
        assert versions["pii.txt"] == listed["pii.txt"]
        for key in ("clean.txt", "clean.txt.gz"):
            assert versions[key] == listed[key]
            read = {"Bucket": point, "Key": key}
            tag = s3.get_object(**read)["ETag"]
            assert tag == listed[key] == s3.head_object(**read)["ETag"]
            assert tag == s3.get_object(**read, Range="bytes=2-5", IfMatch=tag)["ETag"]
            assert status(s3.get_object, **read, IfNoneMatch=tag) == 304
            assert status(s3.head_object, **read, IfNoneMatch=tag) == 304
            assert "-" in tag
        assert len(set(listed.values())) == len(listed)


def test_no_digest_of_the_stored_bytes_leaves(gateway):
    s3, points = gateway
    for point in points:
        if point in ("zip", "plain"):
            continue
        said = [str(s3.list_objects_v2(Bucket=point)), str(s3.list_objects(Bucket=point))]
        for key in ("pii.txt", "clean.txt"):
            for call in (s3.get_object, s3.head_object):
                try:
                    said.append(str(call(Bucket=point, Key=key, ChecksumMode="ENABLED")))
                except ClientError as error:
                    assert (point, key) == ("guard", "pii.txt")
                    said.append(str(error.response))
        for body in (TEXT, CLEAN):
            assert not [digest for digest in digests(body) if digest in "".join(said)]


def test_a_right_guess_of_the_origins_tag_is_answered_as_a_wrong_one(gateway):
    s3, _ = gateway
    right, wrong = (f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"' for body in (TEXT, b"guess"))
    for point in ("red", "guard"):
        for condition in ("IfMatch", "IfNoneMatch"):
            for call in (s3.get_object, s3.head_object):
                tried = [status(call, Bucket=point, Key="pii.txt", **{condition: tag}) for tag in (right, wrong)]
                assert tried[0] == tried[1], (point, condition)
                assert condition == "IfNoneMatch" or tried[0] == 412


def test_decompress_keeps_its_stable_tag_and_raw_the_origins(gateway):
    s3, _ = gateway
    md5 = hashlib.md5(gzip.compress(CLEAN, mtime=0), usedforsecurity=False).hexdigest()
    assert s3.get_object(Bucket="zip", Key="clean.txt.gz")["ETag"].startswith(f'"{md5}-ol')
    assert len(s3.get_object(Bucket="zip", Key="clean.txt.gz")["ETag"]) == len(f'"{md5}-ol12345678"')
    assert s3.get_object(Bucket="plain", Key="clean.txt.gz")["ETag"] == f'"{md5}"'


def test_replicas_with_the_same_secret_have_the_same_tags_and_others_none_of_them(bucket, monkeypatch):
    monkeypatch.setenv("ANOTHER_TAG_KEY", "K" * 32)
    tags = []
    for reference in ("env:A_TAG_KEY", "env:A_TAG_KEY", "env:ANOTHER_TAG_KEY", ""):
        with running(config(bucket, "red=pii_redaction", tag_key=reference)) as url:
            tags.append(client(url).get_object(Bucket="red", Key="clean.txt")["ETag"])
    assert tags[0] == tags[1]
    assert len(set(tags)) == 3


@pytest.mark.parametrize("secret", ["tag_key", "page_token"])
def test_a_gateway_does_not_start_without_the_secret_that_it_names(secret, monkeypatch):
    for value, said in ((None, "not set"), ("k" * 15, "16 bytes")):
        monkeypatch.delenv("A_SECRET", raising=False)
        if value is not None:
            monkeypatch.setenv("A_SECRET", value)
        with pytest.raises(InvalidSettings, match=said):
            check_exposure(GatewayConfig(access_points={}, **{secret: "env:A_SECRET"}))


def test_readers_at_once_see_one_tag_and_equal_objects_at_two_places_two(gateway):
    s3, _ = gateway
    with ThreadPoolExecutor(4) as pool:
        asked = [(point, "clean.txt") for point in ("red", "guard") for _ in range(8)]
        tags = list(pool.map(lambda pair: s3.get_object(Bucket=pair[0], Key=pair[1])["ETag"], asked))
    assert len(set(tags[:8])) == len(set(tags[8:])) == 1
    assert tags[0] != tags[-1]

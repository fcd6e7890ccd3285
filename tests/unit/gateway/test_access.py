"""Who may read what, what an access point lets through, chains, and going on with another configuration."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import JSONFileLoader

from objectlambda.gateway.config.toml_file import read_config
from objectlambda.gateway.server import TICK_SECONDS, running
from objectlambda.stores.bucket import BucketOrigin, BucketStore
from objectlambda.stores.files import file_etag
from waiting import eventually

TOML = """
[gateway]
port = 0

[callers.ann]
access_key = "AKIAANN"
secret_key_env = "ANN"

[callers.bob]
access_key = "AKIABOB"
secret_key_env = "BOB"

[origins.here]
folder = "objects"

[access_points.both]
function = "decompress"

[access_points.only-ann]
function = "decompress"
callers = ["ann"]

[access_points.public]
function = "raw"
anonymous = true

[access_points.chained]
functions = ["decompress", "raw"]

[access_points.partly]
function = "decompress"
actions = ["GetObject"]
allowed_features = []
rules = [{ pattern = "*.txt", function = "raw" }]
"""
SECRETS = {"ANN": "ann-secret", "BOB": "bob-secret"}
TEXT = b"".join(b"%d\n" % n for n in range(50_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gateway")
    (folder / "objects").mkdir()
    (folder / "objects/a.gz").write_bytes(gzip.compress(TEXT))
    (folder / "objects/b.txt").write_bytes(b"plain")
    (folder / "gateway.toml").write_text(TOML)
    return folder


@pytest.fixture(scope="module")
def url(folder):
    with running(read_config(folder / "gateway.toml", SECRETS)) as url:
        yield url


def client(url, name="ann", secret=None, **options):
    keys = {"aws_access_key_id": f"AKIA{name.upper()}", "aws_secret_access_key": secret or f"{name}-secret"}
    options = {"retries": {"total_max_attempts": 1}, "s3": {"addressing_style": "path"}, **options}
    return boto3.client("s3", endpoint_url=url, region_name="us-east-1", config=Config(**options), **keys)


def anonymous(url):
    from botocore import UNSIGNED

    return client(url, signature_version=UNSIGNED)


def code(call, **parameters):
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    return caught.value.response["Error"]["Code"]


def test_callers_read_what_is_theirs(url):
    assert client(url, "ann").get_object(Bucket="only-ann", Key="a.gz")["Body"].read() == TEXT
    assert client(url, "bob").get_object(Bucket="both", Key="a.gz")["Body"].read() == TEXT
    assert code(client(url, "bob").get_object, Bucket="only-ann", Key="a.gz") == "AccessDenied"
    assert code(client(url, "bob").list_objects_v2, Bucket="only-ann") == "AccessDenied"
    assert code(client(url, "bob").head_object, Bucket="only-ann", Key="a.gz") == "403"


def test_wrong_and_unknown_keys_are_refused(url):
    assert code(client(url, secret="x").get_object, Bucket="both", Key="a.gz") == "SignatureDoesNotMatch"
    assert code(client(url, "eve").get_object, Bucket="both", Key="a.gz") == "InvalidAccessKeyId"
    assert code(client(url, secret="x").get_object, Bucket="public", Key="a.gz") == "SignatureDoesNotMatch"


def test_nobody_reads_only_what_is_anonymous(url):
    assert anonymous(url).get_object(Bucket="public", Key="b.txt")["Body"].read() == b"plain"
    assert code(anonymous(url).get_object, Bucket="both", Key="a.gz") == "AccessDenied"
    assert code(anonymous(url).get_object, Bucket="nowhere", Key="a.gz") == "AccessDenied"
    assert [item["Name"] for item in anonymous(url).list_buckets()["Buckets"]] == ["public"]


def test_everybody_sees_the_access_points_that_they_may_read(url):
    names = {item["Name"] for item in client(url, "bob").list_buckets()["Buckets"]}
    assert names == {"both", "public", "chained", "partly"}


def test_presigned_urls_are_good_for_one_object_and_one_method(url):
    import urllib.request
    from urllib.error import HTTPError

    s3 = client(url, signature_version="s3v4")
    signed = s3.generate_presigned_url("get_object", {"Bucket": "only-ann", "Key": "a.gz"}, ExpiresIn=60)
    assert urllib.request.urlopen(signed).read() == TEXT
    for changed in (signed.replace("a.gz", "b.gz"), signed.replace("Expires=60", "Expires=600")):
        with pytest.raises(HTTPError) as caught:
            urllib.request.urlopen(changed)
        assert caught.value.code == 403
    old = client(url, signature_version="s3").generate_presigned_url("get_object", {"Bucket": "both", "Key": "a.gz"})
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(old)
    assert b"signature_version" in caught.value.read()


def test_a_chain_hands_on_sizes_ranges_and_conditions(url):
    s3 = client(url)
    head = s3.head_object(Bucket="chained", Key="a.gz")
    assert head["ContentLength"] == len(TEXT)
    assert head["ETag"].count("-ol") == 1  # decompress adds one; raw hands out what it got, and adds none
    assert s3.get_object(Bucket="chained", Key="a.gz", IfMatch=head["ETag"])["Body"].read() == TEXT
    part = s3.get_object(Bucket="chained", Key="a.gz", Range="bytes=1000-1999", IfMatch=head["ETag"])
    assert part["Body"].read() == TEXT[1000:2000]
    assert part["ContentRange"] == f"bytes 1000-1999/{len(TEXT)}"
    assert s3.get_object(Bucket="chained", Key="a.gz", PartNumber=1)["Body"].read() == TEXT
    assert code(s3.get_object, Bucket="chained", Key="a.gz", IfNoneMatch=head["ETag"]) == "304"
    assert code(s3.get_object, Bucket="chained", Key="a.gz", IfMatch='"other"') == "PreconditionFailed"
    assert code(s3.get_object, Bucket="chained", Key="missing") == "NoSuchKey"


@pytest.mark.parametrize("point", ["both", "chained", "public"])
def test_a_listing_tells_the_tags_and_sizes_that_reads_do(url, point):
    s3 = client(url)
    for entry in s3.list_objects_v2(Bucket=point)["Contents"]:
        try:
            head = s3.head_object(Bucket=point, Key=entry["Key"])
        except ClientError:
            continue  # it is stored uncompressed, and listed as it is stored
        assert (entry["ETag"], entry["Size"]) == (head["ETag"], head["ContentLength"])
        assert s3.get_object(Bucket=point, Key=entry["Key"])["ETag"] == entry["ETag"]
        assert code(s3.get_object, Bucket=point, Key=entry["Key"], IfNoneMatch=entry["ETag"]) == "304"


def test_actions_that_are_not_listed_pass_the_stored_object_and_listings_tell_what_reads_give(url, folder):
    s3 = client(url)
    assert s3.get_object(Bucket="partly", Key="a.gz")["Body"].read() == TEXT
    stored = (folder / "objects/a.gz").stat().st_size
    assert s3.head_object(Bucket="partly", Key="a.gz")["ContentLength"] == stored
    assert [item["Size"] for item in s3.list_objects_v2(Bucket="partly", Prefix="a")["Contents"]] == [len(TEXT)]


def test_features_that_are_not_allowed_are_not_implemented(url):
    assert code(client(url).get_object, Bucket="partly", Key="a.gz", Range="bytes=0-1") == "NotImplemented"
    assert code(client(url).get_object, Bucket="partly", Key="a.gz", PartNumber=1) == "NotImplemented"


def test_raw_keeps_the_etag_of_the_stored_object_and_its_conditions(url, folder):
    s3 = client(url)
    stored = file_etag((folder / "objects/b.txt").stat())
    assert s3.head_object(Bucket="public", Key="b.txt")["ETag"] == stored
    assert s3.get_object(Bucket="public", Key="b.txt", IfMatch=stored)["ETag"] == stored
    assert s3.get_object(Bucket="public", Key="b.txt", Range="bytes=0-0")["ETag"] == stored
    listed = s3.list_objects_v2(Bucket="public", Prefix="b")["Contents"]
    assert [item["ETag"] for item in listed] == [stored]
    assert code(s3.get_object, Bucket="public", Key="b.txt", IfNoneMatch=stored) == "304"
    assert code(s3.head_object, Bucket="public", Key="b.txt", IfNoneMatch=stored) == "304"
    assert code(s3.get_object, Bucket="public", Key="b.txt", IfMatch='"other"') == "PreconditionFailed"
    assert s3.get_object(Bucket="public", Key="b.txt", IfNoneMatch='"other"')["Body"].read() == b"plain"


def test_rules_choose_by_the_key(url):
    assert client(url).get_object(Bucket="partly", Key="b.txt")["Body"].read() == b"plain"


@contextmanager
def served(path):
    """A gateway in a process of its own with the configuration at ``path``: the process, its URL, what it says."""
    command = [sys.executable, "-m", "objectlambda.cli.main", "serve", "--config", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, **SECRETS}) as process:
        try:
            said = iter(process.stderr.readline, b"")
            url = next(line for line in said if b"serving at" in line).split()[4].rstrip(b";").decode()
            yield process, url, said
        finally:
            process.terminate()
            process.communicate(timeout=20)


def test_sighup_reads_the_file_again_and_a_mistake_in_it_changes_nothing(folder):
    path = folder / "changing.toml"
    path.write_text(TOML)
    with served(path) as (process, url, said):
        s3 = client(url)
        assert code(s3.get_object, Bucket="more", Key="a.gz") == "NoSuchBucket"
        path.write_text(TOML + '[access_points.more]\nfunction = "decompress"\n')
        process.send_signal(signal.SIGHUP)
        assert eventually(lambda: "more" in {b["Name"] for b in s3.list_buckets()["Buckets"]})
        assert s3.get_object(Bucket="more", Key="a.gz")["Body"].read() == TEXT
        unknown = '[origins.there]\nbucket = "b"\nprofile = "unknown"\n[access_points.last]\norigin = "there"\n'
        for mistake in ("[broken", f'{TOML}\n{unknown}function = "raw"\n'):
            path.write_text(mistake)
            process.send_signal(signal.SIGHUP)
            assert any(b"configuration kept" in line for line in said)
        assert s3.get_object(Bucket="more", Key="a.gz")["Body"].read() == TEXT


def test_a_worker_that_is_replaced_begins_with_what_the_others_reloaded(folder):
    path = folder / "workers.toml"
    two = TOML.replace("[gateway]\n", "[gateway]\nworkers = 2\n")
    path.write_text(two)
    with served(path) as (process, url, said):
        assert eventually(lambda: len(children(process.pid)) == 2)
        path.write_text(two + '[access_points.more]\nfunction = "decompress"\n')
        process.send_signal(signal.SIGHUP)
        assert sum(b"configuration reloaded" in line for line in islice(reloads(said), 2)) == 2
        for worker in children(process.pid):  # one after the other, so that none that reloaded is left
            os.kill(worker, signal.SIGKILL)
            assert eventually(lambda worker=worker: worker not in children(process.pid))
            assert eventually(lambda: len(children(process.pid)) == 2)
        for _ in range(20):
            assert client(url).get_object(Bucket="more", Key="a.gz")["Body"].read() == TEXT


@pytest.mark.parametrize("workers", ["1", "2"])
def test_sighup_right_after_the_address_was_told_is_heeded(folder, workers):
    path = folder / "early.toml"
    toml = TOML.replace("[gateway]\n", f"[gateway]\nworkers = {workers}\n")
    path.write_text(toml)
    with served(path) as (process, url, _):
        path.write_text(toml + '[access_points.more]\nfunction = "raw"\n')
        process.send_signal(signal.SIGHUP)
        assert eventually(lambda: "more" in {b["Name"] for b in client(url).list_buckets()["Buckets"]})
        assert process.poll() is None


def reloads(said):
    return (line for line in said if b"configuration reloaded" in line)


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_sighup_takes_effect_at_once(folder):
    path = folder / "at-once.toml"
    path.write_text(TOML)
    with served(path) as (process, url, said):
        assert client(url).list_buckets()["Buckets"]
        began = time.monotonic()
        for number in range(10):
            path.write_text(TOML + f'[access_points.more-{number}]\nfunction = "raw"\n')
            process.send_signal(signal.SIGHUP)
            assert any(b"configuration reloaded" in line for line in said)
        # Each would wait for a tick of its own, had the signal to wait for one.
        assert time.monotonic() - began < 5 * TICK_SECONDS


def test_many_buckets_are_opened_by_one_reading_of_the_sdks_description_of_s3(monkeypatch):
    BucketStore(BucketOrigin(bucket="first", endpoint_url="http://127.0.0.1:1"))
    read = []
    load_file = JSONFileLoader.load_file
    monkeypatch.setattr(JSONFileLoader, "load_file", lambda self, path: (read.append(path), load_file(self, path))[1])
    for number in range(5):
        BucketStore(BucketOrigin(bucket=f"bucket-{number}", endpoint_url="http://127.0.0.1:1"))
    assert read == []  # each takes 70 ms; of forty buckets that made 3 s of .4


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_signs_for_itself(url):
    payload = ["-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"]
    command = ["curl", "-s", "--aws-sigv4", "aws:amz:us-east-1:s3", *payload, f"{url}/only-ann/a.gz", "--user"]
    signed = subprocess.run([*command, "AKIAANN:ann-secret"], capture_output=True, check=True, timeout=20)
    assert signed.stdout == TEXT
    wrong = subprocess.run([*command, "AKIAANN:other"], capture_output=True, check=True, timeout=20)
    assert b"<Code>SignatureDoesNotMatch</Code>" in wrong.stdout

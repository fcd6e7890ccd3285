"""Redaction and access control through a gateway, as boto3, the AWS CLI and pandas see them; many readers at once."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import pytest
import s3fs
from botocore.exceptions import ClientError
from real_origins import KEY_ID, SECRET, client

from objectlambda.demo.serving import Served, serving
from objectlambda.pii.redaction import redact

POINTS = ("--access-point", "safe=pii_redaction", "--access-point", "guarded=pii_access_control")
READERS = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    random_ = random.Random(3)
    rows = "".join(
        f"{n},Jane Doe,user{n}@example.com,{random_.randint(2, 9)}06-555-{n % 10000:04d},fine weather\n"
        for n in range(4_000)
    )
    (folder / "people.csv").write_text("id,full_name,email,phone,note\n" + rows)
    (folder / "people.csv.gz").write_bytes(gzip.compress((folder / "people.csv").read_bytes(), mtime=0))
    (folder / "weather.txt").write_text("the weather is fine today\n" * 1_000)
    for n in range(READERS):
        (folder / f"mail-{n:02}.txt").write_text(f"To: reader{n}@example.com\n\n" + f"note {n} of this mail\n" * 200)
    return folder


@pytest.fixture(scope="module", params=["inprocess", "wire"])
def served(request: pytest.FixtureRequest, folder: Path) -> Iterator[Served]:
    wire = ["--wire"] if request.param == "wire" else []
    with serving([str(folder), *POINTS, *wire]) as served:
        yield served


@pytest.fixture
def expected(folder: Path) -> bytes:
    return b"".join(redact([(folder / "people.csv").read_bytes()], key="people.csv"))


def test_boto3_reads_downloads_and_ranges_the_redacted_bytes(served, expected, tmp_path):
    s3 = client(served.url)
    assert b"@example.com" not in expected
    for key in ("people.csv", "people.csv.gz"):
        answer = s3.get_object(Bucket="safe", Key=key)
        assert answer["Body"].read() == expected
        head = s3.head_object(Bucket="safe", Key=key)
        assert head["ContentLength"] == len(expected)
        assert head["ETag"] == answer["ETag"]
        part = s3.get_object(Bucket="safe", Key=key, Range="bytes=100000-100999")
        assert part["Body"].read() == expected[100_000:101_000]
        assert part["ContentRange"] == f"bytes 100000-100999/{len(expected)}"
        s3.download_file("safe", key, str(tmp_path / key))
        assert (tmp_path / key).read_bytes() == expected


def test_guarded_objects_are_refused_or_handed_out_as_stored(served, folder):
    s3 = client(served.url)
    for key in ("people.csv", "people.csv.gz", "mail-00.txt"):
        with pytest.raises(ClientError) as refused:
            s3.get_object(Bucket="guarded", Key=key)
        error = refused.value.response["Error"]
        assert (error["Code"], error["Message"]) == ("AccessDenied", "Document Contains PII")
        with pytest.raises(ClientError) as refused:
            s3.head_object(Bucket="guarded", Key=key)
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert s3.get_object(Bucket="guarded", Key="weather.txt")["Body"].read() == (folder / "weather.txt").read_bytes()


def test_pandas_reads_the_redacted_table(served):
    options = {"key": KEY_ID, "secret": SECRET, "client_kwargs": {"endpoint_url": served.url}}
    s3fs.S3FileSystem.clear_instance_cache()
    table = pandas.read_csv("s3://safe/people.csv", storage_options=options)
    assert list(table.columns) == ["id", "full_name", "email", "phone", "note"]
    assert len(table) == 4_000
    assert set(table["note"]) == {"fine weather"}
    assert table["email"].str.fullmatch(r"\*+").all()
    with pytest.raises(PermissionError):
        pandas.read_csv("s3://guarded/people.csv", storage_options=options)


def test_aws_s3_cp_writes_the_redacted_file(served, expected):
    command = [
        Path(sys.executable).with_name("aws"),
        "--endpoint-url",
        served.url,
        "s3",
        "cp",
        "s3://safe/people.csv",
        "-",
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env=dict(os.environ))
    assert done.stdout == expected, done.stderr.decode()


def test_fifty_readers_at_once_get_what_is_theirs(served, folder):
    s3 = client(served.url, max_pool_connections=READERS)

    def read(number: int) -> bool:
        key = f"mail-{number:02}.txt"
        mail = (folder / key).read_text()
        body = s3.get_object(Bucket="safe", Key=key)["Body"].read().decode()
        address = f"reader{number}@example.com"
        return body == mail.replace(address, "*" * len(address))

    with ThreadPoolExecutor(READERS) as pool:
        assert all(pool.map(read, list(range(READERS)) * 2))

"""Over TLS each client reads with its own keys; none with wrong ones, and none connects to whom it cannot verify."""

from __future__ import annotations

from dataclasses import replace

import obstore
import polars
import pytest
import smart_open
from real_clients import (
    arrow,
    aws,
    boto3_client,
    curl,
    duckdb_connection,
    minio_client,
    needs_curl,
    object_store,
    polars_options,
    rclone,
    s3_filesystem,
)

KEY = "small.csv.gz"


def by_boto3(gateway):
    return boto3_client(gateway).get_object(Bucket="files", Key=KEY)["Body"].read()


def by_aws(gateway):
    return aws(gateway, "s3", "cp", f"s3://files/{KEY}", "-")


def by_s3fs(gateway):
    return s3_filesystem(gateway).cat(f"files/{KEY}")


def by_arrow(gateway):
    with arrow(gateway).open_input_stream(f"files/{KEY}", compression=None) as stream:
        return stream.read()


def by_rclone(gateway):
    return rclone(gateway, "cat", f"gateway:files/{KEY}")


def by_curl(gateway):
    return curl(gateway, f"/files/{KEY}")


def by_obstore(gateway):
    return bytes(obstore.get(object_store(gateway, "files"), KEY).bytes())


def by_smart_open(gateway):
    options = {"compression": "disable", "transport_params": {"client": boto3_client(gateway)}}
    with smart_open.open(f"s3://files/{KEY}", "rb", **options) as stream:
        return stream.read()


def by_minio(gateway):
    return minio_client(gateway).get_object(bucket_name="files", object_name=KEY).read()


def by_polars(gateway):
    return polars.scan_csv(f"s3://bare/{KEY.removesuffix('.gz')}", storage_options=polars_options(gateway)).collect()


def by_duckdb(gateway):
    with duckdb_connection(gateway) as database:
        return database.execute("SELECT * FROM read_csv(?)", [f"s3://bare/{KEY.removesuffix('.gz')}"]).fetchall()


BYTES = [by_boto3, by_aws, by_s3fs, by_arrow, by_rclone, by_obstore, by_smart_open, by_minio]
BYTES += [pytest.param(by_curl, marks=[pytest.mark.system, needs_curl])]
TABLES = [by_polars, by_duckdb]

REFUSED = r"403|Forbidden|SignatureDoesNotMatch|ACCESS_DENIED"
UNVERIFIED = r"certificate|SSL|error sending request"


@pytest.fixture
def gateway(gateways, monkeypatch, read):
    endpoint = gateways["tls-folder"]
    if read is by_polars:
        monkeypatch.setenv("SSL_CERT_FILE", endpoint.authority)
    return endpoint


@pytest.mark.parametrize("read", BYTES)
def test_the_right_keys_read_the_true_bytes(gateway, read, objects):
    assert read(gateway) == objects.content[KEY]


@pytest.mark.parametrize("read", TABLES)
def test_the_right_keys_read_every_row(gateway, read, objects):
    assert len(read(gateway)) == len(objects.content[KEY].splitlines()) - 1


@pytest.mark.parametrize("read", [*BYTES, *TABLES])
def test_a_wrong_secret_is_refused(gateway, read):
    with pytest.raises(Exception, match=REFUSED):
        read(replace(gateway, secret="not-the-secret"))


@pytest.mark.parametrize("read", [*BYTES, *TABLES])
def test_who_does_not_know_the_authority_does_not_connect(gateway, read, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    # polars keeps its connections by their options: other keys make it connect anew.
    with pytest.raises(Exception, match=UNVERIFIED):
        read(replace(gateway, authority="", secret="never-sent"))

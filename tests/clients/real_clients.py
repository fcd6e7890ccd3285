"""The clients that people read through a gateway with, each told of it in its own way.

None of them tries twice: what went wrong must not be hidden by a second attempt.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import botocore.session
import duckdb
import duckdb_extension_httpfs
import minio
import opendal
import pytest
import s3fs
import urllib3
from botocore.config import Config
from obstore.store import S3Store
from pyarrow import fs
from real_origins import Endpoint
from s3transfer.crt import (
    BotocoreCRTCredentialsWrapper,
    BotocoreCRTRequestSerializer,
    CRTTransferManager,
    create_s3_crt_client,
)

REGION = "us-east-1"

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl: make system-deps")


def boto3_client(gateway: Endpoint, **config: Any) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=gateway.url,
        aws_access_key_id=gateway.key_id,
        aws_secret_access_key=gateway.secret,
        verify=gateway.authority or None,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


def program(name: str, *arguments: str, **environ: str) -> bytes:
    """What the program of that name, ours or the system's, writes to standard output."""
    ours = Path(sys.executable).with_name(name)
    command = [str(ours) if ours.exists() else name, *arguments]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env={**os.environ, **environ})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def aws(gateway: Endpoint, *arguments: str, **environ: str) -> bytes:
    trust = ["--ca-bundle", gateway.authority] if gateway.authority else []
    keys = {"AWS_ACCESS_KEY_ID": gateway.key_id, "AWS_SECRET_ACCESS_KEY": gateway.secret, "AWS_MAX_ATTEMPTS": "1"}
    return program("aws", "--endpoint-url", gateway.url, *trust, *arguments, **keys, **environ)


def rclone(gateway: Endpoint, *arguments: str, path_style: bool = True, **environ: str) -> bytes:
    remote = {
        "TYPE": "s3",
        "PROVIDER": "Other",
        "ENDPOINT": gateway.url,
        "ACCESS_KEY_ID": gateway.key_id,
        "SECRET_ACCESS_KEY": gateway.secret,
        "REGION": REGION,
        "FORCE_PATH_STYLE": str(path_style).lower(),
    }
    environ |= {f"RCLONE_CONFIG_GATEWAY_{name}": value for name, value in remote.items()}
    trust = ["--ca-cert", gateway.authority] if gateway.authority else []
    once = ["--retries", "1", "--low-level-retries", "1"]
    return program("rclone", *arguments, *once, *trust, RCLONE_CONFIG="", **environ)


def curl(gateway: Endpoint, path: str, *options: str, signed: bool = True) -> bytes:
    """curl, signing as it can since 7.75, or not; a status of 400 or more is an error that tells it.

    S3 wants x-amz-content-sha256, which curl sends of its own accord from 8 on only.
    """
    trust = ["--cacert", gateway.authority] if gateway.authority else []
    signing = ["--aws-sigv4", f"aws:amz:{REGION}:s3", "--user", f"{gateway.key_id}:{gateway.secret}"]
    signing += ["--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD"]
    quiet = ["--silent", "--show-error", "--fail"]
    return program("curl", *quiet, *trust, *(signing if signed else []), *options, gateway.url + path)


def s3_filesystem(gateway: Endpoint) -> s3fs.S3FileSystem:
    filesystem = s3fs.S3FileSystem(skip_instance_cache=True, **storage_options(gateway))
    filesystem.retries = 1
    return filesystem


def storage_options(gateway: Endpoint) -> dict[str, Any]:
    """What pandas hands on to s3fs."""
    trust = {"client_kwargs": {"verify": gateway.authority}} if gateway.authority else {}
    once = {"config_kwargs": {"retries": {"total_max_attempts": 1}}}
    return {"key": gateway.key_id, "secret": gateway.secret, "endpoint_url": gateway.url, **trust, **once}


def arrow(gateway: Endpoint, **options: Any) -> fs.S3FileSystem:
    trust = {"tls_ca_file_path": gateway.authority} if gateway.authority else {}
    address = urlsplit(gateway.url)
    return fs.S3FileSystem(
        access_key=gateway.key_id,
        secret_key=gateway.secret,
        endpoint_override=address.netloc,
        scheme=address.scheme,
        region=REGION,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=1),
        **trust,
        **options,
    )


def object_store(gateway: Endpoint, bucket: str) -> S3Store:
    """Rust's object_store, as obstore has it."""
    trust = {"root_certificate": Path(gateway.authority).read_bytes()} if gateway.authority else {"allow_http": True}
    return S3Store(
        bucket,
        endpoint=gateway.url,
        access_key_id=gateway.key_id,
        secret_access_key=gateway.secret,
        region=REGION,
        client_options=trust,
        retry_config={"max_retries": 0},
    )


def polars_options(gateway: Endpoint) -> dict[str, Any]:
    """What ``scan_csv`` takes as storage options; it learns of an authority by SSL_CERT_FILE only."""
    return {
        "aws_endpoint_url": gateway.url,
        "aws_access_key_id": gateway.key_id,
        "aws_secret_access_key": gateway.secret,
        "aws_region": REGION,
        "allow_http": "true",
        "max_retries": 0,
    }


def duckdb_connection(gateway: Endpoint) -> duckdb.DuckDBPyConnection:
    """DuckDB with the httpfs extension out of its wheel: nothing is downloaded."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    extension = next(Path(duckdb_extension_httpfs.__file__).parent.rglob("httpfs.duckdb_extension"))
    connection.execute(f"LOAD '{extension}'")
    connection.execute("SET http_retries = 0")
    if gateway.authority:
        connection.execute(f"SET ca_cert_file = '{gateway.authority}'")
    address = urlsplit(gateway.url)
    connection.execute(
        f"CREATE SECRET (TYPE s3, KEY_ID '{gateway.key_id}', SECRET '{gateway.secret}', REGION '{REGION}', "
        f"ENDPOINT '{address.netloc}', URL_STYLE 'path', USE_SSL {address.scheme == 'https'})"
    )
    return connection


def minio_client(gateway: Endpoint) -> minio.Minio:
    address = urlsplit(gateway.url)
    trust = {"ca_certs": gateway.authority} if gateway.authority else {}
    return minio.Minio(
        address.netloc,
        access_key=gateway.key_id,
        secret_key=gateway.secret,
        secure=address.scheme == "https",
        region=REGION,
        http_client=urllib3.PoolManager(retries=False, cert_reqs="CERT_REQUIRED", **trust),
    )


def opendal_operator(gateway: Endpoint, bucket: str) -> opendal.Operator:
    return opendal.Operator(
        "s3",
        bucket=bucket,
        endpoint=gateway.url,
        access_key_id=gateway.key_id,
        secret_access_key=gateway.secret,
        region=REGION,
        disable_config_load="true",
    )


@contextmanager
def crt_downloads(gateway: Endpoint) -> Iterator[Callable[[str, str, str], None]]:
    """Downloads by AWS's common runtime, as the AWS CLI and boto3 do with ``preferred_transfer_client = crt``.

    boto3 itself tells the runtime of no endpoint of one's own, so its parts are put together here.
    """
    session = botocore.session.Session()
    session.set_credentials(gateway.key_id, gateway.secret)
    credentials = BotocoreCRTCredentialsWrapper(session.get_credentials()).to_crt_credentials_provider()
    client = create_s3_crt_client(REGION, credentials, part_size=5 * 1024 * 1024, use_ssl=False)
    arguments = {"region_name": REGION, "endpoint_url": gateway.url, "config": Config(s3={"addressing_style": "path"})}
    manager = CRTTransferManager(client, BotocoreCRTRequestSerializer(session, arguments))
    with manager:
        yield lambda bucket, key, path: manager.download(bucket, key, path).result()


def s3cmd(gateway: Endpoint, *arguments: str) -> bytes:
    address = urlsplit(gateway.url).netloc
    where = [f"--host={address}", f"--host-bucket={address}", "--no-ssl", f"--region={REGION}", "--max-retries=1"]
    keys = [f"--access_key={gateway.key_id}", f"--secret_key={gateway.secret}"]
    return program("s3cmd", "--config=/dev/null", *where, *keys, *arguments)

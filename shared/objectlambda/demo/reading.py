"""Reading a sample through an access point with two real clients, and checking every byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from objectlambda.demo.samples import Sample

CHUNK_BYTES = 1024 * 1024
CLI_SECONDS = 60

# The gateway of the demo takes anonymous requests; boto3 and the AWS CLI do not start without credentials.
IDENTITY = {
    "AWS_ACCESS_KEY_ID": "demo",
    "AWS_SECRET_ACCESS_KEY": "demo",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of a read: how many bytes, in what time, and whether they were the right ones."""

    size: int
    seconds: float
    intact: bool


def client(endpoint_url: str) -> Any:
    """A boto3 client of the demo's gateway."""
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=endpoint_url,
        region_name="us-east-1",
        aws_access_key_id=IDENTITY["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=IDENTITY["AWS_SECRET_ACCESS_KEY"],
    )


def read_with_boto3(s3: Any, sample: Sample) -> Reading:
    """The sample by ``get_object``; the time is that of the transfer, hashing included."""
    digest, size, started = hashlib.sha256(), 0, time.perf_counter()
    body = s3.get_object(Bucket=sample.access_point, Key=sample.key)["Body"]
    for chunk in body.iter_chunks(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    return Reading(size=size, seconds=time.perf_counter() - started, intact=digest.hexdigest() == sample.sha256)


def aws_command() -> Path | None:
    """The AWS CLI of this Python's environment, or ``None`` where it is not installed."""
    command = Path(sys.executable).with_name("aws")
    return command if command.is_file() else None


def read_with_cli(command: Path, endpoint_url: str, sample: Sample, folder: Path) -> Reading:
    """The sample by ``aws s3 cp``; the time includes the start of the CLI."""
    target = folder / f"{sample.access_point}-{sample.key}.out"
    started = time.perf_counter()
    subprocess.run(
        [
            command,
            "--endpoint-url",
            endpoint_url,
            "s3",
            "cp",
            "--only-show-errors",
            f"s3://{sample.access_point}/{sample.key}",
            str(target),
        ],
        check=True,
        timeout=CLI_SECONDS,
        env={**os.environ, **IDENTITY},
    )
    seconds = time.perf_counter() - started
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    size = target.stat().st_size
    target.unlink()
    return Reading(size=size, seconds=seconds, intact=digest == sample.sha256)

"""A gateway in front of a bucket, and boto3 as one of its callers, for the tests beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

from objectlambda.gateway.config.access_points import parse_access_point
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.server import running
from objectlambda.s3.sigv4 import KeyPair
from objectlambda.stores.bucket import BucketOrigin

KEYS = KeyPair(access_key="AKIACALLER", secret_key="the-callers-secret")


@contextmanager
def moto_bucket(prefix: str = "") -> Iterator[tuple[BucketOrigin, Any]]:
    """An S3 of this process with the bucket ``store``: the origin below ``prefix``, and a client that fills it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        url = "http://{}:{}".format(*server.get_host_and_port())
        client = s3_client(url)
        client.create_bucket(Bucket="store")
        origin = BucketOrigin(
            bucket="store", prefix=prefix, endpoint_url=url, addressing_style="path", region="us-east-1"
        )
        yield origin, client
    finally:
        server.stop()


@contextmanager
def gateway_over(origin: BucketOrigin, points: Sequence[str], **more: Any) -> Iterator[str]:
    """The URL of a gateway whose access points (``NAME=FUNCTION``) read ``origin``; its only caller has ``KEYS``."""
    parsed = [replace(parse_access_point(text, Path("/nowhere")), origin=origin) for text in points]
    config = GatewayConfig(access_points={point.name: point for point in parsed}, port=0, callers={"one": KEYS}, **more)
    with running(config) as url:
        yield url


def s3_client(url: str, **config: Any) -> Any:
    """A client of S3 at ``url`` that signs with ``KEYS`` and asks once."""
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=KEYS.access_key,
        aws_secret_access_key=KEYS.secret_key,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )

"""What a gateway serves: its access points, each with a function, a payload and an origin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.origins.bucket import BucketOrigin
from objectlambda.gateway.registry import function_named
from objectlambda.settings import load

if TYPE_CHECKING:
    from objectlambda.gateway.webhook.config import Webhooks

OriginConfig = Path | BucketOrigin

ACCOUNT_ID = "000000000000"
REGION = "us-east-1"

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{1,43}[a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPoint:
    """A bucket as clients see it: what is read through it comes from ``origin`` by way of ``function``.

    ``payload`` is the JSON that S3 Object Lambda would hand to the function, or empty.
    """

    name: str
    function: str
    origin: OriginConfig
    payload: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayConfig:
    """A gateway: access points by name, where it listens, and its limits."""

    access_points: Mapping[str, AccessPoint]
    host: str = "127.0.0.1"
    port: int = 9000
    region: str = REGION
    domains: tuple[str, ...] = ("localhost",)
    allow_anonymous: bool = False
    wire: bool = False
    max_concurrency: int = 64
    exact_lists: bool = True
    webhooks: Webhooks | None = None


def access_point(name: str, function: str, origin: OriginConfig, payload: str = "") -> AccessPoint:
    """An access point, checked: its name by the rules of S3 Object Lambda, its payload by the function's settings.

    Raises:
        InvalidSettings: saying which access point and why.
    """
    if not _NAME.fullmatch(name):
        raise InvalidSettings(
            f"access point {name[:80]!r}: 3 to 45 lower-case letters, digits and inner hyphens make a name"
        )
    try:
        load(function_named(function).settings, {}, payload)
    except InvalidSettings as error:
        raise InvalidSettings(f"access point {name}: {error}") from error
    return AccessPoint(name=name, function=function.replace("-", "_"), origin=origin, payload=payload)


def parse_access_point(text: str, origin: OriginConfig) -> AccessPoint:
    """The access point that ``NAME=FUNCTION[,key=value…]`` describes; a value that reads as JSON is taken as such.

    Raises:
        InvalidSettings: the text has another shape, or what ``access_point`` refuses.
    """
    head, *pairs = text.split(",")
    name, equals, function = head.partition("=")
    if not (equals and name and function):
        raise InvalidSettings(f"access point {text[:80]!r}: write NAME=FUNCTION or NAME=FUNCTION,key=value")
    return access_point(name, function, origin, payload_of(pairs))


def payload_of(pairs: Iterable[str]) -> str:
    """The payload for settings given as ``key=value``; empty where there are none.

    Raises:
        InvalidSettings: a pair has no ``=``.
    """
    values = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise InvalidSettings(f"setting {pair[:80]!r}: write key=value")
        values[key.strip()] = _value(value.strip())
    return json.dumps(values) if values else ""


def parse_origin(text: str, *, endpoint_url: str = "", region: str = "") -> OriginConfig:
    """The folder, or the bucket of ``s3://bucket[/prefix]``, that ``text`` names.

    Raises:
        InvalidSettings: no such folder, or no bucket in the URL.
    """
    if text.startswith("s3://"):
        parts = urlsplit(text)
        if not parts.netloc:
            raise InvalidSettings(f"{text[:200]!r} names no bucket: write s3://bucket or s3://bucket/prefix")
        path = text.removeprefix("s3://").partition("/")[2]
        prefix = path if not path or path.endswith("/") else f"{path}/"
        return BucketOrigin(bucket=parts.netloc, prefix=prefix, endpoint_url=endpoint_url, region=region)
    folder = Path(text)
    if not folder.is_dir():
        raise InvalidSettings(f"{text[:200]!r} is not a folder; a bucket is written s3://bucket[/prefix]")
    return folder.resolve()


def _value(text: str) -> object:
    # "true", "12" and lists become JSON's; everything else is the string it looks like.
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if not isinstance(value, (dict, type(None))) else text

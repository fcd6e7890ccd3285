"""The place of objects as a person writes it: a folder, or a bucket with a prefix."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from objectlambda.errors import InvalidSettings
from objectlambda.stores.bucket import BucketOrigin
from objectlambda.stores.files import refuse_no_name

OriginConfig = Path | BucketOrigin


def parse_origin(text: str, *, endpoint_url: str = "", region: str = "", profile: str = "") -> OriginConfig:
    """The folder, or the bucket of ``s3://bucket[/prefix]``, that ``text`` names.

    Raises:
        InvalidSettings: no such folder, or no bucket in the URL.
    """
    refuse_no_name(text)
    if text.startswith("s3://"):
        parts = urlsplit(text)
        if not parts.netloc:
            raise InvalidSettings(f"{text[:200]!r} names no bucket: write s3://bucket or s3://bucket/prefix")
        path = text.removeprefix("s3://").partition("/")[2]
        prefix = path if not path or path.endswith("/") else f"{path}/"
        return BucketOrigin(
            bucket=parts.netloc, prefix=prefix, endpoint_url=endpoint_url, region=region, profile=profile
        )
    folder = Path(text)
    if not folder.is_dir():
        raise InvalidSettings(f"{text[:200]!r} is not a folder; a bucket is written s3://bucket[/prefix]")
    return folder.resolve()

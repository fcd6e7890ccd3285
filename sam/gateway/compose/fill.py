"""Puts the demo's samples into the bucket ``samples`` of the store that ``AWS_ENDPOINT_URL`` names; again each time."""

from __future__ import annotations

import boto3
from botocore.config import Config

from objectlambda.demo.samples import PACKAGED

BUCKET = "samples"
LETTER = (
    b"Dear Anna Miller,\nyour order is on its way; we shall call 206-555-0100 or write to anna.miller@example.com.\n"
)


def main() -> None:
    s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))
    if BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key="letter.txt", Body=LETTER, ContentType="text/plain")
    for path in sorted(PACKAGED.iterdir()):
        if path.is_file() and path.name not in ("README.md", "SHA256SUMS"):
            s3.put_object(Bucket=BUCKET, Key=path.name, Body=path.read_bytes())


if __name__ == "__main__":
    main()

"""Amazon S3's server access logs (docs.aws.amazon.com/AmazonS3, "Server access log format")."""

from __future__ import annotations

from objectlambda.pii.structure.logs.lines import columns_of
from objectlambda.pii.structure.logs.log_format import format_of_lines

FORMATS = (
    format_of_lines(
        "s3_access",
        r"[0-9a-f]{64} [a-z0-9][a-z0-9.\-]{2,62} \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+\-]\d{4}\] ",
        columns_of(
            "- - time host:remote identity:requester - - free:key free:request -*6 free:referrer free:user_agent"
            " -*8 - - - -"
        ),
    ),
)

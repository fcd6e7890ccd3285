"""The fields of a head that the store makes, and not who wrote the object: each has a form that holds no text."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"[A-Z_]{2,32}|(?i:true|false|requester|AES256|aws:kms(:dsse)?|aws:fsx)|\d{1,4}")
_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DAY = r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"
_NEVER = re.compile(r"(?!)")

STORE_FIELDS: Mapping[str, re.Pattern[str]] = {
    "BucketKeyEnabled": _WORD,
    "DeleteMarker": _WORD,
    "Expiration": _NEVER,  # it holds the name of a rule, which is anybody's text
    "LastModified": re.compile(_DAY),
    "MissingMeta": _WORD,
    "ObjectLockLegalHoldStatus": _WORD,
    "ObjectLockMode": _WORD,
    "ObjectLockRetainUntilDate": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z"),
    "ReplicationStatus": _WORD,
    "RequestCharged": _WORD,
    "Restore": re.compile(rf'ongoing-request="(true|false)"(, expiry-date="{_DAY}")?'),
    "SSECustomerAlgorithm": _WORD,
    "SSECustomerKeyMD5": re.compile(r"[A-Za-z0-9+/]{22}=="),
    "SSEKMSKeyId": re.compile(rf"(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{{12}}:key/)?(mrk-[0-9a-f]{{32}}|{_ID})"),
    "ServerSideEncryption": _WORD,
    "StorageClass": _WORD,
    "TagCount": _WORD,
    "VersionId": re.compile(r"[A-Za-z0-9._-]{1,1024}"),
}
"""By name, the form in which a function that hides something forwards them; what has another is left out."""


def formless(values: Mapping[str, str]) -> set[str]:
    """The names of the fields whose value has not the form that the store's have."""
    return {name for name in STORE_FIELDS.keys() & values.keys() if not STORE_FIELDS[name].fullmatch(values[name])}

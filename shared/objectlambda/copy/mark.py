"""The mark on a copy: it names the source object, the functions and the settings, as a digest.

A mark is a keyed digest. An ETag is often the MD5 of the stored bytes, so whoever may read only the copies could try
guesses of what was taken out: where a function hides something, the ETag goes into the mark only under the secret that
``TAG_KEY`` names. Without that secret size and time of the object stand for it, as rclone and rsync compare.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import replace

from objectlambda.copy.job import Item, Job, seconds_of
from objectlambda.function import ObjectRequest
from objectlambda.headers import Headers
from objectlambda.plan import TAG_KEY, tag_key, tagger
from objectlambda.registry import function_named
from objectlambda.stores.bucket import BucketOrigin

_FORM = "1"
_DIGITS = 32


class Marker:
    """Makes the marks of one job. Immutable, so threads may share it."""

    def __init__(self, job: Job, environ: Mapping[str, str]) -> None:
        self._job, self._environ = job, environ
        self._key = tag_key(environ) if environ.get(TAG_KEY) else b""
        # Only the ETag of a bucket's object may be a digest of its bytes.
        self._etags_tell = isinstance(job.source, BucketOrigin)

    def mark(self, item: Item) -> str:
        """What the copy of ``item`` is marked with: equal for the same object, functions and settings.

        Raises:
            InvalidSettings: a setting is wrong.
        """
        steps = self._job.steps_for(item.key)
        hides = any(function_named(step.function).hides for step in steps)
        # Some stores list ETags without their quotes.
        etag = "" if hides and self._etags_tell and not self._key else item.etag.strip('"')
        version = "" if etag else item.version  # the ETag says enough, whether or not a version was asked for
        source = self._digest("source", item.key, etag, str(item.size), str(item.modified), version)
        made = [step.function + self._fingerprint(item.key, step.function, step.payload) for step in steps]
        settings = self._digest("settings", *made, self._job.destination_key(item.key))
        return f"{_FORM}.{source}.{settings}"

    def _fingerprint(self, key: str, function: str, payload: str) -> str:
        request = ObjectRequest(key=key, payload=payload)
        return tagger(function_named(function), request, self._environ).fingerprint

    def _digest(self, *texts: str) -> str:
        said = json.dumps(texts).encode()
        made = hmac.digest(self._key, said, "sha256") if self._key else hashlib.sha256(said).digest()
        return made.hex()[:_DIGITS]


def as_read(item: Item, headers: Headers) -> Item:
    """``item`` with size, time and ETag of the response's ``headers``. The object may be newer than the listing."""
    if item.etag == headers.get("etag") and item.size is not None and item.modified is not None:
        return item
    length = headers.get("content-range", "").rpartition("/")[2] or headers.get("content-length", "")
    modified = seconds_of(headers.get("last-modified", ""))
    return replace(
        item,
        size=int(length) if length.isascii() and length.isdigit() else item.size,
        modified=modified if modified is not None else item.modified,
        etag=headers.get("etag", item.etag),
    )

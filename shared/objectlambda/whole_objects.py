"""Whole objects: an origin's answer is refused where it holds a part of one that was asked for as a whole.

What a function makes of a part says nothing of the object: half a number is no personal data, and a reader could ask
for the halves one after the other. Origins answer with parts where the caller's Range or part number is signed into a
presigned URL, or where they do not keep to HTTP.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from objectlambda.errors import InvalidRequest
from objectlambda.headers import Headers

_CONTENT_RANGE = re.compile(r"\s*bytes\s+(\d{1,19})-(\d{1,19})/(\d{1,19})\s*", re.IGNORECASE | re.ASCII)

_SIGNED = (
    "the object store signed the caller's Range or partNumber into the URL, so that only a part of the stored object "
    "can be read: ask for the whole object"
)
_UNASKED = "the object store answered with a part of the object, and was asked for all of it: ask for the whole object"


def is_whole(status: int, headers: Headers) -> bool:
    """Whether a response to GET with this status and these headers holds all of the object.

    A Content-Range decides it whatever the status: rclone tells it with 200. A 206 without one tells no place at all.
    """
    told = headers.get("content-range")
    if told is None:
        return status == 200
    match = _CONTENT_RANGE.fullmatch(told)
    return match is not None and int(match[1]) == 0 and int(match[2]) + 1 == int(match[3])


def is_narrowed(url: str) -> bool:
    """Whether the caller's Range or part number is signed into the presigned ``url``."""
    query = parse_qs(urlsplit(url).query, keep_blank_values=True)
    signed = ";".join(query.get("X-Amz-SignedHeaders", [])).lower().split(";")
    return "range" in signed or any(name.lower() in ("partnumber", "range") for name in query)


def refuse_part(*, signed: bool = False) -> InvalidRequest:
    """The error for a part in place of the whole object; ``signed`` says that the URL is for that part."""
    return InvalidRequest(_SIGNED if signed else _UNASKED)
